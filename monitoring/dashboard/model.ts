import type * as units from '@grafana/grafana-foundation-sdk/units';
import type { OrExpr, When } from '../../template';

/**
 * A part of Grafana's model: fields may be expressions, and items may be there on a condition.
 * Its enums are their strings, because types alone are imported, which load nothing.
 */
export type Model<T> = 0 extends 1 & T
  ? unknown
  : T extends string
    ? OrExpr<`${T}`>
    : T extends number | boolean | null | undefined
      ? OrExpr<T>
      : T extends readonly (infer Item)[]
        ? readonly (Model<Item> | When<Model<Item>> | undefined)[]
        : { readonly [K in keyof T as T[K] extends () => void ? never : K]: Model<T[K]> };

/** What Grafana counts in. */
export type Unit = (typeof units)[keyof typeof units];
