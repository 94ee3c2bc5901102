import { join } from 'node:path';
import { startCertManager } from './cert-manager';
import { startCluster, type Cluster } from './cluster';
import { cli } from './dist';
import { refusedPods, settled } from './settle';

// What dist itself holds, the tests of `kubectl apply` have admitted.
const overlays: Readonly<Record<string, string>> = { dev: 'environments/dev.yaml', prod: 'environments/prod.yaml', openshift: 'examples/openshift.yaml' };

/** Where there are logins, users too: their Job takes Secrets that nobody has made. */
const users = ['users[0].name=reporting', 'users[0].secretName=nobody-has-made-it', 'users[0].secretKey=pw', 'users[1].name=ops', 'users[1].secretName=nor-this', 'prune.users[0]=old'];

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  await startCertManager(cluster);
  for (const [namespace, overlay] of Object.entries(overlays)) {
    const folder = join(cluster.folder, namespace);
    const own = [`namespace=${namespace}`, `clients[0].namespace=services-${namespace}`, ...(namespace === 'prod' ? users : [])].flatMap((set) => ['--set', set]);
    expect(cli('synth', '-f', 'values.yaml', '-f', overlay, ...own, '--out', folder)).toMatchObject({ status: 0 });
    expect(cluster.kubectl('apply', '--server-side', '--validate=strict', '-f', folder)).toMatchObject({ status: 0, stderr: '' });
  }
  await settled(cluster);
});
afterAll(() => cluster?.stop());

test('every pod of every controller is admitted', () => {
  expect(refusedPods(cluster)).toEqual([]);
});

describe.each(Object.entries(overlays))('%s', (namespace) => {
  test('pods of every component run where restricted is enforced', () => {
    const components = cluster.get('pods', '-n', namespace).map(({ metadata }) => metadata.labels?.['app.kubernetes.io/component']);
    expect([...new Set(components)].sort()).toEqual(namespace === 'prod' ? ['acls', 'broker', 'console', 'schemas', 'topics', 'users'] : ['broker', 'console', 'schemas', 'topics']);
  });

  test('what restricted does not allow is refused', () => {
    const intruder = (...flags: string[]) => cluster.kubectl('run', 'intruder', '--image=intruder:1', '-n', namespace, ...flags);
    expect(intruder()).toMatchObject({ status: 1, stderr: expect.stringContaining('violates PodSecurity "restricted:latest"') });
    expect(intruder('--privileged')).toMatchObject({ status: 1, stderr: expect.stringContaining('violates PodSecurity "restricted:latest": privileged') });
  });
});

test("the API server calls prod's brokers Guaranteed", () => {
  const brokers = cluster.get('pods', '-n', 'prod', '-l', 'app=redpanda');
  expect(brokers.map(({ status }) => status.qosClass)).toEqual(['Guaranteed', 'Guaranteed', 'Guaranteed']);
});
