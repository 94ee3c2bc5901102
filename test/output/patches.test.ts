import fc from 'fast-check';
import { parse } from 'yaml';
import { PatchesError } from '../../constructs/platform';
import { chartFiles } from '../../output/helm';
import { plainFiles } from '../../output/plain';
import { digest } from '../../template/operators';
import { canonicalJson } from '../../template/canonical-json';
import { writeYaml } from '../../template';
import { ValuesError } from '../../values/problem';
import { folderOf, helm, runHelm, testWithHelm } from '../helm';
import { valuesOf, warningsOf } from '../platform/objects';
import { runs } from '../template/runs';
import { comparable, defaults, helmTemplate, objectsIn, objectsOf } from './fidelity';
import { patches } from './valid-patches';

const pod = (spec: object) => ({ spec: { template: { spec } } });
const inBroker = (container: object) => [{ target: { kind: 'StatefulSet' }, patch: pod({ containers: [{ name: 'redpanda', ...container }] }) }];
const valuesWith = (those: readonly object[]) => valuesOf(writeYaml({ patches: those }));

testWithHelm('whatever the patches are, helm template renders what the plain YAML holds', () => {
  fc.assert(
    fc.property(patches('redpanda'), (those) => {
      const { stdout, stderr } = helmTemplate(writeYaml({ patches: those }));
      expect(stderr).toBe('');
      expect(comparable(objectsIn(stdout))).toEqual(comparable(objectsOf(plainFiles(valuesWith(those)))));
    }),
    { ...runs(15), endOnFailure: true },
  );
});

