import { lines, Input, text, When, when } from '../template';
import type { Alert, Some } from './alert';
import { brokerAlerts } from './broker-alerts';
import { clientAlerts } from './client-alerts';
import { brokerJob } from './job';
import { platformAlerts } from './platform-alerts';
import { recordingRules } from './recording-rules';
import type { Client } from '../values/types';
import type { Watched } from './watched';

/** The rules of a cluster, as Prometheus' rule files and a PrometheusRule hold them. What is recorded comes first, because alerts ask for it. */
export function ruleGroups(watched: Watched) {
  const ruleOf = alertRule(watched);
  const rulesOf = (alerts: readonly Some[]) => alerts.map((alert) => (alert instanceof When ? when(alert.condition, ruleOf(alert.then)) : alert && ruleOf(alert)));
  const recorded = Object.entries(recordingRules(watched)).map(([record, expr]) => ({ record, expr: lines(expr), labels: ownLabels(watched) }));
  return [
    { name: 'redpanda.recorded', rules: recorded },
    { name: 'redpanda.brokers', rules: rulesOf(brokerAlerts(watched)) },
    { name: 'redpanda.platform', rules: rulesOf(platformAlerts(watched)) },
  ];
}

/** Those of a client. */
export const clientGroup = (client: Input<Client>, watched: Watched) => ({ name: text`redpanda.client.${client.name}`, rules: clientAlerts(client, watched).map(alertRule(watched)) });

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
