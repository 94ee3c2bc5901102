import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import fc from 'fast-check';
import { compatibilityProblems, type Level } from '../../registry/compatibility';
import type { Schema } from '../../registry/schema';
import { platformOf, type KubeObject } from '../platform/objects';
import { startApicurio, type Apicurio } from './apicurio';

// The registry is Apicurio's, behind a layer that answers as Redpanda's where the two are known to differ: this proves the script
// against a real registry, and what is said of compatibility before an apply against real checkers, not Redpanda's own.

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

// What is said before an apply, and what the registry says.

const levels: readonly Level[] = ['NONE', 'BACKWARD', 'FORWARD', 'FULL'];
let subjects = 0;

/** Whether the registry takes a schema after another, at each level. */
async function taken(before: Schema, after: Schema): Promise<boolean[]> {
  const subject = `pair-${(subjects += 1)}`;
  const body = ({ type, text: schema }: Schema) => ({ schema, schemaType: type });
  const first = await ask('POST', `/subjects/${subject}/versions`, body(before));
  if (first.id === undefined) throw new Error(`the registry does not take ${before.text}: ${first.message}`);
  const verdicts: boolean[] = [];
  for (const compatibility of levels) {
    await ask('PUT', `/config/${subject}`, { compatibility });
    const { is_compatible, message } = await ask('POST', `/compatibility/subjects/${subject}/versions/latest`, body(after));
    if (is_compatible === undefined) throw new Error(`the registry does not compare ${after.text}: ${message}`);
    verdicts.push(is_compatible);
  }
  return verdicts;
}

const said = (before: Schema, after: Schema): boolean[] => levels.map((level) => compatibilityProblems(before, after, level).length === 0);
const schemaOf = (type: Schema['type']) => (content: unknown): Schema => ({ type, text: typeof content === 'string' && type === 'PROTOBUF' ? content : JSON.stringify(content), references: [] });

/** Types of a field, each with a default that fits. Those that have names are called after the field. */
const types: Readonly<Record<string, (name: string) => { type: unknown; default: unknown }>> = {
  int: () => ({ type: 'int', default: 1 }),
  long: () => ({ type: 'long', default: 1 }),
  float: () => ({ type: 'float', default: 1 }),
  double: () => ({ type: 'double', default: 1 }),
  string: () => ({ type: 'string', default: 'a' }),
  bytes: () => ({ type: 'bytes', default: 'a' }),
  boolean: () => ({ type: 'boolean', default: true }),
  'string or nothing': () => ({ type: ['null', 'string'], default: null }),
  'int or nothing': () => ({ type: ['null', 'int'], default: null }),
  'long or string': () => ({ type: ['long', 'string'], default: 1 }),
  'list of int': () => ({ type: { type: 'array', items: 'int' }, default: [] }),
  'list of long': () => ({ type: { type: 'array', items: 'long' }, default: [] }),
  'map of string': () => ({ type: { type: 'map', values: 'string' }, default: {} }),
  timestamp: () => ({ type: { type: 'long', logicalType: 'timestamp-millis' }, default: 0 }),
  'two symbols': (name) => ({ type: { type: 'enum', name: `E_${name}`, symbols: ['A', 'B'] }, default: 'A' }),
  'three symbols': (name) => ({ type: { type: 'enum', name: `E_${name}`, symbols: ['A', 'B', 'C'] }, default: 'A' }),
  'fixed of 2': (name) => ({ type: { type: 'fixed', name: `F_${name}`, size: 2 }, default: 'ab' }),
  'fixed of 3': (name) => ({ type: { type: 'fixed', name: `F_${name}`, size: 3 }, default: 'abc' }),
  'a record': (name) => ({ type: { type: 'record', name: `R_${name}`, fields: [{ name: 'x', type: 'int' }] }, default: { x: 1 } }),
  'a record with more': (name) => ({ type: { type: 'record', name: `R_${name}`, fields: [{ name: 'x', type: 'int' }, { name: 'y', type: 'string' }] }, default: { x: 1, y: 'a' } }),
  'a record with more by default': (name) => ({ type: { type: 'record', name: `R_${name}`, fields: [{ name: 'x', type: 'long' }, { name: 'y', type: 'string', default: '' }] }, default: { x: 1, y: 'a' } }),
};

