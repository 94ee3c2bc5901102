import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { brokerMetrics } from '../../monitoring/metrics';
import { asPrometheus, queriesOf } from '../monitoring/dashboard-queries';
import { prometheusFiles } from '../../output/prometheus';
import { ownValues, valuesOf, type KubeObject } from '../platform/objects';
import { dist } from './dist';
import { alertCases, healthy, type AlertCase, type Series } from './monitoring/cases';
import { freePort, output, run, start, type Program } from './process';
import { tool } from './tools';

let work: string;
beforeAll(() => (work = mkdtempSync(join(tmpdir(), 'monitoring-'))));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Everything that there is an alert for, in the sizes of the default, of dev and of prod. */
const everything = `
namespace: shop
licenseAcknowledged: true
cluster: { health_monitor_metrics_enabled: true }
monitoring: { steadyTopics: [payments, eu.*] }
tls: { mode: cert-manager }
sasl: { enabled: true, superuser: { secretName: superuser } }
topics: [{ name: payments }]
clients: [{ name: orders, namespace: apps, secretName: orders, consumerGroup: group, consumes: [payments, eu.*] }]`;
const sizes: Readonly<Record<string, string>> = { default: '', dev: readFileSync('environments/dev.yaml', 'utf8'), prod: readFileSync('environments/prod.yaml', 'utf8') };
const brokersOf = (size: string) => valuesFor(size).broker.replicas;
const valuesFor = (size: string) => valuesOf(sizes[size]!, 'broker: { rackAwareness: true }', everything);
const rulesFor = (size: string): { text: string; rules: KubeObject[]; groups: string[] } => {
  const text = prometheusFiles(valuesFor(size), 'redpanda').get('rules.yaml')!;
  return { text, rules: parse(text).groups.flatMap(({ rules }: KubeObject) => rules), groups: parse(text).groups.map(({ name }: KubeObject) => name) };
};

/** What the dashboard asks in the panels of a title, by its legend or by the name of its column. */
const asked = (size: string, title: string): string[] => queriesOf(JSON.parse(prometheusFiles(valuesFor(size), 'redpanda').get('dashboard.json')!)).filter((query) => query.title === title).map(({ expr }) => asPrometheus(expr, { namespace: 'shop' }));

/** What promtool says of cases, all in one run. */
function promtool(size: string, tests: readonly object[], evaluation_interval = '1m'): { status: number; stdout: string; stderr: string } {
  const { text, groups } = rulesFor(size);
  writeFileSync(join(work, 'rules.yaml'), text);
  writeFileSync(join(work, 'tests.yaml'), stringify({ rule_files: ['rules.yaml'], evaluation_interval, group_eval_order: groups, tests }));
  return run(tool('promtool'), ['test', 'rules', 'tests.yaml'], { cwd: work });
}

const seriesOf = (series: Series) => Object.entries(series).map(([name, values]) => ({ series: name, values }));

/** A case as promtool reads it: the alert with its labels and its texts, or none. */
function testOf({ name, series, at, firing }: AlertCase, rules: readonly KubeObject[]): object {
  const rule = rules.find(({ alert }) => alert === name)!;
  const exp_alerts = (firing ?? []).map(({ summary, labels }) => ({ exp_labels: { ...rule.labels, ...labels }, exp_annotations: { ...rule.annotations, summary } }));
  return { interval: '1m', input_series: seriesOf(series), alert_rule_test: [{ eval_time: at, alertname: name, exp_alerts }] };
}

describe.each(Object.keys(sizes))('in the size of %s', (size) => {
  const { rules } = rulesFor(size);
  const cases = alertCases(brokersOf(size)).filter(({ name }) => rules.some(({ alert }) => alert === name));

  test.each(cases.map((one) => [`${one.name} ${one.firing ? 'fires' : 'is silent'}: ${one.title}`, one] as const))('%s', (_, one) => {
    expect(promtool(size, [testOf(one, rules)], one.every)).toMatchObject({ status: 0, stderr: '' });
  });

  test('every alert has a case in which it fires, and one in which it does not', () => {
    const names = [...new Set(rules.flatMap(({ alert }) => alert ?? []))].sort();
    for (const fires of [true, false]) expect([...new Set(cases.filter(({ firing }) => (firing !== undefined) === fires).map(({ name }) => name))].sort()).toEqual(names);
  });

  test('a platform that is well is silent for two days, a rolling restart among them', () => {
    const names = [...new Set(rules.flatMap(({ alert }) => alert ?? []))];
    const alert_rule_test = ['20m', '10h', '600m', '603m', '607m', '612m', '616m', '631m', '24h', '47h'].flatMap((eval_time) => names.map((alertname) => ({ eval_time, alertname, exp_alerts: [] })));
    expect(promtool(size, [{ interval: '1m', input_series: seriesOf(healthy(brokersOf(size))), alert_rule_test }])).toMatchObject({ status: 0, stderr: '' });
  });
});

