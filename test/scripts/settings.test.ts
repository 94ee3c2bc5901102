import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { testNeeding } from '../needing';
import { AdminServer, type AdminServerOptions } from './admin-server';
import { Authority, hasOpenssl, type Certificate } from './certificate';
import { ClusterConfig, type Property } from './cluster-config';
import { moments } from './kills';
import { seenInProcesses } from './processes';
import { Sandbox, type Ended } from './stand-ins';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const testWithCurl = testNeeding(hasCurl ? 'openssl 3' : 'curl', hasCurl && hasOpenssl);
const testWithProc = existsSync('/proc/self/cmdline') ? testWithCurl : testNeeding('/proc', false);

// Each test runs scripts that run curl, which takes its time on a busy machine.
jest.setTimeout(30_000);

const modes = [
  { tls: false, sasl: false },
  { tls: true, sasl: false },
  { tls: false, sasl: true },
  { tls: true, sasl: true },
];
type Mode = (typeof modes)[number];
const plain = modes[0]!;
const both = modes[3]!;
const nameOf = ({ tls, sasl }: Mode) => [tls && 'TLS', sasl && 'SASL'].filter(Boolean).join(' and ') || 'neither TLS nor SASL';

let folder: string;
let authority: Authority;
let certificate: Certificate;
let sandbox: Sandbox;
let password: string;
let servers: AdminServer[];
let cluster: ClusterConfig;

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
  servers = [];
  password = randomBytes(24).toString('hex');
  sandbox.write('password', password);
  cluster = new ClusterConfig(properties());
});

afterEach(async () => {
  sandbox.remove();
  await Promise.all(servers.map((server) => server.stop()));
});

const properties = (): Record<string, Property> => ({
  log_retention_ms: { type: 'integer', value: 604_800_000 },
  default_topic_replications: { type: 'integer', value: 1, min: 1, odd: true },
  storage_min_free_bytes: { type: 'integer', value: 5_368_709_120, min: 10_485_760 },
  min_cleanable_dirty_ratio: { type: 'number', value: 0.5 },
  auto_create_topics_enabled: { type: 'boolean', value: false },
  tls_min_version: { type: 'string', value: 'v1.2', values: ['v1.2', 'v1.3'], needsRestart: true },
  kafka_nodelete_topics: { type: 'array', value: ['_schemas'] },
  iceberg_dlq_table_suffix: { type: 'string', value: '~dlq' },
  retention_bytes: { type: 'integer', value: null, nullable: true },
  cloud_storage_enabled: { type: 'boolean', value: false, needsRestart: true },
  cloud_storage_access_key: { type: 'string', value: null, nullable: true },
  cloud_storage_secret_key: { type: 'string', value: null, nullable: true, isSecret: true, needsRestart: true },
});

const declare = (lines: readonly string[], file = 'declared/settings-0') => sandbox.write(file, `${lines.join('\n')}\n`);

async function api(mode: Mode = plain, options: AdminServerOptions = {}): Promise<AdminServer> {
  const server = await AdminServer.start({ otherwise: cluster.answer, ...(mode.tls && { certificate }), ...(mode.sasl && { users: { admin: password } }), ...options });
  servers.push(server);
  return server;
}

const envOf = (mode: Mode, server: AdminServer): Record<string, string> => ({
  DATA_FOLDER: join(sandbox.folder, 'declared'),
  SERVICE_URL: server.url('localhost'),
  RETRY_SECONDS: '0.1',
  SETTLE_SECONDS: '2',
  WAIT_SECONDS: '10',
  RESTART: 'kubectl rollout restart statefulset/redpanda -n events',
  ...(mode.tls && { ADMIN_CA: authority.file }),
  ...(mode.sasl && { SUPERUSER: 'admin', SUPERUSER_PASSWORD_FILE: join(sandbox.folder, 'password') }),
});

const run = (server: AdminServer, mode: Mode = plain, env: Record<string, string> = {}): Promise<Ended> => sandbox.runAside('settings.sh', { ...envOf(mode, server), ...env });

