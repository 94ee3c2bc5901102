import { createHash } from 'node:crypto';
import { ApiObject, JsonPatch } from 'cdk8s';
import { topicLines, topicsPerConfigMap } from '../../constructs/topic-job';
import { RedpandaCluster, TopicJob, type RedpandaClusterProps, type Topic } from '../../index';
import { plainFiles } from '../../output/plain';
import { lines } from '../../template';
import { canonicalJson } from '../../template/canonical-json';
import { chartSchema } from '../../values/schema/json-schema';
import { defaults, objectsOf } from '../output/fidelity';
import { containerOf, env, synth } from './synth';

function topicJob(topics?: readonly Topic[], cluster: RedpandaClusterProps = {}) {
  return synth((chart) => void new TopicJob(chart, 'topics', { cluster: new RedpandaCluster(chart, 'cluster', cluster), topics }));
}

const job = (...props: Parameters<typeof topicJob>) => topicJob(...props).only('Job', 'redpanda-topics');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);
const script = (...props: Parameters<typeof topicJob>) => topicJob(...props).only('ConfigMap', 'redpanda-topics').data;
const declared = (...props: Parameters<typeof topicJob>): string => topicJob(...props).only('ConfigMap', 'redpanda-topics-0').data.topics;

test('a topic is a line, followed by its configs in the order of their names, of which null is a reset', () => {
  const topics: Topic[] = [
    { name: 'orders', partitions: 12, replicationFactor: 1, config: { 'retention.ms': 604800000, 'cleanup.policy': 'compact,delete', 'segment.bytes': null, 'min.cleanable.dirty.ratio': 0.1 } },
    { name: 'users' },
  ];
  expect(declared(topics).split('\n')).toEqual([
    'topic orders 12 1',
    'config cleanup.policy compact,delete',
    'config min.cleanable.dirty.ratio 0.1',
    'config retention.ms 604800000',
    'reset segment.bytes',
    'topic users 3',
    '',
  ]);
});

test('what a topic holds is said to people only: another description makes no other object', () => {
  const made = (description: string) => topicJob([{ name: 'orders', description }]).objects;
  expect(made('Orders as they are placed')).toEqual(made('Orders'));
});

test.each([
  [1, '1'],
  [2, '1'],
  [3, '3'],
  [5, '3'],
])('with %i brokers a new topic that declares no replicas gets %s', (replicas, factor) => {
  expect([declared([{ name: 'orders' }], { replicas }), env(containerOf(job([{ name: 'orders' }], { replicas })))['REPLICATION_FACTOR']]).toEqual(['topic orders 3\n', factor]);
});

test('without topics there is the script alone', () => {
  const made = topicJob();
  expect(made.all('ConfigMap').map(({ metadata }) => metadata.name)).toEqual(['redpanda-config', 'redpanda-topics']);
  expect(made.only('Job', 'redpanda-topics').spec.template.spec.volumes[0].projected.sources).toEqual([{ configMap: { name: 'redpanda-topics' } }]);
});

test('many topics are parted into ConfigMaps, which the Job mounts under their numbers', () => {
  const made = topicJob(Array.from({ length: 101 }, (_, index) => ({ name: `t${index}` })));
  const parts = made.all('ConfigMap').filter(({ data }) => data.topics !== undefined);
  expect(parts.map(({ metadata, data }) => [metadata.name, data.topics.split('\n').length - 1])).toEqual([['redpanda-topics-0', 50], ['redpanda-topics-1', 50], ['redpanda-topics-2', 1]]);
  expect(made.only('Job', 'redpanda-topics').spec.template.spec.volumes[0].projected.sources.slice(1)).toEqual(
    [0, 1, 2].map((number) => ({ configMap: { name: `redpanda-topics-${number}`, items: [{ key: 'topics', path: `topics-${number}` }] } })),
  );
});

test('a ConfigMap of the longest topics fits into the annotation of kubectl apply, with room for ten more', () => {
  const topics = Array.from({ length: topicsPerConfigMap + 10 }, () => longestTopic());
  const text = lines(topicLines(topics)) as string;
  const object = { ...topicJob([{ name: 'orders' }]).only('ConfigMap', 'redpanda-topics-0'), data: { topics: text } };
  // kubectl writes the object as Go's JSON.
  expect(Buffer.byteLength(canonicalJson(object))).toBeLessThan(262_144);
  expect(Buffer.byteLength(text)).toBeGreaterThan(150_000);
});

test('the name is the hash of the spec, in which the hashes of the scripts and of the topics stand', () => {
  const topics: Topic[] = [{ name: 'orders' }];
  const { metadata, spec } = job(topics);
  expect(metadata.name).toBe(`redpanda-topics-${sha256(canonicalJson(spec))}`);
  expect(spec.template.metadata.annotations).toEqual({ 'checksum/scripts': sha256(canonicalJson([script()])), 'checksum/data': sha256(declared(topics).trimEnd()) });
});

