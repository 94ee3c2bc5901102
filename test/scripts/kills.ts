/** So many moments of a run at which to kill it, as parts of the time that it takes: the same for the same seed. */
export function moments(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  });
}
