import fc from 'fast-check';
import type { Language, Schema } from '../../registry/schema';

/** What a registry takes: records of the old schema read with the new one (B), of the new one with the old one (F). */
export type Taken = '' | 'B' | 'F' | 'BF';

/** A change of a part of a schema. */
export interface Change {
  readonly pairs: fc.Arbitrary<readonly [before: unknown, after: unknown]>;
  /** What Apicurio takes where Redpanda takes something else, and the rule of Redpanda's source (json.cc, protobuf.cc) by which it does. */
  readonly apicurio?: Taken;
  readonly reason?: string;
}

const among = (...parts: unknown[]): fc.Arbitrary<readonly [unknown, unknown]> => different(fc.constantFrom(...parts));
const different = (part: fc.Arbitrary<unknown>) => fc.tuple(part, part).filter(([before, after]) => JSON.stringify(before) !== JSON.stringify(after));
const same = (pairs: Change['pairs']): Change => ({ pairs });
const departs = (before: unknown, after: unknown, apicurio: Taken, reason: string): Change => ({ pairs: fc.constant([before, after] as const), apicurio, reason });
const neverTaken = (pairs: Change['pairs'], reason: string): Change => ({ pairs, apicurio: '', reason });

const avroRecord = (type: string, ...more: readonly object[]) => ({ type: 'record', name: 'R', fields: [{ name: 'x', type }, ...more] });

export const reversed = (taken: Taken): Taken => (taken === 'B' ? 'F' : taken === 'F' ? 'B' : taken);

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const [text, integer, nothing] = [{ type: 'string' }, { type: 'integer' }, { type: 'null' }];
const closed = { additionalProperties: false };
const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
/** Bounds of something, one of which changes, is new or goes. */
const bounds = (type: string, keywords: readonly string[], values: readonly number[]) =>
  same(fc.constantFrom(...keywords).chain((keyword) => different(fc.constantFrom(undefined, ...values).map((value) => ({ type, ...(value !== undefined && { [keyword]: value }) })))));
const items = (places: fc.Arbitrary<readonly unknown[]>, more: object = {}) => same(different(places.map((list) => ({ type: 'array', items: list, ...more }))));
const anyAmong = (keyword: string, ...schemas: readonly object[]) => same(different(some(...schemas).map((list) => ({ [keyword]: list }))));

