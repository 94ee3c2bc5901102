import { and, each, either, Input, named, not, or, OrExpr, text, upTo } from '../template';
import { brokerDomain, brokerHost, Cluster, clusterHost } from './cluster';
import { Listener, ListenerName, listeners, schemes, url } from './listener';
import { hasExternalClientAuth, isPlaintextUsed, Security, speaksTls } from './security';

/** Who connects to what. There is no other way to a connection, and the NetworkPolicies admit this and nothing else. */
export const flows = {
  broker: ['rpc', 'kafka', 'admin', 'schemaRegistry'],
  console: ['kafka', 'schemaRegistry', 'admin'],
  topics: ['kafka', 'admin'],
  settings: ['admin'],
  users: ['admin'],
  acls: ['kafka'],
  quotas: ['kafka'],
  schemas: ['schemaRegistry'],
  client: ['kafka', 'schemaRegistry'],
  monitoring: ['admin'],
  outside: ['external'],
  ingress: ['console'],
  consoleMonitoring: ['console'],
} as const satisfies Record<string, readonly ListenerName[]>;

export type Consumer = keyof typeof flows;
/** Those that bring the cluster to what is declared. */
export type ConvergeConsumer = 'topics' | 'settings' | 'users' | 'acls' | 'quotas' | 'schemas';

/** What brokers can have beside a listener, without TLS and login. */
export const plainListeners: { readonly [L in ListenerName]?: Listener } = { kafka: listeners.plainKafka, schemaRegistry: listeners.plainRegistry };

/** How a consumer reaches a listener. */
export interface Connection {
  readonly host: Input<string>;
  readonly port: OrExpr<number>;
  /** `HOST:PORT`. */
  readonly server: Input<string>;
  /** Whether it must speak TLS. */
  readonly tls: OrExpr<boolean>;
  /** Whether it is asked for a user and a password. */
  readonly login: OrExpr<boolean>;
}

/** How it reaches one that speaks HTTP. */
export interface HttpConnection extends Connection {
  readonly url: Input<string>;
}

/** The ways to a listener of the brokers. */
export interface Ways<C extends Connection> {
  /** To any broker that is ready. */
  readonly service: C;
  /** To the broker in whose pod the consumer is. */
  readonly own: C;
  /** To each of so many brokers. */
  brokers<const R>(count: Input<number>, one: (broker: C) => R): ReturnType<typeof each<R>>;
}

type ConnectionTo<L extends ListenerName> = (typeof listeners)[L] extends { readonly isHttp: true } ? HttpConnection : Connection;

/** What a consumer reaches of the brokers of a cluster. */
export function connections<C extends Exclude<Consumer, 'ingress' | 'consoleMonitoring'>>(consumer: C, cluster: Cluster) {
  const ways = flows[consumer].map((name) => [name, waysTo(name, cluster)]);
  return Object.fromEntries(ways) as { readonly [L in (typeof flows)[C][number]]: Ways<ConnectionTo<L>> };
}

type Reached = Exclude<(typeof flows)[Consumer][number], 'console'>;

/** What a listener wants of whoever connects to it, or the one beside it, as long as that is used instead. */
export function wanted(name: Reached, cluster: Pick<Security, 'tls' | 'sasl'>): Pick<Connection, 'port' | 'tls' | 'login'> {
  const { port, hasLogin }: Listener = listeners[name];
  const { enabled } = cluster.sasl;
  const asks = name === 'external' ? and(enabled, not(hasExternalClientAuth(cluster))) : enabled;
  const own = { port, tls: speaksTls(name, cluster), login: hasLogin === true ? asks : false };
  const plain = plainListeners[name];
  if (!plain) return own;
  const isUsed = isPlaintextUsed(cluster.tls);
  return {
    port: named(`redpanda.${name}Port`, `Port that clients of ${listeners[name].name} connect to`, either(isUsed, plain.port, port)),
    tls: named(`redpanda.${name}WantsTls`, `Whether clients of ${listeners[name].name} speak TLS`, and(own.tls, not(isUsed))),
    login: named(`redpanda.${name}WantsLogin`, `Whether clients of ${listeners[name].name} log in`, and(own.login, not(isUsed))),
  };
}

/** Whether a consumer speaks TLS with any of the listeners that it connects to, and so needs the CA's certificate. */
export const needsCa = (consumer: 'console' | ConvergeConsumer, cluster: Pick<Security, 'tls' | 'sasl'>): OrExpr<boolean> => or(...flows[consumer].map((name) => wanted(name, cluster).tls));

function waysTo(name: Reached, cluster: Cluster): Ways<Connection> {
  const way = wanted(name, cluster);
  const to = (host: Input<string>) => connection(name, { ...way, host });
  return {
    service: to(clusterHost(cluster)),
    // Certificates are made out to names, which Kubernetes knows of the pod: it expands this one.
    own: to(either(way.tls, text`$(POD_NAME).${brokerDomain(cluster)}`, '127.0.0.1')),
    brokers: (count, one) => each(upTo(count), (broker) => one(to(brokerHost(cluster, broker))), 'broker'),
  };
}

function connection(name: Reached, way: Omit<Connection, 'server'>): Connection | HttpConnection {
  const listener: Listener = listeners[name];
  const server = text`${way.host}:${way.port}`;
  const scheme = named(`redpanda.${name}Scheme`, `What URLs of the listener ${listener.name} begin with`, either(way.tls, schemes.tls, schemes.plain));
  return { ...way, server, ...(listener.isHttp && { url: url(scheme, server) }) };
}
