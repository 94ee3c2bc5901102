import { Input, isConcrete } from '../template';
import { defaultsOf } from '../values/defaults';
import { rules } from '../values/rules';
import { schema } from '../values/schema';
import { Values } from '../values/types';

/** Throws which rules between values are broken by a part of them, if no expression keeps it unknown. */
export function refuseBroken(part: Partial<Input<Values>>): void {
  if (!isConcrete(part)) return;
  const sentences = rules({ ...defaultsOf(schema), ...part }).filter((sentence): sentence is string => typeof sentence === 'string');
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
}
