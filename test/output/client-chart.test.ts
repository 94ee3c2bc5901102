import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { version } from '../../package.json';
import { clientEnvironments } from '../../clients/client-environments';
import { clientChartFiles } from '../../output/client-chart';
import { inFolder, type Files } from '../../files/files';
import { envItem } from '../../kubernetes/variable';
import { chartFiles } from '../../output/helm';
import { writeYaml } from '../../template';
import { loadValues } from '../../values/reading/load';
import type { Values } from '../../values/types';
import { folderOf, runHelm, testWithHelm, type Ended } from '../helm';
import { KubeObject, objectsIn, valuesOf } from '../platform/objects';
import { runs } from '../template/runs';
import { own } from './fidelity';
import { validValues } from './valid-values';

const values = valuesOf(`namespace: streams
clients:
  - { name: services, namespace: services }
  - { name: shop, namespace: shop, flavour: spring }
  - { name: mail, namespace: shop, flavour: librdkafka, consumerGroup: mail, schemaRegistry: false }
  - { name: stock, namespace: shop, flavour: quarkus, consumerGroup: stock }
`);

/** The example beside the folders that it depends on, with its dependencies in place. */
function example(output: Files, edit: (folder: string) => void = () => undefined): string {
  const chart = join(folderOf(inFolder('dist', output)), 'examples/chart');
  cpSync('examples/chart', chart, { recursive: true, filter: (path) => !/charts$|Chart\.lock$/.test(path) });
  edit(chart);
  const { status, stderr } = runHelm('dependency', 'update', chart);
  if (status !== 0) throw new Error(stderr);
  return chart;
}

const withClientChart = (of: Values, edit?: (folder: string) => void) => example(inFolder('client-chart', clientChartFiles(of)), edit);
const clientChart = { name: 'redpanda-client', version, repository: 'file://../../dist/client-chart' };

/** Makes a folder a chart of the dependencies. */
const dependOn = (folder: string, ...dependencies: object[]) => writeFileSync(join(folder, 'Chart.yaml'), writeYaml({ apiVersion: 'v2', name: 'orders', version: '1.0.0', dependencies }));

const template = (chart: string, ...args: string[]): Ended => runHelm('template', 'orders', chart, '-n', 'shop', ...args);
const envIn = ({ stdout, stderr }: Ended): object[] => {
  expect(stderr).toBe('');
  return objectsIn(stdout).find(({ metadata }: KubeObject) => metadata.name === 'orders').spec.template.spec.containers[0].env;
};
const environment = (of: Values, client: string) => clientEnvironments(of).find(({ name }) => name === client)!.variables.map(envItem);
const logLevel = { name: 'LOG_LEVEL', value: 'info' };

test('the chart for clients is a library of the same version', () => {
  expect(clientChartFiles(own).get('Chart.yaml')).toContain(`type: library\nversion: "${version}"\n`);
});

test('the chart for clients holds where the cluster is, how it is reached, and who its clients are', () => {
  expect(clientChartFiles(own).get('values.yaml')?.match(/^\w+:/gm)).toEqual(['namespace:', 'name:', 'clusterDomain:', 'tls:', 'sasl:', 'clients:', 'adopted:']);
});

test('both charts have the same template', () => {
  const file = 'templates/_client-env.tpl';
  expect(clientChartFiles(own).get(file)).toBe(chartFiles(own).get(file));
});

testWithHelm("the example's pods have the variables of their client after their logLevel", () => {
  expect(envIn(template(withClientChart(own)))).toEqual([logLevel, ...environment(own, 'services')]);
});

testWithHelm('a client of every flavour has its variables', () => {
  const chart = withClientChart(values);
  expect(values.clients.map(({ name }) => envIn(template(chart, '--set', `client=${name}`)))).toEqual(values.clients.map(({ name }) => [logLevel, ...environment(values, name)]));
});

testWithHelm('the dependency may have the alias redpanda', () => {
  const chart = withClientChart(own, (folder) => dependOn(folder, { ...clientChart, alias: 'redpanda' }));
  expect(envIn(template(chart, '--set', 'redpanda.namespace=streams'))).toContainEqual({ name: 'KAFKA_BOOTSTRAP_SERVERS', value: 'redpanda.streams.svc.cluster.local:9092' });
});

testWithHelm("a team's chart may be there twice in another chart", () => {
  const chart = withClientChart(own);
  const umbrella = join(chart, '../umbrella');
  const twice = ['blue', 'green'].map((alias) => ({ name: 'orders', alias, version: '1.0.0', repository: 'file://../chart' }));
  mkdirSync(umbrella);
  dependOn(umbrella, ...twice);
  expect(runHelm('dependency', 'update', umbrella).status).toBe(0);
  const { stdout, stderr } = runHelm('template', 'both', umbrella, '-n', 'shop');
  expect([stderr, ...objectsIn(stdout).map((object) => object.spec.template.spec.containers[0].env)]).toEqual(['', ...Array(2).fill([logLevel, ...environment(own, 'services')])]);
});

testWithHelm("what Helm hands to all charts of a release is accepted", () => {
  expect(template(withClientChart(values), '--set', 'global.imageRegistry=mirror,global.anything[0]=1').stderr).toBe('');
});