const said = (...lines: string[]) => ({ status: 0, stdout: lines.map((line) => `settings: ${line}\n`).join(''), stderr: '' });
const failed = (last: string, ...lines: string[]) => ({ status: 1, stdout: lines.map((line) => `settings: ${line}\n`).join(''), stderr: `settings: ${last}\n` });
const puts = (server: AdminServer) => server.questions.filter((question) => question === 'PUT /v1/cluster_config').length;

// What is declared is set, and nothing else.

for (const mode of modes) {
  testWithCurl(`with ${nameOf(mode)}, what differs is set in one call, and a second run changes nothing`, async () => {
    declare(['setting log_retention_ms 86400000', 'setting auto_create_topics_enabled true', 'setting min_cleanable_dirty_ratio 0.5', 'setting kafka_nodelete_topics ["_schemas","orders"]']);
    const server = await api(mode);
    expect(await run(server, mode)).toEqual(
      said('set log_retention_ms: 604800000 -> 86400000', 'set auto_create_topics_enabled: false -> true', 'set kafka_nodelete_topics: "_schemas" -> "_schemas", "orders"', '3 changed, 1 as declared, 0 refused'),
    );
    expect(cluster.values()).toMatchObject({ log_retention_ms: 86_400_000, auto_create_topics_enabled: true, kafka_nodelete_topics: ['_schemas', 'orders'] });
    expect(await run(server, mode)).toEqual(said('0 changed, 4 as declared, 0 refused'));
    expect(puts(server)).toBe(1);
  });
}

testWithCurl('what is not declared is left as it is', async () => {
  declare(['setting log_retention_ms 86400000']);
  await run(await api());
  expect(cluster.values()).toEqual({ ...new ClusterConfig(properties()).values(), log_retention_ms: 86_400_000 });
  expect(cluster.sent.map((sent) => JSON.parse(sent))).toEqual([{ upsert: { log_retention_ms: 86_400_000 }, remove: [] }]);
});

for (const [what, name, json, value] of [
  ['a text with quotes, backslashes and what JSON escapes', 'iceberg_dlq_table_suffix', '"a\\u003cb\\"\\\\ c:{[,]}"', 'a<b"\\ c:{[,]}'],
  ['a fraction', 'min_cleanable_dirty_ratio', '0.25', 0.25],
  ['a large number', 'retention_bytes', '9007199254740991', 9_007_199_254_740_991],
  ['an empty list', 'kafka_nodelete_topics', '[]', []],
  ['a list of one', 'kafka_nodelete_topics', '["a, b"]', ['a, b']],
] as const) {
  testWithCurl(`${what} arrives as it is declared, and is known again`, async () => {
    declare([`setting ${name} ${json}`]);
    const server = await api();
    expect((await run(server)).stdout).toMatch(/1 changed, 0 as declared, 0 refused\n$/);
    expect(cluster.properties[name]!.value).toEqual(value);
    expect(await run(server)).toEqual(said('0 changed, 1 as declared, 0 refused'));
  });
}

testWithCurl('declarations may stand in several files', async () => {
  declare(['setting log_retention_ms 1']);
  declare(['setting auto_create_topics_enabled true'], 'declared/settings-1');
  expect((await run(await api())).stdout).toMatch(/\n?settings: 2 changed, 0 as declared, 0 refused\n$/);
});

testWithCurl('a value that the brokers print in another way is the same', async () => {
  cluster.properties['min_cleanable_dirty_ratio']!.value = 1;
  declare(['setting min_cleanable_dirty_ratio 1.0']);
  expect(await run(await api())).toEqual(said('0 changed, 1 as declared, 0 refused'));
});

// What needs a restart.

testWithCurl('what brokers take at their start only is said, until they have started', async () => {
  declare(['restart tls_min_version "v1.3"', 'setting log_retention_ms 1']);
  const server = await api();
  const command = '(kubectl rollout restart statefulset/redpanda -n events)';
  expect(await run(server)).toEqual(
    said('set tls_min_version: v1.2 -> v1.3', 'set log_retention_ms: 604800000 -> 1', 'in effect after a restart of the brokers: tls_min_version', `waiting for a restart: broker 0, 1, 2 ${command}`, '2 changed, 0 as declared, 0 refused'),
  );
  cluster.restart(1);
  expect(await run(server)).toEqual(said(`waiting for a restart: broker 0, 2 ${command}`, '0 changed, 2 as declared, 0 refused'));
  [0, 2].forEach((id) => cluster.restart(id));
  expect(await run(server)).toEqual(said('0 changed, 2 as declared, 0 refused'));
});

