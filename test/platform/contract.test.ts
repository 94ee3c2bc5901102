import { clientEnvironments } from '../../clients/client-environments';
import { containerOf, Synthesized } from '../constructs/synth';
import { ownValues, platformOf } from './objects';

// What teams of the ML platform rely on: values.yaml may add to it, and must not take it away.

const { values, objects } = platformOf(ownValues);
const made = new Synthesized(objects);
const brokers = made.only('StatefulSet', 'redpanda');

test('clients reach Kafka, the schema registry and the admin API at redpanda.model-registry', () => {
  const { metadata, spec } = made.only('Service', 'redpanda');
  expect(metadata).toMatchObject({ name: 'redpanda', namespace: 'model-registry' });
  expect(spec.ports.map(({ port }: { port: number }) => port)).toEqual([9092, 8081, 9644]);
});

test('microservices get the two variables in a ConfigMap of the namespace services', () => {
  const { metadata, data } = made.only('ConfigMap', 'redpanda-services-env');
  expect(metadata.namespace).toBe('services');
  expect(data).toEqual({
    KAFKA_BOOTSTRAP_SERVERS: 'redpanda.model-registry.svc.cluster.local:9092',
    KAFKA_SCHEMA_REGISTRY_URL: 'http://redpanda.model-registry.svc.cluster.local:8081',
  });
});

test("a service that uses Spring's variables is in the group ml-platform-group", () => {
  const [services] = values.clients;
  const [environment] = clientEnvironments({ ...values, clients: [{ ...services!, flavour: 'spring' }] });
  expect(environment?.variables).toContainEqual(expect.objectContaining({ name: 'SPRING_KAFKA_CONSUMER_GROUP_ID', value: 'ml-platform-group' }));
});

test('Console is at http://kafka.local', () => {
  const { rules, tls } = made.only('Ingress', 'redpanda-console').spec;
  expect([rules[0].host, tls]).toEqual(['kafka.local', undefined]);
});

test('the topics are the four of the ML events', () => {
  const lines = ['topic model-training-events 3', 'topic model-deployment-events 3', 'topic prediction-events 3', 'topic model-evaluation-events 3'];
  expect(made.only('ConfigMap', 'redpanda-topics-0').data.topics).toBe(`${lines.join('\n')}\n`);
});

test('there are three brokers, found by app=redpanda', () => {
  expect(brokers.spec).toMatchObject({ replicas: 3, selector: { matchLabels: { app: 'redpanda' } } });
});

test('a broker has 2Gi and one CPU, and at most 4Gi and two', () => {
  expect(containerOf(brokers).resources).toMatchObject({ requests: { memory: '2Gi', cpu: '1000m' }, limits: { memory: '4Gi', cpu: '2000m' } });
});

test('a broker has a volume redpanda-data of 10Gi from local-path', () => {
  expect(brokers.spec.volumeClaimTemplates).toEqual([
    { metadata: { name: 'redpanda-data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, storageClassName: 'local-path' } },
  ]);
});

test('pods of the namespace services are admitted to Kafka and the schema registry', () => {
  const { apiVersion, metadata, spec } = made.only('NetworkPolicy', 'redpanda-allow-services');
  expect({ apiVersion, metadata: { name: metadata.name, namespace: metadata.namespace }, spec }).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    metadata: { name: 'redpanda-allow-services', namespace: 'model-registry' },
    spec: {
      podSelector: { matchLabels: { app: 'redpanda' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'services' } } }],
          ports: [
            { protocol: 'TCP', port: 9092 },
            { protocol: 'TCP', port: 8081 },
          ],
        },
      ],
    },
  });
});
