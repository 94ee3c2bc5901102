import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { version } from '../../package.json';
import { inFolder } from '../../files/files';
import { chartFiles } from '../../output/helm';
import { plainFiles } from '../../output/plain';
import { writeYaml } from '../../template';
import { loadValues } from '../../values/reading/load';
import { problemsIn } from '../../values/rules/finding';
import { warnings } from '../../values/rules/warnings';
import { folderOf, runHelm, testWithHelm } from '../helm';
import { runs } from '../template/runs';
import { chart, defaults, own, helmTemplate, type KubernetesObject, objectsIn, objectsOf } from './fidelity';
import { validValues } from './valid-values';

const files = chartFiles(own);
const isObject = (path: string) => /^templates\/[^/]*\.yaml$/.test(path) && path !== 'templates/rules.yaml';
const templates = new Map([...files].filter(([path]) => isObject(path)).map(([path, content]) => [path.slice('templates/'.length), content]));

/** Objects that a chart makes in a loop, whose file is named after the loop's variable. */
const looped: Record<string, string> = {
  'configmap-services-env.yaml': 'configmap-client-env.yaml',
  'configmap-topics-0.yaml': 'configmap-topics-part.yaml',
  ...Object.fromEntries([0, 1, 2].map((index) => [`configmap-schemas-${index}.yaml`, 'configmap-schemas-part.yaml'])),
  'networkpolicy-allow-services.yaml': 'networkpolicy-allow-client.yaml',
};

/** Objects that the default values do not have. */
const more = [
  ...['configmap-settings.yaml', 'configmap-settings-0.yaml', 'job-settings.yaml', 'networkpolicy-settings.yaml', 'configmap-quotas.yaml', 'configmap-quotas-0.yaml', 'job-quotas.yaml', 'networkpolicy-quotas.yaml', 'serviceaccount-storage.yaml'],
  ...['configmap-acls.yaml', 'configmap-acls-part.yaml', 'job-acls.yaml', 'networkpolicy-acls.yaml'],
  ...['configmap-users.yaml', 'configmap-users-0.yaml', 'job-users.yaml', 'networkpolicy-users.yaml'],
  ...['configmap-dashboard.yaml', 'podmonitor.yaml', 'podmonitor-console.yaml', 'prometheusrule.yaml', 'prometheusrule-client-client.yaml'],
  ...['certificate-external.yaml', 'certificate-external-ca.yaml', 'issuer-external-ca.yaml', 'issuer-external-selfsigned.yaml'],
  ...['certificate-broker.yaml', 'certificate-ca.yaml', 'issuer-ca.yaml', 'issuer-selfsigned.yaml'],
  ...['httproute-console.yaml', 'middleware-console.yaml', 'networkpolicy-egress-client.yaml', 'networkpolicy-external.yaml', 'service-external-broker.yaml'],
];

test("a chart has a template for each object, with the file name of its plain manifest but the number and the cluster's name", () => {
  const plain = [...plainFiles(own).keys()].filter((name) => !name.includes('-namespace-')).map((name) => name.replace(/^\d\d-/, '').replace('-redpanda', ''));
  expect([...templates.keys()].sort()).toEqual([...new Set(plain.map((name) => looped[name] ?? name)), ...more].sort());
});

test('a chart is made of nothing else', () => {
  expect([...files.keys()].filter((path) => !isObject(path))).toEqual([
    'Chart.yaml',
    'README.md',
    'values.yaml',
    'values.schema.json',
    'templates/_client-env.tpl',
    'templates/_helpers.tpl',
    'templates/_patches.tpl',
    'templates/NOTES.txt',
    'templates/rules.yaml',
    'templates/tests/round-trip.yaml',
    'files/converge.sh',
    'files/acls.sh',
    'files/start.sh',
    'files/admin-api.sh',
    'files/probe.sh',
    'files/pre-stop.sh',
    'files/quotas.sh',
    'files/schemas.sh',
    'files/settings.sh',
    'files/create-topics.sh',
    'files/users.sh',
    'files/round-trip.sh',
  ]);
});

