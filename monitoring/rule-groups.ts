import { lines, Input, text, When, when } from '../template';
import type { Alert, Some } from './alert';
import { brokerAlerts } from './broker-alerts';
import { clientAlerts } from './client-alerts';
import { brokerJob } from './job';
import { platformAlerts } from './platform-alerts';
import { clientRecordingRules, recordingRules } from './recording-rules';
import type { Client } from '../values/types';
import type { Watched } from './watched';

/** The rules of a cluster, as Prometheus' rule files and a PrometheusRule hold them. What is recorded comes first, because alerts ask for it. */
export function ruleGroups(watched: Watched) {
  const ruleOf = alertRule(watched);
  const rulesOf = (alerts: readonly Some[]) => alerts.map((alert) => (alert instanceof When ? when(alert.condition, ruleOf(alert.then)) : alert && ruleOf(alert)));
  return [
    { name: 'redpanda.recorded', rules: recorded(recordingRules(watched), ownLabels(watched)) },
    { name: 'redpanda.brokers', rules: rulesOf(brokerAlerts(watched)) },
    { name: 'redpanda.platform', rules: rulesOf(platformAlerts(watched)) },
  ];
}

/** Those of a client. */
export function clientGroup(client: Input<Client>, watched: Watched) {
  const labels = { ...ownLabels(watched), client: client.name, client_namespace: client.namespace };
  return { name: text`redpanda.client.${client.name}`, rules: [...recorded(clientRecordingRules(client, watched), labels), ...clientAlerts(client, watched).map(alertRule(watched))] };
}

const recorded = (rules: Readonly<Record<string, readonly Input<string>[]>>, labels: object) => Object.entries(rules).map(([record, expr]) => ({ record, expr: lines(expr), labels }));

/** Of every series and every alert, whatever an expression has left of them. */
const ownLabels = (watched: Watched) => ({ job: brokerJob(watched), namespace: watched.namespace });

const alertRule =
  (watched: Watched) =>
  ({ name, severity, for: duration, expr, summary, description, labels }: Alert) => ({
    alert: name,
    expr: lines(expr),
    for: duration,
    labels: { severity, ...ownLabels(watched), ...labels },
    annotations: { summary, description, runbook_url: text`${watched.monitoring.runbookUrl}#${name.toLowerCase()}` },
  });
