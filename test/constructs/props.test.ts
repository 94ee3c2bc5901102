import { Chart, Testing } from 'cdk8s';
import { ConsoleIngress, KafkaClientEnv, RedpandaCluster, TopicJob } from '../../index';

const chart = () => new Chart(Testing.app(), 'test');
const cluster = (scope: Chart) => new RedpandaCluster(scope, 'cluster');

// The compiler checks these as well: a line below `@ts-expect-error` that compiles is an error of its own.

test('fails with a misspelt prop, for the compiler too', () => {
  // @ts-expect-error: a misspelt prop
  expect(() => new RedpandaCluster(chart(), 'cluster', { replica: 5 })).toThrow(new Error('replica is not a value: did you mean replicas?'));
});

test('fails with a string for a number, for the compiler too', () => {
  // @ts-expect-error: a string for a number
  expect(() => new RedpandaCluster(chart(), 'cluster', { replicas: '5' })).toThrow(new Error('replicas ("5") must be an integer from 1 to 99: it is the number of brokers'));
});

test('fails with a topic config that is unknown, for the compiler too', () => {
  const scope = chart();
  // @ts-expect-error: an unknown config
  expect(() => new TopicJob(scope, 'topics', { cluster: cluster(scope), topics: [{ name: 'orders', config: { 'retention.mss': 1 } }] })).toThrow(
    new Error('topics[0].config.retention.mss is not a topic config that Redpanda knows: the broker would silently ignore it; did you mean retention.ms?'),
  );
});

test('an Ingress without its Console is an error of the compiler', () => {
  // @ts-expect-error: no Console
  const make = () => new ConsoleIngress(chart(), 'ingress', { host: 'kafka.example.org' });
  expect(make).toThrow(TypeError);
});

test('a client without a namespace is an error of the compiler', () => {
  const scope = chart();
  // @ts-expect-error: no namespace
  const make = () => new KafkaClientEnv(scope, 'env', { cluster: cluster(scope) });
  expect(make).toThrow(Error);
});
