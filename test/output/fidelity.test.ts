import fc from 'fast-check';
import { plainFiles } from '../../output/plain';
import { type Shape, writeYaml } from '../../template';
import { shapeOf } from '../../values/defaults';
import { loadValues } from '../../values/reading/load';
import { merge } from '../../values/reading/merge';
import { ValuesError } from '../../values/problem';
import { schema } from '../../values/schema/schema';
import type { Values } from '../../values/types';
import { helm, testWithHelm } from '../helm';
import { runs } from '../template/runs';
import { comparable, defaults, helmTemplate, objectsIn, objectsOf } from './fidelity';
import { Mutation, mutationOf } from './mutation';
import { validValues } from './valid-values';

const load = (text: string): Values => loadValues({ files: [{ name: 'values.yaml', text }], sets: [] });

/** A values file in one of the spellings that users have. It ends with a newline, without which Helm 4 loses a last line of 4,096 bytes, 8,192 and so on. */
const written = (values: object, spelling: 'YAML' | 'JSON'): string =>
  spelling === 'YAML' ? writeYaml(values) : `${JSON.stringify(values).replace(/[\u007f-\ud7ff\ue000-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

testWithHelm('for all valid values, helm template renders what the plain YAML holds', () => {
  fc.assert(
    fc.property(validValues, fc.constantFrom('YAML' as const, 'JSON' as const), (values, spelling) => {
      const text = written(values, spelling);
      const { stdout, stderr } = helmTemplate(text, values.namespace);
      expect(stderr).toBe('');
      const rendered = objectsIn(stdout);
      expect(rendered.filter(({ kind }) => kind === 'Namespace')).toEqual([]);
      expect(comparable(rendered)).toEqual(comparable(objectsOf(plainFiles(load(text)))));
    }),
    runs(25),
  );
});

/** The paths of a document's keys, without the items of its lists. */
const keysIn = (value: unknown, path: string[] = []): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, path));
  return Object.entries(value).flatMap(([key, child]) => [[...path, key].join(' '), ...keysIn(child, [...path, key])]);
};

const keysOf = ({ properties = {}, items }: Shape, path: string[] = []): string[] => [
  ...Object.entries(properties).flatMap(([key, child]) => [[...path, key].join(' '), ...keysOf(child, [...path, key])]),
  ...(items ? keysOf(items, path) : []),
];

test('the random values reach every key that there is', () => {
  const reached = new Set(fc.sample(validValues, { numRuns: 300, seed: 1 }).flatMap((values) => keysIn(values)));
  // Files are read before anything is made of them.
  expect(keysOf(shapeOf(schema)).filter((key) => !reached.has(key))).toEqual(['schemas file']);
});

/** Values that hold every key, so that a mutation can strike any of them, with any part of other values in it. */
const mutated = validValues.chain((values) => mutationOf(merge(merge(defaults as never, everyKey), values as never)));

const everyKey = {
  imagePullSecrets: ['registry'],
  adopted: { serviceName: 'a', brokerSelector: { app: 'a' }, consoleSelector: { app: 'b' }, claimLabels: { app: 'a' } },
  broker: {
    tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }],
    nodeSelector: { zone: 'a' },
    external: { annotations: { 'example.com/a': 'b' } },
    config: { redpanda: { crash_loop_limit: 3, developer_mode: true }, schema_registry: { schema_registry_replication_factor: 1 }, schema_registry_client: { retries: 604_800_000 } },
    extraArgs: ['--lock-memory', '--blocked-reactor-notify-ms=200'],
  },
  console: { basePath: '/kafka', route: { enabled: true, parentRefs: [{ name: 'a', namespace: 'b', sectionName: 'c' }], hostnames: ['a.b'] }, ingress: { controller: 'traefik', basicAuthSecretName: 'users', annotations: { 'example.com/a': 'b' } }, config: { kafka: { clientId: 'a', startup: { backoffMultiplier: 1.5 } }, serde: { cbor: { enabled: true } }, server: { compressionLevel: 3 }, redpanda: { adminApi: { startup: { maxRetries: 3 } } } } },
  cluster: { log_retention_ms: 604_800_000, default_topic_replications: 1, min_cleanable_dirty_ratio: 0.5, tls_min_version: 'v1.3', kafka_nodelete_topics: ['a', 'b'], append_chunk_size: 8192, auto_create_topics_enabled: true, oidc_discovery_url: 'https://a', write_caching_default: 'true' },
  licenseAcknowledged: false,
  tieredStorage: { serviceAccountAnnotations: { 'example.com/a': 'b' } },
  patches: [{ target: { kind: 'StatefulSet', name: 'redpanda' }, patch: { metadata: { labels: { a: 'b' } }, spec: { template: { spec: { containers: [{ name: 'redpanda', env: [{ name: 'A', value: 'b' }], image: null }] } } } } }],
  networkPolicy: { ingress: [{ namespace: 'a', podSelector: { app: 'a' } }, { cidr: 'fd00::/8' }], dns: [{ namespace: 'a', podSelector: { app: 'a' } }, { cidr: '10.0.0.0/8' }] },
  schemas: [{ subject: 'a', type: 'AVRO', schema: '"string"', compatibility: 'FULL', references: [{ name: 'b', subject: 'b', version: 1 }] }],
  clients: [{ name: 'a', namespace: 'a', createNamespace: false, podSelector: { app: 'a' }, flavour: 'spring', consumerGroup: 'a', consumes: ['*'], produces: ['a-*'], transactionalIds: ['a'], schemaRegistry: false, egressPolicy: true }],
};

/** Why the loader refuses a values file, or the plain YAML that it makes. */
function plain(text: string): { refusal: string } | { objects: Record<string, unknown> } {
  try {
    return { objects: comparable(objectsOf(plainFiles(load(text)))) };
  } catch (error) {
    if (error instanceof ValuesError) return { refusal: error.message };
    throw error;
  }
}

function reportMutation({ failed, counterexample, errorInstance, seed }: fc.RunDetails<[Mutation]>): void {
  if (!failed) return;
  const [{ path, value } = {}] = counterexample ?? [];
  throw new Error(`seed ${seed}: with ${JSON.stringify(path)} as ${JSON.stringify(value)}: ${String(errorInstance)}`);
}

testWithHelm('for all values, valid or not, both outputs are the same or are both refused', () => {
  fc.assert(
    fc.property(mutated, ({ document }) => {
      const text = written(document, 'JSON');
      const { namespace } = document as Values;
      const ours = plain(text);
      // What a schema says, Helm cannot read.
      if ('refusal' in ours && ours.refusal.split('\n').every((line) => /: schemas\[\d+\]\.schema must be (an Avro schema|a JSON Schema|Protobuf): /.test(line))) return;
      const theirs = helmTemplate(text, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace) ? namespace : undefined);
      if ('refusal' in ours) expect(`${theirs.stderr}, though: ${ours.refusal}`).toMatch(/^Error: /m);
      else expect({ stderr: theirs.stderr, objects: comparable(objectsIn(theirs.stdout)) }).toEqual({ stderr: '', ...ours });
    }),
    // Such a document has hundreds of values to shrink, and the message names the one that was changed.
    { ...runs(25), endOnFailure: true, reporter: reportMutation },
  );
});

testWithHelm('topics of more than one ConfigMap, some of whose configs are null, are the same in both outputs', () => {
  const topics = Array.from({ length: 101 }, (_, index) => ({ name: `t${index}`, ...(index % 2 === 0 && { replicationFactor: 3 }), config: { 'retention.ms': index % 3 === 0 ? null : index } }));
  const text = writeYaml({ topics: topics as unknown as object });
  const { objects } = plain(text) as { objects: Record<string, unknown> };
  const { stdout, stderr } = helmTemplate(text);
  expect({ stderr, objects: comparable(objectsIn(stdout)) }).toEqual({ stderr: '', objects });
  expect(Object.keys(objects).filter((name) => /topics-\d$/.test(name))).toHaveLength(3);
});

const first = { name: 'orders', partitions: 3 };

test.each<[string, object]>([
  ['an unknown key', { brokers: {} }],
  ['an unknown key of a section', { broker: { replica: 3 } }],
  ['an unknown key of an item', { topics: [{ ...first, partition: 3 }] }],
  ['an unknown topic config', { topics: [{ ...first, config: { 'retention.mss': 1 } }] }],
  ['a topic config out of bounds', { topics: [{ ...first, config: { 'retention.ms': -2 } }] }],
  ['a topic config of another type', { topics: [{ ...first, config: { 'write.caching': 'true' } }] }],
  ['a null in an item', { topics: [{ ...first, config: null }] }],
  ['a string for a number', { broker: { replicas: '3' } }],
  ['a fraction for an integer', { broker: { replicas: 1.5 } }],
  ['a number below its bounds', { broker: { replicas: 0 } }],
  ['a number above its bounds', { broker: { external: { port: 65001 } } }],
  ['a key that null deletes', { broker: { image: null } }],
  ['a section that null deletes', { console: null }],
  ['a list for a map', { broker: [] }],
  ['a map for a list', { topics: {} }],
  ['a control character', { broker: { external: { annotations: { a: 'a\u0007b' } } } }],
  ['an annotation that is no string', { broker: { external: { annotations: { a: 1 } } } }],
  ['an annotation of a patch that is no string', { patches: [{ target: { kind: 'Service' }, patch: { metadata: { annotations: { a: 1 } } } }] }],
  ['annotations of a patch that are no map', { patches: [{ target: { kind: 'Service' }, patch: { metadata: { annotations: 1 } } }] }],
  ['a label of a patch that is no string', { patches: [{ target: { kind: 'Service' }, patch: { metadata: { labels: { a: true } } } }] }],
  ['a label key that Kubernetes refuses', { broker: { nodeSelector: { 'a b': 'c' } } }],
  ['an image without a tag', { broker: { image: 'docker.io/redpandadata/redpanda' } }],
  ['an image with the tag latest', { console: { image: 'docker.io/redpandadata/console:latest' } }],
  ['a cluster name that is no DNS label', { name: 'Redpanda' }],
  ['a topic name that Kafka refuses', { topics: [{ name: 'a/b' }] }],
  ['a topic twice', { topics: [first, first] }],
  ['a client twice', { clients: [{ name: 'a', namespace: 'a' }, { name: 'a', namespace: 'b' }] }],
  ['a topic of a client that is not declared', { clients: [{ name: 'a', namespace: 'a', produces: ['a'] }] }],
  ['an Ingress without a host', { console: { ingress: { enabled: true } } }],
  ['a flavour that there is not', { clients: [{ name: 'a', namespace: 'a', flavour: 'kotlin' }] }],
  ['more replicas than brokers', { topics: [{ name: 'a', replicationFactor: 5 }] }],
  ['an even replication factor', { topics: [{ name: 'a', replicationFactor: 2 }] }],
  ['requests above limits', { broker: { resources: { requests: { memory: '6Gi' } } } }],
  ['less memory than a broker starts with', { broker: { resources: { requests: { memory: '2Gi' } } } }],
  ['CPU requests above limits', { console: { resources: { requests: { cpu: 1.5 } } } }],
  ['node ports that Kubernetes does not have', { broker: { external: { type: 'NodePort', insecure: true } } }],
  ['node ports that the last broker has not', { broker: { replicas: 3, external: { type: 'NodePort', insecure: true, port: 32766 } } }],
  ['load balancers without a domain', { broker: { external: { type: 'LoadBalancer', insecure: true } } }],
  ['a global that is no map', { global: 1 }],
])('fails on %s before anything is made of it', (_, values) => {
  expect(() => load(writeYaml(values))).toThrow(ValuesError);
  if (helm) expect(helmTemplate(writeYaml(values)).stderr).toMatch(/^Error: /m);
});
