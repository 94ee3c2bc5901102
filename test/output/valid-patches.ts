import fc from 'fast-check';
import type { Patch } from '../../kubernetes/patch';
import { anyString, isOneLine } from '../template/hostile';

const { constant, constantFrom, dictionary, integer, option, record } = fc;

const text = fc.oneof(anyString.filter(isOneLine), constantFrom('two\nlines\n', 'a\tb', '$(POD_NAME)', '{"$patch":1}', ',"$x":'));
const annotationKey = fc.stringMatching(/^([a-z]{1,6}\.[a-z]{2}\/)?[A-Za-z]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?$/);
const strings = dictionary(annotationKey.filter((key) => key !== 'app'), text, { maxKeys: 3, noNullPrototype: true });
const number = fc.oneof(integer(), integer({ min: -8e15, max: 8e15 }).map((n) => n / 8), constantFrom(0, 604_800_000, 1e21, 0.1));

/** A field that is set, or taken away. */
const or = <T>(value: fc.Arbitrary<T>) => option(value, { nil: null, freq: 4 });
const some = (model: Record<string, fc.Arbitrary<unknown>>) => record(model, { requiredKeys: [], noNullPrototype: true });

/** Items with a merge key that is one of few, so that they meet those that are there and each other. */
const keyed = (by: string, keys: readonly (string | number)[], rest: fc.Arbitrary<object>) =>
  fc
    .uniqueArray(fc.tuple(constantFrom(...keys), fc.oneof({ weight: 4, arbitrary: rest }, constant({ $patch: 'delete' }))), { maxLength: 4, selector: ([key]) => key })
    .map((items): object[] => items.map(([key, more]) => ({ ...more, [by]: key })))
    .chain((items) => fc.oneof({ weight: 6, arbitrary: constant(items) }, integer({ min: 0, max: items.length }).map((at) => [...items.slice(0, at), { $patch: 'replace' }, ...items.slice(at)])));

type Fields = fc.Arbitrary<Record<string, unknown>>;

/** Maps with a directive in some of them. */
export const directed = (map: Fields): Fields => fc.oneof({ weight: 6, arbitrary: map }, map.map((fields) => ({ ...fields, $patch: 'replace' })), constant({ $patch: 'delete' }));

const metadataOf = (replacing: (map: Fields) => Fields): Fields => some({ annotations: or(replacing(strings)), labels: strings, ownerReferences: or(keyed('uid', ['u', 'v'], some({ name: text }))) });

