import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parse } from 'yaml';
import { clientEnvironments } from '../../clients/client-environments';
import { workloadKinds } from '../../kubernetes/workload-kind';
import { kustomizeFiles } from '../../output/kustomize';
import { kustomized, testWithKubectl } from '../kubectl';
import { KubeObject, objectsIn, valuesOf } from '../platform/objects';

const values = valuesOf(`clients:
  - { name: shop, namespace: shop, flavour: spring }
  - { name: mail, namespace: shop, flavour: librdkafka, consumerGroup: mail, schemaRegistry: false }
`);
const files = kustomizeFiles(values);
const environment = (client: string) => clientEnvironments(values).find(({ name }) => name === client)!.variables.map(({ name, value }) => ({ name, value }));

const root = mkdtempSync(join(tmpdir(), 'kustomize-'));
afterAll(() => rmSync(root, { recursive: true }));
for (const [path, content] of files) {
  mkdirSync(dirname(join(root, 'client-env', path)), { recursive: true });
  writeFileSync(join(root, 'client-env', path), content);
}

/** A folder of a team's manifests, with the component as one line of its kustomization. */
function teamOf(manifests: string, more = ''): string {
  return kustomization(`resources: [manifests.yaml]\n${more}components: [../client-env]\n`, manifests);
}

function kustomization(text: string, manifests = ''): string {
  const folder = mkdtempSync(join(root, 'team-'));
  writeFileSync(join(folder, 'manifests.yaml'), manifests);
  writeFileSync(join(folder, 'kustomization.yaml'), text);
  return folder;
}

const kustomize = (manifests: string, more?: string) => kustomized(teamOf(manifests, more));

const pod = (containers = '[{ name: app, image: app:1 }]') => `{ containers: ${containers} }`;
const metadata = (client: string) => `metadata: { name: ${client}, labels: { redpanda.io/client: ${client} } }`;
const deployment = (client: string, containers?: string) => `apiVersion: apps/v1\nkind: Deployment\n${metadata(client)}\nspec: { template: { spec: ${pod(containers)} } }\n`;
const envOf = ([object]: KubeObject[]): object[] => object.spec.template.spec.containers.map(({ env }: KubeObject) => env);

test('the component has a line for each client', () => {
  expect(parse(files.get('kustomization.yaml')!)).toEqual({
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    resources: ['environments.yaml'],
    patches: ['labelSelector', 'annotationSelector'].map((selector) => ({ target: { [selector]: 'redpanda.io/client' }, patch: 'apiVersion: v1\nkind: Any\nmetadata:\n  name: any\n' })),
    replacements: [{ path: 'client-shop.yaml' }, { path: 'client-mail.yaml' }],
    transformers: ['without-environments.yaml', 'without-containers.yaml'],
  });
});

test('without clients the component has nothing to replace', () => {
  expect([...kustomizeFiles(valuesOf('clients: []')).keys()]).toEqual(['kustomization.yaml', 'environments.yaml', 'without-environments.yaml', 'without-containers.yaml']);
});

testWithKubectl('a workload that names a client gets its variables, strings that look like numbers among them', () => {
  expect(envOf(kustomize(deployment('shop')))).toEqual([environment('shop')]);
});

testWithKubectl('every container gets the variables after its own', () => {
  const own = { name: 'LOG_LEVEL', value: 'info' };
  const [first, second] = envOf(kustomize(deployment('mail', '[{ name: app, image: a, env: [{ name: LOG_LEVEL, value: info }] }, { name: sidecar, image: b, env: [] }]')));
  expect([first, second]).toEqual([[own, ...environment('mail')], environment('mail')]);
});

testWithKubectl('a container whose env says nothing gets the variables', () => {
  const containers = ['- name: app', '  env:', '  # - name: LOG_LEVEL', '  image: a', '- name: sidecar', '  env:'].map((line) => `        ${line}\n`);
  const manifest = `apiVersion: apps/v1\nkind: Deployment\n${metadata('shop')}\nspec:\n  template:\n    spec:\n      containers:\n${containers.join('')}`;
  for (const one of [manifest, manifest.replace('labels', 'annotations')]) expect(envOf(kustomize(one))).toEqual([environment('shop'), environment('shop')]);
});

testWithKubectl('a variable that is there gets the value of the client, in place of a valueFrom too', () => {
  const env = '[{ name: KAFKA_GROUP_ID, valueFrom: { secretKeyRef: { name: s, key: k } } }, { name: KAFKA_ACKS, value: "1" }]';
  const [first] = envOf(kustomize(deployment('mail', `[{ name: app, image: a, env: ${env} }]`))) as object[][];
  expect(first).toEqual(expect.arrayContaining(environment('mail')));
  expect(first).toHaveLength(environment('mail').length);
});

testWithKubectl('a variable whose name holds that of one of the client stays as it is', () => {
  const own = { name: 'MY_KAFKA_ACKS_2', value: '0' };
  expect(envOf(kustomize(deployment('mail', '[{ name: app, image: a, env: [{ name: MY_KAFKA_ACKS_2, value: "0" }] }]')))).toEqual([[own, ...environment('mail')]]);
});

testWithKubectl('a variable with an odd name stays as it is', () => {
  const own = { name: '(x', value: 'y' };
  expect(envOf(kustomize(deployment('mail', '[{ name: app, image: a, env: [{ name: (x, value: y }] }]')))).toEqual([[own, ...environment('mail')]]);
});

testWithKubectl("another project's Job, which has no containers there, stays as it is", () => {
  const job = `apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\n${metadata('mail')}\nspec: { tasks: [] }\n`;
  expect(kustomize(job)).toEqual(objectsIn(job));
});

