import { Files } from '../files/files';
import { version } from '../package.json';
import { tidy, writeYaml } from '../template';
import { chartKeys, valuesDocument } from '../values/reading/document';
import { imageVersion } from '../values/schema/image';
import { Values } from '../values/types';
import { chartReadme } from './chart-readme';
import { chartTemplates } from './chart-templates';

const description = 'Redpanda with Console, topics, network policies and the environment of its clients';

/**
 * The first version that has all fields of the objects: `minReadySeconds` of a StatefulSet is the last of them.
 * With `-0`, because what is behind a dash is part of a provider's version, and of a pre-release to Helm.
 *
 * @see https://github.com/kubernetes/website/pull/30435
 */
const kubeVersion = '>=1.23.0-0';

/** The platform as a Helm chart, whose default values are the given ones. */
export function chartFiles(values: Values): Files {
  return new Map([['Chart.yaml', writeYaml(tidy(chartYaml(values)) as object)], ['README.md', chartReadme(values, description, kubeVersion)], ['values.yaml', valuesDocument(values, chartKeys())], ...chartTemplates()]);
}

function chartYaml({ broker }: Values) {
  return {
    apiVersion: 'v2',
    name: 'redpanda',
    description,
    type: 'application',
    version,
    kubeVersion,
    appVersion: imageVersion(broker.image) as string,
  };
}
