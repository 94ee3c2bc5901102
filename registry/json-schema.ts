import type { default as Ajv } from 'ajv';
import { parseJson } from './json-text';
import { draft06, jsonSchemaParsers } from './parsers';
import { isComplete, Schema, SchemaError } from './schema';

export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

export type Draft = keyof typeof jsonSchemaParsers;

/** The drafts that the registry knows, by what stands in `$schema`. */
const drafts: readonly (readonly [pattern: RegExp, draft: Draft])[] = [
  [/^http:\/\/json-schema\.org\/draft-04\/schema#?$/, 'draft-04'],
  [/^http:\/\/json-schema\.org\/draft-0[67]\/schema#?$/, 'draft-07'],
  [/^https:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, '2019-09'],
  [/^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, '2020-12'],
];

/** A JSON Schema, and those that it refers to by their names. */
export function parseJsonSchema(schema: Schema): JsonSchema {
  const document = checked(parseJson(schema.text));
  if (isComplete(schema)) resolve(schema, document);
  return document;
}

function checked(document: unknown): JsonSchema {
  if (typeof document === 'boolean') return document;
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new SchemaError('a JSON Schema is a map, or true or false');
  const problems = draftsOf(document as Record<string, unknown>).map((draft) => problemOf(draft, document));
  if (!problems.includes(undefined)) throw new SchemaError(problems[0]!);
  return document as JsonSchema;
}

/** Where it does not say its draft, any will do, and the latest counts. */
function draftsOf({ $schema }: Record<string, unknown>): readonly Draft[] {
  if ($schema === undefined) return ['2020-12', '2019-09', 'draft-07', 'draft-04'];
  const draft = drafts.find(([pattern]) => typeof $schema === 'string' && pattern.test($schema));
  if (!draft) throw new SchemaError(`its $schema (${JSON.stringify($schema)}) is none of the drafts 4, 6, 7, 2019-09 and 2020-12, which the registry knows`);
  return [draft[1]];
}

/** The draft by which the registry reads it. */
export function draftOf(document: JsonSchema): Draft {
  const [latest, ...others] = typeof document === 'boolean' ? draftsOf({}) : draftsOf(document);
  return [latest!, ...others].find((draft) => typeof document === 'boolean' || problemOf(draft, document) === undefined) ?? latest!;
}

function problemOf(draft: Draft, document: object): string | undefined {
  const checker = checkers.get(draft) ?? parserOf(draft, true);
  checkers.set(draft, checker);
  if (checker.validateSchema(document) === true) return undefined;
  const { instancePath, message } = checker.errors![0]!;
  return `${instancePath === '' ? 'it' : instancePath} ${message}`;
}

/** Making one takes longer than using it. */
const checkers = new Map<Draft, Ajv>();

function parserOf(draft: Draft, validateSchema: boolean): Ajv {
  const parser = new (jsonSchemaParsers[draft]())({ strict: false, validateFormats: false, logger: false, validateSchema });
  if (draft === 'draft-07') parser.addMetaSchema(draft06());
  return parser;
}

/** Whether everything is there that it refers to. */
function resolve(schema: Schema, document: JsonSchema): void {
  if (typeof document === 'boolean') return;
  const parser = parserOf(draftOf(document), false);
  const add = ({ references }: Schema, base: string): void => {
    for (const { name, schema: referred } of references) {
      const uri = resolved(name, base);
      if (referred === undefined || parser.getSchema(uri) !== undefined) continue;
      const { $id, id, ...rest } = parseJson(referred.text) as Record<string, unknown>;
      add(referred, resolved(idOf({ $id, id }) || name, base));
      parser.addSchema(rest, uri);
    }
  };
  add(schema, idOf(document));
  try {
    parser.compile(document);
  } catch (error) {
    const [, name] = /can't resolve reference (\S+)/.exec((error as Error).message) ?? [];
    throw new SchemaError(name === undefined ? (error as Error).message : `nothing is called ${name}, which it refers to`);
  }
}

const idOf = ({ $id, id }: Readonly<Record<string, unknown>>): string => [$id, id].find((one): one is string => typeof one === 'string') ?? '';

/** A name as a URI, seen from the schema that uses it. */
const resolved = (name: string, base: string): string => (URL.canParse(name, base) ? new URL(name, base).href : name);