// What is refused.

testWithCurl('what the cluster refuses is said with its reason, the rest is set, and the run fails', async () => {
  declare(['setting log_retention_ms 1', 'setting default_topic_replications 2', 'setting storage_min_free_bytes 5', 'setting new_in_27 true']);
  const server = await api();
  expect(await run(server)).toEqual(
    failed(
      '1 changed, 0 as declared, 3 refused',
      'set log_retention_ms: 604800000 -> 1',
      'default_topic_replications is not as declared: value must be odd',
      'storage_min_free_bytes is not as declared: too small, must be at least 10485760',
      'new_in_27 is not as declared: Unknown property',
    ),
  );
  expect(puts(server)).toBe(1);
  expect(cluster.values()).toMatchObject({ log_retention_ms: 1, default_topic_replications: 1 });
});

for (const query of ['?dry_run=true', '']) {
  testWithCurl(`an answer of 400 to PUT ${query} that names no property is said as it is`, async () => {
    declare(['setting log_retention_ms 1']);
    const server = await api();
    server.answer(`PUT /v1/cluster_config${query}`, { code: 400, body: { message: 'JSON parse error', code: 400 } });
    const { status, stderr } = await run(server);
    expect([status, stderr]).toEqual([1, `settings: the admin API answered /v1/cluster_config${query} with 400: {"message":"JSON parse error","code":400}\n`]);
  });
}

testWithCurl('a property that one of the brokers does not know is not as declared', async () => {
  cluster.brokers[2]!.unknown.push('log_retention_ms');
  cluster.brokers[1]!.invalid.push('auto_create_topics_enabled', 'somebody_elses');
  declare(['setting log_retention_ms 1', 'setting auto_create_topics_enabled true']);
  expect(await run(await api())).toEqual(
    failed(
      '0 changed, 0 as declared, 2 refused',
      'set log_retention_ms: 604800000 -> 1',
      'set auto_create_topics_enabled: false -> true',
      'log_retention_ms is not as declared: broker 2 does not know it',
      'auto_create_topics_enabled is not as declared: broker 1 takes its value for invalid',
    ),
  );
});

testWithCurl('a value that the cluster takes and changes is not as declared', async () => {
  declare(['setting log_retention_ms 1']);
  const server = await api();
  server.answer('GET /v1/cluster_config', { ...cluster.values(), log_retention_ms: 60_000 });
  expect(await run(server)).toEqual(failed('0 changed, 0 as declared, 1 refused', 'set log_retention_ms: 60000 -> 1', 'log_retention_ms is not as declared: the cluster took 1, and tells 60000'));
});

// What would be done.

testWithCurl('a dry run says what it would change and what would be refused, in the words of one that does, and changes nothing', async () => {
  declare(['setting log_retention_ms 1', 'restart tls_min_version "v1.3"', 'setting default_topic_replications 2', 'setting auto_create_topics_enabled false']);
  const server = await api();
  expect(await run(server, plain, { DRY_RUN: 'true' })).toEqual(
    failed(
      'dry run, nothing was changed; it would be: 2 changed, 1 as declared, 1 refused',
      'would set log_retention_ms: 604800000 -> 1',
      'would set tls_min_version: v1.2 -> v1.3',
      'default_topic_replications is not as declared: value must be odd',
      'in effect after a restart of the brokers: tls_min_version',
    ),
  );
  expect([puts(server), cluster.values()]).toEqual([0, new ClusterConfig(properties()).values()]);
});

testWithCurl('a dry run has secrets checked together with what needs them, and says that nobody knows whether they differ', async () => {
  declare(['restart cloud_storage_enabled true']);
  const server = await api();
  const { status, stdout } = await run(server, plain, { DRY_RUN: 'true', ...keep('AKIA1', 'hunter2') });
  expect([status, stdout]).toEqual([
    0,
    [
      'would set cloud_storage_enabled: false -> true',
      'would send cloud_storage_access_key, cloud_storage_secret_key: nobody tells what the cluster has of what is secret',
      'in effect after a restart of the brokers: cloud_storage_enabled',
      'dry run, nothing was changed; it would be: 1 changed, 2 as declared, 0 refused',
    ].map((line) => `settings: ${line}\n`).join(''),
  ]);
  expect(cluster.sent).toEqual([]);
});

