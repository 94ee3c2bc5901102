import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { clientKey } from '../../kubernetes/labels';
import { usualPodTemplates } from '../../kubernetes/workload-kind';
import { isNew, Place, Tree } from '../yaml/tree';

/** Whether a document would be a workload if it said what it is. */
export function looksLikeWorkload(tree: Tree, root: Place): boolean {
  const isNamed = ['annotations', 'labels'].some((one) => tree.at(root, 'metadata', one, clientKey) !== undefined);
  return isNamed || [[], ...usualPodTemplates].some((path) => holdsContainerList(tree, tree.at(root, ...path, 'spec')));
}

/** Where a value holds containers, as `spec.tasks.template.spec`. */
export function containersWithin(tree: Tree, place: Place, path: readonly string[] = [], seen = new Set<Node>()): string | undefined {
  if (!isNew(place.node, seen)) return undefined;
  if (isSeq(place.node)) {
    for (const item of tree.items(place)) {
      const found = containersWithin(tree, item, path, seen);
      if (found !== undefined) return found;
    }
  }
  if (!isMap(place.node)) return undefined;
  if (holdsContainerList(tree, place) || holdsStep(tree, place)) return path.join('.');
  for (const { key } of place.node.items as Pair<Node>[]) {
    const name = isScalar(key) ? String(key.value) : '';
    const inner = tree.at(place, name);
    const found = inner && containersWithin(tree, inner, [...path, name], seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function holdsContainerList(tree: Tree, place: Place | undefined): boolean {
  const list = tree.at(place, 'containers');
  return list !== undefined && tree.items(list).some((item) => tree.at(item, 'image') !== undefined || tree.at(item, 'name') !== undefined);
}

/** Workflows and pipelines call their containers so. */
function holdsStep(tree: Tree, place: Place): boolean {
  const steps = tree.at(place, 'steps');
  return [tree.at(place, 'container'), ...(steps ? tree.items(steps) : [])].some((one) => tree.at(one, 'image') !== undefined);
}
