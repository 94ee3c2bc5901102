import { componentName } from '../kubernetes/labels';
import { canonicalQuantity } from '../kubernetes/quantity';
import { externalHost } from '../redpanda/cluster';
import { ListenerName, listeners } from '../redpanda/listener';
import { fromRegistry } from '../values/schema/image';
import type { Client, Peer, Values } from '../values/types';
import { clientsId, ids, jobsOf } from './callers';
import type { Edge, Node, Row } from './graph';
import { counted } from './listed';
import { brokerPorts, consolePort, Port } from './ports';
import { secured } from './security';
import { storeWays } from './store';
import { topicsNode } from './topics';

/** Everybody and everything that is there. */
export function nodesOf(values: Values, edges: readonly Edge[]): readonly Node[] {
  const { networkPolicy } = values;
  const nodes = [
    ...clientNodes(values, edges),
    jobsNode(values, edges),
    ...(values.console.enabled ? [ingressNode(values), consoleNode(values)] : []),
    peersNode(ids.monitoring, 'Prometheus', networkPolicy.monitoring, ['reads metrics, without a login']),
    outsideNode(values),
    brokersNode(values, edges),
    topicsNode(values),
    storeNode(values),
  ];
  return nodes.flatMap((node) => (node ? [{ ...node, notes: [...node.notes, ...admission(node, edges)] }] : []));
}

/** The policies that let in a node; those of clients stand in the clients' rows. */
function admission({ id, kind }: Node, edges: readonly Edge[]): readonly string[] {
  if (kind === 'clients') return [];
  const policies = new Set(edges.filter(({ from, to }) => from.node === id && to.node !== id).flatMap(({ policies }) => policies.ingress ?? []));
  return policies.size > 0 ? [`admitted by ${[...policies].join(', ')}`] : [];
}

/** The ports that a row, or a whole node, connects to. */
function portsOf(edges: readonly Edge[], node: string, row?: string): string {
  const ports = edges.filter(({ from, isUsed }) => isUsed && from.node === node && from.row === row).map(({ port }) => port);
  return [...new Set(ports)].join(', ');
}

const selected = (labels: Client['podSelector']): readonly string[] => {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length > 0 ? pairs : ['all pods'];
};

function clientNodes(values: Values, edges: readonly Edge[]): readonly Node[] {
  const nodes = new Map<string, Client[]>();
  for (const client of values.clients) {
    const id = clientsId(values, client);
    nodes.set(id, [...(nodes.get(id) ?? []), client]);
  }
  const byNamespace = (a: Client, b: Client) => (a.namespace < b.namespace ? -1 : a.namespace > b.namespace ? 1 : 0);
  return [...nodes].map(([id, clients]) => {
    const namespaces = new Set(clients.map(({ namespace }) => namespace));
    const isShared = id === 'clients';
    return {
      id,
      kind: 'clients',
      ...(!isShared && { namespace: clients[0]!.namespace }),
      title: `${counted(clients.length, 'client')}${isShared ? ` in ${counted(namespaces.size, 'namespace')}` : ''}`,
      notes: [],
      heads: [...(isShared ? ['namespace'] : []), 'client, pods', 'consumer group, user', 'ports', ...(values.networkPolicy.enabled ? ['admitted by'] : [])],
      rows: clients.sort(byNamespace).map((client) => clientRow(values, client, portsOf(edges, id, client.name), edges, isShared)),
    };
  });
}

function clientRow({ sasl }: Values, client: Client, ports: string, edges: readonly Edge[], isShared: boolean): Row {
  const { name, namespace, consumerGroup = name, user = name, podSelector } = client;
  const { ingress, egress } = edges.find(({ from }) => from.row === name && from.node.startsWith('clients'))?.policies ?? {};
  const policies = ingress === undefined ? [] : [[ingress, ...(egress === undefined ? [] : [`and ${egress}`])]];
  return { id: name, cells: [...(isShared ? [[namespace]] : []), [name, ...selected(podSelector)], [consumerGroup, ...(sasl.enabled ? [`user ${user}`] : [])], [ports], ...policies] };
}

function jobsNode(values: Values, edges: readonly Edge[]): Node {
  const { namespace, name, topics, cluster, users, quotas, schemas, prune } = values;
  const work = (count: number, word: string, gone: readonly unknown[] = []) => [...(count > 0 || gone.length === 0 ? [counted(count, word)] : []), ...(gone.length > 0 ? [`${gone.length} to remove`] : [])].join(', ');
  const declared: { readonly [J in ReturnType<typeof jobsOf>[number]]: string } = {
    settings: work(Object.keys(cluster).length, 'setting'),
    users: work(users.length, 'user', prune.users),
    topics: work(topics.length, 'topic', prune.topics),
    acls: 'rights of users',
    quotas: work(quotas.length, 'quota', prune.quotas),
    schemas: work(schemas.length, 'schema', prune.subjects),
  };
  const rows = jobsOf(values).map((job) => {
    const id = componentName(name, job) as string;
    return { id, cells: [[id], [declared[job]], [portsOf(edges, ids.jobs, id)]] };
  });
  return { id: ids.jobs, kind: 'jobs', namespace, title: counted(rows.length, 'Job'), notes: [], heads: ['Job', 'looks after', 'ports'], rows };
}

