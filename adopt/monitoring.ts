import type { KubeObject } from '../diff/object';
import { ownLabels } from '../values/own-annotation';
import type { Client } from '../values/types';
import { at, items, ownAnnotationsOf, textAt } from './object';
import type { Output } from './output';

/** What an output of ours tells Prometheus Operator, and Grafana. */
export function readMonitoring(output: Output): void {
  readDashboard(output);
  readRules(output);
}

function readRules({ name, find, all, reading }: Output): void {
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
  reading.carry('monitoring.thresholds', there(thresholds));
  const steady = topicsIn(textAt(alertIn(rules, 'RedpandaTrafficStopped'), 'expr'));
  if (steady) reading.carry('monitoring.steadyTopics', steady);
  reading.carry('monitoring.runbookUrl', textAt(alertIn(rules, 'RedpandaBrokerDown'), 'annotations.runbook_url').replace(/#.*$/, ''));
  if (alertIn(rules, 'RedpandaLicenseExpiry')) reading.carry('licenseAcknowledged', true);
}

/** The dashboard has the same thresholds, as numbers. */
function readDashboard({ name, find, reading }: Output): void {
  const configMap = find('ConfigMap', `${name}-dashboard`);
  if (!configMap) return;
  const { grafana_dashboard, ...others } = labelsOf(configMap);
  reading.carry('monitoring.dashboard', { enabled: true, labels: { ...others, ...(grafana_dashboard !== '1' && { grafana_dashboard }) }, annotations: ownAnnotationsOf(configMap) });
  const dashboard = JSON.parse(Object.values((configMap['data'] ?? {}) as Readonly<Record<string, string>>)[0] ?? '{}') as object;
  const panel = (title: string) => items(at(dashboard, 'panels')).find((one) => one['title'] === title);
  const number = (of: object | undefined, colour: string, times: number): number | undefined => {
    const step = items(at(of, 'steps')).find(({ color }) => color === colour);
    return step && Math.round((step['value'] as number) * times);
  };
  const ofPanel = (title: string) => at(panel(title), 'fieldConfig.defaults.thresholds') as object | undefined;
  const ofCertificates = items(at(panel('Certificates'), 'fieldConfig.overrides')).flatMap((one) => items(one['properties'])).find(({ id }) => id === 'thresholds');
  const thresholds = {
    diskFreePercent: number(ofPanel('Free disk'), 'green', 100),
    latencyMs: number(ofPanel('Produce requests, 99 %'), 'orange', 1000),
    lagSeconds: number(ofPanel('How far behind'), 'orange', 1),
    certificateDays: number(ofCertificates?.['value'] as object | undefined, 'green', 1 / 86_400),
  };
  reading.carry('monitoring.thresholds', there(thresholds));
  const job = textAt(items(at(dashboard, 'templating.list')).find((variable) => variable['name'] === 'job'), 'query');
  if (job !== '' && job !== name) reading.carry('monitoring.job', job);
  const runbook = textAt(items(at(dashboard, 'links'))[0], 'url');
  if (runbook !== '') reading.carry('monitoring.runbookUrl', runbook);
  if (panel('License')) reading.carry('licenseAcknowledged', true);
}

const there = (values: Readonly<Record<string, number | undefined>>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

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