export const jsonChanges: Readonly<Record<string, Change>> = {
  'nothing': same(fc.constantFrom(text, integer, object({ a: text }), { enum: ['a'] }).map((part) => [part, part] as const)),
  'words that only people read': same(among(text, { ...text, title: 'A' }, { ...text, description: 'A', default: 'a' })),
  'how long a text is': bounds('string', ['minLength', 'maxLength'], [1, 2, 3]),
  'how large a number is': bounds('integer', ['minimum', 'maximum'], [-1, 0, 1, 2]),
  'beyond which it is': bounds('integer', ['exclusiveMinimum', 'exclusiveMaximum'], [-1, 0, 1, 2]),
  'a bound that becomes exclusive': departs({ ...integer, minimum: 1 }, { ...integer, exclusiveMinimum: 1 }, 'F', 'is_numeric_superset: each keyword counts for itself'),
  'what a number is a multiple of': bounds('integer', ['multipleOf'], [1, 2, 3, 4, 6]),
  'how many items a list has': bounds('array', ['minItems', 'maxItems'], [1, 2, 3]),
  'how many properties an object has': bounds('object', ['minProperties', 'maxProperties'], [1, 2, 3]),
  'a bound that is none': departs(text, { ...text, minLength: 0 }, 'F', 'is_numeric_property_value_superset: 0 is the default'),
  'types': same(different(some('string', 'integer', 'boolean', 'null').map((list) => ({ type: list })))),
  'one type': same(among(...['string', 'integer', 'number', 'boolean', 'null', ['string', 'null']].map((type) => ({ type })), {}, true)),
  'a number beside an integer': departs(integer, { type: ['integer', 'number'] }, '', 'is_superset: types are compared one by one'),
  'values': same(different(some('x', 'y', 'z').map((list) => ({ enum: list })))),
  'values that are named no more': departs({ ...text, enum: ['x'] }, text, 'B', 'is_enum_superset: one enum alone cannot be compared'),
  'a pattern': same(among(text, { ...text, pattern: 'a' }, { ...text, pattern: 'b' })),
  'whether an item is there only once': same(among({ type: 'array' }, { type: 'array', uniqueItems: true })),
  'the type of items': same(among({ type: 'array' }, ...['string', 'integer', 'number'].map((type) => ({ type: 'array', items: { type } })))),
  'items by their places': items(fc.array(fc.constantFrom(text, integer), { minLength: 1, maxLength: 3 })),
  'items by their places, and no others': items(fc.array(fc.constantFrom(text, integer), { minLength: 1, maxLength: 3 }), { additionalItems: false }),
  'whether a list is one of places': same(among({ type: 'array', items: text }, { type: 'array', items: [text] })),
  'a property that is required': same(among(object({ b: text }), object({ b: text }, { required: ['b'] }))),
  'a property with a default that is required': departs(object({ b: { ...text, default: '' } }), object({ b: { ...text, default: '' } }, { required: ['b'] }), 'F', 'is_object_required_superset: it does no harm with a default'),
  'a new property of an open object': departs(object({}), object({ b: text }), 'F', 'is_object_properties_superset: it asks of the properties that the writer names'),
  'a new property of a closed object': same(among(object({}, closed), object({ b: text }, closed))),
  'a new property that others may be': same(among(object({}, { additionalProperties: text }), object({ b: text }, { additionalProperties: text }))),
  'a new property that others may not be': departs(object({}, { additionalProperties: integer }), object({ b: text }, { additionalProperties: integer }), '', 'is_object_properties_superset: the same'),
  'what other properties may be': same(different(fc.constantFrom(true, false, text, integer).map((others) => object({ b: text }, { additionalProperties: others })))),
  'patterns of properties': neverTaken(among(...[text, integer].map((one) => object({}, { patternProperties: { '^x': one } }))), 'is_object_superset: they are not compared with each other'),
  'a property that becomes a pattern': departs(object({ xa: text }, closed), object({}, { ...closed, patternProperties: { '^x': text } }), 'F', 'is_object_superset: the same'),
  'what is needed beside a property': same(different(fc.constantFrom({}, { a: ['b'] }, { a: ['b', 'c'] }, { a: { minProperties: 2 } }, { a: { minProperties: 3 } }).map((dependencies) => object({}, { dependencies })))),
  'what is excluded': same(among({ ...text, not: { maxLength: 2 } }, { ...text, not: { maxLength: 3 } })),
  'something that is excluded': departs(text, { ...text, not: { maxLength: 2 } }, 'F', 'is_not_combinator_superset: one alone cannot be compared'),
  'one of several': anyAmong('oneOf', text, integer, nothing),
  'any of several': anyAmong('anyOf', text, integer, nothing),
  'what has to fit as well': same(among(integer, ...[1, 2, 3].map((length) => ({ ...integer, allOf: [{ minimum: 1 }, { maximum: 5 }, { multipleOf: 2 }].slice(0, length) })))),
  'a combination of one, by another word': departs({ ...integer, allOf: [{ minimum: 1 }] }, { ...integer, oneOf: [{ minimum: 1 }] }, '', 'is_positive_combinator_superset: of one it does not matter'),
  'a combination that is new': same(among(integer, { ...integer, oneOf: [{ minimum: 1 }] }, { ...integer, oneOf: [{ minimum: 1 }, { maximum: -1 }] })),
  'a format': neverTaken(among({ ...text, format: 'date' }, { ...text, format: 'email' }), 'is_string_superset: it does not look at it'),
  'a constant': neverTaken(among({ ...text, const: 'a' }, { ...text, const: 'b' }), 'is_superset: it does not look at it'),
};

