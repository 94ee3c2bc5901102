import { readValues } from '../../cli/read-values';
import { readdirSync, readFileSync } from 'node:fs';
import { loadValues } from '../../values/reading/load';
import { printProblem, ValuesError } from '../../values/problem';
import { ownValues, valuesOf, warningsOf } from '../platform/objects';
import { refused } from './refused';

const defaults = loadValues({ files: [], sets: [] });

const load = (text: string, ...sets: string[]) => loadValues({ files: [{ name: 'v.yaml', text }], sets });

function problems(...[text, ...sets]: Parameters<typeof load>): readonly string[] {
  try {
    load(text, ...sets);
    return [];
  } catch (error) {
    if (error instanceof ValuesError) return error.problems.map(printProblem);
    throw error;
  }
}

test('a later file overrides an earlier one, and an assignment overrides all files', () => {
  const files = [
    { name: 'a.yaml', text: 'broker: {replicas: 5, storage: {size: 20Gi}}\nname: one' },
    { name: 'b.yaml', text: 'broker: {replicas: 7}' },
  ];
  const { broker, name } = loadValues({ files, sets: ['name=two'] });
  expect([broker.replicas, broker.storage.size, broker.storage.storageClassName, name]).toEqual([7, '20Gi', '', 'two']);
});

test('lists are replaced as a whole', () => {
  expect(load('topics: [{name: a}]').topics).toEqual([{ name: 'a' }]);
});

test('null deletes a default of a map', () => {
  expect(problems('broker: ~')).toEqual(['v.yaml:1:1: broker is required: null would remove its default']);
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
  expect(() => readValues('values.yaml')).not.toThrow();
});

test('values.yaml warns of its size, and of an open Console', () => {
  expect(warningsOf(valuesOf(ownValues))).toEqual([
    'broker.resources are not a size that Redpanda supports: requests must equal limits, with at least 2 CPUs',
    'broker.resources.requests.memory is below the 2.22 GiB for each core that Redpanda recommends',
    'console.ingress.basicAuthSecretName is empty, and Console has no login of its own. Anyone who can reach the Ingress can read and change everything',
  ]);
});

const nobody = 'clients is empty, and the NetworkPolicies admit nobody else to Kafka. Declare who uses it, or set networkPolicy.enabled to false';

test('the defaults warn of nothing but that nobody is admitted', () => {
  expect(warningsOf(defaults)).toEqual([nobody]);
});

test.each(['clients: [{name: a, namespace: a}]', 'networkPolicy: {enabled: false}', 'broker: {external: {type: NodePort, insecure: true, port: 30092}}'])('somebody is admitted with %s', (text) => {
  expect(warningsOf(load(text))).not.toContain(nobody);
});

test('a listener that is open to all addresses is warned of', () => {
  const open = loadValues({ files: [], sets: ['broker.external.type=LoadBalancer,broker.external.insecure=true,broker.external.domain=example.org'] });
  expect(warningsOf(open)).toContain(
    'broker.external.allowedCidrs holds 0.0.0.0/0, and Kafka has no login. Anyone who can reach a node or load balancer can read and change everything',
  );
});

