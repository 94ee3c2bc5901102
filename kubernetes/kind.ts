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
}

const template = ['spec', 'template'];

/**
 * The kinds that are made here, and those of workloads that clients can have.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/v1.34.1/pkg/apis for what cannot change: each kind's `validation.go`
 */
export const kinds: readonly Kind[] = [
  { group: '', version: 'v1', kind: 'Namespace', order: 0, isClusterScoped: true },
  { group: '', version: 'v1', kind: 'ServiceAccount', order: 10 },
  { group: '', version: 'v1', kind: 'ConfigMap', order: 20 },
  { group: 'networking.k8s.io', version: 'v1', kind: 'NetworkPolicy', order: 30 },
  { group: '', version: 'v1', kind: 'Service', order: 40, immutable: ['spec.clusterIP', 'spec.clusterIPs'] },
  { group: 'policy', version: 'v1', kind: 'PodDisruptionBudget', order: 50 },
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

/** The kind of an object that is made here. */
export function madeKind(kind: string): Kind & { readonly order: number } {
  const found = kinds.find((one) => one.kind === kind && one.order !== undefined);
  if (!found) throw new Error(`${kind} has no row in kubernetes/kind.ts with a place in the order of applying`);
  return found as Kind & { readonly order: number };
}

export const apiVersion = ({ group, version }: Kind): string => (group === '' ? version : `${group}/${version}`);

export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');
