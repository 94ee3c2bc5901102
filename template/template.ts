import { Each } from './each';
import { Embedded } from './embedded';
import { Expr, Primitive, Templatable } from './expr';
import { Lines } from './lines';
import { When } from './when';

/** What a construct may write for a value of type `T`: the value, expressions in it, conditions, and loops in its lists. */
export type Template<T> = Written<NonNullable<T>> | When<Template<T> | undefined> | Extract<T, undefined>;

type Written<T> = [T] extends [Primitive]
  ? Templatable<T> | (string extends T ? Lines | Embedded : never)
  : T extends { readonly value: string | number }
    ? Templatable<string | number> | Templatable<string> | Templatable<number>
    : T extends readonly (infer Item)[]
      ? readonly (Template<Item> | Each<Template<Item> | undefined> | undefined)[] | Expr<readonly Item[]>
      : string extends keyof T
        ? { readonly [K in keyof T]: Template<T[K]> | undefined } | Templatable<T>
        : { readonly [K in keyof T]: Template<T[K]> };
