import type { CST } from 'yaml';
import { Edit } from '../text/edit';
import { Entry } from './entry';
import { Layout, layoutOf } from './layout';
import { before, insertLines, lineAfter, lineStart, removeLines } from '../text/line';
import { hasComment, isReal, isUnended, Item, itemEnd, itemStart } from '../yaml/token';
import { Unchangeable } from './unchangeable';

/** The lines of a list's items, of which the dashes stand in a column. */
export function itemLines(entries: readonly Entry[], column: number, { gap }: Layout): string[] {
  const [dash, blank] = [`${' '.repeat(column)}-${' '.repeat(gap - 1)}`, ' '.repeat(column + gap)];
  return entries.flatMap(({ lines }) => lines.map((line, index) => `${index === 0 ? dash : blank}${line}`));
}

/** Lines put below an item of a block map or list. */
export function insertBelow(text: string, item: Item, lines: readonly string[]): Edit {
  const end = itemEnd(item);
  if (end === text.length && isOpenText(item)) {
    throw new Unchangeable(end, 'nothing can be added below a block of text that ends the file without a line end: the text would gain one');
  }
  return insertLines(text, lineAfter(text, end), lines);
}

/** Items put at the end of a block list. */
export function appendToBlock(text: string, list: CST.BlockSequence, entries: readonly Entry[]): Edit {
  const last = (list.items as Item[]).filter(isReal).at(-1)!;
  const prefix = before(text, itemStart(last));
  if (/[^ ]/.test(prefix)) throw new Unchangeable(itemStart(last), 'a list must have lines of its own: something stands in front of its dash');
  return insertBelow(text, last, itemLines(entries, prefix.length, layoutOf(text, list, prefix.length)));
}

/** Items put before one of a block list, and before the comment lines above it. */
export function insertIntoBlock(text: string, list: CST.BlockSequence, item: Item, entries: readonly Entry[], from: number): Edit {
  const prefix = before(text, itemStart(item));
  if (/[^ ]/.test(prefix)) throw new Unchangeable(itemStart(item), 'a list must have lines of its own: something stands in front of its dash');
  const items = (list.items as Item[]).filter(isReal);
  const previous = items[items.indexOf(item) - 1];
  const first = lineAfter(text, previous ? itemEnd(previous) : from);
  let at = lineStart(text, itemStart(item));
  while (at > first && /^ *#/.test(text.slice(lineStart(text, at - 1), at))) at = lineStart(text, at - 1);
  return insertLines(text, at, itemLines(entries, prefix.length, layoutOf(text, list, prefix.length)));
}

/** Items taken out of a block list, of which others stay. */
export function takeFromBlock(text: string, list: CST.BlockSequence, items: readonly Item[]): Edit[] {
  checkUncommented(text, list, items);
  const edits: { start: number; end: number }[] = [];
  for (const item of items) {
    const [start, end] = [lineStart(text, itemStart(item)), lineAfter(text, itemEnd(item))];
    const last = edits.at(-1);
    if (last?.end === start) last.end = end;
    else edits.push({ start, end });
  }
  return edits.map(({ start, end }) => removeLines(text, start, end));
}

function checkUncommented(text: string, list: CST.BlockSequence, items: readonly Item[]): void {
  for (const item of items) {
    if (!hasComment(list, itemStart(item), lineAfter(text, itemEnd(item)))) continue;
    throw new Unchangeable(itemStart(item), 'an item with a comment in it is not removed: the comment would be lost');
  }
}

/** Whether an item ends in a block scalar whose text ends where the file does. */
function isOpenText(item: Item): boolean {
  let value = item.value;
  while (value && (value.type === 'block-map' || value.type === 'block-seq')) value = (value.items as Item[]).filter(isReal).at(-1)?.value;
  return value?.type === 'block-scalar' && isUnended(value);
}