test('an output of our own has the names that cdk8s prints', () => {
  const topics: Topic[] = [{ name: 'orders' }];
  const { metadata } = objectsOf(plainFiles({ ...defaults, topics })).find(({ kind }) => kind === 'Job')!;
  expect(job(topics).metadata.name).toBe(metadata.name);
});

test("a patch of cdk8s's makes another Job", () => {
  const made = synth((chart) => {
    const topics = new TopicJob(chart, 'topics', { cluster: new RedpandaCluster(chart, 'cluster') });
    const object = topics.node.findAll().find((construct) => construct instanceof ApiObject && construct.kind === 'Job') as ApiObject;
    object.addJsonPatch(JsonPatch.replace('/spec/backoffLimit', 9));
  });
  const { metadata, spec } = made.only('Job', 'redpanda-topics');
  expect([spec.backoffLimit, metadata.name]).toEqual([9, `redpanda-topics-${sha256(canonicalJson(spec))}`]);
});

test("the Job's pods are no brokers", () => {
  expect(job().spec.template.metadata.labels).toMatchObject({ app: 'redpanda-topics', 'app.kubernetes.io/component': 'topics' });
});

test('the Job asks the brokers at the one address of the Service, because rpk fails for ever where one of several is dead, with the image of the brokers', () => {
  const container = containerOf(job());
  expect(container.image).toBe('docker.redpanda.com/redpandadata/redpanda:v26.2.1');
  expect(env(container)['RPK_BROKERS']).toBe('redpanda.redpanda.svc.cluster.local:9092');
});

test("the Job runs as the user of Redpanda's image", () => {
  expect(job().spec.template.spec.securityContext).toMatchObject({ runAsUser: 101, runAsGroup: 101 });
});

test('the Job ends: its waiting is shorter than its time, and its tries are counted', () => {
  const { activeDeadlineSeconds, backoffLimit, template } = job().spec;
  expect(Number(env(containerOf({ spec: { template } }))['WAIT_SECONDS'])).toBeLessThan(activeDeadlineSeconds);
  expect(backoffLimit).toBe(3);
  expect(template.spec.restartPolicy).toBe('Never');
});

test('the Job can be seen for a day after its end, and is made again by kubectl then', () => {
  expect(job().spec.ttlSecondsAfterFinished).toBe(86_400);
});

test('Argo CD and Helm make the Job again whenever they apply, and neither takes a Job that is gone for a difference', () => {
  expect(job().metadata.annotations).toEqual({
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'argocd.argoproj.io/sync-wave': '0',
    'helm.sh/hook': 'post-install,post-upgrade,post-rollback',
    'helm.sh/hook-delete-policy': 'before-hook-creation',
    'helm.sh/hook-weight': '2',
  });
});

const orders: Topic = { name: 'orders', partitions: 3, config: { 'retention.ms': 1000 } };

test.each<[string, readonly Topic[], RedpandaClusterProps]>([
  ['a topic more', [orders, { name: 'users' }], {}],
  ['no topic', [], {}],
  ['another name', [{ ...orders, name: 'order' }], {}],
  ['more partitions', [{ ...orders, partitions: 4 }], {}],
  ['fewer replicas', [{ ...orders, replicationFactor: 1 }], {}],
  ['another value of a config', [{ ...orders, config: { 'retention.ms': 1001 } }], {}],
  ['a config more', [{ ...orders, config: { ...orders.config, 'cleanup.policy': 'delete' } }], {}],
  ['a config that is reset', [{ ...orders, config: { ...orders.config, 'segment.bytes': null } }], {}],
  ['a config less', [{ ...orders, config: {} }], {}],
  ['another image', [orders], { image: 'docker.redpanda.com/redpandadata/redpanda:v26.2.2' }],
  ['another pull Secret', [orders], { imagePullSecrets: ['registry'] }],
  ['so few brokers that there are fewer replicas', [orders], { replicas: 1 }],
  ['another namespace', [orders], { namespace: 'streams' }],
  ['another cluster domain', [orders], { clusterDomain: 'k8s.example.org' }],
])('%s makes a new Job', (_, topics, cluster) => {
  expect(job(topics, cluster).metadata.name).not.toBe(job([orders]).metadata.name);
});

test.each<[string, RedpandaClusterProps]>([
  ['more brokers', { replicas: 5 }],
  ['larger brokers', { resources: { limits: { memory: '8Gi' } } }],
  ['other volumes', { storage: { size: '1Ti', storageClassName: 'fast' } }],
  ['other nodes', { nodeSelector: { disk: 'nvme' }, tolerations: [{ key: 'dedicated' }] }],
  ['another external listener', { external: { type: 'NodePort', insecure: true, port: 30092 } }],
])('%s make no new Job', (_, cluster) => {
  expect([job([orders], cluster), declared([orders], cluster)]).toEqual([job([orders]), declared([orders])]);
});

