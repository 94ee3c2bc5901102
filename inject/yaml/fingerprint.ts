import { createHash } from 'node:crypto';
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { isUnended } from './token';
import { isNull, type Place } from './tree';

/** A hash of what a file says apart from what is ours in it: a change must leave that as it is. */
export class Fingerprint {
  private readonly hash = createHash('sha256');
  private readonly items = new Set<Node>();
  private readonly lists = new Set<Pair>();

  /** Leaves out items of a list, and the list where there are no others. */
  leaveOut(list: Pair | undefined, items: readonly Place[]): void {
    if (list) this.lists.add(list);
    items.forEach(({ node }) => this.items.add(node));
  }

  add(root: Node): void {
    const parts: string[] = [];
    this.say(root, parts);
    this.hash.update(parts.join(''));
  }

  /** @returns the same for files that say the same */
  digest(): string {
    return this.hash.digest('hex');
  }

  private say(node: Node | null, parts: string[]): void {
    if (!node) return void parts.push('-');
    if (isAlias(node)) return void parts.push('*', node.source, ' ');
    const { anchor, tag } = node as { anchor?: string; tag?: string };
    if (anchor !== undefined) parts.push('&', anchor, ' ');
    if (tag !== undefined) parts.push('!', tag, ' ');
    if (isSeq(node)) {
      parts.push('[');
      for (const item of this.itemsOf(node as { items: Node[] })) this.say(item, parts);
      parts.push(']');
    } else if (isMap(node)) {
      parts.push('{');
      for (const pair of node.items as Pair<Node, Node>[]) {
        if (this.isOurs(pair)) continue;
        this.say(pair.key, parts);
        this.say(pair.value, parts);
      }
      parts.push('}');
    } else if (isScalar(node)) {
      // A text that ends with the file has a line end for some readers only.
      const isCut = node.srcToken?.type === 'block-scalar' && isUnended(node.srcToken);
      const value = String(node.value);
      parts.push(node.type === 'PLAIN' ? ':' : '=', isCut ? '…' : '', String(value.length), ' ', value);
    }
  }

  private itemsOf({ items }: { items: Node[] }): Node[] {
    return this.items.size === 0 ? items : items.filter((item) => !this.items.has(item));
  }

  private isOurs(pair: Pair<Node, Node>): boolean {
    if (!this.lists.has(pair)) return false;
    const { value } = pair;
    return !value || isNull(value) || (isSeq(value) && this.itemsOf(value as { items: Node[] }).length === 0);
  }
}
