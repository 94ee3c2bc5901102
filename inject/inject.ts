import type { ClientEnvironment } from '../constructs/client-environments';
import { clientKey } from '../constructs/labels';
import { nearest } from '../values/nearest';
import { ContainerList, ListKey } from './container-list';
import { documents, FileProblem } from './documents';
import { applyEdits, doOverlap, Edit } from './edit';
import { configMapEntry, Entry, variableEntry } from './entry';
import { Places } from './line';
import { Rest } from './rest';
import { clientOf, Selection } from './selection';
import { Tree } from './tree';
import { Unchangeable } from './unchangeable';
import { Container, isKubernetes, Workload, workloads } from './workload';

export interface InjectOptions {
  /**
   * Whether containers get the variables themselves, or a reference to the client's ConfigMap.
   *
   * @default 'env'
   */
  readonly as?: 'env' | 'envFrom';

  /**
   * Whether a variable that has another value gets the client's.
   *
   * @default false
   */
  readonly overwrite?: boolean;

  /**
   * Whether to take out what was put in, variables and references if `as` does not say which.
   *
   * @default false
   */
  readonly remove?: boolean;
}

export interface Injection {
  readonly text: string;
  /** What was changed. */
  readonly changes: readonly Change[];
  /** What was left as it was, and why. */
  readonly problems: readonly Problem[];
  /** Whether nothing was changed because the text as a whole is not what it should be. */
  readonly refused: boolean;
  /** Whether it is refused because it is no Kubernetes YAML but, say, a template or values of Helm. */
  readonly isUnknown: boolean;
  /** The changes as they were made to the text. */
  readonly edits: readonly Edit[];
  /** The containers that were meant. */
  readonly meant: readonly { readonly workload: string; readonly container: string }[];
}

export interface Change {
  readonly line: number;
  /** As `Deployment orders`. */
  readonly workload: string;
  readonly container: string;
  /** The variable, or the ConfigMap. */
  readonly name: string;
  readonly action: 'add' | 'update' | 'remove';
}

export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
}

/** Puts the environment of clients into the containers that are meant. Every other byte of the text stays as it is. */
export function inject(text: string, selection: Selection, clients: readonly ClientEnvironment[], options: InjectOptions = {}): Injection {
  const result = injectOnce(text, selection, clients, options);
  if (result.edits.length === 0) return result;
  // Whatever a file holds that nobody has thought of, it must not be harmed: a second run has to find what the first has done.
  if (!doOverlap(result.edits)) {
    const again = injectOnce(result.text, selection, clients, options);
    if (!again.refused && again.edits.length === 0 && again.meant.length === result.meant.length && again.rest === result.rest) return result;
  }
  return refused(text, result.edits[0]!.start, 'the file is written in a way in which a change would reach more than it should: change it by hand');
}

function injectOnce(text: string, selection: Selection, clients: readonly ClientEnvironment[], options: InjectOptions): Injection & { readonly rest?: string } {
  const run = new Run(text, selection, new Map(clients.map((client) => [client.name, client])), options);
  try {
    for (const document of documents(text)) run.document(document);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return refused(text, error.offset, error.message, error.isUnknown && !run.knows);
  }
  return { text: applyEdits(text, run.edits), changes: run.changes, problems: run.problems, refused: false, isUnknown: false, edits: run.edits, meant: run.meant, rest: run.rest.digest() };
}

function refused(text: string, offset: number, sentence: string, isUnknown = false): Injection {
  return { text, changes: [], problems: [{ ...new Places(text).at(offset), sentence }], refused: true, isUnknown, edits: [], meant: [] };
}

/** The items of a list that are about what an entry is about. */
interface Found {
  readonly entry: Entry;
  readonly items: ReturnType<ContainerList['find']>;
}

class Run {
  readonly edits: Edit[] = [];
  readonly changes: Change[] = [];
  readonly problems: Problem[] = [];
  readonly meant: { workload: string; container: string }[] = [];
  /** Whether a Kubernetes object has been found. */
  knows = false;
  readonly rest = new Rest();
  private readonly places: Places;

  constructor(
    private readonly text: string,
    private readonly selection: Selection,
    private readonly clients: ReadonlyMap<string, ClientEnvironment>,
    private readonly options: InjectOptions,
  ) {
    this.places = new Places(text);
  }

  document(tree: Tree): void {
    const { root } = tree;
    if (!root || root.node.range![0] === root.node.range![1]) return;
    if (!isKubernetes(tree, root)) throw new FileProblem(root.node.range![0], 'the file must hold Kubernetes objects: this document has no apiVersion and kind', true);
    this.knows = true;
    for (const workload of workloads(tree, root)) {
      const name = clientOf(workload, this.selection);
      if (name !== undefined) this.workload(tree, workload, name);
    }
    this.rest.add(root.node);
  }

