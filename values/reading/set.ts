import { isPlainObject, quoted } from '../../template';
import { Path, printPath, printValue, shortened } from '../path';
import { Problem } from '../problem';
import { Document } from './merge';
import { Source } from './source';

interface Assignment {
  readonly path: Path;
  readonly value: unknown;
}

const longestList = 65536;
const deepest = 30;

/** The values with a `--set a.b=c` applied to them as Helm applies it, or the sentence that refuses it. */
export function applySet(values: Document, text: string): Source | { readonly problem: Problem } {
  try {
    const assignments = new Assignments(text).read();
    const changed = assignments.reduce((document, { path, value }) => assign(document, path, value, []) as Document, values);
    return { values: changed, find: (path) => find(path, assignments, text) };
  } catch (error) {
    if (error instanceof SetError) return { problem: { path: [], sentence: error.message, place: `--set ${shown(text)}` } };
    throw error;
  }
}

class SetError extends Error {}

const shown = (text: string): string => shortened(quoted(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\'));

function find(path: Path, assignments: readonly Assignment[], text: string) {
  const known = assignments.map((one) => path.findIndex((step, i) => one.path[i] !== step)).map((length) => (length < 0 ? path.length : length));
  const length = Math.max(0, ...known);
  return length > 0
    ? { place: `--set ${shown(text)}`, length, isFinal: length === path.length || assignments.some(({ path: own }, i) => known[i] === own.length) }
    : undefined;
}

/** Reads `a.b=c,d[0].e={f,g}`, in which a backslash takes the next character as it is. */
class Assignments {
  private at = 0;
  private readonly characters: readonly string[];

  constructor(text: string) {
    this.characters = [...text];
  }

  read(): Assignment[] {
    const assignments: Assignment[] = [];
    do {
      const path = this.path();
      assignments.push({ path, value: this.value() });
    } while (this.at < this.characters.length);
    return assignments;
  }

  private path(): Path {
    const path: (string | number)[] = [];
    for (;;) {
      const { text, end } = this.until('=[,.');
      if (end === undefined || end === ',') throw new SetError(`${text === '' ? 'it' : printPath([...path, text])} must have a value: write KEY=VALUE`);
      if (text === '' || text === '__proto__')
        throw new SetError(`${path.length > 0 ? printPath(path) : 'it'} must continue with a key: write KEY=VALUE, and \\. for a dot within a key`);
      path.push(text);
      if (path.length > deepest) throw new SetError(`a key must not nest deeper than ${deepest} levels: Helm refuses it`);
      let next: string | undefined = end;
      while (next === '[') next = this.index(path);
      if (next === '=') return path;
      if (next !== '.') throw new SetError(`${printPath(path)} must be followed by = or a dot: write KEY[0].KEY=VALUE`);
    }
  }

  /** Puts the index that follows into the path, and tells what comes after it. */
  private index(path: (string | number)[]): string | undefined {
    const { text, end } = this.until(']');
    const index = /^\+?[0-9]+$/.test(text) ? Number(text) : NaN;
    if (end === undefined || !(index <= longestList))
      throw new SetError(`${printPath(path)}[${text} must be an index from 0 to ${longestList} in brackets: a list has no other items`);
    path.push(index);
    return this.characters[this.at++];
  }

  private value(): unknown {
    if (this.characters[this.at] !== '{') return typed(this.until(',').text);
    this.at += 1;
    const items: unknown[] = [];
    for (;;) {
      const { text, end } = this.until(',}');
      if (end === undefined) throw new SetError('a list must end with }: write KEY={A,B}, and \\{ for a brace that begins a string');
      items.push(typed(text));
      if (end === '}') break;
    }
    if (this.characters[this.at] === ',') this.at += 1;
    return items;
  }

  private until(stops: string): { text: string; end?: string } {
    let text = '';
    while (this.at < this.characters.length) {
      const character = this.characters[this.at++]!;
      if (stops.includes(character)) return { text, end: character };
      text += character === '\\' ? (this.characters[this.at++] ?? '') : character;
    }
    return { text };
  }
}

/** Helm makes integers only: 0.5 stays a string. */
function typed(text: string): unknown {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  if (/^null$/i.test(text)) return null;
  if (text === '0') return 0;
  if (!/^([-+][0-9]+|[1-9][0-9]*)$/.test(text)) return text;
  const size = BigInt(text.replace('+', ''));
  return size >= -(2n ** 63n) && size < 2n ** 63n ? Number(size) : text;
}

function assign(target: unknown, path: Path, value: unknown, before: Path): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const here = [...before, step];
  if (typeof step === 'number') {
    if (target !== undefined && !Array.isArray(target)) throw refused(before, target, 'a list');
    const items: readonly unknown[] = target ?? [];
    const old = items[step] ?? undefined;
    const list = [...items, ...Array.from({ length: Math.max(0, step + 1 - items.length) }, () => null)];
    // Helm puts a map in the place of an item that is none.
    const usable = typeof rest[0] === 'string' && !isPlainObject(old) ? undefined : old;
    list[step] = assign(usable, rest, value, here);
    return list;
  }
  if (target !== undefined && !isPlainObject(target)) throw refused(before, target, 'a map');
  return { ...target, [step]: assign(target && Object.hasOwn(target, step) ? target[step] : undefined, rest, value, here) };
}

const refused = (path: Path, value: unknown, kind: string) =>
  new SetError(`${printPath(path)} (${printValue(value)}) must be ${kind}: a file or an earlier --set gives it another type`);
