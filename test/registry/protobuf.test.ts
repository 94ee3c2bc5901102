import { compatibilityProblems } from '../../registry/compatibility';
import { checkSchema } from '../../registry/parse';
import { Reference } from '../../registry/schema';
import { schemaOf } from './schemas';

const proto = (text: string, references: readonly Reference[] = []) => schemaOf('PROTOBUF', `syntax = "proto3";\n${text}`, references);
const proto2 = (text: string) => schemaOf('PROTOBUF', `syntax = "proto2";\n${text}`);
const money: Reference = { name: 'bank/money.proto', schema: proto('package bank;\nmessage Money { int64 units = 1; }') };

test.each<[string, ReturnType<typeof proto>]>([
  ['a message', proto('package shop;\nmessage Order { string id = 1; map<string, Kind> kinds = 2; optional int32 total = 3; enum Kind { NONE = 0; } }')],
  ['what it imports of its references', proto('import "bank/money.proto";\nmessage Order { bank.Money total = 1; }', [money])],
  ["what it imports of Google's", proto('import "google/protobuf/timestamp.proto";\nmessage Order { google.protobuf.Timestamp at = 1; }')],
  ['what it imports and the parser does not know', proto('import "google/type/money.proto";\nmessage Order { google.type.Money total = 1; }')],
  ['what it imports and nobody knows', proto('import "bank/money.proto";\nmessage Order { bank.Money total = 1; }', [{ name: 'bank/money.proto', schema: undefined }])],
])('%s is Protobuf', (_, schema) => {
  expect(() => checkSchema(schema)).not.toThrow();
});

test.each<[string, ReturnType<typeof proto>, object]>([
  ['a word in the wrong place', proto('message Order {\n  string id == 1;\n}'), { message: "illegal id '='", place: '3' }],
  ['a type that nobody declares', proto('message Order { Money total = 1; }'), { message: 'nothing has the name Money, which Order uses' }],
  ['an import that is none of its references', proto('import "bank/money.proto";\nmessage Order {}'), { message: 'it imports bank/money.proto, which is the name of none of its references' }],
  ['a number twice', proto('message Order { string a = 1; string b = 1; }'), { message: expect.stringContaining('duplicate id 1') }],
])('%s is refused', (_, schema, error) => {
  expect(() => checkSchema(schema)).toThrow(expect.objectContaining(error));
});

const order = (fields: string) => proto(`package shop;\nmessage Order { ${fields} }`);

test.each<[string, string, string]>([
  ['a field is new', 'string id = 1;', 'string id = 1; string note = 2;'],
  ['a field is gone', 'string id = 1; string note = 2;', 'string id = 1;'],
  ['a field has another name', 'string id = 1;', 'string key = 1;'],
  ['a number is written in the same way', 'int32 total = 1;', 'uint64 total = 1;'],
  ['an enum becomes a number', 'Kind kind = 1; enum Kind { NONE = 0; }', 'int32 kind = 1;'],
  ['a field becomes optional', 'string id = 1;', 'optional string id = 1;'],
  ['one field moves into a oneof', 'string id = 1;', 'oneof key { string id = 1; int32 number = 2; }'],
  ['a map becomes the list as which it is written', 'map<string, int32> notes = 1;', 'repeated NotesEntry notes = 1; message NotesEntry { string key = 1; int32 value = 2; }'],
  ['a value of a map is written in the same way', 'map<string, Kind> kinds = 1; enum Kind { NONE = 0; }', 'map<string, int32> kinds = 1;'],
  ['a message holds itself', 'Order parent = 1;', 'Order parent = 1; string note = 2;'],
])('records can still be read when %s', (_, before, after) => {
  expect(compatibilityProblems(order(before), order(after), 'FULL')).toEqual([]);
});

test.each<[string, string, string, string]>([
  ['a number becomes a text', 'int32 total = 1;', 'string total = 1;', 'field 1 (total) of shop.Order is string, and was int32'],
  ['a number is written in another way', 'int32 total = 1;', 'sint32 total = 1;', 'field 1 (total) of shop.Order is sint32, and was int32'],
  ['a message becomes another', 'A part = 1; message A {} message B {}', 'B part = 1; message A {} message B {}', 'field 1 (part) of shop.Order is B, and was A'],
  ['values of a map change', 'map<string, string> notes = 1;', 'map<string, int32> notes = 1;', 'field 2 (value) of shop.Order.NotesEntry is int32, and was string'],
  ['keys of a map change', 'map<string, string> notes = 1;', 'map<int32, string> notes = 1;', 'field 1 (key) of shop.Order.NotesEntry is int32, and was string'],
  ['a map is gone', 'map<string, string> by_key = 1;', '', 'the message shop.Order.ByKeyEntry is gone, as which a map was written'],
  ['a map becomes a text', 'map<string, string> notes = 1; message NotesEntry2 {}', 'string notes = 1; message NotesEntry {} message NotesEntry2 {}', 'field 1 (notes) of shop.Order is string, and was map<string, string>'],
  ['a field leaves a oneof that stays', 'oneof key { string id = 1; int32 number = 2; }', 'oneof key { string id = 1; } int32 number = 2;', 'field 2 (number) of shop.Order is no longer in the oneof key'],
  ['several fields move into a oneof', 'string id = 1; int32 number = 2;', 'oneof key { string id = 1; int32 number = 2; }', 'several fields of shop.Order are now in the oneof key'],
  ['a message within is gone', 'message A {} string id = 1;', 'string id = 1;', 'the message shop.Order.A is gone'],
])('records cannot be read any more when %s', (_, before, after, reason) => {
  expect(compatibilityProblems(order(before), order(after), 'BACKWARD')).toEqual([`records of the old schema cannot be read with the new one: ${reason}`]);
});

test('a message that is gone can be read no more', () => {
  const [both, one] = [proto('package shop;\nmessage Order {}\nmessage Sale {}'), proto('package shop;\nmessage Order {}')];
  expect(compatibilityProblems(both, one, 'BACKWARD')).toEqual(['records of the old schema cannot be read with the new one: the message shop.Sale is gone']);
  expect(compatibilityProblems(one, both, 'BACKWARD')).toEqual([]);
});

test('what is required must stay so', () => {
  const [required, optional, none] = ['required string id = 1;', 'optional string id = 1;', ''].map((fields) => proto2(`message Order { ${fields} }`)) as [ReturnType<typeof proto2>, ReturnType<typeof proto2>, ReturnType<typeof proto2>];
  const unreadable = (reason: string) => [`records of the old schema cannot be read with the new one: ${reason}`];
  expect(compatibilityProblems(required, none, 'BACKWARD')).toEqual(unreadable('field 1 (id) of Order was required, and is gone'));
  expect(compatibilityProblems(optional, required, 'BACKWARD')).toEqual(unreadable('field 1 (id) of Order is required, and was not'));
  expect(compatibilityProblems(required, optional, 'BACKWARD')).toEqual([]);
});

test('a change of what is imported counts', () => {
  const using = (type: string) => proto('import "bank/money.proto";\nmessage Order { bank.Money total = 1; }', [{ name: 'bank/money.proto', schema: proto(`package bank;\nmessage Money { ${type} units = 1; }`) }]);
  expect(compatibilityProblems(using('int64'), using('double'), 'BACKWARD')).toEqual(['records of the old schema cannot be read with the new one: field 1 (units) of bank.Money is double, and was int64']);
});
