import { Collection } from './each';
import { Expr, Root } from './expr';
import { NamedLines } from './named';

/** A part of a text of lines. */
export class Page extends Expr<string> {
  constructor(variable: string) {
    super('string', () => `join "\\n" ${variable}`);
  }

  /** The action that prints it. */
  include(root: Root, indent: number): string {
    return `{{- ${this.helm(root)} | nindent ${indent} }}`;
  }
}

/** A text of lines in parts of `size` lines, the last of which may be shorter. A text without lines is one part. */
export function pages(size: number, text: string | NamedLines): readonly string[] | Expr<readonly string[]> {
  if (text instanceof NamedLines) return new Collection('list', (root) => `chunk ${size} (splitList "\\n" (${text.helm(root)} | trimAll "\\n"))`, undefined, (variable) => new Page(variable), true);
  const lines = text.replace(/\n$/, '').split('\n');
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, page) => `${lines.slice(page * size, (page + 1) * size).join('\n')}\n`);
}

/** Whether a text has a line. */
export const hasLines = (text: string | NamedLines): boolean | Expr<boolean> =>
  text instanceof NamedLines ? new Expr<boolean>('boolean', (root) => `ne (${text.helm(root)} | trimAll "\\n") ""`) : text !== '';
