import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, visit, type Alias, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { codePoint } from '../../template';
import { Path, printPath, printValue } from '../path';
import { Problem } from '../problem';
import { Document } from './merge';
import { plainScalar } from './scalar';
import { Position, Source } from './source';

const deepest = 100;
const tooDeep = `the file must not nest deeper than ${deepest} levels: no value lies that deep`;

/** A values file, read as Helm reads it, or refused with all that is wrong in it. */
export function readValues(name: string, text: string): Source | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const at = (offset: number, sentence: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { path: [], sentence, place: `${name}:${line}:${col}` };
  };
  const raw = unreadable.exec(text);
  if (raw) {
    lines.addNewLine(0);
    [...text.matchAll(/\n/g)].forEach(({ index }) => lines.addNewLine(index + 1));
    return {
      problems: [at(raw.index, `the file must not hold the character ${codePoint(raw[0])} as it is: Helm's reader refuses it, or takes it for the end of a line`)],
    };
  }
  const documents = parse(text, lines);
  const [document, ...others] = documents;
  if (document === undefined) return source(name, {}, () => undefined);
  const [error] = document.errors;
  if (error?.code === 'RESOURCE_EXHAUSTION') return { problems: [at(error.pos[0], tooDeep)] };
  if (error) return { problems: [at(error.pos[0], `the file must be YAML: ${error.message.replace(/\s+/g, ' ')}`)] };
  const directive = /^(?:[ \t]*(?:#.*)?\r?\n)*%/.exec(text.replace(/^\ufeff/, ''));
  if (directive) return { problems: [at(directive[0].length - 1, 'the file must not hold directives (%): Helm reads one kind of YAML')] };
  const more = others.find(({ contents, errors }) => errors.length > 0 || (isScalar(contents) ? contents.value !== '' : contents !== null));
  if (more) return { problems: [at(more.range[0], 'the file must hold one document: Helm would silently ignore the others')] };

  const reader = new Reader(text, document.contents);
  const values = reader.read();
  if (reader.problems.length > 0) return { problems: reader.problems.map(({ offset, sentence }) => at(offset, sentence)) };
  return source(name, values, (path) => reader.find(path), lines);
}

// What Go's reader refuses, and what it takes for a line's end where a reader of YAML 1.2 does not.
const unreadable =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)|(?<=[^])\ufeff|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function parse(text: string, lineCounter: LineCounter) {
  return [...parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent', lineCounter })];
}

function source(name: string, values: Document, find: (path: Path) => { offset: number; length: number } | undefined, lines?: LineCounter): Source {
  return {
    values,
    find(path): Position | undefined {
      const found = find(path);
      if (!found) return undefined;
      const { line, col } = lines!.linePos(found.offset);
      // A list is replaced as a whole, so a file that has the list has all of it.
      const isFinal = path.slice(0, found.length + 1).some((step) => typeof step === 'number');
      return { place: `${name}:${line}:${col}`, length: found.length, isFinal: isFinal || found.length === path.length };
    },
  };
}

/** Makes values of the nodes of a document, with the types, merges and limits of Go's reader. */
class Reader {
  readonly problems: { offset: number; sentence: string }[] = [];
  private readonly targets = new Map<Alias, Node | undefined>();
  private readonly open = new Set<Alias>();
  private written = 0;
  private unfolded = 0;
  private excessive = false;

  constructor(
    private readonly text: string,
    private readonly root: Node | null,
  ) {
    this.bindAliases();
  }

  read(): Document {
    const values = this.value(this.root, []);
    if (values === null || this.problems.length > 0) return {};
    if (typeof values === 'object' && !Array.isArray(values)) return values as Document;
    this.refuse(this.root, `the file must be a map of keys: it is ${Array.isArray(values) ? 'a list' : `one value, ${printValue(values)}`}`);
    return {};
  }

  /** Where the longest part of a path stands that the document holds. */
  find(path: Path): { offset: number; length: number } | undefined {
    let found: { offset: number; length: number } | undefined;
    let node = this.resolved(this.root);
    for (const [i, step] of path.entries()) {
      let key: Node | undefined;
      if (isMap(node)) [key, node] = this.entry(node, String(step)) ?? [];
      else if (isSeq(node) && typeof step === 'number') key = node = node.items[step] as Node | undefined;
      else break;
      if (!key) break;
      found = { offset: offsetOf(key), length: i + 1 };
      node = this.resolved(node);
    }
    return found;
  }

  private entry(map: YAMLMap, name: string): [Node, Node | undefined] | undefined {
    for (const pair of [...map.items].reverse() as Pair<Node, Node>[]) {
      if (this.isMerge(pair.key)) {
        const merged = this.resolved(pair.value);
        const maps = isSeq(merged) ? (merged.items as Node[]).map((item) => this.resolved(item)) : [merged];
        for (const one of maps) {
          const found = isMap(one) ? this.entry(one, name) : undefined;
          if (found) return found;
        }
      } else if (String(this.scalar(pair.key)) === name) {
        return [pair.key, pair.value ?? undefined];
      }
    }
    return undefined;
  }

  /** An alias means the last anchor of its name that stands before it. */
  private bindAliases(): void {
    const anchors = new Map<string, Node>();
    visit(this.root, {
      Node: (_, node) => {
        if (isAlias(node)) {
          this.targets.set(node, anchors.get(node.source));
          if (!anchors.has(node.source)) this.refuse(node, `*${node.source} must follow its anchor: there is no &${node.source} before it`);
        } else if (node.anchor) {
          anchors.set(node.anchor, node);
          if (!/^[\w-]+$/.test(node.anchor))
            this.refuse(node, `&${node.anchor} must be an anchor of letters, digits, dashes and underscores: Helm's reader refuses anything else`);
        }
      },
    });
  }

  private resolved(node: unknown): Node | undefined {
    return isAlias(node) ? this.targets.get(node) : ((node ?? undefined) as Node | undefined);
  }

  private value(node: unknown, path: Path): unknown {
    if (!this.step(node)) return null;
    if (isAlias(node)) return this.alias(node, (target) => this.value(target, path));
    if (path.length > deepest) return this.refuse(node, tooDeep);
    if (isMap(node)) return this.map(node, path);
    if (isSeq(node)) {
      this.checkTag(node, path, 'seq');
      return node.items.map((item, i) => this.value(item, [...path, i]));
    }
    return this.scalarAt(node, path);
  }

  private scalarAt(node: unknown, path: Path): unknown {
    if (!isScalar(node)) return null;
    const problem = this.scalarProblem(node);
    if (problem) return this.refuse(node, `${printPath(path)} (${printValue(node.value)}) ${problem}`);
    const value = this.scalar(node);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.refuse(node, `${printPath(path)} (${String(node.value)}) must be a finite number: Helm refuses anything else`);
    }
    return value;
  }

  private map(node: YAMLMap, path: Path): unknown {
    this.checkTag(node, path, 'map');
    const fields = new Map<string, unknown>();
    const seen = new Map<string, Node>();
    for (const { key, value } of node.items as Pair<Node, Node>[]) {
      if (this.isMerge(key)) {
        this.mergeInto(fields, value, path);
        continue;
      }
      const name = this.key(key, path);
      if (name === undefined) continue;
      const first = seen.get(name);
      if (first) this.refuse(key, `${printPath([...path, name])} must be given only once: it stands ${this.linesBefore(first, key)} as well`);
      seen.set(name, key);
      fields.set(name, this.value(value, [...path, name]));
    }
    return Object.fromEntries(fields);
  }

  private linesBefore(first: Node, second: Node): string {
    const lines = this.text.slice(offsetOf(first), offsetOf(second)).split('\n').length - 1;
    return lines === 0 ? 'earlier in this line' : `${lines} line${lines === 1 ? '' : 's'} above`;
  }

  private key(node: unknown, path: Path): string | undefined {
    if (!this.step(node)) return undefined;
    if (isAlias(node)) return this.alias(node, (target) => this.key(target, path));
    const value = isScalar(node) && !this.scalarProblem(node) ? this.scalar(node) : undefined;
    if (typeof value === 'string' && value !== '__proto__') return value;
    if (typeof value === 'boolean' || Number.isSafeInteger(value)) return String(value);
    this.refuse(node, `a key of ${path.length > 0 ? printPath(path) : 'the file'} must be a string: put it in quotes if it looks like something else`);
    return undefined;
  }

  // A merge replaces the fields above it and is replaced by those below it, other than YAML says.
  private mergeInto(fields: Map<string, unknown>, node: Node | null, path: Path): void {
    const merged = isSeq(node) ? [...(node.items as Node[])].reverse() : [node];
    for (const one of merged) {
      if (!isMap(this.resolved(one))) {
        this.refuse(one ?? node, `<< of ${path.length > 0 ? printPath(path) : 'the file'} must be a map or a list of maps: there is nothing else to merge`);
        continue;
      }
      for (const [key, value] of Object.entries(this.value(one, path) ?? {})) fields.set(key, value);
    }
  }

  private isMerge(key: unknown): boolean {
    return isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.tag === undefined;
  }

  private alias<T>(node: Alias, read: (target: Node) => T): T | undefined {
    const target = this.targets.get(node);
    if (!target) return undefined;
    if (this.open.has(node)) {
      this.refuse(node, `*${node.source} must not stand within its own anchor: the value would contain itself`);
      return undefined;
    }
    this.open.add(node);
    const value = read(target);
    this.open.delete(node);
    return value;
  }

  /** Whether aliases stand for no more than nine times what is written: Helm refuses to unfold 99 times as much, and more than 990 values. */
  private step(node: unknown): boolean {
    if (this.open.size > 0) this.unfolded += 1;
    else this.written += 1;
    if (!this.excessive && this.unfolded > Math.max(900, 9 * this.written)) {
      this.excessive = true;
      this.refuse(node, 'aliases must not make up nearly all of a file: Helm refuses to unfold them');
    }
    return !this.excessive;
  }

  private scalar(node: unknown): string | number | boolean | null | undefined {
    if (!isScalar(node)) return undefined;
    const text = String(node.value);
    const plain = node.type === 'PLAIN';
    return (plain && node.tag === undefined) || isTyped(node) ? plainScalar(text) : text;
  }

  /** What is wrong with a scalar as such. */
  private scalarProblem(node: Scalar): string | undefined {
    if (node.tag !== undefined && !isString(node) && !(isTyped(node) && hasType(node))) {
      return `must not have the tag ${node.tag.replace('tag:yaml.org,2002:', '!!')}: Helm's values are strings, numbers, booleans, lists and maps`;
    }
    if (node.type !== 'QUOTE_DOUBLE' || !node.range) return undefined;
    const source = this.text.slice(node.range[0], node.range[1]);
    const escape = [...source.matchAll(/\\(?:u[dD][89a-fA-F][0-9a-fA-F]{2}|[^])/g)].find(([all]) => all.length > 2 || all === '\\/' || all === '\\\t');
    return escape && `must not hold the escape ${printValue(escape[0]).slice(1, -1).replace('\\\\', '\\')}: Helm's reader does not know it`;
  }

  private checkTag(node: Node, path: Path, kind: 'seq' | 'map'): void {
    if (node.tag === undefined || node.tag === `tag:yaml.org,2002:${kind}`) return;
    this.refuse(node, `${printPath(path) || 'the file'} must not have the tag ${node.tag}: Helm's values are strings, numbers, booleans, lists and maps`);
  }

  private refuse(node: unknown, sentence: string): null {
    this.problems.push({ offset: offsetOf(node), sentence });
    return null;
  }
}

const offsetOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;
const isString = (node: Scalar): boolean => node.tag === 'tag:yaml.org,2002:str';
const isTyped = (node: Scalar): boolean => /^tag:yaml\.org,2002:(int|float|bool|null)$/.test(node.tag ?? '');

/** Whether a tagged scalar is what its tag says. */
function hasType(node: Scalar): boolean {
  const value = plainScalar(String(node.value));
  const type = node.tag?.slice('tag:yaml.org,2002:'.length);
  if (type === 'null') return value === null;
  if (type === 'bool') return typeof value === 'boolean';
  return typeof value === 'number' && (type === 'float' || Number.isInteger(value));
}
