import { Composer, Document, isAlias, isMap, isScalar, isSeq, Parser, Schema, type Alias, type Node, type Pair } from 'yaml';
import { Tree } from './tree';

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

// NB: every scalar is a string here, because nothing is ever printed from what was read.
const schema = new Schema({ schema: 'failsafe' });

/** The documents of a file one by one. Throws a FileProblem at the first that can not be changed safely. */
export function* documents(text: string): Generator<Tree> {
  checkCharacters(text);
  const isTemplate = text.includes('{{');
  const composer = new Composer({ schema, keepSourceTokens: true, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  for (const token of new Parser().parse(text)) {
    for (const document of composer.next(token)) yield checked(document, isTemplate);
  }
  for (const document of composer.end(false, text.length)) yield checked(document, isTemplate);
}

function checkCharacters(text: string): void {
  const odd = /\0|\r(?!\n)/.exec(text);
  if (!odd) return;
  const sentence = odd[0] === '\0' ? 'the file must be text: it holds a zero byte' : 'the file must not hold a carriage return alone: some readers take it for the end of a line, and some do not';
  throw new FileProblem(odd.index, sentence);
}

function checked({ contents, errors }: Document.Parsed, isTemplate: boolean): Tree {
  const [error] = errors;
  if (error) throw new FileProblem(error.pos[0], `the file must be YAML${isTemplate ? ' and not a template' : ''}: ${error.message.replace(/\s+/g, ' ')}`, isTemplate);
  return new Tree(contents, new References().of(contents, isTemplate));
}

/** What each alias stands for. */
class References {
  private readonly targets = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();

  of(root: Node | null, isTemplate: boolean): ReadonlyMap<Alias, Node> {
    this.visit(root, isTemplate);
    return this.targets;
  }

  private visit(node: Node | null | undefined, isTemplate: boolean): void {
    if (!node) return;
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (!target) throw new FileProblem(node.range![0], `*${node.source} must follow its anchor: there is no &${node.source} before it`);
      this.targets.set(node, target);
      return;
    }
    // NB: an alias means the last anchor of its name that stands before it.
    if (node.anchor) this.anchors.set(node.anchor, node);
    if (isSeq(node)) for (const item of node.items as Node[]) this.visit(item, isTemplate);
    if (!isMap(node)) return;
    const keys = new Set<string>();
    for (const { key, value } of node.items as Pair<Node, Node>[]) {
      if (!isScalar(key)) {
        const reason = isTemplate ? 'this looks like a template, which is no YAML before it is rendered' : 'Kubernetes knows no others';
        throw new FileProblem(((key ?? node) as Node).range![0], `a key must be a string: ${reason}`, isTemplate);
      }
      const name = String(key.value);
      if (keys.has(name) && name !== '<<') throw new FileProblem(key.range![0], `${JSON.stringify(name)} must be there once in its map: readers differ in which of the two they take`);
      keys.add(name);
      this.visit(key, isTemplate);
      this.visit(value, isTemplate);
    }
  }
}
