import fc from 'fast-check';
import { componentName, Component, selectorLabels } from '../../kubernetes/labels';
import { Graph } from '../../graph/graph';
import { platformGraph } from '../../graph/platform-graph';
import { plainFiles } from '../../output/plain';
import { Consumer, connections, flows } from '../../redpanda/connection';
import { listeners } from '../../redpanda/listener';
import { valuesAround } from '../../values/section';
import type { Values } from '../../values/types';
import { KubeObject, objectsIn, ownValues, valuesOf } from '../platform/objects';
import { validValues } from '../output/valid-values';
import { runs } from '../template/runs';

/** Without patches, which may change what a policy says. */
const anyValues = validValues.map((part) => valuesAround({ ...part, patches: [] }));

const rowOf = (graph: Graph, node: string, row?: string) => graph.nodes.find(({ id }) => id === node)!.rows.find(({ id }) => id === row);

/** Who a policy means by a peer, as the picture calls them. */
function meant(values: Values, peer: KubeObject): string {
  const labels = JSON.stringify(peer.podSelector?.matchLabels);
  const own = (['broker', 'console', 'topics', 'settings', 'users', 'acls', 'quotas', 'schemas'] as Component[]).find((component) => JSON.stringify(selectorLabels(values, component)) === labels);
  if (peer.ipBlock) return peer.ipBlock.cidr as string;
  if (!peer.namespaceSelector) return componentName(values.name, own!) as string;
  const pods = Object.entries((peer.podSelector?.matchLabels ?? {}) as Record<string, string>).map(([key, value]) => `${key}=${value}`);
  return [peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name'], ...(pods.length > 0 ? pods : ['all pods'])].join(' ');
}

/** The same of where an arrow begins. */
function drawn(values: Values, graph: Graph, { node, row }: Graph['edges'][number]['from']): string {
  const { namespace, kind } = graph.nodes.find(({ id }) => id === node)!;
  if (kind === 'brokers' || kind === 'console') return componentName(values.name, kind === 'console' ? 'console' : 'broker') as string;
  const { cells } = rowOf(graph, node, row)!;
  if (kind === 'jobs') return cells[0]![0]!;
  if (kind === 'clients') return namespace === undefined ? [cells[0]![0], ...cells[1]!.slice(1)].join(' ') : [namespace, ...cells[0]!.slice(1)].join(' ');
  return cells[0]!.join(' ').replace(/^namespace /, '');
}

const sorted = (all: readonly string[]) => [...new Set(all)].sort();

test('what the picture shows is what NetworkPolicies let in, by policy, peer and port', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const graph = platformGraph(values);
      const policies = objectsIn([...plainFiles(values).values()].join('---\n')).filter(({ kind }) => kind === 'NetworkPolicy');
      const admitted = policies.flatMap(({ metadata, spec }) =>
        ((spec.ingress ?? []) as KubeObject[]).flatMap(({ from, ports }) => from.flatMap((peer: KubeObject) => ports.map(({ port }: KubeObject) => `${metadata.name}: ${meant(values, peer)} to ${port}`))),
      );
      const shown = graph.edges.flatMap(({ from, port, policies: { ingress } }) => (ingress === undefined ? [] : [`${ingress}: ${drawn(values, graph, from)} to ${port}`]));
      expect(sorted(shown)).toEqual(sorted(admitted as string[]));
    }),
    runs(20),
  );
}, 60_000);

test('where it shows a policy that lets pods out, that policy does so, and it shows all that lead to pods', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const graph = platformGraph(values);
      const policies = objectsIn([...plainFiles(values).values()].join('---\n')).filter(({ kind }) => kind === 'NetworkPolicy');
      const rules = policies.flatMap(({ metadata, spec }) => ((spec.egress ?? []) as KubeObject[]).flatMap(({ to, ports }) => ports.map(({ port }: KubeObject) => ({ is: `${metadata.name} to ${port}`, port, to }))));
      const isToPods = ({ to, port }: KubeObject) => port !== 53 && port !== 5353 && to.some((peer: KubeObject) => peer.podSelector);
      const shown = graph.edges.flatMap(({ port, policies: { egress } }) => (egress === undefined ? [] : [`${egress} to ${port}`]));
      expect(rules.map(({ is }) => is)).toEqual(expect.arrayContaining(shown));
      expect(shown).toEqual(expect.arrayContaining(rules.filter(isToPods).map(({ is }) => is)));
    }),
    runs(20),
  );
}, 60_000);

