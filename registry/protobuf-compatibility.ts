import type { Field, Type } from 'protobufjs';
import { protobufParser } from './parsers';
import type { ProtobufFile } from './protobuf';

// What Redpanda's registry says of Protobuf (pandaproxy/schema_registry/protobuf.cc): fields are known by their numbers, and a
// change of type is harmless where it does not change how a value is written.

/** Why records of one schema cannot be read with another, each as a part of a sentence. */
export function unreadableProtobuf(reader: ProtobufFile, writer: ProtobufFile): string[] {
  const seen = new Set<string>();
  return writer.messages.flatMap((name) => {
    const is = find(reader, name);
    return is ? messages(is, find(writer, name)!, seen) : [`the message ${name.slice(1)} is gone`];
  });
}

function find({ root }: ProtobufFile, name: string): Type | undefined {
  const found = root.lookup(name);
  return found && 'fieldsArray' in found ? (found as Type) : undefined;
}

/** Those of its maps are among them. */
const nested = (type: Type): readonly Type[] => [...type.nestedArray.filter((inner): inner is Type => 'fieldsArray' in inner), ...type.fieldsArray.filter(({ map }) => map).map(entryOf)];
const byNumber = (type: Type, id: number): Field | undefined => type.fieldsArray.find((field) => field.id === id);
/** The parser makes a oneof of each optional field of proto3. */
const isInOneof = (field: Field | undefined): boolean => field?.partOf !== undefined && field.partOf !== null && !field.partOf.isProto3Optional;

function messages(reader: Type, writer: Type, seen: Set<string>): string[] {
  const name = reader.fullName.slice(1);
  if (seen.has(name)) return [];
  seen.add(name);
  return [
    ...nested(writer).flatMap((was) => {
      const is = nested(reader).find((one) => one.name === was.name);
      return is ? messages(is, was, seen) : [`the message ${was.fullName.slice(1)} is gone${was.getOption('map_entry') === true ? ', as which a map was written' : ''}`];
    }),
    ...oneofs(reader, writer, name),
    ...writer.fieldsArray.flatMap((was) => {
      const is = byNumber(reader, was.id);
      if (is) return fields(is, was, `field ${was.id} (${is.name}) of ${name}`, seen);
      return was.required ? [`field ${was.id} (${was.name}) of ${name} was required, and is gone`] : [];
    }),
    ...reader.fieldsArray.flatMap((is) => (is.required && byNumber(writer, is.id)?.required !== true ? [`field ${is.id} (${is.name}) of ${name} is required, and was not`] : [])),
  ];
}

function oneofs(reader: Type, writer: Type, name: string): string[] {
  const real = (type: Type) => type.oneofsArray.filter((oneof) => !oneof.isProto3Optional);
  return [
    ...real(writer).flatMap((was) =>
      reader.oneofs?.[was.name] === undefined
        ? []
        : was.fieldsArray.flatMap((field) => (isInOneof(byNumber(reader, field.id)) ? [] : [`field ${field.id} (${field.name}) of ${name} is no longer in the oneof ${was.name}`])),
    ),
    ...real(reader).flatMap((is) => {
      const moved = is.fieldsArray.filter((field) => {
        const was = byNumber(writer, field.id);
        return was !== undefined && !isInOneof(was);
      });
      return moved.length > 1 ? [`several fields of ${name} are now in the oneof ${is.name}`] : [];
    }),
  ];
}

function fields(is: Field, was: Field, at: string, seen: Set<string>): string[] {
  const [message, old] = [messageOf(is), messageOf(was)];
  if (!message && !old) return encodingOf(is) === encodingOf(was) ? [] : [`${at} is ${named(is)}, and was ${named(was)}`];
  if (!message || !old || message.name !== old.name) return [`${at} is ${named(is)}, and was ${named(was)}`];
  return messages(message, old, seen);
}

const messageOf = (field: Field): Type | undefined => (field.map ? entryOf(field) : field.resolvedType && 'fieldsArray' in field.resolvedType ? field.resolvedType : undefined);

/** A map is a list of messages of its own, which are called after the field. */
function entryOf(field: Field): Type {
  const { Field, Type } = protobufParser();
  const name = field.name.replace(/(?:^|_)([a-z]?)/g, (_, letter: string) => letter.toUpperCase());
  const value = new Field('value', 2, field.type);
  value.resolvedType = field.resolvedType;
  const entry = new Type(`${name}Entry`, { map_entry: true }).add(new Field('key', 1, keyTypeOf(field))).add(value);
  entry.parent = field.parent;
  return entry;
}

/** The library's types take a map for no field. */
const keyTypeOf = (field: Field): string => (field as Field & { readonly keyType: string }).keyType;
const named = (field: Field): string => (field.map ? `map<${keyTypeOf(field)}, ${field.type}>` : field.type);

/** How values are written. */
const encodings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['int32', 'int64', 'uint32', 'uint64', 'bool'].map((type) => [type, 'varint'])),
  ...Object.fromEntries(['sint32', 'sint64'].map((type) => [type, 'zigzag'])),
  ...Object.fromEntries(['string', 'bytes'].map((type) => [type, 'bytes'])),
  ...Object.fromEntries(['fixed32', 'sfixed32'].map((type) => [type, '4 bytes'])),
  ...Object.fromEntries(['fixed64', 'sfixed64'].map((type) => [type, '8 bytes'])),
};

/** What is no type of its own is an enum. */
const encodingOf = ({ type, resolvedType }: Field): string => (resolvedType ? 'varint' : (encodings[type] ?? type));
