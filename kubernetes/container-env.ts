import { refersTo } from './reference';
import type { Variable } from './variable';

/** A variable that a container has already, perhaps from a Secret. */
export interface Existing {
  readonly name: string;
  readonly value?: unknown;
  readonly valueFrom?: unknown;
}

/** What is added to a container's variables, and where. */
interface Addition {
  readonly added: readonly { readonly name: string; readonly value: string }[];
  readonly position: number;
}

/** What is added to the variables of a container so that it has a client's. Fails where it gives one of these another value or place. */
export function additionTo(env: readonly Existing[], variables: readonly Variable[], where: string): Addition {
  for (const { name, value } of variables) {
    const position = env.findIndex((variable) => variable.name === name);
    const there = env[position];
    if (!there) continue;
    if (there.value !== value) {
      throw new Error(`${where} sets ${name} (${JSON.stringify(there.value ?? there.valueFrom)}) to another value than the client's (${JSON.stringify(value)}): remove one of them`);
    }
    const early = env.slice(0, position).find((variable) => refersTo(variable.value, name));
    if (early) throw new Error(`${where} sets ${name} after ${early.name}, which refers to it: Kubernetes expands only variables that stand before`);
  }
  const added = variables.filter(({ name }) => !env.some((variable) => variable.name === name)).map(({ name, value }) => ({ name, value }));
  const referring = env.findIndex(({ value }) => added.some(({ name }) => refersTo(value, name)));
  return { added, position: referring < 0 ? env.length : referring };
}
