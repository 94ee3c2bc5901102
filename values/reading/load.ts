import { isDeepStrictEqual } from 'node:util';
import { check } from '../check';
import { defaultsOf } from '../defaults';
import { Problem, ValuesError } from '../problem';
import { schema } from '../schema/schema';
import type { Values } from '../types';
import { Document, merge, mergeDefaults } from './merge';
import { readValues } from './read';
import { applySet } from './set';
import { located, readSchemaFiles, ReadText } from './schema-files';
import { placeOf, Source } from './source';

export interface ValuesInput {
  /** Values files, of which later ones override earlier ones. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Assignments such as `broker.replicas=1`, which override all files. */
  readonly sets: readonly string[];
  /**
   * Reads the files that schemas name.
   *
   * @default - naming one is refused
   */
  readonly readText?: ReadText;
  /** What is wrong with values of which nothing else is. */
  readonly last?: (values: Values) => readonly Problem[];
}

/** The defaults under the files under the assignments, merged as Helm merges them. Throws a ValuesError with all that is wrong. */
export function loadValues({ files, sets, readText, last }: ValuesInput): Values {
  const sources: Source[] = [];
  const refused: Problem[] = [];
  let own: Document = {};
  for (const { name, text } of files) {
    const file = readValues(name, text);
    if ('problems' in file) {
      refused.push(...file.problems);
    } else {
      sources.push(file);
      own = merge(own, located(file.values, name));
    }
  }
  for (const set of sets) {
    const applied = applySet(own, set);
    if ('problem' in applied) {
      refused.push(applied.problem);
    } else {
      sources.push(applied);
      own = applied.values;
    }
  }
  const read = readText && readSchemaFiles(own, readText);
  const values = mergeDefaults(defaultsOf(schema), read?.values ?? own);
  const unread = read?.problems ?? [];
  const broken = [...unread, ...check(values).filter(({ path }) => !unread.some((problem) => isDeepStrictEqual(problem.path, path))).map((problem) => read?.blame(problem) ?? problem)];
  if (refused.length === 0 && broken.length === 0) broken.push(...(last?.(values as unknown as Values) ?? []));
  const problems = [...refused, ...broken.map((problem) => ({ ...problem, place: placeOf(problem.path, sources) }))];
  if (problems.length > 0) throw new ValuesError(problems);
  return values as unknown as Values;
}
