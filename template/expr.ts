import type { IConstruct } from 'constructs';

/** The YAML type that an expression's value has; `any` for a scalar of unknown type. */
export type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'map' | 'any';

/** How a Helm template reaches its root: `.` at the top, `$.` where a loop has moved the dot. */
export type Root = '.' | '$.';

/**
 * A value that only the reader of the chart's values will know.
 *
 * Operators build it; the Helm writer prints it. Using one like a plain value (in a condition, in a
 * template literal, in JSON) throws, because the result would silently be wrong.
 */
export class Expr<out T> {
  declare protected readonly type: T;

  /**
   * @param kind the YAML type of the value
   * @param source prints the expression as a Helm pipeline
   * @param example the value under the default values, when there is one
   * @param path whether it is a value as Helm read it, such as `.Values.name`, not the result of a function
   */
  constructor(
    readonly kind: Kind,
    private readonly source: (root: Root) => string,
    readonly example?: unknown,
    readonly path = false,
  ) {}

  /** The expression as a Helm pipeline, such as `not .Values.ingress.enabled`. */
  helm(root: Root = '.'): string {
    return this.source(root);
  }

  /** The expression as an argument of a Helm function. */
  operand(root: Root): string {
    // Helm reads every number of a values file as a float, which compares with no integer literal.
    if (this.path && this.kind === 'integer') return `(int64 ${this.helm(root)})`;
    return parenthesised(this.helm(root));
  }

  /** The expression that is printed: of one with a name, what it stands for where it may not be included. */
  get printed(): Expr<T> {
    return this;
  }

  /** The expression where only its truth matters, such as after `if`: to Helm, what is not empty is true. */
  truth(root: Root): string {
    return this.helm(root);
  }

  toString(): never {
    throw new Error(`{{ ${this.helm()} }} is known only to Helm: use text\`…\` to put it into a string`);
  }

  toJSON(): never {
    throw new Error(`{{ ${this.helm()} }} is known only to Helm: only a writer can print it`);
  }

  [Symbol.toPrimitive](): never {
    throw new Error(`{{ ${this.helm()} }} is known only to Helm: use an operator (eq, not, text …) instead of a plain one`);
  }
}

export const parenthesised = (source: string): string => (source.includes(' ') ? `(${source})` : source);

export type Primitive = string | number | boolean | null | undefined;

/** A value, or the expression that stands for it. */
export type OrExpr<T> = T | Expr<T>;

/** What a construct receives for a value of type `T`: every leaf may be an expression, a list can only be looped over. What may be text or a map is one leaf. */
export type Input<T> = [T] extends [Primitive]
  ? OrExpr<T>
  : [T] extends [IConstruct]
    ? T
    : NonNullable<T> extends readonly (infer Item)[]
      ? readonly Input<Item>[] | Expr<readonly Item[]> | Extract<T, undefined>
      : string extends keyof NonNullable<T>
        ? OrExpr<NonNullable<T>> | Extract<T, undefined>
        : [Extract<T, string | number | boolean>] extends [never]
          ? { readonly [K in keyof NonNullable<T>]: Input<NonNullable<T>[K]> } | Extract<T, undefined>
          : OrExpr<T>;

/** Prints a value as an argument of a Helm function. */
export function operand(value: unknown, root: Root): string {
  if (value instanceof Expr) return value.operand(root);
  // Go reads a JSON string as a string literal of its own.
  return JSON.stringify(value);
}

/** The value itself, or an expression's value under the default values. */
export function exampleOf(value: unknown): unknown {
  return value instanceof Expr ? value.example : value;
}
