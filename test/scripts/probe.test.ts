import { AdminApi, Sandbox, type Answer, type Ended } from './stand-ins';

let sandbox: Sandbox;
let api: AdminApi;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.made('config');
  api = new AdminApi(sandbox)
    .answer('GET /v1/status/ready', { status: 'ready' })
    .answer('GET /v1/node_config', { node_id: 7, data_directory: '/var/lib/redpanda/data' })
    .answer('GET /v1/maintenance', { draining: false })
    .answer('GET /v1/brokers/7', { node_id: 7, num_cores: 2, membership_status: 'active', is_alive: true })
    .answer('GET /v1/cluster/health_overview', health());
});

afterEach(() => sandbox.remove());

function health(leaderless = 0, underReplicated = 0): object {
  return {
    is_healthy: leaderless + underReplicated === 0,
    leaderless_partitions: leaderless > 0 ? ['kafka/orders/0'] : [],
    leaderless_count: leaderless,
    under_replicated_partitions: underReplicated > 0 ? ['kafka/orders/0'] : [],
    under_replicated_count: underReplicated,
  };
}

function probe(kind: string, env: Record<string, string> = {}): Ended {
  return sandbox.run('probe.sh', { ADMIN_URL: 'http://127.0.0.1:9644', SERVICE_URL: 'http://redpanda:9644', CONFIG_DIR: `${sandbox.folder}/config`, ...env }, kind);
}

const fit = { status: 0, stdout: '', stderr: '' };
const unfit = (reason: string) => ({ status: 1, stdout: '', stderr: `${reason}\n` });

function wasReady(): boolean {
  return sandbox.has('config/.was-ready');
}

test.each(['startup', 'liveness', 'readiness'])('a ready broker passes %s', (kind) => {
  expect(probe(kind)).toEqual(fit);
});

test.each(['startup', 'readiness'])('a booting broker fails %s though the answer is 200', (kind) => {
  api.answer('GET /v1/status/ready', { status: 'booting' });
  expect(probe(kind)).toEqual(unfit(`${kind}: this broker is booting, not ready`));
});

test('a booting broker is alive', () => {
  api.answer('GET /v1/status/ready', { status: 'booting' });
  expect(probe('liveness')).toEqual(fit);
});

test.each(['startup', 'liveness', 'readiness'])('a hung admin API fails %s in time', (kind) => {
  api.answer('GET /v1/status/ready', 'hang');
  expect(probe(kind, { PROBE_SECONDS: '1' })).toMatchObject({ status: 1, stderr: expect.stringMatching(`^${kind}: (the admin API gave no answer to|no time left to ask) /v1/status/ready`) });
});

test.each([
  ['startup', '--max-time 3'],
  ['liveness', '--max-time 3'],
  ['readiness', '--max-time 2'],
])("every call of %s to this broker's own API is bounded by %s", (kind, bound) => {
  probe(kind);
  const own = sandbox.calls('curl').filter((call) => call.includes('127.0.0.1'));
  expect(own.every((call) => call.includes(`${bound} `) || call.includes('--max-time 1 '))).toBe(true);
});

test('a ready broker may take 5 seconds to collect the health of the others, within the timeout of the probe', () => {
  probe('readiness');
  const [limit] = sandbox.calls('curl').flatMap((call) => (call.includes('health_overview') ? Number(/--max-time (\d+)/.exec(call)?.[1]) : []));
  expect(limit).toBeGreaterThan(5);
  expect(limit).toBeLessThan(15);
});

test.each(['startup', 'liveness', 'readiness'])('an admin API that does not listen fails %s', (kind) => {
  const nobody = new Sandbox();
  new AdminApi(nobody);
  const ended = nobody.run('probe.sh', { ADMIN_URL: 'http://127.0.0.1:9644', CONFIG_DIR: nobody.made('config') }, kind);
  nobody.remove();
  expect(ended).toEqual(unfit(`${kind}: the admin API gave no answer to /v1/status/ready (curl: 7)`));
});

test('a broken admin API fails liveness', () => {
  api.answer('GET /v1/status/ready', 500);
  expect(probe('liveness')).toEqual(unfit('liveness: the admin API answered /v1/status/ready with 500'));
});

test('something else at the port fails liveness', () => {
  api.answer('GET /v1/status/ready', { hello: 'ready' });
  expect(probe('liveness').status).toBe(1);
});

test('all the calls of one readiness probe together are bounded', () => {
  for (const question of ['GET /v1/node_config', 'GET /v1/status/ready']) api.answer(question, 'hang');
  api.answer('GET /v1/status/ready', { status: 'ready' });
  const began = Date.now();
  expect(probe('readiness', { PROBE_SECONDS: '1' }).status).toBe(1);
  expect(Date.now() - began).toBeLessThan(3_000);
});

test('a broker that has caught up becomes ready for good', () => {
  expect(probe('readiness')).toEqual(fit);
  expect(wasReady()).toBe(true);
});

test.each([
  [health(0, 3), '3 partitions lack a replica'],
  [health(2, 3), '2 partitions have no leader'],
  [{ is_healthy: true }, 'an unknown number of partitions have no leader'],
])('a broker that has not caught up (%j) is not ready', (overview, reason) => {
  api.answer('GET /v1/cluster/health_overview', overview);
  expect(probe('readiness')).toEqual(unfit(`readiness: ${reason}`));
  expect(wasReady()).toBe(false);
});

