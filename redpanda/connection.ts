import { and, each, either, Input, named, not, OrExpr, text, upTo } from '../template';
import { brokerDomain, brokerHost, Cluster, clusterHost } from './cluster';
import { Listener, ListenerName, listeners, schemes, url } from './listener';
import { hasExternalClientAuth, speaksTls } from './security';

/** Who connects to what. There is no other way to a connection, and the NetworkPolicies admit this and nothing else. */
export const flows = {
  broker: ['rpc', 'kafka', 'admin', 'schemaRegistry'],
  console: ['kafka', 'schemaRegistry', 'admin'],
  topics: ['kafka', 'admin'],
  client: ['kafka', 'schemaRegistry'],
  monitoring: ['admin'],
  outside: ['external'],
  ingress: ['console'],
} as const satisfies Record<string, readonly ListenerName[]>;

export type Consumer = keyof typeof flows;

/** How a consumer reaches a listener. */
export interface Connection {
  readonly host: Input<string>;
  readonly port: number;
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
export function connections<C extends Exclude<Consumer, 'ingress'>>(consumer: C, cluster: Cluster) {
  const ways = flows[consumer].map((name) => [name, waysTo(name, cluster)]);
  return Object.fromEntries(ways) as { readonly [L in (typeof flows)[C][number]]: Ways<ConnectionTo<L>> };
}

function waysTo(name: Exclude<ListenerName, 'console'>, cluster: Cluster): Ways<Connection> {
  const listener: Listener = listeners[name];
  const tls = speaksTls(name, cluster);
  const isAsked = name === 'external' ? not(hasExternalClientAuth(cluster)) : true;
  const login = listener.hasLogin === true ? and(cluster.sasl.enabled, isAsked) : false;
  const to = (host: Input<string>) => connection(name, listener, host, tls, login);
  return {
    service: to(clusterHost(cluster)),
    // Certificates are made out to names, which Kubernetes knows of the pod: it expands this one.
    own: to(either(tls, text`$(POD_NAME).${brokerDomain(cluster)}`, '127.0.0.1')),
    brokers: (count, one) => each(upTo(count), (broker) => one(to(brokerHost(cluster, broker))), 'broker'),
  };
}

function connection(name: string, { port, isHttp }: Listener, host: Input<string>, tls: OrExpr<boolean>, login: OrExpr<boolean>): Connection | HttpConnection {
  const server = text`${host}:${port}`;
  const scheme = named(`redpanda.${name}Scheme`, `What URLs of the listener ${listeners[name as ListenerName].name} begin with`, either(tls, schemes.tls, schemes.plain));
  return { host, port, server, tls, login, ...(isHttp && { url: url(scheme, server) }) };
}
