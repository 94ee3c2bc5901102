import { kindOf, mergeKeysOf } from '../kubernetes/kind';
import type { Fields } from '../kubernetes/merge';
import { normalForm } from '../kubernetes/normal-form';
import { canonicalJson } from '../template/canonical-json';
import { isPlainObject } from '../template';
import { readEmbedded } from './embedded';
import { KubeObject } from './object';

/** A field that differs; what is not there is undefined. */
export interface Field {
  /** Items of lists that have a merge key stand by it: `spec.template.spec.containers[redpanda].image`. */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/** Every field in which two objects of one key differ, as Kubernetes would keep them, and within the files that a ConfigMap holds. */
export function changedFields(from: KubeObject, to: KubeObject): Field[] {
  const kind = kindOf(to);
  const mergeKeys = kind ? mergeKeysOf(kind) : {};
  const fields: Field[] = [];
  compare(readEmbedded(normalForm(from)), readEmbedded(normalForm(to)), { path: '', at: '', mergeKeys, fields });
  return fields;
}

interface Place {
  /** As it is printed. */
  readonly path: string;
  /** The names of the fields alone, by which a list's merge key is found. */
  readonly at: string;
  readonly mergeKeys: Readonly<Record<string, string>>;
  readonly fields: Field[];
}

function compare(from: unknown, to: unknown, place: Place): void {
  if (from === to) return;
  if (isPlainObject(from) && isPlainObject(to)) return compareMaps(from, to, place);
  if (Array.isArray(from) && Array.isArray(to)) return compareLists(from, to, place);
  if (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to)) return;
  place.fields.push({ path: place.path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
}

function compareMaps(from: Fields, to: Fields, place: Place): void {
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const at = place.at === '' ? key : `${place.at}.${key}`;
    compare(from[key], to[key], { ...place, at, path: /^[\w-]+$/.test(key) ? (place.path === '' ? key : `${place.path}.${key}`) : `${place.path}[${key}]` });
  }
}

function compareLists(from: readonly unknown[], to: readonly unknown[], place: Place): void {
  const keyOf = itemKey(place.mergeKeys[place.at], [...from, ...to]);
  const [before, after] = [from, to].map((list) => keyOf && new Map(list.map((item) => [keyOf(item), item])));
  // Ports of two protocols may have one number.
  if (before?.size !== from.length || after?.size !== to.length) return compareInOrder(from, to, place);
  const [order, newOrder] = [[...before.keys()].filter((key) => after.has(key)), [...after.keys()].filter((key) => before.has(key))];
  for (const key of new Set([...before.keys(), ...after.keys()])) compare(before.get(key), after.get(key), { ...place, path: `${place.path}[${key}]` });
  if (order.join('\n') !== newOrder.join('\n')) place.fields.push({ path: place.path, from: order, to: newOrder });
}

/** What tells the items of a list apart: their merge key, or a name that all of them have. */
export function itemKey(mergeKey: string | undefined, items: readonly unknown[]): ((item: unknown) => string) | undefined {
  const by = mergeKey ?? 'name';
  const isKeyed = items.length > 0 && items.every((item) => isPlainObject(item) && ['string', 'number'].includes(typeof item[by]));
  return isKeyed ? (item) => String((item as Fields)[by]) : undefined;
}

/** What is the same at both ends is left out, and the rest compared one by one. */
function compareInOrder(from: readonly unknown[], to: readonly unknown[], place: Place): void {
  const [before, after] = [from, to].map((list) => list.map((item) => canonicalJson(item)));
  const shortest = Math.min(from.length, to.length);
  let head = 0;
  while (head < shortest && before![head] === after![head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before!.at(-1 - tail) === after!.at(-1 - tail)) tail += 1;
  const length = Math.max(from.length, to.length) - tail;
  for (let index = head; index < length; index += 1) {
    compare(index < from.length - tail ? from[index] : undefined, index < to.length - tail ? to[index] : undefined, { ...place, path: `${place.path}[${index}]` });
  }
}
