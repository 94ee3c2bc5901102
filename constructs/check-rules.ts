import { isConcrete } from '../template';
import type { Document } from '../values/reading/merge';
import { problemsIn } from '../values/rules/finding';
import { rules } from '../values/rules/rules';
import { refuse, valuesAround } from '../values/section';

/** Throws which rules between values are broken by a part of them, if no expression keeps it unknown. */
export function checkRules(part: Document, where: string): void {
  if (!isConcrete(part)) return;
  refuse(problemsIn(rules(valuesAround(part))), where);
}
