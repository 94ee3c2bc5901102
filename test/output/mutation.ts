import fc from 'fast-check';

type Path = readonly (string | number)[];

/** A document with one value of it changed, and what was changed. */
export interface Mutation {
  readonly document: object;
  readonly path: Path;
  readonly value: unknown;
}

const anything: readonly unknown[] = [null, '', ' ', 'x', 'X', '-', 'no', '1', 'a\u0007b', 'a\u0085b', 'a\nb', 'x'.repeat(5000), 'latest', 'docker.io/a/b:latest', 0, -1, 1, 2, 0.5, 1e9, 2 ** 53, 1e21, true, false, [], [null], ['x'], [[]], {}, { x: 1 }, { '': 'x' }];

/** Values near another: one of its neighbours is often past a bound. */
function near(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1, -value, value * 1000, value + 0.5, String(value), [value]];
  if (typeof value === 'string') return [`${value}-`, `-${value}`, `${value} `, `${value}\n`, `${value}\u0000`, `${value}:latest`, value.toUpperCase(), value.repeat(100), `${value}.`, value.slice(1), value.slice(0, -1), [value]];
  if (Array.isArray(value)) return [[...value, ...value], [...value, null], [...value, 1], [...value, {}], [...value, []], { 0: value[0] }, value[0] ?? null];
  if (typeof value === 'object' && value !== null) return [...Object.keys(value).map((key) => ({ ...value, [key]: null })), { ...value, unknown: 1 }, { ...value, unknown: null }, { ...value, Name: 'x' }, { ...value, 'no good': 'x' }, Object.values(value)];
  return [!value, String(value), Number(value)];
}

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...path, Array.isArray(value) ? Number(key) : key]))];
}

const at = (value: unknown, path: Path): unknown => path.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value);

function replaced(document: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  const inner = replaced((document as Record<string, unknown>)[step], rest, value);
  if (Array.isArray(document)) return document.map((item: unknown, i) => (i === step ? inner : item));
  return { ...(document as object), [step]: inner };
}

/** A document with one value of it, of any depth, made another. */
export function mutationOf(document: object): fc.Arbitrary<Mutation> {
  return fc
    .constantFrom(...pathsIn(document).slice(1))
    .chain((path) => fc.constantFrom(...near(at(document, path)), ...anything).map((value) => ({ document: replaced(document, path, value) as object, path, value })));
}
