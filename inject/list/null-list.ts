import type { CST } from 'yaml';
import { Edit } from '../text/edit';
import { Item } from '../yaml/token';
import { Unchangeable } from './unchangeable';

const remark = '# redpanda.io/inject: was ';

/** A key without a list made ready for one below it, with a remark of what it had. */
export function remarkNull(item: Item, key: string): Edit {
  const colon = item.sep?.find(({ type }) => type === 'map-value-ind');
  if (!colon || item.sep!.some(({ type }) => type === 'anchor' || type === 'tag')) {
    throw new Unchangeable(item.key!.offset, `${key} is null with an anchor or tag: write it as an empty list, or leave it out`);
  }
  const source = (item.value as CST.FlowScalar | undefined)?.source ?? '';
  if (source === '') return { start: colon.offset + 1, end: colon.offset + 1, text: ` ${remark}nothing` };
  return { start: item.value!.offset, end: item.value!.offset + source.length, text: `${remark}${source}` };
}

/** The key as it was before the remark, or nothing where there is none. */
export function withoutRemark({ sep }: Item): Edit | undefined {
  const comment = sep?.find(({ type, source }) => type === 'comment' && source.startsWith(remark));
  const was = comment && /^(nothing|null|Null|NULL|~)/.exec(comment.source.slice(remark.length))?.[0];
  if (!comment || was === undefined) return undefined;
  const end = comment.offset + remark.length + was.length;
  return was === 'nothing' ? { start: comment.offset - 1, end, text: '' } : { start: comment.offset, end, text: was };
}
