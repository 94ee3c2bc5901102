import { each, Input, text, upTo } from '../template';
import { brokerHost, Cluster, clusterHost } from './cluster';
import { Listener, listeners, url } from './listener';

type ListenerName = keyof typeof listeners;

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

type ConnectionTo<L extends ListenerName> = (typeof listeners)[L] extends { readonly scheme: string } ? HttpConnection : Connection;

/** What a consumer reaches of the brokers of a cluster. */
export function connections<C extends Exclude<Consumer, 'ingress'>>(consumer: C, cluster: Cluster) {
  const ways = flows[consumer].map((name) => [name, waysTo(listeners[name], cluster)]);
  return Object.fromEntries(ways) as { readonly [L in (typeof flows)[C][number]]: Ways<ConnectionTo<L>> };
}

function waysTo(listener: Listener, cluster: Cluster): Ways<Connection> {
  return {
    service: connection(listener, clusterHost(cluster)),
    own: connection(listener, '127.0.0.1'),
    brokers: (count, one) => each(upTo(count), (broker) => one(connection(listener, brokerHost(cluster, broker))), 'broker'),
  };
}

function connection({ port, scheme }: Listener, host: Input<string>): Connection | HttpConnection {
  const server = text`${host}:${port}`;
  return { host, port, server, ...(scheme !== undefined && { url: url(scheme, server) }) };
}