testWithCurl('a dry run over what is as declared asks for nothing', async () => {
  declare(['setting auto_create_topics_enabled false']);
  const server = await api();
  expect(await run(server, plain, { DRY_RUN: 'true' })).toEqual(said('dry run, nothing was changed; it would be: 0 changed, 1 as declared, 0 refused'));
  expect(server.questions).toEqual(['GET /v1/cluster_config']);
});

// What stands in a Secret.

const storage = ['cloud_storage_access_key', 'cloud_storage_secret_key'];

/** Puts the keys of a Secret into files, and says where they are. */
function keep(accessKey: string, secretKey: string): Record<string, string> {
  const SECRETS_FOLDER = sandbox.made('storage');
  sandbox.write(`storage/${storage[0]}`, accessKey);
  sandbox.write(`storage/${storage[1]}`, secretKey);
  return { SECRETS_FOLDER, SECRET_PROPERTIES: storage.join(' ') };
}

testWithCurl('secrets are set before what needs them, and nothing is said of them again until they change', async () => {
  declare(['restart cloud_storage_enabled true']);
  const server = await api(both);
  const env = { ...envOf(both, server), ...keep('AKIA1', 'a/b+c=d'), RESTART: '' };
  const once = await sandbox.runAside('settings.sh', env);
  expect(once).toEqual(
    said(
      'cloud_storage_access_key, cloud_storage_secret_key: another value than before',
      'set cloud_storage_enabled: false -> true',
      'in effect after a restart of the brokers: cloud_storage_enabled',
      'waiting for a restart: broker 0, 1, 2',
      '3 changed, 0 as declared, 0 refused',
    ),
  );
  expect(storage.map((name) => cluster.properties[name]!.value)).toEqual(['AKIA1', 'a/b+c=d']);
  expect(cluster.sent.map((sent) => Object.keys(JSON.parse(sent).upsert))).toEqual([storage, ['cloud_storage_enabled']]);
  [0, 1, 2].forEach((id) => cluster.restart(id));
  const { version } = cluster;
  expect(await sandbox.runAside('settings.sh', env)).toEqual(said('0 changed, 3 as declared, 0 refused'));
  expect(cluster.version).toBe(version);
  keep('AKIA2', 'rotated');
  expect(await sandbox.runAside('settings.sh', env)).toEqual(said('cloud_storage_access_key, cloud_storage_secret_key: another value than before', 'waiting for a restart: broker 0, 1, 2', '2 changed, 1 as declared, 0 refused'));
});

for (const [what, spoil, reason] of [
  ['is missing', (file: string) => rmSync(file), 'is missing'],
  ['is empty', (file: string) => writeFileSync(file, ''), 'is empty'],
  ['ends in a line feed', (file: string) => writeFileSync(file, 'a\n'), 'holds a blank, a line feed, a quote, a backslash or another character that no key has'],
  ['holds a quote', (file: string) => writeFileSync(file, 'a","b'), 'holds a blank, a line feed, a quote, a backslash or another character that no key has'],
] as const) {
  testWithCurl(`where the file of a secret ${what} nothing is set, and it is said why`, async () => {
    declare(['restart cloud_storage_enabled true']);
    const env = keep('AKIA1', 'secret');
    const file = join(sandbox.folder, 'storage/cloud_storage_secret_key');
    spoil(file);
    expect(await run(await api(), plain, env)).toEqual(failed(`${file} ${reason}`));
    expect(cluster.sent).toEqual([]);
  });
}

