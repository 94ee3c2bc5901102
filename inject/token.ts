import type { CST } from 'yaml';

/** An item of a map or a list as the file writes it. */
export type Item = CST.CollectionItem & { readonly explicitKey?: true };

/** Where a value ends in the text, without the blanks, comments and line ends that follow it. */
export function tokenEnd(token: CST.Token): number {
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      return itemEnd((token.items as Item[]).filter(isReal).at(-1)!);
    case 'flow-collection':
      return sourceEnd(token.end.find(({ type }) => type.startsWith('flow-')) ?? token.start);
    case 'block-scalar':
      return sourceEnd(token.props.at(-1) as CST.SourceToken) + token.source.length;
    default:
      return sourceEnd(token as CST.SourceToken);
  }
}

/** Where an item of a map or a list ends, in the same sense. */
export function itemEnd(item: Item): number {
  if (item.value && !isNothing(item.value)) return tokenEnd(item.value);
  const mark = item.sep?.filter(isMark).at(-1);
  if (mark) return sourceEnd(mark);
  return item.key ? tokenEnd(item.key) : sourceEnd(item.start.filter(isMark).at(-1)!);
}

/** Where an item of a list begins: its dash, or its value in a flow list. */
export function itemStart(item: Item): number {
  return (item.start.find(({ type }) => type === 'seq-item-ind') ?? item.start.find(isMark) ?? item.key ?? item.value)!.offset;
}

/** Whether a comment stands between two offsets of a token. */
export function hasComment(token: CST.Token, from: number, to: number): boolean {
  return comments(token).some(({ offset }) => offset >= from && offset < to);
}

function comments(token: CST.Token | null | undefined): CST.SourceToken[] {
  if (!token) return [];
  const own = [...('end' in token ? (token.end ?? []) : []), ...('props' in token ? (token.props as CST.SourceToken[]) : [])];
  const items = 'items' in token ? (token.items as Item[]) : [];
  const inner = items.flatMap(({ start, key, sep, value }) => [...start, ...comments(key), ...(sep ?? []), ...comments(value)]);
  return [...own, ...inner].filter((part): part is CST.SourceToken => part.type === 'comment');
}

/** NB: comments at the end of a collection stand in an item of their own. */
export const isReal = ({ start, key, sep, value }: Item): boolean => Boolean(key ?? sep ?? value) || start.some(({ type }) => type === 'seq-item-ind');

const isNothing = (token: CST.Token): boolean => token.type === 'scalar' && token.source === '';
const isMark = ({ type }: CST.SourceToken): boolean => ['map-value-ind', 'seq-item-ind', 'explicit-key-ind', 'anchor', 'tag'].includes(type);
const sourceEnd = ({ offset, source }: { offset: number; source: string }): number => offset + source.length;