test('whether it has caught up is asked of a broker that is ready', () => {
  probe('readiness');
  const asked = sandbox.calls('curl').filter((call) => call.includes('health_overview'));
  expect(asked).toEqual([expect.stringContaining('http://redpanda:9644/v1/cluster/health_overview')]);
});

test.each<[string, Answer[]]>([
  ['nobody listens', []],
  ['the Service has no address', ['no address']],
  ['nobody takes the connection', ['no connection']],
])('where no broker is ready (%s), nobody waits for another', (_, answers) => {
  api.answer('GET /v1/cluster/health_overview', ...answers);
  expect(probe('readiness')).toEqual(fit);
});

test.each<[string, Answer, number]>([
  ['a ready broker takes the connection and is slow', 'hang', 28],
  ['a ready broker cuts the connection', 'cut', 52],
  ['the name of the Service is not resolved in time', 'slow name', 28],
])('where %s, nobody knows whether the cluster has caught up, and this broker waits', (_, answer, code) => {
  api.answer('GET /v1/cluster/health_overview', answer);
  expect(probe('readiness', { PROBE_SECONDS: '3' })).toEqual(
    unfit(`readiness: whether the cluster has caught up cannot be determined: no answer to /v1/cluster/health_overview (curl: ${code})`),
  );
  expect(wasReady()).toBe(false);
});

test('a ready broker that answers with an error fails readiness', () => {
  api.answer('GET /v1/cluster/health_overview', 503);
  expect(probe('readiness')).toEqual(unfit('readiness: a ready broker answered /v1/cluster/health_overview with 503'));
});

test('a broker becomes ready once it has caught up', () => {
  api.answer('GET /v1/cluster/health_overview', health(0, 1), health());
  expect([probe('readiness').status, probe('readiness').status]).toEqual([1, 0]);
});

test('a broker that was ready stays ready when a neighbour is down', () => {
  probe('readiness');
  api.answer('GET /v1/cluster/health_overview', health(9, 9));
  expect(probe('readiness')).toEqual(fit);
});

test('a broker that was ready is asked nothing but its own state', () => {
  probe('readiness');
  const before = api.asked.length;
  probe('readiness');
  expect(api.asked.slice(before)).toEqual(['GET /v1/status/ready']);
});

test('a broker that was ready and boots again is not ready', () => {
  probe('readiness');
  api.answer('GET /v1/status/ready', { status: 'booting' });
  expect(probe('readiness').status).toBe(1);
});

test('when the time limit has passed, only its own state counts', () => {
  api.answer('GET /v1/cluster/health_overview', health(1, 1));
  expect(probe('readiness').status).toBe(1);
  sandbox.write('config/.catching-up-since', `${Math.floor(Date.now() / 1000) - 901}`);
  expect(probe('readiness')).toEqual(fit);
  expect(wasReady()).toBe(true);
});

test('the time limit begins with the first readiness probe', () => {
  api.answer('GET /v1/cluster/health_overview', health(1, 1));
  probe('readiness');
  expect(Math.abs(Number(sandbox.read('config/.catching-up-since')) - Date.now() / 1000)).toBeLessThan(5);
});

test('when the time limit has not passed, it goes on from the first probe', () => {
  api.answer('GET /v1/cluster/health_overview', health(1, 1));
  const since = `${Math.floor(Date.now() / 1000) - 800}`;
  sandbox.write('config/.catching-up-since', since);
  expect(probe('readiness').status).toBe(1);
  expect(sandbox.read('config/.catching-up-since')).toBe(since);
});

test('when the time limit has passed, a health overview that hangs does not matter', () => {
  api.answer('GET /v1/cluster/health_overview', 'hang');
  expect(probe('readiness', { CATCH_UP_SECONDS: '0' })).toEqual(fit);
});

test('when the time limit has passed, a broker that is not a member is still not ready', () => {
  api.answer('GET /v1/brokers/7', { membership_status: 'draining' });
  expect(probe('readiness', { CATCH_UP_SECONDS: '0' })).toEqual(unfit('readiness: the membership of this broker is draining, not active'));
});

test('a restarted broker leaves the maintenance mode of its last stop', () => {
  api.answer('GET /v1/maintenance', { draining: true, finished: true }, { draining: false }).answer('DELETE /v1/brokers/7/maintenance', {});
  expect(probe('readiness')).toEqual(unfit('readiness: this broker was in maintenance mode and has just been taken out'));
  expect(probe('readiness')).toEqual(fit);
  expect(api.asked.filter((question) => question.startsWith('DELETE'))).toEqual(['DELETE /v1/brokers/7/maintenance']);
});

test('a broker that is stopping stays in maintenance mode', () => {
  sandbox.write('config/.stopping', '');
  api.answer('GET /v1/maintenance', { draining: true }).answer('DELETE /v1/brokers/7/maintenance', {});
  expect(probe('readiness')).toEqual(unfit('readiness: this broker is stopping'));
  expect(api.asked).toEqual(['GET /v1/status/ready']);
});

test('a broker without an id is not ready', () => {
  api.answer('GET /v1/node_config', { data_directory: '/var/lib/redpanda/data' });
  expect(probe('readiness')).toEqual(unfit('readiness: this broker has no id yet'));
});

test('a broker the cluster does not know is not ready', () => {
  api.answer('GET /v1/brokers/7', 404);
  expect(probe('readiness')).toEqual(unfit('readiness: the admin API answered /v1/brokers/7 with 404'));
});

test('fails for a probe that does not exist', () => {
  expect(probe('health')).toEqual(unfit("probe: say startup, liveness or readiness, not 'health'"));
});