test.each([
  ['broker.config.redpanda.developer_mode=true', 'broker.config.redpanda.developer_mode is true. Brokers start without their checks, and acknowledge records before they are on the disk'],
  ['broker.config.redpanda.recovery_mode_enabled=true', 'broker.config.redpanda.recovery_mode_enabled is true. Brokers serve none of the topics'],
  ['broker.config.redpanda.upgrade_override_checks=true', 'broker.config.redpanda.upgrade_override_checks is true. Brokers start with any version, also one that cannot read their data'],
  [
    'console.route.parentRefs[0].name=a,console.route.enabled=true',
    'console.route.enabled is true, and Console has no login of its own. Anyone who can reach the Gateway can read and change everything, unless it asks for one',
  ],
  [
    'console.config.kafkaConnect.enabled=true',
    'console.config.kafkaConnect.enabled is true, and the NetworkPolicies let Console reach DNS and the brokers only. It needs one that lets it reach this, too',
  ],
  [
    'sasl.enabled=true,sasl.superuser.secretName=s,clients[0].name=a,clients[0].namespace=n,clients[0].secretName=s,clients[1].name=b,clients[1].user=a,clients[1].namespace=n,clients[1].secretName=s',
    'clients[1].user (a) is the user of another client as well. Each of them has the rights of both',
  ],
  ['dryRun=true', 'dryRun is true. The Jobs only say what they would change, and nothing is brought to what is declared'],
  ['broker.extraArgs={--lock-memory,--unsafe-bypass-fsync=true}', 'broker.extraArgs holds --unsafe-bypass-fsync. Brokers acknowledge records before they are on the disk, and can lose them'],
])('%s is warned of', (set, warning) => {
  expect(warningsOf(loadValues({ files: [], sets: [set] }))).toContain(warning);
  expect(warningsOf(loadValues({ files: [], sets: [set.replace('true', 'false')] }))).not.toContain(warning);
});

const ofTopic = (config: string, more = '') => warningsOf(loadValues({ files: [{ name: 'v.yaml', text: `clients: [{name: c, namespace: shop}]\ntopics: [{name: a, partitions: 12, config: {${config}}}]\n${more}` }], sets: [] }));

test('records that a volume has no room for are warned of, with the arithmetic', () => {
  const sentence = 'topics[0].config.retention.bytes keeps 49152 MiB on each of 3 brokers, which is the share of 12 partitions with 3 replicas, and broker.storage.size (10Gi) is less. The disk may be full before a record is deleted';
  expect(ofTopic('retention.bytes: 4294967296')).toContain(sentence);
  expect(ofTopic('retention.bytes: 4294967296', 'broker: {storage: {size: 48Gi}}')).not.toContainEqual(expect.stringContaining('retention.bytes'));
  expect(ofTopic('retention.bytes: -1')).not.toContainEqual(expect.stringContaining('retention.bytes'));
});

test('a config of compaction is warned of where nothing is compacted', () => {
  const sentence = 'topics[0].config.min.compaction.lag.ms is set, and cleanup.policy is delete. Nothing is compacted, so it does nothing';
  expect(ofTopic('min.compaction.lag.ms: 1000')).toContain(sentence);
  expect(ofTopic('min.compaction.lag.ms: 1000, cleanup.policy: "compact,delete"')).not.toContain(sentence);
  expect(ofTopic('min.compaction.lag.ms: 1000', 'cluster: {log_cleanup_policy: compact}')).not.toContain(sentence);
  expect(ofTopic('min.compaction.lag.ms: null')).not.toContain(sentence);
});

test.each(['2275Mi', '2Gi'])('two cores with %s are refused: a broker refuses to start with less than 1 GiB for each', (memory) => {
  expect(problems(`broker: {resources: {requests: {cpu: 2, memory: ${memory}}}}`)).toEqual([
    `v.yaml:1:41: broker.resources.requests.memory (${memory}) must be at least 1138Mi for each core (2): a broker is given 90 % of it, and refuses to start with less than 1 GiB for each core`,
  ]);
});

test.each<[string, string]>([
  ['100m', '1138Mi'],
  ['1999m', '1138Mi'],
  ['9', '10240Mi'],
])('%s CPUs with %s are enough for a broker to start', (cpu, memory) => {
  expect(problems(`broker: {resources: {requests: {cpu: ${cpu}, memory: ${memory}}, limits: {cpu: ${cpu}, memory: 12Gi}}}`)).toEqual([]);
});

test.each<[string, string, boolean]>([
  ['2', '4547Mi', true],
  ['2', '4546Mi', false],
  ['500m', '2274Mi', true],
  ['500m', '2273Mi', false],
])('%s CPUs with %s give each core what Redpanda recommends: %s', (cpu, memory, isEnough) => {
  const size = `cpu=${cpu},broker.resources.requests.memory=${memory},broker.resources.limits.memory=8Gi`;
  const found = warningsOf(loadValues({ files: [], sets: [`broker.resources.requests.${size}`] })).filter((warning) => warning.includes('2.22 GiB'));
  expect(found).toHaveLength(isEnough ? 0 : 1);
});

