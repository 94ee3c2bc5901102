import { checkSchema } from '../registry/parse';
import { Schema, SchemaError } from '../registry/schema';
import { printPath } from './path';
import type { Problem } from './problem';
import type { EventSchema } from './types';

const languages = { AVRO: 'an Avro schema', JSON: 'a JSON Schema', PROTOBUF: 'Protobuf' } as const;

/** Declared schemas as the registry knows them, by their subjects. Each may use those before it. */
export function registered(schemas: readonly Pick<EventSchema, 'subject' | 'type' | 'schema' | 'references'>[]): ReadonlyMap<string, Schema> {
  const known = new Map<string, Schema>();
  for (const { subject, type = 'AVRO', schema = '', references = [] } of schemas) {
    known.set(subject, { type, text: schema, references: references.map((reference) => ({ name: reference.name, schema: known.get(reference.subject) })) });
  }
  return known;
}

/** What is wrong with the texts of schemas. The chart cannot know it. */
export function schemaProblems(schemas: readonly EventSchema[]): Problem[] {
  return [...registered(schemas).values()].flatMap((schema, index) => {
    try {
      checkSchema(schema);
      return [];
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      const path = ['schemas', index, 'schema'];
      const [line, column] = error.place?.split(':') ?? [];
      return [{ path, sentence: `${printPath(path)} must be ${languages[schema.type]}: ${error.message}${line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`}` }];
    }
  });
}
