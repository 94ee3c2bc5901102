import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';

/** A value of a document. */
export interface Place {
  readonly node: Node;
  /** The anchor or merge by which the value stands at other places as well, so that it cannot be changed at one. */
  readonly shared?: string;
  /** Where the map that the value was found in names it. */
  readonly pair?: Pair<Node, Node | null>;
}

/** A document, looked at through its aliases and merges. */
export class Tree {
  private readonly shared: ReadonlySet<Node>;

  constructor(
    private readonly contents: Node | null,
    private readonly targets: ReadonlyMap<Alias, Node>,
    /** Whether the file may hold directives of a strategic merge patch. */
    readonly hasDirectives = false,
  ) {
    this.shared = new Set(targets.values());
  }

  get root(): Place | undefined {
    return this.contents ? this.place(this.contents) : undefined;
  }

  /** What a path of keys leads to. */
  at(place: Place | undefined, ...path: readonly string[]): Place | undefined {
    return path.reduce<Place | undefined>((found, key) => found && this.get(found, key), place);
  }

  /** The items of a list, none of what is no list. */
  items({ node, shared }: Place): Place[] {
    return isSeq(node) ? (node.items as Node[]).map((item) => this.place(item, shared)) : [];
  }

  /** The keys of a map as it is written. */
  keys({ node }: Place): string[] {
    return isMap(node) ? (node.items as Pair<Node, Node | null>[]).flatMap((pair) => textOf({ node: pair.key }) ?? []) : [];
  }

  /** The keys and texts of a map of scalars, or of nothing. */
  texts(place: Place | undefined, seen = new Set<Node>()): ReadonlyMap<string, string> {
    if (!place || !isMap(place.node) || !isNew(place.node, seen)) return new Map();
    const pairs = place.node.items as Pair<Node, Node>[];
    const texts = new Map(pairs.filter(isMerge).flatMap(({ value }) => this.merged(value).flatMap((map) => [...this.texts(map, seen)])));
    for (const pair of pairs) {
      const text = pair.value && !isMerge(pair) ? textOf(this.place(pair.value)) : undefined;
      if (text !== undefined) texts.set(textOf({ node: pair.key })!, text);
    }
    return texts;
  }

  private get({ node, shared }: Place, name: string, seen?: Set<Node>): Place | undefined {
    if (!isMap(node)) return undefined;
    const pairs = node.items as Pair<Node, Node | null>[];
    const own = pairs.find(({ key }) => isScalar(key) && key.value === name);
    if (own) return this.place(own.value ?? own.key, shared, own);
    return pairs.some(isMerge) ? this.getMerged(node, name, seen ?? new Set()) : undefined;
  }

  private getMerged(node: YAMLMap, name: string, seen: Set<Node>): Place | undefined {
    if (!isNew(node, seen)) return undefined;
    for (const { value } of (node.items as Pair<Node, Node | null>[]).filter(isMerge)) {
      for (const map of this.merged(value)) {
        const found = seen.has(map.node) ? undefined : this.get(map, name, seen);
        if (found) return { node: found.node, shared: '<<' };
      }
    }
    return undefined;
  }

  private merged(value: Node | null): Place[] {
    if (!value) return [];
    const place = this.place(value);
    return isSeq(place.node) ? this.items(place) : [place];
  }

  private place(node: Node, shared?: string, pair?: Pair<Node, Node | null>): Place {
    if (isAlias(node)) return { node: this.targets.get(node)!, shared: `*${node.source}`, pair };
    return { node, shared: this.shared.has(node) ? `&${(node as { anchor?: string }).anchor}` : shared, pair };
  }
}

/** The text of a scalar. */
export const textOf = (place: Place | undefined): string | undefined => (place && isScalar(place.node) ? String(place.node.value) : undefined);

/** What an empty value is has no text of its own. */
export const isNull = (node: Node): boolean => isScalar(node) && node.type === 'PLAIN' && /^(~|null|Null|NULL|)$/.test(String(node.source ?? ''));

export const isMerge = ({ key, value }: Pair<Node, Node | null>): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && value !== null;

/** Whether a value is met for the first time. Aliases and merges may lead to one value in very many ways. */
export function isNew(node: Node, seen: Set<Node>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  return true;
}
