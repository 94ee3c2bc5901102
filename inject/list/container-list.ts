import { isMap, isScalar, isSeq, type CST, type Node, type Pair } from 'yaml';
import { refersTo } from '../../kubernetes/reference';
import { appendToBlock, insertBelow, insertIntoBlock, itemLines, takeFromBlock } from './block-list';
import { Edit } from '../text/edit';
import { Entry } from './entry';
import { appendKey, appendToFlow, insertIntoFlow, isJson, isTight, itemsOf, takeFromFlow, takeKey } from './flow-list';
import { layoutAround, mapColumn } from './layout';
import { before, insertLines, lineAfter, lineStart, removeLines } from '../text/line';
import { remarkNull, withoutRemark } from './null-list';
import { hasAny, hasComment, isReal, Item, itemEnd } from '../yaml/token';
import { isNull, Place, textOf, Tree } from '../yaml/tree';
import { Unchangeable } from './unchangeable';
import { Container } from '../workload/workload';

export type ListKey = 'env' | 'envFrom';

type List = CST.BlockSequence | CST.FlowCollection;

const realItems = (token: List): readonly Item[] => (token.type === 'block-seq' ? (token.items as Item[]).filter(isReal) : itemsOf(token));

/** An item of the list, which of a variable has a name. */
interface Listed {
  readonly place: Place;
  readonly name: string | undefined;
}

/** The `env` or `envFrom` of a container, as it stands in the text. */
export class ContainerList {
  private readonly list: Place | undefined;
  private readonly items: readonly Listed[];
  private readonly assumed = new Map<string | undefined, string | undefined>();

  constructor(
    private readonly text: string,
    private readonly tree: Tree,
    private readonly container: Container,
    private readonly key: ListKey,
  ) {
    this.list = tree.at(container.place, key);
    if (!isMap(container.place.node)) throw new Unchangeable(this.offset, 'a container must be a map: there is nothing to put variables into');
    if (this.list && !isSeq(this.list.node) && !isNull(this.list.node)) {
      throw new Unchangeable(this.list.node.range![0], `${key} of container ${container.name} must be a list: there is nothing to put variables into`);
    }
    this.items = (this.list ? tree.items(this.list) : []).map((place) => ({ place, name: textOf(tree.at(place, 'name')) }));
  }

  /** The names of the variables that are there. */
  get names(): ReadonlySet<string | undefined> {
    return new Set(this.items.map(({ name }) => name));
  }

  /** Why nothing is put in: a patch says what becomes of the list that it is laid over. */
  get patched(): string | undefined {
    const { isReplaced, place } = this.container;
    if (this.list && isNull(this.list.node) && !(this.container.isWhole() && this.tree.at(place, 'image'))) return `${this.key} is null, which in a patch deletes the list that it is laid over`;
    if (!this.tree.hasDirectives) return undefined;
    if (isReplaced) return '$patch deletes or replaces it';
    const directive = ['$retainKeys', `$setElementOrder/${this.key}`].find((key) => this.tree.at(place, key) !== undefined);
    if (directive !== undefined) return `${directive} says what ${this.key} may hold`;
    return this.items.some((item) => this.isDirective(item.place)) ? `$patch deletes or replaces ${this.key}` : undefined;
  }

  /** Whether an item says what becomes of one below the patch. */
  isPatched(item: Place): boolean {
    return this.tree.hasDirectives && this.tree.at(item, '$patch') !== undefined;
  }

  /** An item that refers to a variable and stands before all of those that give it. */
  referrer({ name }: Entry): string | undefined {
    const first = this.items.findIndex((item) => item.name === name);
    return this.items.slice(0, Math.max(first, 0)).find((item) => this.refers(item, name))?.name;
  }

  /** Where a message about the container points to. */
  get offset(): number {
    return this.container.place.node.range![0];
  }

  /** Where the container names it, if it does. */
  get pair(): Pair | undefined {
    return this.list?.pair;
  }

  /** Whether all items that are about what an entry is about are as they were put in. */
  holdsOnly(entry: Entry): boolean {
    return this.find(entry).every(({ item, same }) => same && entry.isBare(item));
  }

