const longest = 80;

/** A value on one line, cut where it is long. */
export function printed(value: unknown): string {
  if (value === undefined) return 'nothing';
  const lines = typeof value === 'string' ? value.split('\n').length - 1 : 0;
  if (lines > 0) return lines === 1 ? 'a line' : `${lines} lines`;
  const text = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 2)} …` : text;
}

/** Names in a sentence, of which many are not all told. */
export const listed = (names: readonly string[]): string => (names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', '));
