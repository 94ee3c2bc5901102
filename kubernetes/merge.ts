import { canonicalJson } from '../template/canonical-json';
import { isPlainObject } from '../template';
import { Path, printPath } from '../values/path';

export type Fields = Readonly<Record<string, unknown>>;

/** The merge key of each list that has one, by the fields that lead to it: `spec.template.spec.containers`. */
export type MergeKeys = Readonly<Record<string, string>>;

/** Why a patch can't be merged. */
export class MergeError extends Error {
  override readonly name = 'MergeError';

  constructor(
    readonly at: Path,
    rule: string,
  ) {
    super(`${printPath(at)} ${rule}`);
  }
}

/**
 * Fields with a patch merged into them as `kubectl patch --type strategic` does: maps key by key, lists by their merge
 * key and replaced where they have none, and `null` deletes. Without merge keys that is a JSON merge patch.
 *
 * A `null` in what is new, and the directives `$patch: delete` and `$patch: replace`, never stay.
 *
 * @param at where the patch stands, for the messages
 */
export function mergePatch(fields: Fields, patch: Fields, mergeKeys: MergeKeys, at: Path): Fields {
  return merge(fields, patch, { mergeKeys, at, field: '' });
}

interface Place {
  readonly mergeKeys: MergeKeys;
  readonly at: Path;
  readonly field: string;
}

const directive = '$patch';

function merge(fields: Fields, patch: Fields, place: Place): Fields {
  const { at, field } = place;
  const changed = Object.entries(patch)
    .filter(([key]) => key !== directive)
    .map(([key, value]) => {
      const there = Object.hasOwn(fields, key) ? fields[key] : undefined;
      return [key, mergeValue(there, value, { ...place, at: [...at, key], field: field === '' ? key : `${field}.${key}` })] as const;
    });
  return Object.fromEntries([...new Map([...Object.entries(fields), ...changed])].filter(([, value]) => value !== undefined));
}

function mergeValue(there: unknown, value: unknown, place: Place): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return mergeList(there, value, place);
  return isPlainObject(value) ? mergeMap(there, value, place) : value;
}

function mergeMap(there: unknown, patch: Fields, place: Place): unknown {
  const isThere = isPlainObject(there);
  if (patch[directive] === 'delete') return isThere ? {} : undefined;
  return merge(isThere && patch[directive] === undefined ? there : {}, patch, place);
}

function mergeList(there: unknown, patch: readonly unknown[], place: Place): unknown[] {
  const { mergeKeys, field, at } = place;
  const by = mergeKeys[field];
  if (by !== undefined) return mergeItems(Array.isArray(there) ? (there as Fields[]) : [], checked(patch, by, at), by, place);
  return patch.flatMap((item, index) => (isPlainObject(item) ? mergeItem({}, item, index, place) : [item]));
}

/** What the patch says nothing of keeps its place; an item that is new stands before what follows the one before it. */
function mergeItems(there: readonly Fields[], patch: readonly Fields[], by: string, place: Place): Fields[] {
  const keyOf = (item: Fields) => canonicalJson(item[by] ?? null);
  const kept = patch.some((item) => item[directive] === 'replace') ? [] : there;
  const named = new Set(patch.map(keyOf));
  const rest = (from: number, to?: number) => kept.slice(from, to).filter((item) => !named.has(keyOf(item)));
  const items: Fields[] = [];
  let next = 0;
  for (const [i, item] of patch.entries()) {
    const merged = kept.findIndex((one) => keyOf(one) === keyOf(item));
    if (merged > next && !Object.hasOwn(item, directive)) {
      items.push(...rest(next, merged));
      next = merged;
    }
    items.push(...mergeItem(kept[merged] ?? {}, item, i, place));
  }
  return [...items, ...rest(next)];
}

/** An item with a directive does its work, and is none. */
function mergeItem(there: Fields, item: Fields, index: number, place: Place): Fields[] {
  return Object.hasOwn(item, directive) ? [] : [merge(there, item, { ...place, at: [...place.at, index] })];
}

function checked(patch: readonly unknown[], by: string, at: Path): readonly Fields[] {
  const seen = new Set<string>();
  return patch.map((item, index) => {
    if (isPlainObject(item) && item[directive] === 'replace') return item;
    if (!isPlainObject(item) || (item[by] ?? null) === null) throw new MergeError([...at, index], `must be a map with ${by}: the list is merged by it`);
    const key = canonicalJson(item[by]);
    if (seen.has(key)) throw new MergeError([...at, index, by], `(${key}) must not stand there twice: the list is merged by it`);
    seen.add(key);
    return item;
  });
}
