import { Collection, Each } from './each';
import { Expr, parenthesised, Root } from './expr';
import { Overlay } from './overlay';
import { isPlainObject } from './tidy';
import { When } from './when';

/** Prints the condition on which a value is there. */
export type Presence = (root: Root) => string;

/**
 * The condition on which a value is not empty, or undefined for one that never is.
 *
 * Plain synthesis leaves out a list or map that lost all its items, so a template must not print its key either.
 */
export function presence(value: unknown): Presence | undefined {
  if (typeof value !== 'object') return undefined;
  if (value instanceof When) return ofCondition(value);
  if (value instanceof Each) {
    if (any(value.body)) throw new Error(`the items of a loop over {{ ${value.loop.list.helm()} }} are all conditional: whether it makes any can't be told`);
    return ofList(value.loop.list);
  }
  if (value instanceof Expr) return value.kind === 'list' ? ofList(value) : undefined;
  if (value instanceof Overlay) return any([new When(value.map as Expr<never>, value.map, undefined), ...Object.values(value.fields)]);
  if (Array.isArray(value)) return value.length > 0 ? any(value) : undefined;
  if (isPlainObject(value) && Object.keys(value).length > 0) return any(Object.values(value));
  return undefined;
}

function ofList(list: Expr<unknown>): Presence | undefined {
  return list instanceof Collection && list.filled ? undefined : (root) => list.helm(root);
}

/** The condition on which any of several values is there. */
function any(values: readonly unknown[]): Presence | undefined {
  const all: Presence[] = [];
  for (const value of values) {
    const there = presence(value);
    // Most lists and maps have something that is always there, and the rest need not be looked at.
    if (there === undefined) return undefined;
    all.push(there);
  }
  return (root) => {
    const conditions = [...new Set(all.map((one) => one(root)))];
    return conditions.length === 1 ? conditions[0]! : `or ${conditions.map(parenthesised).join(' ')}`;
  };
}

function ofCondition({ condition, then, otherwise }: When<unknown>): Presence | undefined {
  const [yes, no] = [then, otherwise].map((branch) => (branch === undefined ? () => 'false' : presence(branch)));
  if (yes === undefined && no === undefined) return undefined;
  return (root) => {
    if (otherwise === undefined) return yes ? `and ${parenthesised(condition.truth(root))} ${parenthesised(yes(root))}` : condition.truth(root);
    const [a, b] = [yes?.(root) ?? 'true', no?.(root) ?? 'true'].map(parenthesised);
    return `ternary ${a} ${b} ${condition.operand(root)}`;
  };
}
