/** The known word that a misspelt one was most likely meant to be, or undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((candidate) => ({ candidate, distance: distance(folded(word), folded(candidate)) }));
  const best = ranked.sort((a, b) => a.distance - b.distance)[0];
  if (best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))) return best.candidate;
  return known.find((candidate) => candidate.length > 3 && word.startsWith(candidate));
}

/** Whether a word differs from another, but in not more than some letters. */
export function isMisspelt(word: string, meant: string, letters: number): boolean {
  // Most words are told apart by their length, with some room for what is folded.
  return word !== meant && Math.abs(word.length - meant.length) <= letters + 3 && distance(folded(word), folded(meant)) <= letters;
}

/** `replica_count` and `replicaCount` are the same mistake. */
const folded = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[-_. ]/g, '')
    .slice(0, 100);

/** Edits from one word to the other (Levenshtein), where two swapped letters are one. */
function distance(a: string, b: string): number {
  let [before, row]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = row![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before![j - 2] ?? Infinity) + 1 : Infinity;
      next[j] = Math.min(row![j]! + 1, next[j - 1]! + 1, changed, swapped);
    }
    [before, row] = [row, next];
  }
  return row![b.length]!;
}
