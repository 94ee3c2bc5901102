import { Action, Expr, hasKey, operand, OrExpr } from '../../template';

/** Keys that have been met in lists, some of which only Helm knows: it keeps them in a variable. */
export interface Memory {
  /** Stands before all else. */
  readonly empty: Action | undefined;
  readonly add: (key: OrExpr<string>) => Action | undefined;
  readonly has: (key: OrExpr<string>) => OrExpr<boolean>;
}

/** @param of one of the lists */
export function memory(name: string, of: unknown): Memory {
  if (of instanceof Expr) {
    const keys = new Expr<object>('map', () => `$${name}`);
    return {
      empty: new Action(() => `$${name} := dict`),
      add: (key) => new Action((root) => `$_ := set $${name} ${operand(key, root)} true`),
      has: (key) => hasKey(keys, key),
    };
  }
  const keys = new Set<unknown>();
  return { empty: undefined, add: (key) => void keys.add(key), has: (key) => keys.has(key) };
}
