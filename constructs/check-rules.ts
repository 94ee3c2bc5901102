import { isConcrete } from '../template';
import { defaultsOf } from '../values/defaults';
import { Document, merge } from '../values/reading/merge';
import { problemsIn } from '../values/rules/finding';
import { rules } from '../values/rules/rules';
import { schema } from '../values/schema/schema';
import { refuse } from '../values/section';
import { Values } from '../values/types';

/** Throws which rules between values are broken by a part of them, if no expression keeps it unknown. */
export function checkRules(part: Document, where: string): void {
  if (!isConcrete(part)) return;
  const values = merge(defaultsOf(schema), part) as unknown as Values;
  refuse(problemsIn(rules(values)), where);
}
