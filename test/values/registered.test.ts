import { App, Chart } from 'cdk8s';
import { Platform } from '../../index';
import { printProblem, ValuesError } from '../../values/problem';
import { loadValues } from '../../values/reading/load';
import type { EventSchema } from '../../values/types';

function problems(schemas: readonly EventSchema[]): string[] {
  try {
    loadValues({ files: [{ name: 'v.yaml', text: JSON.stringify({ schemas }) }], sets: [] });
    return [];
  } catch (error) {
    if (error instanceof ValuesError) return error.problems.map(printProblem);
    throw error;
  }
}

const money: EventSchema = { subject: 'money', schema: '{"type": "record", "name": "bank.Money", "fields": []}' };
const order = (references: EventSchema['references']): EventSchema => ({ subject: 'orders-value', schema: '{"type": "array", "items": "bank.Money"}', references });

test.each<[string, EventSchema, string]>([
  ['Avro', { subject: 'a', schema: '{"type": "record", "name": "A"}' }, 'v.yaml:1:28: schemas[0].schema must be an Avro schema: non-array record fields: undefined'],
  ['JSON', { subject: 'a', schema: '{"type":\n "record"', type: 'AVRO' }, "v.yaml:1:28: schemas[0].schema must be an Avro schema: it is no JSON: expected ',' or '}' after property value (line 2, column 10)"],
  ['JSON Schema', { subject: 'a', schema: '{"type": "record"}', type: 'JSON' }, 'v.yaml:1:28: schemas[0].schema must be a JSON Schema: /type must be equal to one of the allowed values'],
  ['Protobuf', { subject: 'a', schema: 'syntax = "proto3";\nmessage A {\n  string id 1;\n}', type: 'PROTOBUF' }, "v.yaml:1:28: schemas[0].schema must be Protobuf: illegal token '1', '=' expected (line 3)"],
])('a text that is no %s is refused with its reason', (_, schema, sentence) => {
  expect(problems([schema])).toEqual([sentence]);
});

test('what a schema refers to stands before it', () => {
  expect(problems([money, order([{ name: 'bank.Money', subject: 'money', version: 1 }])])).toEqual([]);
});

test('what a schema uses must be one of its references', () => {
  expect(problems([money, order([])])).toEqual([expect.stringContaining('schemas[1].schema must be an Avro schema: nothing has the name bank.Money')]);
});

test('a reference to a subject that is not declared is left to the registry', () => {
  expect(problems([order([{ name: 'bank.Money', subject: 'elsewhere', version: 1 }])])).toEqual([]);
});

test('a construct refuses what does not parse', () => {
  const make = () => new Platform(new Chart(new App(), 'events'), 'platform', { schemas: [{ subject: 'a', schema: 'int' }] });
  expect(make).toThrow(new Error("events/platform: schemas[0].schema must be an Avro schema: it is no JSON: unexpected token 'i' (line 1, column 1)"));
});
