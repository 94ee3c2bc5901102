import { defaultsOf } from '../defaults';
import { Path, printPath } from '../path';
import { Problem, problemsOf, ValuesError } from '../problem';
import { allRules } from '../rules/rules';
import { schema } from '../schema/schema';
import type { Values } from '../types';
import { Document, merge, mergeDefaults } from './merge';
import { readValues } from './read';
import { applySet } from './set';
import { placeOf, Source } from './source';

export interface ValuesInput {
  /** Values files, of which later ones override earlier ones. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Assignments such as `broker.replicas=1`, which override all files. */
  readonly sets: readonly string[];
  /** What is wrong with values that are right so far. */
  readonly check?: (values: Values) => readonly Problem[];
}

/** The defaults under the files under the assignments, merged as Helm merges them. Throws a ValuesError with all that is wrong. */
export function loadValues({ files, sets, check }: ValuesInput): Values {
  const sources: Source[] = [];
  const refused: string[] = [];
  let own: Document = {};
  for (const { name, text } of files) {
    const file = readValues(name, text);
    if ('problems' in file) {
      refused.push(...file.problems);
    } else {
      sources.push(file);
      own = merge(own, file.values);
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
  const values = mergeDefaults(defaultsOf(schema), own);
  const problems = problemsOf(schema, values);
  const broken = [...problems, ...brokenRules(values as unknown as Values, problems)];
  const all = broken.length > 0 || refused.length > 0 ? broken : (check?.(values as unknown as Values) ?? []);
  const sentences = [...refused, ...all.map(({ path, sentence }) => [placeOf(path, sources), sentence].filter(Boolean).join(': '))];
  if (sentences.length > 0) throw new ValuesError(sentences);
  return values as unknown as Values;
}

function brokenRules(values: Values, problems: readonly Problem[]): Problem[] {
  const refused = problems.map(({ path }) => printPath(path));
  const sentences = allRules.flatMap((rule) => {
    try {
      return (rule(values) as readonly (string | undefined)[]).filter((sentence) => sentence !== undefined);
    } catch (error) {
      // A rule may stumble over values that the schema has refused, and says nothing then.
      if (problems.length > 0 && error instanceof TypeError) return [];
      throw error;
    }
  });
  // A value that is refused anyway breaks no rule.
  const rest = sentences.filter((sentence) => !refused.some((path) => [' ', '.', '['].some((end) => ` ${sentence}`.includes(` ${path}${end}`))));
  return rest.map((sentence) => ({ path: pathOf(sentence), sentence }));
}

/** The path that a sentence begins with. */
function pathOf(sentence: string): Path {
  const [printed = ''] = /^[\w.[\]]+/.exec(sentence) ?? [];
  return [...printed.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([step, index]) => (index === undefined ? step : Number(index)));
}
