import { compatibilityProblems } from '../../registry/compatibility';
import { checkSchema } from '../../registry/parse';
import { Reference } from '../../registry/schema';
import { schemaOf } from './schemas';

const json = (document: unknown, references: readonly Reference[] = []) => schemaOf('JSON', document, references);
const drafts = ['http://json-schema.org/draft-04/schema#', 'http://json-schema.org/draft-06/schema#', 'http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2019-09/schema', 'https://json-schema.org/draft/2020-12/schema'];

test.each(drafts)('a schema of %s is checked by its rules', ($schema) => {
  expect(() => checkSchema(json({ $schema, type: 'object', properties: { id: { type: 'string', format: 'colour' } }, unknown: 1 }))).not.toThrow();
  expect(() => checkSchema(json({ $schema, type: 'objct' }))).toThrow('/type must be');
});

test.each<[string, unknown, string]>([
  ['a draft that the registry does not know', { $schema: 'https://example.com/schema' }, 'its $schema ("https://example.com/schema") is none of the drafts 4, 6, 7, 2019-09 and 2020-12, which the registry knows'],
  ['a list', [{}], 'a JSON Schema is a map, or true or false'],
  ['a least length that is no number', { minLength: 'one' }, '/minLength must be integer'],
  ['a definition that is not there', { $ref: '#/definitions/Order' }, 'nothing is called #/definitions/Order, which it refers to'],
  ['another schema that is none of its references', { $ref: 'money.json' }, 'nothing is called money.json, which it refers to'],
])('%s is refused', (_, document, reason) => {
  expect(() => checkSchema(json(document))).toThrow(reason);
});

test.each(['money.json', 'https://example.com/money.json'])('a schema uses another that its reference calls %s', (name) => {
  const money = json({ $id: 'https://example.com/money.json', type: 'integer' });
  const order = { $id: 'https://example.com/order.json', properties: { total: { $ref: 'money.json' }, sum: { $ref: 'https://example.com/money.json' } } };
  expect(() => checkSchema(json(order, [{ name, schema: money }]))).not.toThrow();
});

const objects = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

test.each<[string, unknown, unknown]>([
  ['a property is new', objects({}), objects({ note: { type: 'string' } })],
  ['a property is gone that others may be', objects({ note: { type: 'string' } }), objects({})],
  ['an integer becomes a number', { type: 'integer' }, { type: 'number' }],
  ['another type is taken', { type: 'string' }, { type: ['string', 'null'] }],
  ['a bound is wider', { type: 'integer', minimum: 1, maximum: 5 }, { type: 'integer', minimum: 0, maximum: 6 }],
  ['a bound is gone', { type: 'string', minLength: 1, pattern: 'a' }, { type: 'string' }],
  ['a value is new', { enum: [1, 'a'] }, { enum: [1, 'a', null] }],
  ['a property is required no more', objects({ id: { type: 'string' } }, { required: ['id'] }), objects({ id: { type: 'string' } })],
  ['a property with a default is required', objects({ id: { type: 'string' } }), objects({ id: { type: 'string', default: '' } }, { required: ['id'] })],
  ['a definition moves', { properties: { a: { $ref: '#/definitions/A' } }, definitions: { A: { type: 'string' } } }, { properties: { a: { $ref: '#/$defs/A' } }, $defs: { A: { type: 'string' } } }],
  ['what refers to itself is the same', objects({ next: { $ref: '#' } }), objects({ next: { $ref: '#' }, note: { type: 'string' } })],
  ['a number is a multiple of a part of what it was a multiple of', { type: 'number', multipleOf: 3.3 }, { type: 'number', multipleOf: 1.1 }],
  ['a bound is exclusive no more', { type: 'integer', maximum: 5, exclusiveMaximum: true }, { type: 'integer', maximum: 5 }],
  ['a property fits the pattern of the others', objects({ note_a: { type: 'integer' } }), objects({}, { patternProperties: { '^note_': { type: 'number' } } })],
  ['a list of several schemas takes more at each place', { type: 'array', items: [{ type: 'integer' }], additionalItems: false }, { type: 'array', items: [{ type: 'number' }, true] }],
  ['the same is said in the words of the latest draft', { type: 'array', prefixItems: [{ type: 'integer' }], items: false }, { type: 'array', prefixItems: [{ type: 'number' }, true] }],
  ['less is needed beside a property', { type: 'object', dependencies: { a: ['b', 'c'], d: { minProperties: 2 } } }, { type: 'object', dependencies: { a: ['c'], d: { minProperties: 1 } } }],
  ['less is excluded', { not: { type: ['string', 'null'] } }, { not: { type: 'null' } }],
  ['another schema will do', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'integer' }, { type: 'string' }] }],
  ['any of several will do instead of one', { oneOf: [{ type: 'string' }, { type: 'integer' }] }, { anyOf: [{ type: 'number' }, { type: 'string' }] }],
  ['one of several schemas need not fit any more', { allOf: [{ minimum: 1 }, { maximum: 5 }] }, { allOf: [{ maximum: 5 }] }],
  ['a combination of one is called another', { allOf: [{ type: 'string' }] }, { oneOf: [{ type: 'string' }] }],
  ['one schema of all that had to fit has to', { allOf: [{ type: 'string' }, { minimum: 1 }] }, { oneOf: [{ type: 'string' }] }],
  ['one of several is what had to fit', { allOf: [{ type: 'string' }] }, { oneOf: [{ type: 'string' }, { type: 'null' }] }],
  ['several combinations stand beside each other, which are not compared', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'null' }], anyOf: [{ type: 'null' }] }],
  ['what it refers to by an identifier changes, which is not compared', { $ref: '#money', $defs: { money: { $anchor: 'money', type: 'string' } } }, { $ref: '#money', $defs: { money: { $anchor: 'money', type: 'null' } } }],
])('documents still fit when %s', (_, before, after) => {
  expect(compatibilityProblems(json(before), json(after), 'BACKWARD')).toEqual([]);
});

