import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { plainFiles } from '../../output/plain';
import { prometheusFiles } from '../../output/prometheus';
import { KubeObject, objectsIn, ownValues, valuesOf } from '../platform/objects';
import { asPrometheus, queriesOf } from './dashboard-queries';
import { labelsOf, problemsOf } from './promql';

const url = 'https://git.example.com/docs/runbook.md';
const everything = `
licenseAcknowledged: true
tls: { mode: cert-manager }
sasl: { enabled: true, superuser: { secretName: superuser } }
broker: { rackAwareness: true }
topics: [{ name: payments }]
clients: [{ name: orders, namespace: shop, secretName: orders, consumes: [payments] }]
cluster: { health_monitor_metrics_enabled: true }
monitoring: { runbookUrl: '${url}', steadyTopics: ['*'] }`;
const textOf = (...texts: string[]): string => prometheusFiles(valuesOf(...texts), 'redpanda').get('dashboard.json')!;
const dashboardOf = (...texts: string[]): KubeObject => JSON.parse(textOf(...texts));
const panelsOf = (...texts: string[]): KubeObject[] => dashboardOf(...texts).panels.filter(({ type }: KubeObject) => type !== 'row');
const alertsOf = (...texts: string[]): KubeObject[] => parse(prometheusFiles(valuesOf(...texts), 'redpanda').get('rules.yaml')!).groups.flatMap(({ rules }: KubeObject) => rules).filter(({ alert }: KubeObject) => alert);
const namesIn = (alerts: readonly KubeObject[]): string[] => [...new Set(alerts.map(({ alert }) => alert as string))].sort();
const panelOf = (title: string, ...texts: string[]): KubeObject => panelsOf(...texts).find((panel) => panel.title === title);
const sizes = [['the defaults', ''], ['this platform', ownValues], ['everything', everything], ['one broker', 'broker: { replicas: 1 }']] as const;

test.each(sizes)('every query of %s parses, and names only metrics and labels that there are', (_, text) => {
  const queries = queriesOf(dashboardOf(text));
  expect(queries.length).toBeGreaterThan(35);
  expect(queries.flatMap(({ title, expr }) => problemsOf(asPrometheus(expr)).map((problem) => `${title}: ${problem}`))).toEqual([]);
});

test.each(sizes)('a legend of %s names labels that its query leaves', (_, text) => {
  const wrong = queriesOf(dashboardOf(text)).flatMap(({ title, expr, legend = '' }) => [...legend.matchAll(/{{(\w+)}}/g)].filter(([, label]) => !labelsOf(asPrometheus(expr)).includes(label!)).map(([, label]) => `${title}: ${label}`));
  expect(wrong).toEqual([]);
});

test('a table has a column for each of its values, and for labels that a query leaves', () => {
  for (const { title, type, targets, transformations } of panelsOf(everything)) {
    if (type !== 'table') continue;
    const { renameByName, excludeByName } = transformations[1].options;
    const values = targets.map(({ refId }: KubeObject) => (targets.length > 1 ? `Value #${refId}` : 'Value'));
    const labels = targets.flatMap(({ expr }: KubeObject) => labelsOf(asPrometheus(expr)));
    expect([title, values.filter((name: string) => !(name in renameByName) && !(name in excludeByName))]).toEqual([title, []]);
    expect([title, Object.keys(renameByName).filter((name) => !values.includes(name) && !labels.includes(name))]).toEqual([title, []]);
  }
});

test('queries and variables use no variable that there is not, and every variable is used', () => {
  const { templating, ...rest } = dashboardOf(everything);
  const names: string[] = templating.list.map(({ name }: KubeObject) => name);
  const used = [...JSON.stringify([rest, templating.list.map(({ query }: KubeObject) => query)]).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!);
  expect([...new Set(used)].filter((name) => name !== '__rate_interval').sort()).toEqual([...names].sort());
});