  /** The items that are about what an entry is about. */
  find(entry: Entry): { readonly item: Place; readonly same: boolean }[] {
    const near = entry.variable === undefined ? this.items : this.items.filter(({ name }) => name === entry.variable);
    return near.flatMap(({ place: item }) => {
      const verdict = entry.compare(this.tree, item);
      return verdict === 'other' ? [] : [{ item, same: verdict === 'same' }];
    });
  }

  /** Takes the items that entries correct for what they will say. */
  assume(entries: readonly Entry[]): void {
    for (const { variable, value } of entries) this.assumed.set(variable, value);
  }

  add(entries: readonly Entry[]): Edit[] {
    this.checkOwn(this.container.place, this.list);
    const pair = this.list?.pair?.srcToken;
    if (!this.list || !pair) return [this.create(entries)];
    const token = this.list.node.srcToken;
    if (!isSeq(this.list.node)) return this.fill(pair, entries);
    // Kubernetes expands only what stands before.
    const referring = this.items.findIndex((item) => entries.some(({ name }) => this.refers(item, name)));
    if (referring >= 0) this.checkBehind(referring, entries);
    const before = realItems(token as List)[referring];
    if (token?.type === 'block-seq') return [before ? insertIntoBlock(this.text, token, before, entries, pair.key!.offset) : appendToBlock(this.text, token, entries)];
    const list = token as CST.FlowCollection;
    const json = isJson((this.list.node.items as Node[]).at(-1)?.srcToken ?? this.container.place.node.srcToken);
    return [before ? insertIntoFlow(list, before, entries, json) : appendToFlow(list, entries, json)];
  }

  /** An item made to say what its entry does. */
  correct({ item }: { item: Place }, { correction, name }: Entry): Edit {
    this.checkOwn(this.container.place, this.list, item);
    const pairs = (item.node as { items: Pair<Node, Node>[] }).items;
    const wrong = pairs.filter(({ key }) => isScalar(key) && correction!.fields.includes(String(key.value)));
    const source: Item | undefined = wrong[0]?.srcToken;
    if (wrong.length !== 1 || pairs.length !== 2 || !source?.key || source.explicitKey === true) {
      throw new Unchangeable(item.node.range![0], `${name} of container ${this.container.name} must have one value or valueFrom to be overwritten: change it by hand`);
    }
    const start = source.key.offset;
    // The line end that a block scalar ends with is not its own.
    let end = itemEnd(source);
    while (/[\r\n]/.test(this.text[end - 1]!)) end -= 1;
    const map = item.node.srcToken!;
    if (hasAny(map, ['anchor', 'tag'], start, end)) throw new Unchangeable(item.node.range![0], `${name} of container ${this.container.name} has a tag or an anchor: change it by hand`);
    if (hasComment(map, start, end)) throw new Unchangeable(item.node.range![0], 'an item with a comment in it is not overwritten: the comment would be lost');
    return { start, end, text: correction!.flow(source.key.type === 'double-quoted-scalar') };
  }

  /** Items taken out, with the key when it was put in with them and others do not follow. */
  remove(items: readonly Place[], othersFollow = false): Edit[] {
    const { list, container } = this;
    this.checkOwn(container.place, list, ...items);
    const token = list!.node.srcToken as List;
    const pair = list!.pair!.srcToken as Item;
    const real = realItems(token);
    const own = real.filter(({ value }) => items.some(({ node }) => node.srcToken === value));
    const isAll = own.length === real.length && !othersFollow;
    const map = container.place.node.srcToken as CST.BlockMap | CST.FlowCollection;
    if (token.type === 'flow-collection') {
      const isOurs = isAll && map.type === 'flow-collection' && isTight(this.text, token) && map.items.length > 1;
      return isOurs ? [takeKey(map, pair)] : takeFromFlow(this.text, token, own);
    }
    const remark = isAll ? withoutRemark(pair) : undefined;
    if (remark) return [remark, ...takeFromBlock(this.text, token, own)];
    const end = lineAfter(this.text, itemEnd(pair));
    if (!isAll || hasComment(map, pair.key!.offset, end)) return takeFromBlock(this.text, token, own);
    return [this.takeLines(map as CST.BlockMap, pair, end)];
  }

