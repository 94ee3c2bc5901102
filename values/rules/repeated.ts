import type { Each, Input, OrExpr } from '../../template';
import type { Item } from '../../template/each';
import { eachAfter, Keyed, Met } from './keys';

/** The items that `body` makes of each item of a list, told whether an earlier item has had the same key. */
export function eachRepeated<const R, I = never, T = never>(
  keyed: Keyed<I, T>,
  body: (item: Item<I, T>, index: Input<number>, repeated: OrExpr<boolean>) => R,
): (R | Met | Each<R | Met>)[] {
  return eachAfter(keyed, (item, index, isEarlier) => [body(item, index, isEarlier(keyed.key(item)))]);
}
