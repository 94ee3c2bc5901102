import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { clientMetrics, recordedMetrics } from '../../monitoring/metrics';
import { prometheusFiles } from '../../output/prometheus';
import { KubeObject, ownValues, platformOf, valuesOf } from '../platform/objects';
import { problemsOf } from './promql';

const everything = `
licenseAcknowledged: true
cluster: { health_monitor_metrics_enabled: true }
monitoring: { steadyTopics: [payments, eu.*] }
tls: { mode: cert-manager }
sasl: { enabled: true, superuser: { secretName: superuser } }
broker: { rackAwareness: true }
topics: [{ name: payments }]
clients:
  - { name: orders, namespace: shop, secretName: orders, consumes: [payments, eu.orders-*] }
  - { name: mail, namespace: shop, secretName: mail, consumerGroup: mails }`;
const groupsOf = (...texts: string[]) => parse(prometheusFiles(valuesOf(...texts), 'redpanda').get('rules.yaml')!).groups as KubeObject[];
const rulesOf = (...texts: string[]): KubeObject[] => groupsOf(...texts).flatMap(({ rules }) => rules);
const alertsOf = (...texts: string[]): KubeObject[] => rulesOf(...texts).filter(({ alert }) => alert !== undefined);
const namesOf = (...texts: string[]): string[] => [...new Set(alertsOf(...texts).map(({ alert }) => alert as string))];
const sizes = [['the defaults', ''], ['this platform', ownValues], ['everything', everything], ['one broker', 'broker: { replicas: 1 }']] as const;

test.each(sizes)('every expression of %s parses, and names only metrics and labels that there are', (_, text) => {
  const rules = rulesOf(text);
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.flatMap(({ alert, record, expr }) => problemsOf(expr).map((problem) => `${alert ?? record}: ${problem}`))).toEqual([]);
});

const own = 'job="a",namespace="b"';

test.each([
  ['sum(rate(redpanda_kafka_records_produced{job="a"}[5m])) > 1', 'redpanda_kafka_records_produced is no metric of the table'],
  [`sum by (redpanda_group) (redpanda_kafka_max_offset{${own}}) > 1`, `redpanda_group is a label of nothing in sum by (redpanda_group) (redpanda_kafka_max_offset{${own}})`],
  [`redpanda_cluster_brokers{redpanda_topic="t",${own}} > 1`, 'redpanda_cluster_brokers has no label redpanda_topic'],
  [`rate(redpanda_cluster_brokers{${own}}[5m]) > 1`, 'redpanda_cluster_brokers is a gauge, of which there is no rate'],
  [`predict_linear(redpanda_rpc_sent_bytes{${own}}[5m], 60) > 1`, 'redpanda_rpc_sent_bytes is a counter, whose value says nothing without a rate'],
  [`redpanda_rpc_sent_bytes{${own}} > 1`, 'redpanda_rpc_sent_bytes is a counter, whose value says nothing without a rate'],
  [`redpanda_kafka_request_latency_seconds{${own}} > 1`, 'redpanda_kafka_request_latency_seconds is a histogram, of which there are only _bucket, _count and _sum'],
  [
    `histogram_quantile(0.9, sum by (instance) (rate(redpanda_kafka_request_latency_seconds_bucket{${own}}[5m]))) > 1`,
    `histogram_quantile(0.9, sum by (instance) (rate(redpanda_kafka_request_latency_seconds_bucket{${own}}[5m]))) has no le to make a quantile of`,
  ],
  [`up{${own}} == 1 unless on (redpanda_topic) redpanda_cluster_brokers{${own}}`, 'redpanda_topic is not a label of both sides of on (redpanda_topic)'],
  [`up{${own}} == 1 and on (instance) count(redpanda_cluster_brokers{${own}})`, 'instance is not a label of both sides of on (instance)'],
  ['up{job="a"} == 0', 'up is not selected by its namespace'],
  [`{${own}} == 0`, `{${own}} names no metric`],
  [`rate(redpanda_rpc_sent_bytes{${own}}[5m] > 1`, `rate(redpanda_rpc_sent_bytes{${own}}[5m] > 1 is no expression`],
])('fails on %s', (expr, problem) => {
  expect(problemsOf(expr)).toContain(problem);
});

test('what is recorded is what the table of metrics says, with the labels that are left', () => {
  const recorded = rulesOf().filter(({ record }) => record !== undefined);
  expect(recorded.map(({ record }) => record).sort()).toEqual(Object.keys(recordedMetrics).sort());
  expect(recorded.filter(({ labels }) => labels.job !== 'redpanda' || labels.namespace !== 'redpanda')).toEqual([]);
  const ofClients = rulesOf(everything).filter(({ record }) => record in clientMetrics);
  expect(ofClients.map(({ record, labels }) => [record, labels.client, labels.client_namespace])).toEqual(['orders', 'mail'].flatMap((client) => Object.keys(clientMetrics).map((name) => [name, client, 'shop'])));
});

