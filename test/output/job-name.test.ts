import fc from 'fast-check';
import { plainFiles } from '../../output/plain';
import { writeYaml } from '../../template';
import { canonicalJson } from '../../template/canonical-json';
import { ValuesError } from '../../values/problem';
import { loadValues } from '../../values/reading/load';
import { testWithHelm } from '../helm';
import { runs } from '../template/runs';
import { helmTemplate, objectsIn, objectsOf, type KubernetesObject } from './fidelity';
import { validValues } from './valid-values';

type Some = Record<string, unknown>;

/** Values of which many pairs make the same Job, and all keys that its spec depends on. */
const few: fc.Arbitrary<Some> = fc.record(
  {
    name: fc.constantFrom('redpanda', 'kafka'),
    namespace: fc.constantFrom('a', 'b'),
    clusterDomain: fc.constantFrom('cluster.local', 'example.org'),
    imagePullSecrets: fc.constantFrom<unknown[]>([], ['first'], [{ name: 'first' }], ['first', 'second']),
    global: fc.constantFrom({}, { imageRegistry: 'registry.example.org' }, { imagePullSecrets: ['third'] }),
    broker: fc.record({ replicas: fc.constantFrom(1, 2, 3, 5), image: fc.constantFrom('a.example.org/redpanda:v1', 'docker.redpanda.com/redpanda:v1', 'docker.redpanda.com/redpanda:v2') }, { noNullPrototype: true }),
    console: fc.record({ enabled: fc.boolean() }, { noNullPrototype: true }),
    topics: fc.constantFrom<unknown[]>(
      [],
      [{ name: 'orders' }],
      [{ name: 'orders', partitions: 3 }],
      [{ name: 'orders', config: { 'retention.ms': 604800000 } }],
      [{ name: 'orders', config: { 'retention.ms': null } }],
      Array.from({ length: 51 }, (_, index) => ({ name: `t${index}` })),
    ),
    cluster: fc.constantFrom({}, { log_retention_ms: 604_800_000 }, { log_retention_ms: 1 }, { tls_min_version: 'v1.3', default_topic_replications: 1 }),
    clients: fc.constant([]),
  },
  { requiredKeys: ['namespace', 'clients'], noNullPrototype: true },
);

/** Values, and the same but for one or two keys. */
const pair = fc
  .oneof(fc.tuple(few, few), fc.tuple(validValues as fc.Arbitrary<Some>, validValues as fc.Arbitrary<Some>))
  .chain(([one, other]) => fc.subarray(Object.keys(other), { maxLength: 2 }).map((keys) => [one, { ...one, ...Object.fromEntries(keys.map((key) => [key, other[key]])) }] as const));

interface Job {
  readonly name: string;
  readonly spec: string;
}

function jobsIn(objects: readonly KubernetesObject[]): Job[] {
  const jobs = objects.filter(({ kind }) => kind === 'Job');
  expect(jobs).not.toEqual([]);
  return jobs.map((job) => ({ name: job.metadata.name, spec: canonicalJson(job['spec']) }));
}

function plainJobs(values: Some): Job[] | undefined {
  try {
    return jobsIn(objectsOf(plainFiles(loadValues({ files: [{ name: 'values.yaml', text: writeYaml(values) }], sets: [] }))));
  } catch (error) {
    // What is put together of two may break a rule.
    if (error instanceof ValuesError) return undefined;
    throw error;
  }
}

const helmJobs = (values: Some): Job[] => jobsIn(objectsIn(helmTemplate(writeYaml(values), values['namespace'] as string).stdout));

function compare(some: readonly Job[], others: readonly Job[]): void {
  for (const one of some) {
    for (const other of others) expect({ one, other, sameName: one.name === other.name }).toEqual({ one, other, sameName: one.spec === other.spec });
  }
}

test('in the plain YAML, Jobs have the same name where their specs are equal, and only there', () => {
  fc.assert(
    fc.property(pair, ([one, other]) => {
      const [first, second] = [plainJobs(one), plainJobs(other)];
      fc.pre(first !== undefined && second !== undefined);
      compare(first, second);
    }),
    runs(25),
  );
});

testWithHelm('in a chart, Jobs have the same name where their specs are equal, and only there', () => {
  fc.assert(
    fc.property(pair, ([one, other]) => {
      fc.pre(plainJobs(one) !== undefined && plainJobs(other) !== undefined);
      compare(helmJobs(one), helmJobs(other));
    }),
    runs(6),
  );
});