testWithCurl('a secret that the cluster refuses is said, without its value', async () => {
  delete cluster.properties['cloud_storage_secret_key'];
  declare(['setting log_retention_ms 1']);
  const { status, stdout, stderr } = await run(await api(), plain, keep('AKIA1', 'hunter2'));
  expect([status, stderr]).toEqual([1, 'settings: 1 changed, 0 as declared, 2 refused\n']);
  expect(stdout).toContain('settings: cloud_storage_secret_key is not as declared: Unknown property\n');
  expect(stdout).not.toContain('hunter2');
});

testWithProc('no process has a secret among its arguments or variables, and nothing prints it', async () => {
  declare(['restart cloud_storage_enabled true']);
  const seen: string[] = [];
  const server = await api(both, { onQuestion: () => seen.push(...seenInProcesses()) });
  const secret = randomBytes(20).toString('hex');
  const { stdout, stderr } = await run(server, both, keep('AKIA1', secret));
  expect(cluster.properties['cloud_storage_secret_key']!.value).toBe(secret);
  expect(seen.length).toBeGreaterThan(10);
  expect([...seen, stdout, stderr].filter((text) => text.includes(secret))).toEqual([]);
});

// Brokers that are not there, or not yet.

testWithCurl('a broker that is down takes a change when it is back, and does not fail the run', async () => {
  cluster.down.add(1);
  declare(['setting log_retention_ms 1']);
  expect(await run(await api())).toEqual(said('set log_retention_ms: 604800000 -> 1', 'not taken yet by broker 1, which will when it is there', '1 changed, 0 as declared, 0 refused'));
});

testWithCurl('a broker that tells of a change a moment later is waited for', async () => {
  cluster.lag = 3;
  declare(['setting log_retention_ms 1']);
  expect(await run(await api(), plain, { SETTLE_SECONDS: '5' })).toEqual(said('set log_retention_ms: 604800000 -> 1', '1 changed, 0 as declared, 0 refused'));
});

testWithCurl('while there is no leader, the change is tried again', async () => {
  declare(['setting log_retention_ms 1']);
  const server = await api();
  server.answer('PUT /v1/cluster_config', 503, 504, cluster.answer('PUT /v1/cluster_config', '{"upsert":{"log_retention_ms":1},"remove":[]}'));
  cluster.properties['log_retention_ms']!.value = 604_800_000;
  cluster.lag = 0;
  server.answer('GET /v1/cluster_config', cluster.values(), cluster.values(), cluster.values(), { ...cluster.values(), log_retention_ms: 1 });
  expect(await run(server)).toEqual(
    said(
      'set log_retention_ms: 604800000 -> 1',
      'waiting for the brokers: the admin API answered /v1/cluster_config with 503',
      'set log_retention_ms: 604800000 -> 1',
      'waiting for the brokers: the admin API answered /v1/cluster_config with 504',
      'set log_retention_ms: 604800000 -> 1',
      '1 changed, 0 as declared, 0 refused',
    ),
  );
});

testWithCurl('brokers that never answer are given up, with the reason', async () => {
  declare(['setting log_retention_ms 1']);
  const server = await api();
  const stopped = await AdminServer.start();
  const dead = stopped.url('localhost');
  await stopped.stop();
  const began = Date.now();
  const { status, stderr } = await run(server, plain, { WAIT_SECONDS: '1', SERVICE_URL: dead });
  expect([status, stderr]).toEqual([1, 'settings: gave up after 1 seconds: the admin API gave no answer to /v1/cluster_config (curl: 7)\n']);
  expect(Date.now() - began).toBeLessThan(8000);
});

const noUser = () => `the admin API answered /v1/cluster_config with 401: the cluster has no user admin, or one with another password than that in ${sandbox.folder}/password`;

const refusedLogins: readonly (readonly [string, (server: AdminServer) => void, () => string])[] = [
  ['another password', () => void sandbox.write('password', 'another'), noUser],
  ['a user without rights', (server) => void (server.users = { root: '', admin: password }), () => 'the admin API answered /v1/cluster_config with 403: admin is not one of the superusers of the cluster'],
  ['an empty password file', () => void sandbox.write('password', ''), () => `${sandbox.folder}/password is empty`],
];

