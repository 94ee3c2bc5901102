import type { Schema as AvroSchema, Type } from 'avsc';
import { parseJson } from './json-text';
import { avroParser } from './parsers';
import { isComplete, Schema, SchemaError } from './schema';

/** An Avro schema with all that it refers to, or undefined where not all of that is known. */
export function parseAvro(schema: Schema): Type | undefined {
  const document = parseJson(schema.text);
  return isComplete(schema) ? typeOf(schema, document, {}) : undefined;
}

/** Names of what is referred to are known to what comes later. */
function typeOf(schema: Schema, document: unknown, registry: Record<string, Type>): Type {
  for (const { name, schema: referred } of schema.references) {
    if (referred === undefined || Object.hasOwn(registry, name)) continue;
    typeOf(referred, parseJson(referred.text), registry);
    if (!Object.hasOwn(registry, name)) throw new SchemaError(`its reference ${name} is the full name of nothing in the schema that it refers to`);
  }
  try {
    return avroParser().forSchema(document as AvroSchema, { registry, wrapUnions: true, noAnonymousTypes: true, logicalTypes: {} });
  } catch (error) {
    throw new SchemaError((error as Error).message.replace(/^undefined type name: /, 'nothing has the name '));
  }
}
