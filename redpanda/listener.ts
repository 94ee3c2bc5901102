import { Input, text } from '../template';

/** A port that brokers listen on, and all that its clients must know of it. */
export interface Listener {
  readonly name: string;
  readonly port: number;
}

/** Kafka's protocol, for clients within the Kubernetes cluster. */
export const kafka: Listener = { name: 'kafka', port: 9092 };
/** Kafka's protocol, advertised at addresses that can be reached from outside. */
export const external: Listener = { name: 'external', port: 9094 };
export const schemaRegistry: Listener = { name: 'schema-registry', port: 8081 };
/** The admin API, which also serves the metrics. */
export const admin: Listener = { name: 'admin', port: 9644 };
/** The brokers' talk among themselves. */
export const rpc: Listener = { name: 'rpc', port: 33145 };

export const address = (host: Input<string>, listener: Listener): Input<string> => text`${host}:${listener.port}`;
export const url = (host: Input<string>, listener: Listener): Input<string> => text`http://${host}:${listener.port}`;

export const containerPort = ({ name, port }: Listener) => ({ name, containerPort: port });
export const servicePort = ({ name, port }: Listener) => ({ name, port, targetPort: name });
export const policyPort = ({ port }: Listener) => ({ protocol: 'TCP', port });
