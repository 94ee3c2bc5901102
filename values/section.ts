import * as z from 'zod';
import { Expr, Input, isConcrete, isPlainObject } from '../template';
import { check } from './check';
import { defaultsOf } from './defaults';
import { Problem, problemsOf, ValuesError } from './problem';
import { Props } from './props';
import { Document, merge } from './reading/merge';
import { schema } from './schema/schema';
import type { Values } from './types';

/**
 * A section with its defaults under the given props. Throws all that is wrong with them, if no expression keeps it unknown.
 *
 * @param where what they are props of, such as the path of a construct, which the messages begin with
 */
export function withDefaults<T>(section: z.ZodObject, props: Props<T>, where: string): Input<T> {
  const values = overlaid(defaultsOf(section), props);
  if (isConcrete(values)) refuse(problemsOf(section, values, 'is required: it has no default'), where);
  return values as Input<T>;
}

/** All values with their defaults under the given props. Throws all that is wrong with them, between values too. */
export function withAllDefaults(props: Props<Values>, where: string): Input<Values> {
  const values = overlaid(defaultsOf(schema), props);
  if (isConcrete(values)) refuse(check(values as Document), where);
  return values as Input<Values>;
}

/** All values, of which a part is given and the rest are defaults. */
export const valuesAround = (part: Document): Values => merge(defaultsOf(schema), part) as unknown as Values;

/** Throws problems, one a line. */
export function refuse(problems: readonly Problem[], where: string): void {
  if (problems.length > 0) throw new ValuesError(problems.map((problem) => ({ ...problem, place: where })));
}

function overlaid(defaults: unknown, props: unknown): unknown {
  if (props === undefined) return defaults;
  if (props instanceof Expr || !isPlainObject(props)) return props;
  const under = isPlainObject(defaults) ? defaults : {};
  const fields = Object.entries(props).filter(([, value]) => value !== undefined);
  return { ...under, ...Object.fromEntries(fields.map(([key, value]) => [key, overlaid(under[key], value)])) };
}
