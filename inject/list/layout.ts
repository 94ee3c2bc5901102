import type { CST, Node } from 'yaml';
import { before } from '../text/line';
import { isReal, Item, itemStart } from '../yaml/token';
import { Place } from '../yaml/tree';
import { Container } from '../workload/workload';

/** How a file sets a list: where its dashes stand, from the column of the key, and how far behind them the items. */
export interface Layout {
  readonly dash: number;
  readonly gap: number;
}

type Token = CST.Token | undefined;

/** How lists are set around a container: as its own are, or else as within the list that it stands in. */
export function layoutAround(text: string, { place, list }: Container): Layout {
  return listsOf(text, place.node.srcToken).at(0) ?? layoutWithin(text, list);
}

/** Looked for once, because a list may hold thousands of containers. */
const known = new WeakMap<Node, Layout>();

/** How lists are set within a list of containers: as the first that one of them holds, or else as the list itself. */
function layoutWithin(text: string, list: Place): Layout {
  const found = known.get(list.node);
  if (found) return found;
  const items = (list.node as { items?: Node[] }).items ?? [];
  const holder = items.find(({ srcToken }) => listsOf(text, srcToken).length > 0);
  const key = list.pair?.key.srcToken;
  const own = { dash: key ? Math.max(0, dashColumn(text, list.node.srcToken) - column(text, key.offset)) : 0, gap: gapOf(text, list.node.srcToken) };
  const layout = listsOf(text, holder?.srcToken).at(0) ?? own;
  known.set(list.node, layout);
  return layout;
}

/** The column of a block map, or undefined where something stands before it that is not only blanks and dashes. */
export function mapColumn(text: string, map: CST.BlockMap): number | undefined {
  const first = (map.items as Item[]).filter(isReal)[0]!;
  const prefix = before(text, first.key?.offset ?? map.offset);
  return first.key && /^ *(- +)*$/.test(prefix) ? prefix.length : undefined;
}

/** How a block list is set, from a column. */
export function layoutOf(text: string, list: CST.BlockSequence, from: number): Layout {
  return { dash: dashColumn(text, list) - from, gap: gapOf(text, list) };
}

function listsOf(text: string, map: Token): Layout[] {
  if (map?.type !== 'block-map') return [];
  const from = mapColumn(text, map);
  if (from === undefined) return [];
  const lists = (map.items as Item[]).map(({ value }) => value).filter((value): value is CST.BlockSequence => value?.type === 'block-seq');
  return lists.map((list) => layoutOf(text, list, from)).filter(({ dash }) => dash >= 0);
}

function dashColumn(text: string, list: Token): number {
  return list?.type === 'block-seq' ? column(text, itemStart((list.items as Item[]).filter(isReal).at(-1)!)) : 0;
}

function gapOf(text: string, list: Token): number {
  const last = list?.type === 'block-seq' ? (list.items as Item[]).filter(isReal).at(-1) : undefined;
  if (last?.value?.type !== 'block-map') return 2;
  const between = text.slice(itemStart(last), last.value.offset);
  return /^- +$/.test(between) ? between.length : 2;
}

const column = (text: string, offset: number): number => before(text, offset).length;
