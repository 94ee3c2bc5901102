import { RedpandaCluster, TopicJob, type RedpandaClusterProps, type Topic } from '../../index';
import { anyVersion, containerOf, env, synth } from './synth';

function topicJob(topics?: readonly Topic[], cluster: RedpandaClusterProps = {}) {
  return synth((chart) => void new TopicJob(chart, 'topics', { cluster: new RedpandaCluster(chart, 'cluster', cluster), topics }));
}

const job = (...props: Parameters<typeof topicJob>) => topicJob(...props).only('Job', 'redpanda-topics');
const config = (...props: Parameters<typeof topicJob>) => topicJob(...props).only('ConfigMap', 'redpanda-topics').data;

test('the topics are the four of the README', () => {
  expect(config().topics).toBe(
    ['topic model-training-events 3 3', 'topic model-deployment-events 3 3', 'topic prediction-events 3 3', 'topic model-evaluation-events 3 3', ''].join('\n'),
  );
});

test('a topic is a line, followed by its configs in the order of their names', () => {
  const topics: Topic[] = [{ name: 'orders', partitions: 12, replicationFactor: 1, config: { 'retention.ms': 604800000, 'cleanup.policy': 'compact,delete', 'min.cleanable.dirty.ratio': 0.1 } }, { name: 'users' }];
  expect(config(topics).topics.split('\n')).toEqual([
    'topic orders 12 1',
    'config cleanup.policy compact,delete',
    'config min.cleanable.dirty.ratio 0.1',
    'config retention.ms 604800000',
    'topic users 3 3',
    '',
  ]);
});

test.each([
  [1, 1],
  [2, 1],
  [3, 3],
  [5, 3],
])('with %i brokers a topic has %i copies', (replicas, copies) => {
  expect(config([{ name: 'orders' }], { replicas }).topics).toBe(`topic orders 3 ${copies}\n`);
});

test('no topics are an empty file', () => {
  expect(config([]).topics).toBe('');
});

test("the Job's pods are no brokers", () => {
  expect(job().spec.template.metadata.labels).toMatchObject({ app: 'redpanda-topics', 'app.kubernetes.io/component': 'topics' });
});

test('the Job asks the brokers at the address of the README, with the image of the brokers', () => {
  const container = containerOf(job());
  expect(container.image).toBe('docker.redpanda.com/redpandadata/redpanda:v26.2.1');
  expect(env(container)['RPK_BROKERS']).toBe('redpanda.model-registry.svc.cluster.local:9092');
});

test('the Job ends: its waiting is shorter than its time, and its tries are counted', () => {
  const { activeDeadlineSeconds, backoffLimit, template } = job().spec;
  expect(Number(env(containerOf({ spec: { template } }))['WAIT_SECONDS'])).toBeLessThan(activeDeadlineSeconds);
  expect(backoffLimit).toBe(3);
  expect(template.spec.restartPolicy).toBe('Never');
});

test('the Job stays when it is done, because Argo CD would miss it for ever', () => {
  expect(job().spec).not.toHaveProperty('ttlSecondsAfterFinished');
});

const orders: Topic = { name: 'orders', partitions: 3, config: { 'retention.ms': 1000 } };

test.each<[string, readonly Topic[], RedpandaClusterProps]>([
  ['a topic more', [orders, { name: 'users' }], {}],
  ['no topic', [], {}],
  ['another name', [{ ...orders, name: 'order' }], {}],
  ['more partitions', [{ ...orders, partitions: 4 }], {}],
  ['fewer copies', [{ ...orders, replicationFactor: 1 }], {}],
  ['another value of a config', [{ ...orders, config: { 'retention.ms': 1001 } }], {}],
  ['a config more', [{ ...orders, config: { ...orders.config, 'cleanup.policy': 'delete' } }], {}],
  ['a config less', [{ ...orders, config: {} }], {}],
  ['another image', [orders], { image: 'docker.redpanda.com/redpandadata/redpanda:v26.2.2' }],
  ['another pull Secret', [orders], { imagePullSecrets: ['registry'] }],
  ['so few brokers that there are fewer copies', [orders], { replicas: 1 }],
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
  ['another external listener', { external: { type: 'NodePort', port: 30092 } }],
])('%s make no new Job', (_, cluster) => {
  expect([job([orders], cluster), config([orders], cluster)]).toEqual([job([orders]), config([orders])]);
});

test('the Job is called after its content, in eight digits', () => {
  expect(job().metadata.name).toMatch(/^redpanda-topics-[0-9a-f]{8}$/);
});

test('the script that runs is the one that is mounted', () => {
  const container = containerOf(job());
  expect(container.command).toEqual(['bash', '/etc/topics/create-topics.sh']);
  expect(container.volumeMounts).toContainEqual({ name: 'config', mountPath: '/etc/topics', readOnly: true });
  expect(job().spec.template.spec.volumes).toContainEqual({ name: 'config', configMap: { name: 'redpanda-topics' } });
  expect(config()).toHaveProperty(['create-topics.sh']);
});

test.each<[string, readonly Topic[], string]>([
  [
    'more copies than brokers',
    [{ name: 'orders' }, { name: 'users', replicationFactor: 5 }],
    'topics[1].replicationFactor (5) must not exceed broker.replicas (3): each copy needs its own broker',
  ],
  ['a topic that is declared twice', [{ name: 'orders' }, { name: 'orders' }], 'topics[1].name (orders) must not be declared twice: which of the two should win is unknown'],
  ['an even number of copies', [{ name: 'orders', replicationFactor: 2 as never }], 'topics[0].replicationFactor (2) must be 1, 3, 5, 7 or 9: Raft needs a majority'],
  ['no partitions', [{ name: 'orders', partitions: 0 }], 'topics[0].partitions (0) must be an integer from 1 to 10000: Redpanda has no topic without partitions, and no room for more'],
  [
    'a name that Kafka refuses',
    [{ name: 'orders/created' }],
    'topics[0].name ("orders/created") must be letters, digits, dots, dashes and underscores: Kafka allows no others in a topic name',
  ],
  ['a topic without a name', [{} as Topic], 'topics[0].name must be given: the items of a list have no defaults'],
  [
    'a config that Redpanda does not know',
    [{ name: 'orders', config: { 'retention.mss': 1 } as never }],
    'topics[0].config.retention.mss is not a topic config that Redpanda knows: the broker would silently ignore it; did you mean retention.ms?',
  ],
  [
    'a value that a config can not have',
    [{ name: 'orders', config: { 'cleanup.policy': 'shrink' as never } }],
    'topics[0].config.cleanup.policy ("shrink") must be delete, compact, compact,delete or delete,compact: brokers refuse others',
  ],
])('fails with %s', (_, topics, message) => {
  expect(() => topicJob(topics)).toThrow(new Error(message));
});

test('the topic Job reads like this', () => {
  expect(job()).toMatchSnapshot({ metadata: { ...anyVersion.metadata, name: expect.stringMatching(/^redpanda-topics-[0-9a-f]{8}$/) } });
});
