import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testNeeding } from '../needing';
import { AdminServer, type AdminServerOptions, type ServedAnswer } from './admin-server';
import { Authority, hasOpenssl, type Certificate } from './certificate';
import { ClusterConfig } from './cluster-config';
import { moments } from './kills';
import { seenInProcesses } from './processes';
import { Sandbox, type Ended } from './stand-ins';
import { UserStore } from './user-store';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const testWithCurl = testNeeding(hasCurl ? 'openssl 3' : 'curl', hasCurl && hasOpenssl);
const testWithProc = existsSync('/proc/self/cmdline') ? testWithCurl : testNeeding('/proc', false);

// Each test runs scripts that run curl, which takes its time on a busy machine.
jest.setTimeout(120_000);

let folder: string;
let authority: Authority;
let certificate: Certificate;
let sandbox: Sandbox;
let superuserPassword: string;
let servers: AdminServer[];
let store: UserStore;
let config: ClusterConfig;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  if (!hasOpenssl) return;
  authority = new Authority(folder, 'ca');
  certificate = authority.issue('localhost');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.standIn('curl', `PATH='${process.env['PATH']}' exec curl "$@"`);
  sandbox.made('declared');
  sandbox.made('passwords');
  servers = [];
  superuserPassword = randomBytes(24).toString('hex');
  sandbox.write('superuser', superuserPassword);
  reset();
});

afterEach(async () => {
  sandbox.remove();
  await Promise.all(servers.map((server) => server.stop()));
});

/** A cluster as it is after its first start. */
function reset(): void {
  store = new UserStore();
  store.users.set('admin', { password: superuserPassword, algorithm: 'SCRAM-SHA-512', writes: 1 });
  config = new ClusterConfig({ superusers: { type: 'array', value: ['admin'] } });
}

/** Redpanda's own check: whoever asks must stay a superuser. */
function answer(question: string, sent: string, leader?: string): ServedAnswer {
  if (question.includes('/v1/security/')) return store.answer(question, sent, leader);
  const [caller = 'admin'] = Object.keys(servers[0]?.users ?? {});
  const isLockedOut = question.startsWith('PUT') && !(JSON.parse(sent) as { upsert: { superusers: string[] } }).upsert.superusers.includes(caller);
  return isLockedOut ? { code: 400, body: { superusers: 'superusers must contain the user making the change when auth is enabled' } } : config.answer(question, sent);
}

async function api(options: AdminServerOptions = {}): Promise<AdminServer> {
  const server = await AdminServer.start({ otherwise: (question, sent) => answer(question, sent), certificate, users: { admin: superuserPassword }, ...options });
  servers.push(server);
  return server;
}

/** A line, with the password of its user, or `prune NAME` of one that is to go. */
type Declared = readonly [line: string, password?: string];

const user = (name: string, password: string, revision = 0): Declared => [`user ${name} secret-of-${name} password ${revision}`, password];
const superuser = (name: string, password: string): Declared => [`superuser ${name} secret-of-${name} password 0`, password];

function declare(...all: readonly Declared[]): void {
  rmSync(join(sandbox.folder, 'passwords'), { recursive: true });
  sandbox.made('passwords');
  for (const [line, password] of all) if (password !== undefined) sandbox.write(`passwords/user-${line.split(' ')[1]}`, password);
  const texts = all.map(([line]) => `${line}\n`);
  sandbox.write('declared/users-0', texts.filter((line) => !line.startsWith('prune ')).join(''));
  sandbox.write('declared/prune', texts.filter((line) => line.startsWith('prune ')).map((line) => line.slice('prune '.length)).join(''));
}

const envOf = (server: AdminServer): Record<string, string> => ({
  DATA_FOLDER: join(sandbox.folder, 'declared'),
  PASSWORDS_FOLDER: join(sandbox.folder, 'passwords'),
  SERVICE_URL: server.url('localhost'),
  SASL_MECHANISM: 'SCRAM-SHA-512',
  ADMIN_CA: authority.file,
  SUPERUSER: 'admin',
  SUPERUSER_PASSWORD_FILE: join(sandbox.folder, 'superuser'),
  RETRY_SECONDS: '0.1',
  WAIT_SECONDS: '10',
});

