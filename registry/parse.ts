import { parseAvro } from './avro';
import { parseJsonSchema } from './json-schema';
import { parseProtobuf } from './protobuf';
import { Schema } from './schema';

const parsers = { AVRO: parseAvro, JSON: parseJsonSchema, PROTOBUF: parseProtobuf } as const;

/** Throws a SchemaError where a schema does not parse, or refers to nothing. */
export const checkSchema = (schema: Schema): void => void parsers[schema.type](schema);
