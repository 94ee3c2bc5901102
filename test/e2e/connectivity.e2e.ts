import { KubeObject, ownValues, platformOf, podsIn } from '../platform/objects';
import { connections, Pod, Port } from './connectivity';

// Nothing here is computed from the policies: the arrows are what values, README and docs/design.md promise.

const dns: readonly Port[] = ['TCP/53', 'UDP/53', 'TCP/5353', 'UDP/5353'];
const ports: readonly Port[] = ['TCP/33145', 'TCP/9092', 'TCP/9094', 'TCP/9644', 'TCP/8081', 'TCP/8080', 'TCP/443', ...dns];

const strangers: readonly Pod[] = [
  { name: 'model-registry/stranger', labels: {} },
  { name: 'default/stranger', labels: { app: 'redpanda' } },
];
/** Who answers on clusters of the table in docs/network.md. */
const dnsServers: readonly Pod[] = [
  { name: 'kube-system/coredns', labels: { 'k8s-app': 'kube-dns' } },
  { name: 'openshift-dns/dns-default', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
  { name: 'node/nodelocal-dns-cache', labels: {}, ip: '169.254.20.10' },
  { name: 'node/gke-cloud-dns', labels: {}, ip: '169.254.169.254' },
  { name: 'node/aks-localdns', labels: {}, ip: '169.254.10.11' },
  { name: 'node/eks-auto-mode', labels: {}, ip: '172.20.0.10' },
];
const world: readonly Pod[] = [
  { name: 'monitoring/prometheus', labels: { app: 'prometheus' } },
  { name: 'ingress-nginx/controller', labels: { app: 'nginx' } },
  { name: 'kube-system/traefik', labels: { 'app.kubernetes.io/name': 'traefik', 'app.kubernetes.io/instance': 'traefik-kube-system' } },
  { name: 'services/app', labels: { app: 'java-service-1' } },
  ...dnsServers,
  ...strangers,
];

/** Who may reach whom on what. */
type Arrows = readonly (readonly [from: readonly string[], to: readonly string[], ports: readonly Port[]])[];

interface Scenario {
  readonly values: string;
  readonly others?: readonly Pod[];
  readonly arrows: Arrows;
  /** Pods of others that may reach nothing but resolvers and what the arrows say. */
  readonly shielded?: readonly string[];
  /** Whom our pods and the shielded ones may ask for names, or everybody whom no policy is about. */
  readonly resolvers?: readonly string[];
}

const [brokers, console, topics, schemas] = [['redpanda-0', 'redpanda-1', 'redpanda-2'].map((name) => `model-registry/${name}`), ['model-registry/redpanda-console'], ['model-registry/redpanda-topics'], ['model-registry/redpanda-schemas']];

const betweenOurs: Arrows = [
  [brokers, brokers, ['TCP/33145', 'TCP/9092', 'TCP/9644', 'TCP/8081']],
  [topics, brokers, ['TCP/9092', 'TCP/9644']],
  [schemas, brokers, ['TCP/8081']],
];
const consoleToBrokers: Arrows = [[console, brokers, ['TCP/9092', 'TCP/8081', 'TCP/9644']]];
const inside: Arrows = [...betweenOurs, [['monitoring/prometheus'], brokers, ['TCP/9644']]];
const withConsole: Arrows = [...consoleToBrokers, [['ingress-nginx/controller', 'kube-system/traefik', 'monitoring/prometheus'], console, ['TCP/8080']]];
const services: Arrows = [[['services/app'], brokers, ['TCP/9092', 'TCP/8081']]];

const shop: readonly Pod[] = [
  { name: 'shop/orders', labels: { app: 'orders', tier: 'backend' } },
  { name: 'shop/mail', labels: { app: 'mail' } },
  { name: 'shop/web', labels: { app: 'web' } },
  { name: 'stock/any', labels: { app: 'any' } },
];

const scenarios: Readonly<Record<string, Scenario>> = {
  'the values of this repository': { values: '', arrows: [...inside, ...withConsole, ...services] },
  'no Console': { values: 'console: { enabled: false }', arrows: [...inside, ...services] },
  'no clients': { values: 'clients: []', arrows: [...inside, ...withConsole] },
  NodePorts: {
    values: 'broker: { external: { type: NodePort, insecure: true, port: 30092, allowedCidrs: [192.168.7.0/24] } }',
    others: [
      { name: 'outside/admitted', labels: {}, ip: '192.168.7.9' },
      { name: 'outside/other', labels: {}, ip: '192.168.8.9' },
    ],
    arrows: [...inside, ...withConsole, ...services, [['outside/admitted'], brokers, ['TCP/9094']]],
  },
  'clients that say which pods they are, what they use and that they want to reach nothing else': {
    values: `clients:
      - { name: orders, namespace: shop, podSelector: { app: orders }, egressPolicy: true }
      - { name: mail, namespace: shop, podSelector: { app: mail }, schemaRegistry: false, egressPolicy: true }
      - { name: stock, namespace: stock, schemaRegistry: false }`,
    others: shop,
    arrows: [
      ...inside,
      ...withConsole,
      [['shop/orders'], brokers, ['TCP/9092', 'TCP/8081']],
      [['shop/mail', 'stock/any'], brokers, ['TCP/9092']],
    ],
    shielded: ['shop/orders', 'shop/mail'],
  },
  'an egress policy for all pods of a namespace': {
    values: 'clients: [{ name: shop, namespace: shop, egressPolicy: true }]',
    others: shop,
    arrows: [
      ...inside,
      ...withConsole,
      [['shop/orders', 'shop/mail', 'shop/web'], brokers, ['TCP/9092', 'TCP/8081']],
    ],
    shielded: ['shop/orders', 'shop/mail', 'shop/web'],
  },
  'other resolvers': {
    values: `
      networkPolicy: { dns: [{ namespace: kube-system, podSelector: { k8s-app: kube-dns } }, { cidr: 169.254.20.10/32 }] }
      clients: [{ name: orders, namespace: shop, podSelector: { app: orders }, egressPolicy: true }]`,
    others: shop,
    arrows: [...inside, ...withConsole, [['shop/orders'], brokers, ['TCP/9092', 'TCP/8081']]],
    shielded: ['shop/orders'],
    resolvers: ['kube-system/coredns', 'node/nodelocal-dns-cache'],
  },
  'other Ingress controllers and another Prometheus': {
    values: `
      networkPolicy:
        ingress: [{ namespace: edge, podSelector: { app: gateway } }, { cidr: 10.20.0.0/16 }, { cidr: 'fd00:20::/32' }]
        monitoring: [{ namespace: observability, podSelector: { app.kubernetes.io/name: prometheus } }, { cidr: 10.30.0.7/32 }]`,
    others: [
      { name: 'edge/gateway', labels: { app: 'gateway' } },
      { name: 'edge/other', labels: { app: 'other' } },
      { name: 'node/host-network', labels: {}, ip: '10.20.3.4' },
      { name: 'node/other', labels: {}, ip: '10.21.3.4' },
      { name: 'node/ipv6', labels: {}, ip: 'fd00:20::1' },
      { name: 'node/other-ipv6', labels: {}, ip: 'fd00:21::1' },
      { name: 'observability/prometheus', labels: { 'app.kubernetes.io/name': 'prometheus' } },
      { name: 'observability/grafana', labels: { 'app.kubernetes.io/name': 'grafana' } },
      { name: 'outside/prometheus', labels: {}, ip: '10.30.0.7' },
    ],
    arrows: [
      ...betweenOurs,
      ...consoleToBrokers,
      ...services,
      [['edge/gateway', 'node/host-network', 'node/ipv6', 'observability/prometheus', 'outside/prometheus'], console, ['TCP/8080']],
      [['observability/prometheus', 'outside/prometheus'], brokers, ['TCP/9644']],
    ],
  },
  'nobody admitted': {
    values: 'networkPolicy: { ingress: [], monitoring: [] }',
    arrows: [...betweenOurs, ...consoleToBrokers, ...services],
  },
};

/** The pods of a platform, without Console where there is none. */
function podsOf(objects: readonly KubeObject[]): Pod[] {
  return podsIn(objects).map(({ workload, namespace, labels }) => {
    const name = labels['statefulset.kubernetes.io/pod-name'] ?? (workload.metadata.name as string).replace(/(-schemas|-topics)-[0-9a-f]{8}$/, '$1');
    return { name: `${namespace}/${name}`, labels };
  });
}

function policiesOf(objects: readonly KubeObject[]): KubeObject[] {
  return objects.filter(({ kind }) => kind === 'NetworkPolicy');
}

/** The declared arrows, those to the resolvers, and those between pods that no policy is about. */
function declared({ arrows, shielded = [], others = [], resolvers }: Scenario, own: readonly Pod[]): string[] {
  const ours = own.map(({ name }) => name);
  const free = [...world, ...others].map(({ name }) => name);
  const open: Arrows = [
    [free.filter((name) => !shielded.includes(name)), free, ports],
    [[...ours, ...shielded], resolvers ?? free, dns],
  ];
  const all = [...arrows, ...open].flatMap(([from, to, on]) => from.flatMap((source) => to.flatMap((target) => (source === target ? [] : on.map((port) => `${source} -> ${target} ${port}`)))));
  const known = new Set([...ours, ...free]);
  const unknown = all.flatMap((arrow) => arrow.split(' ').slice(0, 3)).filter((word) => word.includes('/') && !known.has(word));
  if (unknown.length > 0) throw new Error(`${unknown[0]} is no pod of the scenario`);
  return [...new Set(all)];
}

/** What differs, a line each: `+` is possible and not declared, `-` the other way round. */
function difference(possible: readonly string[], meant: readonly string[]): string[] {
  const [is, should] = [new Set(possible), new Set(meant)];
  return [...possible.filter((arrow) => !should.has(arrow)).map((arrow) => `+ ${arrow}`), ...meant.filter((arrow) => !is.has(arrow)).map((arrow) => `- ${arrow}`)];
}

function compared(scenario: Scenario, keep: (policy: KubeObject) => boolean = () => true): string[] {
  const { objects } = platformOf(ownValues, scenario.values);
  const own = podsOf(objects);
  const pods = [...own, ...world, ...(scenario.others ?? [])];
  return difference(connections(policiesOf(objects).filter(keep), pods, ports), declared(scenario, own));
}

test.each(Object.entries(scenarios))('%s: pods reach what is declared, and nothing else', (_, scenario) => {
  expect(compared(scenario)).toEqual([]);
});

test('a policy that is missing shows in what can be reached', () => {
  const without = compared(scenarios['the values of this repository']!, ({ metadata }) => metadata.name !== 'redpanda-allow-services');
  expect(without.sort()).toEqual(brokers.flatMap((broker) => ['TCP/8081', 'TCP/9092'].map((port) => `- services/app -> ${broker} ${port}`)));
});

test('a policy that is too wide shows in what can be reached', () => {
  const { values } = scenarios['the values of this repository']!;
  const wide = compared({ values, arrows: [...inside, ...withConsole] });
  expect(wide.sort()).toEqual(brokers.flatMap((broker) => ['TCP/8081', 'TCP/9092'].map((port) => `+ services/app -> ${broker} ${port}`)));
});