const [value, client] = ["{subject: orders-value, schema: '\"int\"'}", '{name: a, namespace: a, produces: [orders, audit-*], consumes: [orders]'];

test.each<[string, string, readonly string[]]>([
  ['a subject whose topic is not declared', `schemas: [${value}]\nclients: [{name: a, namespace: a}]`, ['schemas[0].subject (orders-value) is the subject of the topic orders, which is not declared']],
  [
    'a reference to a subject that is not declared',
    `schemas: [{subject: a, schema: '"int"', references: [{name: b, subject: b, version: 1}]}]\nclients: [{name: a, namespace: a}]`,
    ['schemas[0].references[0].subject (b) is not declared. The registry must have it already, and what it holds is not checked'],
  ],
  [
    'a topic without a schema whose client says that it uses the registry',
    `topics: [{name: orders}]\nschemas: [{subject: a, schema: '"int"'}]\nclients: [${client}, schemaRegistry: true}]`,
    ['consumes', 'produces'].map((key) => `clients[0].${key}[0] (orders) is a topic without a schema, and its client says that it uses the registry`),
  ],
])('%s is warned of', (_, text, warnings) => {
  expect(warningsOf(load(text))).toEqual(warnings);
});

test.each([
  ['says nothing of the registry', `topics: [{name: orders}]\nschemas: [{subject: a, schema: '"int"'}]\nclients: [${client}}]`],
  ['uses a topic with a schema', `topics: [{name: orders}]\nschemas: [${value}]\nclients: [${client}, schemaRegistry: true}]`],
  ['uses a registry that others fill', `topics: [{name: orders}]\nclients: [${client}, schemaRegistry: true}]`],
])('a client that %s is not warned of', (_, text) => {
  expect(warningsOf(load(text))).toEqual([]);
});

test.each(refused)('fails on %s', (text, sentence) => {
  expect(problems(text)).toEqual([sentence]);
});

test('accepts what is just within the rules', () => {
  const text = `
    broker: {replicas: 5, external: {type: NodePort, insecure: true, port: 32763}, resources: {requests: {cpu: 2, memory: 2276Mi}, limits: {cpu: 2.0, memory: 2276Mi}}}
    topics: [{name: a, replicationFactor: 5}]
    clients:
      - {name: a, namespace: x, flavour: spring, consumes: [a, b-*], produces: ['*']}
      - {name: b, namespace: x, flavour: spring, consumerGroup: a, podSelector: {}}
      - {name: c, namespace: redpanda, consumes: []}`;
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
    'a.yaml:6:5: topics[1].name (a) must not be declared twice: it is not clear which one should win',
  ]);
});

test('a problem of a list is blamed on the last file that has the list', () => {
  const files = [
    { name: 'a.yaml', text: 'topics: [{name: a, partitions: 1}]' },
    { name: 'b.yaml', text: 'topics: [{partitions: 1}]' },
  ];
  expect(() => loadValues({ files, sets: [] })).toThrow('b.yaml:1:10: topics[0].name is required: list items have no defaults');
});

test.each([
  ['is of', 'topics: [{name: a, replicationFactor: 2}]\nbroker: {replicas: 1}', 'topics[0].replicationFactor'],
  ['also names', 'topics: [{name: a, replicationFactor: 3}]\nbroker: {replicas: 0}', 'broker.replicas'],
])('a rule says nothing where the value that it %s is refused anyway', (_, text, path) => {
  expect(problems(text).map((problem) => problem.replace(/^\S+ (\S+) .*/, '$1'))).toEqual([path]);
});

test('nothing is said of the parts of a value that is refused as a whole', () => {
  expect(problems('topics: [a, b]')).toEqual([
    'v.yaml:1:10: topics[0] ("a") must be a map of keys and their values',
    'v.yaml:1:13: topics[1] ("b") must be a map of keys and their values',
  ]);
});
