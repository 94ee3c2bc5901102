import { Collection } from './each';
import { Expr, Input, Kind, Root } from './expr';

/** The part of a JSON schema (draft 7) that tells what shape a value has. */
export interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly default?: unknown;
  /** Of a map with known keys: whether a template takes it as it is, not key by key. */
  readonly whole?: boolean;
}

/**
 * The values as expressions, leaf by leaf: `symbolic(schema, 'Values').broker.replicas` is `.Values.broker.replicas`.
 *
 * @param path a path below Helm's root, or a variable (`$topic`)
 */
export function symbolic<T>(shape: Shape, path: string): Input<T> {
  return node(shape, path.startsWith('$') ? () => path : (root) => root + path) as Input<T>;
}

function node(shape: Shape, source: (root: Root) => string): unknown {
  const kind = kindOf(shape);
  if (kind === 'list') {
    return new Collection('list', source, shape.default, (variable) => symbolic(named(shape.items ?? {}, variable), variable));
  }
  if (kind === 'map') return new Collection('map', source, shape.default, () => undefined);
  if (kind !== undefined) return new Expr(kind, source, shape.default, true);
  return Object.fromEntries(
    Object.entries(shape.properties ?? {}).map(([key, child]) => [key, node(child, (root) => `${source(root)}.${key}`)]),
  );
}

/** What an item of a list holds is unknown, so its loop's variable stands for its name in the names of files. */
function named(item: Shape, variable: string): Shape {
  const name = { default: variable.slice(1) };
  return item.properties?.['name'] ? { ...item, properties: { ...item.properties, name: { ...item.properties['name'], ...name } } } : { ...item, ...name };
}

/** The kind of a leaf, or undefined for a section whose keys are fields of their own. */
function kindOf({ type, properties, whole }: Shape): Kind | undefined {
  if (type === 'array') return 'list';
  if (type === 'object') {
    // A field is reached by a path, which a key with a dot can't be part of.
    const fields = Object.keys(properties ?? {});
    return whole !== true && fields.length > 0 && fields.every((key) => /^\w+$/.test(key)) ? undefined : 'map';
  }
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  // A leaf of several types (a quantity is a string or a number) is printed as a string.
  return 'string';
}
