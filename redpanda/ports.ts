import { and, OrExpr, when } from '../template';
import { Consumer, flows, plainListeners } from './connection';
import { Listener, listeners } from './listener';
import { isPlaintextOpen, Security } from './security';

const { kafka, external, schemaRegistry, admin, rpc, console } = listeners;

type Tls = Security['tls'];

const containerPort = ({ name, port }: Listener) => ({ name, containerPort: port });
const servicePort = ({ name, port }: Listener) => ({ name, port, targetPort: name });
const policyPort = ({ port }: Listener) => ({ protocol: 'TCP', port });

/** Ports with those of the listeners beside them, after the others, where there are any. */
const withPlain = <P>(tls: Tls, all: readonly Listener[], portOf: (listener: Listener) => P) => [
  ...all.map(portOf),
  ...Object.values(plainListeners).map((plain) => when(isPlaintextOpen(tls), portOf(plain))),
];

/** What containers open. */
export const containerPorts = {
  broker: (tls: Tls) => withPlain(tls, [kafka, external, schemaRegistry, admin, rpc], containerPort),
  console: [containerPort(console)],
};

/** What Services lead to. */
export const servicePorts = {
  broker: (tls: Tls) => withPlain(tls, [kafka, schemaRegistry, admin], servicePort),
  headless: (tls: Tls) => withPlain(tls, [kafka, schemaRegistry, admin, rpc], servicePort),
  console: [servicePort(console)],
};

/** Of the Services for clients outside of the cluster: Kafka's port there is the usual one. */
export const externalPort = { name: kafka.name, port: kafka.port, targetPort: external.name };

/**
 * What a NetworkPolicy opens for a consumer: all that it connects to, and what is beside that, because it may be on its way from one to the other.
 *
 * @param where on which conditions it connects to some of that
 */
export const policyPorts = <C extends Consumer>(consumer: C, tls: Tls, where: { readonly [L in (typeof flows)[C][number]]?: OrExpr<boolean> } = {}) =>
  flows[consumer].flatMap((name: (typeof flows)[C][number]) => {
    const condition = where[name];
    const [own, plain] = [policyPort(listeners[name]), plainListeners[name]];
    const isOpen = isPlaintextOpen(tls);
    return [condition === undefined ? own : when(condition, own), plain && when(condition === undefined ? isOpen : and(isOpen, condition), policyPort(plain))];
  });
