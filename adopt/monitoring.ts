import type { KubeObject } from '../diff/object';
import { ownLabels } from '../values/own-annotation';
import type { Client } from '../values/types';
import { at, items, textAt } from './object';
import type { Output } from './output';

/** What an output of ours tells Prometheus Operator. */
export function readMonitoring({ name, find, all, reading }: Output): void {
  const [monitor, rules] = [find('PodMonitor', name), find('PrometheusRule', name)];
  const endpoint = items(at(monitor, 'spec.podMetricsEndpoints'))[0];
  const job = textAt(items(at(endpoint, 'relabelings')).find((one) => one['targetLabel'] === 'job'), 'replacement') || textAt(alertIn(rules, 'RedpandaBrokerDown'), 'labels.job');
  if (job !== '' && job !== name) reading.carry('monitoring.job', job);
  if (monitor) reading.carry('monitoring.podMonitor', { enabled: true, labels: labelsOf(monitor) });
  if (!rules) return;
  reading.carry('monitoring.prometheusRule', { enabled: true, labels: labelsOf(rules) });
  const lag = all('PrometheusRule').map((object) => alertIn(object, 'RedpandaConsumerLag')).find((alert) => alert !== undefined);
  const thresholds = {
    diskFreePercent: numberIn(alertIn(rules, 'RedpandaDiskLow'), /< (\d+) \/ 100/),
    latencyMs: numberIn(alertIn(rules, 'RedpandaProduceLatency'), /> (\d+) \/ 1000/),
    lagSeconds: numberIn(lag, /^> (\d+)$/m),
    certificateDays: numberIn(alertIn(rules, 'RedpandaCertificateExpiry'), /< (\d+) \* 86400/),
  };
  reading.carry('monitoring.thresholds', Object.fromEntries(Object.entries(thresholds).filter(([, value]) => value !== undefined)));
  const steady = topicsIn(textAt(alertIn(rules, 'RedpandaTrafficStopped'), 'expr'));
  if (steady) reading.carry('monitoring.steadyTopics', steady);
  reading.carry('monitoring.runbookUrl', textAt(alertIn(rules, 'RedpandaBrokerDown'), 'annotations.runbook_url').replace(/#.*$/, ''));
  if (alertIn(rules, 'RedpandaLicenseExpiry')) reading.carry('licenseAcknowledged', true);
}

/** What the alerts of a client tell of it. */
export function readConsumer({ name, find }: Output, client: string): Pick<Client, 'consumerGroup' | 'consumes'> {
  const expr = textAt(alertIn(find('PrometheusRule', `${name}-client-${client}`), 'RedpandaConsumerLag'), 'expr');
  const [, group] = /redpanda_group="([^"]*)"/.exec(expr) ?? [];
  const consumes = topicsIn(expr);
  return { ...(group !== undefined && group !== client && { consumerGroup: group }), ...(consumes && { consumes }) };
}

/** The topics that an expression selects, if it names some. */
function topicsIn(expr: string): string[] | undefined {
  const [, pattern = '.+'] = /redpanda_topic=~"([^"]*)"/.exec(expr) ?? [];
  return pattern === '.+' ? undefined : pattern.split('|').map((topic) => topic.replaceAll('.*', '*').replaceAll('[.]', '.'));
}

const alertIn = (rules: KubeObject | undefined, alert: string) => items(at(rules, 'spec.groups')).flatMap((group) => items(group['rules'])).find((rule) => rule['alert'] === alert);

const numberIn = (rule: ReturnType<typeof alertIn>, pattern: RegExp): number | undefined => {
  const [, digits] = pattern.exec(textAt(rule, 'expr')) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

/** Labels of an object that are not our own. */
const labelsOf = ({ metadata }: KubeObject) => Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([key]) => !ownLabels.includes(key)));
