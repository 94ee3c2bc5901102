import type { CST } from 'yaml';

/** An item of a map or a list as the file writes it. */
export type Item = CST.CollectionItem & { readonly explicitKey?: true };

/** Where a value ends in the text, without the blanks, comments and line ends that follow it. */
function tokenEnd(token: CST.Token): number {
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
export const hasComment = (token: CST.Token, from: number, to: number): boolean => hasAny(token, ['comment'], from, to);

/** Whether a mark of one of the types stands between two offsets of a token. */
export function hasAny(token: CST.Token, types: readonly CST.TokenType[], from: number, to: number): boolean {
  return marks(token).some(({ type, offset }) => types.includes(type) && offset >= from && offset < to);
}

/** What stands around the values of a token: blanks, dashes, comments and the like. */
function marks(token: CST.Token | null | undefined): CST.SourceToken[] {
  if (!token) return [];
  const own = [...('end' in token ? (token.end ?? []) : []), ...('props' in token ? (token.props as CST.SourceToken[]) : [])];
  const items = 'items' in token ? (token.items as Item[]) : [];
  return [...own, ...items.flatMap(({ start, key, sep, value }) => [...start, ...marks(key), ...(sep ?? []), ...marks(value)])];
}

/** Comments at the end of a collection stand in an item of their own. */
export const isReal = ({ start, key, sep, value }: Item): boolean => Boolean(key ?? sep ?? value) || start.some(({ type }) => type === 'seq-item-ind');

/** Whether an item says nothing where its value would be, as `key:` does. */
export const isOpen = ({ key, sep, value }: Item): boolean => Boolean(key ?? sep) && (sep?.length ?? 0) > 0 && (!value || isNothing(value));

/** Whether a text ends with the file but without a line end, and would gain one from what is put below it. */
export function isUnended({ source, props }: CST.BlockScalar): boolean {
  const header = props.find(({ type }) => type === 'block-scalar-header') as CST.SourceToken | undefined;
  return !source.endsWith('\n') && header?.source.includes('-') !== true;
}

const isNothing = (token: CST.Token): boolean => token.type === 'scalar' && token.source === '';
const isMark = ({ type }: CST.SourceToken): boolean => ['map-value-ind', 'seq-item-ind', 'explicit-key-ind', 'anchor', 'tag'].includes(type);
const sourceEnd = ({ offset, source }: { offset: number; source: string }): number => offset + source.length;
