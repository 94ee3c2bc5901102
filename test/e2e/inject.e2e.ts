import { resolve } from 'node:path';
import { startCluster, type Cluster } from './cluster';
import { run } from './process';
import { tool } from './tools';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  cluster.kubectl('create', 'namespace', 'services');
});
afterAll(() => cluster?.stop());

/** The deployment of a team, as kubectl writes it. */
const deployment = (): string => cluster.kubectl('create', 'deployment', 'orders', '-n', 'services', '--image=orders:1', '--dry-run=client', '-o', 'yaml').stdout;

const inject = (input: string, ...args: string[]) => run(process.execPath, [resolve('lib/cli.js'), 'inject', '--all', ...args], { input });

const stored = (): { env?: unknown; envFrom?: unknown } => JSON.parse(cluster.kubectl('get', 'deployment', 'orders', '-n', 'services', '-o', 'json').stdout).spec.template.spec.containers[0];

function applied(yaml: string): void {
  const { status, stderr } = run(tool('kubectl'), ['apply', '--validate=strict', '-f', '-'], { env: cluster.env, input: yaml });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

test('the API server stores the variables that inject has put in', () => {
  applied(inject(deployment()).stdout);
  expect(stored().env).toEqual([
    { name: 'KAFKA_BOOTSTRAP_SERVERS', value: 'redpanda.model-registry.svc.cluster.local:9092' },
    { name: 'KAFKA_SCHEMA_REGISTRY_URL', value: 'http://redpanda.model-registry.svc.cluster.local:8081' },
  ]);
});

test("the API server stores the reference to the client's ConfigMap", () => {
  applied(inject(deployment(), '--as', 'envFrom').stdout);
  expect(stored().envFrom).toEqual([{ configMapRef: { name: 'redpanda-services-env' } }]);
});

test('what inject has put in, it takes out to the byte', () => {
  const before = deployment();
  expect(inject(inject(before).stdout, '--remove').stdout).toBe(before);
});