test('a script is a file of the chart, and not a part of a template', () => {
  const scripts = objectsOf(plainFiles(own)).flatMap(({ data = {} }) => Object.entries(data).filter(([name]) => name.endsWith('.sh')));
  expect(scripts.map(([name]) => files.get(`files/${name}`))).toEqual(scripts.map(([, text]) => text));
  expect([...templates.values()].join('')).not.toContain('#!/');
});

test('the same values make the same chart, byte for byte', () => {
  expect([...chartFiles(structuredClone(own))]).toEqual([...files]);
});

test('no line of a template but a sentence, a string or JSON is longer than 120 characters', () => {
  const isSentence = (path: string, line: string) => (['templates/rules.yaml', 'templates/NOTES.txt'].includes(path) && /^[A-Za-z]/.test(line)) || /^ *(summary|description): /.test(line);
  // Helm reads a break within a string as a part of it.
  const isString = (line: string) => /^\s*(- |\w+: )?"(?:[^"\\]|\\.)*"\S*( \}\}(true\{\{ end \}\})?)?$/.test(line);
  const long = [...files].filter(([path]) => path.startsWith('templates/') && path !== 'templates/configmap-dashboard.yaml').flatMap(([path, content]) => content.split('\n').filter((line) => line.length > 120 && !isSentence(path, line) && !isString(line)).map((line) => [path, line]));
  expect(long).toEqual([]);
});

test('every named template is defined once, and every one that is defined is included', () => {
  const names = (pattern: RegExp) => [...files].filter(([path]) => path.startsWith('templates/')).flatMap(([, content]) => [...content.matchAll(pattern)].map(([, name]) => name!));
  const defined = names(/define "(redpanda\.\w+)"/g).sort();
  expect(defined).toEqual([...new Set(defined)]);
  // Other charts include that one.
  expect(defined.filter((name) => name !== 'redpanda.clientEnv')).toEqual([...new Set(names(/include "(redpanda\.\w+)"/g))].filter((name) => name !== 'redpanda.clientEnv').sort());
});

test('a template reads like one that is written by hand', () => {
  expect(templates.get('networkpolicy-allow-client.yaml')?.split('\n')).toEqual([
    '{{- define "redpanda.networkpolicy-allow-client.yaml" -}}',
    '{{- if .Values.networkPolicy.enabled }}',
    '{{- range $client := .Values.clients }}',
    '---',
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    'metadata:',
    '  name: {{ printf "%v-allow-%v" $.Values.name $client.name | quote }}',
    '  namespace: {{ $.Release.Namespace | quote }}',
    '  labels:',
    '    {{- include "redpanda.brokerLabels" $ | nindent 4 }}',
    'spec:',
    '  podSelector:',
    '    matchLabels:',
    '      {{- include "redpanda.brokerSelector" $ | trim | nindent 6 }}',
    '  policyTypes:',
    '    - Ingress',
    '  ingress:',
    '    - from:',
    '        - namespaceSelector:',
    '            matchLabels:',
    '              kubernetes.io/metadata.name: {{ $client.namespace | quote }}',
    '          {{- if $client.podSelector }}',
    '          podSelector:',
    '            matchLabels:',
    '              {{- toYaml $client.podSelector | nindent 14 }}',
    '          {{- end }}',
    '      ports:',
    '        - protocol: TCP',
    '          port: 9092',
    '        {{- if ne $.Values.tls.plaintext "none" }}',
    '        - protocol: TCP',
    '          port: 9095',
    '        {{- end }}',
    '        {{- if ne (toString $client.schemaRegistry) "false" }}',
    '        - protocol: TCP',
    '          port: 8081',
    '        {{- end }}',
    '        {{- if and (ne $.Values.tls.plaintext "none") (ne (toString $client.schemaRegistry) "false") }}',
    '        - protocol: TCP',
    '          port: 8085',
    '        {{- end }}',
    '{{- end }}',
    '{{- end }}',
    '{{- end }}',
    '{{- include "redpanda.patched" (list . "redpanda.networkpolicy-allow-client.yaml") }}',
    '',
  ]);
});

test("a chart's version is the package's", () => {
  expect(parse(files.get('Chart.yaml')!)).toMatchObject({ apiVersion: 'v2', name: 'redpanda', version });
});