const run = (server: AdminServer, env: Record<string, string> = {}): Promise<Ended> => sandbox.runAside('users.sh', { ...envOf(server), ...env });

const lines = (all: readonly string[]) => all.map((line) => `users: ${line}\n`).join('');
const said = (...all: string[]) => ({ status: 0, stdout: lines(all), stderr: '' });
const failed = (last: string, ...all: string[]) => ({ status: 1, stdout: lines(all), stderr: `users: ${last}\n` });

const secretOf = (name: string) => `the key password of the Secret secret-of-${name}`;
const passwords = () => Object.fromEntries([...store.users].map(([name, { password }]) => [name, password]));
const superusers = () => config.properties['superusers']!.value;

// What is declared is made, and nothing else is touched.

testWithCurl('users are made with their passwords and the mechanism of the cluster, and a second run changes nothing', async () => {
  declare(user('reporting', 'pw-1'), user('orders.v1', 'pw-2'));
  const server = await api();
  expect(await run(server)).toEqual(said(`create reporting, with ${secretOf('reporting')}`, `create orders.v1, with ${secretOf('orders.v1')}`, '2 created, 0 changed, 0 removed, 0 as declared, 0 refused'));
  expect(passwords()).toEqual({ admin: superuserPassword, reporting: 'pw-1', 'orders.v1': 'pw-2' });
  expect(store.users.get('reporting')!.algorithm).toBe('SCRAM-SHA-512');
  const before = structuredClone(store.users);
  expect(await run(server)).toEqual(said('0 created, 0 changed, 0 removed, 2 as declared, 0 refused'));
  expect(store.users).toEqual(before);
});

testWithCurl('users that nobody has declared are named and left alone', async () => {
  store.users.set('alice', { password: 'hers', algorithm: 'SCRAM-SHA-256', writes: 1 });
  store.users.set('a/b c', { password: 'theirs', algorithm: 'SCRAM-SHA-256', writes: 1 });
  declare(user('reporting', 'pw'));
  const before = structuredClone(store.users);
  expect(await run(await api())).toEqual(said(`create reporting, with ${secretOf('reporting')}`, 'not declared, and left alone: alice, a/b c', '1 created, 0 changed, 0 removed, 0 as declared, 0 refused'));
  expect([...store.users].filter(([name]) => name !== 'reporting')).toEqual([...before]);
});

testWithCurl('a changed Secret gives the user its password, and no other user is written', async () => {
  const server = await api();
  declare(user('reporting', 'old'), user('orders', 'same'));
  await run(server);
  declare(user('reporting', 'new', 2), user('orders', 'same'));
  expect(await run(server)).toEqual(said(`give reporting another password, ${secretOf('reporting')}`, '0 created, 1 changed, 0 removed, 1 as declared, 0 refused'));
  expect(store.users.get('reporting')).toMatchObject({ password: 'new', writes: 2 });
  expect(store.users.get('orders')!.writes).toBe(1);
});

testWithCurl('a user with the right password and another mechanism gets that of the cluster', async () => {
  store.users.set('reporting', { password: 'pw', algorithm: 'SCRAM-SHA-256', writes: 1 });
  declare(user('reporting', 'pw'));
  expect(await run(await api())).toEqual(said(`give reporting another password, ${secretOf('reporting')}`, '0 created, 1 changed, 0 removed, 0 as declared, 0 refused'));
  expect(store.users.get('reporting')).toEqual({ password: 'pw', algorithm: 'SCRAM-SHA-512', writes: 2 });
});

for (const [what, password] of [
  ['quotes and backslashes', 'a"b\\c\\"d\\n$(x)`'],
  ['what curl, JSON and URLs take for their own', `%41&+ '@{}[],;=#:/?~<>`],
  ['characters beyond ASCII', 'pässwörd-密码-🔑'],
  ['a blank at either end', ' pw '],
] as const) {
  testWithCurl(`a password with ${what} arrives as it is`, async () => {
    declare(user('reporting', password));
    const server = await api();
    expect((await run(server)).status).toBe(0);
    expect(passwords()['reporting']).toBe(password);
    expect(await run(server)).toEqual(said('0 created, 0 changed, 0 removed, 1 as declared, 0 refused'));
    store.users.get('reporting')!.password = 'another';
    await run(server);
    expect(passwords()['reporting']).toBe(password);
  });
}

