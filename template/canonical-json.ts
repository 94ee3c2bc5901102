import { escaped } from './quoted';

/** JSON as Helm's `toJson` prints it: sorted keys, and Go's escapes of `<`, `>`, `&`, U+2028 and U+2029. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries.sort(([a], [b]) => inOrder(a, b)).map(([key, item]) => `${canonicalJson(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return escaped(JSON.stringify(value), /[<>&\u2028\u2029]/g);
}

/** The order in which Go sorts keys: of their UTF-8, where JavaScript compares UTF-16. */
export const inOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