/** Patches of each kind, with fields that Kubernetes knows. */
export function fieldsOf(replacing: (map: Fields) => Fields): Readonly<Record<string, Fields>> {
  const env = keyed('name', ['POD_NAME', 'HOME', 'KAFKA_BROKERS', 'TZ', 'EXTRA'], some({ value: or(text), valueFrom: or(some({ fieldRef: or(record({ fieldPath: constantFrom('metadata.uid', 'spec.nodeName') })) })) }));
  const container = some({
    image: constantFrom('example.org/a:1', 'example.org/b@sha256:0'),
    args: fc.array(text, { maxLength: 2 }),
    env: or(env),
    ports: keyed('containerPort', [9092, 9644, 8080, 1234], some({ name: constantFrom('kafka', 'more'), hostPort: integer({ min: 1, max: 9 }) })),
    volumeMounts: or(keyed('mountPath', ['/tmp', '/etc/redpanda', '/var/lib/redpanda/data', '/more'], some({ name: constantFrom('tmp', 'extra'), readOnly: or(fc.boolean()) }))),
    resources: or(some({ limits: or(replacing(some({ cpu: or(constantFrom<(string | number)[]>('1', 2, 0.5)), memory: or(constant('1Gi')) }))) })),
    securityContext: or(replacing(some({ privileged: fc.boolean(), runAsUser: or(integer({ min: 0, max: 9 })), capabilities: or(replacing(some({ add: constant(['NET_ADMIN']), drop: or(constant(['ALL'])) }))) }))),
    livenessProbe: or(replacing(some({ exec: or(constant(null)), httpGet: or(constant({ path: '/', port: 9644 })), periodSeconds: integer({ min: 1, max: 9 }) }))),
  });

  const pod = some({
    priorityClassName: or(text),
    terminationGracePeriodSeconds: or(number.filter(Number.isInteger)),
    nodeSelector: or(replacing(strings)),
    securityContext: or(replacing(some({ runAsUser: or(integer({ min: 0, max: 9 })), fsGroup: or(integer({ min: 0, max: 9 })), seccompProfile: or(some({ type: or(constant('Localhost')), localhostProfile: text })) }))),
    affinity: or(replacing(some({ podAntiAffinity: or(some({ preferredDuringSchedulingIgnoredDuringExecution: constant([]) })) }))),
    tolerations: or(fc.array(some({ key: text, operator: constant('Exists') }), { maxLength: 2 })),
    topologySpreadConstraints: or(keyed('topologyKey', ['topology.kubernetes.io/zone', 'rack'], some({ maxSkew: integer({ min: 1, max: 3 }) }))),
    hostAliases: or(keyed('ip', ['10.0.0.1', '10.0.0.2'], record({ hostnames: fc.array(text, { maxLength: 2 }) }))),
    imagePullSecrets: or(keyed('name', ['a', 'b'], constant({}))),
    volumes: or(keyed('name', ['tmp', 'config', 'source', 'extra'], some({ emptyDir: or(replacing(some({ medium: or(constant('Memory')) }))), configMap: or(some({ name: text, items: constant([{ key: 'a', path: 'b' }]) })) }))),
    initContainers: or(keyed('name', ['init'], container)),
    containers: keyed('name', ['redpanda', 'console', 'create-topics', 'sidecar'], container),
  });

  const workload = some({
    minReadySeconds: or(integer({ min: 0, max: 9 })),
    revisionHistoryLimit: or(integer({ min: 0, max: 9 })),
    template: some({ metadata: some({ annotations: or(replacing(strings)), labels: strings }), spec: pod }),
  });

  const ports = keyed('port', [9092, 8081, 8080, 7777], some({ name: constantFrom('kafka', 'more'), targetPort: constantFrom<(string | number)[]>('kafka', 1), appProtocol: or(text) }));
  const service = some({ type: constantFrom('NodePort', 'ClusterIP'), ports, internalTrafficPolicy: or(constant('Local')), loadBalancerSourceRanges: or(fc.array(text, { maxLength: 2 })) });
  const policy = some({ ingress: or(fc.array(record({ from: constant([{ ipBlock: { cidr: '10.0.0.0/8' } }]) }), { maxLength: 2 })), policyTypes: constant(['Ingress']) });

  const metadata = metadataOf(replacing);
  return {
    StatefulSet: some({ metadata, spec: workload }),
    Deployment: some({ metadata, spec: workload }),
    Job: some({ metadata, spec: some({ backoffLimit: or(integer({ min: 0, max: 9 })), template: some({ metadata: some({ annotations: or(strings) }), spec: pod }) }) }),
    Service: some({ metadata, spec: service }),
    NetworkPolicy: some({ metadata, spec: policy }),
    Ingress: some({ metadata, spec: some({ ingressClassName: or(text), tls: or(constant([{ hosts: ['a.example.org'] }])), rules: constant([{ host: 'a.example.org' }]) }) }),
    PodDisruptionBudget: some({ metadata, spec: some({ maxUnavailable: or(constantFrom<(string | number)[]>('10%', 2)) }) }),
    ConfigMap: some({ metadata, data: or(replacing(dictionary(annotationKey, text, { maxKeys: 3, noNullPrototype: true }))), immutable: or(fc.boolean()) }),
    ServiceAccount: some({ metadata, automountServiceAccountToken: or(fc.boolean()), secrets: keyed('name', ['a', 'b'], constant({})), imagePullSecrets: or(constant([{ name: 'a' }])) }),
  };
}

const key = fc.oneof(fc.string({ maxLength: 6 }), constantFrom('constructor', '', ' ', 'a b', '1', 'true', 'no', 'null', '{{ .Values.name }}', '#'));

/** Anything, where nobody knows a type. */
const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, text, number, fc.boolean(), constant(null), fc.array(tie('any'), { maxLength: 3 }), dictionary(key.filter((name) => isOneLine(name) && !name.startsWith('$')), tie('any'), { maxKeys: 3, noNullPrototype: true })),
})).any;

/** Kinds of which every platform has objects. */
const always = Object.entries(fieldsOf(directed)).filter(([kind]) => !['Deployment', 'Ingress', 'NetworkPolicy'].includes(kind));

/** Patches of what every platform has. */
export const patches = (name: string): fc.Arbitrary<Patch[]> => {
  const ofKind = constantFrom(...always).chain(([kind, fields]) => record({ target: record({ kind: constant(kind) }), patch: fc.oneof(fields, anything.map((any) => ({ spec: { any } })), anything.map((any) => ({ any }))) }));
  const named = constantFrom({ name }, { name: `${name}-config` }, { kind: 'Service', name: `${name}-headless` }, { kind: 'Job', name: `${name}-topics` }).chain((target) => record({ target: constant(target), patch: some({ metadata: metadataOf(directed) }) }));
  return fc.array(fc.oneof({ weight: 3, arbitrary: ofKind }, named), { maxLength: 4 });
};
