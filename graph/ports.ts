import { Consumer, flows, plainListeners, wanted } from '../redpanda/connection';
import { Listener, ListenerName, listeners } from '../redpanda/listener';
import { containerPorts, policyPorts } from '../redpanda/ports';
import { hasExternalClientAuth } from '../redpanda/security';
import type { When } from '../template';
import type { Values } from '../values/types';
import type { Security } from './graph';

/** A port of a pod, by the name of its listener. */
export interface Port extends Security {
  readonly name: string;
  readonly port: number;
}

/** A port that somebody may connect to, and whether that is what it connects to. */
export interface Way extends Port {
  readonly isUsed: boolean;
}

type BrokerConsumer = Exclude<Consumer, 'ingress' | 'consoleMonitoring'>;
type Wanting = Parameters<typeof wanted>[0];

const open: Security = { tls: false, login: 'none' };

export const consolePort: Port = { ...portOf(listeners.console), ...open };

/** The ports of a broker, in the order of its container's. */
export function brokerPorts(values: Values): readonly Port[] {
  const there = known(containerPorts.broker(values.tls)).map(({ containerPort }) => containerPort);
  const all = (Object.entries(listeners) as [ListenerName, Listener][]).map(([key, listener]) => ({ ...portOf(listener), ...securityOf(key, values) }));
  return there.flatMap((port) => all.filter((one) => one.port === port));
}

/** The ways of a consumer to the brokers. */
export function waysOf(consumer: BrokerConsumer, values: Values, where: { readonly schemaRegistry?: boolean } = {}): readonly Way[] {
  const used = flows[consumer].map((name) => wanted(name, values).port);
  const admitted = known(policyPorts(consumer, values.tls, where)).map(({ port }) => port);
  return brokerPorts(values).filter(({ port }) => admitted.includes(port)).map((port) => ({ ...port, isUsed: used.includes(port.port) }));
}

function portOf({ name, port }: Listener) {
  return { name, port };
}

const isWanting = (name: ListenerName): name is Wanting => name !== 'console' && !Object.values(plainListeners).includes(listeners[name]);

/** What a listener wants itself, whatever is beside it. */
function securityOf(name: ListenerName, values: Values): Security {
  if (!isWanting(name)) return open;
  const { tls, login } = wanted(name, { ...values, tls: { ...values.tls, plaintext: 'none' } });
  if (tls !== true) return { tls: false, login: login === true ? 'password' : 'none' };
  // Brokers know each other by their certificates, and so they may know clients from outside.
  const byCertificate = name === 'rpc' || (name === 'external' && hasExternalClientAuth(values) === true);
  return { tls, login: byCertificate ? 'certificate' : login === true ? 'password' : 'none' };
}

/** A list of values that are known holds what is there, and nothing in place of what is not. */
function known<T>(list: readonly T[]): Exclude<T, undefined | When<unknown>>[] {
  return list.filter((one) => one !== undefined) as Exclude<T, undefined | When<unknown>>[];
}
