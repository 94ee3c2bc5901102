import { parse } from 'yaml';
import { RedpandaCluster, RedpandaConsole, type RedpandaClusterProps, type RedpandaConsoleProps } from '../../index';
import { containerOf, synth } from './synth';

function console(props: Omit<RedpandaConsoleProps, 'cluster'> = {}, cluster: RedpandaClusterProps = {}) {
  return synth((chart) => void new RedpandaConsole(chart, 'console', { cluster: new RedpandaCluster(chart, 'cluster', cluster), ...props }));
}

const deployment = (...props: Parameters<typeof console>) => console(...props).only('Deployment', 'redpanda-console');

test("Console's configuration names the brokers, schema registries and admin APIs of all brokers", () => {
  const host = (ordinal: number) => `redpanda-${ordinal}.redpanda-headless.redpanda.svc.cluster.local`;
  const config = parse(console().only('ConfigMap', 'redpanda-console').data['config.yaml']);
  expect(config).toEqual({
    kafka: { brokers: [0, 1, 2].map((ordinal) => `${host(ordinal)}:9092`), startup: { maxRetries: expect.any(Number) } },
    schemaRegistry: { enabled: true, urls: [0, 1, 2].map((ordinal) => `http://${host(ordinal)}:8081`) },
    redpanda: { adminApi: { enabled: true, urls: [0, 1, 2].map((ordinal) => `http://${host(ordinal)}:9644`) } },
    server: { listenPort: 8080 },
    analytics: { enabled: false },
  });
});

test("Console's own keys stand among those of the platform, however deep", () => {
  const config = { kafka: { clientId: 'a', startup: { retryInterval: '5s' } }, redpanda: { adminApi: { startup: { maxRetries: 9 } } }, server: { compressionLevel: 1 }, serde: { cbor: { enabled: true } } };
  const read = (props = {}) => parse(console(props).only('ConfigMap', 'redpanda-console').data['config.yaml']);
  const ours = read();
  expect(read({ config })).toEqual({
    ...ours,
    kafka: { ...ours.kafka, clientId: 'a', startup: { ...ours.kafka.startup, retryInterval: '5s' } },
    redpanda: { adminApi: { ...ours.redpanda.adminApi, startup: { maxRetries: 9 } } },
    server: { ...ours.server, compressionLevel: 1 },
    serde: { cbor: { enabled: true } },
  });
});

test('what is empty in the values stays so, because it means something else than nothing', () => {
  const config = { console: { api: { enabledProcedures: [] } } };
  expect(parse(console({ config }).only('ConfigMap', 'redpanda-console').data['config.yaml'])).toMatchObject(config);
});

test('Console takes its path off a request itself, so its probes have none', () => {
  const made = console({ basePath: '/kafka' });
  expect(parse(made.only('ConfigMap', 'redpanda-console').data['config.yaml']).server).toEqual({ listenPort: 8080, basePath: '/kafka' });
  expect(containerOf(made.only('Deployment')).livenessProbe.httpGet.path).toBe('/admin/health');
  expect(made.only('Deployment').spec.template).not.toEqual(deployment().spec.template);
});

test('another key restarts Console, which reads its file once', () => {
  expect(deployment({ config: { logger: { level: 'debug' } } }).spec.template).not.toEqual(deployment().spec.template);
});

test('Console tries to reach Kafka for longer than its startup probe waits, and for less than its sum of all waiting times can hold', () => {
  const { maxRetries } = parse(console().only('ConfigMap', 'redpanda-console').data['config.yaml']).kafka.startup;
  const { periodSeconds, failureThreshold } = containerOf(deployment()).startupProbe;
  // The waiting times are 1, 2, 4 … and from then on 60 seconds, and a try itself may fail at once.
  const leastSeconds = 63 + (maxRetries - 7) * 60;
  // Console counts 6 seconds for each try, sums up in a loop before it listens, and holds the sum in 64 bits of nanoseconds.
  const mostSeconds = maxRetries * 66;
  expect(leastSeconds).toBeGreaterThan(periodSeconds * failureThreshold);
  expect(mostSeconds).toBeLessThan(2 ** 63 / 1e9);
  expect(maxRetries).toBeLessThanOrEqual(1_000_000);
});

