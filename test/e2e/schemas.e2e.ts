import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { platformOf, type KubeObject } from '../platform/objects';
import { startApicurio, type Apicurio } from './apicurio';

// The registry is Apicurio's, behind a layer that answers as Redpanda's where the two are known to differ.

let registry: Apicurio;
let folder: string;
let bin: string;

beforeAll(async () => {
  registry = await startApicurio();
  folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const program of ['bash', 'sleep', 'curl']) symlinkSync(join('/usr/bin', program), join(bin, program));
}, 300_000);

afterAll(async () => {
  await registry?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Runs what the ConfigMaps of a schema Job hold, in a folder as its pod sees it. */
async function converge(objects: readonly KubeObject[], env: Record<string, string> = {}) {
  const maps = objects.filter(({ kind, metadata }) => kind === 'ConfigMap' && /-schemas(-\d+)?$/.test(metadata.name));
  const data = mkdtempSync(join(folder, 'data-'));
  for (const { metadata, data: files = {} } of maps) {
    const [, number] = /-schemas-(\d+)$/.exec(metadata.name) ?? [];
    for (const [name, content] of Object.entries<string>(files)) writeFileSync(join(data, number === undefined ? name : `${name}-${number}`), content);
  }
  const child = spawn('/bin/bash', [join(data, 'schemas.sh')], { env: { PATH: bin, DATA_FOLDER: data, REGISTRY_URL: registry.server.url('127.0.0.1'), WAIT_SECONDS: '60', RETRY_SECONDS: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  registry.server.questions.length = 0;
  const [[status], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { status, stdout, stderr, changes: registry.server.changes };
}

interface Declared {
  readonly subject: string;
  readonly schema: string;
  readonly type?: string;
  readonly compatibility?: string;
  readonly references?: readonly object[];
}

const outputOf = (schemas: readonly Declared[]) => platformOf(JSON.stringify({ schemas })).objects;

async function ask(method: string, path: string, body?: object): Promise<any> {
  const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
  const response = await fetch(`${registry.server.url('127.0.0.1')}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return response.json();
}

const record = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'Order', namespace: 'shop', fields }, null, 2);
const id = { name: 'id', type: 'string' };
const amount = { name: 'amount', type: 'int' };

test("the repository's own schemas are registered, and a second run changes nothing", async () => {
  const own = readdirSync('schemas').map((file): Declared => ({ subject: `${parse(file).name}s-value`, schema: readFileSync(join('schemas', file), 'utf8'), compatibility: 'BACKWARD' }));
  const first = await converge(outputOf(own));
  expect([own.length, first.status, first.stderr]).toEqual([3, 0, '']);
  expect(first.stdout).toContain('schemas: 3 registered, 3 levels set, 0 as declared, 0 refused\n');
  expect(await ask('GET', '/subjects')).toEqual(expect.arrayContaining(own.map(({ subject }) => subject)));
  expect(await converge(outputOf(own))).toMatchObject({ status: 0, stdout: 'schemas: 0 registered, 0 levels set, 3 as declared, 0 refused\n', changes: [] });
});

test('schemas of every language with references and odd subjects are registered, and known again when they are formatted in another way', async () => {
  const money = { type: 'record', name: 'Money', namespace: 'shop', fields: [amount] };
  const order = { type: 'record', name: 'Order', namespace: 'shop', fields: [{ name: 'total', type: 'shop.Money' }] };
  const schemas = (indent?: number): Declared[] => [
    { subject: 'shop/money', schema: JSON.stringify(money, null, indent), compatibility: 'FULL' },
    { subject: 'orders-value', schema: JSON.stringify(order, null, indent), references: [{ name: 'shop.Money', subject: 'shop/money', version: 1 }] },
    { subject: 'returns-value', type: 'JSON', schema: JSON.stringify({ type: 'object', description: '<"\\é>', properties: { id: { type: 'string' } } }, null, indent) },
    { subject: 'events-value', type: 'PROTOBUF', schema: 'syntax = "proto3";\npackage shop;\nmessage Event {\n  string id = 1;\n}\n' },
  ];
  const first = await converge(outputOf(schemas(2)));
  expect([first.status, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toContain('schemas: set the compatibility of shop/money: that of the registry -> FULL\n');
  expect(first.stdout).toContain('4 registered, 1 level set, 0 as declared, 0 refused\n');
  expect(await converge(outputOf(schemas()))).toMatchObject({ status: 0, changes: [], stdout: expect.stringContaining('0 registered, 0 levels set, 4 as declared, 0 refused') });
});

test('an incompatible change is refused with the message of the registry, and the rest is registered', async () => {
  await converge(outputOf([{ subject: 'refused-value', schema: record(id), compatibility: 'BACKWARD' }]));
  const { status, stdout, stderr } = await converge(outputOf([{ subject: 'refused-value', schema: record(id, amount) }, { subject: 'rest-value', schema: record(id) }]));
  expect([status, stderr]).toEqual([1, 'schemas: 1 registered, 0 levels set, 0 as declared, 1 refused\n']);
  expect(stdout).toMatch(/^schemas: refused-value is not as declared: the schema registry answered \/subjects\/refused-value\/versions with 409: .*Incompatible artifact: refused-value .*\/fields\/1/m);
  expect(await ask('GET', '/subjects/refused-value/versions')).toEqual([1]);
});

test('where no level is declared, that of the registry holds, and stays', async () => {
  await converge(outputOf([{ subject: 'plain-value', schema: record(id) }]));
  expect(await converge(outputOf([{ subject: 'plain-value', schema: record(id, amount) }]))).toMatchObject({ status: 1, stdout: expect.stringContaining('with 409') });
  expect(await ask('GET', '/config')).toEqual({ compatibilityLevel: 'BACKWARD' });
  expect(await ask('GET', '/config/plain-value')).toMatchObject({ error_code: 40408 });
});

test('a level that is given up lets a change through that it had refused', async () => {
  await converge(outputOf([{ subject: 'freed-value', schema: record(id), compatibility: 'FULL' }]));
  expect(await converge(outputOf([{ subject: 'freed-value', schema: record(id, amount), compatibility: 'NONE' }]))).toMatchObject({ status: 0, stdout: expect.stringContaining('schemas: freed-value: version 2, id ') });
});

test('a dry run says what would be refused, and changes nothing', async () => {
  await converge(outputOf([{ subject: 'dry-value', schema: record(id), compatibility: 'BACKWARD' }]));
  const { status, stdout, changes } = await converge(outputOf([{ subject: 'dry-value', schema: record(id, amount) }, { subject: 'new-value', schema: record(id) }]), { DRY_RUN: 'true' });
  expect([status, changes]).toEqual([1, []]);
  expect(stdout).toContain('schemas: would register new-value: its first version\n');
  expect(stdout).toMatch(/^schemas: dry-value is not as declared: it would be refused: /m);
});

test('what was there before cannot become the latest again', async () => {
  const back = (schema: string) => outputOf([{ subject: 'back-value', schema, compatibility: 'NONE' }]);
  expect((await converge(back(record(id)))).status).toBe(0);
  expect((await converge(back(record(id, amount)))).status).toBe(0);
  expect(await converge(back(record(id)))).toMatchObject({ status: 1, stdout: expect.stringContaining('back-value is not as declared: it is version 1, and 2 came after it'), changes: [] });
});
