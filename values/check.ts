import { Path, printPath } from './path';
import { Problem, problemsOf } from './problem';
import type { Document } from './reading/merge';
import { allRules } from './rules/rules';
import { schema } from './schema/schema';
import type { Values } from './types';

/** All that is wrong with complete values: with single ones, and between them. */
export function check(values: Document): Problem[] {
  const problems = problemsOf(schema, values);
  return [...problems, ...brokenRules(values as unknown as Values, problems)];
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
