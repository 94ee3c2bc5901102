/** A kind of Kubernetes objects. Kinds of other groups may have the same name. */
export interface Kind {
  /** API group; '' is the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Whether its objects are in no namespace. */
  readonly isClusterScoped?: true;
  /** Place in the order of applying, of kinds that are made here: what others need first, what needs others last. */
  readonly order?: number;
  /** Where the pod template lies, of kinds that describe pods; a pod is its own. */
  readonly podTemplate?: readonly string[];
  /** A field of `spec` that every object has, and that a patch of one has no need to repeat. */
  readonly required?: string;
  /** Whether the name of an object that is made here ends in the hash of its spec, because that cannot change. */
  readonly isNamedByContent?: true;
  /** Fields that the API server refuses to change once the object is there. */
  readonly immutable?: readonly string[];
  /** The keys by which `kubectl patch` merges lists that it does not replace, beside those of a pod. */
  readonly mergeKeys?: Readonly<Record<string, string>>;
}

const template = ['spec', 'template'];

/**
 * The kinds that are made here, and those of workloads that clients can have.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/v1.34.1/pkg/apis for what cannot change: each kind's `validation.go`
 */
export const kinds: readonly Kind[] = [
  { group: '', version: 'v1', kind: 'Namespace', order: 0, isClusterScoped: true },
  { group: '', version: 'v1', kind: 'ServiceAccount', order: 10, mergeKeys: { secrets: 'name' } },
  { group: '', version: 'v1', kind: 'ConfigMap', order: 20 },
  { group: 'networking.k8s.io', version: 'v1', kind: 'NetworkPolicy', order: 30 },
  { group: '', version: 'v1', kind: 'Service', order: 40, immutable: ['spec.clusterIP', 'spec.clusterIPs'], mergeKeys: { 'spec.ports': 'port' } },
  { group: 'policy', version: 'v1', kind: 'PodDisruptionBudget', order: 50 },
  { group: 'cert-manager.io', version: 'v1', kind: 'Issuer', order: 55 },
  { group: 'cert-manager.io', version: 'v1', kind: 'Certificate', order: 56 },
  {
    group: 'apps',
    version: 'v1',
    kind: 'StatefulSet',
    order: 60,
    podTemplate: template,
    required: 'selector',
    immutable: ['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy', 'spec.volumeClaimTemplates'],
  },
  { group: 'apps', version: 'v1', kind: 'Deployment', order: 70, podTemplate: template, required: 'selector', immutable: ['spec.selector'] },
  { group: 'traefik.io', version: 'v1alpha1', kind: 'Middleware', order: 75 },
  { group: 'networking.k8s.io', version: 'v1', kind: 'Ingress', order: 80 },
  { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute', order: 80 },
  { group: 'monitoring.coreos.com', version: 'v1', kind: 'PodMonitor', order: 85 },
  {
    group: 'batch',
    version: 'v1',
    kind: 'Job',
    order: 90,
    podTemplate: template,
    isNamedByContent: true,
    immutable: [
      ...['spec.selector', 'spec.template', 'spec.completions', 'spec.completionMode', 'spec.backoffLimitPerIndex'],
      ...['spec.podFailurePolicy', 'spec.successPolicy', 'spec.managedBy'],
    ],
  },
  { group: 'apps', version: 'v1', kind: 'DaemonSet', podTemplate: template, required: 'selector', immutable: ['spec.selector'] },
  { group: 'apps', version: 'v1', kind: 'ReplicaSet', podTemplate: template, required: 'selector', immutable: ['spec.selector'] },
  { group: '', version: 'v1', kind: 'ReplicationController', podTemplate: template },
  { group: 'batch', version: 'v1', kind: 'CronJob', podTemplate: ['spec', 'jobTemplate', ...template], required: 'schedule' },
  { group: '', version: 'v1', kind: 'Pod', podTemplate: [] },
  { group: 'argoproj.io', version: 'v1alpha1', kind: 'Rollout', podTemplate: template },
  { group: 'serving.knative.dev', version: 'v1', kind: 'Service', podTemplate: template },
  { group: 'apps.openshift.io', version: 'v1', kind: 'DeploymentConfig', podTemplate: template },
  { group: 'keda.sh', version: 'v1alpha1', kind: 'ScaledJob', podTemplate: ['spec', 'jobTargetRef', 'template'] },
];

/** A kind that is made here. */
export type MadeKind = Kind & { readonly order: number };

export const madeKinds = kinds.filter((kind): kind is MadeKind => kind.order !== undefined);

/** The kind of an object that is made here. */
export function madeKind(kind: string): MadeKind {
  const found = madeKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`${kind} has no row in kubernetes/kind.ts with a place in the order of applying`);
  return found;
}

/** Groups of Kubernetes itself. It merges objects of others as JSON, where a list is replaced. */
export const isBuiltIn = ({ group }: Kind): boolean => ['', 'apps', 'batch', 'networking.k8s.io', 'policy'].includes(group);

const inContainers = { env: 'name', ports: 'containerPort', volumeDevices: 'devicePath', volumeMounts: 'mountPath' };

/** @see https://github.com/kubernetes/api/blob/v0.34.1/core/v1/types.go, where each list has its `patchMergeKey` */
const inPods: Readonly<Record<string, string>> = {
  containers: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
  initContainers: 'name',
  resourceClaims: 'name',
  schedulingGates: 'name',
  topologySpreadConstraints: 'topologyKey',
  volumes: 'name',
  ...Object.fromEntries(['containers', 'initContainers'].flatMap((list) => Object.entries(inContainers).map(([field, key]) => [`${list}.${field}`, key]))),
};

/** The merge key of each list of a kind that has one, by the fields that lead to it. */
export function mergeKeysOf(kind: Kind): Readonly<Record<string, string>> {
  if (!isBuiltIn(kind)) return {};
  const { podTemplate, mergeKeys } = kind;
  const pod = podTemplate ? Object.entries(inPods).map(([field, key]) => [[...podTemplate, 'spec', field].join('.'), key] as const) : [];
  return { 'metadata.ownerReferences': 'uid', ...mergeKeys, ...Object.fromEntries(pod) };
}

/** The kind of an object, if the table has it. */
export function kindOf({ apiVersion: version, kind }: { readonly apiVersion?: unknown; readonly kind?: unknown }): Kind | undefined {
  return kinds.find((one) => one.kind === kind && one.group === groupOf(String(version)));
}

export const apiVersion = ({ group, version }: Kind): string => (group === '' ? version : `${group}/${version}`);

export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');
