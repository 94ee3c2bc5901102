import { componentName } from '../kubernetes/labels';
import { partsOf } from '../constructs/parts';
import { Consumer } from '../redpanda/connection';
import { policyName } from '../redpanda/policy-name';
import type { Client, Values } from '../values/types';
import type { End } from './graph';

/** Somebody who connects to the platform, or to whom it is open. */
export interface Caller {
  readonly from: End;
  /** The policy that lets it in. */
  readonly ingress: string;
  /** The one that lets it out, where it is not free to go anywhere. */
  readonly egress?: string;
  /** Whether it uses the schema registry, where that is its choice. */
  readonly schemaRegistry?: boolean;
}

export const ids = { brokers: 'brokers', console: 'Console', jobs: 'Jobs', ingress: 'Ingress', monitoring: 'Prometheus', outside: 'outside', store: 'outside of Kubernetes' } as const;

/** More namespaces of clients than these share a box. */
const mostNamespaces = 4;

export const clientsId = (values: Values, { namespace }: Pick<Client, 'namespace'>): string =>
  new Set(values.clients.map((client) => client.namespace)).size > mostNamespaces ? 'clients' : `clients in ${namespace}`;

/** The Jobs that a platform has. */
export function jobsOf(values: Values) {
  const { settings, users, acls, quotas, schemas } = partsOf(values);
  const there = { settings, users, topics: true, acls, quotas, schemas };
  return (Object.keys(there) as (keyof typeof there)[]).filter((job) => there[job] === true);
}

/** Who there is of each consumer. */
export function callersOf(consumer: Consumer, values: Values): readonly Caller[] {
  return callers[consumer](values);
}

type Callers = (values: Values) => readonly Caller[];

const callers: { readonly [C in Consumer]: Callers } = {
  broker: (values) => [own(values, 'broker', { node: ids.brokers })],
  console: (values) => (values.console.enabled ? [own(values, 'console', { node: ids.console })] : []),
  topics: ofJob('topics'),
  settings: ofJob('settings'),
  users: ofJob('users'),
  acls: ofJob('acls'),
  quotas: ofJob('quotas'),
  schemas: ofJob('schemas'),
  client: (values) =>
    values.clients.map((client) => ({
      from: { node: clientsId(values, client), row: client.name },
      ingress: policyName.allow(values.name, client.name) as string,
      ...(client.egressPolicy === true && { egress: policyName.egress(values.name, client.name) as string }),
      schemaRegistry: client.schemaRegistry !== false,
    })),
  monitoring: (values) => peers(ids.monitoring, values.networkPolicy.monitoring, brokersPolicy(values)),
  outside: (values) => (values.broker.external.type === 'ClusterIP' ? [] : peers(ids.outside, values.broker.external.allowedCidrs, policyName.external(values.name) as string)),
  ingress: ofConsole(ids.ingress, 'ingress'),
  consoleMonitoring: ofConsole(ids.monitoring, 'monitoring'),
};

const brokersPolicy = ({ name }: Values) => policyName.of(name, 'broker') as string;

function own(values: Values, pods: Parameters<typeof policyName.of>[1], from: End): Caller {
  return { from, ingress: brokersPolicy(values), egress: policyName.of(values.name, pods) as string };
}

function ofJob(job: ReturnType<typeof jobsOf>[number]): Callers {
  return (values) => (jobsOf(values).includes(job) ? [own(values, job, { node: ids.jobs, row: componentName(values.name, job) as string })] : []);
}

function ofConsole(node: string, list: 'ingress' | 'monitoring'): Callers {
  return (values) => (values.console.enabled ? peers(node, values.networkPolicy[list], policyName.of(values.name, 'console') as string) : []);
}

const peers = (node: string, list: readonly unknown[], ingress: string): readonly Caller[] => list.map((_, index) => ({ from: { node, row: String(index) }, ingress }));