/** What is to be said of each port. */
const meaning: { readonly [L in ListenerName]: string } = {
  kafka: 'Kafka',
  external: 'Kafka, from outside',
  schemaRegistry: 'schema registry',
  plainKafka: 'Kafka, while clients move',
  plainRegistry: 'registry, while clients move',
  admin: 'admin API, metrics',
  rpc: 'brokers among themselves',
  console: 'pages, metrics',
};

function portRow({ name, port, ...security }: Port, means = meaning[keyOf(name)]): Row {
  return { id: name, cells: [[String(port)], [means], [secured(security)]], security };
}

const keyOf = (name: string) => (Object.keys(listeners) as ListenerName[]).find((key) => listeners[key].name === name)!;

function consoleNode({ namespace, name, console, global }: Values): Node {
  const image = fromRegistry(console.image, global.imageRegistry) as string;
  return {
    id: ids.console,
    kind: 'console',
    namespace,
    title: 'Console',
    notes: [`Deployment ${componentName(name, 'console') as string}, ${counted(console.replicas, 'pod')}`, image],
    rows: [portRow(consolePort)],
  };
}

/** How people reach Console, and whose pods may. */
function ingressNode({ console, networkPolicy }: Values): Node | undefined {
  const { ingress, route, basePath } = console;
  const path = basePath === '/' ? '' : basePath;
  const isSecured = secured({ tls: ingress.tlsSecretName !== '', login: ingress.basicAuthSecretName !== '' ? 'password' : 'none' });
  const gateways = route.parentRefs.map(({ name, namespace }) => `Gateway ${namespace === undefined ? '' : `${namespace}/`}${name}`);
  const notes = [
    ...(ingress.enabled ? [...ingress.hosts.map((host) => `${host}${path}`), isSecured] : []),
    ...(route.enabled ? [`by ${gateways.join(', ')}`, ...route.hostnames.map((host) => `${host}${path}`), 'HTTPRoute, no login'] : []),
  ];
  const title = ingress.enabled ? (route.enabled ? 'Ingress and HTTPRoute' : 'Ingress') : route.enabled ? 'HTTPRoute' : 'May reach Console';
  if (notes.length === 0 && networkPolicy.ingress.length === 0) return undefined;
  return { id: ids.ingress, kind: 'others', title, notes, rows: peerRows(networkPolicy.ingress) };
}

function peersNode(id: string, title: string, peers: readonly Peer[], notes: readonly string[]): Node | undefined {
  return peers.length === 0 ? undefined : { id, kind: 'others', title, notes, rows: peerRows(peers) };
}

const peerRows = (peers: readonly Peer[]): readonly Row[] =>
  peers.map(({ namespace, podSelector, cidr }, index) => ({ id: String(index), cells: [cidr === undefined ? [`namespace ${namespace}`, ...selected(podSelector)] : [cidr]] }));

function outsideNode({ name, broker }: Values): Node | undefined {
  const { type, port, domain, allowedCidrs } = broker.external;
  if (type === 'ClusterIP') return undefined;
  const last = broker.replicas - 1;
  const hosts = domain === '' ? [] : [...new Set([0, last])].map((number) => externalHost(`${name}-${number}`, { domain }) as string);
  const ports = type === 'NodePort' ? (last === 0 ? `port ${port}` : `ports ${port} to ${port + last}`) : `port ${listeners.kafka.port}`;
  const notes = [`by ${type}, ${ports}`, ...(hosts.length > 0 ? [hosts.join(' … ')] : [])];
  return { id: ids.outside, kind: 'others', title: 'Clients outside of Kubernetes', notes, rows: allowedCidrs.map((cidr, index) => ({ id: String(index), cells: [[cidr]] })) };
}

function brokersNode(values: Values, edges: readonly Edge[]): Node {
  const { namespace, name, broker, global } = values;
  const { cpu, memory } = broker.resources.requests;
  const each = `${String(canonicalQuantity(cpu))} CPU, ${memory} memory, ${broker.storage.size} disk${broker.replicas > 1 ? ' each' : ''}`;
  return {
    id: ids.brokers,
    kind: 'brokers',
    namespace,
    title: counted(broker.replicas, 'broker'),
    notes: [`StatefulSet ${name}`, fromRegistry(broker.image, global.imageRegistry) as string, each, `among themselves: ${portsOf(edges.filter(({ to }) => to.node === ids.brokers), ids.brokers)}`],
    rows: brokerPorts(values).map((port) => portRow(port, port.name === listeners.external.name && broker.external.type === 'ClusterIP' ? 'Kafka, by port-forward' : undefined)),
  };
}

function storeNode(values: Values): Node | undefined {
  const ways = storeWays(values);
  if (ways.length === 0) return undefined;
  const { enabled, egressCidrs } = values.networkPolicy;
  return {
    id: ids.store,
    kind: 'others',
    title: 'Outside of Kubernetes',
    notes: enabled ? egressCidrs : [],
    rows: ways.map(({ name, port, ...security }) => ({ id: name, cells: [[String(port)], [name], [secured(security)]], security })),
  };
}
