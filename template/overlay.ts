import { Expr, Root } from './expr';

type Map = Readonly<Record<string, unknown>>;

/** A map of the values with fields of its own on top. */
export class Overlay {
  constructor(
    readonly map: Expr<Map> | Map,
    readonly fields: Map,
  ) {}

  /** What Helm writes of the map: without the keys whose maps are written among the fields. */
  get rest(): Expr<Map> {
    const map = this.map as Expr<Map>;
    const nested = Object.keys(this.fields).filter((key) => this.fields[key] instanceof Overlay);
    if (nested.length === 0) return map;
    const there = (root: Root) => (map instanceof Inner ? `(default dict ${map.operand(root)})` : map.operand(root));
    return new Expr('map', (root) => `omit ${there(root)} ${nested.map((key) => JSON.stringify(key)).join(' ')}`);
  }
}

/** A map within a map of the values, either of which may not be there. */
class Inner extends Expr<Map> {
  constructor(map: Expr<Map>, key: string) {
    // In parentheses, Helm takes what is not there for nothing.
    super('map', (root: Root) => `${map instanceof Inner ? `(${map.helm(root)})` : map.helm(root)}.${key}`, undefined, true);
  }
}

/** A map within a map, where there is one. */
export function inner(map: object, key: string): object {
  if (map instanceof Expr) return new Inner(map as Expr<Map>, key);
  return ((map as Map)[key] ?? {});
}

/**
 * A map of the values, such as a user's annotations, with fields on top that it must not hold itself.
 *
 * A field that is a map holds only what is written here, unless it lies over what the map has under its key:
 * `overlay(map, { key: overlay(inner(map, 'key'), { … }) })`.
 */
export const overlay = (map: object, fields: object): object => new Overlay(map as Map, fields as Map);
