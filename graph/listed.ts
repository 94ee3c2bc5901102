/** The first so many of a list, with a word for the others. */
export function some<T>(all: readonly T[], most: number, rest: (count: number) => T): readonly T[] {
  // One more takes no more room than the word for it.
  return all.length <= most + 1 ? all : [...all.slice(0, most), rest(all.length - most)];
}

/** `1 topic`, `4 topics`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
