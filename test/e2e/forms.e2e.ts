import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Deployment, EnvValue } from 'cdk8s-plus-28';
import { KubeDeployment } from 'cdk8s-plus-28/lib/imports/k8s';
import { parse } from 'yaml';
import { KafkaClientEnv, RedpandaCluster } from '../../index';
import { needsItem, Variable } from '../../kubernetes/variable';
import { buildWithSecretFlavour, useSecretFlavour } from '../clients/use-secret-flavour';
import { startCluster, type Cluster } from './cluster';
import { output, run } from './process';
import { tool, type ToolName } from './tools';

let cluster: Cluster;
const programs = mkdtempSync(join(tmpdir(), 'forms-'));
const programWithSecrets = join(programs, 'cli.js');
useSecretFlavour('librdkafka');

beforeAll(async () => {
  await buildWithSecretFlavour('librdkafka', programWithSecrets);
  cluster = await startCluster();
  cluster.kubectl('create', 'namespace', 'services');
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(programs, { recursive: true });
});

describe.each([
  ['texts', 'spring', resolve('lib/cli.js')],
  ['keys of Secrets', 'librdkafka', programWithSecrets],
] as const)('with variables that are %s', (_, flavour, program) => {
  const folder = mkdtempSync(join(tmpdir(), 'forms-'));
  const values = join(folder, 'values.yaml');
  const out = join(folder, 'dist');

  const cli = (args: readonly string[], input = '') => run(process.execPath, [program, ...args], { input });
  const printed = (args: readonly string[], input?: string): string => {
    const { status, stdout, stderr } = cli(args, input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  };

  let declared: Variable[];

  beforeAll(() => {
    writeFileSync(values, `namespace: model-registry\nclients: [{ name: services, namespace: services, flavour: ${flavour} }]\n`);
    expect(cli(['synth', '-f', values, '--out', out]).status).toBe(0);
    declared = parse(printed(['env', '-f', values, '--format', 'yaml'])) as Variable[];
  });

  /** The deployment of a team, as kubectl writes it. */
  const deployment = (): string => cluster.kubectl('create', 'deployment', 'orders', '-n', 'services', '--image=orders:1', '--dry-run=client', '-o', 'yaml').stdout;

  /** The container that the API server has made of a manifest, new each time. */
  function stored(manifest: string): { env?: object[]; envFrom?: object[] } {
    cluster.kubectl('delete', 'deployment', 'orders', '-n', 'services', '--ignore-not-found');
    const { status, stderr } = run(tool('kubectl'), ['apply', '--validate=strict', '-n', 'services', '-f', '-'], { env: cluster.env, input: manifest });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(cluster.kubectl('get', 'deployment', 'orders', '-n', 'services', '-o', 'json').stdout).spec.template.spec.containers[0];
  }

  const label = { 'redpanda.io/client': 'services' };
  const metadata = { name: 'orders', labels: label };

  /** What cdk8s makes of a chart whose workloads get their client's variables by label. */
  function synthesized(add: (chart: Chart) => void): string {
    const app = new App();
    const chart = new Chart(app, 'services', { namespace: 'services' });
    const cluster = new RedpandaCluster(new Chart(app, 'events', { namespace: 'model-registry' }), 'cluster');
    add(chart);
    new KafkaClientEnv(new Chart(app, 'client'), 'env', { cluster, namespace: 'services', flavour }).addTo(chart);
    return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: chart.toJson() });
  }

  /** A team's folders: its kustomization, and its chart, both of which lead to the output. */
  function team(manifest = deployment(), key = 'labels: [{ pairs: { redpanda.io/client: services } }]'): { kustomization: string; chart: string } {
    const [kustomization, chart] = [join(folder, 'team'), join(folder, 'examples/chart')];
    mkdirSync(kustomization, { recursive: true });
    writeFileSync(join(kustomization, 'deployment.yaml'), manifest);
    writeFileSync(join(kustomization, 'kustomization.yaml'), `resources: [deployment.yaml]\n${key}\n`);
    const component = join(folder, 'with-component');
    mkdirSync(component, { recursive: true });
    writeFileSync(join(component, 'kustomization.yaml'), 'resources: [../team]\ncomponents: [../dist/kustomize/client-env]\n');
    cpSync('examples/chart', chart, { recursive: true, filter: (path) => !/charts$|Chart\.lock$/.test(path) });
    return { kustomization: component, chart };
  }

  const annotations = 'commonAnnotations: { redpanda.io/client: services }';
  const own = { name: 'LOG_LEVEL', value: 'info' };

  function helm(name: ToolName): string {
    const { chart } = team();
    output(tool(name), ['dependency', 'update', chart]);
    return output(tool(name), ['template', 'orders', chart, '-n', 'services']);
  }

  /** The deployment with items in the `env` of its container. */
  function withEnv(items: string): string {
    return deployment().replace(/^( *)name: orders\n(?= *resources:)/m, (line, pad: string) => `${line}${pad}env:\n${items.replace(/^(?=.)/gm, pad)}`);
  }

  /** The items of `env` pasted into a manifest by hand. */
  const pasted = (): string => withEnv(printed(['env', '-f', values, '--format', 'yaml']));

  test.each<[string, () => string, object[]?]>([
    ['KafkaClientEnv has put into a workload of cdk8s-plus', () => synthesized((chart) => new Deployment(chart, 'orders', { metadata, containers: [{ image: 'orders:1' }] }))],
    [
      'KafkaClientEnv has put into an object of the Kubernetes API',
      () => synthesized((chart) => new KubeDeployment(chart, 'orders', { metadata, spec: { selector: { matchLabels: label }, template: { metadata: { labels: label }, spec: { containers: [{ name: 'orders', image: 'orders:1' }] } } } })),
    ],
    ['inject has put into YAML', () => printed(['inject', '-f', values, '--all'], deployment())],
    ["kubectl's kustomize has put in", () => output(tool('kubectl'), ['kustomize', team().kustomization])],
    ["kubectl's kustomize has put in by annotation", () => output(tool('kubectl'), ['kustomize', team(deployment(), annotations).kustomization])],
    ['kustomize has put in', () => output(tool('kustomize'), ['build', team().kustomization])],
    ['kustomize has put in by annotation', () => output(tool('kustomize'), ['build', team(deployment(), annotations).kustomization])],
    ['Helm 3 has put in', () => helm('helm'), [own]],
    ['Helm 4 has put in', () => helm('helm4'), [own]],
    ['env has printed and somebody pasted', pasted],
  ])('the API server stores the declared variables that %s', (_, make, before = []) => {
    expect(stored(make()).env).toEqual([...before, ...declared]);
  });

  const url = { name: 'URL', value: 'kafka://$(KAFKA_BOOTSTRAP_SERVERS)/orders' };
  const urlItem = `- name: ${url.name}\n  value: ${url.value}\n`;
  const template = (env: { name: string; value: string }[]) => ({ metadata: { labels: label }, spec: { containers: [{ name: 'orders', image: 'orders:1', env }] } });

  test.each<[string, () => string]>([
    ['KafkaClientEnv has put into a workload of cdk8s-plus', () => synthesized((chart) => new Deployment(chart, 'orders', { metadata, containers: [{ image: 'orders:1', envVariables: { URL: EnvValue.fromValue(url.value) } }] }))],
    ['KafkaClientEnv has put into an object of the Kubernetes API', () => synthesized((chart) => new KubeDeployment(chart, 'orders', { metadata, spec: { selector: { matchLabels: label }, template: template([url]) } }))],
    ['inject has put into YAML', () => printed(['inject', '-f', values, '--all'], withEnv(urlItem))],
  ])('the API server stores what refers to a variable after those that %s', (_, make) => {
    expect(stored(make()).env).toEqual([...declared, url]);
  });

  test.each<[string, (kustomization: string) => string]>([
    ["kubectl's kustomize", (kustomization) => output(tool('kubectl'), ['kustomize', kustomization])],
    ['kustomize', (kustomization) => output(tool('kustomize'), ['build', kustomization])],
  ])('the API server stores a variable where a manifest names it, with the value that %s has put in', (_, build) => {
    const { kustomization } = team(withEnv(`- name: KAFKA_BOOTSTRAP_SERVERS\n${urlItem}`));
    expect(stored(build(kustomization)).env).toEqual([declared[0], url, ...declared.slice(1)]);
  });

  test("a check of what kustomize makes names a reference that comes too early", () => {
    const built = output(tool('kustomize'), ['build', team(withEnv(urlItem)).kustomization]);
    const { status, stderr } = cli(['inject', '-f', values, '--check'], built);
    expect([status, stderr]).toEqual([1, expect.stringContaining('gives KAFKA_BOOTSTRAP_SERVERS after URL, which refers to it')]);
  });

  test("the API server stores the reference to the client's ConfigMap, which holds the declared texts, and beside it what a ConfigMap cannot hold", () => {
    cluster.kubectl('apply', '-f', join(out, '20-configmap-redpanda-services-env.yaml'));
    const { envFrom, env = [] } = stored(printed(['inject', '-f', values, '--all', '--as', 'envFrom'], deployment()));
    const [{ configMapRef }] = envFrom as [{ configMapRef: { name: string } }];
    const { data } = JSON.parse(cluster.kubectl('get', 'configmap', configMapRef.name, '-n', 'services', '-o', 'json').stdout) as { data: Record<string, string> };
    const texts = declared.filter((variable) => !needsItem(variable));
    expect([data, env]).toEqual([Object.fromEntries(texts.map(({ name, value }) => [name, value])), declared.filter(needsItem)]);
  });

  test('what inject has put in, it takes out to the byte', () => {
    const before = deployment();
    const args = ['inject', '-f', values, '--all'];
    expect(printed([...args, '--remove'], printed(args, before))).toBe(before);
  });
});
