import * as fc from 'fast-check';
import { changedFields } from '../../diff/field';
import { KubeObject } from '../../diff/object';

const object = (kind: string, fields: object): KubeObject => ({ apiVersion: kind === 'ConfigMap' || kind === 'Service' ? 'v1' : 'apps/v1', kind, metadata: { name: 'a', namespace: 'b' }, ...fields });
const configMap = (data: Readonly<Record<string, string>>): KubeObject => object('ConfigMap', { data });
const containers = (...items: object[]): KubeObject => object('Deployment', { spec: { template: { spec: { containers: items } } } });
const at = 'spec.template.spec.containers';

describe('fields that differ', () => {
  // Of the kinds of Kubernetes itself what is empty is not kept, so values are not empty.
  const value = fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[a-z]{1,8}$/));
  const name = fc.stringMatching(/^[a-z]{1,6}$/).map((text) => `x${text}`);
  const tree = fc.letrec<{ node: unknown; map: Record<string, unknown> }>((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, value, tie('map')),
    map: fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 4 }),
  })).map;

  /** What stands where in a map, by paths. */
  const leaves = (map: Record<string, unknown>, before = ''): Record<string, unknown> =>
    Object.fromEntries(Object.entries(map).flatMap(([key, inner]): [string, unknown][] => (typeof inner === 'object' ? Object.entries(leaves(inner as Record<string, unknown>, `${before}${key}.`)) : [[`${before}${key}`, inner]])));

  test('are told each, and no other, in random objects', () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        const fields = changedFields(object('Deployment', { spec: one }), object('Deployment', { spec: other }));
        const [before, after] = [leaves(one, 'spec.'), leaves(other, 'spec.')];
        const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => before[path] !== after[path]);
        const isWithin = (path: string, field: string) => path === field || path.startsWith(`${field}.`);
        // A map that is on one side alone is one field.
        expect(differing.filter((path) => !fields.some((field) => isWithin(path, field.path)))).toEqual([]);
        expect(fields.filter((field) => !differing.some((path) => isWithin(path, field.path)))).toEqual([]);
        expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
      }),
    );
  });

  test('are none between an object and itself, whatever the order of its fields', () => {
    const turned = (node: unknown): unknown => (typeof node === 'object' ? Object.fromEntries(Object.entries(node as object).reverse().map(([key, inner]) => [key, turned(inner)])) : node);
    fc.assert(fc.property(tree, (one) => expect(changedFields(object('Deployment', { spec: one }), object('Deployment', { spec: turned(one) }))).toEqual([])));
  });

  test('are the same both ways', () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        const [there, back] = [changedFields(object('Deployment', { spec: one }), object('Deployment', { spec: other })), changedFields(object('Deployment', { spec: other }), object('Deployment', { spec: one }))];
        const sorted = (paths: readonly string[]) => [...paths].sort();
        expect(sorted(there.map(({ path, from, to }) => JSON.stringify([path, from, to])))).toEqual(sorted(back.map(({ path, from, to }) => JSON.stringify([path, to, from]))));
      }),
    );
  });
});

describe('a list', () => {
  const [one, other] = [{ name: 'one', image: 'i:1' }, { name: 'other', image: 'i:1' }];

  test('is matched by its merge key', () => {
    expect(changedFields(containers(one, other), containers(one, { ...other, image: 'i:2' }))).toEqual([{ path: `${at}[other].image`, from: 'i:1', to: 'i:2' }]);
  });

  test('has another order as one field', () => {
    expect(changedFields(containers(one, other), containers(other, one))).toEqual([{ path: at, from: ['one', 'other'], to: ['other', 'one'] }]);
  });

  test('has items that are new or gone', () => {
    expect(changedFields(containers(one), containers(other)).map(({ path, from, to }) => [path, from !== undefined, to !== undefined])).toEqual([
      [`${at}[one]`, true, false],
      [`${at}[other]`, false, true],
    ]);
  });

  test('without a key is compared from both ends', () => {
    const args = (...list: string[]) => containers({ ...one, args: list });
    expect(changedFields(args('a', 'b', 'd'), args('a', 'b', 'c', 'd'))).toEqual([{ path: `${at}[one].args[2]`, to: 'c' }]);
  });

  test('of ports with one number for two protocols is compared in order', () => {
    const ports = (port: number) => object('Service', { spec: { ports: [{ port: 53, protocol: 'TCP', targetPort: 53 }, { port: 53, protocol: 'UDP', targetPort: port }] } });
    expect(changedFields(ports(53), ports(54))).toEqual([{ path: 'spec.ports[1].targetPort', from: 53, to: 54 }]);
  });
});

describe('a file in a ConfigMap', () => {
  test('of YAML tells what changed in it', () => {
    expect(changedFields(configMap({ 'redpanda.yaml': 'redpanda: { a: 1, b: 2 }\n' }), configMap({ 'redpanda.yaml': 'redpanda:\n  b: 3\n  a: 1\n' }))).toEqual([{ path: 'data[redpanda.yaml].redpanda.b', from: 2, to: 3 }]);
  });

  test('of YAML that only looks different is no change', () => {
    expect(changedFields(configMap({ 'a.yaml': 'a: [1, 2]' }), configMap({ 'a.yaml': '# said\na:\n  - 1\n  - 2\n' }))).toEqual([]);
  });

  test('of broken YAML is a text', () => {
    expect(changedFields(configMap({ 'a.yaml': 'a: [' }), configMap({ 'a.yaml': 'a: [1]' }))).toMatchObject([{ path: 'data[a.yaml]', from: 'a: [' }]);
  });

  test('of topics tells of each topic what changed', () => {
    const topics = (text: string) => configMap({ topics: text });
    expect(changedFields(topics('topic orders 3 3\nconfig retention.ms 1\ntopic bills 1\n'), topics('topic bills 1\ntopic orders 6 3\nconfig retention.ms 2\nreset cleanup.policy\n'))).toEqual([
      { path: 'data.topics.orders.partitions', from: 3, to: 6 },
      { path: 'data.topics.orders.config[retention.ms]', from: '1', to: '2' },
      { path: 'data.topics.orders.config[cleanup.policy]', to: null },
    ]);
  });

  test('of another kind is a text', () => {
    expect(changedFields(configMap({ 'run.sh': 'a\n' }), configMap({ 'run.sh': 'a\nb\n' }))).toEqual([{ path: 'data[run.sh]', from: 'a\n', to: 'a\nb\n' }]);
  });
});
