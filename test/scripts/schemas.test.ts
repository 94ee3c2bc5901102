import { randomBytes } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { testNeeding } from '../needing';
import { Authority, hasOpenssl, type Certificate } from './certificate';
import { moments } from './kills';
import { seenInProcesses } from './processes';
import { RegistryServer, type RegistryServerOptions } from './registry-server';
import { refusal, SchemaRegistry } from './schema-registry';
import { Sandbox, sourceOf, type Ended } from './stand-ins';

// The registry is a stand-in with the answers of Redpanda's, by its source: this proves what the script makes of them, with real curl.
// What a real registry takes for compatible is proven by the end-to-end tests.

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const testWithCurl = testNeeding(hasCurl ? 'openssl 3' : 'curl', hasCurl && hasOpenssl);
const testWithProc = existsSync('/proc/self/cmdline') ? testWithCurl : testNeeding('/proc', false);

// Each test runs scripts that run curl, which takes its time on a busy machine.
jest.setTimeout(60_000);

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
let servers: RegistryServer[];
let registry: SchemaRegistry;

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
  registry = new SchemaRegistry();
});

afterEach(async () => {
  sandbox.remove();
  await Promise.all(servers.map((server) => server.stop()));
});

async function served(mode: Mode = plain, options: Partial<RegistryServerOptions> = {}): Promise<RegistryServer> {
  const server = await RegistryServer.start({ answer: registry.answer, ...(mode.tls && { certificate }), ...(mode.sasl && { users: { admin: password } }), ...options });
  servers.push(server);
  return server;
}

const envOf = (mode: Mode, server: RegistryServer): Record<string, string> => ({
  DATA_FOLDER: join(sandbox.folder, 'declared'),
  REGISTRY_URL: server.url(),
  RETRY_SECONDS: '0.1',
  WAIT_SECONDS: '20',
  ...(mode.tls && { ADMIN_CA: authority.file }),
  ...(mode.sasl && { SUPERUSER: 'admin', SUPERUSER_PASSWORD_FILE: join(sandbox.folder, 'password') }),
});

const run = (server: RegistryServer, mode: Mode = plain, env: Record<string, string> = {}): Promise<Ended> => sandbox.runAside('schemas.sh', { ...envOf(mode, server), ...env });

const said = (...lines: string[]) => ({ status: 0, stdout: lines.map((line) => `schemas: ${line}\n`).join(''), stderr: '' });
const failed = (last: string, ...lines: string[]) => ({ status: 1, stdout: lines.map((line) => `schemas: ${line}\n`).join(''), stderr: `schemas: ${last}\n` });

interface Declared {
  readonly subject: string;
  readonly schema: string;
  readonly type?: string;
  readonly level?: string;
  readonly references?: readonly object[];
}

const linesOf = ({ subject, schema, type = 'AVRO', level, references = [] }: Declared) => [
  `schema ${subject}`,
  ...(level === undefined ? [] : [`compatibility ${level}`]),
  `body ${JSON.stringify({ references, schema, schemaType: type })}`,
];

/** Each in a file of its own, as the Job has them. */
function declare(schemas: readonly Declared[], pruned: readonly string[] = []): void {
  for (const file of readdirSync(join(sandbox.folder, 'declared'))) rmSync(join(sandbox.folder, 'declared', file));
  schemas.map(linesOf).forEach((lines, index) => sandbox.write(`declared/schemas-${index}`, `${lines.join('\n')}\n`));
  if (pruned.length > 0) sandbox.write('declared/prune', `${pruned.join('\n')}\n`);
}

/** A record with these fields; those that end in a question mark have a default. */
const avro = (...fields: string[]) =>
  JSON.stringify({ type: 'record', name: 'Event', fields: fields.map((name) => (name.endsWith('?') ? { name: name.slice(0, -1), type: ['null', 'string'], default: null } : { name, type: 'string' })) }, null, 2);

const first = { subject: 'orders-value', schema: avro('id'), level: 'BACKWARD' };
const second = { ...first, schema: avro('id', 'note?') };
const payments = { subject: 'payments-value', schema: avro('id') };

