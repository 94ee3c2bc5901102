import { compatibilityProblems, Level } from '../../registry/compatibility';
import { checkSchema } from '../../registry/parse';
import { schemaOf } from './schemas';

const avro = (document: unknown) => schemaOf('AVRO', document);
const record = (fields: readonly unknown[], more: object = {}) => ({ type: 'record', name: 'Order', namespace: 'shop', fields, ...more });
const field = (type: unknown, more: object = {}) => ({ name: 'total', type, ...more });
const colours = (symbols: readonly string[], more: object = {}) => ({ type: 'enum', name: 'Colour', symbols, ...more });
const hash = (size: number, name = 'Hash') => ({ type: 'fixed', name, size });

test.each<[string, unknown]>([
  ['a primitive', 'string'],
  ['a record that holds itself', record([field(['null', 'shop.Order'], { default: null })])],
  ['a logical type that Avro does not know', record([field({ type: 'string', logicalType: 'colour' })])],
  ['attributes that Avro does not know', record([field('int', { unit: 'EUR' })], { owner: 'shop' })],
  ['an enum with a default', colours(['RED', 'GREEN'], { default: 'RED' })],
  ['names of two namespaces', record([field({ type: 'record', name: 'other.Order', fields: [] })])],
])('%s is an Avro schema', (_, document) => {
  expect(() => checkSchema(avro(document))).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['a type that nobody declares', record([field('Money')]), 'nothing has the name shop.Money'],
  ['a record without fields', { type: 'record', name: 'Order' }, 'non-array record fields: undefined'],
  ['a default of another type', record([field('int', { default: 'none' })]), 'incompatible field default "none" (invalid "int": "none")'],
  ['a default of the second branch of a union', record([field(['null', 'int'], { default: 1 })]), `incompatible field default 1 (invalid "null": 1), union defaults must match the first branch's type ("null")`],
  ['a field twice', record([field('int'), field('int')]), 'duplicate field name: [{"name":"total","type":"int"},{"name":"total","type":"int"}]'],
  ['a symbol twice', colours(['RED', 'RED']), 'duplicate "Colour" symbol: "RED"'],
  ['a union within a union', [['int']], 'unions cannot be directly nested'],
  ['a name twice', record([field(hash(1)), { name: 'other', type: hash(2) }]), 'duplicate type name: shop.Hash'],
])('%s is refused', (_, document, reason) => {
  expect(() => checkSchema(avro(document))).toThrow(reason);
});

test('what is no JSON is refused with its place', () => {
  expect(() => checkSchema(avro('{\n  "type": "record",\n  "name": Order\n}'))).toThrow(expect.objectContaining({ message: expect.stringMatching(/^it is no JSON: /), place: '3:11' }));
});

test('a schema uses another by its full name', () => {
  const money = avro({ type: 'record', name: 'Money', namespace: 'bank', fields: [] });
  expect(() => checkSchema(schemaOf('AVRO', record([field('bank.Money')]), [{ name: 'bank.Money', schema: money }]))).not.toThrow();
  expect(() => checkSchema(schemaOf('AVRO', record([field('bank.Money')]), [{ name: 'Money', schema: money }]))).toThrow('its reference Money is the full name of nothing in the schema that it refers to');
});

test('of a schema that uses one that nobody knows, only the JSON is checked', () => {
  expect(() => checkSchema(schemaOf('AVRO', record([field('bank.Money')]), [{ name: 'bank.Money', schema: undefined }]))).not.toThrow();
});

const old = record([field('int')]);

test.each<[string, unknown, unknown]>([
  ['a field with a default is new', old, record([field('int'), { name: 'note', type: ['null', 'string'], default: null }])],
  ['a field is gone', record([field('int'), { name: 'note', type: 'string' }]), old],
  ['an int becomes a double', old, record([field('double')])],
  ['bytes become a string', 'bytes', 'string'],
  ['a type becomes a union with it', old, record([field(['string', 'int'])])],
  ['a union of one becomes its type', ['int'], 'int'],
  ['a union of numbers becomes the widest of them', ['int', 'long'], 'double'],
  ['a union has another branch', ['int'], ['int', 'string']],
  ['a symbol is new', colours(['RED']), colours(['RED', 'GREEN'])],
  ['a symbol is gone, and the enum has a default', colours(['RED', 'GREEN']), colours(['RED'], { default: 'RED' })],
  ['a field takes a default, a doc and an alias', old, record([field('int', { default: 0, doc: 'of all', aliases: ['sum'] })])],
  ['fields stand in another order', record([field('int'), { name: 'note', type: 'string' }]), record([{ name: 'note', type: 'string' }, field('int')])],
  ['a record that holds itself is the same', record([field(['null', 'shop.Order'], { default: null })]), record([field(['null', 'shop.Order'], { default: null }), { name: 'note', type: 'string', default: '' }])],
  ['a record among the values of a map has a field more, into which the registry does not look', { type: 'map', values: old }, { type: 'map', values: record([field('int'), { name: 'note', type: 'string' }]) }],
  ['a union of values of a map becomes one of its types, which the registry takes', { type: 'map', values: ['null', { type: 'array', items: 'int' }] }, { type: 'map', values: { type: 'array', items: 'long' } }],
  ['values of a map may be something else as well', { type: 'map', values: { type: 'map', values: hash(1) } }, { type: 'map', values: ['null', { type: 'map', values: hash(1) }] }],
  ['a logical type is new', old, record([field({ type: 'int', logicalType: 'date' })])],
])('records can still be read when %s', (_, before, after) => {
  expect(compatibilityProblems(avro(before), avro(after), 'BACKWARD')).toEqual([]);
});

