import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './json-schema';

// What Redpanda's registry says of JSON Schema (pandaproxy/schema_registry/json.cc), as far as it is certain: what stands in not,
// oneOf, anyOf, allOf, dependencies and behind references to other schemas is not compared.

type Fields = Readonly<Record<string, unknown>>;

/** A schema in the document that it stands in. */
interface Placed {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
}

/** Why documents of one schema may not fit another, each as a part of a sentence. */
export const unfitJson = (reader: JsonSchema, writer: JsonSchema): string[] => narrower({ schema: reader, root: reader }, { schema: writer, root: writer }, '', new Set());

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

function narrower(reader: Placed, writer: Placed, at: string, seen: Set<string>): string[] {
  const [is, was] = [target(reader), target(writer)];
  if (is === undefined || was === undefined || is === true || was === false) return [];
  const where = at === '' ? 'the schema' : at;
  if (is === false) return [`${where} takes nothing any more`];
  const old: Fields = was === true ? {} : was;
  // What refers to itself is compared once.
  const pair = `${JSON.stringify(is)} ${JSON.stringify(old)}`;
  if (seen.has(pair)) return [];
  seen.add(pair);
  const [taken, given] = [typesOf(is), typesOf(old)];
  const lost = given.filter((type) => !taken.includes(type) && !(type === 'integer' && taken.includes('number')));
  if (lost.length > 0) return [`${where} takes no ${lost.join(', ')}`];
  const has = (type: string): boolean => given.includes(type);
  return [
    ...(has('string') ? [...bounds(is, old, where, { minLength: least, maxLength: most }), ...patterns(is, old, where)] : []),
    ...(has('number') || has('integer') ? bounds(is, old, where, { minimum: least, maximum: most, exclusiveMinimum: least, exclusiveMaximum: most, multipleOf: divides }) : []),
    ...(has('array') ? arrays({ ...reader, schema: is }, { ...writer, schema: old }, at, seen) : []),
    ...(has('object') ? objects({ ...reader, schema: is }, { ...writer, schema: old }, at, seen) : []),
    ...enums(is, old, where),
  ];
}

/** What a reference within the document leads to; undefined where it leads elsewhere, or something beside it counts. */
function target({ schema, root }: Placed, depth = 0): JsonSchema | undefined {
  if (typeof schema === 'boolean') return schema;
  if (['not', 'oneOf', 'anyOf', 'allOf', '$dynamicRef', '$recursiveRef'].some((key) => Object.hasOwn(schema, key))) return undefined;
  const { $ref } = schema;
  if ($ref === undefined) return schema;
  if (typeof $ref !== 'string' || !/^#(\/|$)/.test($ref) || depth > 20) return undefined;
  const steps = $ref.slice(1).split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<unknown>((value, step) => (value as Fields | undefined)?.[step], root);
  return found === undefined ? undefined : target({ schema: found as JsonSchema, root }, depth + 1);
}

function typesOf({ type }: Fields): readonly string[] {
  return type === undefined ? types : [type].flat().map(String);
}

type Holds = (is: number, was: number) => boolean;
const least: Holds = (is, was) => is <= was;
const most: Holds = (is, was) => is >= was;
const divides: Holds = (is, was) => Number.isInteger(was / is);

/** Numbers that must not be stricter. Those of draft 4 that are true or false are left out. */
function bounds(is: Fields, was: Fields, where: string, keywords: Readonly<Record<string, Holds>>, byDefault?: number): string[] {
  return Object.entries(keywords).flatMap(([keyword, holds]) => {
    const [now, before] = [is[keyword], was[keyword] ?? byDefault];
    if (typeof now !== 'number' || now === byDefault) return [];
    if (typeof before === 'number' ? holds(now, before) : before !== undefined) return [];
    // Without a least number of something, there may be none.
    if (before === undefined && now === 0 && /^min(Length|Items|Properties)$/.test(keyword)) return [];
    return [`${where} has ${keyword} ${now}, and had ${typeof before === 'number' ? before : 'none'}`];
  });
}

function patterns(is: Fields, was: Fields, where: string): string[] {
  return is['pattern'] === undefined || is['pattern'] === was['pattern'] ? [] : [`${where} has another pattern`];
}

function arrays(reader: Placed, writer: Placed, at: string, seen: Set<string>): string[] {
  const [is, was] = [reader.schema as Fields, writer.schema as Fields];
  const where = at === '' ? 'the schema' : at;
  const [items, old] = [is['items'], was['items'] ?? true];
  return [
    ...bounds(is, was, where, { minItems: least, maxItems: most }),
    ...(is['uniqueItems'] === true && was['uniqueItems'] !== true ? [`${where} takes an item only once`] : []),
    ...(isSchema(items) && isSchema(old) ? narrower({ ...reader, schema: items }, { ...writer, schema: old }, `an item of ${where}`, seen) : []),
  ];
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value));

function objects(reader: Placed, writer: Placed, at: string, seen: Set<string>): string[] {
  const [is, was] = [reader.schema as Fields, writer.schema as Fields];
  const where = at === '' ? 'the schema' : at;
  const [properties, old] = [is, was].map((schema) => (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>) as [Record<string, JsonSchema>, Record<string, JsonSchema>];
  const required = [is, was].map((schema) => (Array.isArray(schema['required']) ? (schema['required'] as string[]) : []));
  const place = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const added = required[0]!.filter((name) => !required[1]!.includes(name) && Object.hasOwn(properties, name) && Object.hasOwn(old, name) && !hasDefault(properties[name]!));
  return [
    ...bounds(is, was, where, { minProperties: least, maxProperties: most }),
    ...added.map((name) => `${place(name)} is required, was not, and has no default`),
    ...Object.entries(old).flatMap(([name, schema]) => property(name, schema)),
    ...narrower({ ...reader, schema: others(is) }, { ...writer, schema: others(was) }, `another property${at === '' ? '' : ` of ${at}`}`, seen),
  ];

  function property(name: string, schema: JsonSchema): string[] {
    if (Object.hasOwn(properties, name)) return narrower({ ...reader, schema: properties[name]! }, { ...writer, schema }, place(name), seen);
    if (is['patternProperties'] !== undefined || schema === false) return [];
    if (is['additionalProperties'] === false) return [`${where} takes no ${name} any more`];
    return isSchema(is['additionalProperties']) ? narrower({ ...reader, schema: is['additionalProperties'] }, { ...writer, schema }, place(name), seen) : [];
  }
}

const others = ({ additionalProperties = true }: Fields): JsonSchema => additionalProperties as JsonSchema;
const hasDefault = (schema: JsonSchema): boolean => typeof schema === 'object' && Object.hasOwn(schema, 'default');

function enums(is: Fields, was: Fields, where: string): string[] {
  const [taken, given] = [is['enum'], was['enum']];
  if (!Array.isArray(taken)) return [];
  if (!Array.isArray(given)) return [`${where} takes some values only`];
  const lost = given.filter((value) => !taken.some((other) => isDeepStrictEqual(other, value)));
  return lost.length > 0 ? [`${where} takes no ${lost.map((value) => JSON.stringify(value)).join(', ')}`] : [];
}
