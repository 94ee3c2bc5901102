import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { output, run } from './process';
import { tool } from './tools';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  cluster.apply(...['model-registry', 'streams', 'elsewhere'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
  expect(cluster.kubectl('label', 'nodes', '--all', 'disk=ssd')).toMatchObject({ status: 0 });
});
afterAll(() => cluster?.stop());

const official = readFileSync('test/adopt/official.yaml', 'utf8');
const program = (args: readonly string[], input = '') => run(process.execPath, [resolve('lib/cli.js'), ...args], { env: cluster.env, input });

/** Writes the output of the values that adopt prints. */
function adopted(name: string, args: readonly string[], input?: string): string {
  const values = join(cluster.folder, `${name}.yaml`);
  const { status, stdout } = program(['adopt', ...args], input);
  expect(status).toBe(0);
  writeFileSync(values, stdout);
  expect(program(['synth', '-f', values, '--out', join(cluster.folder, name)])).toMatchObject({ status: 0 });
  return join(cluster.folder, name);
}

/** What is there before the apply: claims by what they are, and brokers. */
async function running(namespace: string) {
  const objects = (kind: string): KubeObject[] => cluster.get(kind, '-n', namespace);
  await cluster.waitFor(`three brokers in ${namespace}`, () => objects('statefulsets').some(({ status }) => status.readyReplicas === 3), 60_000);
  return {
    claims: () => objects('pvc').map(({ metadata, spec }) => [metadata.name, metadata.uid, spec.volumeName]).sort(),
    broker: (index: number) => objects('pods').find(({ metadata }) => metadata.name === `redpanda-${index}`),
  };
}

/** Waits for the first broker that is made anew. */
async function firstRestart(there: Awaited<ReturnType<typeof running>>, before: KubeObject | undefined): Promise<KubeObject> {
  const isNew = () => {
    const broker = there.broker(2);
    return broker !== undefined && broker.metadata.uid !== before?.metadata.uid && broker.status.phase === 'Running' && broker;
  };
  return cluster.waitFor('the first broker to restart', isNew, 60_000);
}

const containers = (pod: KubeObject) => [...(pod.spec.initContainers ?? []), ...pod.spec.containers].map(({ name }: { name: string }) => name);

test('what people write by hand is taken over by kubectl apply: nothing is refused, and claims stay', async () => {
  expect(cluster.kubectl('apply', '-f', 'test/adopt/readme')).toMatchObject({ status: 0 });
  const there = await running('model-registry');
  const [claims, broker] = [there.claims(), there.broker(2)];
  expect(claims.map(([name]) => name)).toEqual(['redpanda-data-redpanda-0', 'redpanda-data-redpanda-1', 'redpanda-data-redpanda-2']);
  const folder = adopted('by-hand', ['--from-cluster', '-n', 'model-registry']);
  expect(cluster.kubectl('apply', '-f', folder)).toMatchObject({ status: 0, stderr: '' });
  expect(containers(await firstRestart(there, broker))).toEqual(['redpanda']);
  expect(there.claims()).toEqual(claims);
});

test('a release of the official chart is upgraded to ours: nothing is refused, claims stay, and what is left over is removed', async () => {
  const chart = join(cluster.folder, 'official');
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: redpanda\nversion: 26.2.2\n');
  cpSync('test/adopt/official.yaml', join(chart, 'templates/all.yaml'));
  const helm = (...args: string[]) => run(tool('helm'), args, { env: cluster.env });
  expect(helm('install', 'redpanda', chart, '-n', 'streams', '--set', 'external.enabled=true')).toMatchObject({ status: 0 });
  const there = await running('streams');
  const [claims, broker] = [there.claims(), there.broker(2)];
  const folder = adopted('release', ['--from', '-'], output(tool('helm'), ['get', 'manifest', 'redpanda', '-n', 'streams'], { env: cluster.env }));
  expect(helm('upgrade', 'redpanda', join(folder, 'chart'), '-n', 'streams', '--reset-values', '--no-hooks')).toMatchObject({ status: 0 });
  expect(containers(await firstRestart(there, broker))).toEqual(['redpanda']);
  expect(there.claims()).toEqual(claims);
  const names = (kind: string) => cluster.get(kind, '-n', 'streams').map(({ metadata }) => metadata.name);
  expect(names('secrets').filter((name) => !name.startsWith('sh.helm.release.'))).toEqual([]);
  expect(names('roles')).toEqual([]);
  const external = cluster.get('service', 'redpanda-external', '-n', 'streams')[0];
  expect(external?.spec).toMatchObject({ type: 'ClusterIP', ports: [{ name: 'kafka', port: 9092, targetPort: 'external' }] });
});

test('what Helm has installed is taken over by kubectl, once it knows what was installed', async () => {
  const manifest = join(cluster.folder, 'manifest.yaml');
  writeFileSync(manifest, official.replaceAll('streams', 'elsewhere').replace(/nodePort: 31/g, 'nodePort: 32'));
  expect(cluster.kubectl('create', '-f', manifest)).toMatchObject({ status: 0 });
  const there = await running('elsewhere');
  const [claims, broker] = [there.claims(), there.broker(2)];
  const folder = adopted('elsewhere', ['--from-cluster', '-n', 'elsewhere']);
  expect(cluster.kubectl('apply', 'set-last-applied', '--create-annotation', '-f', manifest)).toMatchObject({ status: 0 });
  expect(cluster.kubectl('apply', '-f', folder)).toMatchObject({ status: 0, stderr: '' });
  expect(containers(await firstRestart(there, broker))).toEqual(['redpanda']);
  expect(there.claims()).toEqual(claims);
});

test('what is adopted is read back from the cluster as ours', () => {
  const { status, stdout, stderr } = program(['adopt', '--from-cluster', '-n', 'model-registry']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'note: createNamespace is false, here and for clients, because Namespaces are not read from the cluster\n' });
  expect(stdout).toContain('adopted:\n  serviceName: redpanda\n  podManagementPolicy: OrderedReady\n');
});
