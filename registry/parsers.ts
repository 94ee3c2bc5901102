/* eslint-disable @typescript-eslint/no-require-imports -- what is imported is loaded at once, and a synthesis without schemas must not wait for their parsers */

import type { Type as AvroType } from 'avsc';

/** The parser of Avro schemas. */
export const avroParser = () => (require('avsc/lib/types') as { Type: typeof AvroType }).Type;

/** What checks a JSON Schema, of the draft that it names. */
export const jsonSchemaParsers = {
  'draft-04': () => (require('ajv-draft-04') as typeof import('ajv-draft-04')).default,
  'draft-07': () => (require('ajv') as typeof import('ajv')).default,
  '2019-09': () => (require('ajv/dist/2019') as typeof import('ajv/dist/2019')).default,
  '2020-12': () => (require('ajv/dist/2020') as typeof import('ajv/dist/2020')).default,
} as const;

/** The meta-schema of draft 6, which the checker of draft 7 has to be given. */
export const draft06 = () => require('ajv/dist/refs/json-schema-draft-06.json') as object;

/** The parser of Protobuf. */
export const protobufParser = () => require('protobufjs') as typeof import('protobufjs');
