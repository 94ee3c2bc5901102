import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { KafkaClientEnv, PlatformNamespace, RedpandaCluster, TopicJob } from '../../index';

/** Why cdk8s refuses an app, a sentence a line. */
function refusal(build: (chart: Chart, app: App) => void): string[] {
  const app = Testing.app();
  const chart = new Chart(app, 'test');
  build(chart, app);
  try {
    app.synthYaml();
    return [];
  } catch (error) {
    const [first, ...sentences] = (error as Error).message.split('\n');
    expect(first).toBe('Validation failed with the following errors:');
    return sentences.map((sentence) => sentence.trim());
  }
}

test('fails with two clusters of one name and namespace', () => {
  const [sentence, ...others] = refusal((chart) => {
    new RedpandaCluster(chart, 'one');
    new RedpandaCluster(chart, 'two');
  });
  expect(sentence).toMatch(/^\[test\] test\/two must not make what test\/one makes \(ServiceAccount redpanda, ConfigMap redpanda-config, .*StatefulSet redpanda\): one would take the place of the other$/);
  expect(others).toEqual([]);
});

test('fails with two topic Jobs of one cluster', () => {
  const topicJobs = refusal((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster');
    new TopicJob(chart, 'topics', { cluster, topics: [{ name: 'orders' }] });
    new TopicJob(chart, 'more', { cluster, topics: [{ name: 'customers' }] });
  });
  expect(topicJobs).toEqual([expect.stringMatching(/^\[test\] test\/more\/converge must not make what test\/topics\/converge makes \(ConfigMap redpanda-topics, ConfigMap redpanda-topics-0/)]);
});

test('fails with two clients of one name in one namespace', () => {
  const clients = refusal((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster');
    for (const id of ['a', 'b']) new KafkaClientEnv(chart, id, { cluster, namespace: 'shop' });
  });
  expect(clients).toEqual(['[test] test/b must not make what test/a makes (ConfigMap redpanda-shop-env): one would take the place of the other']);
});

test('fails with duplicates in two charts of an app, whichever is first', () => {
  const namespaces = refusal((chart, app) => {
    new PlatformNamespace(chart, 'shop', { name: 'shop' });
    new PlatformNamespace(new Chart(app, 'other', { namespace: 'elsewhere' }), 'shop', { name: 'shop' });
  });
  expect(namespaces).toEqual(['[other] other/shop must not make what test/shop makes (Namespace shop): one would take the place of the other']);
});

test.each(['before', 'after'])("fails with an object of the user's own that is made %s", (when) => {
  const sentences = refusal((chart) => {
    const service = () => new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'redpanda', namespace: 'streams' } });
    if (when === 'before') service();
    new RedpandaCluster(chart, 'cluster', { namespace: 'streams' });
    if (when === 'after') service();
  });
  const [second, first] = when === 'before' ? ['cluster', 'service'] : ['service', 'cluster'];
  expect(sentences).toEqual([`[test] test/${second} must not make what test/${first} makes (Service redpanda): one would take the place of the other`]);
});

test("nothing is said of the user's own objects", () => {
  const sentences = refusal((chart) => {
    new RedpandaCluster(chart, 'cluster');
    for (const id of ['a', 'b']) new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'mine' } });
  });
  expect(sentences).toEqual([]);
});

test('one name is no duplicate in another namespace, of another kind, or of another group', () => {
  const sentences = refusal((chart) => {
    new RedpandaCluster(chart, 'one', { namespace: 'a' });
    new RedpandaCluster(chart, 'two', { namespace: 'b' });
    new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'redpanda', namespace: 'a' } });
    new ApiObject(chart, 'knative', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'redpanda', namespace: 'a' } });
  });
  expect(sentences).toEqual([]);
});

test('a duplicate that was patched to have another name is none', () => {
  const sentences = refusal((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster');
    const [, other] = ['a', 'b'].map((id) => new KafkaClientEnv(chart, id, { cluster, namespace: 'shop' }));
    other!.configMap!.addJsonPatch(JsonPatch.replace('/metadata/name', 'mine'));
  });
  expect(sentences).toEqual([]);
});

test('what was removed again is no duplicate', () => {
  const sentences = refusal((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster');
    new TopicJob(chart, 'topics', { cluster });
    chart.node.tryRemoveChild('topics');
    new TopicJob(chart, 'topics', { cluster });
  });
  expect(sentences).toEqual([]);
});
