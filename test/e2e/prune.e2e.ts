import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { httpRoutes, middlewares } from './definitions';
import { cli, dist, manifests, oneMoreTopic } from './dist';
import { run, type Outcome } from './process';
import { refusedPods, settled } from './settle';
import { tool } from './tools';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster?.stop());

const script = (...args: string[]): Outcome => scriptAs(cluster.kubeconfig, ...args);

function scriptAs(kubeconfig: string, ...args: string[]): Outcome {
  const env = { ...cluster.env, KUBECONFIG: kubeconfig, PATH: `${dirname(tool('kubectl'))}:${process.env.PATH}` };
  return run('bash', [resolve('cluster.sh'), ...args], { env });
}

/** Applies what values describe, by `cluster.sh apply`, and returns what it says that it deletes. */
function apply(values: object, ...args: string[]): string[] {
  const { status, stdout, stderr } = script('apply', synthesized(values), ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').flatMap((line) => /^(?:deleting|would delete) (\S+ \S+),/.exec(line)?.[1]?.replace(/(schemas|topics)-[0-9a-f]{8}$/, '$1') ?? []);
}

/** Folder of the output of values. */
function synthesized(values: object): string {
  const file = join(cluster.folder, 'values.yaml');
  writeFileSync(file, stringify(values));
  const out = join(cluster.folder, 'dist');
  expect(cli('synth', '-f', 'values.yaml', '-f', file, '--out', out)).toMatchObject({ status: 0 });
  return out;
}

const kinds = 'namespaces,configmaps,serviceaccounts,services,networkpolicies,poddisruptionbudgets,statefulsets,deployments,ingresses,jobs,persistentvolumeclaims';
const keyOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
/** All that is there, and has our labels or not. */
const all = (): string[] => cluster.get(kinds, '-A').map(keyOf).sort();
const exists = (key: string): boolean => all().includes(key);
const jobs = (namespace = 'model-registry'): KubeObject[] => cluster.get('jobs', '-n', namespace, '-l', 'app.kubernetes.io/component=topics');
/** Our objects but the Job as they are, without what Kubernetes and kubectl write down for themselves. */
const contents = (): object[] =>
  cluster
    .get(kinds, '-A', '-l', 'app.kubernetes.io/managed-by=cdk8s-redpanda')
    .filter(({ kind }) => kind !== 'Job')
    .map(({ kind, metadata: { name, namespace, uid, labels }, spec, data }) => ({ kind, name, namespace, uid, labels, spec, data }));

const services = { name: 'services', namespace: 'services', createNamespace: true };
const orders = { name: 'orders', namespace: 'shop', createNamespace: true, egressPolicy: true };
const clients = [services, orders];
const ofOrders = ['ConfigMap shop/redpanda-orders-env', 'NetworkPolicy model-registry/redpanda-allow-orders', 'NetworkPolicy shop/redpanda-egress-orders'];
const ran = ['Job model-registry/redpanda-schemas', 'Job model-registry/redpanda-topics'];

describe('cluster.sh apply', () => {
  test('an empty cluster gets all that dist holds', async () => {
    const { status, stderr } = script('apply', dist);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(all()).toEqual(expect.arrayContaining([...manifests().values()].map(keyOf)));
    await settled(cluster);
    expect(refusedPods(cluster)).toEqual([]);
  });

  test('a second run changes nothing, and runs the topic Job again', async () => {
    const [before, [ran]] = [contents(), jobs()];
    const { status, stderr } = script('apply', dist);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(contents()).toEqual(before);
    const after = jobs();
    expect(after.map(({ metadata }) => metadata.name)).toEqual([ran!.metadata.name]);
    expect(after[0]!.metadata.uid).not.toBe(ran!.metadata.uid);
    await settled(cluster);
  });

  test('a client that is taken out loses its access, and its namespace stays with all that is not ours', () => {
    expect(apply({ clients })).toEqual(ran);
    const own = { metadata: { name: 'redpanda-own-env', namespace: 'shop', labels: { 'app.kubernetes.io/managed-by': 'helm', 'app.kubernetes.io/instance': 'redpanda' } } };
    cluster.apply({ apiVersion: 'v1', kind: 'ConfigMap', ...own }, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' } });
    const before = all();
    expect(apply({ clients: [services] })).toEqual([...ran, ...ofOrders]);
    expect(all().sort()).toEqual(before.filter((key) => !ofOrders.includes(key)));
    expect(all()).toEqual(expect.arrayContaining(['Namespace shop', 'ConfigMap shop/redpanda-own-env', 'ConfigMap shop/settings']));
  });

  test('Console goes when it is switched off', () => {
    const ofConsole = ['ConfigMap', 'Deployment', 'Ingress', 'NetworkPolicy', 'PodDisruptionBudget', 'Service'].map((kind) => `${kind} model-registry/redpanda-console`);
    expect(apply({ clients: [services], console: { enabled: false } })).toEqual([...ran, ...ofConsole]);
    expect(ofConsole.filter(exists)).toEqual([]);
  });

  test('network policies go when they are switched off', () => {
    expect(apply({ clients: [services], networkPolicy: { enabled: false } })).toEqual([...ran, ...['allow-services', 'brokers', 'schemas', 'topics'].map((name) => `NetworkPolicy model-registry/redpanda-${name}`)]);
    expect(cluster.get('networkpolicies', '-A')).toEqual([]);
  });

  test('another topic leaves one Job, whose name is another', () => {
    const [before] = jobs();
    expect(apply({ clients: [services], ...oneMoreTopic() })).toEqual(ran);
    const after = jobs();
    expect(after).toHaveLength(1);
    expect(after[0]!.metadata.name).not.toBe(before!.metadata.name);
  });

  test('values that are taken back run their Job again', async () => {
    const [changed] = jobs();
    expect(apply({ clients: [services] })).toEqual(ran);
    const [back] = jobs();
    expect(back!.metadata.name).not.toBe(changed!.metadata.name);
    await settled(cluster);
  });

  test('a topic Job that has not ended makes room for its successor', async () => {
    const nodes = cluster.get('nodes').map(({ metadata }) => metadata.name);
    // Its pod waits for a node.
    cluster.kubectl('cordon', ...nodes);
    apply({ clients: [services] });
    const [waiting] = jobs();
    await cluster.waitFor('a Job that is not done', () => jobs()[0]!.status.active === 1, 30_000);
    expect(apply({ clients: [services] })).toEqual(ran);
    expect(jobs().map(({ metadata }) => metadata.uid)).not.toContain(waiting!.metadata.uid);
    cluster.kubectl('uncordon', ...nodes);
    await settled(cluster);
    expect(cluster.get('pods', '-n', 'model-registry', '-l', 'app=redpanda-topics')).toHaveLength(1);
  });

  test('--dry-run changes nothing', () => {
    const before = [contents(), all()];
    expect(apply({ console: { enabled: false } }, '--dry-run')).toContain('Deployment model-registry/redpanda-console');
    expect([contents(), all()]).toEqual(before);
  });

  test('what kubectl apply has set goes when it is declared no longer', () => {
    const annotated = synthesized({ clients: [services], console: { ingress: { annotations: { 'example.org/team': 'platform' } } } });
    expect(cluster.kubectl('apply', '-f', annotated)).toMatchObject({ status: 0 });
    const annotations = () => cluster.get('ingress', 'redpanda-console', '-n', 'model-registry')[0]!.metadata.annotations ?? {};
    expect(annotations()).toHaveProperty(['example.org/team'], 'platform');
    apply({ clients: [services] });
    expect(annotations()).not.toHaveProperty(['example.org/team']);
  });

  test('kubectl finds nothing to change afterwards', () => {
    expect(cluster.kubectl('diff', '-f', synthesized({ clients: [services] }))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('what kubectl apply has set goes with --server-side, too, and nothing else changes', () => {
    const before = contents();
    const annotated = synthesized({ clients: [services], console: { ingress: { annotations: { 'example.org/team': 'platform' } } } });
    expect(cluster.kubectl('apply', '-f', annotated)).toMatchObject({ status: 0 });
    expect(apply({ clients: [services] }, '--server-side')).toEqual(ran);
    expect(cluster.get('ingress', 'redpanda-console', '-n', 'model-registry')[0]!.metadata.annotations ?? {}).not.toHaveProperty(['example.org/team']);
    expect(contents()).toEqual(before);
    expect(apply({ clients: [services] })).toEqual(ran);
    expect(contents()).toEqual(before);
  });
});

describe('two clusters of one name, with clients in one namespace', () => {
  const streams = { namespace: 'streams', clients: [{ name: 'analytics', namespace: 'services', egressPolicy: true }] };
  const ofStreams = () => all().filter((key) => key.includes(' streams/') || key.includes('analytics'));

  test('the second leaves the first as it is', () => {
    const before = contents();
    expect(apply(streams)).toEqual([]);
    expect(contents()).toEqual(expect.arrayContaining(before));
    expect(ofStreams()).toEqual(expect.arrayContaining(['StatefulSet streams/redpanda', 'ConfigMap services/redpanda-analytics-env']));
  });

  test('the first leaves the second as it is', () => {
    const before = ofStreams();
    expect(apply({ clients: [services] })).toEqual(ran);
    expect(ofStreams().sort()).toEqual(before);
  });

  test('the second loses its own client only', () => {
    const ran = ['Job streams/redpanda-schemas', 'Job streams/redpanda-topics'];
    expect(apply({ ...streams, clients: [] })).toEqual([...ran, 'ConfigMap services/redpanda-analytics-env', 'NetworkPolicy services/redpanda-egress-analytics', 'NetworkPolicy streams/redpanda-allow-analytics']);
    expect(exists('ConfigMap services/redpanda-services-env')).toBe(true);
  });
});

test('a kustomize overlay is applied with its patches, and what it deletes goes', () => {
  const folder = synthesized({ clients: [services] });
  apply({ clients: [services] });
  const overlay = join(cluster.folder, 'overlay');
  mkdirSync(overlay);
  const named = { name: 'redpanda-console', namespace: 'model-registry' };
  const patches = [
    { patch: stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: named, spec: { template: { spec: { priorityClassName: 'system-cluster-critical' } } } }) },
    { patch: stringify({ $patch: 'delete', apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: named }) },
  ];
  writeFileSync(join(overlay, 'kustomization.yaml'), stringify({ resources: ['../dist'], patches }));
  const { status, stdout, stderr } = script('apply', overlay);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(`deleting Ingress model-registry/redpanda-console, which ${overlay} does not hold`);
  expect(cluster.get('deployment', 'redpanda-console', '-n', 'model-registry')[0]!.spec.template.spec.priorityClassName).toBe('system-cluster-critical');
  expect(run(tool('kustomize'), ['build', folder]).stdout).toBe(cluster.kubectl('kustomize', folder).stdout);
});

test.each([
  ['kubectl apply', (folder: string) => cluster.kubectl('apply', '-f', folder)],
  ['kubectl apply --server-side', (folder: string) => cluster.kubectl('apply', '--server-side', '-f', folder)],
  ['cluster.sh apply', (folder: string) => script('apply', folder)],
  ['cluster.sh apply --server-side', (folder: string) => script('apply', folder, '--server-side')],
])("the labels that a namespace's owner has set stay after %s", (how, applied) => {
  const name = how.replaceAll(/[^a-z]+/g, '-');
  const labels = { team: 'shop', 'app.kubernetes.io/managed-by': 'terraform', 'app.kubernetes.io/name': 'shop', 'pod-security.kubernetes.io/enforce': 'baseline' };
  expect(cluster.kubectl('create', 'namespace', name)).toMatchObject({ status: 0 });
  expect(cluster.kubectl('label', 'namespace', name, ...Object.entries(labels).map(([key, value]) => `${key}=${value}`))).toMatchObject({ status: 0 });
  expect(cluster.kubectl('annotate', 'namespace', name, 'owner=shop')).toMatchObject({ status: 0 });
  expect(applied(synthesized({ clients: [services, { name, namespace: name, createNamespace: true }] }))).toMatchObject({ status: 0 });
  const [{ metadata }] = cluster.get('namespace', name) as [KubeObject];
  expect(metadata.labels).toEqual({ ...labels, 'kubernetes.io/metadata.name': name });
  expect(metadata.annotations).toMatchObject({ owner: 'shop', 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
});

test('a login by Traefik goes with its Middleware', async () => {
  await cluster.define(middlewares);
  apply({ clients: [services], console: { ingress: { enabled: true, hosts: ['kafka.example.org'], controller: 'traefik', basicAuthSecretName: 'users' } } });
  expect(cluster.get('middlewares', '-A').map(keyOf)).toEqual(['Middleware model-registry/redpanda-console']);
  expect(apply({ clients: [services] })).toContain('Middleware model-registry/redpanda-console');
  expect(cluster.get('middlewares', '-A')).toEqual([]);
});

test('a route of the Gateway API goes when it is no longer declared', async () => {
  await cluster.define(httpRoutes());
  apply({ clients: [services], console: { route: { enabled: true, parentRefs: [{ name: 'public' }] } } });
  expect(cluster.get('httproutes', '-A').map(keyOf)).toEqual(['HTTPRoute model-registry/redpanda-console']);
  expect(apply({ clients: [services] })).toContain('HTTPRoute model-registry/redpanda-console');
  expect(cluster.get('httproutes', '-A')).toEqual([]);
});

describe('somebody who has rights in two namespaces only', () => {
  let kubeconfig: string;
  const values = { createNamespace: false, clients: [{ ...services, createNamespace: false }] };
  beforeAll(() => {
    apply({ clients: [services] });
    for (const namespace of ['model-registry', 'services']) cluster.kubectl('create', 'rolebinding', 'team', '-n', namespace, '--clusterrole=admin', '--user=team');
    const config = parse(readFileSync(cluster.kubeconfig, 'utf8'));
    config.users[0].user.as = 'team';
    kubeconfig = join(cluster.folder, 'team');
    writeFileSync(kubeconfig, stringify(config));
  });

  test('is told what is missing, and nothing is changed', () => {
    const before = [contents(), all()];
    const { status, stdout, stderr } = scriptAs(kubeconfig, 'apply', synthesized(values));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/Forbidden.*\n.*so nothing was changed: with -n NAMESPACE they are listed there and not in all namespaces\n$/);
    expect([contents(), all()]).toEqual(before);
  });

  test('applies with -n, and deletes there what is gone', () => {
    const { status, stdout, stderr } = scriptAs(kubeconfig, 'apply', synthesized({ ...values, console: { enabled: false } }), '-n', 'services');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('deleting Deployment model-registry/redpanda-console,');
    expect(exists('Deployment model-registry/redpanda-console')).toBe(false);
  });
});

describe('uninstalling', () => {
  const label = 'app.kubernetes.io/managed-by=cdk8s-redpanda';
  const volumes = () => cluster.get('persistentvolumeclaims', '-n', 'model-registry').map(({ metadata }) => `${metadata.name} ${metadata.uid}`);
  let folder: string;

  test('deletes all but the namespaces and the volumes', () => {
    folder = synthesized({ clients: [services] });
    apply({ clients: [services] });
    const before = volumes();
    expect(before).toHaveLength(3);
    const { status, stderr } = cluster.kubectl('delete', '-f', folder, '-l', label);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const left = [...manifests(folder).values()].filter((object) => exists(keyOf(object)));
    expect(left.map(keyOf)).toEqual(['Namespace model-registry', 'Namespace services']);
    expect(volumes()).toEqual(before);
  });

  test('a new installation finds the volumes again', async () => {
    const before = volumes();
    expect(apply({ clients: [services] })).toEqual([]);
    await settled(cluster);
    expect(volumes()).toEqual(before);
  });

  test("deletes the data too, with the volumes and the brokers' namespace", () => {
    expect(cluster.kubectl('delete', '-f', folder, '-l', label)).toMatchObject({ status: 0, stderr: '' });
    expect(cluster.kubectl('delete', 'persistentvolumeclaims', '-n', 'model-registry', '-l', 'app=redpanda')).toMatchObject({ status: 0, stderr: '' });
    expect(volumes()).toEqual([]);
    expect(cluster.kubectl('delete', 'namespace', 'model-registry', '--timeout=120s')).toMatchObject({ status: 0, stderr: '' });
    expect(exists('Namespace services')).toBe(true);
  });
});
