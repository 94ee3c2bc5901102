import fc from 'fast-check';
import { Expr, symbolic, writeRules } from '../../template';
import { shapeOf } from '../../values/defaults';
import { chartKeys, valuesDocument } from '../../values/reading/document';
import { chartSchema } from '../../values/schema/json-schema';
import { loadValues } from '../../values/reading/load';
import { sentencesOf } from '../../values/rules/finding';
import { rules } from '../../values/rules/rules';
import { schema } from '../../values/schema/schema';
import type { Values } from '../../values/types';
import { folderOf, runHelm, testWithHelm } from '../helm';
import { refused } from './refused';

const defaults = loadValues({ files: [], sets: [] });
const namespace = new Expr<string>('string', (root) => `${root}Release.Namespace`, 'model-registry', true);

const chart = folderOf(
  new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: values\nversion: 0.1.0\n'],
    ['values.yaml', valuesDocument(defaults, chartKeys())],
    ['values.schema.json', JSON.stringify(chartSchema())],
    ['templates/rules.yaml', writeRules('problems', sentencesOf(rules({ ...symbolic<Values>(shapeOf(schema), 'Values'), namespace })))],
    ['templates/values.yaml', '{{ .Values | toJson }}\n'],
  ]),
);

/** What Helm makes of the values, or what it says against them. */
function helm(text: string): { values?: Record<string, unknown>; stderr: string } {
  const folder = folderOf(new Map([['v.yaml', text]]));
  const { status, stdout, stderr } = runHelm('template', 'release', chart, '-n', 'model-registry', '-f', `${folder}/v.yaml`);
  const [, json = ''] = /# Source: values\/templates\/values.yaml\n(.*)\n/.exec(stdout) ?? [];
  return { ...(status === 0 && { values: JSON.parse(json) as Record<string, unknown> }), stderr };
}

function plain(text: string): Values | undefined {
  try {
    return loadValues({ files: [{ name: 'v.yaml', text }], sets: [] });
  } catch {
    return undefined;
  }
}

/** The values that the chart has a use for. */
function used(values: object | undefined): object | undefined {
  if (!values) return undefined;
  const rest = Object.entries(values).filter(([key]) => !['namespace', 'createNamespace', 'argocd', 'global'].includes(key));
  return Object.fromEntries(rest);
}

testWithHelm('the chart has the same defaults', () => {
  expect(used(helm('').values)).toEqual(used(defaults));
});

testWithHelm('the chart refuses what loading refuses, and a guard says the same sentence', () => {
  for (const [text, sentence] of refused) {
    const { values, stderr } = helm(text);
    expect([text, values]).toEqual([text, undefined]);
    if (!stderr.includes("don't meet the specifications of the schema")) expect(stderr).toContain(sentence.replace(/^v.yaml:\d+:\d+: /, ''));
  }
});

testWithHelm('guards report all problems at once', () => {
  const { stderr } = helm('topics: [{name: a, replicationFactor: 5}, {name: a}]\nbroker: {external: {type: LoadBalancer, insecure: true}}');
  expect(stderr.match(/must not exceed|must not be declared twice|is required for/g)).toHaveLength(3);
});

testWithHelm('the chart accepts values that only the plain YAML has a use for', () => {
  expect(used(helm('namespace: other\ncreateNamespace: false\nargocd: {path: a}\nglobal: {x: 1}').values)).toEqual(used(defaults));
});

/** One value of a path, right or wrong. */
const paths = [
  'name',
  'broker.replicas',
  'broker.image',
  'broker.storage',
  'broker.storage.size',
  'broker.nodeSelector',
  'broker.nodeSelector.a',
  'broker.external.type',
  'broker.external.port',
];
const morePaths = [
  'broker.external.domain',
  'broker.resources.requests.cpu',
  'broker.resources.limits.cpu',
  'console.enabled',
  'console.ingress.annotations.a',
  'imagePullSecrets',
  'topics',
  'clients',
  'argocd',
];
const samples: unknown[] = [
  ...[
    null,
    1,
    5,
    0,
    1.5,
    0.5,
    30000,
    true,
    'a',
    '',
    '5Gi',
    '500m',
    '2',
    'LoadBalancer',
    'NodePort',
    'example.com',
    [],
    {},
    ['a'],
    { a: 'b' },
    { size: '1Gi' },
    { path: 'x' },
  ],
  ...[
    [{ name: 'a' }],
    [{ name: 'a' }, { name: 'a' }],
    [{ name: 'a', namespace: 'b' }],
    [{ name: 'a', partitions: 3, replicationFactor: 5 }],
    [{ name: 'a', namespace: 'model-registry', createNamespace: false }],
    [{ name: 'a', namespace: 'a', podSelector: { app: 'a' }, flavour: 'spring', consumerGroup: 'g' }],
    [{ name: 'a', namespace: 'a', podSelector: { app: 1 } }],
    [{ name: 'a', namespace: 'a', flavour: 'Spring' }],
    [{ name: 'a', namespace: 'a', consumerGroup: '' }],
    [{ name: 'a', namespace: 'a', consumes: ['a*', '*', 'a'], produces: [] }],
    [{ name: 'a', namespace: 'a', consumes: ['a*b'] }],
    [{ name: 'a', namespace: 'a', schemaRegistry: false, egressPolicy: true }],
    [{ name: 'a', namespace: 'a', schemaRegistry: null }],
  ],
  ...[
    [{ name: 'a', config: { 'retention.ms': 5 } }],
    [{ name: 'a', config: { 'retention.ms': 1.5, 'write.caching': true } }],
    [{ name: 'a', config: null }],
    [{ name: 'a', config: {} }],
  ],
];

function nested(assignments: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  for (const [path, value] of assignments) {
    const steps = path.split('.');
    let at = document;
    for (const step of steps.slice(0, -1)) {
      if (typeof at[step] !== 'object' || at[step] === null || Array.isArray(at[step])) at[step] = {};
      at = at[step] as Record<string, unknown>;
    }
    // A sample of its own, because the next assignment may lead into it.
    at[steps.at(-1)!] = structuredClone(value);
  }
  return document;
}

testWithHelm('for random values, loading and the chart agree on the verdict and on the merged values', () => {
  let valid = 0;
  const assignment = fc.tuple(fc.constantFrom(...paths, ...morePaths), fc.constantFrom(...samples));
  fc.assert(
    fc.property(fc.array(assignment, { maxLength: 4 }), (assignments) => {
      const text = JSON.stringify(nested(assignments));
      const own = plain(text);
      if (own) valid += 1;
      expect(used(helm(text).values)).toEqual(used(own));
    }),
    { numRuns: 200 },
  );
  expect(valid).toBeGreaterThan(10);
});

testWithHelm('ten thousand topics cost the guards little', () => {
  const text = `topics:\n${Array.from({ length: 9999 }, (_, i) => `  - name: topic-${i}\n`).join('')}  - name: topic-17\n`;
  const start = performance.now();
  expect(helm(text).stderr).toContain('topics[9999].name (topic-17) must not be declared twice');
  expect(performance.now() - start).toBeLessThan(10_000);
});