  private workload(tree: Tree, workload: Workload, name: string): void {
    const client = this.clients.get(name);
    const label = `${workload.kind} ${workload.name}`;
    const offset = workload.place.node.range![0];
    if (!client) return this.report(offset, `${label} names the client ${JSON.stringify(name)} in ${clientKey}, which values do not declare${this.declared(name)}`);
    const { as, remove } = this.options;
    if (as === 'envFrom' && remove !== true && workload.namespace !== undefined && workload.namespace !== client.namespace) {
      return this.report(offset, `${label} is in the namespace ${workload.namespace}, and the ConfigMap ${client.configMap} in ${client.namespace}: a container can not read another namespace's`);
    }
    const entries = { env: client.variables.map((variable) => variableEntry(variable.name, variable.value)), envFrom: [configMapEntry(client.configMap)] };
    const keys: readonly ListKey[] = as ? [as] : remove === true ? ['env', 'envFrom'] : ['env'];
    for (const container of this.containersOf(workload, label)) {
      this.meant.push({ workload: workload.name, container: container.name });
      for (const key of keys) this.container(tree, container, label, key, entries[key]);
    }
  }

  private declared(name: string): string {
    const known = [...this.clients.keys()];
    const near = nearest(name, known);
    if (near !== undefined) return `: did you mean ${near}?`;
    return known.length > 0 ? `: they declare ${known.join(', ')}` : ': they declare none';
  }

  private containersOf({ containers, place }: Workload, label: string): readonly Container[] {
    const wanted = this.selection.containers ?? [];
    if (wanted.length === 0) return containers;
    const isNamed = (this.selection.names ?? []).length > 0;
    for (const name of isNamed ? wanted : []) {
      if (containers.some((container) => container.name === name)) continue;
      this.report(place.node.range![0], `${label} has no container ${name}: it has ${containers.map((container) => container.name).join(', ') || 'none'}`);
    }
    return containers.filter(({ name }) => wanted.includes(name));
  }

  private container(tree: Tree, container: Container, label: string, key: ListKey, entries: readonly Entry[]): void {
    try {
      const list = new ContainerList(this.text, tree, container, key);
      const found = entries.map((entry) => ({ entry, items: list.find(entry) }));
      this.rest.leaveOut(list.pair, found.flatMap(({ items }) => items.map(({ item }) => item)));
      const record = (entry: Entry, action: Change['action']): void => {
        this.changes.push({ line: this.places.at(list.offset).line, workload: label, container: container.name, name: entry.name, action });
      };
      if (this.options.remove === true) this.removeFrom(list, found, record, `${label}, container ${container.name}`);
      else this.addTo(list, found, record, `${label}, container ${container.name}`);
    } catch (error) {
      if (!(error instanceof Unchangeable)) throw error;
      this.report(error.offset, `${label}: ${error.message}`);
    }
  }

  private addTo(list: ContainerList, found: readonly Found[], record: (entry: Entry, action: Change['action']) => void, at: string): void {
    const missing = found.filter(({ items }) => items.length === 0).map(({ entry }) => entry);
    const edits = missing.length > 0 ? list.add(missing) : [];
    const corrected = found.filter(({ items }) => items.some(({ same }) => !same));
    if (this.options.overwrite === true) edits.push(...corrected.flatMap(({ entry, items }) => items.filter(({ same }) => !same).map((item) => list.correct(item, entry))));
    else corrected.forEach(({ entry, items }) => this.reportOther(entry, items.find(({ same }) => !same)!.item.node.range![0], at));
    this.edits.push(...edits);
    missing.forEach((entry) => record(entry, 'add'));
    if (this.options.overwrite === true) corrected.forEach(({ entry }) => record(entry, 'update'));
  }

  private removeFrom(list: ContainerList, found: readonly Found[], record: (entry: Entry, action: Change['action']) => void, at: string): void {
    const own = found.map(({ entry, items }) => ({ entry, items: items.filter(({ item, same }) => entry.isBare(item) && (same || this.options.overwrite === true)) }));
    const taken = own.filter(({ items }) => items.length > 0);
    for (const { entry, items } of found) {
      const left = items.find((one) => !taken.some((other) => other.items.includes(one)));
      if (left) this.reportOther(entry, left.item.node.range![0], at);
    }
    if (taken.length === 0) return;
    this.edits.push(...list.remove(taken.flatMap(({ items }) => items.map(({ item }) => item))));
    taken.forEach(({ entry }) => record(entry, 'remove'));
  }

  private reportOther({ name }: Entry, offset: number, at: string): void {
    this.report(offset, `${at} gives ${name} in another way than the client's: it is left alone unless overwritten`);
  }

  private report(offset: number, sentence: string): void {
    this.problems.push({ ...this.places.at(offset), sentence });
  }
}

