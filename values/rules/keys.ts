import { Action, Each, each, Expr, Input, OrExpr } from '../../template';
import type { Item } from '../../template/each';
import { Memory, memory as memoryOf } from './memory';

export interface Keyed<I, T> {
  readonly list: readonly I[] | Expr<readonly T[]>;
  /** Name of the template's variable that remembers the keys. */
  readonly memory: string;
  readonly key: (item: Item<I, T>) => OrExpr<string>;
}

/** Whether a key has been met. */
export type IsKnown = Memory['has'];

/** What a template does to remember keys, and nothing where they are known. */
export type Met = Action | undefined;

/** What `body` makes with a test whether items of a list have a key. */
export function withKeys<R, I = never, T = never>({ list, memory, key }: Keyed<I, T>, body: (isKnown: IsKnown) => readonly R[]): (R | Met | Each<Met>)[] {
  const remembered = memoryOf(memory, list);
  return [remembered.empty, ...each<Met, I, T>(list, (item) => remembered.add(key(item))), ...body(remembered.has)];
}

/** The items that `body` makes of each item of a list, told whether an earlier item has had a key. */
export function eachAfter<const R, I = never, T = never>(
  { list, memory, key }: Keyed<I, T>,
  body: (item: Item<I, T>, index: Input<number>, isEarlier: IsKnown) => readonly R[],
): (R | Met | Each<R | Met>)[] {
  // One pass with a memory, because comparing each with each takes Helm 46 seconds for 5,000 topics, and this takes it 0.2.
  const remembered = memoryOf(memory, list);
  return [remembered.empty, ...each<R | Met, I, T>(list, (item, index) => [...body(item, index, remembered.has), remembered.add(key(item))])];
}
