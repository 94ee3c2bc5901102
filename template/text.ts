import { exampleOf, Expr, Root, OrExpr } from './expr';

type Part = OrExpr<string | number | boolean>;

/** A string with expressions in it. */
export class Text extends Expr<string> {
  constructor(
    private readonly literals: readonly string[],
    private readonly parts: readonly Part[],
  ) {
    const example = String.raw({ raw: literals }, ...parts.map((part) => exampleOf(part) ?? ''));
    super('string', (root) => this.format(root), example);
  }

  /** Literals, and what stands between them, as they are printed. */
  pieces(): { readonly literals: readonly string[]; readonly parts: readonly Part[] } {
    return flatten(this.literals, this.parts.map((part) => (part instanceof Expr ? part.printed : part)));
  }

  /** The same text with other literals, those of texts within it too. */
  mapLiterals(map: (literal: string) => string): Text {
    return new Text(this.literals.map(map), this.parts.map((part) => (part instanceof Text ? part.mapLiterals(map) : part)));
  }

  private format(root: Root): string {
    const { literals, parts } = this.pieces();
    return `printf ${[format(literals), ...parts.map((part) => printed(part, root))].join(' ')}`;
  }
}

/**
 * A string with values in it, written as a template literal: text`redpanda.${namespace}.svc`.
 *
 * Prints as `{{ printf "redpanda.%v.svc" .Values.namespace | quote }}`.
 */
export function text(literals: TemplateStringsArray, ...parts: Part[]): OrExpr<string> {
  if (parts.some((part) => part instanceof Expr)) return new Text(literals, parts);
  return String.raw({ raw: literals }, ...parts);
}

/** A text within a text becomes part of it, so that a template shows one `printf`. */
function flatten(literals: readonly string[], parts: readonly Part[]): { literals: string[]; parts: Part[] } {
  const out = { literals: [literals[0] ?? ''], parts: [] as Part[] };
  const append = (literal: string) => out.literals.push((out.literals.pop() ?? '') + literal);
  parts.forEach((part, i) => {
    if (part instanceof Text) {
      const inner = part.pieces();
      append(inner.literals[0] ?? '');
      inner.parts.forEach((innerPart, j) => {
        out.parts.push(innerPart);
        out.literals.push(inner.literals[j + 1] ?? '');
      });
    } else if (part instanceof Expr) {
      out.parts.push(part);
      out.literals.push('');
    } else {
      append(String(part));
    }
    append(literals[i + 1] ?? '');
  });
  return out;
}

function format(literals: readonly string[]): string {
  return JSON.stringify(literals.map((literal) => literal.replace(/%/g, '%%')).join('%v'));
}

/** An expression as it is put into a string. */
export function printed(part: unknown, root: Root): string {
  if (!(part instanceof Expr)) return JSON.stringify(part);
  // A bare number prints as 6.048e+08, so it goes through JSON, as does a scalar of unknown type, without a string's quotes.
  return part.kind === 'any' || part.kind === 'number' ? `(toJson ${part.operand(root)} | trimAll "\\"")` : part.operand(root);
}
