import { isConcrete } from '../template';
import type { Document } from '../values/reading/merge';
import { schemaProblems } from '../values/registered';
import { problemsIn } from '../values/rules/finding';
import { rules } from '../values/rules/rules';
import { refuse, valuesAround } from '../values/section';

/**
 * Throws which rules between values are broken by a part of them, if no expression keeps it unknown.
 *
 * @param asked the rules, where not all concern the part
 */
export function checkRules(part: Document, where: string, asked: typeof rules = rules): void {
  if (!isConcrete(part)) return;
  const values = valuesAround(part);
  const problems = problemsIn(asked(values));
  refuse(problems.length > 0 ? problems : schemaProblems(values.schemas), where);
}
