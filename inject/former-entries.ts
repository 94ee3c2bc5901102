import type { ClientEnvironment, TableRow } from '../clients/client-environments';
import type { ContainerList } from './list/container-list';
import { anyVariableEntry, Entry, variableEntry } from './list/entry';

/** What a client that is not declared any more was given: the variables of the largest table that is there as a whole, whatever its group was, or the addresses. */
export function formerEntries({ tables }: ClientEnvironment, list: ContainerList): Entry[] {
  const { names } = list;
  const isThere = (row: TableRow): boolean => names.has(row.name) && list.holdsOnly(entryOf(row));
  const whole = tables.filter(({ rows }) => rows.every((row) => row.from === 'registry' || isThere(row)));
  const [largest = tables[0]!] = whole.sort((a, b) => b.rows.length - a.rows.length);
  return largest.rows.map(entryOf);
}

const entryOf = ({ name, variable }: TableRow): Entry => (variable === undefined ? anyVariableEntry(name) : variableEntry(variable));
