import { eq, Input, or, OrExpr, when } from '../../template';
import type { Client } from '../../values/types';
import { Facts, Flavour } from './flavour';
import { generic } from './generic';
import { librdkafka } from './librdkafka';
import { quarkus } from './quarkus';
import { spring } from './spring';
import { Value } from './value';

export type FlavourName = NonNullable<Client['flavour']>;

export const flavours: Readonly<Record<FlavourName, Flavour>> = { generic, spring, quarkus, librdkafka };

/** The variables of all flavours, each there where the client's flavour has it, and in the order of its table. */
export function variablesOf(flavour: Input<FlavourName>, facts: Facts): Readonly<Record<string, Value>> {
  const tables = Object.entries(flavours).map(([name, table]) => [name, new Map(table(facts).map(({ variable, value }) => [variable, value]))] as const);
  const values = new Map(tables.flatMap(([, table]) => [...table]));
  const isThere = (variable: string): OrExpr<boolean> => {
    const having = tables.filter(([, table]) => table.has(variable)).map(([name]) => eq(flavour, name));
    if (having.length === tables.length) return true;
    return having.length === 1 ? having[0]! : or(...having);
  };
  return Object.fromEntries(merged(tables.map(([, table]) => [...table.keys()])).map((variable) => [variable, when(isThere(variable), values.get(variable))]));
}

/** The names of lists in one, in which those of each list keep their order: a new name goes before the next of its list that is there. */
function merged(lists: readonly (readonly string[])[]): string[] {
  const all: string[] = [];
  for (const list of lists) {
    let next = all.length;
    for (const name of [...list].reverse()) {
      const at = all.indexOf(name);
      if (at >= 0) next = at;
      else all.splice(next, 0, name);
    }
  }
  return all;
}
