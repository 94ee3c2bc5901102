import type { ClientEnvironment } from '../clients/client-environments';
import type { ContainerList } from './list/container-list';
import { entryOf } from './former-entries';
import { anyTextEntry, Entry } from './list/entry';

/**
 * The variables that a client was given once, when it had another flavour or used the schema registry, and that are still there.
 * Anybody may wait for `all` acknowledgements: an address of the cluster or a key of the client's Secret tells whose variables they are, or the client's group beside another of them.
 */
export function leftBehind({ variables, tables, isFormer }: ClientEnvironment, list: ContainerList): Entry[] {
  const own = new Set(variables.map(({ name }) => name));
  const { names } = list;
  if (isFormer === true || [...names].every((name) => name === undefined || own.has(name))) return [];
  const isThere = (entry: Entry): boolean => list.holdsOnly(entry);
  const left = tables.flatMap(({ rows }) => {
    const candidates = rows.filter(({ name }) => names.has(name) && !own.has(name));
    const there = candidates.map((row) => ({ row, entry: entryOf(row) })).filter(({ entry }) => isThere(entry));
    const isFrom = (...sources: readonly string[]): boolean => there.some(({ row }) => sources.includes(row.from));
    const isCertain = isFrom('servers', 'registry', 'secret');
    // The group may have changed as well.
    const groups = isCertain ? candidates.filter(({ from }) => from === 'client').map(({ name }) => anyTextEntry(name)).filter(isThere) : [];
    return isCertain || (there.length > 1 && isFrom('client')) ? [...there.map(({ entry }) => entry), ...groups] : [];
  });
  // Tables may share variables.
  return [...new Map(left.map((entry) => [entry.name, entry])).values()];
}
