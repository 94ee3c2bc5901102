import type { Values } from '../values/types';
import { Addresses, addressesOf } from './addresses';
import { Environment, Variable } from './environment';

/** What a client's containers are given. */
export interface ClientEnvironment {
  readonly name: string;
  readonly namespace: string;
  /** The ConfigMap that holds the variables. */
  readonly configMap: string;
  readonly variables: readonly Variable[];
}

/**
 * The environments of the clients that values declare, as their ConfigMaps hold them.
 *
 * @param others addresses instead of the cluster's own
 */
export function clientEnvironments(values: Values, others: Partial<Addresses> = {}): ClientEnvironment[] {
  const { name, ...own } = addressesOf(values);
  const addresses = { name, bootstrapServers: others.bootstrapServers ?? own.bootstrapServers, schemaRegistryUrl: others.schemaRegistryUrl ?? own.schemaRegistryUrl };
  return values.clients.map((client) => {
    const { configMap, variables } = new Environment(addresses, client);
    return { name: client.name, namespace: client.namespace, configMap: configMap as string, variables };
  });
}
