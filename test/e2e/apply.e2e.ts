import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { startCluster, type Cluster } from './cluster';
import { cli, dist, manifests, manyTopics } from './dist';
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

  // What follows applies folders, with -k as without.
  if (source[0] === '-k') return;

  test('a topic Job that is gone is made again by the next apply', async () => {
    const before = jobs(cluster);
    expect(cluster.kubectl('delete', 'jobs', '-n', 'model-registry', '-l', 'app.kubernetes.io/component=topics')).toMatchObject({ status: 0 });
    expect(cluster.kubectl('apply', ...flags, '-f', dist)).toMatchObject({ status: 0, stderr: '' });
    await settled(cluster);
    expect(jobs(cluster).map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    expect(jobs(cluster)).not.toEqual(before);
  });

  test('10,000 topics are taken', async () => {
    const [values, folder] = [join(cluster.folder, 'values.yaml'), join(cluster.folder, 'many')];
    mkdirSync(folder);
    writeFileSync(values, stringify(manyTopics()));
    expect(cli('synth', '-f', 'values.yaml', '-f', values, '--out', folder)).toMatchObject({ status: 0 });
    expect(cluster.kubectl('apply', ...flags, '-f', folder)).toMatchObject({ status: 0, stderr: '' });
    await settled(cluster);
    expect(refusedPods(cluster)).toEqual([]);
    const parts = cluster.get('configmaps', '-n', 'model-registry').filter(({ data }) => data.topics !== undefined);
    expect(parts.flatMap(({ data }) => data.topics.match(/^topic /gm))).toHaveLength(10_000);
  });
});

function versions(cluster: Cluster): string[] {
  return cluster.get('-f', dist).map(({ kind, metadata }) => `${kind} ${metadata.name}: ${metadata.resourceVersion}`);
}

function jobs(cluster: Cluster): { name: string; uid?: string }[] {
  return cluster.get('jobs', '-n', 'model-registry').map(({ metadata: { name, uid } }) => ({ name, uid }));
}