test.each([
  ['docker.redpanda.com/redpandadata/redpanda:v26.2.1', 'v26.2.1'],
  ['registry:5000/redpanda:v26.2.1', 'v26.2.1'],
  [`registry:5000/redpanda:v26.2.1@sha256:${'a'.repeat(64)}`, 'v26.2.1'],
  [`registry:5000/redpanda@sha256:${'a'.repeat(64)}`, 'a'.repeat(12)],
])("a chart's application version is that of %s", (image, appVersion) => {
  const { broker } = own;
  expect(parse(chartFiles({ ...own, broker: { ...broker, image } }).get('Chart.yaml')!)).toMatchObject({ appVersion });
});

test('values.yaml holds the values that a chart has a use for', () => {
  const unused = ['namespace', 'createNamespace', 'argocd'];
  expect(parse(files.get('values.yaml')!)).toEqual(Object.fromEntries(Object.entries(own).filter(([key]) => !unused.includes(key))));
});

test('whoever has the chart is sent to no file outside of it', () => {
  const project = readdirSync('.').filter((name) => !['node_modules', 'lib'].includes(name) && !name.startsWith('.'));
  const named = [...files].flatMap(([path, text]) => [...text.matchAll(/(?<![\w./-])([\w.-]+)\/[\w.-]+\.(?:yaml|ts|md|sh)\b/g)].filter(([name, folder]) => project.includes(folder!) && !files.has(name)).map(([name]) => `${path}: ${name}`));
  expect(named).toEqual([]);
});

test('every value of values.yaml is described above it', () => {
  const items = /^( *)- .*\n(?:\1 {2}.*\n)*/gm;
  const lines = files.get('values.yaml')!.replace(items, '').split('\n');
  const bare = lines.filter((line, i) => /^ *\w+: \S/.test(line) && !/^ *#/.test(lines[i - 1] ?? ''));
  expect(bare).toEqual([]);
});

test('values.schema.json knows every key of values.yaml, and its default', () => {
  const check = (value: unknown, schema: { properties?: Record<string, never>; default?: unknown; type?: string }, path: string): string[] => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && schema.properties) {
      return Object.entries(value).flatMap(([key, child]) => (schema.properties?.[key] ? check(child, schema.properties[key], `${path}.${key}`) : [`${path}.${key} is unknown`]));
    }
    return JSON.stringify(schema.default) === JSON.stringify(value) ? [] : [`${path} is ${JSON.stringify(value)}, not ${JSON.stringify(schema.default)}`];
  };
  const chart = chartFiles(defaults);
  expect(check(parse(chart.get('values.yaml')!), JSON.parse(chart.get('values.schema.json')!) as object, '')).toEqual([]);
});

testWithHelm('helm lint --strict finds nothing', () => {
  const { status, stdout } = runHelm('lint', '--strict', chart(), '-n', defaults.namespace, '--kube-version', '1.34');
  expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed');
  expect(stdout).not.toMatch(/WARNING|ERROR/);
  expect(status).toBe(0);
});

testWithHelm('a chart makes no Namespace', () => {
  expect(objectsIn(helmTemplate('{}').stdout).filter(({ kind }) => kind === 'Namespace')).toEqual([]);
});

testWithHelm('every object of a chart tells the chart and who manages it', () => {
  for (const { kind, metadata } of objectsIn(helmTemplate('{}').stdout)) {
    expect([kind, metadata.labels]).toEqual([kind, expect.objectContaining({ 'helm.sh/chart': `redpanda-${version}`, 'app.kubernetes.io/managed-by': 'Helm' })]);
  }
});

testWithHelm('a chart goes where the release goes', () => {
  const namespaces = objectsIn(helmTemplate('{ clients: [] }', 'elsewhere').stdout).map(({ metadata }) => metadata.namespace);
  expect(new Set(namespaces)).toEqual(new Set(['elsewhere']));
});

/** The notes that Helm prints after an installation, rendered as a template of their own, which needs no cluster. */
function notes(values: object, namespace = own.namespace, chart = files): string {
  const template = 'notes: {{ include (print $.Template.BasePath "/NOTES.txt") . | toJson }}\n';
  const folder = folderOf(new Map([...chart, ['templates/notes.yaml', template], ['mine.yaml', writeYaml(values)]]));
  const { stdout, stderr } = runHelm('template', 'redpanda', folder, '-n', namespace, '-f', `${folder}/mine.yaml`, '-s', 'templates/notes.yaml');
  if (stderr) throw new Error(stderr);
  return (parse(stdout) as { notes: string }).notes.trimStart();
}

