import { Collection } from './each';
import { Expr, Kind, operand, OrExpr, Root } from './expr';
import { Line, Lines, lines } from './lines';
import { Overlay } from './overlay';
import { isConcrete, tidy } from './tidy';

/** A template that others include, which a chart holds once. */
export interface Definition {
  readonly name: string;
  /** What it makes. */
  readonly comment: string;
  readonly body: Expr<unknown> | NamedFields | Lines;
}

let needed: Definition[] | undefined;

/**
 * Writes templates that may include others, and says which they include.
 *
 * Whatever is written elsewhere holds no includes: a name prints there as what it stands for.
 */
export function withDefinitions<T>(write: () => T): { readonly written: T; readonly definitions: readonly Definition[] } {
  const outer = needed;
  needed = [];
  try {
    return { written: write(), definitions: needed };
  } finally {
    needed = outer;
  }
}

/** Whether a template may be included where something is written now. It is noted as needed then. */
function isIncluded(definition: Definition): boolean {
  needed?.push(definition);
  return needed !== undefined;
}

/** A value that a chart computes in one place: `{{ include "redpanda.host" . }}`. */
export function named<T>(name: string, comment: string, value: OrExpr<T>): OrExpr<T> {
  return value instanceof Expr ? new Included(value, { name, comment, body: value }, (root) => root.charAt(0)) : value;
}

/**
 * An operator that a chart holds in one place: `{{ include "redpanda.millicores" .Values.cpu }}`.
 *
 * @param parameters names of the arguments, where there are several: `{{ include "redpanda.image" (dict "image" … "registry" …) }}`
 */
export function namedOperator<Args extends readonly unknown[], Result>(
  name: string,
  comment: string,
  operator: (...args: { [K in keyof Args]: OrExpr<Args[K]> }) => OrExpr<Result>,
  ...parameters: readonly string[]
): typeof operator {
  return (...args) => {
    const value = operator(...args);
    if (!(value instanceof Expr)) return value;
    const inside = args.map((arg, i) => new Expr(kindOf(arg), () => `.${parameters[i] ?? ''}`, undefined, true)) as unknown as typeof args;
    const pairs = (root: Root) => parameters.map((parameter, i) => `"${parameter}" ${operand(args[i], root)}`).join(' ');
    const argument = (root: Root) => (parameters.length > 0 ? `(dict ${pairs(root)})` : operand(args[0], root));
    return new Included(value, { name, comment, body: operator(...inside) as Expr<Result> }, argument);
  };
}

function kindOf(value: unknown): Kind {
  if (value instanceof Expr) return value.kind;
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' || typeof value === 'boolean' ? (typeof value as Kind) : 'any';
}

/** What an included template makes is text, of which a number or a boolean must be made again. */
class Included<T> extends Expr<T> {
  constructor(
    private readonly value: Expr<T>,
    private readonly definition: Definition,
    private readonly argument: (root: Root) => string,
  ) {
    const include = (root: Root) => `include "${definition.name}" ${argument(root)}`;
    const source = (root: Root) => (value.kind === 'integer' ? `int64 (${include(root)})` : include(root));
    super(value.kind, (root) => (isIncluded(definition) ? source(root) : value.helm(root)), value.example);
  }

  override get printed(): Expr<T> {
    return needed === undefined ? this.value.printed : this;
  }

  override operand(root: Root): string {
    if (!isIncluded(this.definition)) return this.value.operand(root);
    return this.kind === 'boolean' ? `(eq (include "${this.definition.name}" ${this.argument(root)}) "true")` : super.operand(root);
  }
}

/** Fields, and others with a name after them. */
export class Including {
  constructor(
    readonly fields: object,
    readonly more: NamedFields,
  ) {}
}

/** Fields that a chart holds in one place: `{{- include "redpanda.labels" . | nindent 4 }}`. */
export class NamedFields {
  constructor(
    private readonly name: string,
    private readonly comment: string,
    readonly body: object | Including | Overlay,
  ) {}

  /** The line that includes them, if they may be included. */
  include(root: Root, indent: number): string | undefined {
    const { name, comment } = this;
    // A map of the values begins with a line break of its own.
    const trim = this.body instanceof Overlay ? ' | trim' : '';
    return isIncluded({ name, comment, body: this }) ? `{{- include "${name}" ${root.charAt(0)}${trim} | nindent ${indent} }}` : undefined;
  }
}

/** Fields that a chart holds in one place, where only Helm knows some of them. */
export function namedFields(name: string, comment: string, fields: object): object {
  const tidied = tidy(fields) as object;
  return isConcrete(tidied) ? tidied : new NamedFields(name, comment, tidied);
}

/** Fields, with others after them. */
export const withFields = <F extends object>(fields: F, more: F): F => (fields instanceof NamedFields ? (new Including(more, fields) as unknown as F) : { ...fields, ...more });

/** Lines that a chart makes in one place, of whatever list or map: `{{ include "redpanda.topicsLines" .Values.topics }}`. Those of several are made of all values. */
export function namedLines<C extends object>(name: string, comment: string, body: (collection: C) => readonly Line[]): (collection: C) => string | NamedLines {
  return (collection) => {
    if (isConcrete(collection)) return lines(body(collection)) as string;
    if (!(collection instanceof Expr)) {
      const all = lines(body(collection)) as Lines;
      return new NamedLines({ name, comment, body: all }, undefined, all);
    }
    if (!(collection instanceof Collection)) throw new Error(`{{ ${collection.helm()} }} is not a list that can be looped over`);
    const inside = new Collection(collection.kind as 'list' | 'map', () => '.', undefined, collection.item) as object as C;
    return new NamedLines({ name, comment, body: lines(body(inside)) as Lines }, collection, lines(body(collection)) as Lines);
  };
}

export class NamedLines extends Expr<string> {
  /**
   * @param list what it is made of, or nothing where that is all values
   * @param lines what it stands for
   */
  constructor(
    private readonly definition: Definition,
    list: Expr<unknown> | undefined,
    readonly lines: Lines,
  ) {
    super('string', (root) => {
      if (!isIncluded(definition)) throw new Error(`${definition.name} must be written in a chart, which can include it`);
      return `include "${definition.name}" ${list?.operand(root) ?? root.charAt(0)}`;
    });
  }

  /** The action that includes them, if they may be included. */
  include(root: Root, indent: number): string | undefined {
    return isIncluded(this.definition) ? `{{- ${this.helm(root)} | trimAll "\\n" | nindent ${indent} }}` : undefined;
  }
}
