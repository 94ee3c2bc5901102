import * as z from 'zod';
import { isPlainObject, writeYaml } from '../template';
import { schema } from './schema';
import type { Values } from './types';

export interface ValuesDocumentOptions {
  /**
   * Whether the document is a chart's, which has no use for some of the values.
   *
   * @default false
   */
  readonly chart?: boolean;
}

/** The values as a `values.yaml`, with the description of each key above it. */
export function valuesDocument(values: Values, { chart = false }: ValuesDocumentOptions = {}): string {
  const known = Object.entries(schema.shape as Record<string, z.ZodType>).filter(([, child]) => !(chart && child.meta()?.['plainOnly'] === true));
  return known
    .map(([key, child]) => written(key, child, values[key as keyof Values], 0))
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** The lines of a key; one that a `null` has deleted is left out. */
function written(key: string, child: z.ZodType, value: unknown, indent: number): string[] {
  if (value === undefined) return [];
  const pad = ' '.repeat(indent);
  const comment = wrapped(child.description ?? '', 98 - indent).map((line) => `${pad}# ${line}`);
  if (child instanceof z.ZodObject && isPlainObject(value)) {
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
