import { RedpandaCluster, RedpandaConsole, RedpandaNetworkPolicies } from '../../index';
import { containerOf, env, synth } from './synth';

const adopted = {
  serviceName: 'redpanda',
  brokerSelector: { 'app.kubernetes.io/component': 'redpanda-statefulset', 'app.kubernetes.io/name': 'redpanda' },
  consoleSelector: { app: 'console' },
  claimName: 'datadir',
  claimLabels: { team: 'streams' },
} as const;
const made = synth((chart) => {
  const cluster = new RedpandaCluster(chart, 'cluster', { adopted, external: { type: 'NodePort', port: 30092, insecure: true } });
  new RedpandaConsole(chart, 'console', { cluster });
  new RedpandaNetworkPolicies(chart, 'policies', { cluster });
});
const brokers = made.only('StatefulSet', 'redpanda');

test('an adopted StatefulSet keeps what Kubernetes never changes', () => {
  expect(brokers.spec).toMatchObject({ serviceName: 'redpanda', selector: { matchLabels: adopted.brokerSelector } });
  expect(brokers.spec.volumeClaimTemplates).toEqual([
    { metadata: { name: 'datadir', labels: { team: 'streams' } }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } },
  ]);
});

test('its pods wear the labels that select them, and those of ours that are no others of the same key', () => {
  expect(brokers.spec.template.metadata.labels).toEqual({
    ...adopted.brokerSelector,
    app: 'redpanda',
    'app.kubernetes.io/instance': 'redpanda',
    'app.kubernetes.io/part-of': 'redpanda',
  });
});

test('the volume is mounted where the data is', () => {
  expect(containerOf(brokers).volumeMounts).toContainEqual({ name: 'datadir', mountPath: '/var/lib/redpanda/data' });
});

test('where the headless Service has the name of the cluster, the one for clients has another', () => {
  expect(made.only('Service', 'redpanda').spec).toMatchObject({ clusterIP: 'None', selector: adopted.brokerSelector });
  expect(made.only('Service', 'redpanda-clients').spec).toEqual({ selector: adopted.brokerSelector, ports: expect.any(Array) });
  expect(env(containerOf(brokers))).toMatchObject({
    BROKER_DOMAIN: 'redpanda.redpanda.svc.cluster.local',
    SERVICE_URL: 'http://redpanda-clients.redpanda.svc.cluster.local:9644',
  });
});

test('whoever selects the pods does it by the labels that also the pods of before have', () => {
  const selectors = [...made.all('Service').map(({ spec }) => spec.selector), ...made.all('PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels), ...made.all('NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels)];
  const pod = { 'statefulset.kubernetes.io/pod-name': expect.any(String) };
  for (const selector of selectors) expect([adopted.brokerSelector, { ...adopted.brokerSelector, ...pod }, adopted.consoleSelector, { app: 'redpanda-topics' }]).toContainEqual(selector);
});
