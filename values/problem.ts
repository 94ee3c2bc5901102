import * as z from 'zod';
import { nearest } from './nearest';
import { Path, printPath, printValue, valueAt } from './path';
import { refusedKeys } from './schema/leaf';

/** What is wrong with one value: a sentence that begins with the value's path. */
export interface Problem {
  /** Nothing for what cannot be read at all. */
  readonly path: Path;
  readonly sentence: string;
  /** Where the value comes from, such as `prod.yaml:3:5`. */
  readonly place?: string;
}

/** All that is wrong with the values, one sentence a line. */
export class ValuesError extends Error {
  override readonly name = 'ValuesError';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(printProblem).join('\n'));
  }
}

export const printProblem = ({ place, sentence }: Problem): string => (place === undefined ? sentence : `${place}: ${sentence}`);

/**
 * What the schema has against a document, one problem for each value.
 *
 * @param absence why a key that is not there is missed
 */
export function problemsOf(schema: z.ZodType, document: unknown, absence = 'is required: null would remove its default'): Problem[] {
  // Compiling a schema takes longer than checking one document without.
  const issues = schema.safeParse(document, { jitless: true }).error?.issues ?? [];
  const problems = issues.flatMap((issue) => sentences(schema, document, issue, absence));
  const paths = new Set<string>();
  return problems.filter(({ path }) => {
    const first = !paths.has(printPath(path));
    paths.add(printPath(path));
    return first;
  });
}

function sentences(schema: z.ZodType, document: unknown, issue: z.core.$ZodIssue, absence: string): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknown(schema, [...path, key], issue.message));
  if (issue.code === 'invalid_key') {
    const rule = issue.issues[0]?.message ?? issue.message;
    return [{ path, sentence: `${printPath(path)} has a key that ${rule}` }];
  }
  const value = valueAt(document, path);
  if (value === undefined) return [{ path, sentence: missing(path, absence) }];
  return [{ path, sentence: `${printPath(path)} (${printValue(value)}) ${issue.message}` }];
}

function missing(path: Path, absence: string): string {
  const inList = path.some((step) => typeof step === 'number');
  return `${printPath(path)} ${inList ? 'is required: list items have no defaults' : absence}`;
}

function unknown(schema: z.ZodType, path: Path, rule: string): Problem {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const section = sectionAt(schema, parent);
  const refused = section && refusedKeys.get(section);
  if (refused && Object.hasOwn(refused, key)) return { path, sentence: `${printPath(path)} ${refused[key]}` };
  const known = Object.keys(section?.shape ?? {});
  const near = nearest(key, known);
  // Nobody means a section's key in an item of a list.
  const elsewhere = parent.some((step) => typeof step === 'number') ? [] : pathsOf(schema).filter((other) => other.at(-1) === key);
  const meant = near !== undefined ? [[...parent, near]] : elsewhere;
  const sentence = `${printPath(path)} ${rule}`;
  // A rule that gives its reason knows a map whose keys are many, and names of their own.
  if (rule.includes(':')) return { path, sentence: near === undefined ? sentence : `${sentence}; did you mean ${near}?` };
  const hint = meant.length > 0 ? `did you mean ${meant.map(printPath).join(' or ')}?` : `${parentName(parent)} ${known.join(', ')}`;
  return { path, sentence: `${sentence}: ${hint}` };
}

const parentName = (parent: Path): string => (parent.length > 0 ? `${printPath(parent)} knows` : 'the values are');

/** The part of a schema that describes the map at a path. */
function sectionAt(schema: z.core.$ZodType, path: Path): z.ZodObject | undefined {
  const here = inner(schema);
  const [step, ...rest] = path;
  if (here instanceof z.ZodArray && typeof step === 'number') return sectionAt(here.element, rest);
  if (!(here instanceof z.ZodObject)) return undefined;
  if (step === undefined) return here;
  const child = (here.shape as Record<string, z.core.$ZodType>)[step];
  return child && sectionAt(child, rest);
}

/** The paths of all keys, those of lists apart, and of maps in the words of others. */
function pathsOf(schema: z.core.$ZodType, before: readonly string[] = []): string[][] {
  const here = inner(schema);
  if (!(here instanceof z.ZodObject) || here.meta()?.['whole'] === true) return [];
  return Object.entries(here.shape as Record<string, z.core.$ZodType>).flatMap(([key, child]) => [[...before, key], ...pathsOf(child, [...before, key])]);
}

const inner = (schema: z.core.$ZodType): z.core.$ZodType => (schema instanceof z.ZodOptional ? schema.unwrap() : schema);