// What is declared is registered, and nothing else is touched.

for (const mode of modes) {
  testWithCurl(`with ${nameOf(mode)}, what is declared is registered under its level, and a second run changes nothing`, async () => {
    declare([first, payments]);
    const server = await served(mode);
    expect(await run(server, mode)).toEqual(
      said(
        'set the compatibility of orders-value: that of the registry -> BACKWARD',
        'register orders-value: its first version',
        'orders-value: version 1, id 1',
        'register payments-value: its first version',
        'payments-value: version 1, id 1',
        '2 registered, 1 level set, 0 as declared, 0 refused',
      ),
    );
    expect(server.changes).toEqual(['PUT /config/orders-value', 'POST /subjects/orders-value/versions', 'POST /subjects/payments-value/versions']);
    expect(registry.state).toEqual({ 'orders-value': { versions: 1, latest: JSON.stringify(JSON.parse(first.schema)), level: 'BACKWARD' }, 'payments-value': { versions: 1, latest: JSON.stringify(JSON.parse(payments.schema)) } });
    server.questions.length = 0;
    expect(await run(server, mode)).toEqual(said('0 registered, 0 levels set, 2 as declared, 0 refused'));
    expect(server.changes).toEqual([]);
  });
}

testWithCurl('a changed schema becomes the next version, and a changed level is set before it', async () => {
  const server = await served();
  declare([first]);
  await run(server);
  declare([{ ...second, level: 'FULL' }]);
  expect(await run(server)).toEqual(
    said('set the compatibility of orders-value: BACKWARD -> FULL', 'register orders-value: a new version', 'orders-value: version 2, id 2', '1 registered, 1 level set, 0 as declared, 0 refused'),
  );
  expect(server.changes.slice(-2)).toEqual(['PUT /config/orders-value', 'POST /subjects/orders-value/versions']);
});

testWithCurl('a schema that is formatted in another way is the same', async () => {
  const server = await served();
  declare([payments]);
  await run(server);
  declare([{ ...payments, schema: JSON.stringify(JSON.parse(payments.schema)) }]);
  expect(await run(server)).toEqual(said('0 registered, 0 levels set, 1 as declared, 0 refused'));
});

testWithCurl('a level that is not declared stays, and so does that of the registry', async () => {
  registry.level = 'NONE';
  registry.subjects.set('orders-value', { versions: [], level: 'FULL_TRANSITIVE' });
  declare([{ subject: 'orders-value', schema: avro('id') }]);
  await run(await served());
  expect([registry.level, registry.subjects.get('orders-value')!.level]).toEqual(['NONE', 'FULL_TRANSITIVE']);
});

testWithCurl('a level alone is set where the schema is there', async () => {
  const server = await served();
  declare([payments]);
  await run(server);
  declare([{ ...payments, level: 'NONE' }]);
  expect(await run(server)).toEqual(said('set the compatibility of payments-value: that of the registry -> NONE', '0 registered, 1 level set, 0 as declared, 0 refused'));
});

testWithCurl('subjects that nobody declares are told, and left alone', async () => {
  const server = await served();
  declare([{ subject: 'a@b c', schema: avro('id') }, { subject: '*', schema: avro('id') }]);
  await run(server);
  const before = registry.state;
  declare([payments]);
  expect((await run(server)).stdout).toContain('schemas: 2 are not declared here, and left alone: *, a@b c\n');
  expect(registry.state).toEqual({ ...before, 'payments-value': expect.anything() });
});

for (const [what, subject, path] of [
  ['a slash', 'a/b-value', 'a%2Fb-value'],
  ['dots and dashes', '..a.b_c-d', '..a.b_c-d'],
  ['characters that URLs use, and others', 'a?b#%é', 'a%3Fb%23%25%C3%A9'],
] as const) {
  testWithCurl(`a subject with ${what} is found at its path`, async () => {
    const server = await served();
    declare([{ subject, schema: avro('id') }]);
    expect((await run(server)).status).toBe(0);
    expect(server.changes).toEqual([`POST /subjects/${path}/versions`]);
    expect(Object.keys(registry.state)).toEqual([subject]);
  });
}