test('Console knows every broker of a larger cluster', () => {
  const config = parse(console({}, { replicas: 5 }).only('ConfigMap', 'redpanda-console').data['config.yaml']);
  expect([config.kafka.brokers, config.schemaRegistry.urls, config.redpanda.adminApi.urls].map(({ length }) => length)).toEqual([5, 5, 5]);
});

test("Console's Service leads to its pods", () => {
  expect(console().only('Service', 'redpanda-console').spec).toEqual({ selector: { app: 'redpanda-console' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] });
});

test.each(['livenessProbe', 'readinessProbe'])("Console's %s asks /admin/health, where no login is needed", (probe) => {
  expect(containerOf(deployment())[probe].httpGet).toEqual({ path: '/admin/health', port: 'http' });
});

test('Console reads the file that is mounted', () => {
  const { args, volumeMounts } = containerOf(deployment());
  expect(args).toEqual(['--config.filepath=/etc/console/config.yaml']);
  expect(volumeMounts).toContainEqual({ name: 'config', mountPath: '/etc/console', readOnly: true });
});

test('Console has the image, the pods and the resources that it is given', () => {
  const made = deployment({ image: 'registry.example.org/console:v3.11.0', replicas: 2, resources: { limits: { memory: '2Gi' } } });
  expect(made.spec.replicas).toBe(2);
  expect(containerOf(made)).toMatchObject({
    image: 'registry.example.org/console:v3.11.0',
    resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { cpu: '1000m', memory: '2Gi' } },
  });
});

test("Console runs as the user of its own image, which is not that of Redpanda's", () => {
  expect(deployment().spec.template.spec.securityContext).toMatchObject({ runAsUser: 99, runAsGroup: 99, fsGroup: 99 });
});

test('a drain takes one pod of Console at a time, also the only one, and any that does not serve', () => {
  expect(console().only('PodDisruptionBudget', 'redpanda-console').spec).toEqual({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: { app: 'redpanda-console' } } });
});

test('pods of Console are spread over hosts and zones where there are several', () => {
  const { affinity, topologySpreadConstraints } = deployment().spec.template.spec;
  const labelSelector = { matchLabels: { app: 'redpanda-console' } };
  expect(affinity.podAntiAffinity).toEqual({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } }] });
  expect(topologySpreadConstraints).toEqual([{ topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector }]);
});

test("Console is pulled with the cluster's Secrets", () => {
  expect(deployment({}, { imagePullSecrets: ['registry'] }).spec.template.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
});

test.each<[string, RedpandaClusterProps]>([
  ['number of brokers', { replicas: 5 }],
  ['name', { name: 'events' }],
  ['namespace', { namespace: 'streams' }],
  ['cluster domain', { clusterDomain: 'k8s.example.org' }],
])('another %s restarts Console, which reads its file once', (_, props) => {
  const hash = (cluster: RedpandaClusterProps) => console({}, cluster).only('Deployment').spec.template.metadata.annotations['checksum/config'];
  expect(hash(props)).not.toBe(hash({}));
});

test.each<[string, RedpandaClusterProps]>([
  ['image of the brokers', { image: 'registry.example.org/redpanda:v27.1.0' }],
  ['size of the brokers', { resources: { limits: { memory: '8Gi' } } }],
])('another %s does not restart Console', (_, props) => {
  expect(deployment({}, props)).toEqual(deployment());
});

test.each<[string, Omit<RedpandaConsoleProps, 'cluster'>, string]>([
  ['no pods', { replicas: 0 }, 'replicas (0) must be an integer from 1 to 10: it is the number of pods'],
  ['the tag latest', { image: 'redpandadata/console:latest' }, 'console.image (redpandadata/console:latest) must not have the tag latest: an image that is not pinned changes on its own'],
  [
    'more CPUs requested than admitted',
    { resources: { requests: { cpu: 2 } } },
    'console.resources.requests.cpu (2) must not exceed console.resources.limits.cpu (1000m): Kubernetes refuses a request above the limit',
  ],
])('fails with %s', (_, props, message) => {
  expect(() => console(props)).toThrow(new Error(`test/console: ${message}`));
});

test("Console's Service reads like this", () => {
  expect(console().only('Service', 'redpanda-console')).toMatchSnapshot();
});
