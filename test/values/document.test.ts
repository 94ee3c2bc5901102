import * as z from 'zod';
import { defaultsOf } from '../../values/defaults';
import { chartKeys, valuesDocument } from '../../values/reading/document';
import { chartSchema, documentSchema, fileSchema } from '../../values/schema/json-schema';
import { loadValues } from '../../values/reading/load';
import { schema } from '../../values/schema/schema';

const defaults = loadValues({ files: [], sets: [] });

test('the document reads back as the values', () => {
  const text = 'broker: {replicas: 5, nodeSelector: {a.b/c: "yes"}}\ntopics: [{name: "on", config: {min.cleanable.dirty.ratio: 0.1}}]\nclients: []';
  const values = loadValues({ files: [{ name: 'v.yaml', text }], sets: [] });
  expect(loadValues({ files: [{ name: 'v.yaml', text: valuesDocument(values) }], sets: [] })).toEqual(values);
});

test("the chart's document leaves out what only the plain YAML has a use for", () => {
  const keys = (text: string) => [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key);
  expect(keys(valuesDocument(defaults)).filter((key) => !keys(valuesDocument(defaults, chartKeys())).includes(key))).toEqual([
    'namespace',
    'createNamespace',
    'argocd',
  ]);
});

test('a document is commented and wrapped', () => {
  const text = valuesDocument(defaults);
  expect(text).toContain('\n# DNS domain of the Kubernetes cluster.\nclusterDomain: cluster.local\n\n');
  expect(text).toContain('  external:\n    # How clients outside the cluster reach the brokers:');
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
});

interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Node;
  readonly [keyword: string]: unknown;
}

/** What a value must not be like is no part of it. */
function nodes(value: unknown, path = ''): [string, Node][] {
  if (typeof value !== 'object' || value === null) return [];
  return [[path, value as Node], ...Object.entries(value).flatMap(([key, child]) => (key === 'not' ? [] : nodes(child, `${path}/${key}`)))];
}

test('every leaf has a description and a default', () => {
  const leaves = (node: Node, path: string): [string, Node][] =>
    node.properties && !path.includes('config') ? Object.entries(node.properties).flatMap(([key, child]) => leaves(child, `${path}.${key}`)) : [[path, node]];
  const lacking = leaves(documentSchema() as Node, '').filter(([, leaf]) => leaf.description === undefined || leaf.default === undefined);
  expect(lacking.map(([path]) => path)).toEqual([]);
});

test.each([
  ['chart', chartSchema()],
  ['file', fileSchema()],
  ['document', documentSchema()],
])('the schema of a %s is closed but for what Helm hands to all charts, and says nothing private', (_, json) => {
  const open = nodes(json).filter(
    ([path, node]) => node.type === 'object' && node.properties && node.additionalProperties !== false && !path.endsWith('properties'),
  );
  expect(open.map(([path]) => path)).toEqual(['/properties/global']);
  expect(JSON.stringify(json)).not.toContain('plainOnly');
});

test('every pattern can be read by Go', () => {
  const patterns = nodes(chartSchema()).flatMap(([, node]) => (typeof node.pattern === 'string' ? [node.pattern] : []));
  expect(patterns.length).toBeGreaterThan(10);
  expect(patterns.filter((pattern) => /\\u|\(\?[=!<]/.test(pattern))).toEqual([]);
});

test('a chart needs no value that only the plain YAML has a use for', () => {
  const { required, properties } = chartSchema() as Node;
  expect(required).not.toContain('namespace');
  expect(properties?.['argocd']?.required).toBeUndefined();
});

test('a file needs nothing that has a default, and the items of its lists need what has none', () => {
  const { required, properties } = fileSchema() as Node;
  expect(required).toBeUndefined();
  expect(properties?.['broker']?.required).toBeUndefined();
  expect(properties?.['topics']?.items?.required).toEqual(['name']);
});

test('the defaults of a section are those of its leaves', () => {
  expect(defaultsOf(schema.shape.broker.shape.storage)).toEqual({ size: '10Gi', storageClassName: '' });
  expect(defaultsOf(z.strictObject({ a: z.string() }))).toEqual({});
});
