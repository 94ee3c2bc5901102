import { readdirSync, readFileSync } from 'node:fs';
import { loadValues } from '../../values/load';
import { ValuesError } from '../../values/problem';
import { warnings } from '../../values/warnings';
import { refused } from './refused';

const defaults = loadValues({ files: [], sets: [] });

const load = (text: string, ...sets: string[]) => loadValues({ files: [{ name: 'v.yaml', text }], sets });

function problems(...[text, ...sets]: Parameters<typeof load>): readonly string[] {
  try {
    load(text, ...sets);
    return [];
  } catch (error) {
    if (error instanceof ValuesError) return error.problems;
    throw error;
  }
}

test('a later file overrides an earlier one, and an assignment overrides all files', () => {
  const files = [
    { name: 'a.yaml', text: 'broker: {replicas: 5, storage: {size: 20Gi}}\nname: one' },
    { name: 'b.yaml', text: 'broker: {replicas: 7}' },
  ];
  const { broker, name } = loadValues({ files, sets: ['name=two'] });
  expect([broker.replicas, broker.storage.size, broker.storage.storageClassName, name]).toEqual([7, '20Gi', 'local-path', 'two']);
});

test('lists are replaced as a whole', () => {
  expect(load('topics: [{name: a}]').topics).toEqual([{ name: 'a' }]);
});

test('null deletes a default of a map', () => {
  expect(problems('broker: ~')).toEqual(['v.yaml:1:1: broker must not be deleted: nothing stands in for the default that null takes away']);
});

test('a null that a later file overrides deletes nothing', () => {
  const files = [
    { name: 'a.yaml', text: 'broker: ~' },
    { name: 'b.yaml', text: 'broker: {replicas: 5}' },
  ];
  expect(loadValues({ files, sets: [] }).broker).toEqual({ ...defaults.broker, replicas: 5 });
});

test("keys of other charts among Helm's global values are accepted", () => {
  expect(load('global: {anything: [1]}')).toEqual({ ...defaults, global: { ...defaults.global, anything: [1] } });
});

test('loading changes nothing that a next one sees', () => {
  (load('').topics as unknown[]).push('x');
  expect(load('')).toEqual(defaults);
});

test.each(readdirSync('environments'))('environments/%s is valid', (name) => {
  expect(problems(readFileSync(`environments/${name}`, 'utf8'))).toEqual([]);
});

test('values.yaml is valid', () => {
  expect(problems(readFileSync('values.yaml', 'utf8'))).toEqual([]);
});

test('environments/prod.yaml is a size that Redpanda supports', () => {
  const found = warnings(load(readFileSync('environments/prod.yaml', 'utf8'), 'console.ingress.basicAuthSecretName=console'));
  expect(found.filter((warning) => warning !== undefined)).toEqual([]);
});

test('a listener that is open to all addresses is warned of', () => {
  const open = loadValues({ files: [], sets: ['broker.external.type=LoadBalancer,broker.external.domain=example.org'] });
  expect(warnings(open)).toContain(
    'broker.external.allowedCidrs holds 0.0.0.0/0: Kafka has no login, so all who reach a node or load balancer may read and change everything',
  );
});

test('the defaults warn of their size, and of an open Console', () => {
  expect(warnings(defaults).filter(Boolean)).toEqual([
    'broker.resources are not a size that Redpanda supports: requests equal to limits, and at least 2 CPUs (see environments/prod.yaml)',
    'console.ingress.basicAuthSecretName is empty: Console has no login of its own, so all who reach kafka.local may read and change everything',
  ]);
});

test.each(refused)('fails on %s', (text, sentence) => {
  expect(problems(text)).toEqual([sentence]);
});

test('accepts what is just within the rules', () => {
  const text = `
    broker: {replicas: 5, external: {type: NodePort, port: 32763}, resources: {requests: {cpu: 2}, limits: {cpu: 2.0}}}
    topics: [{name: a, replicationFactor: 5}]
    clients:
      - {name: a, namespace: x, flavour: spring, consumes: [a, b-*], produces: ['*']}
      - {name: b, namespace: x, flavour: spring, consumerGroup: ml-platform-group, podSelector: {}}
      - {name: c, namespace: model-registry, consumes: []}`;
  expect(problems(text)).toEqual([]);
});

test('fails with all problems of all files and assignments at once, each from where it comes', () => {
  const files = [
    { name: 'a.yaml', text: 'broker:\n  replicas: 0\n  image: 5\ntopics:\n  - name: a\n  - name: a\n' },
    { name: 'b.yaml', text: 'a: [' },
    { name: 'c.yaml', text: 'broker:\n  replicas: -1\n' },
  ];
  let error: unknown;
  try {
    loadValues({ files, sets: ['x', 'console.replicas=0'] });
  } catch (thrown) {
    error = thrown;
  }
  expect((error as ValuesError).message.split('\n')).toEqual([
    'b.yaml:1:5: the file must be YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    '--set x: x must have a value: write KEY=VALUE',
    'c.yaml:2:3: broker.replicas (-1) must be an integer from 1 to 99: it is the number of brokers',
    'a.yaml:3:3: broker.image (5) must be REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@sha256:DIGEST: an image that is not pinned changes on its own',
    '--set console.replicas=0: console.replicas (0) must be an integer from 1 to 10: it is the number of pods',
    'a.yaml:6:5: topics[1].name (a) must not be declared twice: which of the two should win is unknown',
  ]);
});

test('a problem of a list is blamed on the last file that has the list', () => {
  const files = [
    { name: 'a.yaml', text: 'topics: [{name: a, partitions: 1}]' },
    { name: 'b.yaml', text: 'topics: [{partitions: 1}]' },
  ];
  expect(() => loadValues({ files, sets: [] })).toThrow('b.yaml:1:10: topics[0].name must be given: the items of a list have no defaults');
});

test('nothing is said of the parts of a value that is refused as a whole', () => {
  expect(problems('topics: [a, b]')).toEqual([
    'v.yaml:1:10: topics[0] ("a") must be a map of keys: it holds more than one value',
    'v.yaml:1:13: topics[1] ("b") must be a map of keys: it holds more than one value',
  ]);
});
