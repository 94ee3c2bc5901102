import type { Node } from 'yaml';
import { clientKey } from '../constructs/labels';
import { isNew, Place, textOf, Tree } from './tree';

/** A Kubernetes object that has a pod template, or is a pod. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Labels of the object and of its pods. */
  readonly labels: readonly ReadonlyMap<string, string>[];
  /** What the annotation `redpanda.io/client` says. */
  readonly client: string | undefined;
  readonly containers: readonly Container[];
  readonly place: Place;
}

export interface Container {
  readonly name: string;
  readonly place: Place;
  /** The list that it stands in. */
  readonly list: Place;
}

const template = ['spec', 'template'];

/** Where the pod template lies, by API group and kind. */
const podTemplates: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': template,
  'extensions/Deployment': template,
  'apps/StatefulSet': template,
  'apps/DaemonSet': template,
  'extensions/DaemonSet': template,
  'apps/ReplicaSet': template,
  'extensions/ReplicaSet': template,
  '/ReplicationController': template,
  'batch/Job': template,
  'batch/CronJob': ['spec', 'jobTemplate', ...template],
  '/Pod': [],
  'argoproj.io/Rollout': template,
  'serving.knative.dev/Service': template,
};

/** Whether a document is a Kubernetes object. */
export function isKubernetes(tree: Tree, root: Place): boolean {
  return textOf(tree.at(root, 'apiVersion')) !== undefined && textOf(tree.at(root, 'kind')) !== undefined;
}

/** The workloads of a document: the object itself, or the items of a list. */
export function workloads(tree: Tree, root: Place, inherited: { apiVersion?: string; kind?: string } = {}, seen = new Set<Node>()): Workload[] {
  if (!isNew(root.node, seen)) return [];
  const apiVersion = textOf(tree.at(root, 'apiVersion')) ?? inherited.apiVersion ?? '';
  const kind = textOf(tree.at(root, 'kind')) ?? inherited.kind ?? '';
  const items = kind.endsWith('List') ? tree.at(root, 'items') : undefined;
  if (items) {
    // The items of a DeploymentList need not say what they are.
    const item = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    return tree.items(items).flatMap((place) => workloads(tree, place, item, seen));
  }
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const path = Object.hasOwn(podTemplates, `${group}/${kind}`) ? podTemplates[`${group}/${kind}`] : undefined;
  return path ? [workload(tree, root, kind, path)] : [];
}

function workload(tree: Tree, place: Place, kind: string, path: readonly string[]): Workload {
  const pod = tree.at(place, ...path);
  const metadata = [tree.at(place, 'metadata'), tree.at(pod, 'metadata')];
  const annotations = metadata.map((one) => textOf(tree.at(one, 'annotations', clientKey)));
  return {
    kind,
    place,
    name: textOf(tree.at(metadata[0], 'name')) ?? textOf(tree.at(metadata[0], 'generateName')) ?? '',
    namespace: textOf(tree.at(metadata[0], 'namespace')),
    labels: metadata.map((one) => tree.texts(tree.at(one, 'labels'))),
    client: annotations[0] ?? annotations[1],
    containers: ['initContainers', 'containers'].flatMap((key) => containers(tree, tree.at(pod, 'spec', key))),
  };
}

function containers(tree: Tree, list: Place | undefined): Container[] {
  return list ? tree.items(list).map((place) => ({ name: textOf(tree.at(place, 'name')) ?? '', place, list })) : [];
}
