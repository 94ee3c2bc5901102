import { expand, isExpanded } from './reference';

/**
 * An environment variable of a container: with a value, or with that of a key of a Secret, which nobody but the cluster knows.
 *
 * Kubernetes expands `$(NAME)` in a value to what stands before it, so the order of variables counts.
 */
export type Variable = EnvItem & {
  /** The property that the client's library makes of it, if it makes one. */
  readonly property?: string;
};

/** An item of a container's `env`. */
export type EnvItem = { readonly name: string } & (
  | { readonly value: string; readonly valueFrom?: undefined }
  | { readonly value?: undefined; readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } } }
);

export const envItem = ({ name, value, valueFrom }: Variable): EnvItem => (valueFrom ? { name, valueFrom } : { name, value });

/** An item that is there already, perhaps by somebody else. */
export interface ExistingItem {
  readonly name: string;
  readonly value?: unknown;
  readonly valueFrom?: unknown;
}

/** Whether an item gives a container what a variable does. */
export function givesSame({ value, valueFrom }: ExistingItem, variable: Variable): boolean {
  if (!variable.valueFrom) return value === variable.value && (valueFrom ?? undefined) === undefined;
  const { name, key } = variable.valueFrom.secretKeyRef;
  const { secretKeyRef, ...others } = (valueFrom ?? {}) as { secretKeyRef?: { name?: unknown; key?: unknown; optional?: unknown } };
  const isIt = secretKeyRef?.name === name && secretKeyRef.key === key && (secretKeyRef.optional ?? false) === false;
  return isIt && (value ?? '') === '' && Object.values(others).every((other) => (other ?? undefined) === undefined);
}

/** Whether only an item of `env` can give a variable: it stands in a Secret, or Kubernetes expands it, which it does nowhere else. */
export const needsItem = ({ value, valueFrom }: Variable): boolean => valueFrom !== undefined || isExpanded(value);

/** A variable whose value is a text. */
export type Literal = Variable & { readonly value: string };

/** Variables as they are without Kubernetes: texts, in which references are expanded, and where a Secret's key would be a placeholder. */
export function literals(variables: readonly Variable[], placeholder: (name: string, key: string) => string): Literal[] {
  const known = new Map<string, string>();
  return variables.map(({ name, value, valueFrom, property }) => {
    const text = valueFrom ? placeholder(valueFrom.secretKeyRef.name, valueFrom.secretKeyRef.key) : expand(value, known);
    known.set(name, text);
    return { name, value: text, property };
  });
}
