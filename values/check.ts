import type { Path } from './path';
import { Problem, problemsOf } from './problem';
import type { Document } from './reading/merge';
import { problemsIn } from './rules/finding';
import { allRules } from './rules/rules';
import { schemaProblems } from './registered';
import { schema } from './schema/schema';
import type { Values } from './types';

/** All that is wrong with complete values: with single ones, and between them. */
export function check(values: Document): Problem[] {
  const problems = problemsOf(schema, values);
  const found = [...problems, ...brokenRules(values as unknown as Values, problems)];
  // What is wrong with a schema as a value keeps it from being read.
  return found.some(({ path }) => path[0] === 'schemas') ? found : [...found, ...schemaProblems((values as unknown as Values).schemas)];
}

function brokenRules(values: Values, problems: readonly Problem[]): Problem[] {
  const found = allRules.flatMap((rule) => {
    try {
      return problemsIn(rule(values));
    } catch (error) {
      // A rule may stumble over values that the schema has refused, and says nothing then.
      if (problems.length > 0 && error instanceof TypeError) return [];
      throw error;
    }
  });
  // A value that is refused anyway breaks no rule.
  return found.filter(({ paths }) => !problems.some(({ path }) => paths.some((named) => isWithin(named, path))));
}

const isWithin = (path: Path, outer: Path): boolean => outer.every((step, i) => path[i] === step);
