import { isSeq, type Node } from 'yaml';
import { workloadKind } from '../../kubernetes/workload-kind';
import { isNew, isNull, Place, textOf, Tree } from '../yaml/tree';

/** A Kubernetes object, and its containers where it is known how it describes its pods. */
export interface Workload {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Labels of the object and of its pods. */
  readonly labels: readonly ReadonlyMap<string, string>[];
  /** Annotations of the object and of its pods. */
  readonly annotations: readonly ReadonlyMap<string, string>[];
  readonly hasPodTemplate: boolean;
  readonly containers: readonly Container[];
  /** Whether the containers are not there because a patch takes them away. */
  isEmptied(): boolean;
  readonly place: Place;
}

export interface Container {
  readonly name: string;
  readonly place: Place;
  /** The list that it stands in. */
  readonly list: Place;
  /** Whether its object is described as a whole, so that a list without a value says nothing. In a patch that deletes what is patched. */
  isWhole(): boolean;
  /** Whether it stands in what a patch deletes or puts in place of another. */
  readonly isReplaced: boolean;
}

/** Whether a document is a Kubernetes object. */
export function isKubernetes(tree: Tree, root: Place): boolean {
  return textOf(tree.at(root, 'apiVersion')) !== undefined && textOf(tree.at(root, 'kind')) !== undefined;
}

/** The objects of a document: the object itself, or the items of a list. */
export function objects(tree: Tree, root: Place, inherited: { apiVersion?: string; kind?: string } = {}, seen = new Set<Node>()): Workload[] {
  if (!isNew(root.node, seen)) return [];
  const apiVersion = textOf(tree.at(root, 'apiVersion')) ?? inherited.apiVersion ?? '';
  const kind = textOf(tree.at(root, 'kind')) ?? inherited.kind ?? '';
  const items = kind.endsWith('List') ? tree.at(root, 'items') : undefined;
  if (items) {
    // The items of a DeploymentList need not say what they are.
    const item = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    return tree.items(items).flatMap((place) => objects(tree, place, item, seen));
  }
  return [workload(tree, root, apiVersion, kind)];
}

function workload(tree: Tree, place: Place, apiVersion: string, kind: string): Workload {
  const known = workloadKind(apiVersion, kind, (path) => isList(tree.at(place, ...path, 'spec', 'containers')));
  const way = known ? along(tree, place, [...known.podTemplate, 'spec']) : [];
  const [template, spec] = known ? [way[known.podTemplate.length], way[known.podTemplate.length + 1]] : [];
  const metadata = [tree.at(place, 'metadata'), ...(known && known.podTemplate.length > 0 ? [tree.at(template, 'metadata')] : [])];
  const isReplaced = tree.hasDirectives && way.some((one) => tree.at(one, '$patch') !== undefined);
  const isWhole = (): boolean => known?.required === undefined || tree.at(place, 'spec', known.required) !== undefined;
  const lists = ['initContainers', 'containers'].map((key) => tree.at(spec, key));
  return {
    apiVersion,
    kind,
    place,
    name: textOf(tree.at(metadata[0], 'name')) ?? textOf(tree.at(metadata[0], 'generateName')) ?? '',
    namespace: textOf(tree.at(metadata[0], 'namespace')),
    labels: metadata.map((one) => tree.texts(tree.at(one, 'labels'))),
    annotations: metadata.map((one) => tree.texts(tree.at(one, 'annotations'))),
    hasPodTemplate: known !== undefined,
    containers: lists.flatMap((list) => (list ? containers(tree, list, isWhole, isReplaced) : [])),
    isEmptied: () => isReplaced || [...way, ...lists].some((one) => one && isNull(one.node)),
  };
}

function containers(tree: Tree, list: Place, isWhole: () => boolean, isReplaced: boolean): Container[] {
  const all = tree.items(list).map((place) => ({ place, name: textOf(tree.at(place, 'name')), directive: tree.hasDirectives ? tree.at(place, '$patch') : undefined }));
  // An item that is nothing but a directive is about the list.
  const own = all.filter(({ name, directive }) => name !== undefined || !directive);
  const isListReplaced = isReplaced || own.length < all.length;
  return own.map(({ place, name = '', directive }) => ({ name, place, list, isWhole, isReplaced: isListReplaced || directive !== undefined }));
}

/** The places that a path leads over, as far as it is there. */
function along(tree: Tree, place: Place, path: readonly string[]): Place[] {
  const places = [place];
  for (const key of path) {
    const next = tree.at(places.at(-1), key);
    if (!next) break;
    places.push(next);
  }
  return places;
}

const isList = (place: Place | undefined): boolean => place !== undefined && isSeq(place.node);
