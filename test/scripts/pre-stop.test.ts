import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdminApi, Sandbox, sourceOf, type Ended } from './stand-ins';

let sandbox: Sandbox;
let api: AdminApi;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.made('config');
  sandbox.made('source');
  sandbox.write('source/replicas', '3\n');
  sandbox.write('log', '');
  api = new AdminApi(sandbox)
    .answer('GET /v1/node_config', { node_id: 7 })
    .answer('PUT /v1/brokers/7/maintenance', {})
    .answer('GET /v1/maintenance', { draining: false }, { draining: true, finished: false }, { draining: true, finished: true });
});

afterEach(() => sandbox.remove());

function env(overrides: Record<string, string> = {}): Record<string, string> {
  return {
    ADMIN_URL: 'http://127.0.0.1:9644',
    SOURCE_DIR: `${sandbox.folder}/source`,
    CONFIG_DIR: `${sandbox.folder}/config`,
    LOG_FILE: `${sandbox.folder}/log`,
    DRAIN_SECONDS: '30',
    POLL_SECONDS: '0.02',
    ...overrides,
  };
}

function preStop(overrides: Record<string, string> = {}): Ended {
  return sandbox.run('pre-stop.sh', env(overrides));
}

function says(...lines: string[]): Ended {
  return { status: 0, stdout: lines.map((line) => `pre-stop: ${line}\n`).join(''), stderr: '' };
}

test('a broker drains until it has finished', () => {
  expect(preStop()).toEqual(says('broker 7 is draining', 'broker 7 has drained'));
  expect(api.asked).toEqual(['GET /v1/node_config', 'PUT /v1/brokers/7/maintenance', ...Array(3).fill('GET /v1/maintenance')]);
});

test('a drain that has not begun yet is not taken for one that is over', () => {
  api.answer('GET /v1/maintenance', { draining: false }, { draining: false }, { draining: true, finished: false }, { draining: false });
  expect(preStop()).toEqual(says('broker 7 is draining', 'broker 7 has left maintenance mode: stopping'));
  expect(api.asked.filter((question) => question === 'GET /v1/maintenance')).toHaveLength(4);
});

test('every decision reaches the log of the container', () => {
  const { stdout } = preStop();
  expect(sandbox.read('log')).toBe(stdout);
});

test('a log that cannot be written does no harm', () => {
  expect(preStop({ LOG_FILE: '/nowhere/log' }).status).toBe(0);
});

test('a readiness probe can tell that the broker is stopping', () => {
  preStop();
  expect(sandbox.has('config/.stopping')).toBe(true);
});

test('a busy drain slot is waited for', () => {
  api.answer('PUT /v1/brokers/7/maintenance', 400, 400, {});
  expect(preStop()).toEqual(says('another broker is in maintenance mode: waiting for it', 'broker 7 is draining', 'broker 7 has drained'));
});

test('a drain slot that stays busy does not hold up the stop', () => {
  api.answer('PUT /v1/brokers/7/maintenance', 400);
  expect(preStop({ DRAIN_SECONDS: '1' })).toMatchObject({ status: 0, stdout: expect.stringMatching(/the time limit has passed: stopping without waiting for .+\n$/) });
});

test('a broker that is not a member stops without a drain', () => {
  api.answer('PUT /v1/brokers/7/maintenance', 404);
  expect(preStop()).toEqual(says('broker 7 is not a member of the cluster: stopping without a drain'));
});

test('a passing failure of the admin API is tried again', () => {
  api.answer('PUT /v1/brokers/7/maintenance', 503, {});
  expect(preStop()).toEqual(says('the admin API answered /v1/brokers/7/maintenance with 503: trying again', 'broker 7 is draining', 'broker 7 has drained'));
});

test.each(['1', '2'])('of %s declared brokers none drains', (replicas) => {
  sandbox.write('source/replicas', replicas);
  expect(preStop()).toEqual(says(`${replicas} declared, and a drain needs 3 brokers: stopping without a drain`));
  expect(api.asked).toEqual([]);
});

test.each(['', 'three', '-3'])('without a number of declared brokers (%j) there is no drain', (replicas) => {
  sandbox.write('source/replicas', replicas);
  expect(preStop()).toEqual(says('the number of declared brokers is unknown: stopping without a drain'));
});

test('without an admin API there is no drain', () => {
  const nobody = new Sandbox();
  new AdminApi(nobody);
  const ended = nobody.run('pre-stop.sh', env());
  nobody.remove();
  expect(ended).toEqual(says('the admin API gave no answer to /v1/node_config (curl: 7): stopping without a drain'));
});

test.each(['GET /v1/node_config', 'PUT /v1/brokers/7/maintenance', 'GET /v1/maintenance'])('a hung %s does not hold up the stop', (question) => {
  api.answer(question, 'hang');
  const began = Date.now();
  expect(preStop({ DRAIN_SECONDS: '1' }).status).toBe(0);
  expect(Date.now() - began).toBeLessThan(4_000);
});

test('a drain that never finishes does not hold up the stop', () => {
  api.answer('GET /v1/maintenance', { draining: true, finished: false });
  expect(preStop({ DRAIN_SECONDS: '1' })).toMatchObject({ status: 0, stdout: expect.stringMatching(/the time limit has passed: stopping without waiting for .+\n$/) });
});

test.each(['SIGTERM', 'SIGINT'] as const)('a hook that is ended by %s has not failed', async (signal) => {
  api.answer('GET /v1/maintenance', { draining: true, finished: false });
  const child = spawn('/bin/bash', [sourceOf('pre-stop.sh')], { env: { PATH: sandbox.bin, SANDBOX: sandbox.folder, ...env() }, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', (code, by) => resolve(code ?? by)));
  while (!sandbox.read('log').includes('is draining')) await sleep(10);
  child.kill(signal);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 3_000);
  expect(await ended).toBe(0);
  clearTimeout(giveUp);
});
