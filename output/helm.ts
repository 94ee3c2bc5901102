import { Files } from '../files/files';
import { version } from '../package.json';
import { tidy, writeYaml } from '../template';
import { chartKeys, valuesDocument } from '../values/reading/document';
import { imageVersion } from '../values/schema/image';
import { Values } from '../values/types';
import { chartTemplates } from './chart-templates';

/** The platform as a Helm chart, whose default values are the given ones. */
export function chartFiles(values: Values): Files {
  return new Map([['Chart.yaml', writeYaml(tidy(chartYaml(values)) as object)], ['values.yaml', valuesDocument(values, chartKeys())], ...chartTemplates()]);
}

function chartYaml({ broker }: Values) {
  return {
    apiVersion: 'v2',
    name: 'redpanda',
    description: 'Redpanda with Console, topics, network policies and the environment of its clients',
    type: 'application',
    version,
    appVersion: imageVersion(broker.image) as string,
  };
}
