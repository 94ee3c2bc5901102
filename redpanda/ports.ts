import { OrExpr, when } from '../template';
import { Consumer, flows } from './connection';
import { Listener, listeners } from './listener';

const { kafka, external, schemaRegistry, admin, rpc, console } = listeners;

const containerPort = ({ name, port }: Listener) => ({ name, containerPort: port });
const servicePort = ({ name, port }: Listener) => ({ name, port, targetPort: name });
const policyPort = ({ port }: Listener) => ({ protocol: 'TCP', port });

/** What containers open. */
export const containerPorts = {
  broker: [kafka, external, schemaRegistry, admin, rpc].map(containerPort),
  console: [containerPort(console)],
};

/** What Services lead to. */
export const servicePorts = {
  broker: [kafka, schemaRegistry, admin].map(servicePort),
  headless: [kafka, schemaRegistry, admin, rpc].map(servicePort),
  console: [servicePort(console)],
};

/** Of the Services for clients outside of the cluster: Kafka's port there is the usual one. */
export const externalPort = { name: kafka.name, port: kafka.port, targetPort: external.name };

/**
 * What a NetworkPolicy opens for a consumer: all that it connects to.
 *
 * @param where on which conditions it connects to some of that
 */
export const policyPorts = <C extends Consumer>(consumer: C, where: { readonly [L in (typeof flows)[C][number]]?: OrExpr<boolean> } = {}) =>
  flows[consumer].map((name: (typeof flows)[C][number]) => when(where[name] ?? true, policyPort(listeners[name])));
