import { parse } from 'yaml';
import { RedpandaCluster, type RedpandaClusterProps, TopicJob } from '../../index';
import { containerOf, env, synth } from './synth';

const cluster = (props: RedpandaClusterProps = {}) => synth((chart) => void new RedpandaCluster(chart, 'cluster', props));
const brokers = (props: RedpandaClusterProps = {}) => cluster(props).only('StatefulSet', 'redpanda');
const config = (props: RedpandaClusterProps = {}) => cluster(props).only('ConfigMap', 'redpanda-config').data;
const ports = ({ spec }: { spec: { ports: { port: number; targetPort: string }[] } }) => Object.fromEntries(spec.ports.map(({ port, targetPort }) => [targetPort, port]));
const host = (ordinal: number) => `redpanda-${ordinal}.redpanda-headless.redpanda.svc.cluster.local`;

test('clients reach Kafka, the schema registry and the admin API at the ports that are theirs', () => {
  const { metadata, spec } = cluster().only('Service', 'redpanda');
  expect(metadata).toMatchObject({
    name: 'redpanda',
    namespace: 'redpanda',
  });
  expect(spec).toEqual({
    selector: { app: 'redpanda' },
    ports: [
      { name: 'kafka', port: 9092, targetPort: 'kafka' },
      { name: 'schema-registry', port: 8081, targetPort: 'schema-registry' },
      { name: 'admin', port: 9644, targetPort: 'admin' },
    ],
  });
});

test('a client is given the addresses of the Service', () => {
  synth((chart) => {
    const { bootstrapServers, schemaRegistryUrl } = new RedpandaCluster(chart, 'cluster');
    expect({ bootstrapServers, schemaRegistryUrl }).toEqual({
      bootstrapServers: 'redpanda.redpanda.svc.cluster.local:9092',
      schemaRegistryUrl: 'http://redpanda.redpanda.svc.cluster.local:8081',
    });
  });
});

test('a port-forward to redpanda-external reaches the listener that advertises the laptop', () => {
  const { spec } = cluster().only('Service', 'redpanda-external');
  expect(spec).toEqual({
    selector: { app: 'redpanda' },
    ports: [{ name: 'kafka', port: 9092, targetPort: 'external' }],
  });
});

test('brokers find each other by a headless Service before they are ready', () => {
  const service = cluster().only('Service', 'redpanda-headless');
  expect(service.spec).toMatchObject({
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    selector: { app: 'redpanda' },
  });
  expect(ports(service)).toEqual({
    kafka: 9092,
    'schema-registry': 8081,
    admin: 9644,
    rpc: 33145,
  });
});

test('there are three brokers, which start together', () => {
  expect(brokers().spec).toMatchObject({
    replicas: 3,
    podManagementPolicy: 'Parallel',
    serviceName: 'redpanda-headless',
    selector: { matchLabels: { app: 'redpanda' } },
  });
});

test('each broker has a volume of its own', () => {
  expect(brokers({ storage: { storageClassName: 'fast' } }).spec.volumeClaimTemplates).toEqual([
    {
      metadata: { name: 'redpanda-data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '10Gi' } },
        storageClassName: 'fast',
      },
    },
  ]);
});

test("without a storageClassName the volumes are of the cluster's default class", () => {
  const [claim] = brokers().spec.volumeClaimTemplates;
  expect(claim.spec).toEqual({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '10Gi' } },
  });
});

test('broker pods are found by app=redpanda', () => {
  expect(brokers().spec.template.metadata.labels).toEqual({
    app: 'redpanda',
    'app.kubernetes.io/name': 'redpanda',
    'app.kubernetes.io/instance': 'redpanda',
    'app.kubernetes.io/component': 'broker',
    'app.kubernetes.io/part-of': 'redpanda',
  });
});

test('two brokers never share a host, and spread over zones where they can', () => {
  const labelSelector = { matchLabels: { app: 'redpanda' } };
  const { affinity, topologySpreadConstraints } = brokers().spec.template.spec;
  expect(affinity).toEqual({
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector }],
    },
  });
  expect(topologySpreadConstraints).toEqual([
    {
      topologyKey: 'topology.kubernetes.io/zone',
      maxSkew: 1,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector,
    },
  ]);
});