test('every alert has a section in the runbook, every section an alert, and each what it means, where to look and what to do', () => {
  const sections = readFileSync('docs/runbook.md', 'utf8').split(/^## /m).slice(1).map((text) => [text.slice(0, text.indexOf('\n')), text] as const);
  expect(sections.map(([title]) => title).sort()).toEqual(namesOf(everything).sort());
  expect(sections.filter(([, text]) => !text.includes('**Means:**') || !/\*\*Look( and do)?:\*\*/.test(text) || !/\*\*(Look and do|Do):\*\*/.test(text)).map(([title]) => title)).toEqual([]);
});

test('an alert leads to its section', () => {
  const url = 'https://git.example.com/docs/runbook.md';
  for (const { alert, annotations } of alertsOf(everything, `monitoring: { runbookUrl: '${url}' }`)) expect(annotations.runbook_url).toBe(`${url}#${alert.toLowerCase()}`);
});

test('every alert says whom it wakes, which cluster it is about, what is wrong, what that means', () => {
  for (const { labels, annotations } of alertsOf(everything)) {
    expect(labels).toMatchObject({ severity: expect.stringMatching(/^(critical|warning|info)$/), job: 'redpanda', namespace: 'redpanda' });
    expect([annotations.summary, annotations.description]).toEqual([expect.stringMatching(/^\S.*\S$/), expect.stringMatching(/^[A-Z].*\.$/)]);
  }
});

test('an alert tells a label in its summary only where its expression leaves it', () => {
  const kept = ({ expr, labels }: KubeObject) => [...Object.keys(labels), ...(/by \(([^)]*)\)/.exec(expr)?.[1]?.split(', ') ?? []), 'instance', 'redpanda_topic', 'job_name', 'persistentvolumeclaim', 'area', 'detail'];
  for (const alert of alertsOf(everything)) {
    const named = [...alert.annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    expect(named.filter((label) => !kept(alert).includes(label))).toEqual([]);
  }
});

test('no two alerts of a name are alike but for what they are about', () => {
  const keys = alertsOf(everything).map(({ alert, labels }) => `${alert} ${JSON.stringify(labels)}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  ['a single broker has no replicas that could be missing, and no leader while it restarts', 'broker: { replicas: 1 }', ['RedpandaLeaderlessPartitions', 'RedpandaControllerElections', 'RedpandaLeadershipChurn', 'RedpandaUnderReplicated', 'RedpandaVersionSkew']],
  ['without TLS there are no certificates', '', ['RedpandaCertificateExpiry', 'RedpandaCAExpiry', 'RedpandaCertificateInvalid']],
  ['without logins nothing is denied', '', ['RedpandaAuthorizationDenied']],
  ['without racks there is no constraint of racks', '', ['RedpandaRackConstraint']],
  ['brokers tell of their health where they are told to', 'cluster: { health_monitor_metrics_enabled: false }', ['RedpandaUnhealthy', 'RedpandaHealthUnknown']],
  ['no topic must have traffic unless it is named', '', ['RedpandaTrafficStopped']],
  ['without a license none expires', '', ['RedpandaLicenseExpiry']],
  ['without Console it is not missed', 'console: { enabled: false }', ['RedpandaConsoleDown']],
  ['without clients nobody lags', 'clients: []', ['RedpandaConsumerLag', 'RedpandaConsumerStuck', 'RedpandaConsumerMissing']],
])('%s', (_, text, absent) => {
  expect(namesOf(everything)).toEqual(expect.arrayContaining(absent));
  expect(namesOf(text).filter((name) => absent.includes(name))).toEqual([]);
});

test('thresholds are those of the values', () => {
  const text = 'monitoring: { thresholds: { diskFreePercent: 30, latencyMs: 1048, lagSeconds: 60, certificateDays: 3 } }';
  const exprOf = (name: string) => alertsOf(everything, text).find(({ alert }) => alert === name).expr;
  expect(exprOf('RedpandaDiskLow')).toContain('< 30 / 100');
  expect(exprOf('RedpandaDiskCritical')).toContain('< 30 / 200');
  expect(exprOf('RedpandaProduceLatency')).toContain('> 1048 / 1000');
  expect(exprOf('RedpandaConsumerLag')).toContain('> 60');
  expect(exprOf('RedpandaCertificateExpiry')).toContain('< 3 * 86400');
});

test("a client's alerts are about its own group and topics", () => {
  const [orders, mail] = groupsOf(everything).slice(-2);
  const about = ({ name, rules }: KubeObject) => [name, ...new Set(rules.flatMap(({ labels, expr }: KubeObject) => [labels.client, labels.client_namespace, ...expr.match(/redpanda_(group|topic)=~?"[^"]*"/g)]))];
  expect(about(orders)).toEqual(['redpanda.client.orders', 'orders', 'shop', 'redpanda_group="orders"', 'redpanda_topic=~"payments|eu[.]orders-.*"']);
  expect(about(mail)).toEqual(['redpanda.client.mail', 'mail', 'shop', 'redpanda_group="mails"', 'redpanda_topic=~".+"']);
});

test('a PrometheusRule holds what the file holds, the rules of each client in an object of its own', () => {
  const { objects } = platformOf(everything, 'monitoring: { prometheusRule: { enabled: true } }');
  const made = objects.filter(({ kind }) => kind === 'PrometheusRule');
  expect(made.map(({ metadata }) => metadata.name)).toEqual(['redpanda-client-mail', 'redpanda-client-orders', 'redpanda']);
  expect(made.flatMap(({ spec }) => spec.groups).sort((a, b) => a.name.localeCompare(b.name))).toEqual(groupsOf(everything).sort((a, b) => a.name.localeCompare(b.name)));
});