for (const [what, schema, type] of [
  ['quotes, backslashes and what JSON escapes', '{"type":"enum","name":"E","doc":"a\\"b\\\\ \\u003c<>&\\u2028","symbols":["A"]}', 'AVRO'],
  ['text that looks like an answer', '{"type":"string","doc":"\\"version\\":7,\\"id\\":8}]","version":9}', 'AVRO'],
  ['Protobuf of many lines', 'syntax = "proto3";\n// é\nmessage A {\n\tstring b = 1;\n}\n', 'PROTOBUF'],
  ['JSON Schema', '{"type": "object", "properties": {"a": {"type": "string"}}}', 'JSON'],
] as const) {
  testWithCurl(`${what} arrives as it is declared, and is known again`, async () => {
    const server = await served();
    declare([{ subject: 'a', schema, type }]);
    expect((await run(server)).stdout).toContain('schemas: a: version 1, id 1\n');
    const kept = registry.subjects.get('a')!.versions[0]!;
    expect([kept.type, kept.schema]).toEqual([type, type === 'PROTOBUF' ? schema : JSON.stringify(JSON.parse(schema))]);
    expect(await run(server)).toEqual(said('0 registered, 0 levels set, 1 as declared, 0 refused'));
  });
}

testWithCurl('a schema of 240 kB takes a moment, not a minute', async () => {
  const server = await served();
  declare([{ subject: 'large', schema: avro(...Array.from({ length: 2800 }, (_, index) => `field_number_${index}?`)) }]);
  const began = Date.now();
  expect((await run(server)).stdout).toContain('schemas: large: version 1, id 1\n');
  expect(registry.subjects.get('large')!.versions[0]!.schema.length).toBeGreaterThan(150_000);
  expect(Date.now() - began).toBeLessThan(20_000);
});

testWithCurl('what others refer to comes first, as it is declared', async () => {
  const server = await served();
  const references = [{ name: 'Money', subject: 'money', version: 1 }];
  declare([{ subject: 'money', schema: avro('amount') }, { subject: 'orders-value', schema: '{"type":"array","items":"Money"}', references }]);
  expect(await run(server)).toMatchObject({ status: 0, stdout: expect.stringContaining('2 registered') });
  expect(registry.subjects.get('orders-value')!.versions[0]!.references).toEqual(references);
});

// What is refused.

testWithCurl('an incompatible change is refused with the reason in one line, the rest is registered, and the run fails', async () => {
  const server = await served();
  declare([first]);
  await run(server);
  declare([{ ...first, schema: avro('id', 'amount') }, payments]);
  expect(await run(server)).toEqual(
    failed(
      '1 registered, 0 levels set, 0 as declared, 1 refused',
      'register orders-value: a new version',
      'register payments-value: its first version',
      'payments-value: version 1, id 1',
      `orders-value is not as declared: the schema registry answered /subjects/orders-value/versions with 409: Schema being registered is incompatible with an earlier schema for subject "orders-value", details: [{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'amount' at path '/fields/1' in the new schema has no default value and is missing in the old schema', additionalInfo:'amount'}, {oldSchemaVersion: 1}, {oldSchema: '${JSON.stringify(JSON.parse(first.schema))}'}, {compatibility: 'BACKWARD'}]`,
    ),
  );
  expect(registry.state['orders-value']).toMatchObject({ versions: 1 });
});

testWithCurl('what an older version was is refused as the latest, because the registry would make none of it', async () => {
  const server = await served();
  declare([first]);
  await run(server);
  declare([second]);
  await run(server);
  declare([first]);
  expect(await run(server)).toEqual(
    failed('0 registered, 0 levels set, 0 as declared, 1 refused', 'orders-value is not as declared: it is version 1, and 2 came after it: what was there before cannot become the latest again'),
  );
});

