const width = 120;

/** Breaks a template's long line where Helm reads no more than a space: between the words of an action, the outermost first. */
export function wrap(line: string): string[] {
  if (line.length <= width) return [line];
  const all = words(line);
  const depths = [...new Set(all.map(({ depth }) => depth))].sort((a, b) => a - b);
  const tries = depths.map((depth) => fill(all, depth));
  return tries.find((lines) => lines.every(({ length }) => length <= width)) ?? tries.at(-1)!;
}

/** Lines of as many words as each has room for, which end before words of a depth, or of a smaller one. */
function fill(all: readonly Word[], deepest: number): string[] {
  const indent = ' '.repeat(all[0]!.text.search(/\S/) + 2);
  const parts = all.reduce<string[]>((whole, { text, depth }, i) => (i === 0 || depth <= deepest ? [...whole, text] : [...whole.slice(0, -1), `${whole.at(-1)} ${text}`]), []);
  return parts.reduce<string[]>((lines, part) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= width) return [...lines.slice(0, -1), `${last} ${part}`];
    return [...lines, last === undefined ? part : indent + part];
  }, []);
}

interface Word {
  readonly text: string;
  /** How many parentheses are around the space before it. */
  readonly depth: number;
}

/** A line in parts that a break may stand between: what is outside of actions, and the strings in them, are whole. */
function words(line: string): Word[] {
  const parts = line.match(/\{\{-? |"(?:[^"\\]|\\.)*"| -?\}\}|./g) ?? [];
  let [inAction, depth] = [false, 0];
  return parts.reduce<Word[]>(
    (all, part) => {
      if (part.startsWith('{{')) inAction = true;
      if (part.endsWith('}}')) inAction = false;
      if (inAction && part === '(') depth++;
      if (inAction && part === ')') depth--;
      if (inAction && part === ' ') return [...all, { text: '', depth }];
      const last = all.at(-1)!;
      return [...all.slice(0, -1), { ...last, text: last.text + part }];
    },
    [{ text: '', depth: 0 }],
  );
}