test.each(Object.keys(sizes))('promtool finds nothing wrong with what the dashboard asks in the size of %s', (size) => {
  const queries = queriesOf(JSON.parse(prometheusFiles(valuesFor(size), 'redpanda').get('dashboard.json')!));
  expect(queries.length).toBeGreaterThan(50);
  writeFileSync(join(work, 'dashboard.yaml'), stringify({ groups: [{ name: 'dashboard', rules: queries.map(({ expr }, i) => ({ record: `dashboard:query_${i}`, expr: asPrometheus(expr) })) }] }));
  expect(run(tool('promtool'), ['check', 'rules', 'dashboard.yaml'], { cwd: work })).toMatchObject({ status: 0, stderr: '' });
});

test('a client is shown by its name, with how much it consumes and how many consume for it, none included', () => {
  const own = 'job="redpanda",namespace="shop"';
  const of = (client: string) => `client="${client}",client_namespace="apps",redpanda_group="${client}",redpanda_topic="payments"`;
  const consumed = (group: string) => `redpanda_kafka_consumer_group_committed_offset{${own},instance="redpanda-0",shard="0",redpanda_group="${group}",redpanda_topic="payments",redpanda_partition="0"}`;
  const input = {
    [`client_topic:redpanda_kafka_consumer_group_lag:sum{${own},${of('orders')}}`]: '7x30',
    [`client_topic:redpanda_kafka_consumer_group_lag:sum{${own},${of('mail')}}`]: '9x30',
    [`redpanda_kafka_consumer_group_consumers{${own},instance="redpanda-1",shard="0",redpanda_group="orders"}`]: '2x30',
    [consumed('orders')]: '0+900x30',
    [consumed('mail')]: '5x30',
    [consumed('somebody')]: '0+60x30',
  };
  const [members, waiting] = asked('default', 'Each client and topic');
  const [rate] = asked('default', 'Records consumed');
  const answer = (expr: string | undefined, orders: number, mail: number, labels = of) => ({ expr, eval_time: '20m', exp_samples: [{ labels: `{${labels('orders')}}`, value: orders }, { labels: `{${labels('mail')}}`, value: mail }] });
  const promql_expr_test = [answer(members, 2, 0), answer(waiting, 7, 9), answer(rate, 15, 0, (client) => of(client).replace(/client_namespace="apps",/, ''))];
  expect(promtool('default', [{ interval: '1m', input_series: seriesOf(input), promql_expr_test }])).toMatchObject({ status: 0, stderr: '' });
});

test('fails where an alert says something else than what is expected', () => {
  const { rules } = rulesFor('default');
  const [one] = alertCases(3).filter(({ name, firing }) => name === 'RedpandaBrokerDown' && firing);
  expect(promtool('default', [testOf({ ...one!, firing: [{ ...one!.firing![0]!, summary: 'other' }] }, rules)])).toMatchObject({ status: 1 });
});

const folders = ['', ...readdirSync(join(dist, 'environments')).map((name) => join('environments', name))].map((folder) => join(dist, folder, 'monitoring'));

test.each(folders)('promtool finds nothing wrong with the rules and the jobs of %s', (folder) => {
  const copy = mkdtempSync(join(work, 'check-'));
  cpSync(folder, copy, { recursive: true });
  expect(run(tool('promtool'), ['check', 'rules', 'rules.yaml'], { cwd: copy })).toMatchObject({ status: 0, stderr: '' });
  // Before 2.43, which is what Debian has, a configuration holds its jobs itself.
  writeFileSync(join(copy, 'prometheus.yml'), stringify({ rule_files: ['rules.yaml'], ...parse(output('cat', ['scrape-config.yaml'], { cwd: copy })) }));
  expect(run(tool('promtool'), ['check', 'config', 'prometheus.yml'], { cwd: copy })).toMatchObject({ status: 0, stderr: '' });
});

