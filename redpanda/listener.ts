import { Input, text } from '../template';

/** A port of the platform's pods, and all that whoever asks there must know of it. */
export interface Listener {
  /** Name of the port, by which Services, probes, port-forwards and `tls.listeners` call it. */
  readonly name: string;
  readonly port: number;
  /** Whether HTTP is what it speaks. */
  readonly isHttp?: true;
  /** Whether it asks for a user where the cluster has SASL: Kafka by SCRAM, HTTP by basic authentication. */
  readonly hasLogin?: true;
}

/** What URLs begin with, without and with TLS. */
export const schemes = { plain: 'http', tls: 'https' };

export const listeners = {
  /** Kafka's protocol, for clients within the Kubernetes cluster. */
  kafka: { name: 'kafka', port: 9092, hasLogin: true },
  /** Kafka's protocol, advertised at addresses that can be reached from outside. */
  external: { name: 'external', port: 9094, hasLogin: true },
  schemaRegistry: { name: 'schema-registry', port: 8081, isHttp: true, hasLogin: true },
  /** The same as `kafka` and `schemaRegistry` without TLS and login, while clients move: where `tls.plaintext` is not none. */
  plainKafka: { name: 'plain-kafka', port: 9095 },
  plainRegistry: { name: 'plain-registry', port: 8085, isHttp: true },
  /** The admin API, which also serves the metrics. */
  admin: { name: 'admin', port: 9644, isHttp: true, hasLogin: true },
  /** The brokers' talk among themselves. */
  rpc: { name: 'rpc', port: 33145 },
  /** Console's pages. */
  console: { name: 'http', port: 8080, isHttp: true },
} satisfies Record<string, Listener>;

export type ListenerName = keyof typeof listeners;

export const url = (scheme: Input<string>, host: Input<string>): Input<string> => text`${scheme}://${host}`;
