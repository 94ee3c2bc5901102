import type { Values } from '../values/types';
import { edgesOf } from './edges';
import type { Graph } from './graph';
import { nodesOf } from './nodes';

/** The picture of what values describe. */
export function platformGraph(values: Values): Graph {
  const edges = edgesOf(values);
  const { name, namespace, networkPolicy } = values;
  return { title: `${name} in ${namespace}${networkPolicy.enabled ? '' : ', without NetworkPolicies'}`, nodes: nodesOf(values, edges), edges };
}