test.each<[string, unknown, unknown, string]>([
  ['a field without a default is new', old, record([field('int'), { name: 'note', type: 'string' }]), 'field note of shop.Order has no default'],
  ['a field has another name, though the old one is its alias', old, record([{ name: 'sum', type: 'int', aliases: ['total'] }]), 'field sum of shop.Order has no default'],
  ['a field that is nothing is new, whose default the registry takes for none', old, record([field('int'), { name: 'note', type: 'null', default: null }]), 'field note of shop.Order has no default'],
  ['a fixed among the values of a map has another size', { type: 'map', values: hash(16) }, { type: 'map', values: hash(32) }, 'Hash has 32 bytes, and had 16'],
  ['a double becomes an int', record([field('double')]), old, 'field total of shop.Order is int, and was double'],
  ['a string becomes an int', 'string', 'int', 'the schema is int, and was string'],
  ['a union loses a branch', ['int', 'string'], ['int'], 'the schema takes no string'],
  ['a union becomes one of its types', ['int', 'string'], 'int', 'the schema is int, and was string'],
  ['a type becomes a union without it', 'boolean', ['int', 'string'], 'the schema takes no boolean'],
  ['a symbol is gone', colours(['RED', 'GREEN', 'BLUE']), colours(['RED']), 'Colour has no symbol GREEN, BLUE, and no default'],
  ['a fixed has another size', hash(16), hash(32), 'Hash has 32 bytes, and had 16'],
  ['a fixed has another name', hash(16), hash(16, 'Digest'), 'the schema is called Digest, and was Hash'],
  ['a record has another namespace', old, { ...old, namespace: 'store' }, 'the schema is called store.Order, and was shop.Order'],
  ['a record has another name, though the old one is its alias', old, { ...old, name: 'Sale', aliases: ['shop.Order'] }, 'the schema is called shop.Sale, and was shop.Order'],
  ['items are of another type', { type: 'array', items: 'long' }, { type: 'array', items: 'int' }, 'an item of the schema is int, and was long'],
  ['values of a map are of another type', { type: 'map', values: 'string' }, { type: 'map', values: 'int' }, 'a value of the schema is int, and was string'],
  ['a record within a union has a field more', ['null', old], ['null', record([field('int'), { name: 'note', type: 'string' }])], 'the schema takes no shop.Order'],
  ['a record within a record has a field more', record([field({ ...old, name: 'Part' })]), record([field({ ...record([field('int'), { name: 'note', type: 'string' }]), name: 'Part' })]), 'field note of shop.Part has no default'],
])('records cannot be read any more when %s', (_, before, after, reason) => {
  expect(compatibilityProblems(avro(before), avro(after), 'BACKWARD')).toEqual([`records of the old schema cannot be read with the new one: ${reason}`]);
});

const more = record([field('int'), { name: 'note', type: 'string' }]);
const gained = 'records of the old schema cannot be read with the new one: field note of shop.Order has no default';
const lost = 'records of the new schema cannot be read with the old one: field note of shop.Order has no default';

test.each<[Level, string[], string[]]>([
  ['NONE', [], []],
  ['BACKWARD', [gained], []],
  ['BACKWARD_TRANSITIVE', [gained], []],
  ['FORWARD', [], [lost]],
  ['FORWARD_TRANSITIVE', [], [lost]],
  ['FULL', [gained], [lost]],
  ['FULL_TRANSITIVE', [gained], [lost]],
])('of the level %s, a field more or less breaks what it says', (level, adding, removing) => {
  expect([compatibilityProblems(avro(old), avro(more), level), compatibilityProblems(avro(more), avro(old), level)]).toEqual([adding, removing]);
});

test.each<Level>(['NONE', 'BACKWARD', 'FULL_TRANSITIVE'])('a subject keeps its language at the level %s', (level) => {
  expect(compatibilityProblems(avro('string'), schemaOf('JSON', { type: 'string' }), level)).toEqual(['it is JSON, and was AVRO']);
});

test('nothing is said of what refers to a schema that nobody knows', () => {
  const unknown = (type: string) => schemaOf('AVRO', record([field(type)]), [{ name: type, schema: undefined }]);
  expect(compatibilityProblems(unknown('bank.Money'), unknown('bank.Coin'), 'FULL')).toEqual([]);
});
