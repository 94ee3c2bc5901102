import { isDeepStrictEqual } from 'node:util';
import { Draft, draftOf, JsonSchema } from './json-schema';
import { matching } from './matching';

// What Redpanda's registry says of JSON Schema (pandaproxy/schema_registry/json.cc). What stands behind references to other
// documents is not compared. Where a schema says something that its checks do not look at, such as format or const, it counts nothing.

type Fields = Readonly<Record<string, unknown>>;

/** A schema in the document that it stands in. */
interface Placed {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  readonly draft: Draft;
}

/** Why documents of one schema may not fit another, each as a part of a sentence. */
export const unfitJson = (reader: JsonSchema, writer: JsonSchema): string[] => narrower(placed(reader), placed(writer), '', new Set());
const placed = (root: JsonSchema): Placed => ({ schema: root, root, draft: draftOf(root) });

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

const isAny = (schema: JsonSchema): boolean => schema === true || (typeof schema === 'object' && Object.keys(schema).length === 0);
const isNone = (schema: JsonSchema): boolean => schema === false || (typeof schema === 'object' && isSchema(schema['not']) && isAny(schema['not']));
const isSchema = (value: unknown): value is JsonSchema => typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value));

function narrower(reader: Placed, writer: Placed, at: string, seen: Set<string>): string[] {
  if (isAny(reader.schema) || isNone(writer.schema)) return [];
  const [is, was] = [target(reader), target(writer)];
  if (is === undefined || was === undefined) return [];
  // What refers to itself is compared once.
  const pair = `${JSON.stringify(is)} ${JSON.stringify(was)}`;
  if (seen.has(pair)) return [];
  seen.add(pair);
  const [now, before] = [{ ...reader, schema: is }, { ...writer, schema: was }];
  const where = at === '' ? 'the schema' : at;
  if (isNone(is) && !Object.hasOwn(was, 'not')) return [`${where} takes nothing any more`];
  const [taken, given] = [typesOf(is), typesOf(was)];
  const lost = given.filter((type) => !taken.includes(type) && !(type === 'integer' && taken.includes('number')));
  if (lost.length > 0) return [`${where} takes no ${lost.join(', ')}`];
  const has = (type: string): boolean => given.includes(type);
  return [
    ...(has('string') ? [...bounds(is, was, where, { minLength: least, maxLength: most }), ...patterns(is, was, where)] : []),
    ...(has('number') || has('integer') ? numbers(is, was, where) : []),
    ...(has('array') ? arrays(now, before, where, seen) : []),
    ...(has('object') ? objects(now, before, at, seen) : []),
    ...enums(is, was, where),
    ...excluded(now, before, where, seen),
    ...combined(now, before, where, seen),
  ];
}

/** Whether every document of one schema fits another, of two that are parts of others. */
const fits = (reader: Placed, writer: Placed, seen: Set<string>): boolean => narrower(reader, writer, '', new Set(seen)).length === 0;

/** A schema with what it refers to within its document; undefined where it refers to something else. */
function target({ schema, root }: Placed): Fields | undefined {
  const chain: Fields[] = [];
  let next: unknown = schema;
  do {
    if (typeof next === 'boolean') next = next ? {} : { not: {} };
    if (!isSchema(next) || chain.length > 20) return undefined;
    chain.push(next as Fields);
    const { $ref } = next as Fields;
    next = $ref === undefined ? undefined : typeof $ref === 'string' ? pointed(root, $ref) : null;
  } while (next !== undefined);
  // All of them count, the schema beside a reference as well as what that leads to.
  const parts = chain.map((one) => Object.fromEntries(Object.entries(one).filter(([keyword]) => keyword !== '$ref'))).filter((one) => !isAny(one));
  return parts.length > 1 ? { allOf: parts } : (parts[0] ?? {});
}