const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.tuple(fc.constantFrom(...Object.keys(types)), fc.boolean()), { maxKeys: 3, noNullPrototype: true });
const avroOf = (chosen: Record<string, [string, boolean]>): Schema =>
  schemaOf('AVRO')({
    type: 'record',
    name: 'Event',
    fields: Object.entries(chosen).sort().map(([name, [kind, hasDefault]]) => {
      const { type, default: otherwise } = types[kind]!(name);
      return { name, type, ...(hasDefault && { default: otherwise }) };
    }),
  });

test('for 200 random changes of Avro, the verdict at each level is that of the registry', async () => {
  // One field changes, or all of them do.
  const pairs = fc.tuple(fields, fields, fc.boolean()).map(([before, after, all]): [Schema, Schema] => [avroOf(before), avroOf(all ? after : { ...before, ...Object.fromEntries(Object.entries(after).slice(0, 1)) })]);
  const disagreed: unknown[] = [];
  const takenAt = levels.map(() => 0);
  for (const [before, after] of fc.sample(pairs, { numRuns: 200, seed: Number(process.env['SCHEMA_SEED'] ?? 13) })) {
    const [ours, theirs] = [said(before, after), await taken(before, after)];
    theirs.forEach((is, level) => (takenAt[level]! += Number(is)));
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) disagreed.push({ before: before.text, after: after.text, ours, theirs });
  }
  expect(disagreed).toEqual([]);
  // Both verdicts are there at each level.
  expect(takenAt[0]).toBe(200);
  for (const count of takenAt.slice(1)) expect([count > 20, count < 180]).toEqual([true, true]);
}, 300_000);

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const string = { type: 'string' };
const closed = { additionalProperties: false };
const proto = (...lines: string[]) => `syntax = "proto3";\npackage shop;\nmessage Order {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

/** Changes, and what Apicurio says where Redpanda says something else by its source (json.cc, protobuf.cc), with the reason. */
const others: Readonly<Record<string, readonly [type: 'JSON' | 'PROTOBUF', before: unknown, after: unknown, apicurio?: string, reason?: string]>> = {
  'JSON: nothing': ['JSON', object({ a: string }), object({ a: string })],
  'JSON: a title': ['JSON', object({ a: string }), object({ a: string }, { title: 'Order' })],
  'JSON: a new property of an open object': ['JSON', object({ a: string }), object({ a: string, b: string }), 'N FO', "records may have had it before, with anything in it: Redpanda does not look at that"],
  'JSON: a property of an open object that goes': ['JSON', object({ a: string, b: string }), object({ a: string }), 'N B', "the same, the other way round"],
  'JSON: a new property of a closed object': ['JSON', object({ a: string }, closed), object({ a: string, b: string }, closed)],
  'JSON: a property of a closed object that goes': ['JSON', object({ a: string, b: string }, closed), object({ a: string }, closed)],
  'JSON: an object that is closed': ['JSON', object({ a: string }), object({ a: string }, closed)],
  'JSON: another type': ['JSON', object({ a: string }), object({ a: { type: 'integer' } })],
  'JSON: an integer that becomes a number': ['JSON', object({ a: { type: 'integer' } }), object({ a: { type: 'number' } })],
  'JSON: a type among two': ['JSON', object({ a: string }), object({ a: { type: ['string', 'null'] } })],
  'JSON: a property that is required now': ['JSON', object({ a: string }), object({ a: string }, { required: ['a'] })],
  'JSON: a lower minimum': ['JSON', object({ a: { type: 'integer', minimum: 5 } }), object({ a: { type: 'integer', minimum: 1 } })],
  'JSON: a longer text': ['JSON', object({ a: { type: 'string', maxLength: 5 } }), object({ a: { type: 'string', maxLength: 9 } })],
  'JSON: another pattern': ['JSON', object({ a: { type: 'string', pattern: 'a' } }), object({ a: { type: 'string', pattern: 'b' } })],
  'JSON: one more value of an enum': ['JSON', object({ a: { enum: ['x', 'y'] } }), object({ a: { enum: ['x', 'y', 'z'] } })],
  'JSON: other items': ['JSON', object({ a: { type: 'array', items: string } }), object({ a: { type: 'array', items: { type: 'integer' } } })],
  'Protobuf: nothing': ['PROTOBUF', proto('string a = 1;'), proto('string a = 1;')],
  'Protobuf: a new field': ['PROTOBUF', proto('string a = 1;'), proto('string a = 1;', 'int32 b = 2;'), 'N B FU', "Apicurio takes new fields forwards for removed ones, and minds only one direction of FULL"],
  'Protobuf: another type': ['PROTOBUF', proto('string a = 1;'), proto('int32 a = 1;')],
  'Protobuf: a wider integer': ['PROTOBUF', proto('int32 a = 1;'), proto('int64 a = 1;'), 'N', "Redpanda minds how a value is written, and all integers of this kind are written alike"],
  'Protobuf: bytes of a text': ['PROTOBUF', proto('string a = 1;'), proto('bytes a = 1;'), 'N', "both are written alike"],
  'Protobuf: another name': ['PROTOBUF', proto('string a = 1;'), proto('string b = 1;'), 'N', "Redpanda knows fields by their numbers"],
  'Protobuf: another message beside it': ['PROTOBUF', proto('string a = 1;'), `${proto('string a = 1;')}message Other {\n  int32 b = 1;\n}\n`, 'N B FU', "Apicurio minds only one direction of FULL"],
  'Protobuf: a message that goes': ['PROTOBUF', `${proto('string a = 1;')}message Other {\n  int32 b = 1;\n}\n`, proto('string a = 1;'), 'N FO FU', "Apicurio minds only one direction of FULL"],
  'Protobuf: one more symbol of an enum': ['PROTOBUF', proto('enum Kind { NONE = 0; }', 'Kind a = 1;'), proto('enum Kind { NONE = 0; SOME = 1; }', 'Kind a = 1;'), 'N B FU', "symbols are integers to Redpanda"],
  'Protobuf: a list': ['PROTOBUF', proto('string a = 1;'), proto('repeated string a = 1;'), 'N', "Redpanda does not ask how often a field is there"],
  'Protobuf: a field that goes': ['PROTOBUF', proto('string a = 1;', 'int32 b = 2;'), proto('string a = 1;'), 'N FO FU', "readers of Redpanda's kind skip what they do not know, unless it is required"],
  'Protobuf: fields that become one of': ['PROTOBUF', proto('string a = 1;', 'int32 b = 2;'), proto('oneof one {', '  string a = 1;', '  int32 b = 2;', '}'), 'N B FO FU', "only one of both would be read, which Apicurio does not mind"],
};

/** A verdict as text: the levels at which a change is taken, by their first letters. */
const letters = (verdict: readonly boolean[]) => levels.filter((_, index) => verdict[index]).map((level) => level.slice(0, level[0] === 'F' ? 2 : 1)).join(' ');

test.each(Object.entries(others).map(([name, row]) => [name, ...row] as const))('%s: the verdict at each level is that of the registry, but for what is known', async (...[, type, before, after, apicurio, reason]) => {
  // Not parameters of their own: of a row that has fewer jest would take the next one for the callback of a test that is not done yet.
  const [old, fresh] = [before, after].map(schemaOf(type)) as [Schema, Schema];
  const [ours, theirs] = [letters(said(old, fresh)), letters(await taken(old, fresh))];
  expect(theirs).toBe(apicurio ?? ours);
  expect([ours !== theirs, ours !== theirs]).toEqual([apicurio !== undefined, reason !== undefined]);
});
