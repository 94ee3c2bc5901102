import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCertManager } from './cert-manager';
import { startCluster, type Cluster } from './cluster';
import { cli, folders } from './dist';
import { refusedPods, settled } from './settle';

const work = mkdtempSync(join(tmpdir(), 'pod-security-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The OpenShift overlay on top of this repository's values. */
function openshift(): string {
  const out = join(work, 'openshift');
  expect(cli('synth', '-f', 'values.yaml', '-f', 'examples/openshift.yaml', '--out', out)).toMatchObject({ status: 0 });
  return out;
}

describe.each([...Object.entries(folders).map(([name, folder]) => [name, () => folder] as const), ['examples/openshift.yaml', openshift] as const])('%s', (name, folder) => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
    startCertManager(cluster);
    expect(cluster.kubectl('apply', '--server-side', '--validate=strict', '-f', folder())).toMatchObject({ status: 0, stderr: '' });
  });
  afterAll(() => cluster?.stop());

  test('every pod of every controller is admitted under restricted, and runs', async () => {
    await settled(cluster);
    expect(refusedPods(cluster)).toEqual([]);
    const components = cluster.get('pods', '-n', 'model-registry').map(({ metadata }) => metadata.labels?.['app.kubernetes.io/component']);
    expect([...new Set(components)].sort()).toEqual(['broker', 'console', 'topics']);
  });

  if (name === 'prod') {
    test('the API server calls its brokers Guaranteed', () => {
      const brokers = cluster.get('pods', '-n', 'model-registry', '-l', 'app=redpanda');
      expect(brokers.map(({ status }) => status.qosClass)).toEqual(['Guaranteed', 'Guaranteed', 'Guaranteed']);
    });
  }

  test('what restricted does not allow is refused', () => {
    const intruder = (...flags: string[]) => cluster.kubectl('run', 'intruder', '--image=intruder:1', '-n', 'model-registry', ...flags);
    expect(intruder()).toMatchObject({ status: 1, stderr: expect.stringContaining('violates PodSecurity "restricted:latest"') });
    expect(intruder('--privileged')).toMatchObject({ status: 1, stderr: expect.stringContaining('violates PodSecurity "restricted:latest": privileged') });
  });
});