test('without NetworkPolicies it shows the same connections, and says that there are none', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const withPolicies = (enabled: boolean) => platformGraph({ ...values, networkPolicy: { ...values.networkPolicy, egressCidrs: ['0.0.0.0/0'], enabled } });
      const open = withPolicies(false);
      expect(open.edges).toEqual(withPolicies(true).edges.map((edge) => ({ ...edge, policies: {} })));
      expect(open.title).toMatch(/without NetworkPolicies$/);
    }),
    runs(20),
  );
}, 60_000);

test('of each consumer it shows the ports that its connections have, secured as they are', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const { edges } = platformGraph(values);
      const used = edges.filter(({ isUsed, to }) => isUsed && to.node === 'brokers');
      const of: Partial<Record<Consumer, string>> = { broker: 'brokers', console: 'Console' };
      for (const [consumer, node] of Object.entries(of) as ['broker' | 'console', string][]) {
        if (!used.some(({ from }) => from.node === node)) continue;
        const ways = Object.values(connections(consumer, values)).map(({ service: { port, tls, login } }) => [port, tls, login]);
        const shown = used.filter(({ from }) => from.node === node).map(({ port, tls, login }) => [port, tls, login === 'password']);
        const isRpc = ([port]: unknown[]) => port === listeners.rpc.port;
        expect(shown.filter((way) => !isRpc(way)).sort()).toEqual(ways.filter((way) => !isRpc(way)).sort());
      }
      for (const client of values.clients) {
        const { kafka, schemaRegistry } = connections('client', values);
        const ways = client.schemaRegistry === false ? [kafka] : [kafka, schemaRegistry];
        const shown = used.filter(({ from }) => from.node.startsWith('clients') && from.row === client.name);
        expect(shown.map(({ port, tls, login }) => [port, tls, login === 'password']).sort()).toEqual(ways.map(({ service: { port, tls, login } }) => [port, tls, login]).sort());
      }
    }),
    runs(20),
  );
}, 60_000);

test('every end of a connection is there', () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const graph = platformGraph(values);
      const ends = graph.edges.flatMap(({ from, to }) => [from, to]);
      expect(ends.filter(({ node, row }) => (row === undefined ? !graph.nodes.some(({ id }) => id === node) : rowOf(graph, node, row) === undefined))).toEqual([]);
    }),
    runs(20),
  );
}, 60_000);

const example = (...texts: string[]) => platformGraph(valuesOf(ownValues, ...texts));
const topicsOf = (graph: Graph) => graph.nodes.find(({ id }) => id === 'topics')!.rows.map(({ cells }) => cells.map((lines) => lines.join(' ')));

test('a topic has those who name it or a beginning of its name, and what nobody declares is said to be so', () => {
  const graph = example(`
topics: [{ name: orders, description: As they are placed, partitions: 6 }, { name: orders.v2 }, { name: bills, replicationFactor: 1 }]
schemas: []
clients:
  - { name: shop, namespace: shop, produces: [orders], consumes: [bills] }
  - { name: audit, namespace: audit, consumes: ['*'] }
  - { name: crm, namespace: crm, consumes: [orders*], produces: [crm-*] }`);
  expect(topicsOf(graph)).toEqual([
    ['orders As they are placed', '6 × 3', 'shop', 'audit, crm'],
    ['orders.v2', '3 × 3', '', 'audit, crm'],
    ['bills', '3 × 1', '', 'shop, audit'],
    ['crm-*', 'not declared', 'crm', 'audit'],
  ]);
});