testWithCurl('a schema that the registry cannot read is refused, though it says at first that something went wrong', async () => {
  declare([{ subject: 'broken', schema: '' }, { subject: 'another', schema: '{' }, payments]);
  const server = await served();
  server.instead.set('POST /subjects/broken', { times: 1, with: refusal(500, 'Error while looking up schema under subject broken') });
  const { status, stdout, stderr } = await run(server);
  expect([status, stderr]).toEqual([1, 'schemas: 1 registered, 0 levels set, 0 as declared, 2 refused\n']);
  expect(stdout).toContain('schemas: broken is not as declared: the schema registry answered /subjects/broken/versions with 422: Empty schema\n');
  expect(stdout).toContain('schemas: another is not as declared: the schema registry answered /subjects/another/versions with 422: Invalid schema {\n');
});

testWithCurl('a reference to nothing is refused', async () => {
  declare([{ ...payments, references: [{ name: 'Money', subject: 'money', version: 3 }] }]);
  const { status, stdout } = await run(await served());
  expect([status, stdout]).toEqual([1, expect.stringMatching(/payments-value is not as declared: .* with 422: Invalid schema .* details: No schema reference found for subject "money" and version 3\n$/)]);
});

testWithCurl('a subject that the user may not change is refused, and the rest is registered', async () => {
  declare([first, payments]);
  const server = await served(both);
  server.instead.set('PUT /config/orders-value', { times: 99, with: refusal(403, 'Forbidden (missing required ACLs)') });
  const { status, stdout, stderr } = await run(server, both);
  expect([status, stderr]).toEqual([1, 'schemas: 1 registered, 0 levels set, 0 as declared, 1 refused\n']);
  expect(stdout).toContain('schemas: orders-value is not as declared: the schema registry answered /config/orders-value with 403: admin is not one of the superusers of the cluster: Forbidden (missing required ACLs)\n');
});

testWithCurl('a registry that takes no changes is told', async () => {
  declare([payments]);
  const server = await served();
  server.instead.set('POST /subjects/payments-value/versions', { times: 99, with: refusal(42205, 'Subject payments-value is in read-only mode') });
  expect((await run(server)).stdout).toContain('schemas: payments-value is not as declared: the schema registry answered /subjects/payments-value/versions with 422: Subject payments-value is in read-only mode\n');
});

// What is to go.

testWithCurl('what prune names is deleted softly, what refers to others before them, and its id is still known', async () => {
  const server = await served();
  const money = { subject: 'money', schema: avro('amount') };
  declare([money, { subject: 'old', schema: avro('a'), references: [{ name: 'Money', subject: 'money', version: 1 }] }]);
  await run(server);
  declare([payments], ['money', 'old', 'never-there']);
  expect(await run(server)).toEqual(
    said('register payments-value: its first version', 'payments-value: version 1, id 3', 'delete money', 'delete old', '1 registered, 0 levels set, 2 deleted, 0 as declared, 0 refused'),
  );
  expect(registry.state).toMatchObject({ money: { versions: 0 }, old: { versions: 0 } });
  expect(registry.answer({ method: 'GET', url: '/schemas/ids/1', sent: '' }).body).toEqual({ schema: JSON.stringify(JSON.parse(money.schema)) });
  server.questions.length = 0;
  expect(await run(server)).toEqual(said('0 registered, 0 levels set, 0 deleted, 1 as declared, 0 refused'));
  expect(server.changes).toEqual([]);
});

testWithCurl('what others still refer to is not deleted, and it is said why', async () => {
  const server = await served();
  declare([{ subject: 'money', schema: avro('amount') }, { subject: 'orders-value', schema: avro('a'), references: [{ name: 'Money', subject: 'money', version: 1 }] }]);
  await run(server);
  declare([], ['money']);
  expect(await run(server)).toEqual(
    failed(
      '0 registered, 0 levels set, 0 deleted, 0 as declared, 1 refused',
      'delete money',
      'money is not as declared: the schema registry answered /subjects/money with 422: One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=money,version=1}',
      '1 is not declared here, and left alone: orders-value',
    ),
  );
});

