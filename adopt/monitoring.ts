import { ownLabels } from '../values/own-annotation';
import { at, items, textAt } from './object';
import type { KubeObject } from '../diff/object';
import type { Output } from './output';

/** What an output of ours tells Prometheus Operator. */
export function readMonitoring({ name, find, reading }: Output): void {
  const monitor = find('PodMonitor', name);
  if (!monitor) return;
  reading.carry('monitoring.podMonitor', { enabled: true, labels: labelsOf(monitor) });
  const job = items(at(items(at(monitor, 'spec.podMetricsEndpoints'))[0], 'relabelings')).find((one) => one['targetLabel'] === 'job');
  carryJob(textAt(job, 'replacement'), name, reading);
}

const carryJob = (job: string, name: string, reading: Output['reading']): void => {
  if (job !== name && job !== '') reading.carry('monitoring.job', job);
};

/** Labels of an object that are not our own. */
const labelsOf = ({ metadata }: KubeObject) => Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([key]) => !ownLabels.includes(key)));
