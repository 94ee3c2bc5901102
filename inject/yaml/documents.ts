import { Composer, Document, isAlias, isMap, isScalar, isSeq, Parser, Schema, type Alias, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { codePoint } from '../../template';
import { hiddenTemplate } from './hidden-template';
import { isMerge, isNew, Tree } from './tree';

/** Why a file is left as it is. */
export class FileProblem extends Error {
  /** @param isUnknown whether the file is for another program, such as Helm */
  constructor(
    readonly offset: number,
    sentence: string,
    readonly isUnknown = false,
  ) {
    super(sentence);
  }
}

// Every scalar is a string here, because nothing is ever printed from what was read.
const schema = new Schema({ schema: 'failsafe' });

/** The documents of a file one by one. Throws a FileProblem at the first that cannot be changed safely. */
export function* documents(text: string): Generator<Tree> {
  checkCharacters(text);
  const hidden = hiddenTemplate(text);
  if (hidden) throw new FileProblem(hidden.offset, `the file must not be a template: the variables could end up inside ${JSON.stringify(hidden.line)}`, true);
  const isTemplate = /\{\{|\{%|<%/.test(text);
  const hasDirectives = /(\$|\\u0024|\\x24)(patch|retainKeys|setElementOrder)/.test(text);
  const composer = new Composer({ schema, keepSourceTokens: true, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  for (const token of new Parser().parse(text)) {
    for (const document of composer.next(token)) yield checked(document, isTemplate, hasDirectives);
  }
  for (const document of composer.end(false, text.length)) yield checked(document, isTemplate, hasDirectives);
}

function checkCharacters(text: string): void {
  const odd = /\0|\r(?!\n)|[\u0085\u2028\u2029](?=[^\n]*[^\s\u0085])/.exec(text);
  if (!odd) return;
  if (odd[0] === '\0') throw new FileProblem(odd.index, 'the file must be text: it holds a zero byte');
  const what = odd[0] === '\r' ? 'a carriage return alone' : codePoint(odd[0]);
  throw new FileProblem(odd.index, `the file must not hold ${what}: some readers of YAML end a line there, and some do not`);
}

function checked({ contents, errors }: Document.Parsed, isTemplate: boolean, hasDirectives: boolean): Tree {
  const [error] = errors;
  if (error) throw new FileProblem(error.pos[0], `the file must be YAML${isTemplate ? ' and not a template' : ''}: ${error.message.replace(/\s+/g, ' ')}`, isTemplate);
  return new Tree(contents, new References().of(contents, isTemplate), hasDirectives);
}

/** What each alias stands for. */
class References {
  private readonly targets = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();

  of(root: Node | null, isTemplate: boolean): ReadonlyMap<Alias, Node> {
    this.visit(root, isTemplate);
    return this.targets;
  }

  private visit(node: Node | null | undefined, isTemplate: boolean): void {
    if (!node) return;
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (!target) throw new FileProblem(node.range![0], `*${node.source} must follow its anchor: there is no &${node.source} before it`);
      if (this.open.has(target)) throw new FileProblem(node.range![0], `*${node.source} must not stand within &${node.source}: the value would contain itself`);
      this.targets.set(node, target);
      return;
    }
    // An alias means the last anchor of its name that stands before it.
    if (node.anchor) this.anchors.set(node.anchor, node);
    this.open.add(node);
    if (isSeq(node)) for (const item of node.items as Node[]) this.visit(item, isTemplate);
    if (isMap(node)) this.visitMap(node, isTemplate);
    this.open.delete(node);
  }

  private visitMap(node: YAMLMap, isTemplate: boolean): void {
    const keys = new Set<string>();
    for (const { key, value } of node.items as Pair<Node, Node>[]) {
      if (!isScalar(key)) {
        const reason = isTemplate ? 'this looks like a template, which is not YAML until it is rendered' : 'Kubernetes has no other keys';
        throw new FileProblem(((key ?? node) as Node).range![0], `a key must be a string: ${reason}`, isTemplate);
      }
      const name = String(key.value);
      if (keys.has(name) && name !== '<<') throw new FileProblem(key.range![0], `${JSON.stringify(name)} must be there only once in its map: readers of YAML differ in which one they take`);
      keys.add(name);
      this.visit(key, isTemplate);
      this.visit(value, isTemplate);
      if (name === '<<') this.checkMerge(value, keys);
    }
  }

  private checkMerge(value: Node | null, keys: ReadonlySet<string>): void {
    if (keys.size === 1 || !value) return;
    const brought = [...this.keysOf(value)].find((name) => name !== '<<' && keys.has(name));
    if (brought !== undefined) throw new FileProblem(value.range![0], `a merge (<<) must stand before ${JSON.stringify(brought)}, which it also brings: readers of YAML differ in which one they take`);
  }

  /** The keys of a map, and of those merged into it, or of the maps of a list. */
  private keysOf(value: Node, seen = new Set<Node>()): Set<string> {
    const node = isAlias(value) ? this.targets.get(value)! : value;
    const keys = new Set<string>();
    if (!isNew(node, seen)) return keys;
    const inner = isSeq(node) ? [...(node.items as Node[])] : [];
    for (const pair of isMap(node) ? (node.items as Pair<Node, Node>[]) : []) {
      keys.add(String((pair.key as Scalar).value));
      if (isMerge(pair)) inner.push(pair.value!);
    }
    for (const one of inner) for (const key of this.keysOf(one, seen)) keys.add(key);
    return keys;
  }
}
