import { Expr, Input, OrExpr, Primitive } from './expr';

// Constructs are given plain values by their users and give them plain ones. While the chart is written both are expressions.
// These two functions are all that stands between the types of the one and of the other.

/** Props that may hold expressions, for a construct whose type asks for plain ones. */
export const asPlain = <T>(props: NoInfer<Input<T>>): T => props as T;

/** A value as a construct's user gets it. Throws where only Helm knows it, so that nothing takes an expression for a plain value. */
export function known<T extends Primitive>(value: OrExpr<T>): T {
  if (value instanceof Expr) throw new Error(`{{ ${value.helm()} }} is known only to Helm: what writes the chart must ask the values for it`);
  return value;
}