test.each(sizes)('every panel of %s says what it shows, in which unit, of which data source, and has a legend that can be seen', (_, text) => {
  const panels = panelsOf(text);
  expect(panels.length).toBeGreaterThan(15);
  expect(panels.length).toBeLessThan(31);
  for (const { title, type, description, datasource, fieldConfig, options } of panels) {
    expect([title, description]).toEqual([expect.stringMatching(/^[A-Z]/), expect.stringMatching(/^[A-Z].*\.$/)]);
    expect({ title, datasource, unit: fieldConfig.defaults.unit }).toEqual({ title, datasource: { type: 'prometheus', uid: '${datasource}' }, unit: expect.any(String) });
    expect(['stat', 'table', 'timeseries']).toContain(type);
    if (type === 'timeseries') expect({ title, legend: options.legend }).toMatchObject({ title, legend: { showLegend: true } });
  }
});

test.each(sizes)('no two panels of %s have one id or overlap, none leaves the 24 columns, and each stands below the title of its row', (_, text) => {
  const { panels } = dashboardOf(text);
  expect(new Set(panels.map(({ id }: KubeObject) => id)).size).toBe(panels.length);
  const taken = new Map<string, string>();
  let above = -1;
  for (const { title, type, gridPos: { x, y, w, h } } of panels) {
    expect([title, x + w <= 24, x >= 0]).toEqual([title, true, true]);
    if (type === 'row') above = y;
    expect([title, y > above || type === 'row']).toEqual([title, true]);
    for (let column = x; column < x + w; column++) {
      for (let line = y; line < y + h; line++) {
        expect([title, taken.get(`${column} ${line}`)]).toEqual([title, undefined]);
        taken.set(`${column} ${line}`, title);
      }
    }
  }
});

test('a panel keeps its number whatever is missing, because links hold it', () => {
  const numbers = (text: string) => new Map<string, number>(panelsOf(text).map(({ title, id }) => [title, id]));
  const all = numbers(everything);
  for (const [title, id] of numbers('')) expect([title, all.get(title)]).toEqual([title, id]);
});

test('every alert has a panel, and a panel names no alert that there is not', () => {
  const named = panelsOf(everything).flatMap(({ description }) => /Alerts: (.*)\.$/.exec(description)?.[1]?.split(', ') ?? []);
  expect([...new Set(named)].sort()).toEqual(namesIn(alertsOf(everything)));
});

test('a panel leads to the sections of its alerts, where Grafana can follow the URL', () => {
  for (const { title, description, links = [] } of panelsOf(everything)) {
    const alerts = /Alerts: (.*)\.$/.exec(description)?.[1]?.split(', ') ?? [];
    expect([title, links.map((link: KubeObject) => [link.title, link.url])]).toEqual([title, alerts.map((alert) => [`Runbook: ${alert}`, `${url}#${alert.toLowerCase()}`])]);
  }
  expect(textOf('monitoring: { runbookUrl: docs/runbook.md }')).not.toContain('docs/runbook.md');
});

/** The numbers that an alert compares with, as PromQL computes them. */
function limitsOf(alert: string, ...texts: string[]): number[] {
  const compared = [...alertsOf(...texts).find((rule) => rule.alert === alert)!.expr.matchAll(/[<>=]=? ([\d.]+)(?: ([*/]) (\d+))?/g)] as RegExpMatchArray[];
  return compared.map(([, a, operator, b]) => (operator === '/' ? Number(a) / Number(b) : operator === '*' ? Number(a) * Number(b) : Number(a)));
}

const stepsIn = ({ fieldConfig: { defaults, overrides } }: KubeObject): KubeObject[][] => [defaults.thresholds?.steps ?? [], ...overrides.flatMap(({ properties }: KubeObject) => properties.filter(({ id }: KubeObject) => id === 'thresholds').map(({ value }: KubeObject) => value.steps))];

/** Where the panel becomes orange or red, of the two colours that meet there the worse. */
const coloursOf = (panel: KubeObject): [number, string][] => stepsIn(panel).flatMap((steps) => steps.slice(1).map(({ value, color }, i) => [value, worse(color, steps[i]!.color)] as [number, string]));
const worse = (...colours: string[]): string => ['red', 'orange', 'green'].find((colour) => colours.includes(colour))!;

