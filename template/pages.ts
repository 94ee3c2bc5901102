import { inOrder as compare } from './canonical-json';
import { Collection } from './each';
import { Expr, OrExpr, Root } from './expr';
import { named, NamedLines } from './named';

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

/** Lines in the order of their characters, and each of them once, with a name as `named` has one. */
export function inOrder(name: string, comment: string, text: string | NamedLines): OrExpr<string> {
  if (text instanceof Expr) return named(name, comment, new Expr<string>('string', (root) => `${text.helm(root)} | trimAll "\\n" | splitList "\\n" | sortAlpha | uniq | join "\\n"`));
  return [...new Set(text.split('\n'))].filter(Boolean).sort(compare).map((line) => `${line}\n`).join('');
}

/** A text of lines in parts of `size` lines, the last of which may be shorter. A text without lines is one part. */
export function pages(size: number, text: OrExpr<string>): readonly string[] | Expr<readonly string[]> {
  if (text instanceof Expr) return new Collection('list', (root) => `chunk ${size} (splitList "\\n" (${text.helm(root)}))`, undefined, (variable) => new Page(variable), true);
  const lines = text.replace(/\n$/, '').split('\n');
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, page) => `${lines.slice(page * size, (page + 1) * size).join('\n')}\n`);
}

/** Whether a text has a line. */
export const hasLines = (text: OrExpr<string>): OrExpr<boolean> => (text instanceof Expr ? new Expr<boolean>('boolean', (root) => `ne (${text.helm(root)}) ""`) : text !== '');
