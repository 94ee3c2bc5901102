import { isExpanded } from '../../kubernetes/reference';
import type { Variable } from '../../kubernetes/variable';
import { and, Expr, Input, Line, OrExpr, text, when, When } from '../../template';

/** A key of a Secret in the client's namespace. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly secret: Input<string>;
  readonly key: string;
}

/** A text, or one that is there on a condition. */
export type Text = OrExpr<string> | When<Text> | undefined;

/** What a variable has: a text, a key of a Secret, or one of them that is there on a condition. */
export type Value = Text | SecretKey | When<Value>;

export const isSecretKey = (value: Value): value is SecretKey => typeof value === 'object' && 'secret' in value;

/** The value of a variable of a client that is known, or nothing where it has none. */
export function variableOf(name: string, value: Value, property?: string): Variable | undefined {
  if (value === undefined) return undefined;
  if (isSecretKey(value)) return { name, valueFrom: { secretKeyRef: { name: value.secret as string, key: value.key } }, property };
  return { name, value: value as string, property };
}

/** An item of a container's `env`, there where its value is. */
export function itemOf(name: string, value: Value): unknown {
  if (value === undefined) return undefined;
  if (value instanceof When) return when(value.condition, itemOf(name, value.then));
  return isSecretKey(value) ? { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } } : { name, value };
}

/** A line that names a variable, there where its value is. */
export function lineOf(name: string, value: Value): Line {
  if (value === undefined) return undefined;
  if (value instanceof When) return when(value.condition, lineOf(name, value.then));
  return isSecretKey(value) ? text`${name}: key ${value.key} of Secret ${value.secret}` : text`${name}: ${value}`;
}

/** Whether only an item of `env` can give a value: it stands in a Secret, or Kubernetes expands it, which it does nowhere else. */
export function needsItem(value: Value): boolean {
  if (value instanceof When) return needsItem(value.then);
  return value !== undefined && (isSecretKey(value) || isExpanded(value instanceof Expr ? value.helm() : value));
}

/** The condition on which a value is there. */
export function isThere(value: Value): OrExpr<boolean> {
  if (!(value instanceof When)) return value !== undefined;
  const inner = isThere(value.then);
  return inner === true ? value.condition : and(value.condition, inner);
}