  /** What is put before an item may itself refer to one that stands behind. */
  private checkBehind(index: number, entries: readonly Entry[]): void {
    for (const { name, value } of entries) {
      const late = this.items.slice(index).find((item) => item.name !== undefined && refersTo(value, item.name));
      if (!late) continue;
      throw new Unchangeable(late.place.node.range![0], `container ${this.container.name} gives ${late.name!} after ${this.items[index]!.name!}, before which ${name} must stand, which refers to it: take ${late.name!} out, and it is put in again`);
    }
  }

  private refers({ place, name: own }: Listed, name: string): boolean {
    return refersTo(this.assumed.has(own) ? this.assumed.get(own) : textOf(this.tree.at(place, 'value')), name);
  }

  private isDirective(item: Place): boolean {
    return this.isPatched(item) && isMap(item.node) && item.node.items.length === 1;
  }

  private takeLines(map: CST.BlockMap, pair: Item, end: number): Edit {
    const start = pair.key!.offset;
    if (/^ *$/.test(before(this.text, start))) return removeLines(this.text, lineStart(this.text, start), end);
    const all = (map.items as Item[]).filter(isReal);
    const next = all[all.indexOf(pair) + 1]?.key;
    if (!next || hasComment(map, start, next.offset)) throw new Unchangeable(start, `${this.key} is the first line of container ${this.container.name}: remove it by hand`);
    return { start, end: next.offset, text: '' };
  }

  private create(entries: readonly Entry[]): Edit {
    const map = this.container.place.node.srcToken as CST.BlockMap | CST.FlowCollection;
    if (map.type === 'flow-collection') {
      if (itemsOf(map).length === 0) throw new Unchangeable(this.offset, 'a container must have a name: this one is empty');
      return appendKey(map, this.key, entries);
    }
    const pairs = (map.items as Item[]).filter(isReal);
    const column = this.columnOf(map);
    const layout = layoutAround(this.text, this.container);
    const named = (name: string) => pairs.find(({ key, value }) => (key as CST.FlowScalar).source === name && value && value.type !== 'block-scalar');
    const above = named('image') ?? named('name') ?? pairs.at(-1)!;
    return insertBelow(this.text, above, [`${' '.repeat(column)}${this.key}:`, ...itemLines(entries, column + layout.dash, layout)]);
  }

  private fill(pair: Item, entries: readonly Entry[]): Edit[] {
    const map = this.container.place.node.srcToken as CST.BlockMap | CST.FlowCollection;
    if (map.type === 'flow-collection') throw new Unchangeable(pair.key!.offset, `${this.key} of container ${this.container.name} is null: write it as an empty list, or leave it out`);
    const column = this.columnOf(map);
    const layout = layoutAround(this.text, this.container);
    const below = lineAfter(this.text, itemEnd(pair));
    return [remarkNull(pair, this.key), insertLines(this.text, below, itemLines(entries, column + layout.dash, layout))];
  }

  private columnOf(map: CST.BlockMap): number {
    const column = mapColumn(this.text, map);
    if (column === undefined || (map.items as Item[]).some(({ explicitKey }) => explicitKey === true)) {
      throw new Unchangeable(this.offset, `container ${this.container.name} must begin with a plain key: something stands in front of it, or it is written with question marks`);
    }
    return column;
  }

  private checkOwn(...places: readonly (Place | undefined)[]): void {
    const shared = places.find((place) => place?.shared !== undefined);
    if (!shared) return;
    const how = shared.shared === '<<' ? 'comes from a merge (<<)' : `is shared by the anchor ${shared.shared!.replace('*', '&')}`;
    const what = shared === this.container.place ? `container ${this.container.name}` : `${this.key} of container ${this.container.name}`;
    throw new Unchangeable(shared.node.range![0], `${what} ${how}: a change would reach every place that uses it`);
  }
}
