import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { adopt, Adoption } from '../../adopt/adopt';
import { adoptedDocument } from '../../adopt/document';
import { readPath } from '../../adopt/source';
import { changesBetween } from '../../diff/changes';
import { KubeObject, objectsBy } from '../../diff/object';
import { objectsIn, readObjects } from '../../diff/sources/output';
import { plainFiles } from '../../output/plain';
import { writeYaml } from '../../template';
import { loadValues } from '../../values/reading/load';
import type { Values } from '../../values/types';
import { validValues } from '../output/valid-values';
import { runs } from '../template/runs';

const load = (text: string): Values => loadValues({ files: [{ name: 'values.yaml', text }], sets: [] });
const outputOf = (values: Values) => objectsIn(plainFiles(values), 'output');
const adopted = (adoption: Adoption) => outputOf(load(adoptedDocument(adoption, 'test')));

/** What an apply of the values that adopt writes would do to the objects that it has read. */
function changesOf(objects: readonly KubeObject[], adoption: Adoption = adopt(objects)) {
  return changesBetween(objectsBy(objects), adopted(adoption));
}

const readme = readPath('test/adopt/readme');
const official = readPath('test/adopt/official.yaml');

describe.each([
  ['what people write by hand', readme],
  ['what the official chart renders', official],
])('of %s', (_, objects) => {
  const changes = changesOf(objects);

  test('nothing is refused by the API server, and no data is at risk', () => {
    expect(changes.filter(({ refused, verdict }) => refused || verdict === 'data at risk').map(({ object, reason }) => `${object}: ${reason}`)).toEqual([]);
  });

  test('the brokers and Console restart, and nothing else that was there', () => {
    expect(changes.filter(({ restarts }) => restarts).map(({ object }) => object.replace(/ .*\//, ' '))).toEqual(['StatefulSet redpanda', 'Deployment redpanda-console']);
  });

  test('claims have the names that they had', () => {
    const claims = (all: readonly KubeObject[]) => all.filter(({ kind }) => kind === 'StatefulSet').map(({ spec }) => (spec as { volumeClaimTemplates: object[] }).volumeClaimTemplates.map((one) => (one as KubeObject).metadata));
    expect(claims([...adopted(adopt(objects)).values()])).toEqual(claims(objects));
  });
});

test('the restart of brokers is named among what needs a hand', () => {
  for (const objects of [readme, official]) expect(adopt(objects).notes).toContain('the brokers restart one by one, because their pods are written anew');
});

test('a Service keeps leading to brokers of before and after, because it selects them by labels that both have', () => {
  const made = [...adopted(adopt(official)).values()];
  const selector = { 'app.kubernetes.io/component': 'redpanda-statefulset', 'app.kubernetes.io/instance': 'redpanda', 'app.kubernetes.io/name': 'redpanda' };
  const services = made.filter(({ kind, metadata }) => kind === 'Service' && metadata.name !== 'redpanda-console');
  expect(services.map(({ metadata, spec }) => [metadata.name, (spec as { selector: object }).selector])).toEqual(['redpanda-clients', 'redpanda-external', 'redpanda'].map((name) => [name, selector]));
});

test('the port that clients lose is named', () => {
  expect(adopt(official).notes).toContain('Service redpanda loses the port 8082, 9093: it then has 9092, 8081, 9644, 33145. Clients need their new address before the apply');
});

test('what nobody makes any more is named with the command that deletes it, and holds no data', () => {
  expect(adoptedDocument(adopt(official), 'chart.yaml')).toContain(`
# kubectl delete serviceaccount redpanda-console --namespace streams
# kubectl delete secret redpanda-sts-lifecycle redpanda-configurator --namespace streams
# kubectl delete configmap redpanda redpanda-rpk --namespace streams
# kubectl delete role redpanda-sidecar --namespace streams
# kubectl delete rolebinding redpanda-sidecar --namespace streams
`);
});

test('what the values take of a redpanda.yaml is carried over', () => {
  expect(adopt(official).values).toMatchObject({ broker: { config: { redpanda: { crash_loop_limit: 7 } } } });
});

/** One of the objects, changed. */
const changed = (objects: readonly KubeObject[], kind: string, name: string, change: (text: string) => string): KubeObject[] =>
  objects.map((object) => (object.kind === kind && object.metadata.name === name ? (JSON.parse(change(JSON.stringify(object))) as KubeObject) : object));
const set = (change: (text: string) => string) => changed(readme, 'StatefulSet', 'redpanda', change);

test.each<[string, KubeObject[], string | RegExp]>([
  ['no Redpanda', readme.filter(({ kind }) => kind !== 'StatefulSet'), 'there is no Redpanda: no StatefulSet has a container that runs redpanda start or the image redpanda'],
  ['two Redpandas', [...readme, ...official], 'there are several Redpandas (model-registry/redpanda, streams/redpanda): --name and --namespace choose one'],
  ['two claim templates', set((text) => text.replace('"volumeClaimTemplates":[', '"volumeClaimTemplates":[{"metadata":{"name":"cache"}},')), 'StatefulSet redpanda must have one claim template: it has cache and redpanda-data, and Kubernetes never changes that'],
  ['no claim template', set((text) => text.replace(/"volumeClaimTemplates":.*/, '"volumeClaimTemplates":[]}}')), /^StatefulSet redpanda must have one claim template: it has none, /],
  ['a field of a claim that no value sets', set((text) => text.replace('"storageClassName"', '"volumeName":"disk","storageClassName"')), 'StatefulSet redpanda claim template redpanda-data must have no spec.volumeName: Kubernetes never changes a claim template, and no value sets that'],
  [
    'data elsewhere on the volume',
    set((text) => text.replace('"/var/lib/redpanda/data"', '"/var/lib/redpanda"')),
    'StatefulSet redpanda must have its data in the top folder of the volume: redpanda-data is mounted at /var/lib/redpanda, and the data is in /var/lib/redpanda/data, where brokers would not look for it',
  ],
  ['a size in other units', set((text) => text.replace('"10Gi"', '"10G"')), /^broker\.storage\.size \("10G"\) must be a storage quantity/],
  ['a name that is too long', set((text) => text.replace('"name":"redpanda",', `"name":"${'r'.repeat(31)}",`)), /^name \("r+"\) must have at most 30 characters/],
  ['an image that is not pinned', set((text) => text.replace('redpanda:v26.2.1', 'redpanda:latest')), /^broker\.image \(\S+:latest\) must not have the tag latest/],
  ['pods that count from 1', set((text) => text.replace('"replicas":3', '"replicas":3,"ordinals":{"start":1}')), /^StatefulSet redpanda must count its pods from 0/],
  ['no namespace', set((text) => text.replace('"namespace":"model-registry",', '')), 'StatefulSet redpanda must have a metadata.namespace, or --namespace must say in which it is'],
])('fails with %s', (_, objects, sentence) => {
  expect(() => adopt(objects)).toThrow(sentence);
});

test('of several Redpandas a name and a namespace choose one', () => {
  expect(adopt([...readme, ...official], { namespace: 'streams' })).toMatchObject({ name: 'redpanda', namespace: 'streams' });
});

test('a headless Service that has an address must be deleted first, and that is said with the command', () => {
  const objects = changed(readme, 'Service', 'redpanda', (text) => text.replace('"clusterIP":"None",', ''));
  expect(adopt(objects).notes.join('\n')).toContain('Run kubectl delete service redpanda --namespace model-registry');
});

test('pods of others that wear the labels of brokers are named', () => {
  const objects = changed(readme, 'Deployment', 'redpanda-console', (text) => text.replaceAll('"app":"redpanda-console"', '"app":"redpanda"'));
  expect(adopt(objects).notes.join('\n')).toContain('Deployment redpanda-console: its pods wear all labels that select the brokers');
});

test('a Console of another name is left behind, and that is said', () => {
  const objects = changed(readme, 'Deployment', 'redpanda-console', (text) => text.replace('"name":"redpanda-console",', '"name":"console",'));
  expect(adopt(objects).notes).toContain('Deployment console is not made here, but Deployment redpanda-console: delete it after the apply');
});

test('a client of ours whose namespace was not read is named', () => {
  const objects = readPath('dist').filter(({ metadata }) => metadata.namespace !== 'services');
  expect(adopt(objects).notes).toContain('clients: services may connect, and cannot be declared here, because the ConfigMap in another namespace was not read');
});

test('what the values refuse has its default, and that is said', () => {
  const { values, notes } = adopt(set((text) => text.replace('"cpu":"1000m"', '"cpu":"4000m"')));
  expect(values).not.toHaveProperty('broker.resources');
  expect(notes).toContain('broker.resources.requests.cpu (4000m) must not exceed broker.resources.limits.cpu (2000m): Kubernetes refuses a request above the limit');
});

/** Values whose every part shows in the output. */
function visible({ patches: _, argocd: __, ...values }: Values): Values {
  return values as Values;
}

test('our own output is read back: the values make the same objects again, but for what shows in none of them', () => {
  fc.assert(
    fc.property(validValues, (random) => {
      const objects = [...outputOf(visible(load(writeYaml(random)))).values()];
      const changes = changesOf(objects);
      expect(changes.filter(({ fields }) => fields.length === 0 || fields.some(({ path }) => !hashes.test(path)))).toEqual([]);
    }),
    runs(50),
  );
});

/** They are of all values that something is made of, also of those that change nothing else in it. */
const hashes = /annotations\[(checksum\/config|redpanda\.io\/content-hash)\]$/;

test('of the defaults and of the environments of this repository nothing changes that restarts anything', () => {
  for (const folder of ['dist', 'dist/environments/dev', 'dist/environments/prod']) {
    expect(changesOf(readPath(folder)).filter(({ restarts, verdict }) => restarts || verdict !== 'applies')).toEqual([]);
  }
  const defaults = outputOf(load('{}'));
  expect(adopted(adopt([...defaults.values()]))).toEqual(defaults);
});

test('what our own objects do not have again is noted', () => {
  const patched = outputOf(load('patches: [{ target: { kind: StatefulSet }, patch: { spec: { template: { spec: { priorityClassName: high } } } } }]'));
  expect(adopt([...patched.values()]).notes).toEqual([
    'StatefulSet redpanda/redpanda would change in spec.template.spec.priorityClassName, and its pods would restart: this comes from a patch, another version of this package, or a value that shows nowhere',
  ]);
});

test('docs/adopt.md shows what is made of what the official chart renders', () => {
  const [, example] = /```yaml\n([^`]*)```/.exec(readFileSync('docs/adopt.md', 'utf8'))!;
  expect(writeYaml(adopt(official).values)).toBe(example);
});

test('several documents and a List are read alike', () => {
  const list = readObjects('list', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: official }));
  expect(adopt(list)).toEqual(adopt(official));
});
