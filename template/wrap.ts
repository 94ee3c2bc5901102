const width = 120;

/** Breaks a template's long line where Helm reads no more than a space: between the words of an action. */
export function wrap(line: string): string[] {
  if (line.length <= width) return [line];
  const indent = ' '.repeat(line.search(/\S/) + 2);
  return words(line).reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, last === undefined ? word : indent + word];
  }, []);
}

/** A line in parts that a break may stand between: what is outside of actions, and the strings in them, are whole. */
function words(line: string): string[] {
  const parts = line.match(/\{\{-? |"(?:[^"\\]|\\.)*"| -?\}\}|./g) ?? [];
  let inAction = false;
  return parts.reduce<string[]>(
    (all, part) => {
      if (part.startsWith('{{')) inAction = true;
      if (part.endsWith('}}')) inAction = false;
      return inAction && part === ' ' ? [...all, ''] : [...all.slice(0, -1), all.at(-1) + part];
    },
    [''],
  );
}
