import { Input } from '../template';
import { address, kafka, schemaRegistry, url } from './listener';
import { Domain, serviceHost } from './service-host';

/** Where clients find a cluster. */
export interface Addresses {
  /** Name of the cluster. */
  readonly name: Input<string>;
  /** Namespace of the cluster, if it is made here. */
  readonly namespace?: Input<string>;
  /** `HOST:PORT` to start from. */
  readonly bootstrapServers: Input<string>;
  readonly schemaRegistryUrl: Input<string>;
}

/** The addresses within the Kubernetes cluster, which lead to any of the brokers that are ready. */
export function addressesOf({ name, ...domain }: { readonly name: Input<string> } & Domain): Addresses {
  const host = serviceHost(name, domain);
  return { name, bootstrapServers: address(host, kafka), schemaRegistryUrl: url(host, schemaRegistry) };
}
