import { App, Chart } from 'cdk8s';
import { Platform } from '../../index';
import { KubeObject, objectsIn, platformOf, valuesOf } from '../platform/objects';

const key = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
const sorted = (objects: readonly KubeObject[]) => [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));

function byCdk8s(values: string): KubeObject[] {
  const app = new App();
  new Platform(new Chart(app, 'events'), 'platform', valuesOf(values));
  return objectsIn(app.synthYaml());
}

test.each([
  ['the default values', ''],
  ['one broker and nothing else', 'createNamespace: false\nbroker: { replicas: 1 }\nconsole: { enabled: false }\nnetworkPolicy: { enabled: false }\ntopics: []\nclients: []'],
  ['NodePorts', 'broker: { external: { type: NodePort, insecure: true, port: 30092, allowedCidrs: [] } }'],
  ['LoadBalancers', 'broker: { external: { type: LoadBalancer, insecure: true, domain: kafka.example.org, annotations: { a: "yes", b: "0777", c: "{{ x }}" } } }'],
  ['strings that look like something else', 'imagePullSecrets: ["1"]\nbroker: { nodeSelector: { a: "true", b: "1e3" }, tolerations: [{ key: "no", value: "0777" }] }\nconsole: { ingress: { hosts: ["no"], className: "7", annotations: { d: "2024-01-01", e: "~" } } }'],
])("with %s cdk8s's own synthesis is what the plain writer writes", (_, values) => {
  expect(sorted(byCdk8s(values))).toEqual(sorted(platformOf(values).objects));
});

const namespaces = (values: string): string[] => platformOf(values).objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);

test("a client's Namespace is made by nobody unless values ask for it", () => {
  expect(namespaces('clients: [{ name: orders, namespace: shop }, { name: billing, namespace: shop, createNamespace: false }]')).toEqual(['redpanda']);
});

test('clients in one namespace that all ask for it have one Namespace', () => {
  expect(namespaces('clients: [{ name: orders, namespace: shop, createNamespace: true }, { name: billing, namespace: shop, createNamespace: true }]')).toEqual(['redpanda', 'shop']);
});

test('a Namespace is made if one of its clients asks for it', () => {
  expect(namespaces('clients: [{ name: orders, namespace: shop, createNamespace: false }, { name: billing, namespace: shop, createNamespace: true }]')).toEqual(['redpanda', 'shop']);
});

test('a client beside the brokers has no say in their Namespace', () => {
  expect(namespaces('createNamespace: false\nclients: [{ name: orders, namespace: redpanda, createNamespace: true }]')).toEqual([]);
  expect(namespaces('clients: [{ name: orders, namespace: redpanda, createNamespace: true }]')).toEqual(['redpanda']);
});

test('the same values give the same objects for ever', () => {
  expect(byCdk8s('')).toEqual(byCdk8s(''));
});

test("a chart's labels come on top of the platform's own", () => {
  const chart = new Chart(new App(), 'events', { labels: { team: 'platform' } });
  new Platform(chart, 'platform', valuesOf());
  const labels = chart.toJson().flatMap(({ kind, metadata }) => (kind === 'Namespace' ? [] : [metadata.labels]));
  expect(labels.length).toBeGreaterThan(10);
  expect(labels.filter((one) => one.team !== 'platform' || !one['app.kubernetes.io/name'])).toEqual([]);
});

test('whatever values leave out has its default', () => {
  const app = new App();
  const chart = new Chart(app, 'events');
  new Platform(chart, 'platform', { broker: { replicas: 5 } });
  expect(sorted(chart.toJson())).toEqual(sorted(byCdk8s('broker: { replicas: 5 }')));
});

test('fails with all that is wrong with the values, and between them', () => {
  const make = () => new Platform(new Chart(new App(), 'events'), 'platform', { console: { replicas: -1 }, topics: [{ name: 'orders', replicationFactor: 5 }] });
  expect(make).toThrow(
    new Error(
      [
        'events/platform: console.replicas (-1) must be an integer from 1 to 10: it is the number of pods',
        'events/platform: topics[0].replicationFactor (5) must not exceed broker.replicas (3): each replica needs its own broker',
      ].join('\n'),
    ),
  );
});
