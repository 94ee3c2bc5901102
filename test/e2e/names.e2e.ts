import { stringify } from 'yaml';
import { hosts, labelValues, namespaces, objects, optionalObjects, serviceNames, withoutUpperCase, withUpperCase } from '../values/names';
import { startCluster, type Cluster } from './cluster';
import { run } from './process';
import { tool } from './tools';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
});
afterAll(() => cluster?.stop());

const inDefault = (apiVersion: string, kind: string, fields: object = {}, metadata: object = { name: 'a' }) => ({ apiVersion, kind, metadata: { namespace: 'default', ...metadata }, ...fields });
const pod = (spec: object) => inDefault('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'a' }], ...spec } });
const ingress = (spec: object) => inDefault('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } }, ...spec } });
const claim = (spec: object) => inDefault('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } });

/** Objects that have a name of each kind where the platform's have it. */
const kinds: [title: string, object: (name: string) => object, names: { accepted: string[]; refused: string[] }][] = [
  ['a Namespace', (name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }), namespaces],
  ['a Service', (name) => inDefault('v1', 'Service', { spec: { ports: [{ port: 80 }] } }, { name }), serviceNames],
  ['a Secret', (name) => inDefault('v1', 'Secret', {}, { name }), objects],
  ['a ConfigMap', (name) => inDefault('v1', 'ConfigMap', {}, { name }), objects],
  ['a ServiceAccount', (name) => inDefault('v1', 'ServiceAccount', {}, { name }), objects],
  ['a StorageClass', (name) => ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'a' }), objects],
  ['an IngressClass', (name) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name }, spec: { controller: 'a.b/c' } }), objects],
  ["a claim's class", (storageClassName) => claim({ storageClassName }), optionalObjects],
  ["an Ingress's class", (ingressClassName) => ingress({ ingressClassName }), objects],
  ["an Ingress's host", (host) => ingress({ rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] } }] }), hosts],
  ["an Ingress's Secret", (secretName) => ingress({ tls: [{ hosts: ['a.b'], secretName }] }), objects],
  ["a label's key", (key) => inDefault('v1', 'ConfigMap', {}, { name: 'a', labels: { [key]: 'a' } }), withoutUpperCase],
  ["a label's value", (value) => inDefault('v1', 'ConfigMap', {}, { name: 'a', labels: { a: value } }), labelValues],
  ["an annotation's key", (key) => inDefault('v1', 'ConfigMap', {}, { name: 'a', annotations: { [key]: 'a' } }), withUpperCase],
  ["a node selector's key", (key) => pod({ nodeSelector: { [key]: 'a' } }), withoutUpperCase],
  ["a node selector's value", (value) => pod({ nodeSelector: { a: value } }), labelValues],
  ["a taint's key", (key) => pod({ tolerations: [{ key, operator: 'Exists' }] }), withoutEmpty(withoutUpperCase)],
  ["a taint's value", (value) => pod({ tolerations: [{ key: 'a', operator: 'Equal', value }] }), labelValues],
];

/** To the API server, '' is none. */
function withoutEmpty({ accepted, refused }: { accepted: string[]; refused: string[] }) {
  return { accepted, refused: refused.filter((name) => name !== '') };
}

const isAccepted = (object: object): boolean =>
  run(tool('kubectl'), ['create', '--dry-run=server', '--validate=strict', '-f', '-'], { env: cluster.env, input: stringify(object) }).status === 0;

test.each(kinds)('what the values take for %s the API server takes, and nothing else', (_, object, { accepted, refused }) => {
  expect(accepted.filter((name) => !isAccepted(object(name)))).toEqual([]);
  expect(refused.filter((name) => isAccepted(object(name)))).toEqual([]);
});

test.each([
  ['a key is needed to compare', { value: 'a' }],
  ['nothing is compared with Exists', { key: 'a', operator: 'Exists', value: 'b' }],
])('of a toleration, %s', (_, toleration) => {
  expect(isAccepted(pod({ tolerations: [toleration] }))).toBe(false);
});
