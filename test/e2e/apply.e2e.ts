import { startCluster, type Cluster } from './cluster';
import { dist, manifests } from './dist';
import { refusedPods, settled } from './settle';

describe.each([
  ['kubectl apply --server-side -f dist', ['--server-side'], ['-f', dist]],
  ['kubectl apply -f dist', [], ['-f', dist]],
  ['kubectl apply -k dist', [], ['-k', dist]],
])('%s', (_, flags, source) => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  test('an empty cluster takes every object at once, without a warning', () => {
    const { status, stdout, stderr } = cluster.kubectl('apply', ...flags, '--validate=strict', ...source);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(manifests().size);
  });

  test('every pod of every controller is admitted and runs', async () => {
    await settled(cluster);
    expect(refusedPods(cluster)).toEqual([]);
  });

  test('a second apply changes nothing', () => {
    const before = versions(cluster);
    expect(cluster.kubectl('apply', ...flags, ...source)).toMatchObject({ status: 0, stderr: '' });
    expect(versions(cluster)).toEqual(before);
  });

  test('kubectl diff finds nothing to change', () => {
    expect(cluster.kubectl('diff', ...flags, ...source)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('the namespace of the brokers refuses a pod that is not restricted', () => {
    const { status, stderr } = cluster.kubectl('run', 'intruder', '--image=intruder:1', '-n', 'model-registry');
    expect(status).toBe(1);
    expect(stderr).toContain('violates PodSecurity "restricted:latest"');
  });
});

function versions(cluster: Cluster): string[] {
  return cluster.get('-f', dist).map(({ kind, metadata }) => `${kind} ${metadata.name}: ${metadata.resourceVersion}`);
}