testWithHelm('without patches a chart renders its objects letter by letter as they are written', () => {
  const files = chartFiles(defaults);
  const unwrapped = [...files].map(([path, text]) => [path, text.replace(/^\{\{- define "redpanda\.[\w.-]+\.yaml" -}}\n([^]*?)\{\{- end }}\n\{\{- include "redpanda\.patched".*\n/, '$1')] as const);
  expect(unwrapped.filter(([path, text]) => files.get(path) !== text).length).toBeGreaterThan(20);
  const [wrapped, plain] = [files, new Map(unwrapped)].map((all) => runHelm('template', 'redpanda', folderOf(all), '-n', defaults.namespace, '--kube-version', '1.34', '--set', 'broker.external.type=NodePort,broker.external.insecure=true,broker.external.port=30092'));
  expect(wrapped).toEqual(plain);
  expect(wrapped).toMatchObject({ status: 0, stderr: '' });
});

test('patches are merged one after the other', () => {
  const those = ['one', 'two'].map((team) => ({ target: { kind: 'ServiceAccount' }, patch: { metadata: { annotations: { team, [team]: 'yes' } } } }));
  expect(parse(plainFiles(valuesWith(those)).get('10-serviceaccount-redpanda.yaml')!)).toMatchObject({ metadata: { annotations: { team: 'two', one: 'yes', two: 'yes' } } });
});

test('a patch of a name alone is merged into the objects of every kind that have it', () => {
  const files = plainFiles(valuesWith([{ target: { name: 'redpanda' }, patch: { metadata: { labels: { team: 'streams' } } } }]));
  const labelled = [...files].filter(([, text]) => text.includes('team: streams')).map(([path]) => path);
  expect(labelled).toEqual(['10-serviceaccount-redpanda.yaml', '40-service-redpanda.yaml', '50-poddisruptionbudget-redpanda.yaml', '60-statefulset-redpanda.yaml']);
});

test('a patched Job has the name of what it does', () => {
  const jobOf = (those: readonly object[]) => parse(plainFiles(valuesWith(those)).get('90-job-redpanda-topics.yaml')!) as { metadata: { name: string }; spec: object };
  const patched = jobOf([{ target: { kind: 'Job', name: 'redpanda-topics' }, patch: pod({ priorityClassName: 'low' }) }]);
  expect(patched.metadata.name).toBe(`redpanda-topics-${digest(canonicalJson(patched.spec))}`);
  expect(patched.metadata.name).not.toBe(jobOf([]).metadata.name);
  expect(jobOf([{ target: { kind: 'StatefulSet' }, patch: pod({ priorityClassName: 'low' }) }]).metadata.name).toBe(jobOf([]).metadata.name);
});

/** Why a patch is refused: the sentences of the plain synthesis. */
function refusal(those: readonly object[]): string {
  try {
    plainFiles(valuesWith(those));
    return '';
  } catch (error) {
    if (error instanceof ValuesError) return error.problems.map(({ sentence }) => sentence).join('\n');
    throw error;
  }
}

const [found, identity] = ['cluster.sh apply and an uninstall find the object by it', 'others know the object by it'];

test.each<[sentence: string, kind: string, patch: object]>([
  [`patches[0].patch.apiVersion must be left alone: ${identity}`, 'Service', { apiVersion: 'v2' }],
  [`patches[0].patch.kind must be left alone: ${identity}`, 'Service', { kind: 'Pod' }],
  [`patches[0].patch.metadata.name must be left alone: ${identity}`, 'ConfigMap', { metadata: { name: 'other' } }],
  [`patches[0].patch.metadata.namespace must be left alone: ${identity}`, 'ConfigMap', { metadata: { namespace: null } }],
  [`patches[0].patch.metadata.labels.app.kubernetes.io/instance must be left alone: ${found}`, 'Job', { metadata: { labels: { 'app.kubernetes.io/instance': 'other' } } }],
  [`patches[0].patch.metadata.labels.redpanda.io/cluster-namespace must be left alone: ${found}`, 'Deployment', { metadata: { labels: { 'redpanda.io/cluster-namespace': null } } }],
  ['patches[0].patch.metadata.finalizers must be left alone: nobody would take one away, and the object could not be deleted', 'ConfigMap', { metadata: { finalizers: ['a/b'] } }],
  ['patches[0].patch.spec.selector must be left alone: it decides which pods are meant', 'Service', { spec: { selector: { app: 'other' } } }],
  ['patches[0].patch.spec.clusterIP must be left alone: Kubernetes refuses to change it', 'Service', { spec: { clusterIP: null } }],
  ['patches[0].patch.spec.selector must be left alone: it decides which pods are meant', 'PodDisruptionBudget', { spec: { selector: {} } }],
  ['patches[0].patch.spec.podSelector must be left alone: it decides which pods are meant', 'NetworkPolicy', { spec: { podSelector: {} } }],
  ['patches[0].patch.spec.selector must be left alone: Kubernetes refuses to change it', 'Deployment', { spec: { selector: { matchLabels: { a: 'b' } } } }],
  ['patches[0].patch.spec.serviceName must be left alone: Kubernetes refuses to change it', 'StatefulSet', { spec: { serviceName: 'other' } }],
  ['patches[0].patch.spec.podManagementPolicy must be left alone: Kubernetes refuses to change it', 'StatefulSet', { spec: { podManagementPolicy: 'OrderedReady' } }],
  ['patches[0].patch.spec.volumeClaimTemplates must be left alone: Kubernetes refuses to change it', 'StatefulSet', { spec: { volumeClaimTemplates: [] } }],
  ['patches[0].patch.spec.replicas must be left alone: seeds and Services follow broker.replicas', 'StatefulSet', { spec: { replicas: 5 } }],
  ['patches[0].patch.spec.ordinals must be left alone: seeds and Services know the brokers by their numbers', 'StatefulSet', { spec: { ordinals: { start: 1 } } }],
  ['patches[0].patch.spec.template.metadata.labels.app must be left alone: Services and NetworkPolicies select the pods by it', 'StatefulSet', { spec: { template: { metadata: { labels: { app: 'other' } } } } }],
  ['patches[0].patch.spec.template.metadata.labels.app must be left alone: Services and NetworkPolicies select the pods by it', 'Job', { spec: { template: { metadata: null } } }],
  ['patches[0].patch.spec.template.metadata.labels.app must be left alone: Services and NetworkPolicies select the pods by it', 'Deployment', { spec: { template: { metadata: { labels: { $patch: 'replace', a: 'b' } } } } }],
  ['patches[0].patch.spec.template.spec.containers[0] must be a map with name: the list is merged by it', 'StatefulSet', pod({ containers: [{ image: 'a/b:1' }] })],
  ['patches[0].patch.spec.template.spec.containers[1].env[0] must be a map with name: the list is merged by it', 'StatefulSet', pod({ containers: [{ name: 'redpanda' }, { name: 'more', env: ['A=B'] }] })],
  ['patches[0].patch.spec.ports[1].port (9092) must not stand there twice: the list is merged by it', 'Service', { spec: { ports: [{ port: 9092 }, { port: 9092 }] } }],
])('fails, in both outputs, with: %s', (sentence, kind, patch) => {
  const those = [{ target: { kind }, patch }];
  expect(refusal(those).split('\n')).toContain(sentence);
  if (helm) expect(helmTemplate(writeYaml({ patches: those })).stderr).toContain(`: ${sentence}\n`);
});

test.each<[sentence: string, target: object, patch: object]>([
  ['patches[0].target must have a kind or a name: without either it would be aimed at every object', {}, {}],
  ['patches[0].target.kind (Namespace) must be another: a chart holds no Namespaces, and this one would not be changed by it', { kind: 'Namespace' }, {}],
  ['patches[0].patch must hold no control characters but newlines and tabs: a values file of Helm cannot hold them', { kind: 'Service' }, { metadata: { annotations: { a: 'a\u0007b' } } }],
  ['patches[0].patch must hold no control characters but newlines and tabs: a values file of Helm cannot hold them', { kind: 'Service' }, { metadata: { annotations: { a: 'a\u2028b' } } }],
  ['patches[0].patch must hold no key with a dollar sign but $patch: delete and $patch: replace: kubectl makes the others for itself', { kind: 'Job' }, pod({ $retainKeys: ['containers'] })],
  ['patches[0].patch must hold no key with a dollar sign but $patch: delete and $patch: replace: kubectl makes the others for itself', { kind: 'Job' }, pod({ securityContext: { $patch: 'merge' } })],
  ...['AWS_SECRET_ACCESS_KEY', 'RPK_PASS', 'my_password', 'GITHUB_TOKEN'].map((name): [string, object, object] => [
    'patches[0].patch must not hold the value of a variable such as PASSWORD or TOKEN: a secret does not belong in values, valueFrom names the Secret that holds it',
    { kind: 'StatefulSet' },
    pod({ containers: [{ name: 'redpanda', env: [{ name, value: 'hunter2' }] }] }),
  ]),
])('fails, in both outputs, with the rule: %s', (sentence, target, patch) => {
  const those = [{ target, patch }];
  expect(refusal(those).split('\n')).toContain(sentence);
  if (helm) expect(helmTemplate(writeYaml({ patches: those })).stderr).toContain(`: ${sentence}\n`);
});

test.each<[target: object, plain: string, chart: string]>([
  [{ kind: 'Statefulset' }, 'patches[0].target.kind (Statefulset) must be the kind of an object: did you mean StatefulSet?', 'kind (Statefulset) must be the kind of an object: there are ConfigMap, Deployment, Job, '],
  [{ kind: 'StatefulSet', name: 'redpnda' }, 'patches[0].target.name (redpnda) must be the name of an object of kind StatefulSet: did you mean redpanda?', 'name (redpnda) must be the name of an object of kind StatefulSet: there are redpanda\n'],
  [{ kind: 'Service', name: 'x' }, 'patches[0].target.name (x) must be the name of an object of kind Service: there are redpanda, redpanda-console, redpanda-external, redpanda-headless', 'of kind Service: there are redpanda, redpanda-console, redpanda-external, redpanda-headless\n'],
  [{ name: 'model-registry' }, 'patches[0].target.name (model-registry) must be the name of an object: there are redpanda, redpanda-brokers, ', 'name (model-registry) must be the name of an object: there are redpanda, redpanda-brokers, '],
  [{ kind: 'Service', name: 'redpanda-external-0' }, 'patches[0].target.name (redpanda-external-0) must be the name of an object of kind Service: did you mean redpanda-external?', 'of kind Service: there are '],
])('fails, in both outputs, on a patch that is aimed at nothing: %j', (target, plain, chart) => {
  const those = [{ target, patch: {} }];
  expect(refusal(those).slice(0, plain.length)).toBe(plain);
  if (helm) expect(helmTemplate(writeYaml({ patches: those })).stderr).toContain(chart);
});

test('what is wrong with patches is told at once, and once for all objects that they are aimed at', () => {
  const those = [
    { target: { kind: 'Service' }, patch: { metadata: { name: 'a' }, spec: { selector: {} } } },
    { target: { kind: 'Pod' }, patch: {} },
  ];
  expect(() => plainFiles(valuesWith(those))).toThrow(PatchesError);
  expect(refusal(those).split('\n').map((sentence) => sentence.replace(/ .*/, ''))).toEqual(['patches[0].patch.metadata.name', 'patches[0].patch.spec.selector', 'patches[1].target.kind']);
});

test.each<[warning: string, those: readonly object[]]>([
  ['makes a container privileged, which is as good as root of the node', inBroker({ securityContext: { privileged: true } })],
  ['mounts a path of the node, which a pod can damage or read secrets from', [{ target: { kind: 'Deployment' }, patch: pod({ volumes: [{ name: 'node', hostPath: { path: '/' } }] }) }]],
  ['puts a pod into the network or among the processes of its node', [{ target: { kind: 'Job' }, patch: pod({ hostNetwork: true }) }]],
  ['opens a port of the node', inBroker({ ports: [{ containerPort: 9092, hostPort: 9092 }] })],
  ['lets a container gain more rights than its user has', inBroker({ securityContext: { allowPrivilegeEscalation: null } })],
  ['lets a container run as root', inBroker({ securityContext: { runAsUser: 0 } })],
  ['lets a container run as root', [{ target: { kind: 'Job' }, patch: pod({ securityContext: { runAsNonRoot: null } }) }]],
  ["lets a container change its image's files", inBroker({ securityContext: { readOnlyRootFilesystem: false } })],
  ["gives a container capabilities of root's", inBroker({ securityContext: { capabilities: { add: ['NET_ADMIN'] } } })],
  ["gives a container capabilities of root's", inBroker({ securityContext: { capabilities: { drop: null } } })],
  ['lets a container make every system call', [{ target: { kind: 'Job' }, patch: pod({ securityContext: { seccompProfile: { type: 'Unconfined' } } }) }]],
  ['takes away what keeps a container from the rights of root', inBroker({ securityContext: null })],
  ['gives a pod a token for the Kubernetes API', [{ target: { kind: 'Job' }, patch: pod({ automountServiceAccountToken: true }) }]],
  ['takes away limits of a container, which can then starve its node', inBroker({ resources: { limits: { cpu: null } } })],
  ['takes away limits of a container, which can then starve its node', inBroker({ resources: null })],
  ['names an image without a tag or with the tag latest, which changes on its own', inBroker({ image: 'registry:5000/redpanda' })],
  ["changes the mount of the brokers' data, which may then be lost with a pod", inBroker({ volumeMounts: [{ mountPath: '/var/lib/redpanda/data', name: 'tmp' }] })],
  ['has volumes deleted, with the data on them', [{ target: { kind: 'StatefulSet' }, patch: { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } } }]],
])('a patch that %s is warned of, in both outputs', (warning, those) => {
  const values = valuesWith(those);
  expect(warningsOf(values)).toContain(`patches[0] ${warning}`);
  if (helm) expect(notes({ patches: those })).toContain(`patches[0] ${warning}\n`);
});

test.each<[what: string, those: readonly object[]]>([
  ['a user', [{ target: { kind: 'StatefulSet' }, patch: pod({ securityContext: { runAsUser: 1000, fsGroup: null } }) }]],
  ['a pinned image', inBroker({ image: 'registry:5000/redpanda:v26.2.1' })],
  ['another limit', inBroker({ resources: { limits: { memory: '8Gi' } } })],
  ['a text that only looks like a weakness', inBroker({ env: [{ name: 'NOTE', value: '"privileged":true' }] })],
])('a patch of %s is not warned of', (_, those) => {
  expect(warningsOf(valuesWith(those)).filter((warning) => warning.startsWith('patches'))).toEqual([]);
});

test.each<[what: string, item: object]>([
  ['that refers to a Secret', { name: 'GITHUB_TOKEN', valueFrom: { secretKeyRef: { name: 'github', key: 'token' } } }],
  ['that refers to another', { name: 'GITHUB_TOKEN', value: '$(TOKEN)' }],
  ['that is a switch', { name: 'USE_TOKEN', value: 'true' }],
  ['that says where a secret is', { name: 'PASSWORD_FILE', value: '/run/password' }],
  ['without a text', { name: 'PASSWORD', value: '' }],
])('a patch may hold a variable %s', (_, item) => {
  expect(() => plainFiles(valuesWith([{ target: { kind: 'StatefulSet' }, patch: pod({ containers: [{ name: 'redpanda', env: [item] }] }) }]))).not.toThrow();
});

/** The notes that Helm prints, rendered as a template of their own, which needs no cluster. */
function notes(values: object): string {
  const template = 'notes: {{ include (print $.Template.BasePath "/NOTES.txt") . | toJson }}\n';
  const folder = folderOf(new Map([...chartFiles(defaults), ['templates/notes.yaml', template], ['mine.yaml', writeYaml(values)]]));
  const { stdout, stderr } = runHelm('template', 'redpanda', folder, '-n', defaults.namespace, '-f', `${folder}/mine.yaml`, '-s', 'templates/notes.yaml', '--kube-version', '1.34');
  if (stderr) throw new Error(stderr);
  return (parse(stdout) as { notes: string }).notes;
}
