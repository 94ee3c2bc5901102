import { Expr, OrExpr } from './expr';

/** A map with one field, whose key only Helm knows. */
export class Keyed {
  constructor(
    readonly key: Expr<string>,
    readonly value: unknown,
  ) {}
}

/** A map with one field, whose key may be made of values. */
export const keyed = <V>(key: OrExpr<string>, value: V): Readonly<Record<string, V>> => (key instanceof Expr ? (new Keyed(key, value) as object as Readonly<Record<string, V>>) : { [key]: value });
