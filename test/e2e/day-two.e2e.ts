import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { cli } from './dist';
import { settled } from './settle';

// The procedures of docs/day-two.md, as far as Kubernetes carries them out: no broker runs here.

const namespace = ['-n', 'model-registry'];
const forbidden = "updates to statefulset spec for fields other than 'replicas'";

// Otherwise Kubernetes waits ten seconds after each broker, which adds up to minutes here.
const quick = ['patches[0].target.kind=StatefulSet', 'patches[0].patch.spec.minReadySeconds=0'];

/** Writes the output of values, and applies it. */
function applyValues(files: readonly string[], sets: readonly string[]) {
  const folder = join(cluster.folder, 'output');
  const args = [...files.flatMap((file) => ['-f', file]), ...[...quick, ...sets].flatMap((set) => ['--set', set])];
  expect(cli('synth', ...args, '--out', folder)).toMatchObject({ status: 0 });
  return cluster.kubectl('apply', '-f', folder);
}

/** Applies the output with other values. */
const apply = (...sets: string[]) => applyValues(['values.yaml'], sets);

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 4 });
  expect(apply()).toMatchObject({ status: 0 });
  await settled(cluster);
});
afterAll(() => cluster?.stop());

const brokers = (): KubeObject[] => cluster.get('pods', ...namespace, '-l', 'app=redpanda');
const volumes = (): KubeObject[] => cluster.get('pvc', ...namespace, '-l', 'app=redpanda');
const identities = (objects: KubeObject[]): string[] => objects.map(({ metadata }) => `${metadata.name} ${metadata.uid}`).sort();
const images = (): string[] => brokers().map(({ spec }) => (spec.containers[0].image as string).replace(/.*:/, ''));
const hold = (partition: number) =>
  cluster.kubectl('patch', 'statefulset', 'redpanda', ...namespace, '-p', JSON.stringify({ spec: { updateStrategy: { rollingUpdate: { partition } } } }));

test('a bigger volume is refused, and the brokers stay as they are', () => {
  const before = identities(brokers());
  const { status, stderr } = apply('broker.storage.size=20Gi');
  expect(status).toBe(1);
  expect(stderr).toContain(forbidden);
  expect(identities(brokers())).toEqual(before);
});

test('a StatefulSet that is made anew with bigger volumes takes over the brokers without a restart', async () => {
  const before = identities(brokers());
  expect(cluster.kubectl('delete', 'statefulset', 'redpanda', ...namespace, '--cascade=orphan')).toMatchObject({ status: 0 });
  expect(apply('broker.storage.size=20Gi')).toMatchObject({ status: 0 });
  await settled(cluster);
  expect(identities(brokers())).toEqual(before);
});

test('one more broker restarts none, and gets a volume of the new size', async () => {
  const before = identities(brokers());
  expect(apply('broker.storage.size=20Gi', 'broker.replicas=4')).toMatchObject({ status: 0 });
  await settled(cluster);
  expect(identities(brokers())).toEqual([...before, expect.stringContaining('redpanda-3 ')]);
  expect(volumes().find(({ metadata }) => metadata.name === 'redpanda-data-redpanda-3')?.spec.resources.requests.storage).toBe('20Gi');
});

test('one broker less leaves its volume, which is deleted by hand', async () => {
  expect(apply('broker.storage.size=20Gi')).toMatchObject({ status: 0 });
  await cluster.waitFor('three brokers', () => brokers().length === 3, 60_000);
  expect(volumes()).toHaveLength(4);
  expect(cluster.kubectl('delete', 'pvc', 'redpanda-data-redpanda-3', ...namespace)).toMatchObject({ status: 0 });
  expect(volumes()).toHaveLength(3);
});