testWithHelm("a condition of a team's chart says whether the brokers are in its release", () => {
  const chart = example(inFolder('chart', chartFiles(own)), (folder) => {
    dependOn(folder, { name: 'redpanda', version, repository: 'file://../../dist/chart', condition: 'redpanda.enabled' });
    rmSync(join(folder, 'templates'), { recursive: true });
  });
  const kinds = (enabled: boolean) => {
    const { stdout, stderr } = template(chart, '--set', `redpanda.enabled=${enabled}`);
    return [stderr, objectsIn(stdout).some(({ kind }) => kind === 'StatefulSet')];
  };
  expect([kinds(true), kinds(false)]).toEqual([['', true], ['', false]]);
});

testWithHelm("a team's values say more of the cluster than the chart's", () => {
  const chart = withClientChart(own);
  expect(envIn(template(chart, '--set', 'redpanda-client.namespace=streams,redpanda-client.clusterDomain=k8s.example.org'))).toContainEqual({
    name: 'KAFKA_BOOTSTRAP_SERVERS',
    value: 'redpanda.streams.svc.k8s.example.org:9092',
  });
});

testWithHelm('in a release that brings the brokers along the namespace is the release\'s', () => {
  const chart = example(inFolder('chart', chartFiles(own)), (folder) => dependOn(folder, { name: 'redpanda', version, repository: 'file://../../dist/chart' }));
  expect(envIn(template(chart))).toContainEqual({ name: 'KAFKA_BOOTSTRAP_SERVERS', value: 'redpanda.shop.svc.cluster.local:9092' });
});

testWithHelm('for all valid values the template gives every client what the plain YAML gives it', () => {
  const chart = withClientChart(own, (folder) => {
    const each = '{{- range index .Values "redpanda-client" "clients" }}\n---\nkind: Env\nmetadata:\n  name: {{ .name | quote }}\nenv:\n  {{- include "redpanda.clientEnv" (dict "root" $ "client" .name) | nindent 2 }}\n{{- end }}\n';
    writeFileSync(join(folder, 'templates/deployment.yaml'), each);
  });
  fc.assert(
    fc.property(validValues, (random) => {
      const loaded = loadValues({ files: [{ name: 'v.yaml', text: writeYaml(random) }], sets: [] });
      const { namespace, name, clusterDomain, tls, sasl, clients, adopted } = loaded;
      writeFileSync(join(chart, 'random.yaml'), writeYaml({ 'redpanda-client': { namespace, name, clusterDomain, tls, sasl, clients, adopted } }));
      const { stdout, stderr } = template(chart, '-f', join(chart, 'random.yaml'));
      expect(stderr).toBe('');
      const rendered = clients.length === 0 ? [] : objectsIn(stdout).map(({ metadata, env }: KubeObject) => [metadata.name, env]);
      expect(rendered).toEqual(clients.map((client) => [client.name, environment(loaded, client.name)]));
    }),
    runs(10),
  );
});

const failures: readonly (readonly [string, string, string])[] = [
  ['an unknown client', '--set client=shopp', 'redpanda.clientEnv: client (shopp) must be a declared client: the values declare services'],
  ['an unknown client where none is declared', '--set-json redpanda-client.clients=[]', 'redpanda.clientEnv: client (services) must be a declared client: the values declare none'],
  ['no client', '--set client=', 'redpanda.clientEnv must be given root and client: (dict "root" $ "client" "services")'],
  ['a flavour that there is not', '--set redpanda-client.clients[0].name=a,redpanda-client.clients[0].namespace=a,redpanda-client.clients[0].flavour=kotlin', "values don't meet the specifications of the schema(s)"],
  ['a value that there is not', '--set redpanda-client.domain=x', "values don't meet the specifications of the schema(s)"],
];

for (const [what, args, sentence] of failures) {
  testWithHelm(`fails with ${what}`, () => {
    const { stdout, stderr } = template(withClientChart(own), ...args.split(' '));
    expect([stdout, stderr]).toEqual(['', expect.stringContaining(sentence)]);
  });
}

const edited = (folder: string, path: string, edit: (text: string) => string) => writeFileSync(join(folder, path), edit(readFileSync(join(folder, path), 'utf8')));

testWithHelm('fails with values in the place of the root', () => {
  const chart = withClientChart(own, (folder) => edited(folder, 'templates/deployment.yaml', (text) => text.replace('"root" $', '"root" .Values')));
  expect(template(chart).stderr).toContain('redpanda.clientEnv must be given root and client: (dict "root" $ "client" "services")');
});

testWithHelm('fails without the values of the dependency, which clients alone are not', () => {
  const chart = withClientChart(own, (folder) => dependOn(folder, { ...clientChart, alias: 'kafka' }));
  const sentence = 'redpanda.clientEnv must find the values of redpanda-client: give that dependency no alias but redpanda';
  expect([template(chart), template(chart, '--set', 'redpanda.clients[0].name=services')].map(({ stderr }) => stderr)).toEqual(Array(2).fill(expect.stringContaining(sentence)));
});
