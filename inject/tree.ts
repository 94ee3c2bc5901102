import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair } from 'yaml';

/** A value of a document. */
export interface Place {
  readonly node: Node;
  /** The anchor or merge by which the value stands at other places as well, so that it can not be changed at one. */
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

  /** The keys and texts of a map of scalars, or of nothing. */
  texts(place: Place | undefined, seen = new Set<Node>()): ReadonlyMap<string, string> {
    if (!place || !isMap(place.node) || !isNew(place.node, seen)) return new Map();
    const pairs = place.node.items as Pair<Node, Node>[];
    const merged = pairs.filter(isMerge).flatMap(({ value }) => this.merged(value).flatMap((map) => [...this.texts(map, seen)]));
    const own = pairs.filter((pair) => !isMerge(pair)).flatMap(({ key, value }) => {
      const text = value ? textOf(this.place(value)) : undefined;
      return text === undefined ? [] : [[textOf({ node: key })!, text] as const];
    });
    return new Map([...merged, ...own]);
  }

  private get(place: Place, name: string, seen = new Set<Node>()): Place | undefined {
    const { node, shared } = place;
    if (!isMap(node) || !isNew(node, seen)) return undefined;
    const pairs = node.items as Pair<Node, Node | null>[];
    const own = pairs.find((pair) => isScalar(pair.key) && pair.key.value === name);
    if (own) return { ...this.place(own.value ?? own.key, shared), pair: own };
    for (const { value } of pairs.filter(isMerge)) {
      for (const map of this.merged(value)) {
        const found = this.get(map, name, seen);
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

  private place(node: Node, shared?: string): Place {
    if (isAlias(node)) return { node: this.targets.get(node)!, shared: `*${node.source}` };
    return this.shared.has(node) ? { node, shared: `&${(node as { anchor?: string }).anchor}` } : { node, shared };
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