testWithKubectl('a comment beside the name of a variable changes nothing', () => {
  const env = ['- name: LOG_LEVEL # how much it says', '  value: info', '# what the leader waits for', '- name: "KAFKA_ACKS" # more is slower', "  value: '1'"].map((line) => `          ${line}\n`);
  const manifest = `apiVersion: apps/v1\nkind: Deployment\n${metadata('mail')}\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          env:\n${env.join('')}`;
  const [acks, ...others] = [...environment('mail')].reverse();
  expect(envOf(kustomize(manifest))).toEqual([[{ name: 'LOG_LEVEL', value: 'info' }, acks, ...others.reverse()]]);
});

testWithKubectl('a workload of another client, or of none, stays as it is', () => {
  const manifests = `${deployment('others')}---\n${deployment('x').replace(/, labels: \{.*?\}/, '')}`;
  expect(kustomize(manifests).map((object) => envOf([object]))).toEqual([[undefined], [undefined]]);
});

testWithKubectl('what has the variables already stays as it is', () => {
  const [once] = kustomize(deployment('shop'));
  expect(kustomize(JSON.stringify(once))).toEqual([once]);
});

testWithKubectl('nothing but the manifests comes out', () => {
  expect(kustomize(deployment('shop')).map(({ kind }) => kind)).toEqual(['Deployment']);
});

testWithKubectl('kustomizations that have the component go together in one that has it as well', () => {
  const teams = ['mail', 'shop'].map((client) => relative(root, teamOf(deployment(client))));
  const all = kustomization(`resources: [${teams.map((team) => `../${team}`).join(', ')}]\ncomponents: [../client-env]\n`);
  expect(kustomized(all).map((object) => [object.metadata.name, ...envOf([object])])).toEqual([['mail', environment('mail')], ['shop', environment('shop')]]);
});

testWithKubectl("a team's prefix and namespace go together with it", () => {
  const [object] = kustomize(deployment('shop'), 'namePrefix: blue-\nnamespace: shop\n');
  expect([object.metadata.name, object.metadata.namespace, ...envOf([object])]).toEqual(['blue-shop', 'shop', environment('shop')]);
});

testWithKubectl('an annotation names the client as a label does, and both together once', () => {
  const annotated = deployment('shop').replace('labels', 'annotations');
  const both = deployment('mail').replace('labels: {', 'annotations: { redpanda.io/client: mail }, labels: {');
  expect(kustomize(`${annotated}---\n${both}`).map((object) => envOf([object]))).toEqual([[environment('mail')], [environment('shop')]]);
});

testWithKubectl('an env that is null stays null', () => {
  expect(envOf(kustomize(deployment('shop', '[{ name: app, image: a, env: null }]')))).toEqual([null]);
});

testWithKubectl('a variable that is named before what refers to it gets its value there', () => {
  const url = { name: 'URL', value: 'kafka://$(KAFKA_BOOTSTRAP_SERVERS)' };
  const [first, ...others] = environment('shop');
  expect(envOf(kustomize(deployment('shop', `[{ name: app, image: a, env: [{ name: KAFKA_BOOTSTRAP_SERVERS }, ${JSON.stringify(url)}] }]`)))).toEqual([[first, url, ...others]]);
});

testWithKubectl('an overlay that takes an env away has the last word', () => {
  const base = relative(root, teamOf(deployment('shop')));
  const patch = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec: { template: { spec: { containers: [{ name: 'app', env: null }] } } } };
  expect(envOf(kustomized(kustomization(JSON.stringify({ resources: [`../${base}`], patches: [{ patch: JSON.stringify(patch) }] }))))).toEqual([undefined]);
});

testWithKubectl('fails where a workload chooses among its containers, which kustomize cannot', () => {
  const named = ['labels: { redpanda.io/client: shop }, annotations: { redpanda.io/containers: app }', 'annotations: { redpanda.io/client: shop, redpanda.io/containers: app }'];
  for (const own of named) expect(() => kustomize(deployment('shop').replace(/labels: \{.*?\}/, own))).toThrow(/redpanda\.io~1containers.*test failed/s);
});

testWithKubectl('what names no client may choose among its containers for others', () => {
  const manifest = deployment('shop').replace(/labels: \{.*?\}/, 'annotations: { redpanda.io/containers: app }');
  expect(envOf(kustomize(manifest))).toEqual([undefined]);
});

testWithKubectl('workloads of every kind get the variables', () => {
  const kinds = workloadKinds.map(({ group, kind, podTemplate }) => {
    const pods = [...podTemplate, 'spec'].reduceRight<object>((inner, key) => ({ [key]: inner }), { containers: [{ name: 'app', image: 'app:1' }] });
    return { apiVersion: `${group}${group && '/'}v1`, kind, metadata: { name: 'mail', labels: { 'redpanda.io/client': 'mail' } }, ...pods };
  });
  const made = kustomize(kinds.map((object) => JSON.stringify(object)).join('\n---\n'));
  const containersOf = ({ apiVersion, kind, ...object }: KubeObject) => {
    const row = workloadKinds.find((one) => one.kind === kind && one.group === (apiVersion.includes('/') ? apiVersion.split('/')[0] : ''))!;
    return [...row.podTemplate, 'spec', 'containers'].reduce((value, key) => value[key], object);
  };
  expect(made.map((object) => [object.apiVersion, object.kind, containersOf(object)[0].env])).toEqual(expect.arrayContaining(kinds.map(({ apiVersion, kind }) => [apiVersion, kind, environment('mail')])));
});
