import { Consumer, flows } from '../redpanda/connection';
import { goesOutside } from '../redpanda/tiered-storage';
import type { Values } from '../values/types';
import { Caller, callersOf, ids } from './callers';
import type { Edge, End } from './graph';
import { consolePort, Way, waysOf } from './ports';
import { storeWays } from './store';

/** Every connection: those of the consumers that there are, and of brokers to what is outside of the Kubernetes cluster. */
export function edgesOf(values: Values): readonly Edge[] {
  const consumers = (Object.keys(flows) as Consumer[]).flatMap((consumer) => callersOf(consumer, values).flatMap((caller) => edges(consumer, caller, values)));
  return [...consumers, ...(goesOutside(values) === true ? storeEdges(values) : [])];
}

function edges(consumer: Consumer, caller: Caller, values: Values): readonly Edge[] {
  const { from, ingress, egress } = caller;
  const policies = values.networkPolicy.enabled ? { ingress, ...(egress !== undefined && { egress }) } : {};
  const edge = ({ name, ...way }: Way, node: string): Edge => ({ from, to: { node, row: name }, ...way, policies });
  if (consumer === 'ingress' || consumer === 'consoleMonitoring') return [edge({ ...consolePort, isUsed: true }, ids.console)];
  const { schemaRegistry } = caller;
  const ways = waysOf(consumer, values, schemaRegistry === undefined ? {} : { schemaRegistry });
  // Metrics are served without a login.
  return ways.map((way) => edge(consumer === 'monitoring' ? { ...way, login: 'none' } : way, ids.brokers));
}

function storeEdges(values: Values): readonly Edge[] {
  const egress = callersOf('broker', values)[0]!.egress!;
  const from: End = { node: ids.brokers };
  const policies = values.networkPolicy.enabled ? { egress } : {};
  return storeWays(values).map(({ name, ...way }) => ({ from, to: { node: ids.store, row: name }, ...way, isUsed: true, policies }));
}
