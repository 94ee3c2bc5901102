import { Testing } from 'cdk8s';
import { app, Shop } from '../../examples/microservice';
import { objectsIn } from '../platform/objects';
import { env, Synthesized } from './synth';

const shop = new Synthesized(objectsIn(app.synthYaml()));
const kafka = { KAFKA_BOOTSTRAP_SERVERS: 'shop.shop-events.svc.cluster.local:9092', KAFKA_SCHEMA_REGISTRY_URL: 'http://shop.shop-events.svc.cluster.local:8081' };

test("a user's App has the objects of every construct", () => {
  expect(shop.objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name.replace(/-[0-9a-f]{8}$/, '')}`)).toEqual([
    'Namespace /shop-events',
    'Namespace /shop',
    'ServiceAccount shop-events/shop',
    'ConfigMap shop-events/shop-config',
    'Service shop-events/shop',
    'Service shop-events/shop-headless',
    'Service shop-events/shop-external',
    'PodDisruptionBudget shop-events/shop',
    'StatefulSet shop-events/shop',
    'ConfigMap shop-events/shop-console',
    'Service shop-events/shop-console',
    'PodDisruptionBudget shop-events/shop-console',
    'Deployment shop-events/shop-console',
    'Ingress shop-events/shop-console',
    'ConfigMap shop-events/shop-topics',
    'ConfigMap shop-events/shop-topics-0',
    'Job shop-events/shop-topics',
    'NetworkPolicy shop-events/shop-brokers',
    'NetworkPolicy shop-events/shop-console',
    'NetworkPolicy shop-events/shop-topics',
    'NetworkPolicy shop-events/shop-allow-checkout',
    'NetworkPolicy shop/shop-egress-checkout',
    'Deployment shop/checkout',
    'ConfigMap shop/shop-checkout-env',
  ]);
});

test("a user's service gets the addresses of the brokers, beside the variables of its own", () => {
  const [container] = shop.only('Deployment', 'checkout').spec.template.spec.containers;
  expect(env(container)).toMatchObject({ ...kafka, SPRING_KAFKA_CONSUMER_GROUP_ID: 'checkout' });
});

test("a user's service finds the same variables in the ConfigMap of its namespace", () => {
  const [container] = shop.only('Deployment', 'checkout').spec.template.spec.containers;
  expect(shop.only('ConfigMap', 'shop-checkout-env')).toMatchObject({ metadata: { namespace: 'shop' }, data: env(container) });
});

test("the brokers admit the pods of the user's service", () => {
  const [{ from }] = shop.only('NetworkPolicy', 'shop-allow-checkout').spec.ingress;
  expect(from).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, podSelector: { matchLabels: { app: 'checkout' } } }]);
});

test('the brokers have the size and the volumes that the user asks for', () => {
  const { template, volumeClaimTemplates } = shop.only('StatefulSet', 'shop').spec;
  expect(template.spec.containers[0].resources).toMatchObject({ requests: { cpu: '2', memory: '8Gi' }, limits: { cpu: '2', memory: '8Gi' } });
  expect(volumeClaimTemplates[0].spec).toMatchObject({ storageClassName: 'fast', resources: { requests: { storage: '100Gi' } } });
});

test("Console is published with the user's certificate and users", () => {
  const { metadata, spec } = shop.only('Ingress', 'shop-console');
  expect(spec).toMatchObject({ ingressClassName: 'nginx', tls: [{ hosts: ['kafka.shop.example.org'], secretName: 'console-tls' }] });
  expect(metadata.annotations['nginx.ingress.kubernetes.io/auth-secret']).toBe('console-users');
});

test("the topics are the user's", () => {
  expect(shop.only('ConfigMap', 'shop-topics-0').data.topics).toBe('topic orders 12\nconfig retention.ms 604800000\ntopic customers 3\nconfig cleanup.policy compact\n');
});

test("cdk8s's Testing sees the same objects as the App's YAML", () => {
  expect(Testing.synth(new Shop(Testing.app(), 'shop'))).toEqual(shop.objects);
});
