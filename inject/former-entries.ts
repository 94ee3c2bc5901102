import type { ClientEnvironment, Table, TableRow } from '../clients/client-environments';
import type { ContainerList } from './list/container-list';
import { anySecretEntry, anyTextEntry, Entry, variableEntry } from './list/entry';

/** What a client that is not declared any more was given: the variables of the largest table that is there as a whole, whatever its group and its Secret were, or the addresses. */
export function formerEntries({ tables }: ClientEnvironment, list: ContainerList): Entry[] {
  const { names } = list;
  const isThere = (row: TableRow): boolean => names.has(row.name) && list.holdsOnly(entryOf(row));
  const whole = tables.filter(({ rows }) => rows.every((row) => row.isOptional || isThere(row)));
  const size = ({ rows }: Table): number => rows.filter(isThere).length;
  const [largest = tables[0]!] = whole.sort((a, b) => size(b) - size(a));
  return largest.rows.map(entryOf);
}

/** A variable of a table that a container may have, with its value where that is known. */
export const entryOf = ({ name, variable, from }: TableRow): Entry => {
  if (variable) return variableEntry(variable);
  return from === 'secret' ? anySecretEntry(name) : anyTextEntry(name);
};
