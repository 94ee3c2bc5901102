import { Input, Primitive, OrExpr } from '../template';

/** A section of the values as a construct takes it: whatever is left out has its default, and every leaf can be an expression. */
export type Props<T> = [T] extends [Primitive]
  ? OrExpr<T>
  : NonNullable<T> extends readonly unknown[]
    ? Input<T>
    : string extends keyof NonNullable<T>
      ? Input<T>
      : { readonly [K in keyof NonNullable<T>]?: Props<NonNullable<T>[K]> } | Extract<T, undefined>;