/** Null where it leads out of the document, or to nothing. */
function pointed(root: JsonSchema, reference: string): unknown {
  if (!/^#(\/|$)/.test(reference)) return null;
  const steps = reference.slice(1).split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((value, step) => (value as Fields | undefined)?.[step], root) ?? null;
}

function typesOf({ type }: Fields): readonly string[] {
  return type === undefined ? types : [type].flat().map(String);
}

type Holds = (is: number, was: number) => boolean;
const least: Holds = (is, was) => is <= was;
const most: Holds = (is, was) => is >= was;
/** Up to what the last bits make of decimal fractions. */
const divides: Holds = (is, was) => Math.min(was % is, is - (was % is)) <= 3 * Number.EPSILON * was;

/** Numbers that must not be stricter. */
function bounds(is: Fields, was: Fields, where: string, keywords: Readonly<Record<string, Holds>>): string[] {
  return Object.entries(keywords).flatMap(([keyword, holds]) => {
    const [now, before] = [is[keyword], was[keyword]];
    if (typeof now !== 'number') return [];
    if (typeof before === 'number' ? holds(now, before) : before !== undefined) return [];
    // Without a least number of something, there may be none.
    if (before === undefined && now === 0 && /^min(Length|Items|Properties)$/.test(keyword)) return [];
    return [`${where} has ${keyword} ${now}, and had ${typeof before === 'number' ? before : 'none'}`];
  });
}

function numbers(is: Fields, was: Fields, where: string): string[] {
  // In draft 4 a bound says so if it is exclusive.
  const exclusive = ['exclusiveMinimum', 'exclusiveMaximum'].filter((keyword) => is[keyword] === true && (was[keyword] ?? false) === false);
  return [
    ...bounds(is, was, where, { minimum: least, maximum: most, multipleOf: divides, exclusiveMinimum: least, exclusiveMaximum: most }),
    ...exclusive.map((keyword) => `${where} has ${keyword}, and had not`),
  ];
}

function patterns(is: Fields, was: Fields, where: string): string[] {
  return is['pattern'] === undefined || is['pattern'] === was['pattern'] ? [] : [`${where} has another pattern`];
}

function arrays(reader: Placed, writer: Placed, where: string, seen: Set<string>): string[] {
  const [is, was] = [reader.schema as Fields, writer.schema as Fields];
  const [tuple, oldTuple] = [tupleOf(reader), tupleOf(writer)];
  return [
    ...bounds(is, was, where, { minItems: least, maxItems: most }),
    ...(is['uniqueItems'] === true && was['uniqueItems'] !== true ? [`${where} takes an item only once`] : []),
    ...items(),
  ];

  function items(): string[] {
    const [schema, old] = [is, was].map((one) => within(one, 'items')) as [JsonSchema, JsonSchema];
    if (!tuple && !oldTuple) return narrower({ ...reader, schema }, { ...writer, schema: old }, `an item of ${where}`, seen);
    if (!tuple || !oldTuple) return [`${where} ${tuple ? 'has' : 'had'} a schema for each item, and ${tuple ? 'had' : 'has'} one for all`];
    const [{ others }, { others: oldOthers }] = [tuple, oldTuple];
    const all = Array.from({ length: Math.max(tuple.items.length, oldTuple.items.length) }, (_, index) => index);
    return [
      ...narrower({ ...reader, schema: others }, { ...writer, schema: oldOthers }, `another item of ${where}`, seen),
      ...all.flatMap((index) => narrower({ ...reader, schema: tuple.items[index] ?? others }, { ...writer, schema: oldTuple.items[index] ?? oldOthers }, `item ${index + 1} of ${where}`, seen)),
    ];
  }
}

/** Schemas of items by their places, and that of the others. Draft 2020-12 calls them so, and earlier ones `items` and `additionalItems`. */
function tupleOf({ schema, draft }: Placed): { readonly items: readonly JsonSchema[]; readonly others: JsonSchema } | undefined {
  const [items, others] = draft === '2020-12' ? ['prefixItems', 'items'] : ['items', 'additionalItems'];
  const places = (schema as Fields)[items];
  return Array.isArray(places) ? { items: places as JsonSchema[], others: within(schema as Fields, others) } : undefined;
}

const within = (schema: Fields, keyword: string): JsonSchema => (schema[keyword] ?? true) as JsonSchema;

function objects(reader: Placed, writer: Placed, at: string, seen: Set<string>): string[] {
  const [is, was] = [reader.schema as Fields, writer.schema as Fields];
  const where = at === '' ? 'the schema' : at;
  const [properties, old] = [is, was].map((schema) => (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>) as [Record<string, JsonSchema>, Record<string, JsonSchema>];
  const required = [is, was].map((schema) => (Array.isArray(schema['required']) ? (schema['required'] as string[]) : []));
  const place = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const added = required[0]!.filter((name) => !required[1]!.includes(name) && Object.hasOwn(properties, name) && Object.hasOwn(old, name) && !hasDefault(properties[name]!));
  const [others, oldOthers] = [is, was].map((schema) => within(schema, 'additionalProperties')) as [JsonSchema, JsonSchema];
  return [
    ...bounds(is, was, where, { minProperties: least, maxProperties: most }),
    ...added.map((name) => `${place(name)} is required, was not, and has no default`),
    ...Object.entries(old).flatMap(([name, schema]) => property(name, schema)),
    ...narrower({ ...reader, schema: others }, { ...writer, schema: oldOthers }, `another property${at === '' ? '' : ` of ${at}`}`, seen),
    ...dependencies(reader, writer, where, seen),
  ];

  function property(name: string, schema: JsonSchema): string[] {
    const within = (one: JsonSchema): string[] => narrower({ ...reader, schema: one }, { ...writer, schema }, place(name), seen);
    if (Object.hasOwn(properties, name)) return within(properties[name]!);
    const matched = Object.entries((is['patternProperties'] ?? {}) as Record<string, JsonSchema>).filter(([pattern]) => matches(pattern, name));
    if (matched.length > 0) return matched.flatMap(([, one]) => within(one));
    return isNone(others) ? [`${where} takes no ${name} any more`] : within(others);
  }
}

const hasDefault = (schema: JsonSchema): boolean => typeof schema === 'object' && Object.hasOwn(schema, 'default');

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern).test(name);
  } catch {
    // The registry's RE2 knows more than JavaScript.
    return false;
  }
}

