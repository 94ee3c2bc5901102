import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { hosts } from '../values/names';
import { startCluster, type Cluster } from './cluster';
import { httpRoutes } from './definitions';
import { chart, cli, manifests } from './dist';
import { output, run } from './process';
import { tool } from './tools';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  await cluster.define(httpRoutes());
});
afterAll(() => cluster?.stop());

const values = (route: object) => stringify({ namespace: 'model-registry', console: { basePath: '/kafka', route: { enabled: true, ...route } } });
const parentRefs = [{ name: 'public', namespace: 'gateways', sectionName: 'https' }, { name: 'inner' }];

/** The file of the route in the output of values. */
function synthesized(text: string): string {
  const [file, out] = [join(cluster.folder, 'values.yaml'), join(cluster.folder, 'dist')];
  writeFileSync(file, text);
  expect(cli('synth', '-f', file, '--out', out)).toMatchObject({ status: 0 });
  return join(out, [...manifests(out).keys()].find((name) => name.includes('httproute'))!);
}

const create = (input: string) => run(tool('kubectl'), ['create', '--dry-run=server', '--validate=strict', '-f', '-'], { env: cluster.env, input });

test("the Gateway API's own definition takes the route, strictly and without a warning", () => {
  expect(cluster.kubectl('create', 'namespace', 'model-registry')).toMatchObject({ status: 0 });
  const file = synthesized(values({ parentRefs, hostnames: ['kafka.example.org', '*.example.com'] }));
  expect(cluster.kubectl('apply', '--validate=strict', '-f', file)).toMatchObject({ status: 0, stderr: '' });
  expect(cluster.kubectl('diff', '-f', file)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each(['helm', 'helm4'] as const)('it takes the route that %s renders', (helm) => {
  const file = join(cluster.folder, 'chart-values.yaml');
  writeFileSync(file, values({ parentRefs }));
  const rendered = output(tool(helm), ['template', 'redpanda', chart, '--namespace', 'model-registry', '--kube-version', '1.34.0', '-f', file, '--show-only', 'templates/httproute-console.yaml']);
  expect(create(rendered.replace('redpanda-console', 'another'))).toMatchObject({ status: 0, stderr: '' });
});

const withHostname = (hostname: string) => create(JSON.stringify(route({ hostnames: [hostname] }))).status === 0;
const route = (spec: object) => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'a', namespace: 'default' }, spec });

test('it takes every host name that the values take', () => {
  expect(hosts.accepted.filter((hostname) => !withHostname(hostname))).toEqual([]);
});

test.each([
  ['a Gateway twice', [{ name: 'a' }, { name: 'a' }]],
  ['a listener beside its whole Gateway', [{ name: 'a' }, { name: 'a', sectionName: 'https' }]],
])('fails with %s, as the values do', (_, refs) => {
  expect(create(JSON.stringify(route({ parentRefs: refs })))).toMatchObject({ status: 1 });
});

test('takes two listeners of a Gateway', () => {
  expect(create(JSON.stringify(route({ parentRefs: ['http', 'https'].map((sectionName) => ({ name: 'a', sectionName })) })))).toMatchObject({ status: 0 });
});