testWithHelm('the notes name the namespaces that must exist', () => {
  const clients = [
    { name: 'orders', namespace: 'shop' },
    { name: 'billing', namespace: 'money' },
  ];
  expect(notes({ clients })).toContain('These must exist, with a ConfigMap for the clients in each:\n  shop: redpanda-orders-env\n  money: redpanda-billing-env\n');
});

testWithHelm('the notes begin with what to do next', () => {
  expect(notes({ name: 'events' }, 'platform')).toMatch(
    /^The brokers start in platform\. Next:\n\n1\..*\n {5}kubectl -n platform rollout status statefulset\/events\n2\..*\n {5}kubectl -n platform logs -l app=events-topics\n3\..*\n {5}helm test redpanda -n platform\n4\. Open Console:\n {5}http:\/\/kafka\.local\n/,
  );
});

const ways: readonly (readonly [string, object, string])[] = [
  ['its Ingress', {}, 'http://kafka.local'],
  ['its Ingress with TLS', { ingress: { tlsSecretName: 'tls' } }, 'https://kafka.local'],
  ['a port-forward', { ingress: { enabled: false } }, 'kubectl -n model-registry port-forward service/redpanda-console 8080:http'],
];

for (const [way, console, expected] of ways) {
  testWithHelm(`the notes open Console by ${way}`, () => {
    expect(notes({ console })).toContain(`4. Open Console:\n     ${expected}\n`);
  });
}

testWithHelm('the notes say nothing of a Console that there is not', () => {
  expect(notes({ console: { enabled: false } })).not.toContain('Console');
});

testWithHelm('the notes warn of what synth warns of, for any valid values', () => {
  const chart = chartFiles(defaults);
  fc.assert(
    fc.property(validValues, (random) => {
      const warned = problemsIn(warnings(loadValues({ files: [{ name: 'values.yaml', text: writeYaml(random) }], sets: [] }))).map(({ sentence }) => sentence);
      expect(notes(random, random.namespace, chart).match(/(?<=^WARNING: ).*/gm) ?? []).toEqual(warned);
    }),
    runs(10),
  );
});

testWithHelm('the notes end with warnings, each of which says so', () => {
  expect(notes({})).toMatch(/\nWARNING: broker\.resources are not a size that Redpanda supports.*\nWARNING: broker\.resources\.requests\.memory is below the 2\.22 GiB.*\nWARNING: console\.ingress\.basicAuthSecretName is empty.*\n$/);
});

testWithHelm('the notes warn of nothing where all is well', () => {
  const resources = { requests: { cpu: 2, memory: '5Gi' }, limits: { cpu: '2', memory: '5Gi' } };
  expect(notes({ broker: { resources }, console: { ingress: { controller: 'ingress-nginx', basicAuthSecretName: 'users' } } })).not.toContain('WARNING');
});

testWithHelm('a chart is refused by a Kubernetes that lacks fields of its objects', () => {
  const render = (version: string) => runHelm('template', 'redpanda', chart(), '-n', defaults.namespace, '--kube-version', version).stderr;
  expect([render('1.22.17'), render('1.23.0'), render('1.23.8-gke.1900')]).toEqual([expect.stringContaining('chart requires kubeVersion: >=1.23.0-0 which is incompatible with Kubernetes v1.22.17'), '', '']);
});

