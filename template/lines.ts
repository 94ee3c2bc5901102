import { Action } from './action';
import { Each } from './each';
import { OrExpr } from './expr';
import { When } from './when';

/** A line of text, or what makes some or none. */
export type Line = OrExpr<string> | Lines | When<Line> | Each<Line> | Action | undefined;

/** A text of lines, some of which only Helm can write. */
export class Lines {
  constructor(readonly lines: readonly Line[]) {}
}

/** A text of lines, each ended by a newline. Values are put into it as they are: they must not hold newlines. */
export function lines(all: readonly Line[]): string | Lines {
  const there = all.filter((line) => line !== undefined);
  if (there.every((line) => typeof line === 'string')) return there.map((line) => `${line}\n`).join('');
  return new Lines(there);
}