// Superusers.

testWithCurl('a superuser is made before it may do everything, and who is none any more may not', async () => {
  const server = await api();
  declare(superuser('ops', 'pw'), user('reporting', 'pw'));
  expect(await run(server)).toEqual(
    said(`create ops, with ${secretOf('ops')}`, `create reporting, with ${secretOf('reporting')}`, 'set superusers: admin -> admin, ops', '2 created, 0 changed, 0 removed, 0 as declared, 0 refused'),
  );
  expect(server.questions.indexOf('POST /v1/security/users')).toBeLessThan(server.questions.indexOf('PUT /v1/cluster_config'));
  expect(superusers()).toEqual(['admin', 'ops']);
  expect(await run(server)).toEqual(said('0 created, 0 changed, 0 removed, 2 as declared, 0 refused'));
  declare(user('ops', 'pw'), user('reporting', 'pw'));
  expect(await run(server)).toEqual(said('set superusers: admin, ops -> admin', '0 created, 1 changed, 0 removed, 1 as declared, 0 refused'));
  expect(superusers()).toEqual(['admin']);
});

testWithCurl('superusers that nobody has declared stay, and so does the one as which the Job logs in', async () => {
  config.properties['superusers']!.value = ['bob', 'CN=ops,O="x"'];
  declare(superuser('ops', 'pw'));
  expect(await run(await api())).toEqual(
    said(
      `create ops, with ${secretOf('ops')}`,
      'set superusers: bob, CN=ops,O="x" -> bob, CN=ops,O="x", admin, ops',
      'superusers that are not declared, and left alone: bob, CN=ops,O="x"',
      '1 created, 0 changed, 0 removed, 0 as declared, 0 refused',
    ),
  );
  expect(superusers()).toEqual(['bob', 'CN=ops,O="x"', 'admin', 'ops']);
});

testWithCurl('a user whose password is not as declared gets no more rights', async () => {
  store.users.set('ops', { password: 'somebody else knows it', algorithm: 'SCRAM-SHA-512', writes: 1 });
  declare(['superuser ops secret-of-ops password 0']);
  expect(await run(await api())).toEqual(failed('0 created, 0 changed, 0 removed, 0 as declared, 1 refused', `ops is not as declared: ${secretOf('ops')} is missing`));
  expect(superusers()).toEqual(['admin']);
});

testWithCurl('what the cluster says against the superusers is said', async () => {
  declare(superuser('ops', 'pw'));
  const server = await api();
  server.answer('PUT /v1/cluster_config', { code: 400, body: { superusers: 'No superusers defined' } });
  const { status, stdout, stderr } = await run(server);
  expect([status, stderr]).toEqual([1, 'users: 1 created, 0 changed, 0 removed, 0 as declared, 1 refused\n']);
  expect(stdout).toContain('users: superusers is not as declared: the admin API answered /v1/cluster_config with 400: {"superusers":"No superusers defined"}\n');
});

testWithCurl('another superuser takes over from the one before, and nobody is locked out', async () => {
  const server = await api();
  declare(superuser('admin-2', 'pw-2'));
  expect((await run(server)).status).toBe(0);
  // From here on the Jobs log in as the new one, which is none of the users any more.
  server.users = { 'admin-2': 'pw-2', admin: superuserPassword };
  sandbox.write('superuser', 'pw-2');
  declare(['prune admin']);
  expect(await run(server, { SUPERUSER: 'admin-2' })).toEqual(said('set superusers: admin, admin-2 -> admin-2', 'remove admin', '0 created, 0 changed, 1 removed, 0 as declared, 0 refused'));
  expect([[...store.users.keys()], superusers()]).toEqual([['admin-2'], ['admin-2']]);
});

// What is to go.