test.each<[string, unknown, unknown, string]>([
  ['a type is gone', { type: ['string', 'null'] }, { type: 'string' }, 'the schema takes no null'],
  ['a number becomes an integer', { type: 'number' }, { type: 'integer' }, 'the schema takes no number'],
  ['a type is new where any was', {}, { type: 'object' }, 'the schema takes no array, boolean, integer, null, number, string'],
  ['a bound is narrower', { type: 'integer', minimum: 0 }, { type: 'integer', minimum: 1 }, 'the schema has minimum 1, and had 0'],
  ['a bound is new', { type: 'string' }, { type: 'string', maxLength: 5 }, 'the schema has maxLength 5, and had none'],
  ['a pattern is another', { type: 'string', pattern: 'a' }, { type: 'string', pattern: 'b' }, 'the schema has another pattern'],
  ['a value is gone', { enum: ['a', 'b'] }, { enum: ['a'] }, 'the schema takes no "b"'],
  ['a property is required', objects({ id: { type: 'string' } }), objects({ id: { type: 'string' } }, { required: ['id'] }), 'id is required, was not, and has no default'],
  ['a property is of another type', objects({ id: { type: 'string' } }), objects({ id: { type: 'integer' } }), 'id takes no string'],
  ['a property within another is of another type', objects({ a: objects({ b: { type: 'string' } }) }), objects({ a: objects({ b: { type: 'null' } }) }), 'a.b takes no string'],
  ['a property is gone that no other may be', objects({ id: {}, note: {} }, { additionalProperties: false }), objects({ id: {} }, { additionalProperties: false }), 'the schema takes no note any more'],
  ['no other property may be', objects({ id: {} }), objects({ id: {} }, { additionalProperties: false }), 'another property takes nothing any more'],
  ['an item is of another type', { type: 'array', items: { type: 'string' } }, { type: 'array', items: { type: 'null' } }, 'an item of the schema takes no string'],
  ['values are named no more', { type: 'string', enum: ['a'] }, { type: 'string' }, 'the schema has no enum any more'],
  ['a number is a multiple of what is no part', { type: 'number', multipleOf: 10 }, { type: 'number', multipleOf: 20 }, 'the schema has multipleOf 20, and had 10'],
  ['a bound is exclusive', { type: 'integer', maximum: 5 }, { type: 'integer', maximum: 5, exclusiveMaximum: true }, 'the schema has exclusiveMaximum, and had not'],
  ['a property that nobody had may not be any more', objects({ note: false }, { additionalProperties: false }), objects({}, { additionalProperties: false }), 'the schema takes no note any more'],
  ['a property does not fit the pattern of the others', objects({ note_a: { type: 'string' } }), objects({}, { patternProperties: { '^note_': { type: 'number' } } }), 'note_a takes no string'],
  ['a list is one of several schemas', { type: 'array' }, { type: 'array', items: [{ type: 'string' }] }, 'the schema has a schema for each item, and had one for all'],
  ['a list is one of a single schema', { type: 'array', prefixItems: [{ type: 'string' }] }, { type: 'array', items: { type: 'string' } }, 'the schema had a schema for each item, and has one for all'],
  ['an item at its place is of another type', { type: 'array', items: [true, { type: 'string' }] }, { type: 'array', items: [true, { type: 'null' }] }, 'item 2 of the schema takes no string'],
  ['other items are of another type', { type: 'array', items: [true], additionalItems: { type: 'string' } }, { type: 'array', items: [true], additionalItems: { type: 'null' } }, 'another item of the schema takes no string'],
  ['more is needed beside a property', { type: 'object', dependencies: { a: ['b'] } }, { type: 'object', dependencies: { a: ['b', 'c'] } }, 'the schema needs more where it has a'],
  ['a schema has to fit beside a property', { type: 'object', dependencies: { a: { minProperties: 1 } } }, { type: 'object', dependencies: { a: { minProperties: 2 } } }, 'the schema with a has minProperties 2, and had 1'],
  ['something is excluded', { type: 'string' }, { type: 'string', not: { maxLength: 3 } }, 'the schema has "not", and had not'],
  ['nothing is excluded any more', { type: 'string', not: { maxLength: 3 } }, { type: 'string' }, 'the schema has no "not" any more'],
  ['more is excluded', { not: { type: 'string' } }, { not: { type: ['string', 'null'] } }, 'the schema excludes more by "not"'],
  ['one of several has to fit', { type: 'string' }, { type: 'string', oneOf: [{ maxLength: 3 }] }, 'the schema has oneOf, and had not'],
  ['one of several is of another type', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'integer' }] }, 'the schemas in oneOf of the schema take less'],
  ['two that were taken need two that take them', { anyOf: [{ type: 'integer' }, { type: 'number' }] }, { anyOf: [{ type: 'number' }, { type: 'string' }] }, 'the schemas in anyOf of the schema take less'],
  ['fewer are taken', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { anyOf: [{ type: 'string' }] }, 'the schema has fewer schemas in anyOf'],
  ['more have to fit', { allOf: [{ minimum: 1 }] }, { allOf: [{ minimum: 1 }, { maximum: 5 }] }, 'the schema has more schemas in allOf'],
  ['any of several becomes all of them', { anyOf: [{ minimum: 1 }, { maximum: 5 }] }, { allOf: [{ minimum: 1 }, { maximum: 5 }] }, 'the schema has allOf, and had anyOf'],
  ['something stands beside a reference', objects({ a: { $ref: '#/definitions/a' } }, { definitions: { a: {} } }), objects({ a: { $ref: '#/definitions/a', title: 'A', pattern: 'a' } }, { definitions: { a: { minLength: 1 } } }), 'a has allOf, and had not'],
  ['an item may be there only once', { type: 'array' }, { type: 'array', uniqueItems: true }, 'the schema takes an item only once'],
])('documents do not fit any more when %s', (_, before, after, reason) => {
  expect(compatibilityProblems(json(before), json(after), 'BACKWARD')).toEqual([`records of the old schema cannot be read with the new one: ${reason}`]);
  expect(compatibilityProblems(json(after), json(before), 'FORWARD')).toEqual([`records of the new schema cannot be read with the old one: ${reason}`]);
});
