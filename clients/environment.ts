import type { Variable } from '../kubernetes/variable';
import { Cluster } from '../redpanda/cluster';
import { Connection, connections, HttpConnection } from '../redpanda/connection';
import { caKey, clientCaSecret, passwordKey } from '../redpanda/security';
import { and, contentHash, Expr, Input, lines, Lines, notFalse, or, orElse, OrExpr, text, when, When } from '../template';
import type { Client } from '../values/types';
import { FlavourName, flavours, variablesOf } from './flavours';
import { Facts, sources } from './flavours/flavour';
import { isThere, itemOf, lineOf, needsItem, Text, Value, variableOf } from './flavours/value';

/** What a client says of its environment. */
export type ClientValues = Pick<Client, 'name' | 'namespace' | 'flavour' | 'consumerGroup' | 'schemaRegistry' | 'user' | 'secretName'>;

/** How a client reaches the brokers. */
export interface ClientConnections {
  readonly kafka: Pick<Connection, 'server' | 'tls' | 'login'>;
  readonly schemaRegistry: Pick<HttpConnection, 'url' | 'tls' | 'login'>;
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
  private readonly flavour: Input<FlavourName>;
  readonly facts: Facts;

  constructor(cluster: Cluster, client: Input<ClientValues>, { kafka, schemaRegistry }: ClientConnections = clientConnections(cluster)) {
    const consumerGroup = orElse(client.consumerGroup, client.name);
    const usesRegistry = notFalse(client.schemaRegistry);
    this.flavour = orElse(client.flavour, 'generic');
    const { mechanism } = cluster.sasl;
    const user = orElse(client.user, client.name);
    const password = { secret: orElse(client.secretName, ''), key: passwordKey };
    const ca = { secret: clientCaSecret(cluster), key: caKey };
    const registry = { url: when(usesRegistry, schemaRegistry.url), tls: and(usesRegistry, schemaRegistry.tls), login: and(usesRegistry, schemaRegistry.login) };
    this.facts = { kafka, schemaRegistry: registry, consumerGroup, mechanism, user, password, ca };
    const secured = [kafka.tls, kafka.login, schemaRegistry.tls, schemaRegistry.login, mechanism, user, password.secret, ca.secret];
    this.configMap = text`${cluster.name}-${client.name}-env`;
    this.hash = contentHash(tablesHash, this.flavour, kafka.server, schemaRegistry.url, consumerGroup, usesRegistry, ...secured);
  }

  /** The items of a container's `env`, each there where the client's flavour has it. */
  get items(): readonly unknown[] {
    return this.all.map(([name, value]) => itemOf(name, value));
  }

  /** What a ConfigMap holds: the variables that are texts, and stay what they are. */
  get data(): Readonly<Record<string, Text>> {
    return Object.fromEntries(this.all.filter((one): one is [string, Text] => !needsItem(one[1])));
  }

  /** What a ConfigMap cannot hold, a line for each variable. */
  get others(): string | Lines | When<string | Lines> | undefined {
    const others = this.all.filter(([, value]) => needsItem(value));
    return when(anyOf(others.map(([, value]) => isThere(value))), lines(others.map(([name, value]) => lineOf(name, value))));
  }

  /** The variables in the order of the flavour's table, of a client whose values are known. */
  get variables(): readonly Variable[] {
    if (this.flavour instanceof Expr) throw new Error(`{{ ${this.flavour.helm()} }} is a flavour that only Helm knows, and so are its variables`);
    return flavours[this.flavour](this.facts).flatMap(({ variable, value, property }) => variableOf(variable, value, property) ?? []);
  }

  private get all(): [string, Value][] {
    return Object.entries(variablesOf(this.flavour, this.facts));
  }
}

function anyOf(conditions: readonly OrExpr<boolean>[]): OrExpr<boolean> {
  const [first = false, ...more] = new Map(conditions.map((one) => [one instanceof Expr ? one.helm() : one, one])).values();
  return more.length > 0 ? or(first, ...more) : first;
}

/** What is constant is hashed on its own, because Helm knows only the rest. */
const tablesHash = contentHash(Object.values(flavours).map((table) => table(sources)));
