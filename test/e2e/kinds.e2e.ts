import { kinds } from '../../kubernetes/kind';
import { startCluster, type Cluster } from './cluster';
import { dist } from './dist';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  expect(cluster.kubectl('apply', '--server-side', '-f', dist)).toMatchObject({ status: 0, stderr: '' });
  const labels = { app: 'other' };
  const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'other', image: 'other:1' }] } } };
  cluster.apply(...['DaemonSet', 'ReplicaSet'].map((kind) => ({ apiVersion: 'apps/v1', kind, metadata: { name: 'other', namespace: 'default' }, spec })));
});
afterAll(() => cluster?.stop());

const other = { matchLabels: { other: 'label' } };
const pod = { metadata: { annotations: { other: 'annotation' } } };
const claim = { metadata: { name: 'redpanda-data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '7Gi' } } } };
const backend = { service: { name: 'other', port: { number: 80 } } };

/** An object of each kind whose spec has fields, and another value of each of them. */
const changes: Record<string, { readonly name: string; readonly namespace?: string; readonly spec: Record<string, unknown> }> = {
  NetworkPolicy: {
    name: 'redpanda-brokers',
    spec: { podSelector: other, policyTypes: ['Ingress'], ingress: [{}], egress: [{}] },
  },
  Service: {
    name: 'redpanda',
    spec: {
      clusterIP: '10.0.0.200',
      clusterIPs: ['10.0.0.200'],
      externalIPs: ['192.0.2.1'],
      internalTrafficPolicy: 'Local',
      ipFamilyPolicy: 'PreferDualStack',
      ports: [{ name: 'other', port: 80 }],
      publishNotReadyAddresses: true,
      selector: { other: 'label' },
      sessionAffinity: 'ClientIP',
      trafficDistribution: 'PreferClose',
      type: 'NodePort',
    },
  },
  PodDisruptionBudget: { name: 'redpanda', spec: { maxUnavailable: 2, selector: other, unhealthyPodEvictionPolicy: 'AlwaysAllow' } },
  StatefulSet: {
    name: 'redpanda',
    spec: {
      minReadySeconds: 20,
      ordinals: { start: 1 },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
      podManagementPolicy: 'OrderedReady',
      replicas: 5,
      revisionHistoryLimit: 5,
      selector: other,
      serviceName: 'other',
      template: pod,
      updateStrategy: { type: 'OnDelete', rollingUpdate: null },
      volumeClaimTemplates: [claim],
    },
  },
  Deployment: {
    name: 'redpanda-console',
    spec: { minReadySeconds: 20, paused: true, progressDeadlineSeconds: 700, replicas: 5, revisionHistoryLimit: 5, selector: other, strategy: { type: 'Recreate', rollingUpdate: null }, template: pod },
  },
  Ingress: {
    name: 'redpanda-console',
    spec: { defaultBackend: backend, ingressClassName: 'other', rules: [{ host: 'other.example.org', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }], tls: [{ hosts: ['other.example.org'], secretName: 'other' }] },
  },
  Job: {
    name: 'redpanda-topics',
    spec: {
      activeDeadlineSeconds: 60,
      backoffLimit: 1,
      backoffLimitPerIndex: 1,
      completionMode: 'Indexed',
      completions: 2,
      managedBy: 'example.org/other',
      parallelism: 2,
      podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] },
      podReplacementPolicy: 'Failed',
      selector: other,
      successPolicy: { rules: [{ succeededCount: 1 }] },
      suspend: true,
      template: pod,
      ttlSecondsAfterFinished: 60,
    },
  },
  DaemonSet: { name: 'other', namespace: 'default', spec: { minReadySeconds: 20, revisionHistoryLimit: 5, selector: other, template: pod, updateStrategy: { type: 'OnDelete', rollingUpdate: null } } },
  ReplicaSet: { name: 'other', namespace: 'default', spec: { minReadySeconds: 20, replicas: 5, selector: other, template: pod } },
};

/** Fields that cannot be set on these objects, whether or not they could be changed. */
const notAlone: Record<string, readonly string[]> = {
  Service: [
    ...['allocateLoadBalancerNodePorts', 'externalTrafficPolicy', 'healthCheckNodePort', 'loadBalancerClass', 'loadBalancerIP', 'loadBalancerSourceRanges'],
    ...['externalName', 'ipFamilies', 'sessionAffinityConfig'],
  ],
  PodDisruptionBudget: ['minAvailable'],
  Job: ['manualSelector', 'maxFailedIndexes'],
};

/** What the API server says of another value of a field; '' if it takes it. */
function refusal(kind: string, field: string): string {
  const { name, namespace = 'model-registry', spec } = changes[kind]!;
  const found = cluster.get(kind.toLowerCase(), '-n', namespace).find(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, '') === name)!;
  return cluster.kubectl('patch', kind.toLowerCase(), found.metadata.name, '-n', namespace, '--dry-run=server', '--type=merge', '-p', JSON.stringify({ spec: { [field]: spec[field] } })).stderr;
}

const fields = Object.entries(changes).flatMap(([kind, { spec }]) => Object.keys(spec).map((field) => [kind, field] as const));
const isImmutable = (kind: string, field: string) => kinds.some((row) => row.kind === kind && row.immutable?.includes(`spec.${field}`));

test.each(fields.filter(([kind, field]) => isImmutable(kind, field)))('the API server refuses another %s spec.%s', (kind, field) => {
  expect(refusal(kind, field)).toMatch(/field is immutable|updates to statefulset spec for fields other than .* are forbidden|may not change once set|must match `clusterIP`/);
});

test.each(fields.filter(([kind, field]) => !isImmutable(kind, field)))('the API server takes another %s spec.%s', (kind, field) => {
  expect(refusal(kind, field)).toBe('');
});

test('every field that cannot change is among these', () => {
  const listed = kinds.flatMap(({ kind, immutable = [] }) => immutable.map((field) => `${kind} ${field}`));
  expect(listed.filter((field) => !fields.some(([kind, own]) => field === `${kind} spec.${own}`))).toEqual([]);
});

test.each(Object.keys(changes))('every field of the spec of %s that the API server knows is among these', (kind) => {
  const { group, version } = kinds.find((row) => row.kind === kind && row.group !== 'serving.knative.dev')!;
  const { stdout } = cluster.kubectl('get', '--raw', `/openapi/v3/${group === '' ? 'api' : `apis/${group}`}/${version}`);
  const schemas = JSON.parse(stdout).components.schemas;
  const [schema] = Object.keys(schemas).filter((name) => name.endsWith(`.${version}.${kind}Spec`));
  const known = Object.keys(schemas[schema!].properties);
  expect(known.sort()).toEqual([...Object.keys(changes[kind]!.spec), ...(notAlone[kind] ?? [])].sort());
});
