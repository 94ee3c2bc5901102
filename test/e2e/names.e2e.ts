import { hosts, labelValues, namespaces, objects, optionalObjects, serviceNames, withoutUpperCase, withUpperCase } from '../values/names';
import { startCluster, type Cluster } from './cluster';
import { freePort, output } from './process';
import { tool } from './tools';

let cluster: Cluster;
/** Address of the API server for whoever has no key. */
let api: string;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  const port = await freePort();
  api = `http://127.0.0.1:${port}`;
  cluster.start('proxy', tool('kubectl'), ['proxy', `--port=${port}`]);
  await cluster.waitFor('the proxy', () => output('curl', ['--silent', '--fail', `${api}/readyz`]), 30_000);
});
afterAll(() => cluster?.stop());

const inDefault = (apiVersion: string, kind: string, fields: object = {}, metadata: object = { name: 'a' }) => ({ apiVersion, kind, metadata: { namespace: 'default', ...metadata }, ...fields });
const pod = (spec: object) => inDefault('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'a' }], ...spec } });
const ingress = (spec: object) => inDefault('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } }, ...spec } });
const claim = (spec: object) => inDefault('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } });

/** Objects that have a name of each kind where the platform's have it. */
const kinds: [title: string, object: (name: string) => Named, names: { accepted: string[]; refused: string[] }][] = [
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

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** Asked without kubectl, which would take minutes to start for each of hundreds of names. */
async function isAccepted(object: Named): Promise<boolean> {
  const { apiVersion, kind, metadata: { namespace } } = object;
  const resources = kind.toLowerCase() + (kind.endsWith('s') ? 'es' : 's');
  const path = [apiVersion.includes('/') ? 'apis' : 'api', apiVersion, ...(namespace === undefined ? [] : ['namespaces', namespace]), resources].join('/');
  const { status } = await fetch(`${api}/${path}?dryRun=All&fieldValidation=Strict`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(object) });
  if (![201, 400, 422].includes(status)) throw new Error(`${path} answers with ${status}, which says nothing of the names in ${JSON.stringify(object)}`);
  return status === 201;
}

async function acceptedOf(names: readonly string[], object: (name: string) => Named): Promise<string[]> {
  const answers = await Promise.all(names.map((name) => isAccepted(object(name))));
  return names.filter((_, i) => answers[i]);
}

test.each(kinds)('what the values take for %s the API server takes, and nothing else', async (_, object, { accepted, refused }) => {
  expect(await acceptedOf([...accepted, ...refused], object)).toEqual(accepted);
});

test.each([
  ['a key is needed to compare', { value: 'a' }],
  ['nothing is compared with Exists', { key: 'a', operator: 'Exists', value: 'b' }],
])('of a toleration, %s', async (_, toleration) => {
  expect(await isAccepted(pod({ tolerations: [toleration] }))).toBe(false);
});
