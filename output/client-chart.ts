import { Files } from '../files/files';
import { version } from '../package.json';
import { writeYaml } from '../template';
import { valuesDocument } from '../values/reading/document';
import { clientChartKeys } from '../values/schema/json-schema';
import { Values } from '../values/types';
import { clientChartTemplates } from './chart-templates';

/** A library chart for charts of other teams: the named template `redpanda.clientEnv`, and where the cluster is. */
export function clientChartFiles(values: Values): Files {
  const chart = {
    apiVersion: 'v2',
    name: 'redpanda-client',
    description: 'How clients find Kafka: the named template redpanda.clientEnv',
    type: 'library',
    version,
  };
  return new Map([['Chart.yaml', writeYaml(chart)], ['values.yaml', valuesDocument(values, clientChartKeys)], ...clientChartTemplates()]);
}
