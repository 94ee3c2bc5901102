import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { chart, manifests, oneMoreTopic } from './dist';
import { output, run } from './process';
import { refusedPods, settled } from './settle';
import { tool } from './tools';

const namespace = 'model-registry';

describe.each([
  ['Helm 3', 'helm'],
  ['Helm 4', 'helm4'],
] as const)('%s', (_, name) => {
  let cluster: Cluster;
  let changed: string[];
  const helm = (...args: string[]) => run(tool(name), args, { env: cluster.env });
  const release = (command: string, ...args: string[]) => helm(command, 'redpanda', chart, '-n', namespace, ...args);

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 5 });
    cluster.apply(...[...manifests().values()].filter(({ kind }) => kind === 'Namespace'));
    const values = join(cluster.folder, 'values.yaml');
    writeFileSync(values, stringify(oneMoreTopic()));
    changed = ['-f', values, '--set', 'broker.replicas=5'];
  });
  afterAll(() => cluster?.stop());

  /** The release's objects as the cluster has them. */
  const objects = (): KubeObject[] => {
    const manifest = output(tool(name), ['get', 'manifest', 'redpanda', '-n', namespace], { env: cluster.env });
    return stored(cluster, manifest);
  };

  test('lints the chart without a complaint', () => {
    const { status, stdout, stderr } = helm('lint', '--strict', chart);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toMatch(/\[(WARNING|ERROR)\]/);
  });

  test('installs the chart into a namespace that enforces restricted, without a warning', async () => {
    const { status, stderr } = release('install', '--create-namespace');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await settled(cluster);
    expect(refusedPods(cluster)).toEqual([]);
  });

  test('upgrades to more brokers and one more topic, whose Job replaces the old one', async () => {
    const before = objects().filter(({ kind }) => kind === 'Job');
    const { status, stderr } = release('upgrade', ...changed);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await settled(cluster);
    expect(cluster.get('statefulsets', '-n', namespace).map(({ status }) => status.readyReplicas)).toEqual([5]);
    const after = cluster.get('jobs', '-n', namespace).map(({ metadata }) => metadata.name);
    expect(after).toHaveLength(before.length);
    for (const { metadata } of before) expect(after).not.toContain(metadata.name);
    expect(refusedPods(cluster)).toEqual([]);
  });

  test('upgrades without a change leave every object as it was', () => {
    const before = objects().map(versionOf);
    expect(release('upgrade', ...changed)).toMatchObject({ status: 0, stderr: '' });
    expect(objects().map(versionOf)).toEqual(before);
  });

  test("uninstalls everything but the brokers' data", async () => {
    const manifest = output(tool(name), ['get', 'manifest', 'redpanda', '-n', namespace], { env: cluster.env });
    expect(helm('uninstall', 'redpanda', '-n', namespace)).toMatchObject({ status: 0 });
    await cluster.waitFor('uninstalled release', () => stored(cluster, manifest).length === 0 && cluster.get('pods', '-A').length === 0, 60_000);
    expect(cluster.get('persistentvolumeclaims', '-n', namespace)).toHaveLength(5);
  });
});

function versionOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}: generation ${metadata.generation}, resource version ${metadata.resourceVersion}`;
}

/** Those objects of a manifest that the cluster has, as it has them. */
function stored(cluster: Cluster, manifest: string): KubeObject[] {
  const file = join(cluster.folder, 'manifest.yaml');
  const objects = parseAllDocuments(manifest)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null)
    .map((object) => ({ ...object, metadata: { namespace, ...object.metadata } }));
  writeFileSync(file, objects.map((object) => `---\n${stringify(object)}`).join(''));
  return cluster.get('-f', file);
}
