import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { moments } from '../scripts/kills';
import { cli, manifests } from './dist';
import { installRpkStandIn, startSecuredKafka, type SecuredKafka } from './kafka';
import { installProbe, probe } from './probe';
import { output, run, type Outcome } from './process';

// The emitted script over what is emitted of values, against a real Kafka with its authorizer. rpk is a stand-in (see
// rpk/main.go): this proves the script and Kafka's semantics, not rpk and not Redpanda.

const users = ['admin', 'orders', 'billing', 'transactions', 'stranger'];
const passwords = Object.fromEntries(users.map((name) => [name, randomBytes(12).toString('hex')]));
const topics = ['orders', 'payments', 'secret', 'audit-1', 'audit-2'];
const client = (name: string, more: object) => ({ name, namespace: 'shop', secretName: name, ...more });
const values = (more: { readonly acls?: readonly object[] } = {}) => ({
  sasl: { enabled: true, superuser: { secretName: 'superuser' } },
  topics: topics.map((name) => ({ name })),
  clients: [
    client('orders', { consumes: ['orders', 'audit-*'], produces: ['payments'] }),
    client('billing', { produces: ['orders'] }),
    client('transactions', { produces: ['payments'], transactionalIds: ['pay-*'] }),
  ],
  ...more,
  acls: [
    { user: 'billing', topics: ['payments'], operations: ['read', 'describe'] },
    { user: 'billing', groups: ['bills'], operations: ['read'] },
    ...(more.acls ?? []),
  ],
});

let kafka: SecuredKafka;
let rpk: string;
let folder: string;
let bin: string;

beforeAll(() => void installProbe('generic'));
beforeAll(() => void installProbe('librdkafka'));
beforeAll(async () => {
  rpk = installRpkStandIn();
  kafka = await startSecuredKafka({ listeners: { INTERNAL: { login: 'sasl' } }, passwords, superuser: 'admin', principalRules: ['DEFAULT'] });
  folder = mkdtempSync(join(tmpdir(), 'acls-'));
  bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const program of ['bash', 'sleep', 'timeout']) symlinkSync(join('/usr/bin', program), join(bin, program));
  writeFileSync(join(bin, 'rpk'), `#!/bin/bash\necho "$*" >>'${folder}/calls'\nexec '${rpk}' "$@"\n`);
  chmodSync(join(bin, 'rpk'), 0o755);
  admin('topic', 'create', '-p', '1', '-r', '1', ...topics);
  expect((await converge()).status).toBe(0);
  for (const topic of topics) run(rpk, ['topic', 'produce', topic], { env: as('admin'), input: 'hello\n' });
});

