import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { Collection } from './each';
import { exampleOf, Expr, Input, Kind, operand, parenthesised, Root, OrExpr } from './expr';

/**
 * An operator: what it computes of plain values beside what Helm computes of the same values.
 *
 * @param kind type of the result
 * @param plain the result for plain arguments
 * @param helm the same as a Helm pipeline, given printed arguments
 */
export function operator<Args extends readonly unknown[], Result>(
  kind: Kind,
  plain: (...args: Args) => Result,
  helm: (...args: { [K in keyof Args]: string }) => string,
): (...args: { [K in keyof Args]: OrExpr<Args[K]> }) => OrExpr<Result> {
  return (...args) => {
    if (!args.some((arg) => arg instanceof Expr)) return plain(...(args as unknown as Args));
    const fractions = args.some((arg) => arg instanceof Expr && arg.kind === 'number');
    const source = (root: Root) => helm(...(args.map((arg) => (fractions ? real : operand)(arg, root)) as { [K in keyof Args]: string }));
    return new Expr<Result>(kind, source, example(plain, args));
  };
}

/** Helm compares a number with a fraction with its like only. */
const real = (arg: unknown, root: Root): string => {
  const isReal = arg instanceof Expr ? arg.kind === 'integer' || (arg.kind === 'number' && arg.path) : typeof arg === 'number';
  return isReal ? `(float64 ${operand(arg, root)})` : operand(arg, root);
};

/** The result under the default values, or undefined where a value has no default. */
function example<Args extends readonly unknown[]>(plain: (...args: Args) => unknown, args: readonly unknown[]): unknown {
  const examples = args.map(exampleOf);
  return examples.includes(undefined) ? undefined : plain(...(examples as unknown as Args));
}

type Scalar = string | number | boolean;

export const not = logic('not', (a: boolean) => !a);
export const and = logic('and', (...all: boolean[]) => all.every(Boolean));
export const or = logic('or', (...any: boolean[]) => any.some(Boolean));
export const eq = operator('boolean', (a: Scalar, b: Scalar) => a === b, (a, b) => `eq ${a} ${b}`);
export const gt = operator('boolean', (a: number, b: number) => a > b, (a, b) => `gt ${a} ${b}`);
export const lt = operator('boolean', (a: number, b: number) => a < b, (a, b) => `lt ${a} ${b}`);
export const plus = operator('integer', (a: number, b: number) => a + b, (a, b) => `add ${a} ${b}`);
export const times = operator('integer', (a: number, b: number) => a * b, (a, b) => `mul ${a} ${b}`);
/** A fraction of a decimal number of a few digits, which both outputs then print alike. */
export const quotient = operator('number', (a: number, b: number) => a / b, (a, b) => `divf ${a} ${b}`);
export const hasKey = operator('boolean', (map: object, key: string) => Object.hasOwn(map, key), (map, key) => `hasKey ${map} ${key}`);
export const includes = operator('boolean', (list: readonly string[], item: string) => list.includes(item), (list, item) => `has ${item} ${list}`);
/** A value as JSON, alike in both outputs. */
export const toJson = operator('string', (value: unknown): string => canonicalJson(value), (value) => `toJson ${value}`);
/** True but for a `false` that is there: for an optional key whose default is true. */
export const notFalse = operator('boolean', (value: boolean | undefined): boolean => value !== false, (value) => `ne (toString ${value}) "false"`);
export const endsWith = operator('boolean', (s: string, end: string) => s.endsWith(end), (s, end) => `hasSuffix ${end} ${s}`);

/** `yes` where the condition holds, else `no`: one value of two, where `when` would leave a field out. */
export function either<T extends string | number>(condition: OrExpr<boolean>, yes: OrExpr<T>, no: OrExpr<T>): OrExpr<T> {
  const kind = yes instanceof Expr ? yes.kind : typeof yes === 'number' ? 'integer' : 'string';
  const choose = operator(kind, (holds: boolean, a: T, b: T) => (holds ? a : b), (holds, a, b) => `ternary ${a} ${b} ${holds}`);
  return choose(condition, yes as never, no as never);
}

/** An operator on conditions. Where only its truth matters, only theirs does. */
function logic<Args extends readonly boolean[]>(word: string, plain: (...args: Args) => boolean) {
  const values = operator<Args, boolean>('boolean', plain, (...args) => negated(`${word} ${args.join(' ')}`));
  return (...args: { [K in keyof Args]: OrExpr<Args[K]> }): OrExpr<boolean> => {
    const value = values(...args);
    return value instanceof Expr ? new Logic(value, word, args) : value;
  };
}

class Logic extends Expr<boolean> {
  constructor(
    value: Expr<boolean>,
    private readonly word: string,
    private readonly args: readonly OrExpr<boolean>[],
  ) {
    super('boolean', (root) => value.helm(root), value.example);
  }

  override truth(root: Root): string {
    return negated(`${this.word} ${this.terms(root).join(' ')}`);
  }

  private terms(root: Root): string[] {
    return this.args.flatMap((arg) => {
      if (!(arg instanceof Expr)) return [String(arg)];
      return arg instanceof Logic && arg.word === this.word && this.word !== 'not' ? arg.terms(root) : [parenthesised(arg.truth(root))];
    });
  }
}

