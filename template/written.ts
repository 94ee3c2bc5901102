import { Each } from './each';
import { Embedded } from './embedded';
import { Expr, Primitive, OrExpr } from './expr';
import { Lines } from './lines';
import { When } from './when';

/** What a construct may write for a value of type `T`: the value, expressions in it, conditions, and loops in its lists. */
export type Written<T> = WrittenValue<NonNullable<T>> | When<Written<T> | undefined> | Extract<T, undefined>;

type WrittenValue<T> = [T] extends [Primitive]
  ? OrExpr<T> | (string extends T ? Lines | Embedded : never)
  : T extends { readonly value: string | number }
    ? OrExpr<string | number> | OrExpr<string> | OrExpr<number>
    : T extends readonly (infer Item)[]
      ? readonly (Written<Item> | Each<Written<Item> | undefined> | undefined)[] | Expr<readonly Item[]>
      : string extends keyof T
        ? { readonly [K in keyof T]: Written<T[K]> | undefined } | OrExpr<T>
        : { readonly [K in keyof T]: Written<T[K]> };