test('a drain of nodes takes one broker at a time', () => {
  expect(cluster().only('PodDisruptionBudget', 'redpanda').spec).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'redpanda' } },
  });
});

test('all brokers have the same seeds, which are all brokers', () => {
  const seeds = parse(config({ replicas: 5 })['redpanda.yaml']).redpanda.seed_servers;
  expect(seeds).toEqual(
    [0, 1, 2, 3, 4].map((ordinal) => ({
      host: { address: host(ordinal), port: 33145 },
    })),
  );
});

test('a broker without seeds never founds a cluster, and no broker is given a number', () => {
  const { redpanda } = parse(config()['redpanda.yaml']);
  expect(redpanda.empty_seed_starts_cluster).toBe(false);
  expect(Object.keys(redpanda)).not.toContain('node_id');
});

test('the schema registry asks all brokers', () => {
  expect(parse(config()['redpanda.yaml']).schema_registry_client).toEqual({
    brokers: [0, 1, 2].map((ordinal) => ({
      address: host(ordinal),
      port: 9092,
    })),
  });
});

test('node properties stand in their section, beside those of the platform', () => {
  const properties = { redpanda: { crash_loop_limit: 3 }, schema_registry: { schema_registry_replication_factor: 1 }, schema_registry_client: { retries: 10 } } as const;
  const [all, ours] = [config({ config: properties }), config()].map((data) => parse(data['redpanda.yaml']));
  expect(all).toEqual({
    redpanda: { ...ours.redpanda, ...properties.redpanda },
    schema_registry: { ...ours.schema_registry, ...properties.schema_registry },
    schema_registry_client: { ...ours.schema_registry_client, ...properties.schema_registry_client },
  });
});

test('the start script is given the level of the logs and the flags, in their order', () => {
  expect(containerOf(brokers({ logLevel: 'warn', extraArgs: ['--lock-memory', '--mbind=0'] })).args).toEqual(['--default-log-level=warn', '--lock-memory', '--mbind=0']);
});

test('with rack awareness a broker is told the zone that Kubernetes tells its pod, and a new cluster spreads replicas over racks', () => {
  const rack = (props: RedpandaClusterProps) => containerOf(brokers(props)).env.find(({ name }: { name: string }) => name === 'RACK');
  const awareness = (props: RedpandaClusterProps) => parse(config(props)['bootstrap.yaml']).enable_rack_awareness;
  expect([rack({}), awareness({})]).toEqual([undefined, undefined]);
  expect(rack({ rackAwareness: true })).toEqual({ name: 'RACK', valueFrom: { fieldRef: { fieldPath: "metadata.labels['topology.kubernetes.io/zone']" } } });
  expect(awareness({ rackAwareness: true })).toBe(true);
});

test('without a level and flags the start script is given nothing', () => {
  expect(containerOf(brokers())).not.toHaveProperty('args');
});

test('a broker listens on every port that its container opens', () => {
  const { redpanda, schema_registry: registry } = parse(config()['redpanda.yaml']);
  const listening = [redpanda.rpc_server, ...redpanda.admin, ...redpanda.kafka_api, ...registry.schema_registry_api].map(({ port }) => port);
  expect(listening.sort()).toEqual(
    containerOf(brokers())
      .ports.map(({ containerPort }: { containerPort: number }) => containerPort)
      .sort(),
  );
});

test.each([1, 2])('with %i brokers nothing that Redpanda reads only once keeps topics at one replica for ever', (replicas) => {
  const { default_topic_replications: own, internal_topic_replication_factor: internal } = parse(config({ replicas })['bootstrap.yaml']);
  expect([own, internal]).toEqual([undefined, undefined]);
});

test.each([3, 5])('with %i brokers a topic whose maker does not say how many replicas it has gets three', (replicas) => {
  expect(parse(config({ replicas })['bootstrap.yaml'])).toMatchObject({ default_topic_replications: 3 });
});

test('nothing that needs a licence is switched on', () => {
  expect(parse(config()['bootstrap.yaml'])).toMatchObject({
    core_balancing_continuous: false,
    partition_autobalancing_mode: 'node_add',
  });
});