test.each([
  ['RedpandaDiskLow', 'orange', 'Free disk'],
  ['RedpandaDiskCritical', 'red', 'Free disk'],
  ['RedpandaDiskLow', 'orange', 'Disk of the fullest broker'],
  ['RedpandaDiskCritical', 'red', 'Disk of the fullest broker'],
  ['RedpandaDiskFull', 'red', 'Disk of the fullest broker'],
  ['RedpandaVolumeNearlyFull', 'orange', 'Free volumes'],
  ['RedpandaMemoryLow', 'orange', 'Free memory'],
  ['RedpandaMemoryLow', 'orange', 'Each broker'],
  ['RedpandaProduceLatency', 'orange', 'Produce requests, 99 %'],
  ['RedpandaConsumeLatency', 'orange', 'Reads, 99 %'],
  ['RedpandaProduceLatency', 'orange', 'Slowest 1 % of requests'],
  ['RedpandaKafkaErrors', 'orange', 'Requests that are broken off'],
  ['RedpandaLeadershipChurn', 'orange', 'Changes of leaders'],
  ['RedpandaHealthUnknown', 'orange', 'Each broker'],
  ['RedpandaSchemaRegistryErrors', 'orange', 'Requests that fail'],
  ['RedpandaConsumerLag', 'orange', 'How far behind'],
  ['RedpandaConsumerLag', 'orange', 'Each client and topic'],
  ['RedpandaCertificateExpiry', 'orange', 'Certificates'],
  ['RedpandaCAExpiry', 'orange', 'Certificates'],
  ['RedpandaAuthorizationDenied', 'orange', 'Requests that are denied'],
  ['RedpandaLicenseExpiry', 'orange', 'License'],
])('%s fires where a panel is %s: %s', (alert, colour, title) => {
  for (const text of ['', 'monitoring: { thresholds: { diskFreePercent: 15, latencyMs: 524, lagSeconds: 61, certificateDays: 3 } }']) {
    const coloured = coloursOf(panelOf(title, everything, text)).filter(([, own]) => own === colour).map(([value]) => value);
    expect([alert, coloured.filter((value) => limitsOf(alert, everything, text).includes(value))]).not.toEqual([alert, []]);
  }
});

test('what is critical is red, and what is a warning is orange', () => {
  const severities = new Map(alertsOf(everything).map(({ alert, labels }) => [alert as string, labels.severity as string]));
  for (const panel of panelsOf(everything)) {
    const alerts: string[] = /Alerts: (.*)\.$/.exec(panel.description)?.[1]?.split(', ') ?? [];
    const colours = new Set(coloursOf(panel).map(([, colour]) => colour));
    const severest = new Set(alerts.map((alert) => severities.get(alert)));
    expect([panel.title, colours.has('red') && !severest.has('critical'), colours.has('orange') && !severest.has('warning') && !severest.has('info')]).toEqual([panel.title, false, false]);
  }
});

test.each<[string, string, string[]]>([
  ['without clients no panel is about them', 'clients: []', ['Client that is furthest behind', 'How far behind', 'Records consumed', 'Each client and topic']],
  ['without TLS there are no certificates', 'tls: { mode: none }', ['Certificates']],
  ['without logins nothing is denied', 'sasl: { enabled: false }', ['Requests that are denied']],
  ['without a license none expires', 'licenseAcknowledged: false', ['License']],
])('%s', (_, text, absent) => {
  expect(panelsOf(everything).map(({ title }) => title)).toEqual(expect.arrayContaining(absent));
  expect(panelsOf(everything, text).map(({ title }) => title).filter((title) => absent.includes(title))).toEqual([]);
});

test('what cannot be missing on one broker is not shown there', () => {
  const shown = (text: string) => panelOf('Partitions', text).targets.map(({ legendFormat }: KubeObject) => legendFormat);
  expect(shown('broker: { replicas: 1 }')).toEqual(['in all']);
  expect(shown(everything)).toEqual(['without a leader', 'lack replicas', 'two replicas in one zone', 'in all']);
});

test('a row without panels has no title', () => {
  const rows = (...texts: string[]) => dashboardOf(...texts).panels.filter(({ type }: KubeObject) => type === 'row').map(({ title }: KubeObject) => title);
  expect(rows(everything)).toEqual(['Overview', 'Brokers', 'Topics', 'Clients and their consumer groups', 'Storage', 'Certificates, rights and license', 'Schema registry']);
  expect(rows()).toEqual(['Overview', 'Brokers', 'Topics', 'Storage', 'Schema registry']);
});

