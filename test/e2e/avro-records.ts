import fc from 'fast-check';
import type { Schema } from '../../registry/schema';

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

/** Fields of a record, each with its type and whether it has a default. */
export const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.tuple(fc.constantFrom(...Object.keys(types)), fc.boolean()), { maxKeys: 3, noNullPrototype: true });
/** A record of these fields. */
export const recordOf = (chosen: Readonly<Record<string, readonly [kind: string, hasDefault: boolean]>>): Schema => ({
  type: 'AVRO',
  references: [],
  text: JSON.stringify({
    type: 'record',
    name: 'Event',
    fields: Object.entries(chosen).sort().map(([name, [kind, hasDefault]]) => {
      const { type, default: otherwise } = types[kind]!(name);
      return { name, type, ...(hasDefault && { default: otherwise }) };
    }),
  }),
});
