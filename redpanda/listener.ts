import { Input, text } from '../template';

/** A port of the platform's pods, and all that whoever asks there must know of it. */
export interface Listener {
  /** Name of the port, by which Services, probes and port-forwards call it. */
  readonly name: string;
  readonly port: number;
  /** What its URLs begin with; nothing where HTTP is not what it speaks. */
  readonly scheme?: string;
}

/** What URLs begin with, without and with TLS. */
export const schemes = { plain: 'http', tls: 'https' };

export const listeners = {
  /** Kafka's protocol, for clients within the Kubernetes cluster. */
  kafka: { name: 'kafka', port: 9092 },
  /** Kafka's protocol, advertised at addresses that can be reached from outside. */
  external: { name: 'external', port: 9094 },
  schemaRegistry: { name: 'schema-registry', port: 8081, scheme: schemes.plain },
  /** The admin API, which also serves the metrics. */
  admin: { name: 'admin', port: 9644, scheme: schemes.plain },
  /** The brokers' talk among themselves. */
  rpc: { name: 'rpc', port: 33145 },
  /** Console's pages. */
  console: { name: 'http', port: 8080, scheme: schemes.plain },
} satisfies Record<string, Listener>;

export const url = (scheme: Input<string>, host: Input<string>): Input<string> => text`${scheme}://${host}`;