test('promtool finds nothing wrong with the static target of a README, and with what the file makes of TLS', () => {
  const readme = { scrape_configs: [{ job_name: 'redpanda', static_configs: [{ targets: ['redpanda.model-registry.svc.cluster.local:9644'] }] }] };
  const encrypted = parse(prometheusFiles(valuesFor('prod'), 'redpanda').get('scrape-config.yaml')!);
  for (const config of [readme, encrypted]) {
    writeFileSync(join(work, 'prometheus.yml'), stringify(config));
    // The Secret with the CA is Prometheus' to mount.
    expect(run(tool('promtool'), ['check', 'config', '--syntax-only', 'prometheus.yml'], { cwd: work })).toMatchObject({ status: 0, stderr: '' });
  }
});

describe('a real Prometheus', () => {
  const servers: Server[] = [];
  let prometheus: Program;
  let url: string;
  /** Brokers that answer, and what they say. */
  const down = new Set<number>();

  /** What it takes that rules and panels ask for. */
  const values: Readonly<Record<string, string>> = { redpanda_version: 'v26.2.1', redpanda_namespace: 'kafka', redpanda_request: 'produce' };

  /** What a broker says of each metric that there is. */
  function exposition(broker: number): string {
    return Object.entries(brokerMetrics)
      .map(([name, { type, labels }]) => {
        const own = labels.map((label) => `${label}="${values[label] ?? '0'}"`).join(',');
        const value = name === 'redpanda_storage_disk_free_bytes' ? 8e9 : /_total_bytes$|available_memory$|free_memory$/.test(name) ? 1e10 : name === 'redpanda_cluster_brokers' ? 3 : 0;
        const series = type === 'histogram' ? [`${name}_bucket{${own}${own && ','}le="+Inf"} 0`, `${name}_count{${own}} 0`, `${name}_sum{${own}} 0`] : [`${name}{${own}} ${value}`];
        // Only the controller's leader tells of the cluster.
        return /^redpanda_cluster_(brokers|topics|partitions|unavailable_partitions)$/.test(name) && broker > 0 ? '' : `# HELP ${name} of a broker\n# TYPE ${name} ${type}\n${series.join('\n')}\n`;
      })
      .join('');
  }

  async function exporter(broker: number): Promise<string> {
    const server = createServer((request, response) => {
      if (down.has(broker)) return void request.socket.destroy();
      response.writeHead(request.url === '/public_metrics' ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4' }).end(request.url === '/public_metrics' ? exposition(broker) : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  beforeAll(async () => {
    const files = prometheusFiles(valuesOf(ownValues, 'console: { enabled: false }'), 'redpanda');
    const [job] = parse(files.get('scrape-config.yaml')!).scrape_configs;
    const targets: string[] = job.static_configs[0].targets;
    // Names of the cluster do not resolve here, so each is called at the address of an exporter, as the label that it is known by.
    const relabel = await Promise.all(targets.map(async (target, broker) => ({ source_labels: ['__address__'], regex: target.replaceAll('.', '[.]'), target_label: '__address__', replacement: await exporter(broker) })));
    const folder = mkdtempSync(join(work, 'prometheus-'));
    // A second is a minute.
    writeFileSync(join(folder, 'rules.yaml'), files.get('rules.yaml')!.replaceAll(/^( *for: )"(\d+)m"$/gm, '$1"$2s"').replaceAll('[3m]', '[3s]'));
    const quick = { ...job, scrape_interval: '1s', relabel_configs: [...job.relabel_configs, ...relabel] };
    writeFileSync(join(folder, 'prometheus.yml'), stringify({ global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' }, rule_files: ['rules.yaml'], scrape_configs: [quick] }));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    prometheus = start('prometheus', tool('prometheus'), [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`], { log: join(folder, 'log') });
    await until('up', async () => (await query('count(up == 1)')) === '3');
  }, 60_000);
  afterAll(async () => {
    await prometheus?.stop();
    servers.forEach((server) => server.close());
  });

  async function api(path: string): Promise<any> {
    prometheus.alive();
    return ((await (await fetch(`${url}/api/v1/${path}`)).json()) as { data: unknown }).data;
  }
  const query = async (expr: string): Promise<string | undefined> => (await api(`query?query=${encodeURIComponent(expr)}`)).result[0]?.value[1];
  const alerts = async (): Promise<KubeObject[]> => (await api('alerts')).alerts;

  async function until<T>(what: string, ask: () => Promise<T>): Promise<NonNullable<T>> {
    for (const end = Date.now() + 40_000; ; await sleep(200)) {
      const answer = await ask().catch(() => undefined);
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`no ${what} within 40 s`);
    }
  }
  const alert = (name: string, state: string) => until(`${name} ${state}`, async () => (await alerts()).find(({ labels, state: is }) => labels.alertname === name && is === state));

  test('it loads every rule, knows brokers by the names of their pods, and has nothing to say of a platform that is well', async () => {
    const groups: KubeObject[] = (await api('rules')).groups;
    expect(groups.flatMap(({ rules }) => rules).length).toBeGreaterThan(20);
    await until('evaluation of every rule', async () => ((await api('rules')).groups as KubeObject[]).every(({ rules }: KubeObject) => rules.every(({ health }: KubeObject) => health === 'ok')));
    expect((await api('targets')).activeTargets.map(({ labels }: KubeObject) => labels).sort((a: KubeObject, b: KubeObject) => a.instance.localeCompare(b.instance))).toEqual(
      [0, 1, 2].map((broker) => ({ instance: `redpanda-${broker}`, job: 'redpanda', namespace: 'model-registry' })),
    );
    // A rule may have been evaluated before there was anything to record.
    await until('recorded ratio of 0.8', async () => (await query('max(instance:redpanda_storage_disk_free_bytes:ratio)')) === '0.8');
    await until('silence', async () => (await alerts()).length === 0);
  }, 60_000);

  test('it answers every query of the dashboard, and the panels of brokers, disks and topics with data', async () => {
    const queries = queriesOf(JSON.parse(prometheusFiles(valuesOf(ownValues, 'console: { enabled: false }'), 'redpanda').get('dashboard.json')!));
    const answers = async () => Promise.all(queries.map(async ({ title, expr }) => ({ title, result: (await api(`query?query=${encodeURIComponent(asPrometheus(expr, { namespace: 'model-registry' }))}`))?.result as unknown[] | undefined })));
    expect((await answers()).filter(({ result }) => result === undefined)).toEqual([]);
    const titles = ['Partitions', 'Disk of the fullest broker', 'Around the brokers', 'Each broker', 'Busiest core', 'Free memory', 'Changes of leaders', 'Free disk', 'Produced', 'Requests', '$instance', '$topic'];
    expect(titles.filter((title) => !queries.some((query) => query.title === title))).toEqual([]);
    let empty: string[] = titles;
    const ask = async () => (empty = (await answers()).filter(({ title, result }) => titles.includes(title) && result!.length === 0).map(({ title }) => title)).length === 0;
    await until('data', ask).catch(() => undefined);
    expect(empty).toEqual([]);
  }, 60_000);

  test('a broker that is gone is pending first, and then fires with the sentence for whoever is on call', async () => {
    down.add(1);
    await alert('RedpandaBrokerDown', 'pending');
    const { labels, annotations } = await alert('RedpandaBrokerDown', 'firing');
    expect({ labels, annotations }).toEqual({
      labels: { alertname: 'RedpandaBrokerDown', severity: 'critical', job: 'redpanda', namespace: 'model-registry' },
      annotations: expect.objectContaining({ summary: '1 of 3 brokers of redpanda do not answer', runbook_url: 'runbook.md#redpandabrokerdown' }),
    });
    down.clear();
    await until('end of the alert', async () => (await alerts()).length === 0);
  }, 60_000);

  test('without its leader nobody tells of the controller, and that is told', async () => {
    down.add(0);
    await alert('RedpandaNoController', 'firing');
    down.clear();
    await until('end of the alert', async () => (await alerts()).length === 0);
  }, 60_000);
});
