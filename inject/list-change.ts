import type { ClientEnvironment } from '../clients/client-environments';
import { needsItem } from '../kubernetes/variable';
import { ContainerList, ListKey } from './list/container-list';
import { Edit } from './text/edit';
import { configMapEntry, Entry, variableEntry } from './list/entry';
import { formerEntries } from './former-entries';
import { leftBehind } from './left-behind';
import { InjectOptions } from './options';
import { Place } from './yaml/tree';

export interface Action {
  /** The variable, or the ConfigMap. */
  readonly name: string;
  readonly action: 'add' | 'update' | 'remove';
}

/** Who is told of what is left as it is. */
export interface Remarks {
  report(offset: number, sentence: string): void;
  /** Of what is left because that is meant. */
  note(offset: number, sentence: string): void;
}

/** The items of a list that are about what an entry is about. */
interface Found {
  readonly entry: Entry;
  readonly items: ReturnType<ContainerList['find']>;
}

interface Made {
  readonly edits: readonly Edit[];
  readonly actions: readonly Action[];
}

/** What becomes of the `env` or `envFrom` of a container that a client's environment is put into, or taken out of. */
export class ListChange {
  private readonly found: readonly Found[];
  /** What a change of the client has left behind, and is taken out. */
  private readonly gone: readonly Found[];

  /** @param at what remarks begin with */
  constructor(
    private readonly list: ContainerList,
    key: ListKey,
    client: ClientEnvironment,
    private readonly options: InjectOptions,
    private readonly at: string,
    private readonly remarks: Remarks,
  ) {
    const find = (entries: readonly Entry[]): Found[] => entries.map((entry) => ({ entry, items: list.find(entry) }));
    this.found = find(entriesOf(client, key, options, list)).filter((one) => options.remove === true || !this.isDeleted(one));
    const left = key === 'env' && options.as !== 'envFrom' ? find(leftBehind(client, list)) : [];
    if (left.length > 0 && options.overwrite !== true) remarks.report(list.offset, `${at} still gives ${left.map(({ entry }) => entry.name).join(', ')}, left behind by a change of client ${client.name}: left alone without --overwrite`);
    this.gone = options.overwrite === true ? left : [];
  }

  /** All items that it is about. */
  get items(): Place[] {
    return itemsOf([...this.found, ...this.gone]);
  }

  make(): Made {
    return this.options.remove === true ? this.removal() : this.addition();
  }

  private addition(): Made {
    const { list, found, gone } = this;
    const missing = found.filter(({ items }) => items.length === 0).map(({ entry }) => entry);
    const other = found.filter(({ items }) => items.some(({ same }) => !same));
    const corrected = this.options.overwrite === true ? other : [];
    list.assume(corrected.map(({ entry }) => entry));
    const edits = missing.length > 0 ? list.add(missing) : [];
    edits.push(...corrected.flatMap(({ entry, items }) => items.filter(({ same }) => !same).map((item) => list.correct(item, entry))));
    if (this.options.overwrite !== true) other.forEach(({ entry, items }) => this.reportOther(entry, items.find(({ same }) => !same)!.item));
    if (gone.length > 0) edits.push(...list.remove(itemsOf(gone), missing.length > 0));
    for (const { entry, items } of found.filter((one) => one.items.some(({ same }) => same))) {
      const referrer = list.referrer(entry);
      if (referrer !== undefined) this.remarks.report(items[0]!.item.node.range![0], `${this.at} gives ${entry.name} after ${referrer}, which refers to it: Kubernetes expands only what stands before, so take it out and put it in again`);
    }
    const actions = [...missing.map(({ name }) => ({ name, action: 'add' as const })), ...actionsOn(corrected, 'update'), ...actionsOn(gone, 'remove')];
    return { edits, actions };
  }

  private removal(): Made {
    const found = [...this.found, ...this.gone];
    const own = found.map(({ entry, items }) => ({ entry, items: items.filter(({ item, same }) => entry.isBare(item) && (same || this.options.overwrite === true)) }));
    const taken = own.filter(({ items }) => items.length > 0);
    for (const { entry, items } of found) {
      const left = items.find((one) => !taken.some((other) => other.items.includes(one)));
      if (left) this.reportOther(entry, left.item);
    }
    return { edits: taken.length > 0 ? this.list.remove(itemsOf(taken)) : [], actions: actionsOn(taken, 'remove') };
  }

  /** Whether a patch takes a variable away from what it is laid over. */
  private isDeleted({ entry: { name }, items }: Found): boolean {
    const patched = items.find(({ item }) => this.list.isPatched(item));
    if (patched) this.remarks.note(patched.item.node.range![0], `${this.at}: ${name} is not added, because $patch deletes or replaces it`);
    return patched !== undefined;
  }

  private reportOther({ name }: Entry, { node }: Place): void {
    this.remarks.report(node.range![0], `${this.at} gives ${name} another value than the client's: it is left alone without --overwrite`);
  }
}

const itemsOf = (found: readonly Found[]): Place[] => found.flatMap(({ items }) => items.map(({ item }) => item));

const actionsOn = (found: readonly Found[], action: Action['action']): Action[] => found.map(({ entry: { name } }) => ({ name, action }));

function entriesOf(client: ClientEnvironment, key: ListKey, { as }: InjectOptions, list: ContainerList): Entry[] {
  if (key === 'envFrom') return [configMapEntry(client.configMap)];
  // What a ConfigMap holds need not stand beside a reference to it.
  if (as === 'envFrom') return client.variables.filter(needsItem).map(variableEntry);
  return client.isFormer === true ? formerEntries(client, list) : client.variables.map(variableEntry);
}
