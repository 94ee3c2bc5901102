import { canonicalJson } from './canonical-json';
import { Collection } from './each';
import { Expr, OrExpr, Root } from './expr';
import { Line, lines, Lines } from './lines';
import { digest } from './operators';
import { isConcrete } from './tidy';

/** A part of an object that a chart writes down as a named template, because it is needed a second time, for its hash. */
export class Named {
  constructor(
    readonly name: string,
    readonly body: object,
  ) {}

  /** Prints the part as YAML. */
  source(root: Root): string {
    return `include ${JSON.stringify(this.name)} ${root === '.' ? '.' : '$'}`;
  }
}

/** Lines that a named template of the chart makes of a list. */
export class NamedLines extends Expr<string> {
  constructor(
    readonly name: string,
    readonly body: Lines,
    list: Expr<unknown>,
  ) {
    super('string', (root) => `include ${JSON.stringify(name)} ${list.operand(root)}`);
  }
}

/** A part of an object whose hash is asked for. In a chart it is the named template of that name. */
export const named = (name: string, part: object): object => (isConcrete(part) ? part : new Named(name, part));

/** The first eight hexadecimal digits of the SHA-256 of a part of an object or of a text, equal in both outputs. Newlines around a text don't count. */
export function hashOf(part: object | string): OrExpr<string> {
  if (typeof part === 'string') return digest(part.replace(/^\n+|\n+$/g, ''));
  if (part instanceof NamedLines) return new Expr<string>('string', (root) => `${part.helm(root)} | trimAll "\\n" | sha256sum | trunc 8`);
  if (part instanceof Named) return new Expr<string>('string', (root) => `${part.source(root)} | fromYaml | toJson | sha256sum | trunc 8`);
  return digest(canonicalJson(part));
}

type List<T> = readonly T[] | Expr<readonly T[]>;

/** A text of lines that are made of a list, at more than one place. In a chart the named template of that name makes them, of any list. */
export function namedLines<T>(name: string, body: (list: List<T>) => readonly Line[]): (list: List<T>) => string | NamedLines {
  return (list) => {
    if (!(list instanceof Expr)) return lines(body(list)) as string;
    if (!(list instanceof Collection)) throw new Error(`{{ ${list.helm()} }} is not a list that can be looped over`);
    return new NamedLines(name, lines(body(new Collection<readonly T[]>('list', () => '.', undefined, list.item))) as Lines, list);
  };
}