afterAll(async () => {
  await kafka?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Variables of rpk for a user. */
const as = (user: string, password = passwords[user]!) => ({ PATH: bin, RPK_BROKERS: kafka.addresses.INTERNAL!, RPK_SASL_MECHANISM: 'SCRAM-SHA-512', RPK_USER: user, RPK_PASS: password });
const admin = (...args: string[]) => output(rpk, args, { env: as('admin') });

interface Ended extends Outcome {
  readonly calls: readonly string[];
}

/** Runs what is emitted of values, as a user, and kills it and its rpk after some milliseconds if asked to. */
async function converge(given: object = values(), { env = as('admin'), killAfter, more = {} }: { env?: Record<string, string>; killAfter?: number; more?: Record<string, string> } = {}): Promise<Ended> {
  const [file, out, calls] = [join(folder, 'values.yaml'), join(folder, 'out'), join(folder, 'calls')];
  writeFileSync(file, stringify(given));
  expect(cli('synth', '-f', file, '--out', out)).toMatchObject({ status: 0 });
  for (const name of readdirSync(folder).filter((one) => /^acls-\d+$/.test(one))) rmSync(join(folder, name));
  for (const { data, metadata } of manifests(out).values()) {
    if (data?.['acls.sh'] !== undefined) for (const [name, text] of Object.entries(data as Record<string, string>)) writeFileSync(join(folder, name), text);
    if (data?.acls !== undefined) writeFileSync(join(folder, (metadata.name).replace('redpanda-', '')), data.acls as string);
  }
  writeFileSync(calls, '');
  const child = spawn('/bin/bash', [join(folder, 'acls.sh')], { env: { ...env, DATA_FOLDER: folder, WAIT_SECONDS: '30', RETRY_SECONDS: '1', SETTLE_SECONDS: '10', ...more }, detached: true });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  if (killAfter !== undefined) {
    await Promise.race([sleep(killAfter), ended]);
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGKILL');
  }
  return { status: (await ended) ?? -1, stdout, stderr, calls: readFileSync(calls, 'utf8').split('\n').filter(Boolean) };
}

type Acl = Readonly<Record<string, string>>;
const listed = (): string[] => ((JSON.parse(admin('security', 'acl', 'list', '--format', 'json')) as { matches: Acl[] | null }).matches ?? []).map((acl) => Object.values(acl).join(' ')).sort();

const declared = [
  'User:orders * TOPIC orders LITERAL READ ALLOW',
  'User:orders * TOPIC orders LITERAL DESCRIBE ALLOW',
  'User:orders * TOPIC audit- PREFIXED READ ALLOW',
  'User:orders * TOPIC audit- PREFIXED DESCRIBE ALLOW',
  'User:orders * GROUP orders LITERAL READ ALLOW',
  'User:orders * TOPIC payments LITERAL WRITE ALLOW',
  'User:orders * TOPIC payments LITERAL DESCRIBE ALLOW',
  'User:billing * TOPIC orders LITERAL WRITE ALLOW',
  'User:billing * TOPIC orders LITERAL DESCRIBE ALLOW',
  'User:billing * TOPIC payments LITERAL READ ALLOW',
  'User:billing * TOPIC payments LITERAL DESCRIBE ALLOW',
  'User:billing * GROUP bills LITERAL READ ALLOW',
  'User:transactions * TOPIC payments LITERAL WRITE ALLOW',
  'User:transactions * TOPIC payments LITERAL DESCRIBE ALLOW',
  'User:transactions * TRANSACTIONAL_ID pay- PREFIXED WRITE ALLOW',
  'User:transactions * TRANSACTIONAL_ID pay- PREFIXED DESCRIBE ALLOW',
].sort();

const login = (user: string) => ({ KAFKA_BOOTSTRAP_SERVERS: kafka.addresses.INTERNAL!, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_USERNAME: user, KAFKA_SASL_PASSWORD: passwords[user]! });
const may = (user: string, what: 'send' | 'receive', topic: string, group = topic): Outcome => probe('generic', topic, login(user), what, group);

/** Without a group, in which one that was refused may be taken for a member for a while. */
const read = (user: string, topic: string): Outcome => run(rpk, ['topic', 'consume', topic, '--offset', 'start', '--num', '1', '--format', '%v\\n'], { env: as(user) });

test('Kafka has what is declared, and a second run makes one call', async () => {
  expect(listed()).toEqual(declared);
  expect(await converge()).toEqual({ status: 0, stdout: 'acls: 0 created, 0 removed, 16 as declared, 0 refused\n', stderr: '', calls: ['security acl list --format json --subsystem kafka'] });
});

test.each([
  ['a consumer receives from its topic', 'orders', 'receive', 'orders', 'orders'],
  ['a consumer receives from a topic of its prefix', 'orders', 'receive', 'audit-1', 'orders'],
  ['a producer sends to its topic', 'orders', 'send', 'payments', ''],
  ['a user has the rights of its client', 'billing', 'send', 'orders', ''],
  ['and those of ACLs beside them', 'billing', 'receive', 'payments', 'bills'],
] as const)('%s', (_, user, what, topic, group) => {
  expect(may(user, what, topic, group)).toMatchObject({ status: 0, stdout: what === 'receive' ? 'hello\n' : '' });
});

test.each([
  ['a consumer fails to send to its topic', 'orders', 'send', 'orders', ''],
  ['a producer fails to receive from its topic', 'orders', 'receive', 'payments', 'orders'],
  ['a consumer fails in another group', 'orders', 'receive', 'orders', 'other'],
  ['a client fails to receive from a topic of which it says nothing', 'orders', 'receive', 'secret', 'orders'],
  ['a client fails to send to a topic of which it says nothing', 'billing', 'send', 'secret', ''],
  ['a user of whom nothing is declared fails', 'stranger', 'send', 'orders', ''],
] as const)('%s', (_, user, what, topic, group) => {
  const { status, stdout, stderr } = may(user, what, topic, group);
  expect(status).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/authori[sz]|AUTHORIZATION/i);
});

test('an idempotent producer needs no right to the cluster', () => {
  // franz-go sends so unless it is told otherwise.
  expect(run(rpk, ['topic', 'produce', 'payments'], { env: as('orders'), input: 'hello\n' })).toMatchObject({ status: 0 });
});

test('a transaction has an id that is declared, and no other', () => {
  const transaction = (id: string) => probe('librdkafka', 'payments', { ...login('transactions'), KAFKA_GROUP_ID: 'none', KAFKA_AUTO_OFFSET_RESET: 'earliest', KAFKA_ACKS: 'all' }, id);
  expect(transaction('pay-1')).toMatchObject({ status: 0, stdout: 'committed\n' });
  expect(transaction('other-1').stderr).toMatch(/TRANSACTIONAL_ID_AUTHORIZATION_FAILED/);
});

const foreign = 'User:stranger * TOPIC secret LITERAL READ ALLOW';

test('what others have given is taken away, what others have taken is given again, and strangers are left alone', async () => {
  admin('security', 'acl', 'create', '--allow-principal', 'User:stranger', '--operation', 'read', '--topic', 'secret');
  admin('security', 'acl', 'create', '--allow-principal', 'User:orders', '--operation', 'all', '--topic', 'orders,secret');
  admin('security', 'acl', 'create', '--allow-principal', 'User:orders', '--allow-host', '10.0.0.1', '--operation', 'alter', '--cluster');
  admin('security', 'acl', 'create', '--allow-principal', 'User:orders', '--operation', 'read', '--group', '"a,b",c d', '--resource-pattern-type', 'prefixed');
  admin('security', 'acl', 'create', '--deny-principal', 'User:orders', '--operation', 'read', '--topic', 'orders');
  admin('security', 'acl', 'delete', '--allow-principal', 'User:orders', '--operation', 'write', '--topic', 'payments', '--no-confirm');
  expect(read('orders', 'orders')).toMatchObject({ status: 1, stdout: '' });
  const { status, stdout, stderr } = await converge();
  expect({ status, stderr, end: stdout.split('\n').slice(-3) }).toEqual({
    status: 0,
    stderr: '',
    end: ['acls: left as they are, because nothing is declared of them: the ACLs of User:stranger (1)', 'acls: 1 created, 6 removed, 15 as declared, 0 refused', ''],
  });
  expect(listed()).toEqual([...declared, foreign].sort());
  expect(read('orders', 'orders')).toMatchObject({ status: 0, stdout: 'hello\n' });
});

test('ACLs beside those of clients, a deny among them, mean what they say', async () => {
  const acls = [
    { user: 'stranger', topics: ['audit-*'], groups: ['stranger'], operations: ['read'] },
    { user: 'stranger', topics: ['audit-2'], operations: ['read'], permission: 'deny' },
  ];
  expect(await converge(values({ acls }))).toMatchObject({ status: 0, stderr: '' });
  expect(may('stranger', 'receive', 'audit-1', 'stranger')).toMatchObject({ status: 0, stdout: 'hello\n' });
  expect(may('stranger', 'receive', 'audit-2', 'stranger').status).not.toBe(0);
  expect(listed().filter((acl) => acl.startsWith('User:stranger'))).toHaveLength(3);
});

test('a dry run says what it would change, and changes nothing', async () => {
  const before = listed();
  const { stdout } = await converge(values({ acls: [{ user: 'stranger', cluster: true, operations: ['alter'] }] }), { more: { DRY_RUN: 'true' } });
  expect(stdout.split('\n')[0]).toBe('acls: would create: allow User:stranger ALTER on the cluster');
  expect(listed()).toEqual(before);
});

test('fails without rights, which do not look like nothing there, and changes nothing', async () => {
  const before = listed();
  expect(await converge(values(), { env: as('orders') })).toMatchObject({ status: 1, stderr: 'acls: the ACLs cannot be read: CLUSTER_AUTHORIZATION_FAILED\n', calls: ['security acl list --format json --subsystem kafka'] });
  expect(listed()).toEqual(before);
});

test('gives up in time with a wrong password', async () => {
  const { status, stderr } = await converge(values(), { env: as('admin', 'wrong'), more: { WAIT_SECONDS: '3' } });
  expect(status).toBe(1);
  expect(stderr).toContain('gave up after 3 seconds');
});

test('killed at any moment and run again, it ends in the same state', async () => {
  for (const moment of moments(10, 5)) {
    admin('security', 'acl', 'delete', '--allow-principal', 'User:orders', '--no-confirm');
    admin('security', 'acl', 'create', '--allow-principal', 'User:billing', '--operation', 'all', '--topic', 'secret,payments');
    await converge(values(), { killAfter: moment * 1000 });
    expect((await converge()).status).toBe(0);
    expect(listed().filter((acl) => !acl.startsWith('User:stranger'))).toEqual(declared);
  }
});

test('2,000 ACLs are created in four calls, and a second run changes nothing', async () => {
  const acls = [{ user: 'many', topics: Array.from({ length: 1000 }, (_, index) => `topic-${index}`), operations: ['read', 'describe'] }];
  const started = Date.now();
  const first = await converge(values({ acls }));
  const second = Date.now();
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(first.calls.filter((call) => call.includes('acl create') && call.includes('User:many'))).toHaveLength(4);
  const again = await converge(values({ acls }));
  expect(again.stdout).toContain('acls: 0 created, 0 removed, 2016 as declared, 0 refused\n');
  expect(again.calls).toHaveLength(1);
  console.info(`2,000 ACLs: ${first.calls.length} calls, ${second - started} ms with the synthesis; again: ${again.calls.length} call, ${Date.now() - second} ms`);
});

const crowd = Number(process.env['CLIENTS'] ?? 50);

test(`${crowd} clients get the rights that they declare, and a second run makes one call`, async () => {
  const given = values();
  const clients = [...given.clients, ...Array.from({ length: crowd - given.clients.length }, (_, index) => client(`client-${index}`, { consumes: [`of-${index}-*`], produces: ['payments'] }))];
  const started = Date.now();
  const first = await converge({ ...given, clients });
  const second = Date.now();
  expect(first).toMatchObject({ status: 0, stderr: '' });
  const again = await converge({ ...given, clients });
  expect(again.stdout).toContain(`acls: 0 created, 0 removed, ${16 + 5 * (crowd - given.clients.length)} as declared, 0 refused\n`);
  expect(again.calls).toHaveLength(1);
  console.info(`${crowd} clients: ${first.calls.length} calls, ${second - started} ms with the synthesis; again: ${again.calls.length} call, ${Date.now() - second} ms`);
}, 3_600_000);
