import { dirname, isAbsolute, join } from 'node:path';
import { isPlainObject } from '../../template';
import { Path, printPath } from '../path';
import type { Problem } from '../problem';
import type { Document } from './merge';

/** How a file's text is read: it throws an error whose message is a sentence that begins with the file's path. */
export type ReadText = (path: string) => string;

/** The same values, in which the files of schemas are seen from the current folder and not from a values file. */
export function located(values: Document, valuesFile: string): Document {
  const folder = dirname(valuesFile);
  return withSchemas(values, (schema) => (typeof schema['file'] === 'string' && !isAbsolute(schema['file']) ? { ...schema, file: join(folder, schema['file']) } : schema));
}

/** Values with the texts of the files that schemas name, and what is wrong with those files. */
export interface Read {
  readonly values: Document;
  readonly problems: readonly Problem[];
  /** A problem with such a text, as one with its file. */
  blame(problem: Problem): Problem;
}

export function readSchemaFiles(values: Document, readText: ReadText): Read {
  const problems: Problem[] = [];
  const files = new Map<unknown, string>();
  const read = withSchemas(values, (schema, index) => {
    const { file, ...rest } = schema;
    if (typeof file !== 'string' || file === '') return schema;
    const path = ['schemas', index, 'file'];
    if (rest['schema'] !== undefined) {
      problems.push({ path, sentence: `${printPath(path)} (${file}) must not stand beside schema: it is not clear which one should win` });
      return schema;
    }
    try {
      // As an editor on Windows writes it.
      const text = readText(file).replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
      files.set(index, file);
      return { ...rest, schema: text };
    } catch (error) {
      problems.push({ path, sentence: `${printPath(path)} must be a file with a schema: ${(error as Error).message}` });
      return schema;
    }
  });
  return { values: read, problems, blame: (problem) => blamed(problem, files) };
}

function blamed(problem: Problem, files: ReadonlyMap<unknown, string>): Problem {
  const [section, index, key] = problem.path;
  const file = section === 'schemas' && key === 'schema' ? files.get(index) : undefined;
  if (file === undefined) return problem;
  const path: Path = ['schemas', index!, 'file'];
  const rest = problem.sentence.slice(printPath(problem.path).length).replace(/^ \(".*?("| \u2026)\) /s, ' ');
  return { ...problem, path, sentence: `${printPath(path)} (${file})${rest}` };
}

function withSchemas(values: Document, change: (schema: Document, index: number) => Document): Document {
  const { schemas } = values;
  return Array.isArray(schemas) ? { ...values, schemas: schemas.map((schema: unknown, index) => (isPlainObject(schema) ? change(schema, index) : schema)) } : values;
}