test('the README of a chart has every value, with its default', () => {
  const readme = files.get('README.md')!;
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0 ? Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`)) : [`| \`${path.slice(1)}\` | ${Array.isArray(value) && value.length > 0 ? 'in `values.yaml`' : `\`${JSON.stringify(value)}\``} | `];
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toEqual(leaves(parse(files.get('values.yaml')!), '').map((begin) => expect.stringMatching(new RegExp(`^${begin.replace(/[|\\[\]{}.*+?^$()]/g, '\\$&')}\\S.* \\|$`))));
});

testWithHelm("fails on a namespace that is not the release's", () => {
  expect(helmTemplate('namespace: elsewhere').stderr).toContain(
    "namespace (elsewhere) must be the release's (redpanda): Helm installs into the namespace of -n\n",
  );
});

testWithHelm('fails with the sentences of all broken rules at once', () => {
  const values = {
    namespace: 'elsewhere',
    broker: { replicas: 1, image: 'a/b:latest', external: { type: 'LoadBalancer', insecure: true }, resources: { requests: { cpu: 3 } } },
    topics: [{ name: 'a', replicationFactor: 3 }, { name: 'a' }],
    clients: [{ name: 'a', namespace: 'a', consumes: ['b'] }, { name: 'a', namespace: 'a' }],
    console: { ingress: { enabled: true } },
  };
  const { stderr } = helmTemplate(writeYaml(values));
  const sentences = stderr.replace(/^Error: execution error at \(.*?\): /, '').split('\n').slice(0, 10).map((line) => line.replace(/:.*/, ''));
  expect(sentences).toEqual([
    "namespace (elsewhere) must be the release's (redpanda)",
    'topics[0].replicationFactor (3) must not exceed broker.replicas (1)',
    'topics[1].name (a) must not be declared twice',
    'clients[1].name (a) must not be declared twice',
    'broker.image (a/b',
    'broker.resources.requests.cpu (3) must not exceed broker.resources.limits.cpu (2)',
    'broker.external.domain is required for the type LoadBalancer',
    'clients[0].consumes[0] (b) must be one of the topics, or a prefix such as orders-*',
    'console.ingress.hosts is required for an Ingress',
    '',
  ]);
});

testWithHelm("a values file may hold what a chart has no use for, and Helm's own global", () => {
  const values = { namespace: defaults.namespace, createNamespace: false, argocd: { path: 'elsewhere' }, global: { anything: [1] } };
  expect(helmTemplate(writeYaml(values))).toMatchObject({ status: 0, stderr: '' });
});

/** The images and pull secrets of all pods. */
function pulled(objects: readonly KubernetesObject[]): { images: string[]; secrets: string[] } {
  const specs = objects.flatMap(({ spec }) => (spec as { template?: { spec: PodSpec } } | undefined)?.template?.spec ?? []);
  return {
    images: specs.flatMap(({ containers }) => containers.map(({ image }) => image)).sort(),
    secrets: specs.flatMap(({ imagePullSecrets = [] }) => imagePullSecrets.map(({ name }) => name)),
  };
}

interface PodSpec {
  readonly containers: readonly { readonly image: string }[];
  readonly imagePullSecrets?: readonly { readonly name: string }[];
}

/** Of Console, and of the brokers and so many Jobs. */
const mirrored = {
  images: ['mirror:5000/redpandadata/console:v3.10.0', ...Array<string>(2).fill('mirror:5000/redpandadata/redpanda:v26.2.1')],
  secrets: Array<string[]>(3).fill(['own', 'a', 'b']).flat(),
};
const global = { imageRegistry: 'mirror:5000', imagePullSecrets: ['a', { name: 'b' }], storageClass: 'c' };

testWithHelm('the registry and the pull secrets that Helm hands to all charts are those of every pod', () => {
  expect(pulled(objectsIn(helmTemplate(writeYaml({ global, imagePullSecrets: ['own'] })).stdout))).toEqual(mirrored);
});

testWithHelm('a chart that has this one as a dependency hands them on', () => {
  const parent = {
    'Chart.yaml': writeYaml({ apiVersion: 'v2', name: 'parent', version: '1.0.0', dependencies: [{ name: 'redpanda', version }] }),
    'values.yaml': writeYaml({ global, redpanda: { imagePullSecrets: ['own'], schemas: [] } }),
  };
  const folder = folderOf(new Map([...Object.entries(parent), ...inFolder('charts/redpanda', files)]));
  const { stdout, stderr } = runHelm('template', 'a', folder, '-n', own.namespace, '--kube-version', '1.34');
  expect(stderr).toBe('');
  expect(pulled(objectsIn(stdout))).toEqual(mirrored);
});

test('the plain YAML has them as well', () => {
  const values = loadValues({ files: [{ name: 'values.yaml', text: writeYaml({ global, imagePullSecrets: ['own'] }) }], sets: [] });
  expect(pulled(objectsOf(plainFiles(values)))).toEqual(mirrored);
});