test('Grafana is told the version of the model that all of 11 and later migrate', () => {
  expect(dashboardOf().schemaVersion).toBe(39);
});

test('each cluster, namespace and environment has its own uid, which stays the same and Grafana takes', () => {
  const uid = (text: string, job: string) => JSON.parse(prometheusFiles(valuesOf(text), job).get('dashboard.json')!).uid;
  const uids = [uid('', 'redpanda'), uid('', 'redpanda-dev'), uid('namespace: shop', 'redpanda'), uid('name: events', 'events'), uid('name: events', 'redpanda')];
  expect(new Set(uids).size).toBe(uids.length);
  for (const one of uids) expect(one).toMatch(/^[\w-]{1,40}$/);
  expect(uid('broker: { replicas: 5 }\nlicenseAcknowledged: true', 'redpanda')).toBe(uids[0]);
});

test('the file of an environment and the ConfigMap of the platform hold the same dashboard, but for the job', () => {
  const values = valuesOf('monitoring: { dashboard: { enabled: true } }');
  const [[file, text]] = Object.entries(objectsIn([...plainFiles(values).values()].join('---\n')).find(({ metadata }) => metadata.name === 'redpanda-dashboard').data as Record<string, string>) as [[string, string]];
  expect(text).toBe(prometheusFiles(values, 'redpanda').get('dashboard.json'));
  expect(file).toBe(`${JSON.parse(text).uid}.json`);
});

test('its size does not depend on how many topics and clients there are, and fits into the annotation of kubectl apply many times', () => {
  const many = (count: number) => textOf(everything, `topics: [${Array.from({ length: count }, (_, i) => `{ name: payments-${i} }`).join()}]\nclients: [${Array.from({ length: count }, (_, i) => `{ name: orders-${i}, namespace: shop, secretName: orders, consumes: [payments-${i}] }`).join()}]`);
  expect(many(40)).toBe(many(1));
  expect(JSON.stringify(many(40)).length).toBeLessThan(262_144 / 2);
});

test("the dashboard is one by the types of Grafana's library", () => {
  // Within the project, so that the compiler finds the library.
  const folder = mkdtempSync(join('node_modules', '.typed-'));
  try {
    const check = (name: string, dashboard: KubeObject) => {
      // What a plug-in takes is any to the library, but for the options, which the library has types of: see panel.ts.
      writeFileSync(join(folder, `${name}.ts`), `import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';\nimport type { Model } from '../../monitoring/dashboard/model';\nexport const dashboard: Model<sdk.Dashboard> = ${JSON.stringify(dashboard)};\n`);
    };
    const own: KubeObject = dashboardOf(everything) satisfies Dashboard;
    check('right', own);
    check('wrong', { ...own, refresh: 30 });
    const { strict, module, moduleResolution, target, lib } = parse(readFileSync('tsconfig.json', 'utf8')).compilerOptions;
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict, module, moduleResolution, target, lib, noEmit: true, esModuleInterop: true, types: ['node'], skipLibCheck: true }, files: ['right.ts', 'wrong.ts'] }));
    const { stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], { encoding: 'utf8' });
    expect(stdout.split('\n').filter((line) => /error/.test(line)).map((line) => line.replace(/^.*\/(\w+\.ts).*: error (TS\d+).*$/, '$1 $2'))).toEqual(['wrong.ts TS2322']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test('each section of the runbook names the panels of its alert', () => {
  let row = '';
  const named = new Map<string, string[]>();
  for (const { type, title, description } of dashboardOf(everything).panels) {
    if (type === 'row') row = title;
    for (const alert of /Alerts: (.*)\.$/.exec(description ?? '')?.[1]?.split(', ') ?? []) named.set(alert, [...(named.get(alert) ?? []), `*${title}* (${row})`]);
  }
  const runbook = readFileSync('docs/runbook.md', 'utf8');
  const said = [...runbook.matchAll(/^## (Redpanda\w+)\n\n\*\*Panel:\*\* (.*)$/gm)].map(([, alert, panels]) => [alert, panels]);
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries([...named].map(([alert, panels]) => [alert, panels.join(', ')])));
});