test('a broker whose volume and pod are deleted comes back with a new volume', async () => {
  const before = identities(volumes());
  expect(cluster.kubectl('delete', 'pvc', 'redpanda-data-redpanda-1', ...namespace, '--wait=false')).toMatchObject({ status: 0 });
  expect(cluster.kubectl('delete', 'pod', 'redpanda-1', ...namespace, '--wait=false')).toMatchObject({ status: 0 });
  await cluster.waitFor('the new volume', () => volumes().length === 3 && identities(volumes()).every((volume) => !volume.includes('redpanda-1 ') || !before.includes(volume)), 60_000);
  await settled(cluster);
  expect(identities(volumes()).filter((volume) => before.includes(volume))).toHaveLength(2);
});

test('a new version reaches only the brokers that are not held back, also by a second apply, and then all of them', async () => {
  const newVersion = ['broker.storage.size=20Gi', 'broker.image=docker.redpanda.com/redpandadata/redpanda:v26.2.2'];
  expect(hold(2)).toMatchObject({ status: 0 });
  expect([apply(...newVersion), apply(...newVersion)]).toMatchObject([{ status: 0 }, { status: 0 }]);
  await cluster.waitFor('one new broker', () => images().filter((image) => image === 'v26.2.2').length === 1 && brokers().length === 3, 60_000);
  expect(cluster.kubectl('rollout', 'status', 'statefulset/redpanda', ...namespace, '--timeout=60s')).toMatchObject({ status: 0 });
  expect(images()).toEqual(['v26.2.1', 'v26.2.1', 'v26.2.2']);
  expect(hold(0)).toMatchObject({ status: 0 });
  await settled(cluster);
  expect(images()).toEqual(['v26.2.2', 'v26.2.2', 'v26.2.2']);
});

test('a drained node waits for its broker, and a second drain for the first', async () => {
  const drain = (pod: number, ...flags: string[]) =>
    cluster.kubectl('drain', brokers()[pod]?.spec.nodeName as string, '--ignore-daemonsets', '--delete-emptydir-data', '--pod-selector=app=redpanda', ...flags);
  expect(drain(0)).toMatchObject({ status: 0 });
  await cluster.waitFor('a pending broker', () => brokers().some(({ status }) => status.phase === 'Pending'), 60_000);
  expect(drain(1, '--timeout=7s').stderr).toContain("would violate the pod's disruption budget");
  for (const { metadata } of cluster.get('nodes')) cluster.kubectl('uncordon', metadata.name);
  await settled(cluster);
});

test('volumes stay without their StatefulSet, and a new one takes the same', async () => {
  const before = identities(volumes());
  expect(cluster.kubectl('delete', 'statefulset', 'redpanda', ...namespace)).toMatchObject({ status: 0 });
  await cluster.waitFor('no brokers', () => brokers().length === 0, 60_000);
  expect(identities(volumes())).toEqual(before);
  expect(apply('broker.storage.size=20Gi')).toMatchObject({ status: 0 });
  await settled(cluster);
  expect(identities(volumes())).toEqual(before);
});

test('each step that turns on TLS and logins is taken, and restarts the brokers with their volumes', async () => {
  const file = join(cluster.folder, 'secured.yaml');
  const secured = { tls: { mode: 'secret', secretName: 'redpanda-tls', listeners: ['kafka', 'external', 'schema-registry', 'admin'] }, sasl: { enabled: true, superuser: { secretName: 'redpanda-superuser' } }, clients: [] };
  const step = (values: object, plaintext: string) => {
    writeFileSync(file, JSON.stringify(values));
    return applyValues(['values.yaml', file], ['broker.storage.size=20Gi', `tls.plaintext=${plaintext}`]);
  };
  const before = identities(volumes());
  const [plain, open, closed] = [{}, 'open', 'none'];
  for (const [values, plaintext] of [[plain, open], [plain, 'used'], [secured, 'used'], [secured, open], [secured, closed]] as const) {
    const pods = identities(brokers());
    expect(step(values, plaintext)).toMatchObject({ status: 0 });
    await settled(cluster);
    expect(identities(brokers()).filter((pod) => pods.includes(pod))).toEqual([]);
    expect(identities(volumes())).toEqual(before);
  }
});
