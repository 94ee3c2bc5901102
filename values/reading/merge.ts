import { isPlainObject } from '../../template';

export type Document = Readonly<Record<string, unknown>>;

/** A document over another, as Helm merges values files: maps deeply, lists and scalars replaced, `null` kept as a word for "delete". */
export function merge(below: Document, above: Document): Document {
  const fields = Object.entries(above).map(([key, value]) => {
    const under = Object.hasOwn(below, key) ? below[key] : undefined;
    return [key, isPlainObject(value) && isPlainObject(under) ? merge(under, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(fields) };
}

/**
 * The users' document over the defaults, as Helm merges values over a chart's: `null` deletes a default.
 *
 * A `null` that deletes no default stays, in Helm as well, and the schema refuses it.
 */
export function mergeDefaults(defaults: Document, values: Document): Document {
  const there = Object.entries(defaults).flatMap(([key, value]): [string, unknown][] => {
    if (!Object.hasOwn(values, key)) return [[key, value]];
    const own = values[key];
    if (own === null) return [];
    return [[key, isPlainObject(own) && isPlainObject(value) ? mergeDefaults(value, own) : own]];
  });
  const more = Object.entries(values).filter(([key]) => !Object.hasOwn(defaults, key));
  return Object.fromEntries([...there, ...more]);
}
