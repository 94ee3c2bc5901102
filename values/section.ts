import * as z from 'zod';
import { Expr, Input, isConcrete, isPlainObject } from '../template';
import { defaultsOf } from './defaults';
import { problemsOf } from './problem';
import { Props } from './props';

/**
 * A section with its defaults under the given props. Throws what is wrong with them, if no expression keeps it unknown.
 *
 * @param at path of the section, which the messages begin with
 */
export function withDefaults<T>(section: z.ZodObject, props: Props<T>, at = ''): Input<T> {
  const whole = overlaid(defaultsOf(section), props);
  if (isConcrete(whole)) {
    const problems = problemsOf(section, whole, 'is required: it has no default').map(({ sentence }) => (at ? `${at}.${sentence}` : sentence));
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }
  return whole as Input<T>;
}

function overlaid(defaults: unknown, props: unknown): unknown {
  if (props === undefined) return defaults;
  if (props instanceof Expr || !isPlainObject(props)) return props;
  const under = isPlainObject(defaults) ? defaults : {};
  const fields = Object.entries(props).filter(([, value]) => value !== undefined);
  return { ...under, ...Object.fromEntries(fields.map(([key, value]) => [key, overlaid(under[key], value)])) };
}
