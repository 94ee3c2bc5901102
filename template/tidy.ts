import { Each } from './each';
import { Expr } from './expr';
import { Overlay } from './overlay';
import { When } from './when';

/**
 * Takes out what is not there: undefined fields and items, lists without items, and maps that had fields and lost all.
 * A map written as `{}` stays, because Kubernetes gives it a meaning (`podSelector: {}`), and so does all that a map of the values holds.
 */
export function tidy(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = tidyItems(value);
    const [only] = items;
    // A list is there when its only item is, so that a template asks once.
    if (items.length === 1 && only instanceof When && only.otherwise === undefined) return new When(only.condition, [only.then], undefined);
    return items.length > 0 ? items : undefined;
  }
  if (value instanceof When) {
    const [then, otherwise] = [tidy(value.then), tidy(value.otherwise)];
    return then === undefined && otherwise === undefined ? undefined : new When(value.condition, then, otherwise);
  }
  if (value instanceof Each) return new Each(value.loop, tidyItems(value.body));
  if (value instanceof Overlay) return overlaid(value);
  if (!isPlainObject(value)) return value ?? undefined;
  const fields = Object.entries(value);
  const kept = fields.map(([key, field]) => [key, tidy(field)] as const).filter(([, field]) => field !== undefined);
  return fields.length > 0 && kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function overlaid({ map, fields }: Overlay): unknown {
  const kept = (tidy(fields) ?? {}) as Overlay['fields'];
  if (map instanceof Expr) return new Overlay(map, kept);
  const all = { ...map, ...kept };
  return Object.keys(all).length > 0 ? all : undefined;
}

const tidyItems = (items: readonly unknown[]): unknown[] => items.map(tidy).filter((item) => item !== undefined);

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  // Not Object.prototype itself, of which each realm has its own: structuredClone makes objects of another in jest.
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value holds nothing that only Helm can know. */
export function isConcrete(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return (Array.isArray(value) || isPlainObject(value)) && Object.values(value).every(isConcrete);
}
