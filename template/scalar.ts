import { quoted, unprintable } from './quoted';

// A plain scalar starts with a letter, so that no reader takes it for a number, a date or a sexagesimal.
const plain = /^[A-Za-z_/][\w ./:=,@+()-]*$/;
const meaningful = /: | #|[ :]$/;
const word = /^(y|n|yes|no|on|off|true|false|null|nan|inf|e[-+]?[0-9]+)$/i;

const rawable = new RegExp(`^[^\\u0000-\\u0008\\u000b-\\u001f${unprintable}]*$`);
// In numbers, because V8 takes milliseconds to look up \p{Surrogate}.
const loneSurrogate = /[\ud800-\udfff]/u;

/** A string, number or boolean on one line, quoted whenever a reader of YAML 1.1, YAML 1.2 or Go's could take it for something else. */
export function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (loneSurrogate.test(value)) throw new Error(`${JSON.stringify(value)} holds half of a surrogate pair: no reader of YAML takes it`);
  if (plain.test(value) && !meaningful.test(value) && !word.test(value)) return value;
  return quoted(value);
}

/** The head (`|`, `|-`) and lines of a block scalar, or undefined for a string that does not read well as one. */
export function block(value: string): { head: string; lines: string[] } | undefined {
  if (!value.includes('\n') || !rawable.test(value) || loneSurrogate.test(value) || /^[\n\t ]/.test(value) || /[ \t]$/m.test(value) || value.endsWith('\n\n')) {
    return undefined;
  }
  const lines = value.split('\n');
  if (value.endsWith('\n')) return { head: '|', lines: lines.slice(0, -1) };
  return { head: '|-', lines };
}
