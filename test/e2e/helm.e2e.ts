import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { components, converging } from './converging';
import { chart, manifests, manyTopics, oneMoreTopic } from './dist';
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
  const helm = (...args: string[]) => {
    const ended = run(tool(name), args, { env: cluster.env });
    // The client library tells when Helm ends a watch in the middle of an event, once a hook is done.
    return { ...ended, stderr: ended.stderr.replace(/^I\d{4} .*reflector\.go:.*context canceled.*\n/gm, '') };
  };
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

  /** The topic Jobs, by name. */
  const jobs = () => Object.fromEntries(cluster.get('jobs', '-n', namespace, '-l', 'app.kubernetes.io/component=topics').map(({ metadata }) => [metadata.name, metadata.uid]));
  const statusOf = () => JSON.parse(output(tool(name), ['status', 'redpanda', '-n', namespace, '-o', 'json'], { env: cluster.env })).info.status;

  /** Upgrades while no pod is admitted, so that the Job's time is up before it has one. */
  const failingUpgrade = (...args: string[]) => {
    cluster.apply({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none', namespace }, spec: { hard: { pods: '0' } } });
    const impatience = spawn('sh', ['-c', `while sleep 0.3; do ${tool('kubectl')} get jobs -n ${namespace} -o name | xargs -n1 ${tool('kubectl')} patch -n ${namespace} -p '{"spec":{"activeDeadlineSeconds":1}}'; done`], { env: cluster.env, detached: true });
    try {
      return release('upgrade', ...args);
    } finally {
      process.kill(-impatience.pid!);
      expect(cluster.kubectl('delete', 'resourcequota', 'none', '-n', namespace)).toMatchObject({ status: 0 });
    }
  };

  test('upgrades to more brokers and one more topic, for which there is a Job', async () => {
    const before = jobs();
    const { status, stderr } = release('upgrade', ...changed);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await settled(cluster);
    expect(cluster.get('statefulsets', '-n', namespace).map(({ status }) => status.readyReplicas)).toEqual([5]);
    expect(Object.keys(jobs())).toHaveLength(Object.keys(before).length + 1);
    expect(refusedPods(cluster)).toEqual([]);
  });

  test('upgrades without a change leave every object as it was, and run the topic Job again', () => {
    const [before, jobsBefore] = [objects().map(versionOf), jobs()];
    expect(release('upgrade', ...changed)).toMatchObject({ status: 0, stderr: '' });
    expect(objects().map(versionOf)).toEqual(before);
    expect(Object.keys(jobs())).toEqual(Object.keys(jobsBefore));
    expect(newIn(jobs(), jobsBefore)).toHaveLength(1);
  });

  test('upgrades back to what was before run its Job again', () => {
    const before = jobs();
    expect(release('upgrade', '--reset-values')).toMatchObject({ status: 0, stderr: '' });
    expect(Object.keys(jobs())).toEqual(Object.keys(before));
    expect(newIn(jobs(), before)).toHaveLength(1);
  });

  test('a rollback runs the Job of its revision again', () => {
    const before = jobs();
    expect(helm('rollback', 'redpanda', '-n', namespace)).toMatchObject({ status: 0 });
    expect(Object.keys(jobs())).toEqual(Object.keys(before));
    expect(newIn(jobs(), before)).toHaveLength(1);
  });

  test('an upgrade whose Job fails fails, can be seen, and can be rolled back', () => {
    const { status, stderr } = failingUpgrade(...changed, '--set', 'topics[0].partitions=4');
    expect([status, statusOf()]).toEqual([1, 'failed']);
    expect(stderr).toMatch(/post-upgrade hooks failed.*(DeadlineExceeded|Job Failed)/s);
    expect(cluster.get('jobs', '-n', namespace).flatMap(({ status }) => status.conditions ?? []).map(({ type }) => type)).toContain('Failed');
    const before = jobs();
    expect(helm('rollback', 'redpanda', '-n', namespace)).toMatchObject({ status: 0 });
    expect([statusOf(), newIn(jobs(), before)]).toEqual(['deployed', [expect.any(String)]]);
  });

  test('helm upgrade --install works after an upgrade that failed', () => {
    const more = [...changed, '--set', 'topics[0].partitions=5'];
    expect(failingUpgrade(...more).status).toBe(1);
    expect(release('upgrade', '--install', ...more)).toMatchObject({ status: 0, stderr: '' });
    expect(statusOf()).toBe('deployed');
  });

  test('helm test runs a pod that is admitted under restricted, and leaves nothing of a success', async () => {
    // Nothing runs the pod here, so its end is told to the API server, again and again: kwok, which says that it runs, may have the last word.
    const end = spawn('sh', ['-c', `while :; do ${tool('kubectl')} patch pod redpanda-test -n ${namespace} --subresource=status -p '{"status":{"phase":"Succeeded"}}'; sleep 0.3; done`], { env: cluster.env, detached: true, stdio: 'ignore' });
    try {
      const { status, stdout } = helm('test', 'redpanda', '-n', namespace, '--timeout', '90s');
      expect([status, stdout]).toEqual([0, expect.stringMatching(/TEST SUITE: +redpanda-test\n.*\n.*\nPhase: +Succeeded/)]);
    } finally {
      if (end.exitCode === null) process.kill(-end.pid!);
    }
    await cluster.waitFor('deleted pod', () => cluster.get('pods', '-n', namespace, '-l', 'app.kubernetes.io/component=test').length === 0, 30_000);
  });

  test('an upgrade with something for each Job runs all of them, and waits for their end', () => {
    const more = [...changed, '-f', 'test/e2e/every-job.yaml'];
    expect(release('upgrade', ...more, '--wait', '--wait-for-jobs', '--timeout', '5m')).toMatchObject({ status: 0, stderr: '' });
    expect(components(cluster)).toEqual(converging);
  });

  test('10,000 topics fit into a release', () => {
    const values = join(cluster.folder, 'many.yaml');
    writeFileSync(values, stringify(manyTopics()));
    expect(release('upgrade', '--set', 'broker.replicas=5', '-f', values)).toMatchObject({ status: 0, stderr: '' });
    expect(cluster.get('configmaps', '-n', namespace).filter(({ data }) => data.topics !== undefined)).toHaveLength(200);
  });

  test("uninstalls everything but the brokers' data, and Jobs, which end by themselves", async () => {
    const manifest = output(tool(name), ['get', 'manifest', 'redpanda', '-n', namespace], { env: cluster.env });
    expect(helm('uninstall', 'redpanda', '-n', namespace)).toMatchObject({ status: 0 });
    await cluster.waitFor(
      'uninstalled release',
      () => stored(cluster, manifest).length === 0 && cluster.get('pods', '-A', '--field-selector', 'status.phase=Running').length === 0,
      60_000,
    );
    expect(cluster.get('persistentvolumeclaims', '-n', namespace)).toHaveLength(5);
    const left = cluster.get('jobs', '-n', namespace);
    expect(left.length).toBeGreaterThan(0);
    expect(left.map(({ spec }) => spec.ttlSecondsAfterFinished)).toEqual(left.map(() => 86_400));
  });

  test('what an uninstallation left does not keep a new one from being installed', () => {
    const before = jobs();
    expect(release('install', '--set', 'broker.replicas=5')).toMatchObject({ status: 0, stderr: '' });
    expect([statusOf(), newIn(jobs(), before)]).toEqual(['deployed', [expect.any(String)]]);
  });
});

/** The names of the objects that were made anew, or again. */
function newIn(after: Record<string, unknown>, before: Record<string, unknown>): string[] {
  return Object.keys(after).filter((name) => after[name] !== before[name]);
}

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
