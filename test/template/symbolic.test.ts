import { Expr, symbolic } from '../../template';
import { Collection } from '../../template/each';
import { values } from './sample';

const asExpr = (value: unknown) => value as Expr<unknown>;

test.each([
  ['a string', values.name, 'string', '.Values.name'],
  ['a boolean', values.on, 'boolean', '.Values.on'],
  ['an integer', values.count, 'integer', '.Values.count'],
  ['a number', values.share, 'number', '.Values.share'],
  ['a list', values.tags, 'list', '.Values.tags'],
  ['a map', values.notes, 'map', '.Values.notes'],
  ['a field of a section', values.section.title, 'string', '.Values.section.title'],
])('%s is an expression of its path', (_, value, kind, helm) => {
  expect({ kind: asExpr(value).kind, helm: asExpr(value).helm() }).toEqual({ kind, helm });
});

test('a section is no expression, because its fields are known one by one', () => {
  expect(values.section).not.toBeInstanceOf(Expr);
});

test('a list and a map can be looped over', () => {
  expect([values.tags, values.notes].every((value) => value instanceof Collection)).toBe(true);
});

test('a section with a key that no path can reach is a map', () => {
  const { config } = symbolic<{ config: object }>({ type: 'object', properties: { config: { type: 'object', properties: { 'retention.ms': { type: 'integer' } } } } }, 'Values');
  expect(config).toBeInstanceOf(Collection);
});

test('a value of several types is a string', () => {
  const { cpu } = symbolic<{ cpu: string | number }>({ type: 'object', properties: { cpu: {} } }, 'Values');
  expect(asExpr(cpu).kind).toBe('string');
});

test('an expression knows its default as an example', () => {
  expect([asExpr(values.name).example, asExpr(values.count).example, asExpr(values.section.title).example]).toEqual(['redpanda', 3, undefined]);
});
