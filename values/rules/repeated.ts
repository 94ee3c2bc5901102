import { and, Each, each, Expr, Input, operator, OrExpr } from '../../template';
import type { Item } from '../../template/each';

export interface Repeated<I, T> {
  readonly list: readonly I[] | Expr<readonly T[]>;
  /** Name of the template's variable that remembers the keys. */
  readonly memory: string;
  readonly key: (item: Item<I, T>) => OrExpr<string>;
  /**
   * Which items count.
   *
   * @default - all
   */
  readonly where?: (item: Item<I, T>) => OrExpr<boolean>;
}

/** The items that `body` makes of each item of a list, told whether an earlier item has had the same key. */
export function eachRepeated<const R, I = never, T = never>(
  { list, memory, key, where = () => true }: Repeated<I, T>,
  body: (item: Item<I, T>, index: Input<number>, repeated: OrExpr<boolean>) => R,
): (R | Each<R | Each<R>>)[] {
  if (list instanceof Expr) {
    return [remembering(memory, (seen) => each<R, I, T>(list, (item, index) => body(item, index, counted(where(item), seen(key(item))))))];
  }
  const keys = new Set<unknown>();
  return list.map((item, index) => {
    if (where(item) === false) return body(item, index, false);
    const repeated = keys.has(key(item));
    keys.add(key(item));
    return body(item, index, repeated);
  });
}

/** Helm does not look at the second operand where the first is false, so what does not count is not remembered. */
const counted = (counts: OrExpr<boolean>, seen: OrExpr<boolean>) => (counts === true ? seen : and(counts, seen));

/** One pass with a memory, because comparing each with each takes Helm 46 seconds for 5,000 topics, and this takes it 0.2. */
function remembering<R>(memory: string, loop: (seen: (key: OrExpr<string>) => OrExpr<boolean>) => R[]): Each<R> {
  const variable = `$${memory}`;
  // `set` returns the dict, which is not empty then: the second half remembers the key, and is false.
  const seen = operator(
    'boolean',
    (_key: string): boolean => false,
    (key) => `or (hasKey ${variable} ${key}) (not (set ${variable} ${key} true))`,
  );
  return new Each({ list: new Expr<readonly unknown[]>('list', () => 'list dict'), variable }, loop(seen));
}
