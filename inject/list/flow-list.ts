import type { CST } from 'yaml';
import { Edit } from '../text/edit';
import { Entry } from './entry';
import { hasComment, isOpen, Item, itemEnd, itemStart } from '../yaml/token';
import { Unchangeable } from './unchangeable';

type Flow = CST.FlowCollection;

/** Items put at the end of a flow list. */
export function appendToFlow(list: Flow, entries: readonly Entry[], json: boolean): Edit {
  const last = itemsOf(list).at(-1);
  const printed = entries.map((entry) => entry.flow(json)).join(', ');
  // Blanks within the brackets tell a list that was there, and empty, from one that was put in.
  return last ? insert(itemEnd(last), `${comma(last)}${printed}`) : insert(list.start.offset + 1, ` ${printed} `);
}

/** Items put before one of a flow list. */
export function insertIntoFlow(list: Flow, item: Item, entries: readonly Entry[], json: boolean): Edit {
  const items = itemsOf(list);
  const previous = items[items.indexOf(item) - 1];
  const printed = entries.map((entry) => entry.flow(json)).join(', ');
  return previous ? insert(itemEnd(previous), `${comma(previous)}${printed}`) : insert(startOf(item), `${printed}, `);
}

/** A key put at the end of a flow map. */
export function appendKey(map: Flow, key: string, entries: readonly Entry[]): Edit {
  const json = isJson(map);
  const items = entries.map((entry) => entry.flow(json)).join(', ');
  const last = itemsOf(map).at(-1)!;
  return insert(itemEnd(last), `${comma(last)}${json ? `"${key}"` : key}: [${items}]`);
}

/** Items taken out of a flow list. */
export function takeFromFlow(text: string, list: Flow, items: readonly Item[]): Edit[] {
  const all = itemsOf(list);
  checkUncommented(list, startOf(items[0]!), itemEnd(items.at(-1)!));
  if (items.length < all.length) return items.map((item) => takeOne(all, item, items));
  const [start, end] = [startOf(all[0]!), closing(list)];
  const rest = text.slice(itemEnd(all.at(-1)!), end);
  const space = text[start - 1] === ' ' && rest.startsWith(' ') ? 1 : 0;
  const trailing = /^\s*,/.exec(rest)?.[0].length ?? 0;
  return [{ start: start - space, end: itemEnd(all.at(-1)!) + (space || trailing), text: '' }];
}

/** A key and its list taken out of a flow map. */
export function takeKey(map: Flow, item: Item): Edit {
  checkUncommented(map, item.key!.offset, itemEnd(item));
  return takeOne(itemsOf(map), item, [item]);
}

/** Whether a flow list is set as one that was put in with its key: without a blank or comma at its ends. */
export function isTight(text: string, list: Flow): boolean {
  const items = itemsOf(list);
  return startOf(items[0]!) === list.start.offset + 1 && itemEnd(items.at(-1)!) === closing(list) && text[list.start.offset] === '[';
}

/** Whether the keys of a flow map stand in double quotes, as in JSON. */
export function isJson(map: CST.Token | undefined): boolean {
  return map?.type === 'flow-collection' && itemsOf(map).at(-1)?.key?.type === 'double-quoted-scalar';
}

export const itemsOf = ({ items }: Flow): Item[] => items.filter(({ key, value, sep }) => Boolean(key ?? value ?? sep));

function takeOne(all: readonly Item[], item: Item, taken: readonly Item[]): Edit {
  const index = all.indexOf(item);
  const staysBefore = all.slice(0, index).some((other) => !taken.includes(other));
  if (staysBefore) return { start: itemEnd(all[index - 1]!), end: itemEnd(item), text: '' };
  return { start: startOf(item), end: startOf(all[index + 1]!), text: '' };
}

function checkUncommented(list: Flow, from: number, to: number): void {
  if (hasComment(list, from, to)) throw new Unchangeable(from, 'an item with a comment in it is not removed: the comment would be lost');
}

/** In a flow list the comma stands before the item it belongs to. */
function startOf(item: Item): number {
  const mark = item.start.find(({ type }) => type === 'anchor' || type === 'tag' || type === 'explicit-key-ind');
  return mark?.offset ?? (item.key ?? item.value)?.offset ?? itemStart(item);
}

/** After `key:` some readers take a comma for a part of the key. */
const comma = (last: Item): string => (isOpen(last) ? ' , ' : ', ');

const closing = (list: Flow): number => list.end.find(({ type }) => type.startsWith('flow-'))!.offset;
const insert = (at: number, text: string): Edit => ({ start: at, end: at, text });