test('the Job is called after its content, in eight digits', () => {
  expect(job().metadata.name).toMatch(/^redpanda-topics-[0-9a-f]{8}$/);
});

test('the script that runs is the one that is mounted', () => {
  const container = containerOf(job());
  expect(container.command).toEqual(['bash', '/etc/topics/create-topics.sh']);
  expect(container.volumeMounts).toContainEqual({ name: 'config', mountPath: '/etc/topics', readOnly: true });
  expect(job().spec.template.spec.volumes[0].projected.sources).toContainEqual({ configMap: { name: 'redpanda-topics' } });
  expect(Object.keys(script())).toEqual(['converge.sh', 'create-topics.sh']);
});

test.each<[string, readonly Topic[], string]>([
  [
    'more replicas than brokers',
    [{ name: 'orders' }, { name: 'users', replicationFactor: 5 }],
    'topics[1].replicationFactor (5) must not exceed broker.replicas (3): each replica needs its own broker',
  ],
  ['a topic that is declared twice', [{ name: 'orders' }, { name: 'orders' }], 'topics[1].name (orders) must not be declared twice: it is not clear which one should win'],
  ['an even number of replicas', [{ name: 'orders', replicationFactor: 2 as never }], 'topics[0].replicationFactor (2) must be 1, 3, 5, 7 or 9: Raft needs a majority'],
  ['no partitions', [{ name: 'orders', partitions: 0 }], 'topics[0].partitions (0) must be an integer from 1 to 10000: a topic has at least one partition, and Redpanda no room for more'],
  [
    'a name that Kafka refuses',
    [{ name: 'orders/created' }],
    'topics[0].name ("orders/created") must be letters, digits, dots, dashes and underscores: Kafka allows no others in a topic name',
  ],
  ['a topic without a name', [{} as Topic], 'topics[0].name is required: list items have no defaults'],
  [
    'a config that Redpanda does not know',
    [{ name: 'orders', config: { 'retention.mss': 1 } as never }],
    'topics[0].config.retention.mss is not a topic config that Redpanda knows: the broker would silently ignore it; did you mean retention.ms?',
  ],
  [
    'a value that a config cannot have',
    [{ name: 'orders', config: { 'cleanup.policy': 'shrink' as never } }],
    'topics[0].config.cleanup.policy ("shrink") must be delete, compact, compact,delete or delete,compact: brokers refuse others',
  ],
])('fails with %s', (_, topics, message) => {
  expect(() => topicJob(topics)).toThrow(new Error(`test/topics: ${message}`));
});

test("the Job reaches Kafka and the admin API by the one Service that leads to brokers that are ready", () => {
  expect(env(containerOf(job()))).toMatchObject({
    RPK_BROKERS: 'redpanda.redpanda.svc.cluster.local:9092',
    RPK_ADMIN_HOSTS: 'redpanda.redpanda.svc.cluster.local:9644',
  });
});

test('the topic Job reads like this', () => {
  const hash = expect.stringMatching(/^[0-9a-f]{8}$/);
  expect(job()).toMatchSnapshot({
    metadata: { name: expect.stringMatching(/^redpanda-topics-[0-9a-f]{8}$/) },
    spec: { template: { metadata: { annotations: { 'checksum/scripts': hash, 'checksum/data': hash } } } },
  });
});

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** A topic with every config, each with the longest value that its schema has room for. */
function longestTopic(): Topic {
  const { properties } = (chartSchema() as Schema).properties?.['topics']?.items ?? {};
  const config = Object.entries(properties?.['config']?.properties ?? {}).map(([key, value]) => [key, longest(value)]);
  return { name: longest(properties?.['name'] ?? {}) as string, partitions: longest(properties?.['partitions'] ?? {}) as number, replicationFactor: 9, config: Object.fromEntries(config) };
}

function longest(schema: Schema): unknown {
  const { type, anyOf, allOf, enum: values, minimum, maximum, maxLength, pattern = '' } = schema;
  if (anyOf ?? allOf) return anyOf ? inLength(anyOf.map(longest)) : longest(Object.assign({}, schema, { allOf: undefined }, ...(allOf ?? [])));
  if (values) return inLength(values);
  if ('const' in schema) return schema.const;
  // What JSON writes in six characters, unless a pattern is of letters and the like alone.
  if (maxLength) return (/\[\^|[<>&"\\]{2}/.test(pattern) ? '<' : 'x').repeat(maxLength);
  if (type === 'integer' || (Array.isArray(type) && type.includes('integer'))) return inLength([minimum, maximum]);
  if (type === 'number' || (Array.isArray(type) && type.includes('number'))) return -1.2345678901234567e-300;
  if (type === 'boolean' || (Array.isArray(type) && type.includes('boolean'))) return false;
  if (type === 'null') return null;
  throw new Error(`nobody knows the longest ${JSON.stringify(schema)}`);
}

const inLength = (values: readonly unknown[]): unknown => values.reduce((a, b) => (String(b).length > String(a).length ? b : a));
