import * as z from 'zod';
import { isPlainObject, writeYaml } from '../../template';
import { schema } from '../schema/schema';
import type { Values } from '../types';

const sections: readonly (readonly [string, z.ZodType])[] = Object.entries(schema.shape);

/** The keys that a chart has a use for. */
export const chartKeys = (): readonly string[] => sections.filter(([, child]) => child.meta()?.['plainOnly'] !== true).map(([key]) => key);

/** The values as a `values.yaml`, with the description of each key above it: of all keys, or of those that are given. */
export function valuesDocument(values: Values, keys: readonly string[] = Object.keys(schema.shape)): string {
  return sections
    .filter(([key]) => keys.includes(key))
    .map(([key, child]) => written(key, child, values[key as keyof Values], 0))
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** A value with its path, such as `broker.replicas`. */
export interface ValueRow {
  readonly path: string;
  readonly value: unknown;
  readonly description: string;
}

/** The values one by one, in the order of a `values.yaml`. */
export function valueRows(values: Values, keys: readonly string[]): ValueRow[] {
  return sections.filter(([key]) => keys.includes(key)).flatMap(([key, child]) => rowsOf(key, child, values[key as keyof Values]));
}

function rowsOf(path: string, child: z.ZodType, value: unknown): ValueRow[] {
  if (value === undefined) return [];
  if (!(child instanceof z.ZodObject && isPlainObject(value) && Object.keys(value).length > 0)) return [{ path, value, description: child.description ?? '' }];
  return Object.entries(child.shape as Record<string, z.ZodType>).flatMap(([key, inner]) => rowsOf(`${path}.${key}`, inner, value[key]));
}

/** The lines of a key; one that a `null` has deleted is left out. */
function written(key: string, child: z.ZodType, value: unknown, indent: number): string[] {
  if (value === undefined) return [];
  const pad = ' '.repeat(indent);
  const comment = wrapped(child.description ?? '', 98 - indent).map((line) => `${pad}# ${line}`);
  if (child instanceof z.ZodObject && child.meta()?.['whole'] !== true && isPlainObject(value)) {
    const fields = Object.entries(child.shape as Record<string, z.ZodType>).flatMap(([inner, schemaOf]) => written(inner, schemaOf, value[inner], indent + 2));
    return [...comment, `${pad}${key}:`, ...fields];
  }
  const lines = writeYaml({ [key]: value })
    .trimEnd()
    .split('\n');
  return [...comment, ...lines.map((line) => pad + line)];
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