testWithCurl('what was deleted and is declared again is a new version of the same id', async () => {
  const server = await served();
  declare([payments]);
  await run(server);
  declare([], ['payments-value']);
  await run(server);
  declare([payments]);
  expect((await run(server)).stdout).toContain('schemas: payments-value: version 2, id 1\n');
});

// What only says what it would do.

testWithCurl('a dry run says what it would change and what would be refused, and changes nothing', async () => {
  const server = await served();
  declare([first, { subject: 'old', schema: avro('a') }, { subject: 'loose', schema: avro('a') }]);
  await run(server);
  const before = structuredClone(registry.state);
  server.questions.length = 0;
  declare([{ ...first, schema: avro('id', 'amount') }, payments, { subject: 'loose', schema: avro('b'), level: 'NONE' }], ['old']);
  const { status, stdout, stderr } = await run(server, plain, { DRY_RUN: 'true' });
  expect([status, stdout.split('\n')]).toEqual([
    1,
    [
      'schemas: would register orders-value: a new version',
      'schemas: would register payments-value: its first version',
      'schemas: would set the compatibility of loose: that of the registry -> NONE',
      'schemas: would register loose: a new version',
      'schemas: would delete old',
      expect.stringMatching(/^schemas: orders-value is not as declared: it would be refused: .*READER_FIELD_MISSING_DEFAULT_VALUE/),
      '',
    ],
  ]);
  expect(stderr).toBe('schemas: dry run, nothing was changed; it would be: 2 registered, 1 level set, 1 deleted, 0 as declared, 1 refused\n');
  expect(server.changes).toEqual([]);
  expect(registry.state).toEqual(before);
});

// A registry that is not there, or not yet.

testWithCurl('while the registry has no leader for its topic, it is asked again', async () => {
  declare([payments]);
  const server = await served();
  server.instead.set('GET /subjects', { times: 2, with: refusal(50003, 'kafka_retriable_error') });
  server.instead.set('POST /subjects/payments-value/versions', { times: 1, with: refusal(50301, 'Too many retries on write collision') });
  server.instead.set('GET /subjects/payments-value/versions', { times: 1, with: refusal(429, 'Too many requests') });
  const { status, stdout, stderr } = await run(server);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('schemas: waiting for the brokers: the schema registry answered /subjects with 500: kafka_retriable_error\n');
  expect(stdout).toContain('schemas: waiting for the brokers: payments-value: the schema registry answered /subjects/payments-value/versions with 503: Too many retries on write collision\n');
  expect(stdout).toMatch(/schemas: 1 registered, 0 levels set, 0 as declared, 0 refused\n$/);
});

testWithCurl('one subject that fails for ever does not keep the others from being registered, and ends in time', async () => {
  declare([first, payments]);
  const server = await served();
  server.instead.set('POST /subjects/orders-value/versions', { times: 9999, with: refusal(500, 'HTTP 500 Internal Server Error') });
  const began = Date.now();
  const { status, stdout, stderr } = await run(server, plain, { WAIT_SECONDS: '2' });
  expect([status, stderr]).toEqual([1, 'schemas: 1 registered, 1 level set, 0 as declared, 1 refused\n']);
  expect(stdout).toContain('schemas: orders-value is not as declared: the schema registry answered /subjects/orders-value/versions with 500: HTTP 500 Internal Server Error\n');
  expect(Date.now() - began).toBeLessThan(15_000);
});

testWithCurl('a connection that is cut in the middle is made anew', async () => {
  declare([first, payments]);
  const server = await served();
  server.instead.set('POST /subjects/orders-value', { times: 1, with: 'cut' });
  server.instead.set('PUT /config/orders-value', { times: 1, with: 'cut' });
  const { status, stdout } = await run(server);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/2 registered, 1 level set, 0 as declared, 0 refused\n$/)]);
});

