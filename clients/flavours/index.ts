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

/** The variables of all flavours, each there where the client's flavour has it. */
export function variablesOf(flavour: Input<FlavourName>, facts: Facts): Readonly<Record<string, Value>> {
  const tables = Object.entries(flavours).map(([name, table]) => [name, new Map(table(facts).map(({ variable, value }) => [variable, value]))] as const);
  const merged = new Map(tables.flatMap(([, table]) => [...table]));
  const isThere = (variable: string): OrExpr<boolean> => {
    const having = tables.filter(([, table]) => table.has(variable)).map(([name]) => eq(flavour, name));
    if (having.length === tables.length) return true;
    return having.length === 1 ? having[0]! : or(...having);
  };
  return Object.fromEntries([...merged].map(([variable, value]) => [variable, when(isThere(variable), value)]));
}
