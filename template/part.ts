import { canonicalJson } from './canonical-json';
import { Expr, OrExpr, Root } from './expr';
import { digest } from './operators';
import { isConcrete } from './tidy';

/** A part of an object that a template holds as one within it, because it is needed a second time, for its hash. */
export class Part {
  constructor(
    readonly name: string,
    readonly fields: object,
  ) {}

  /** Prints the part as YAML. */
  source(root: Root): string {
    return `include "${this.name}" ${root.charAt(0)}`;
  }
}

/** Fields of an object whose hash is asked for. */
export const part = (name: string, fields: object): object => (isConcrete(fields) ? fields : new Part(name, fields));

/** The first eight hexadecimal digits of the SHA-256 of fields or of a text, equal in both outputs. Newlines around a text don't count. */
export function hashOf(value: object | OrExpr<string>): OrExpr<string> {
  if (typeof value === 'string') return digest(value.replace(/^\n+|\n+$/g, ''));
  if (value instanceof Expr) return new Expr<string>('string', (root) => `${value.helm(root)} | trimAll "\\n" | sha256sum | trunc 8`);
  if (value instanceof Part) return new Expr<string>('string', (root) => `${value.source(root)} | fromYaml | toJson | sha256sum | trunc 8`);
  return digest(canonicalJson(value));
}
