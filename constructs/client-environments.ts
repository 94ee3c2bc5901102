import type { Values } from '../values/types';
import { addressesOf } from './addresses';
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
 * @param bootstrapServers `HOST:PORT` to start from instead of the cluster's own
 */
export function clientEnvironments(values: Values, bootstrapServers?: string): ClientEnvironment[] {
  const addresses = addressesOf(values);
  return values.clients.map((client) => {
    const { configMap, variables } = new Environment({ ...addresses, bootstrapServers: bootstrapServers ?? addresses.bootstrapServers }, client);
    return { name: client.name, namespace: client.namespace, configMap: configMap as string, variables };
  });
}
