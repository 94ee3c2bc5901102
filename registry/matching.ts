/** How many pairs there can be of items of two lists, each item in one pair at most (a maximum bipartite matching, by augmenting paths). */
export function matching<T>(left: readonly T[], right: readonly T[], isPair: (left: T, right: T) => boolean): number {
  const edges = left.map((one) => right.flatMap((other, index) => (isPair(one, other) ? [index] : [])));
  const partners = new Map<number, number>();
  const isPlaced = (one: number, tried: Set<number>): boolean =>
    edges[one]!.some((other) => {
      if (tried.has(other)) return false;
      tried.add(other);
      const partner = partners.get(other);
      if (partner !== undefined && !isPlaced(partner, tried)) return false;
      partners.set(other, one);
      return true;
    });
  return left.filter((_, index) => isPlaced(index, new Set())).length;
}
