import { Edit, inOrder } from './edit';

/** Where the line of an offset begins. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Where the line after an offset begins, or the text ends. An offset where a line begins is that line's end already. */
export function lineAfter(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** What stands before an offset in its line. */
export const before = (text: string, offset: number): string => text.slice(lineStart(text, offset), offset);

/** Whole lines put between those of a text, ending as the line above them does. */
export function insertLines(text: string, at: number, lines: readonly string[]): Edit {
  const isEnd = at === text.length && at > 0 && text[at - 1] !== '\n';
  const newline = isEnd ? newlineAt(text, text.indexOf('\n')) : newlineAt(text, at - 1);
  const inserted = lines.join(newline);
  return { start: at, end: at, text: isEnd ? `${newline}${inserted}` : `${inserted}${newline}` };
}

/** Whole lines taken out of a text: the inverse of insertLines. */
export function removeLines(text: string, start: number, end: number): Edit {
  const atEnd = end === text.length && text[end - 1] !== '\n' && start > 0;
  return { start: atEnd ? start - newlineAt(text, start - 1).length : start, end, text: '' };
}

/** Edits, of which the last two may be removals that both take the line end between them, because the text ends without one: together they take the one before. */
export function joinLast(text: string, edits: readonly Edit[]): readonly Edit[] {
  if (text.endsWith('\n')) return edits;
  const all = inOrder(edits);
  const [previous, last] = all.slice(-2);
  const isBoth = previous && last && last.end === text.length && previous.text === '' && last.text === '' && last.start < previous.end;
  return isBoth ? [...all.slice(0, -2), removeLines(text, previous.start, last.end)] : edits;
}

function newlineAt(text: string, offset: number): string {
  return text[offset - 1] === '\r' && text[offset] === '\n' ? '\r\n' : '\n';
}

/** The line and column, from 1, of offsets in a text. */
export class Places {
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  at(offset: number): { line: number; column: number } {
    this.starts ??= this.lineStarts();
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 };
  }

  private lineStarts(): number[] {
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
}