testWithCurl('one question that is never answered does not keep the others from being registered', async () => {
  declare([first, payments]);
  const server = await served();
  server.instead.set('POST /subjects/orders-value/versions', { times: 9999, with: 'silence' });
  const { status, stdout, stderr } = await run(server, plain, { WAIT_SECONDS: '2', CALL_SECONDS: '1' });
  expect([status, stderr]).toEqual([1, 'schemas: 1 registered, 1 level set, 0 as declared, 1 refused\n']);
  expect(stdout).toContain('schemas: orders-value is not as declared: the schema registry gave no answer to /subjects/orders-value/versions (curl: 28)\n');
});

testWithCurl('a registry that never answers is given up, with the reason', async () => {
  declare([payments]);
  const gone = await RegistryServer.start({ answer: registry.answer });
  const env = { WAIT_SECONDS: '1', REGISTRY_URL: gone.url() };
  await gone.stop();
  const { status, stderr } = await run(await served(), plain, env);
  expect([status, stderr]).toEqual([1, 'schemas: gave up after 1 seconds: the schema registry gave no answer to /subjects (curl: 7)\n']);
});

const noUser = () => `the schema registry answered /subjects with 401: the cluster has no user admin, or one with another password than that in ${sandbox.folder}/password: Unauthorized`;

const refusedLogins: readonly (readonly [string, (server: RegistryServer) => Record<string, string> | void, () => string])[] = [
  ['another password', () => void sandbox.write('password', 'another'), noUser],
  ['no such user', (server) => void (server.users = { root: password }), noUser],
  ['nobody to ask as', () => ({ SUPERUSER: '' }), () => 'the schema registry answered /subjects with 401: it asks for a superuser, and SUPERUSER is not set: Unauthorized'],
  ['an empty password file', () => void sandbox.write('password', ''), () => `${sandbox.folder}/password is empty`],
  ['no rights', (server) => void server.instead.set('GET /subjects', { times: 9999, with: refusal(403, 'Forbidden') }), () => 'the schema registry answered /subjects with 403: admin is not one of the superusers of the cluster: Forbidden'],
];

for (const [what, spoil, reason] of refusedLogins) {
  testWithCurl(`with ${what} nothing is registered, and it is said why`, async () => {
    declare([payments]);
    const server = await served(both);
    const env = spoil(server) ?? {};
    const { status, stderr } = await run(server, both, { WAIT_SECONDS: '1', ...env });
    expect([status, stderr]).toEqual([1, `schemas: gave up after 1 seconds: ${reason()}\n`]);
    expect([server.changes, registry.state]).toEqual([[], {}]);
  });
}

testWithCurl('a password that is put right while it waits is taken', async () => {
  declare([payments]);
  const server = await served(both);
  sandbox.write('password', 'another');
  setTimeout(() => sandbox.write('password', password), 500);
  expect(await run(server, both)).toMatchObject({ status: 0, stdout: expect.stringContaining('1 registered') });
});

testWithCurl('a certificate of another CA is not trusted with the password', async () => {
  declare([payments]);
  const server = await served(both, { certificate: new Authority(folder, 'another-ca').issue('localhost') });
  const { stderr } = await run(server, both, { WAIT_SECONDS: '0' });
  expect(stderr).toContain(`the schema registry gave no answer to /subjects (curl: 60): its certificate has expired, is not for this host or does not come from the CA in ${authority.file}`);
  expect(server.questions).toEqual([]);
});

// Where it is stopped, and where there is no room.

