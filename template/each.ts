import { inOrder } from './canonical-json';
import { Expr, Input } from './expr';

/** Items of a list that a loop makes. */
export class Each<out T> {
  constructor(
    readonly loop: Loop,
    readonly body: readonly T[],
  ) {}
}

/** The head of a loop: `{{- range $index, $variable := list }}`. */
export interface Loop {
  readonly list: Expr<unknown>;
  readonly variable: string;
  /** The variable of an item's index or of an entry's key, when the body uses it. */
  readonly index?: string;
}

/** A list or map of the values: it can be handed on as a whole, or looped over. */
export class Collection<out T> extends Expr<T> {
  /**
   * @param item what a loop's body sees as an item, given the loop's variable
   * @param filled whether it is never empty
   */
  constructor(
    kind: 'list' | 'map',
    source: ConstructorParameters<typeof Expr>[1],
    example: unknown,
    readonly item: (variable: string) => unknown,
    readonly filled = false,
  ) {
    super(kind, source, example, true);
  }
}

/** A list that a rule between values keeps from being empty wherever it is used. */
export function filled<L extends readonly unknown[] | Expr<readonly unknown[]>>(list: L): L {
  return list instanceof Collection ? (new Collection('list', (root) => list.helm(root), list.example, list.item, true) as Expr<unknown> as L) : list;
}

/**
 * The items that `body` makes of each item of a list, to be spread into a list: `[...each(topics, (topic) => …)]`.
 *
 * Prints as `{{- range $topic := .Values.topics }}` … `{{- end }}`.
 *
 * @param body one item, or several as an array
 * @param variable name of the loop variable; default: the list's name in the singular
 */
export function each<const R, I = never, T = never>(
  list: readonly I[] | Expr<readonly T[]>,
  body: (item: Item<I, T>, index: Input<number>) => R | readonly R[],
  variable?: string,
): (R | Each<R>)[] {
  if (!(list instanceof Expr)) return list.flatMap<R>((item, index) => body(item, index));
  const { loop, item, index } = openLoop<I, T>(list, body.length > 1, variable);
  return [new Each<R>(loop, [body(item, index)].flat() as R[])];
}

/** What a loop's body sees: an item of a list, or the expressions that stand for it. */
export type Item<I, T> = I | ([T] extends [never] ? never : Input<T>);

/** The items that `body` makes of each entry of a map, in the order of its keys. */
export function eachEntry<T, const R>(
  map: Readonly<Record<string, T>> | Expr<Readonly<Record<string, T>>>,
  body: (key: Input<string>, value: Input<T>) => R | readonly R[],
): (R | Each<R>)[] {
  if (map instanceof Expr) {
    const key = new Expr<string>('string', () => '$key', 'key', true);
    const value = new Expr<T>('any', () => '$value', 'value', true) as Input<T>;
    return [new Each({ list: map, variable: '$value', index: '$key' }, [body(key, value)].flat() as R[])];
  }
  return Object.entries(map)
    .sort(([a], [b]) => inOrder(a, b))
    .flatMap<R>(([key, value]) => body(key, value as Input<T>));
}

/** The head of a loop over a list, and what its body sees. */
export function openLoop<I, T>(list: Expr<readonly T[]>, indexed: boolean, name = singular(list.helm())) {
  if (!(list instanceof Collection)) throw new Error(`{{ ${list.helm()} }} is not a list that can be looped over`);
  const variable = `$${name}`;
  const index = `${variable}Index`;
  return {
    loop: { list, variable, ...(indexed && { index }) } as Loop,
    item: list.item(variable) as Item<I, T>,
    index: new Expr<number>('integer', () => index, name),
  };
}

/** `.Values.broker.tolerations` → `toleration`. */
function singular(path: string): string {
  const last = /\w+$/.exec(path)?.[0] ?? 'item';
  return last.replace(/ies$/, 'y').replace(/s$/, '');
}