for (const [what, spoil, reason] of refusedLogins) {
  testWithCurl(`with ${what} nothing is set, and it is said why`, async () => {
    declare(['setting log_retention_ms 1']);
    const server = await api(both);
    spoil(server);
    const { status, stderr } = await run(server, both, { WAIT_SECONDS: '1' });
    expect([status, stderr]).toEqual([1, `settings: gave up after 1 seconds: ${reason()}\n`]);
    expect(cluster.sent).toEqual([]);
  });
}

testWithCurl('a certificate of another CA is not trusted with the password', async () => {
  declare(['setting log_retention_ms 1']);
  const server = await api(both, { certificate: new Authority(folder, 'another-ca').issue('localhost') });
  const { stderr } = await run(server, both, { WAIT_SECONDS: '0' });
  expect(stderr).toContain(`(curl: 60): its certificate has expired, is not for this host or does not come from the CA in ${authority.file}`);
  expect(server.asked).toEqual([]);
});

testWithCurl('a redirect to the leader is followed with the login and with what is sent', async () => {
  declare(['setting log_retention_ms 1']);
  const leader = await api(both);
  const follower = await api(both);
  follower.answer('PUT /v1/cluster_config', { redirect: leader.url('localhost') });
  expect(await run(follower, both)).toEqual(said('set log_retention_ms: 604800000 -> 1', '1 changed, 0 as declared, 0 refused'));
  expect(leader.asked).toEqual([{ question: 'PUT /v1/cluster_config', login: `admin:${password}` }]);
});

// Where it is stopped.

testWithCurl('killed at 50 random moments and run again, it ends in the same state', async () => {
  declare(['setting log_retention_ms 1', 'setting default_topic_replications 2', 'setting auto_create_topics_enabled true', 'restart tls_min_version "v1.3"']);
  const wanted = { ...cluster.values(), log_retention_ms: 1, auto_create_topics_enabled: true, tls_min_version: 'v1.3', cloud_storage_access_key: 'AKIA1', cloud_storage_secret_key: '[secret]' };
  const server = await api(both);
  const env = { ...envOf(both, server), ...keep('AKIA1', 'hunter2') };
  const began = Date.now();
  expect((await sandbox.runAside('settings.sh', env)).status).toBe(1);
  const whole = Date.now() - began;
  let calls = 0;
  for (const moment of moments(50, 13)) {
    Object.assign(cluster.properties, properties());
    const before = server.asked.length;
    await sandbox.kill('settings.sh', env, moment * whole);
    if (server.asked.length > before && cluster.values()['log_retention_ms'] !== 1) calls += 1;
    const { status, stderr } = await sandbox.runAside('settings.sh', env);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^settings: \d changed, \d as declared, 1 refused\n$/)]);
    expect(cluster.values()).toEqual(wanted);
  }
  // Otherwise it was killed before its first call or after its last change.
  expect(calls).toBeGreaterThan(10);
}, 300_000);

// Where a password may not be seen.

testWithProc('no process has the password among its arguments or variables, and nothing prints it', async () => {
  declare(['setting log_retention_ms 1', 'setting default_topic_replications 2']);
  const seen: string[] = [];
  const server = await api(both, { onQuestion: () => seen.push(...seenInProcesses()) });
  const { stdout, stderr } = await run(server, both);
  expect(server.asked.every(({ login }) => login === `admin:${password}`)).toBe(true);
  expect(seen.filter((text) => text.includes('/v1/cluster_config')).length).toBeGreaterThan(2);
  expect([...seen, stdout, stderr].filter((text) => text.includes(password))).toEqual([]);
});

// Files that cannot be read.

for (const [lines, message] of [
  [['setting log_retention_ms'], 'line 1 of FILE must say: setting NAME JSON, or: restart NAME JSON'],
  [['', 'set log_retention_ms 1'], 'line 2 of FILE must say: setting NAME JSON, or: restart NAME JSON'],
  [['setting a" 1'], 'line 1 of FILE must say: setting NAME JSON, or: restart NAME JSON'],
  [['setting a 1', 'restart a 2'], 'line 2 of FILE declares a a second time'],
] as const) {
  testWithCurl(`a file that holds ${lines.join(', ')} is refused`, async () => {
    const file = declare(lines);
    expect(await run(await api())).toEqual(failed(message.replace('FILE', file)));
    expect(cluster.sent).toEqual([]);
  });
}