test('where there are logins, users who may use a topic by an ACL are there, too', () => {
  const acls = "acls: [{ user: importer, topics: [model-training-events], operations: [write] }, { user: '*', topics: [prediction-events], operations: [all] }, { user: importer, topics: ['*'], operations: [read], permission: deny }]";
  const sasl = 'sasl: { enabled: true, superuser: { secretName: superuser } }';
  expect(topicsOf(example(acls, sasl)).map(([name, , produced, consumed]) => [name!.split(' ')[0], produced, consumed])).toEqual([
    ['model-training-events', 'services, user importer', 'services'],
    ['model-deployment-events', 'services', 'services'],
    ['prediction-events', 'services, every user', 'services, every user'],
    ['model-evaluation-events', 'services', 'services'],
  ]);
});

test('of thousands of topics the first are shown and the others counted', () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `t${index}` }));
  const graph = example(JSON.stringify({ topics: many, schemas: [], clients: [] }));
  expect(topicsOf(graph).length).toBe(61);
  expect(topicsOf(graph).at(-1)![0]).toBe('and 940 topics more');
  expect(graph.nodes.find(({ id }) => id === 'topics')).toMatchObject({ title: '1000 topics', notes: ['3000 partitions, 9000 replicas'] });
});

const secureOf = ({ edges }: Graph) => edges.map(({ from, port, tls, login }) => `${from.node} ${port} ${tls ? 'TLS' : 'plaintext'} ${login}`);

test('with TLS and logins only metrics and the pages of Console are read without a login', () => {
  const secure = example('tls: { mode: cert-manager }\nsasl: { enabled: true, superuser: { secretName: superuser } }\nconsole: { ingress: { enabled: false } }');
  const weak = secureOf(secure).filter((edge) => !/TLS (password|certificate)$/.test(edge));
  expect(sorted(weak)).toEqual([`Ingress ${listeners.console.port} plaintext none`, `Prometheus ${listeners.console.port} plaintext none`, `Prometheus ${listeners.admin.port} TLS none`]);
});

test('while clients move, the port beside is shown as let in, and then as used', () => {
  const moving = (plaintext: string) => {
    const { edges } = example(`tls: { mode: cert-manager, plaintext: ${plaintext} }`);
    return edges.filter(({ from, to }) => from.node === 'Jobs' && from.row === 'redpanda-schemas' && to.node === 'brokers').map(({ port, isUsed }) => [port, isUsed]);
  };
  expect(moving('none')).toEqual([[listeners.schemaRegistry.port, true]]);
  expect(moving('open')).toEqual([[listeners.schemaRegistry.port, true], [listeners.plainRegistry.port, false]]);
  expect(moving('used')).toEqual([[listeners.schemaRegistry.port, false], [listeners.plainRegistry.port, true]]);
});

test('every consumer of the seam is in some picture', () => {
  const all = example('tls: { mode: cert-manager }\nsasl: { enabled: true, superuser: { secretName: superuser } }\nusers: [{ name: a, secretName: a }]\nquotas: [{ clientId: a, producerByteRate: 1 }]\ncluster: { log_retention_ms: 1000000 }\nbroker: { external: { type: LoadBalancer, domain: example.org } }');
  const shown = all.edges.map(({ from, to, port }) => [from.node, from.node === 'Jobs' ? from.row : '', to.node, port].join(' '));
  for (const [consumer, names] of Object.entries(flows)) {
    const node = { broker: 'brokers ', console: 'Console ', client: 'clients in services ', monitoring: 'Prometheus ', consoleMonitoring: 'Prometheus ', outside: 'outside ', ingress: 'Ingress ' }[consumer] ?? `Jobs redpanda-${consumer}`;
    for (const name of names) expect(shown).toContain(`${node} ${name === 'console' ? 'Console' : 'brokers'} ${listeners[name].port}`);
  }
});