const alike = [['int32', 'int64', 'uint32', 'uint64', 'bool'], ['sint32', 'sint64'], ['string', 'bytes'], ['fixed32', 'sfixed32'], ['fixed64', 'sfixed64'], ['float'], ['double']] as const;
const encodings = fc.constantFrom(...alike);
const writtenAlike = fc.constantFrom(...alike.filter((group) => group.length > 1)).chain((group) => different(fc.constantFrom(...group)));
const writtenOtherwise = fc.tuple(encodings, encodings).filter(([one, other]) => one !== other).chain((groups) => fc.tuple(...groups.map((group) => fc.constantFrom<string>(...group))));
const field = (types: fc.Arbitrary<readonly unknown[]>, as = (type: unknown) => `${String(type)} a = 1;`) => types.map(([before, after]) => [as(before), as(after)] as const);
const map = (type: unknown) => `map<string, ${String(type)}> a = 1;`;
const oneof = (...fields: readonly string[]) => `oneof o {\n${fields.join('\n')}\n}`;
const message = (name: string, ...fields: readonly string[]) => `message ${name} {\n${fields.join('\n')}\n}`;
const symbols = (name: string, ...all: readonly string[]) => `enum ${name} { ${all.map((symbol, index) => `${symbol} = ${index};`).join(' ')} }\n${name} a = 1;`;

export const protobufChanges: Readonly<Record<string, Change>> = {
  'nothing': same(fc.constantFrom('', 'string a = 1;', map('string'), oneof('string a = 1;')).map((part) => [part, part] as const)),
  'options': same(among('string a = 1;', 'string a = 1 [deprecated = true];', 'string a = 1 [json_name = "b"];')),
  'a type that is written otherwise': same(field(writtenOtherwise)),
  'a type that is written alike': neverTaken(field(writtenAlike), 'get_encoding: it asks how values are written'),
  'values of a map that are written otherwise': same(field(writtenOtherwise, map)),
  'values of a map that are written alike': neverTaken(field(writtenAlike, map), 'get_encoding: the same'),
  'keys of a map that are written otherwise': same(among('map<string, string> a = 1;', 'map<int32, string> a = 1;', 'map<sint32, string> a = 1;')),
  'keys of a map that are written alike': neverTaken(among('map<int32, string> a = 1;', 'map<int64, string> a = 1;', 'map<bool, string> a = 1;'), 'get_encoding: the same'),
  'the name of a field': neverTaken(among('string a = 1;', 'string b = 1;'), 'check_compatible: fields are found by their numbers'),
  'the number of a field': neverTaken(among('string a = 1;', 'string a = 2;'), 'check_compatible: the same'),
  'a new field': departs('', 'string a = 1;', 'B', 'check_compatible: readers skip what they do not know, unless it is required'),
  'a field that is reserved': neverTaken(fc.constant(['string a = 1;', 'reserved 1; reserved "a";'] as const), 'check_compatible: the same'),
  'how often a field is there': neverTaken(among('string a = 1;', 'repeated string a = 1;', 'optional string a = 1;'), 'check_compatible: it does not look at it'),
  'a new map': same(among('', map('string'))),
  'the name of a map': same(among('map<string, string> a = 1;', 'map<string, string> b = 1;')),
  'a map and a field': same(among('map<string, string> a = 1;', 'string a = 1;')),
  'a symbol of an enum': departs(symbols('K', 'A'), symbols('K', 'A', 'B'), 'B', 'get_encoding: an enum is written as an integer'),
  'the name of an enum': neverTaken(among(symbols('K', 'A'), symbols('L', 'A')), 'get_encoding: the same'),
  'an enum and an integer': neverTaken(among(symbols('K', 'A'), 'enum K { A = 0; }\nint32 a = 1;'), 'get_encoding: the same'),
  'a field of a message within': departs(`${message('M', 'string x = 1;')}\nM a = 1;`, `${message('M', 'string x = 1;', 'string y = 2;')}\nM a = 1;`, 'B', 'check_compatible: as of any field'),
  'the type of a field of a message within': same(among(...['string', 'int32', 'double'].map((type) => `${message('M', `${type} x = 1;`)}\nM a = 1;`))),
  'the message of a field': same(among(...['M', 'N'].map((name) => `${message('M', 'string x = 1;')}\n${message('N', 'string x = 1;')}\n${name} a = 1;`))),
  'a message and a text': same(among(...['M', 'string'].map((type) => `${message('M', 'string x = 1;')}\n${type} a = 1;`))),
  'a new message within': same(among('', message('M', 'string x = 1;'))),
  'a field that is in a oneof': same(among('string a = 1;', oneof('string a = 1;'))),
  'several fields that move into a oneof': departs('string a = 1;\nint32 b = 2;', oneof('string a = 1;', 'int32 b = 2;'), 'BF', 'check_compatible: only one of them would be read'),
  'a field that leaves a oneof': departs(oneof('string a = 1;', 'int32 b = 2;'), `${oneof('string a = 1;')}\nint32 b = 2;`, 'BF', 'check_compatible: of several only one would be read'),
  'a new field of a oneof': same(among(oneof('string a = 1;'), oneof('string a = 1;', 'int32 b = 2;'))),
};

