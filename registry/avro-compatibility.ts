import type { Type, types } from 'avsc';

// Avro's schema resolution, as Redpanda's registry takes it (pandaproxy/schema_registry/avro.cc): names are compared with their
// namespaces, and aliases do not count.

const widened: Readonly<Record<string, readonly string[]>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

/** Why records of one schema cannot be read with another, each as a part of a sentence. */
export const unreadableAvro = (reader: Type, writer: Type): string[] => differences(reader, writer, 'the schema', new Set());

const kind = (type: Type): string => type.typeName.replace(/^union:.*/, 'union').replace('error', 'record');

function differences(reader: Type, writer: Type, at: string, seen: Set<string>): string[] {
  const [is, was] = [kind(reader), kind(writer)];
  if (was === 'union') {
    if (is !== 'union') return branchesOf(writer).flatMap((branch) => differences(reader, branch, at, seen));
    return branchesOf(writer).flatMap((branch) => lacking(branchesOf(reader), branch, at, seen));
  }
  if (is === 'union') return lacking(branchesOf(reader), writer, at, seen);
  if (is !== was) return widened[was]?.includes(is) === true ? [] : [`${at} is ${named(reader)}, and was ${named(writer)}`];
  switch (is) {
    case 'array':
      return differences((reader as types.ArrayType).itemsType, (writer as types.ArrayType).itemsType, `an item of ${at}`, seen);
    case 'map': {
      const [values, old] = [reader, writer].map((type) => (type as types.MapType).valuesType as Type) as [Type, Type];
      return mayResolve(values, old) ? [] : differences(values, old, `a value of ${at}`, seen);
    }
    case 'record':
    case 'enum':
    case 'fixed':
      return namedDifferences(reader, writer, at, seen);
    default:
      return [];
  }
}

/** Values of maps are not looked into: the registry leaves them to what its library finds at a glance, which takes any record of the same name, and a union for one of its branches. */
function mayResolve(reader: Type, writer: Type): boolean {
  const [is, was] = [kind(reader), kind(writer)];
  if (was === 'union') return branchesOf(writer).some((branch) => mayResolve(reader, branch));
  if (is === 'union') return branchesOf(reader).some((branch) => mayResolve(branch, writer));
  if (is !== was) return widened[was]?.includes(is) === true;
  if (is === 'array') return mayResolve((reader as types.ArrayType).itemsType, (writer as types.ArrayType).itemsType);
  if (is === 'map') return mayResolve((reader as types.MapType).valuesType as Type, (writer as types.MapType).valuesType as Type);
  return reader.name === writer.name && (is !== 'fixed' || (reader as types.FixedType).size === (writer as types.FixedType).size);
}

const branchesOf = (type: Type): readonly Type[] => (type as types.UnwrappedUnionType).types;

function lacking(branches: readonly Type[], writer: Type, at: string, seen: Set<string>): string[] {
  return branches.some((branch) => differences(branch, writer, at, new Set(seen)).length === 0) ? [] : [`${at} takes no ${named(writer)}`];
}

function namedDifferences(reader: Type, writer: Type, at: string, seen: Set<string>): string[] {
  const name = String(reader.name);
  if (name !== writer.name) return [`${at} is called ${name}, and was ${String(writer.name)}`];
  switch (kind(reader)) {
    case 'fixed': {
      const [is, was] = [reader, writer].map((type) => (type as types.FixedType).size);
      return is === was ? [] : [`${name} has ${is} bytes, and had ${was}`];
    }
    case 'enum':
      return symbolDifferences(reader as Enum, writer as Enum);
    default:
      return fieldDifferences(reader as types.RecordType, writer as types.RecordType, name, seen);
  }
}

/** The library's types do not know the default. */
type Enum = types.EnumType & { readonly default?: string };

function symbolDifferences(reader: Enum, writer: Enum): string[] {
  const missing = reader.default === undefined ? writer.symbols.filter((symbol) => !reader.symbols.includes(symbol)) : [];
  return missing.length > 0 ? [`${String(reader.name)} has no symbol ${missing.join(', ')}, and no default`] : [];
}

function fieldDifferences(reader: types.RecordType, writer: types.RecordType, name: string, seen: Set<string>): string[] {
  // A record may hold itself.
  if (seen.has(name)) return [];
  seen.add(name);
  return reader.fields.flatMap((field) => {
    const old = writer.fields.find((other) => other.name === field.name);
    if (old) return differences(field.type, old.type, `field ${field.name} of ${name}`, seen);
    // The registry cannot tell a default of null from none, but in a union.
    return field.defaultValue() === undefined || kind(field.type) === 'null' ? [`field ${field.name} of ${name} has no default`] : [];
  });
}

const named = (type: Type): string => (kind(type) === 'union' ? 'a union' : (type.name ?? kind(type)));