/** Helm has a word of its own for what is not equal. */
const negated = (condition: string): string => condition.replace(/^not \(eq (.*)\)$/, 'ne $1');

/** Whether there is something: not '', not an empty list or map. */
export const present = (value: OrExpr<string> | object): OrExpr<boolean> => (value instanceof Expr ? new Presence(value) : isPresent(value));

/** Whether there is nothing: '', an empty list or map. */
export const absent = (value: OrExpr<string> | object): OrExpr<boolean> =>
  value instanceof Expr ? new Absence(value) : !isPresent(value);

/** Whether a value is `null`, or a key that is not there. */
export function isNull(value: unknown): OrExpr<boolean> {
  if (!(value instanceof Expr)) return value === null || value === undefined;
  return new Expr<boolean>('boolean', (root) => `kindIs "invalid" ${value.path ? value.helm(root) : value.operand(root)}`);
}

/** A condition holds in Helm for all that is not empty, but a function wants a boolean. */
class Presence extends Expr<boolean> {
  constructor(private readonly value: Expr<unknown>) {
    super('boolean', (root) => value.helm(root), isPresent(value.example));
  }

  override operand(root: Root): string {
    return `(not (empty ${this.value.operand(root)}))`;
  }
}

class Absence extends Expr<boolean> {
  constructor(private readonly value: Expr<unknown>) {
    super('boolean', (root) => `empty ${value.operand(root)}`, !isPresent(value.example));
  }

  override truth(root: Root): string {
    return `not ${this.value.operand(root)}`;
  }
}

const isPresent = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== '' && value !== undefined;

/** The value, or `fallback` where an optional key is missing. The value itself must not be 0, false or ''. */
export function orElse<T extends Scalar>(value: OrExpr<T | undefined>, fallback: OrExpr<T>): OrExpr<T> {
  if (!(value instanceof Expr)) return value ?? fallback;
  const kind = value.kind;
  const source = (root: Root) => `default ${operand(fallback, root)} ${value.helm(root)}`;
  const whole = (root: Root) => (kind === 'integer' ? `int64 (${source(root)})` : source(root));
  return new Expr<T>(kind, whole, value.example ?? exampleOf(fallback));
}

/** What a map of maps holds at a path of keys, or `fallback` where it holds nothing. */
export function dig<T extends Scalar>(map: object, path: readonly string[], fallback: T): OrExpr<T> {
  if (!(map instanceof Expr)) return path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], map) as T ?? fallback;
  const kind = typeof fallback === 'number' ? 'integer' : (typeof fallback as 'string' | 'boolean');
  const source = (root: Root) => `dig ${[...path, fallback].map((part) => JSON.stringify(part)).join(' ')} ${map.operand(root)}`;
  return new Expr<T>(kind, kind === 'integer' ? (root) => `int64 (${source(root)})` : source, fallback);
}

/** The items of one list, and those of another after them. */
export function concat<T>(a: Input<readonly T[]>, b: Input<readonly T[]>): Input<readonly T[]> {
  const joined = (...lists: unknown[]) => (lists as T[][]).flat();
  if (!(a instanceof Expr || b instanceof Expr)) return joined(a, b) as Input<readonly T[]>;
  if (!(a instanceof Collection && b instanceof Collection)) throw new Error('concat takes two plain lists, or two lists that only Helm knows: of one of each it can make neither');
  // Of empty lists, Helm's concat makes null.
  return new Collection<readonly T[]>('list', (root) => `default list (concat ${a.helm(root)} ${b.helm(root)})`, example(joined, [a, b]), a.item);
}

/** The integers from 0 to n - 1, to be looped over. `n` is at least 1. */
export function upTo(n: OrExpr<number>): readonly number[] | Expr<readonly number[]> {
  if (!(n instanceof Expr)) return Array.from({ length: n }, (_, i) => i);
  const item = (variable: string) => new Expr<number>('integer', () => variable, variable.slice(1));
  const source = (root: Root) => `until (int ${n.path ? n.helm(root) : n.operand(root)})`;
  return new Collection<readonly number[]>('list', source, undefined, item, true);
}

/** The list in parts of `size` items, the last of which may be shorter. Without items there is no part. */
export function chunk<T>(size: number, list: readonly T[] | Expr<readonly T[]>): readonly (readonly T[])[] | Expr<readonly (readonly T[])[]> {
  if (!(list instanceof Expr)) return Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));
  if (!(list instanceof Collection)) throw new Error(`{{ ${list.helm()} }} is not a list that can be looped over`);
  const part = (variable: string) => new Collection('list', () => variable, undefined, list.item, true);
  return new Collection('list', (root) => `chunk ${size} ${list.operand(root)}`, undefined, part);
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** The first eight hexadecimal digits of the SHA-256 of values, equal in both outputs. What is constant is better hashed on its own. */
export function contentHash(...values: unknown[]): OrExpr<string> {
  const plain = (...all: unknown[]) => digest(canonicalJson(all));
  return operator('string', plain, (...all: string[]) => `list ${all.join(' ')} | toJson | sha256sum | trunc 8`)(...values);
}
