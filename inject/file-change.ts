import type { ClientEnvironment } from '../clients/client-environments';
import { clientKey, containersKey, namesIn } from '../kubernetes/labels';
import { meantKind } from '../kubernetes/workload-kind';
import { needsItem } from '../kubernetes/variable';
import { isMisspelt, nearest } from '../values/nearest';
import { ContainerList, ListKey } from './list/container-list';
import { Unchangeable } from './list/unchangeable';
import { Action, ListChange, Remarks } from './list-change';
import { InjectOptions } from './options';
import { Edit } from './text/edit';
import { Places } from './text/line';
import { containersWithin, looksLikeWorkload } from './workload/containers-within';
import { clientsOf, isExplicit, isSelected, Selection } from './workload/selection';
import { Container, isKubernetes, objects, Workload } from './workload/workload';
import { FileProblem } from './yaml/documents';
import { Fingerprint } from './yaml/fingerprint';
import { Place, Tree } from './yaml/tree';

export interface Change extends Action {
  readonly line: number;
  /** As `Deployment orders`. */
  readonly workload: string;
  readonly container: string;
}

export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
}

/** What becomes of a file that the environments of clients are put into, or taken out of. */
export class FileChange implements Remarks {
  readonly edits: Edit[] = [];
  readonly changes: Change[] = [];
  readonly problems: Problem[] = [];
  readonly notes: Problem[] = [];
  readonly meant: { workload: string; container: string }[] = [];
  /** Whether a Kubernetes object has been found. */
  knows = false;
  readonly fingerprint = new Fingerprint();
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
    if (!isKubernetes(tree, root)) throw this.unknownDocument(tree, root);
    this.knows = true;
    const before = this.edits.length;
    for (const object of objects(tree, root)) this.object(tree, object);
    const mac = tree.at(root, 'sops', 'mac');
    if (mac && this.edits.length > before) {
      throw new FileProblem(mac.node.range![0], 'the file must not be encrypted by SOPS, whose checksum covers plain values too: decrypt it, change it, and encrypt it again');
    }
    this.fingerprint.add(root.node);
  }

  /** Values and the like are none of ours, but a workload that does not say what it is must be a mistake. */
  private unknownDocument(tree: Tree, root: Place): FileProblem {
    const missing = ['apiVersion', 'kind'].filter((key) => tree.at(root, key) === undefined);
    const isMistake = looksLikeWorkload(tree, root);
    const keys = isMistake ? tree.keys(root) : [];
    const near = missing.flatMap((key) => keys.filter((other) => isMisspelt(other, key, 2)).map((other) => `: did you mean ${key} by ${other}?`))[0] ?? '';
    return new FileProblem(root.node.range![0], `the file must hold Kubernetes objects: this document has no ${missing.join(' and ')}${near}`, !isMistake);
  }

  private object(tree: Tree, object: Workload): void {
    const name = this.clientOf(object);
    if (name === undefined) return;
    if (!object.hasPodTemplate) this.reportUnknown(tree, object);
    else if (object.containers.length > 0) this.workload(tree, object, name);
    else if (!this.isExplicit && !object.isEmptied() && this.options.remove !== true) this.reportFor(object, `names the client ${JSON.stringify(name)} and has no containers here that could get its variables`);
  }

  /** The name of the client that a workload is to be given, if it is meant. */
  private clientOf(object: Workload): string | undefined {
    if (this.isExplicit) return isSelected(object, this.selection) ? this.selection.client : undefined;
    const [name, other] = clientsOf(object);
    if (name === undefined) this.checkKeys(object, clientKey);
    if (other === undefined) return [undefined, name].includes(this.selection.client) ? name : undefined;
    if (object.hasPodTemplate) this.reportFor(object, `names several clients in ${clientKey}, ${clientsOf(object).join(' and ')}: its labels and annotations must agree`);
    return undefined;
  }

  /** A key that is nearly ours is named, because it would be passed over in silence. */
  private checkKeys(object: Workload, meant: string): void {
    if (!object.hasPodTemplate) return;
    const keys = [...object.annotations, ...(meant === clientKey ? object.labels : [])].flatMap((map) => [...map.keys()]);
    for (const key of new Set(keys)) if (isMisspelt(key, meant, 3)) this.reportFor(object, `has ${key} among its labels or annotations: did you mean ${meant}?`);
  }

  /** What is no workload may wear a label that all of a team's objects have. */
  private reportUnknown(tree: Tree, object: Workload): void {
    const isAnnotated = !this.isExplicit && object.annotations.some((map) => map.has(clientKey));
    const path = containersWithin(tree, object.place);
    if (this.options.remove === true || (path === undefined && !isAnnotated)) return;
    const meant = meantKind(object.apiVersion, object.kind);
    if (meant !== undefined) this.reportFor(object, `is of a kind that ${object.apiVersion} does not have: did you mean ${meant}?`);
    else if (path === undefined) this.reportFor(object, `has ${clientKey} and no pod template: it belongs on an object that has one`);
    else this.reportFor(object, `has containers in ${path}, which are left alone: give them their variables by hand`);
  }

  private workload(tree: Tree, workload: Workload, name: string): void {
    const client = this.clients.get(name);
    const label = labelOf(workload);
    if (!client) {
      const hint = this.options.remove === true ? ', or name it to remove what it was given' : '';
      return this.reportFor(workload, `names the client ${JSON.stringify(name)} in ${clientKey}, which the values do not declare${this.declared(name)}${hint}`);
    }
    const { as, remove } = this.options;
    if (as === 'envFrom' && remove !== true && workload.namespace !== undefined && workload.namespace !== client.namespace) {
      return this.reportFor(workload, `is in the namespace ${workload.namespace}, and the ConfigMap ${client.configMap} in ${client.namespace}: a container cannot read a ConfigMap of another namespace`);
    }
    const isBoth = as === 'envFrom' ? client.variables.some(needsItem) : as === undefined && remove === true;
    const keys: readonly ListKey[] = isBoth ? ['env', 'envFrom'] : [as ?? 'env'];
    for (const container of this.containersOf(workload)) {
      this.meant.push({ workload: workload.name, container: container.name });
      for (const key of keys) this.container(tree, container, label, key, client);
    }
  }

  private declared(name: string): string {
    const known = [...this.clients.keys()];
    const near = nearest(name, known);
    if (near !== undefined) return `: did you mean ${near}?`;
    return known.length > 0 ? `: they declare ${known.join(', ')}` : ': they declare none';
  }

  /** The containers that the selection names, or else the workload's annotation. What was put into others is still taken out. */
  private containersOf(workload: Workload): readonly Container[] {
    const { containers, annotations } = workload;
    const { containers: selected = [], names = [] } = this.selection;
    if (selected.length > 0) {
      // Where the workload is not named, another may have the container.
      if (names.length > 0) this.checkContainers(workload, selected, '');
      return containers.filter(({ name }) => selected.includes(name));
    }
    if (this.options.remove === true) return containers;
    this.checkKeys(workload, containersKey);
    const annotation = annotations.map((map) => map.get(containersKey)).find((text) => text !== undefined);
    if (annotation === undefined) return containers;
    const wanted = namesIn(annotation);
    this.checkContainers(workload, wanted, `, which ${containersKey} names`);
    return containers.filter(({ name }) => wanted.includes(name));
  }

  private checkContainers(workload: Workload, wanted: readonly string[], why: string): void {
    const known = workload.containers.map(({ name }) => name);
    for (const name of wanted.filter((one) => !known.includes(one))) this.reportFor(workload, `has no container ${name}${why}: it has ${known.join(', ') || 'none'}`);
  }

  private container(tree: Tree, container: Container, label: string, key: ListKey, client: ClientEnvironment): void {
    const at = `${label}, container ${container.name}`;
    try {
      const list = new ContainerList(this.text, tree, container, key);
      if (this.options.remove !== true && list.patched !== undefined) return this.note(list.offset, `${at}: nothing is added, because ${list.patched}`);
      const change = new ListChange(list, key, client, this.options, at, this);
      this.fingerprint.leaveOut(list.pair, change.items);
      const { edits, actions } = change.make();
      this.edits.push(...edits);
      const { line } = this.places.at(list.offset);
      this.changes.push(...actions.map(({ name, action }) => ({ line, workload: label, container: container.name, name, action })));
    } catch (error) {
      if (!(error instanceof Unchangeable)) throw error;
      this.report(error.offset, `${label}: ${error.message}`);
    }
  }

  private get isExplicit(): boolean {
    return isExplicit(this.selection);
  }

  private reportFor(object: Workload, sentence: string): void {
    this.report(object.place.node.range![0], `${labelOf(object)} ${sentence}`);
  }

  report(offset: number, sentence: string): void {
    this.problems.push({ ...this.places.at(offset), sentence });
  }

  note(offset: number, sentence: string): void {
    this.notes.push({ ...this.places.at(offset), sentence });
  }
}

const labelOf = ({ kind, name }: Workload): string => `${kind} ${name}`;