test('a broker has time to drain and to stop before it is killed', () => {
  const set = brokers();
  expect(set.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(Number(env(containerOf(set))['DRAIN_SECONDS']));
});

test('sizes come from the Downward API', () => {
  const { CPU_REQUEST, MEMORY_REQUEST } = env(containerOf(brokers()));
  expect(CPU_REQUEST).toEqual({
    resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' },
  });
  expect(MEMORY_REQUEST).toEqual({
    resourceFieldRef: { resource: 'requests.memory', divisor: '1Mi' },
  });
});

test.each(['startupProbe', 'livenessProbe', 'readinessProbe'])('the %s runs the probe script, which reads the body of the answer', (probe) => {
  expect(containerOf(brokers())[probe].exec.command).toEqual(['bash', '/etc/redpanda-source/probe.sh', probe.replace('Probe', '')]);
});

test.each([
  ['a start may take 20 minutes, and is noticed within 5 seconds', 'startupProbe', { periodSeconds: 5, failureThreshold: 240 }],
  ['a broker is restarted when its admin API was silent for a minute', 'livenessProbe', { periodSeconds: 10, failureThreshold: 6 }],
  ['a broker that is ready is found by clients within 5 seconds, and one that is not is let go after three tries', 'readinessProbe', { periodSeconds: 5, failureThreshold: 3 }],
])('%s', (_, probe, numbers) => {
  expect(containerOf(brokers())[probe]).toMatchObject(numbers);
});

test.each([
  ['startupProbe', 'startup | liveness'],
  ['livenessProbe', 'startup | liveness'],
  ['readinessProbe', 'readiness'],
])('the %s has time for its script, which otherwise could not say why it failed', (probe, kind) => {
  const limit = config()['probe.sh'].split(`${kind}) limit=\${PROBE_SECONDS:-`)[1].split('}')[0];
  expect(containerOf(brokers())[probe].timeoutSeconds).toBeGreaterThanOrEqual(Number(limit) + 2);
});

test("brokers run as the user of Redpanda's image, to whom the volume is given", () => {
  expect(brokers().spec.template.spec.securityContext).toMatchObject({ runAsUser: 101, runAsGroup: 101, fsGroup: 101 });
});

test('no broker has an init container', () => {
  expect(brokers().spec.template.spec.initContainers).toBeUndefined();
});

test('a number of CPUs becomes a quantity, which is a string', () => {
  expect(containerOf(brokers({ resources: { requests: { cpu: 2, memory: '4Gi' }, limits: { cpu: 2 } } })).resources).toMatchObject({ requests: { cpu: '2' }, limits: { cpu: '2' } });
});

// What a StatefulSet can never change, and what restarts all brokers.

const immutable = (props: RedpandaClusterProps) => {
  const { selector, serviceName, podManagementPolicy, volumeClaimTemplates } = brokers(props).spec;
  return { selector, serviceName, podManagementPolicy, volumeClaimTemplates };
};

const changes: readonly (readonly [string, RedpandaClusterProps])[] = [
  ['number of brokers', { replicas: 5 }],
  ['image', { image: 'registry.example.org/redpanda:v27.1.0' }],
  [
    'size',
    {
      resources: {
        requests: { cpu: 4, memory: '16Gi' },
        limits: { cpu: 4, memory: '16Gi' },
      },
    },
  ],
  ['pull secret', { imagePullSecrets: ['registry'] }],
  ['node', { nodeSelector: { disk: 'nvme' }, tolerations: [{ key: 'dedicated' }] }],
  ['external listener', { external: { type: 'NodePort', insecure: true, port: 30092 } }],
  ['cluster domain', { clusterDomain: 'k8s.example.org' }],
  ['node property', { config: { redpanda: { crash_loop_limit: 3 } } }],
  ['level of logs', { logLevel: 'debug' }],
  ['rack awareness', { rackAwareness: true }],
  ['flag', { extraArgs: ['--lock-memory'] }],
];

test.each(changes)('another %s changes nothing that a StatefulSet cannot change', (_, props) => {
  expect(immutable(props)).toEqual(immutable({}));
});

test('another number of brokers restarts none of those there are', () => {
  const { replicas, ...three } = brokers({ replicas: 3 }).spec;
  const { replicas: more, ...seven } = brokers({ replicas: 7 }).spec;
  expect([replicas, more]).toEqual([3, 7]);
  expect(seven).toEqual(three);
});

test('another topic changes nothing of the brokers', () => {
  const withTopics = (...names: string[]) =>
    synth(
      (chart) =>
        void new TopicJob(chart, 'topics', {
          cluster: new RedpandaCluster(chart, 'cluster'),
          topics: names.map((name) => ({ name })),
        }),
    );
  expect(withTopics('a', 'b').only('StatefulSet')).toEqual(withTopics('a').only('StatefulSet'));
});

test.each(changes.filter(([title]) => title !== 'number of brokers'))('another %s restarts the brokers', (_, props) => {
  expect(brokers(props).spec.template).not.toEqual(brokers().spec.template);
});

// The external listener.

test('without a choice brokers advertise a port each on the laptop of a port-forward', () => {
  expect(env(containerOf(brokers()))).toMatchObject({
    EXTERNAL_HOST: '127.0.0.1',
    EXTERNAL_PORT: '19092',
    EXTERNAL_PORT_STEP: '1',
  });
  expect(cluster().names('Service')).toEqual(['redpanda', 'redpanda-headless', 'redpanda-external']);
});

test('the ports of a laptop follow the values', () => {
  expect(env(containerOf(brokers({ external: { port: 29092 } })))).toMatchObject({
    EXTERNAL_HOST: '127.0.0.1',
    EXTERNAL_PORT: '29092',
    EXTERNAL_PORT_STEP: '1',
  });
});

test('NodePort gives each broker a Service with a port of its own', () => {
  const made = cluster({
    replicas: 2,
    external: { type: 'NodePort', insecure: true, port: 30092 },
  });
  const specs = [0, 1].map((ordinal) => made.only('Service', `redpanda-external-${ordinal}`).spec);
  expect(specs).toEqual(
    [0, 1].map((ordinal) => ({
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      publishNotReadyAddresses: true,
      selector: {
        app: 'redpanda',
        'statefulset.kubernetes.io/pod-name': `redpanda-${ordinal}`,
      },
      ports: [
        {
          name: 'kafka',
          port: 9092,
          targetPort: 'external',
          nodePort: 30092 + ordinal,
        },
      ],
    })),
  );
});

test("NodePort advertises the nodes' addresses", () => {
  const variables = env(containerOf(brokers({ external: { type: 'NodePort', insecure: true, port: 30092 } })));
  expect(variables).toMatchObject({
    EXTERNAL_HOST: '$(HOST_IP)',
    EXTERNAL_PORT: '30092',
    EXTERNAL_PORT_STEP: '1',
  });
});

test('NodePort with a domain advertises the names of the brokers', () => {
  const variables = env(
    containerOf(
      brokers({
        external: {
          type: 'NodePort',
          insecure: true,
          port: 30092,
          domain: 'kafka.example.org',
        },
      }),
    ),
  );
  expect(variables).toMatchObject({
    EXTERNAL_HOST: '$(POD_NAME).kafka.example.org',
    EXTERNAL_PORT: '30092',
    EXTERNAL_PORT_STEP: '1',
  });
});

test('a variable is defined before another refers to it', () => {
  const names = containerOf(brokers({ external: { type: 'NodePort', insecure: true, port: 30092 } })).env.map(({ name }: { name: string }) => name);
  expect(names.indexOf('HOST_IP')).toBeLessThan(names.indexOf('EXTERNAL_HOST'));
  expect(names.indexOf('POD_NAME')).toBeLessThan(names.indexOf('EXTERNAL_HOST'));
});

test('LoadBalancer gives each broker a Service and a name, on the port of Kafka', () => {
  const external = {
    type: 'LoadBalancer',
    insecure: true,
    domain: 'kafka.example.org',
    annotations: { 'example.org/scheme': 'internal' },
  } as const;
  const made = cluster({ external });
  const { metadata, spec } = made.only('Service', 'redpanda-external-1');
  expect(metadata.annotations).toEqual({
    'example.org/scheme': 'internal',
    'external-dns.alpha.kubernetes.io/hostname': 'redpanda-1.kafka.example.org',
  });
  expect(spec).toMatchObject({
    type: 'LoadBalancer',
    ports: [{ name: 'kafka', port: 9092, targetPort: 'external' }],
  });
  expect(env(containerOf(made.only('StatefulSet')))).toMatchObject({
    EXTERNAL_HOST: '$(POD_NAME).kafka.example.org',
    EXTERNAL_PORT: '9092',
    EXTERNAL_PORT_STEP: '0',
  });
});

test("the chart's namespace is the cluster's where none is given", () => {
  const made = synth((chart) => void new RedpandaCluster(chart, 'cluster'), {
    namespace: 'streams',
  });
  expect(new Set(made.objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['streams']));
  expect(made.only('ConfigMap').data['redpanda.yaml']).toContain('redpanda-0.redpanda-headless.streams.svc.cluster.local');
});

test("a namespace of undefined is the chart's as well", () => {
  const made = synth((chart) => void new RedpandaCluster(chart, 'cluster', { namespace: undefined }), { namespace: 'streams' });
  expect(made.only('StatefulSet').metadata.namespace).toBe('streams');
});

test('two clusters live in one chart', () => {
  const made = synth((chart) => {
    new RedpandaCluster(chart, 'orders', { name: 'orders' });
    new RedpandaCluster(chart, 'events', { name: 'events' });
  });
  expect(made.names('StatefulSet')).toEqual(['orders', 'events']);
  expect(made.only('StatefulSet', 'events').spec.selector).toEqual({
    matchLabels: { app: 'events' },
  });
});

test.each<[string, RedpandaClusterProps, string]>([
  ['no brokers', { replicas: 0 }, 'replicas (0) must be an integer from 1 to 99: it is the number of brokers'],
  ['half a broker', { replicas: 2.5 }, 'replicas (2.5) must be an integer from 1 to 99: it is the number of brokers'],
  [
    'a name that is no DNS label',
    { name: 'Red_Panda' },
    'name ("Red_Panda") must be an RFC 1035 label (lower-case letters, digits and dashes, a letter first): the names of Services begin with it',
  ],
  [
    'an image without a tag',
    { image: 'docker.redpanda.com/redpandadata/redpanda' },
    'image ("docker.redpanda.com/redpandadata/redpanda") must be REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@sha256:DIGEST: an image that is not pinned changes on its own',
  ],
  [
    'the tag latest',
    { image: 'redpandadata/redpanda:latest' },
    'broker.image (redpandadata/redpanda:latest) must not have the tag latest: an image that is not pinned changes on its own',
  ],
  ['a size of storage in a unit unknown', { storage: { size: '10GB' } }, 'storage.size ("10GB") must be a storage quantity such as 10Gi, at most 999Ti: volumes are sized in Mi, Gi and Ti'],
  [
    'more requested than admitted',
    { resources: { requests: { memory: '8Gi' } } },
    'broker.resources.requests.memory (8Gi) must not exceed broker.resources.limits.memory (5Gi): Kubernetes refuses a request above the limit',
  ],
  [
    'node ports that Kubernetes does not have',
    { external: { type: 'NodePort', insecure: true, port: 32766 } },
    'broker.external.port (32766) must keep the ports of all brokers (3) within 30000 to 32767: Kubernetes has no other node ports',
  ],
  [
    'load balancers without names',
    { external: { type: 'LoadBalancer', insecure: true } },
    'broker.external.domain is required for the type LoadBalancer: brokers advertise names, because their addresses are not known in advance',
  ],
  ['an unknown prop', { replica: 3 } as RedpandaClusterProps, 'replica is not a value: did you mean replicas?'],
])('fails with %s', (_, props, message) => {
  expect(() => cluster(props)).toThrow(new Error(`test/cluster: ${message}`));
});

test('fails with all that is wrong at once, before anything is made', () => {
  const made = synth((chart) => {
    const sentences = [
      'replicas (0) must be an integer from 1 to 99: it is the number of brokers',
      `storage.storageClassName ("Fast") must be the name of an object (an RFC 1123 subdomain: lower-case letters, digits, dashes and dots), or '' for none: Kubernetes refuses anything else`,
    ];
    expect(
      () =>
        new RedpandaCluster(chart, 'cluster', {
          replicas: 0,
          storage: { storageClassName: 'Fast' },
        }),
    ).toThrow(new Error(sentences.map((sentence) => `test/cluster: ${sentence}`).join('\n')));
  });
  expect(made.objects).toEqual([]);
});

test('the disruption budget reads like this', () => {
  expect(cluster().only('PodDisruptionBudget')).toMatchSnapshot();
});
