import { createHash } from 'node:crypto';
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { isUnended } from './token';
import { isNull, type Place } from './tree';

/** What a file says apart from what is ours in it: a change must leave that as it is. */
export class Rest {
  private readonly hash = createHash('sha256');
  private readonly items = new Set<Node>();
  private readonly lists = new Set<Pair>();

  /** Leaves out items of a list, and the list where there are no others. */
  leaveOut(list: Pair | undefined, items: readonly Place[]): void {
    if (list) this.lists.add(list);
    items.forEach(({ node }) => this.items.add(node));
  }

  add(root: Node): void {
    this.hash.update(this.said(root));
  }

  /** @returns the same for files that say the same */
  digest(): string {
    return this.hash.digest('hex');
  }

  private said(node: Node | null): string {
    if (!node) return '';
    if (isAlias(node)) return `*${node.source}`;
    const { anchor = '', tag = '' } = node as { anchor?: string; tag?: string };
    const about = `&${anchor}!${tag}`;
    if (isSeq(node)) return `${about}[${this.itemsOf(node as { items: Node[] }).map((item) => this.said(item)).join()}]`;
    if (isMap(node)) return `${about}{${(node.items as Pair<Node, Node>[]).filter((pair) => !this.isOurs(pair)).map(({ key, value }) => `${this.said(key)}:${this.said(value)}`).join()}}`;
    if (!isScalar(node)) return about;
    // A text that ends with the file has a line end for some readers only.
    const isCut = node.srcToken?.type === 'block-scalar' && isUnended(node.srcToken);
    return `${about}${node.type === 'PLAIN' ? '' : '='}${isCut ? '…' : ''}${JSON.stringify(node.value)}`;
  }

  private itemsOf({ items }: { items: Node[] }): Node[] {
    return items.filter((item) => !this.items.has(item));
  }

  private isOurs(pair: Pair<Node, Node>): boolean {
    if (!this.lists.has(pair)) return false;
    const { value } = pair;
    return !value || isNull(value) || (isSeq(value) && this.itemsOf(value as { items: Node[] }).length === 0);
  }
}
