import type { Files } from '../files/files';

// However much differs, a terminal should show all of it.
const mostLines = 8;
const mostDiffs = 12;
const longestLine = 160;

/** A sentence for each file that is not as expected; the first of them with a short diff. */
export function differences(expected: Files, found: Files): string[] {
  let diffs = 0;
  return [...new Set([...expected.keys(), ...found.keys()])].sort().flatMap((path) => {
    const [wanted, seen] = [expected.get(path), found.get(path)];
    if (seen === undefined) return [`${path} is missing`];
    if (wanted === undefined) return [`${path} is not expected`];
    if (wanted === seen) return [];
    diffs += 1;
    return [`${path} differs${diffs > mostDiffs ? '' : `:\n${diff(seen, wanted)}`}`];
  });
}

/** What stands between the lines that two texts begin and end with. */
function diff(before: string, after: string): string {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shorter && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const between = (sign: string, lines: readonly string[]) => {
    const all = lines.slice(start, lines.length - end);
    const more = all.length - mostLines;
    return [...all.slice(0, mostLines).map((line) => `${sign} ${line.slice(0, longestLine)}`), ...(more > 0 ? [`${sign} … ${more} more lines`] : [])];
  };
  return [`  at line ${start + 1}`, ...between('  -', old), ...between('  +', fresh)].join('\n');
}