function dependencies(reader: Placed, writer: Placed, where: string, seen: Set<string>): string[] {
  const [is, was] = [reader, writer].map(({ schema }) => ((schema as Fields)['dependencies'] ?? {}) as Fields) as [Fields, Fields];
  return Object.entries(is).flatMap(([name, needed]) => {
    const old = was[name];
    if (Array.isArray(needed)) return Array.isArray(old) && needed.every((one) => old.includes(one)) ? [] : [`${where} needs more where it has ${name}`];
    if (!isSchema(old) || !isSchema(needed)) return [`${where} needs more where it has ${name}`];
    return narrower({ ...reader, schema: needed }, { ...writer, schema: old }, `${where} with ${name}`, seen);
  });
}

/** The registry minds as well if values are no longer named, which would do no harm. */
function enums(is: Fields, was: Fields, where: string): string[] {
  const [taken, given] = [is['enum'], was['enum']];
  if (!Array.isArray(taken)) return Array.isArray(given) ? [`${where} has no enum any more`] : [];
  if (!Array.isArray(given)) return [`${where} takes some values only`];
  const lost = given.filter((value) => !taken.some((other) => isDeepStrictEqual(other, value)));
  return lost.length > 0 ? [`${where} takes no ${lost.map((value) => JSON.stringify(value)).join(', ')}`] : [];
}

function excluded(reader: Placed, writer: Placed, where: string, seen: Set<string>): string[] {
  const [is, was] = [(reader.schema as Fields)['not'], (writer.schema as Fields)['not']];
  if (!isSchema(is) && !isSchema(was)) return [];
  if (!isSchema(is) || !isSchema(was)) return [`${where} has ${isSchema(is) ? '"not", and had not' : 'no "not" any more'}`];
  return fits({ ...writer, schema: was }, { ...reader, schema: is }, seen) ? [] : [`${where} excludes more by "not"`];
}

const combinators = ['oneOf', 'allOf', 'anyOf'] as const;

function combined(reader: Placed, writer: Placed, where: string, seen: Set<string>): string[] {
  const [[how, ...more], [oldHow, ...oldMore]] = [reader, writer].map(({ schema }) => combinators.filter((keyword) => Object.hasOwn(schema as Fields, keyword))) as [(typeof combinators)[number][], (typeof combinators)[number][]];
  // Of several at once the registry says only that it cannot compare them.
  if (how === undefined || more.length > 0 || oldMore.length > 0) return [];
  if (oldHow === undefined) return [`${where} has ${how}, and had not`];
  const [all, old] = [(reader.schema as Fields)[how], (writer.schema as Fields)[oldHow]] as [readonly JsonSchema[], readonly JsonSchema[]];
  const takes = (one: JsonSchema, other: JsonSchema): boolean => fits({ ...reader, schema: one }, { ...writer, schema: other }, seen);
  const others = [`the schemas in ${how} of ${where} take less`];
  if (how !== 'anyOf' && how !== oldHow) {
    if (all.length === 1 && (old.length === 1 || oldHow === 'allOf')) return old.some((one) => takes(all[0]!, one)) ? [] : others;
    if (how === 'oneOf' && old.length === 1) return all.some((one) => takes(one, old[0]!)) ? [] : others;
    return [`${where} has ${how}, and had ${oldHow}`];
  }
  if (how === 'allOf' && all.length > old.length) return [`${where} has more schemas in allOf`];
  if (oldHow !== 'allOf' && all.length < old.length) return [`${where} has fewer schemas in ${how}`];
  return matching(all, old, takes) === Math.min(all.length, old.length) ? [] : others;
}