testWithCurl('killed at 50 random moments and run again, it ends in the same state', async () => {
  const wanted = [first, payments, { subject: 'money', schema: avro('amount'), level: 'FULL' }, { subject: 'invoices-value', schema: avro('total'), references: [{ name: 'Money', subject: 'money', version: 1 }] }];
  const server = await served(both);
  const env = { PATH: sandbox.bin, SANDBOX: sandbox.folder, ...envOf(both, server) };
  // Before, one subject has an older version, one another level, and one is too much.
  const seed = () => {
    registry.subjects.clear();
    for (const { subject, schema } of [{ subject: 'orders-value', schema: avro('id', 'gone?') }, { subject: 'old', schema: avro('a') }]) {
      registry.answer({ method: 'POST', url: `/subjects/${subject}/versions`, type: 'application/json', sent: JSON.stringify({ schema }) });
    }
    registry.answer({ method: 'PUT', url: '/config/orders-value', type: 'application/json', sent: '{"compatibility":"NONE"}' });
  };
  declare(wanted, ['old']);
  seed();
  const began = Date.now();
  expect((await run(server, both)).status).toBe(0);
  const whole = Date.now() - began;
  const state = registry.state;
  let killed = 0;
  for (const moment of moments(50, 7)) {
    seed();
    const child = spawn('/bin/bash', [sourceOf('schemas.sh')], { env, stdio: 'ignore', detached: true });
    const closed = once(child, 'close');
    await Promise.race([closed, after(moment * whole)]);
    if (child.exitCode === null) {
      process.kill(-child.pid!, 'SIGKILL');
      killed += 1;
    }
    await closed;
    const { status, stderr } = await run(server, both);
    expect([moment, status, stderr, registry.state]).toEqual([moment, 0, '', state]);
  }
  expect(killed).toBeGreaterThan(25);
}, 300_000);

testWithCurl('it needs no room on any disk', async () => {
  declare([first, payments]);
  const server = await served(both);
  // No file may grow, not even a temporary one.
  sandbox.write('full.sh', `ulimit -f 0\nexec /bin/bash '${sourceOf('schemas.sh')}'\n`);
  sandbox.link('bash');
  rmSync(join(sandbox.bin, 'curl'));
  sandbox.link('curl');
  expect(await sandbox.runAside(join(sandbox.folder, 'full.sh'), envOf(both, server))).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('2 registered') });
});

// Many.

testWithCurl('100 schemas of 4 kB take a few hundred calls, and the second run changes nothing', async () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ subject: `topic-${index}-value`, schema: avro(...Array.from({ length: 40 }, (_, field) => `field_${index}_${field}?`)), level: 'BACKWARD' }));
  declare(many);
  const server = await served(both);
  sandbox.patience = 280_000;
  const [began, one] = [Date.now(), await run(server, both)];
  const [calls, between] = [server.questions.length, Date.now()];
  expect([one.status, one.stdout.split('\n').at(-2)]).toEqual([0, 'schemas: 100 registered, 100 levels set, 0 as declared, 0 refused']);
  server.questions.length = 0;
  expect(await run(server, both)).toEqual(said('0 registered, 0 levels set, 100 as declared, 0 refused'));
  expect([calls, server.questions.length, server.changes]).toEqual([501, 301, []]);
  process.stdout.write(`100 schemas: ${calls} calls in ${Math.round((between - began) / 1000)} s; again: ${server.questions.length} calls in ${Math.round((Date.now() - between) / 1000)} s\n`);
}, 300_000);

// Where a password may not be seen.

testWithProc('no process has the password among its arguments or variables, and nothing prints it', async () => {
  declare([first, payments], ['old']);
  const seen: string[] = [];
  const server = await served(both, { onQuestion: () => seen.push(...seenInProcesses()) });
  const { stdout, stderr } = await run(server, both);
  expect(stdout).toContain('2 registered');
  expect(seen.filter((text) => text.includes('/subjects')).length).toBeGreaterThan(2);
  expect([...seen, stdout, stderr].filter((text) => text.includes(password))).toEqual([]);
});

// Files that cannot be read.

const form = 'must say: schema SUBJECT, then compatibility LEVEL and body JSON';

for (const [lines, message] of [
  [['schema'], `line 1 of FILE ${form}`],
  [['body {}'], `line 1 of FILE ${form}`],
  [['', 'subject a'], `line 2 of FILE ${form}`],
  [['schema a', 'body {}', 'schema a'], 'line 3 of FILE declares a a second time'],
] as const) {
  testWithCurl(`a file that holds ${lines.join(', ')} is refused`, async () => {
    const file = sandbox.write('declared/schemas-0', `${lines.join('\n')}\n`);
    const server = await served();
    expect(await run(server)).toEqual(failed(message.replace('FILE', file)));
    expect(server.questions).toEqual([]);
  });
}
