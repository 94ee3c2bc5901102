import { checkSchema } from '../registry/parse';
import { Schema, SchemaError } from '../registry/schema';
import { printPath } from './path';
import type { Problem } from './problem';
import type { EventSchema, SchemaReference } from './types';

const languages = { AVRO: 'an Avro schema', JSON: 'a JSON Schema', PROTOBUF: 'Protobuf' } as const;

/** Where a schema is sent to the registry, and what is sent. */
interface Sent {
  readonly subject: string;
  readonly type?: string;
  readonly schema?: string;
  readonly references?: readonly SchemaReference[];
}

/** Declared schemas as the registry knows them, by their subjects. */
export function registered(schemas: readonly Sent[]): ReadonlyMap<string, Schema> {
  const declared = new Map(schemas.map((schema) => [schema.subject, schema]));
  const known = new Map<string, Schema>();
  const open = new Set<string>();
  const find = (subject: string): Schema | undefined => {
    const one = declared.get(subject);
    // Nothing refers to itself: a rule sees to that.
    if (one === undefined || open.has(subject)) return undefined;
    open.add(subject);
    const { type = 'AVRO', schema = '', references = [] } = one;
    const made = known.get(subject) ?? { type: type as Schema['type'], text: schema, references: references.map(({ name, subject: other }) => ({ name, schema: find(other) })) };
    known.set(subject, made);
    open.delete(subject);
    return made;
  };
  return new Map(schemas.map(({ subject }) => [subject, find(subject)!]));
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
