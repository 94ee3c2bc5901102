import { Chart, Testing } from 'cdk8s';
import { ConsoleIngress, KafkaClientEnv, RedpandaCluster, RedpandaConsole, RedpandaNetworkPolicies, TopicJob } from '../../index';

const chart = () => new Chart(Testing.app(), 'test');
const cluster = (scope: Chart) => new RedpandaCluster(scope, 'cluster');

// The compiler checks these as well: a line below `@ts-expect-error` that compiles is an error of its own.

test('fails with a misspelt prop, for the compiler too', () => {
  // @ts-expect-error: a misspelt prop
  expect(() => new RedpandaCluster(chart(), 'cluster', { replica: 5 })).toThrow(new Error('test/cluster: replica is not a value: did you mean replicas?'));
});

test('fails with a string for a number, for the compiler too', () => {
  // @ts-expect-error: a string for a number
  expect(() => new RedpandaCluster(chart(), 'cluster', { replicas: '5' })).toThrow(new Error('test/cluster: replicas ("5") must be an integer from 1 to 99: it is the number of brokers'));
});

test('fails with a topic config that is unknown, for the compiler too', () => {
  const scope = chart();
  // @ts-expect-error: an unknown config
  expect(() => new TopicJob(scope, 'topics', { cluster: cluster(scope), topics: [{ name: 'orders', config: { 'retention.mss': 1 } }] })).toThrow(
    new Error('test/topics: topics[0].config.retention.mss is not a topic config that Redpanda knows: the broker would silently ignore it; did you mean retention.ms?'),
  );
});

test('an Ingress without its Console is an error of the compiler', () => {
  // @ts-expect-error: no Console
  const make = () => new ConsoleIngress(chart(), 'ingress', { hosts: ['kafka.example.org'] });
  expect(make).toThrow(TypeError);
});

test('a client without a namespace is an error of the compiler', () => {
  const scope = chart();
  // @ts-expect-error: no namespace
  const make = () => new KafkaClientEnv(scope, 'env', { cluster: cluster(scope) });
  expect(make).toThrow(Error);
});

test("what the platform's values switch on and off is no prop: a construct is made or it is not", () => {
  const scope = chart();
  // @ts-expect-error: not a prop
  expect(() => new RedpandaConsole(scope, 'console', { cluster: cluster(scope), enabled: false })).toThrow(/^test\/console: enabled is not a value: /);
  // @ts-expect-error: not a prop
  expect(() => new RedpandaConsole(scope, 'console-2', { cluster: scope.node.findChild('cluster') as RedpandaCluster, ingress: {} })).toThrow(/^test\/console-2: ingress is not a value: /);
  const console = new RedpandaConsole(scope, 'console-3', { cluster: scope.node.findChild('cluster') as RedpandaCluster });
  // @ts-expect-error: not a prop
  expect(() => new ConsoleIngress(scope, 'ingress', { console, enabled: false })).toThrow(/^test\/ingress: enabled is not a value: /);
  // @ts-expect-error: not a prop
  expect(() => new RedpandaNetworkPolicies(scope, 'policies', { cluster: console.cluster, enabled: false })).toThrow(/^test\/policies: enabled is not a value: /);
});