testWithCurl('who is to go loses all rights and then the login, and nobody else does', async () => {
  store.users.set('old', { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
  store.users.set('alice', { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
  config.properties['superusers']!.value = ['admin', 'old', 'alice'];
  declare(['prune old'], ['prune never.was']);
  const server = await api();
  expect(await run(server)).toEqual(
    said('set superusers: admin, old, alice -> admin, alice', 'remove old', 'not declared, and left alone: alice', 'superusers that are not declared, and left alone: alice', '0 created, 0 changed, 1 removed, 0 as declared, 0 refused'),
  );
  expect([...store.users.keys()]).toEqual(['admin', 'alice']);
  expect(store.changes).toEqual(['DELETE /v1/security/users/old']);
  expect(server.questions.indexOf('PUT /v1/cluster_config')).toBeLessThan(server.questions.indexOf('DELETE /v1/security/users/old'));
});

for (const name of ['a/b c', 'x@example.org', '..', '.', 'percent%2Fsign', 'a]b', '@', '*', "it's$(x)"]) {
  testWithCurl(`the user ${name} is removed, whatever its name means in a URL or to a shell`, async () => {
    store.users.set(name, { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
    declare([`prune ${name}`]);
    expect(await run(await api())).toEqual(said(`remove ${name}`, '0 created, 0 changed, 1 removed, 0 as declared, 0 refused'));
    expect([...store.users.keys()]).toEqual(['admin']);
  });
}

// What cannot be done.

for (const [what, password, reason] of [
  ['is missing', undefined, 'is missing'],
  ['is empty', '', 'is empty'],
  ['ends in a line feed', 'pw\n', 'holds a line feed or another control character, which Redpanda takes in no password'],
  ['holds a zero byte', 'p\0w', 'holds a line feed or another control character, which Redpanda takes in no password'],
] as const) {
  testWithCurl(`where the password ${what} that user is not made, and the others are`, async () => {
    declare(user('one', 'pw'), ['user two secret-of-two password 0', password], user('three', 'pw'));
    expect(await run(await api())).toEqual(
      failed('2 created, 0 changed, 0 removed, 0 as declared, 1 refused', `create one, with ${secretOf('one')}`, `create three, with ${secretOf('three')}`, `two is not as declared: ${secretOf('two')} ${reason}`),
    );
    expect([...store.users.keys()]).toEqual(['admin', 'one', 'three']);
  });
}

testWithCurl('a password that the cluster refuses is said with its reason, and the others are made', async () => {
  store.leastBytes = 14;
  declare(user('one', 'short'), user('two', 'long enough, is it?'));
  expect(await run(await api())).toEqual(
    failed(
      '1 created, 0 changed, 0 removed, 0 as declared, 1 refused',
      `create one, with ${secretOf('one')}`,
      `create two, with ${secretOf('two')}`,
      'one is not as declared: the admin API answered /v1/security/users with 400: Password length less than 14 characters',
    ),
  );
});

testWithCurl('a user that the cluster can never write does not keep the others from being made', async () => {
  store.broken.set('one', 'Unexpected cluster error: no space left');
  declare(user('one', 'pw'), user('two', 'pw'));
  const { status, stdout, stderr } = await run(await api(), { WAIT_SECONDS: '4' });
  expect([status, stderr]).toEqual([1, 'users: 1 created, 0 changed, 0 removed, 0 as declared, 1 refused\n']);
  expect(stdout).toContain('users: waiting for the brokers: one is not as declared yet: the admin API answered /v1/security/users with 500: Unexpected cluster error: no space left\n');
  expect(stdout).toContain('users: one is not as declared: the admin API answered /v1/security/users with 500: Unexpected cluster error: no space left\n');
  expect(store.users.has('two')).toBe(true);
});

testWithCurl('an answer that repeats the password is not told', async () => {
  declare(user('one', 'hunter2-hunter2'));
  const server = await api();
  server.answer('POST /v1/security/users', { code: 400, body: { message: 'JSON parse error: near "hunter2-hunter2"', code: 400 } });
  const { stdout } = await run(server);
  expect(stdout).toContain('users: one is not as declared: the admin API answered /v1/security/users with 400: a reason that repeats the password\n');
  expect(stdout).not.toContain('hunter2');
});

// Brokers that are not there, or not the leader, or lag behind.

testWithCurl('a change is sent on to the leader with the login and what was sent, also twice', async () => {
  const leader = await api();
  const second = await api({ otherwise: (question, sent) => answer(question, sent, leader.url('localhost')) });
  const first = await api({ otherwise: (question, sent) => answer(question, sent, second.url('localhost')) });
  store.users.set('old', { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
  store.users.set('changed', { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
  declare(user('reporting', 'p"w'), user('changed', 'y'), ['prune old']);
  expect((await run(first)).stdout).toMatch(/1 created, 1 changed, 1 removed, 0 as declared, 0 refused\n$/);
  expect(passwords()).toEqual({ admin: superuserPassword, reporting: 'p"w', changed: 'y' });
  expect(leader.asked.map(({ question }) => question)).toEqual([
    'POST /v1/security/users?redirect=2',
    'POST /v1/security/users?redirect=2',
    'PUT /v1/security/users/changed?redirect=2',
    'DELETE /v1/security/users/old?redirect=2',
  ]);
  expect(leader.asked.every(({ login }) => login === `admin:${superuserPassword}`)).toBe(true);
});

testWithCurl('a redirect to plain text is not followed with the login', async () => {
  const thief = await api({ certificate: undefined as never, users: undefined as never });
  const follower = await api({ otherwise: (question, sent) => answer(question, sent, thief.url('localhost').replace('https', 'http')) });
  declare(user('reporting', 'pw'));
  const { stderr } = await run(follower, { WAIT_SECONDS: '0' });
  expect(stderr).toContain('the admin API gave no answer to /v1/security/users (curl: 1)');
  expect(thief.asked).toEqual([]);
});

testWithCurl('while there is no leader, it is tried again', async () => {
  store.leaderless = [503, 504, 503];
  declare(user('one', 'pw'), user('two', 'pw'));
  const { status, stdout } = await run(await api());
  expect(status).toBe(0);
  expect(stdout.match(/waiting for the brokers: the admin API answered \/v1\/security\/users with 50[34]/g)).toHaveLength(3);
  expect(stdout).toMatch(/\n?users: 2 created, 0 changed, 0 removed, 0 as declared, 0 refused\n$/);
});

testWithCurl('a broker whose list lags behind has nobody written twice', async () => {
  const server = await api();
  declare(user('one', 'pw'), user('two', 'pw'));
  await run(server);
  store.lag = 1;
  await run(server);
  expect([...store.users.values()].map(({ writes }) => writes)).toEqual([1, 1, 1]);
});

testWithCurl('a user that is removed meanwhile is made again', async () => {
  const server = await api();
  store.users.set('one', { password: 'old', algorithm: 'SCRAM-SHA-512', writes: 1 });
  declare(user('one', 'pw'));
  server.answer('PUT /v1/security/users/one', { code: 500, body: { message: 'Unexpected cluster error: User does not exist', code: 500 } });
  server.answer('POST /v1/security/users', { code: 500, body: { message: 'Unexpected cluster error: User already exists', code: 500 } }, 'empty');
  expect((await run(server)).stdout).toMatch(/is not as declared yet: .*User does not exist\n.*0 created, 0 changed, 0 removed, 1 as declared, 0 refused\n$/s);
});

testWithCurl('brokers that never answer are given up, with the reason', async () => {
  declare(user('one', 'pw'));
  const stopped = await api();
  const SERVICE_URL = stopped.url('localhost');
  await stopped.stop();
  servers = [];
  const began = Date.now();
  const { status, stderr } = await sandbox.runAside('users.sh', { ...envOf(await api()), SERVICE_URL, WAIT_SECONDS: '1' });
  expect([status, stderr]).toEqual([1, 'users: gave up after 1 seconds: the admin API gave no answer to /v1/security/users (curl: 7)\n']);
  expect(Date.now() - began).toBeLessThan(8000);
});

const refusedLogins: readonly (readonly [string, (server: AdminServer) => void, () => string])[] = [
  ['another password', () => void sandbox.write('superuser', 'another'), () => `the admin API answered /v1/security/users with 401: the cluster has no user admin, or one with another password than that in ${sandbox.folder}/superuser`],
  ['a user without rights', (server) => void (server.users = { root: '', admin: superuserPassword }), () => 'the admin API answered /v1/security/users with 403: admin is not one of the superusers of the cluster'],
  ['an empty password file', () => void sandbox.write('superuser', ''), () => `${sandbox.folder}/superuser is empty`],
];

for (const [what, spoil, reason] of refusedLogins) {
  testWithCurl(`with ${what} of the superuser nobody is made or removed, and it is said why`, async () => {
    declare(user('one', 'pw'), ['prune old']);
    const server = await api();
    spoil(server);
    const { status, stdout, stderr } = await run(server, { WAIT_SECONDS: '1' });
    expect([status, stderr]).toEqual([1, `users: gave up after 1 seconds: ${reason()}\n`]);
    expect(stdout).not.toContain('create');
    expect(store.changes).toEqual([]);
  });
}

testWithCurl('an answer that is no list of users is not taken for an empty one', async () => {
  declare(user('one', 'pw'));
  const server = await api();
  server.answer('GET /v1/security/users', { message: 'hello' });
  expect((await run(server, { WAIT_SECONDS: '0' })).stderr).toBe('users: gave up after 0 seconds: the admin API answered /v1/security/users with something that is no list\n');
  expect(store.changes).toEqual([]);
});

testWithCurl('a cluster that lets in everybody takes the users, as it does while logins are turned on', async () => {
  declare(user('one', 'pw'));
  const server = await api({ users: undefined as never });
  expect((await run(server)).status).toBe(0);
  expect(passwords()['one']).toBe('pw');
});

testWithCurl('a certificate of another CA is not trusted with a password', async () => {
  declare(user('one', 'pw'));
  const server = await api({ certificate: new Authority(folder, 'another-ca').issue('localhost') });
  expect((await run(server, { WAIT_SECONDS: '0' })).stderr).toContain('(curl: 60)');
  expect(server.asked).toEqual([]);
});

// A dry run.

testWithCurl('a dry run says the same words with would, and changes nothing', async () => {
  store.users.set('changed', { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
  store.users.set('old', { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
  declare(superuser('one', 'pw'), user('changed', 'y'), ['user without secret-of-without password 0'], ['prune old']);
  const before = structuredClone(store.users);
  expect(await run(await api(), { DRY_RUN: 'true' })).toEqual(
    failed(
      'dry run, nothing was changed; it would be: 1 created, 1 changed, 1 removed, 0 as declared, 1 refused',
      `would create one, with ${secretOf('one')}`,
      `would give changed another password, ${secretOf('changed')}`,
      'would set superusers: admin -> admin, one',
      'would remove old',
      `without is not as declared: ${secretOf('without')} is missing`,
    ),
  );
  expect(store.users).toEqual(before);
  expect(superusers()).toEqual(['admin']);
  expect(store.changes.filter((change) => !change.startsWith('POST'))).toEqual([]);
});

// Many users.

testWithCurl('200 users are made in a call each, and a second run changes nothing', async () => {
  declare(...Array.from({ length: 200 }, (_, i) => user(`user-${i}`, `password-${i}`)));
  const server = await api();
  const timed = async () => {
    const [began, asked] = [Date.now(), server.asked.length];
    const { stdout } = await run(server);
    return { last: stdout.trimEnd().split('\n').at(-1), calls: server.asked.length - asked, seconds: (Date.now() - began) / 1000 };
  };
  const [first, second] = [await timed(), await timed()];
  process.stderr.write(`200 users: ${first.calls} calls and ${first.seconds} s, then ${second.calls} calls and ${second.seconds} s\n`);
  expect([first.last, first.calls]).toEqual(['users: 200 created, 0 changed, 0 removed, 0 as declared, 0 refused', 202]);
  expect([second.last, second.calls]).toEqual(['users: 0 created, 0 changed, 0 removed, 200 as declared, 0 refused', 202]);
  expect([...store.users.values()].every(({ writes }) => writes === 1)).toBe(true);
});

// Where it is stopped.

testWithCurl('killed at 50 random moments and run again, it ends in the same state', async () => {
  declare(superuser('ops', 'pw-ops'), user('one', 'pw-1'), user('two', 'pw-2'), user('three', 'pw-3'), ['prune old'], ['prune older']);
  const prepare = () => {
    reset();
    for (const name of ['two', 'old', 'older', 'alice']) store.users.set(name, { password: 'before', algorithm: 'SCRAM-SHA-256', writes: 1 });
    config.properties['superusers']!.value = ['admin', 'old', 'one'];
  };
  const server = await api();
  prepare();
  const began = Date.now();
  await run(server);
  const took = Date.now() - began;
  const state = () => ({ passwords: Object.fromEntries([...store.users].map(([name, { password, algorithm }]) => [name, [password, algorithm]])), superusers: [...(superusers() as string[])].sort() });
  const wanted = state();
  expect(Object.keys(wanted.passwords).sort()).toEqual(['admin', 'alice', 'one', 'ops', 'three', 'two']);
  const interrupted = new Set<number>();
  for (const moment of moments(50, 13)) {
    prepare();
    const asked = server.asked.length;
    await sandbox.kill('users.sh', envOf(server), moment * took);
    interrupted.add(server.asked.length - asked);
    const { status, stdout } = await run(server);
    expect([status, stdout.split('\n').at(-2)]).toEqual([0, expect.stringMatching(/^users: \d created, \d changed, \d removed, \d as declared, 0 refused$/)]);
    expect(state()).toEqual(wanted);
  }
  // Otherwise it was killed before or after all that it does.
  expect(interrupted.size).toBeGreaterThan(5);
});

testWithCurl('a scratch disk that is full keeps nothing from being done', async () => {
  declare(user('one', 'pw'), user('two', 'pw'));
  expect((await run(await api(), { TMPDIR: '/dev/full', HOME: '/dev/full' })).status).toBe(0);
  expect(store.users.size).toBe(3);
});

// Where a password may not be seen.

testWithProc('no process has a password among its arguments or variables, and nothing prints it', async () => {
  const [made, changed] = [randomBytes(20).toString('hex'), randomBytes(20).toString('hex')];
  store.users.set('changed', { password: 'x', algorithm: 'SCRAM-SHA-512', writes: 1 });
  declare(user('made', made), user('changed', changed));
  const seen: string[] = [];
  const server = await api({ onQuestion: () => seen.push(...seenInProcesses()) });
  const { stdout, stderr } = await run(server);
  expect(passwords()).toMatchObject({ made, changed });
  expect(server.asked.every(({ login }) => login === `admin:${superuserPassword}`)).toBe(true);
  expect(seen.filter((text) => text.includes('/v1/security/users')).length).toBeGreaterThan(3);
  expect([...seen, stdout, stderr].filter((text) => [made, changed, superuserPassword].some((secret) => text.includes(secret)))).toEqual([]);
});

// Files that cannot be read.

for (const [text, message] of [
  ['user one', 'line 1 of FILE must say: user NAME SECRET KEY REVISION, or the same of a superuser'],
  ['\nmake one a b 0', 'line 2 of FILE must say: user NAME SECRET KEY REVISION, or the same of a superuser'],
  ['user a/b a b 0', 'line 1 of FILE must say: user NAME SECRET KEY REVISION, or the same of a superuser'],
  ['prune old', 'line 1 of FILE must say: user NAME SECRET KEY REVISION, or the same of a superuser'],
  ['user one a b 0\nsuperuser one a b 0', 'line 2 of FILE declares one a second time'],
] as const) {
  testWithCurl(`a file that holds ${text.trim().replaceAll('\n', ', ')} is refused`, async () => {
    const file = sandbox.write('declared/users-0', text);
    expect(await run(await api())).toEqual(failed(message.replace('FILE', file)));
    expect(store.changes).toEqual([]);
  });
}
