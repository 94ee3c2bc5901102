import { parseAvro } from './avro';
import { unreadableAvro } from './avro-compatibility';
import { parseJsonSchema } from './json-schema';
import { unfitJson } from './json-schema-compatibility';
import { parseProtobuf } from './protobuf';
import { unreadableProtobuf } from './protobuf-compatibility';
import { Schema, SchemaError } from './schema';

export type Level = 'NONE' | 'BACKWARD' | 'BACKWARD_TRANSITIVE' | 'FORWARD' | 'FORWARD_TRANSITIVE' | 'FULL' | 'FULL_TRANSITIVE';

/**
 * Why the registry refuses a schema as the next version of another, each reason as a sentence without its full stop.
 * Nothing is said of what cannot be compared: a schema that refers to one that nobody knows, or does not parse.
 */
export function compatibilityProblems(before: Schema, after: Schema, level: Level): string[] {
  // NB: of every level, also of NONE (sharded_store.cc, do_is_compatible).
  if (before.type !== after.type) return [`it is ${after.type}, and was ${before.type}`];
  if (level === 'NONE') return [];
  return unlessUnparsable(() => [
    ...(/^(BACKWARD|FULL)/.test(level) ? unreadable(after, before).map((reason) => `records of the old schema cannot be read with the new one: ${reason}`) : []),
    ...(/^(FORWARD|FULL)/.test(level) ? unreadable(before, after).map((reason) => `records of the new schema cannot be read with the old one: ${reason}`) : []),
  ]);
}

function unlessUnparsable(problems: () => string[]): string[] {
  try {
    return problems();
  } catch (error) {
    if (error instanceof SchemaError) return [];
    throw error;
  }
}

function unreadable(reader: Schema, writer: Schema): string[] {
  if (reader.type === 'AVRO') return compared(parseAvro(reader), parseAvro(writer), unreadableAvro);
  if (reader.type === 'JSON') return compared(parseJsonSchema(reader), parseJsonSchema(writer), unfitJson);
  return compared(parseProtobuf(reader), parseProtobuf(writer), unreadableProtobuf);
}

const compared = <T>(reader: T | undefined, writer: T | undefined, differences: (reader: T, writer: T) => string[]): string[] =>
  reader === undefined || writer === undefined ? [] : differences(reader, writer);