/** Of Avro, Apicurio takes the same but for these (avro.cc). */
export const avroDepartures: Readonly<Record<string, readonly [before: unknown, after: unknown, apicurio: Taken, reason: string]>> = {
  'a record among the values of a map': [{ type: 'map', values: avroRecord('int') }, { type: 'map', values: avroRecord('string') }, '', 'check_compatible: it does not look into values of maps'],
  'a union among the values of a map': [{ type: 'map', values: ['null', 'int'] }, { type: 'map', values: 'int' }, 'F', 'check_compatible: the same'],
  'a field of the type null with a default': [avroRecord('int'), avroRecord('int', { name: 'y', type: 'null', default: null }), 'BF', 'check_compatible: such a default is taken for none'],
};

/** A part in a place of a schema. */
type Place = (part: unknown, index: number) => { readonly text: unknown; readonly beside?: unknown };

const jsonPlaces: readonly Place[] = [
  (part) => ({ text: part }),
  (part) => ({ text: object({ within: part }) }),
  (part) => ({ text: { type: 'array', items: part } }),
  (part, index) => ({ text: { $ref: `#/definitions/d${index}` }, beside: part }),
];

const protobufPlaces: readonly Place[] = [
  (part, index) => ({ text: `P${index} p${index} = ${index + 1};`, beside: message(`P${index}`, 'string id = 99;', String(part)) }),
  (part, index) => ({ text: `repeated P${index} p${index} = ${index + 1};`, beside: message(`P${index}`, 'string id = 99;', String(part)) }),
  (part, index) => ({ text: `map<string, P${index}> p${index} = ${index + 1};`, beside: message(`P${index}`, 'string id = 99;', String(part)) }),
  (part, index) => ({ text: `${message(`P${index}`, 'string id = 99;', String(part))}\nP${index} p${index} = ${index + 1};` }),
];

export interface Placed {
  readonly part: unknown;
  readonly place: number;
}

/** A schema of several parts, each in its place. */
export function schemaOf(language: Language, parts: readonly Placed[]): Schema {
  const placed = parts.map(({ part, place }, index) => (language === 'JSON' ? jsonPlaces : protobufPlaces)[place]!(part, index));
  if (language === 'PROTOBUF') {
    const lines = ['syntax = "proto3";', 'package shop;', message('Order', 'string id = 99;', ...placed.map(({ text }) => String(text))), ...placed.flatMap(({ beside }) => (typeof beside === 'string' ? [beside] : [])), ''];
    return { type: language, text: lines.join('\n'), references: [] };
  }
  const properties = Object.fromEntries(placed.map(({ text }, index) => [`p${index}`, text]));
  const definitions = Object.fromEntries(placed.flatMap(({ beside }, index) => (beside === undefined ? [] : [[`d${index}`, beside]])));
  return { type: language, text: JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...object(properties), definitions }), references: [] };
}
