import { refersTo } from './reference';
import { EnvItem, envItem, ExistingItem, givesSame, Variable } from './variable';

/** What is added to a container's variables, and where. */
interface Addition {
  readonly added: readonly EnvItem[];
  readonly position: number;
}

/** What is added to the variables of a container so that it has a client's. Fails where it gives one of these another value or place. */
export function additionTo(env: readonly ExistingItem[], variables: readonly Variable[], where: string): Addition {
  for (const variable of variables) {
    const { name } = variable;
    const position = env.findIndex((item) => item.name === name);
    const there = env[position];
    if (!there) continue;
    if (!givesSame(there, variable)) {
      throw new Error(`${where} sets ${name} (${printed(there)}) to another value than the client's (${printed(variable)}): remove one of them`);
    }
    const early = env.slice(0, position).find((item) => refersTo(item.value, name));
    if (early) throw new Error(`${where} sets ${name} after ${early.name}, which refers to it: Kubernetes expands only variables that stand before`);
  }
  const added = variables.filter(({ name }) => !env.some((item) => item.name === name)).map(envItem);
  const referring = env.findIndex(({ value }) => added.some(({ name }) => refersTo(value, name)));
  const position = referring < 0 ? env.length : referring;
  for (const { name, value } of added) {
    const late = env.slice(position).find((item) => refersTo(value, item.name));
    if (late) throw new Error(`${where} sets ${late.name} after ${env[position]!.name}, before which ${name} must stand, which refers to it: Kubernetes expands only variables that stand before`);
  }
  return { added, position };
}

const printed = ({ value, valueFrom }: ExistingItem): string => JSON.stringify(value ?? valueFrom);
