import type { Variable } from '../kubernetes/variable';
import { Cluster } from '../redpanda/cluster';
import { Connection, connections, HttpConnection } from '../redpanda/connection';
import { contentHash, Expr, Input, notFalse, orElse, text, when } from '../template';
import type { Client } from '../values/types';
import { FlavourName, flavours, variablesOf } from './flavours';
import { Facts, Value } from './flavours/flavour';

/** What a client says of its environment. */
export type ClientValues = Pick<Client, 'name' | 'namespace' | 'flavour' | 'consumerGroup' | 'schemaRegistry'>;

/** How a client reaches the brokers. */
export interface ClientConnections {
  readonly kafka: Pick<Connection, 'server'>;
  readonly schemaRegistry: Pick<HttpConnection, 'url'>;
}

/** How the clients of a cluster reach it from within the Kubernetes cluster. */
export function clientConnections(cluster: Cluster): ClientConnections {
  const { kafka, schemaRegistry } = connections('client', cluster);
  return { kafka: kafka.service, schemaRegistry: schemaRegistry.service };
}

/** The environment of a client, whether its values are known or not. */
export class Environment {
  /** Name of the ConfigMap that holds the variables. */
  readonly configMap: Input<string>;
  /** Hash of all that the variables are made of. */
  readonly hash: Input<string>;
  readonly group: Input<string>;
  private readonly flavour: Input<FlavourName>;
  private readonly facts: Facts;

  constructor(cluster: Cluster, client: Input<ClientValues>, { kafka, schemaRegistry }: ClientConnections = clientConnections(cluster)) {
    const consumerGroup = orElse(client.consumerGroup, client.name);
    this.group = consumerGroup;
    const usesRegistry = notFalse(client.schemaRegistry);
    this.flavour = orElse(client.flavour, 'generic');
    this.facts = { kafka, schemaRegistry: { url: when(usesRegistry, schemaRegistry.url) }, consumerGroup };
    this.configMap = text`${cluster.name}-${client.name}-env`;
    this.hash = contentHash(tablesHash, this.flavour, kafka.server, schemaRegistry.url, consumerGroup, usesRegistry);
  }

  /** Every variable by its name, there where the client's flavour has it. */
  get data(): Readonly<Record<string, Value>> {
    return variablesOf(this.flavour, this.facts);
  }

  /** The variables in the order of the flavour's table, of a client whose values are known. */
  get variables(): readonly Variable[] {
    if (this.flavour instanceof Expr) throw new Error(`{{ ${this.flavour.helm()} }} is a flavour that only Helm knows, and so are its variables`);
    return flavours[this.flavour](this.facts).flatMap(({ variable, value, property }) => (value === undefined ? [] : [{ name: variable, value: value as string, property }]));
  }
}

/** What is constant is hashed on its own, because Helm knows only the rest. */
const tablesHash = contentHash(Object.values(flavours).map((table) => table({ kafka: { server: '' }, schemaRegistry: { url: '' }, consumerGroup: '' })));
