import { nearest } from '../values/nearest';

/** A kind of objects that describe pods. Others have kinds of the same names, with other fields: the group tells them apart. */
export interface WorkloadKind {
  readonly group: string;
  readonly kind: string;
  /** Where the pod template lies; a pod is its own. */
  readonly podTemplate: readonly string[];
  /** A field of `spec` that every object has, and that a patch of one has no need to repeat. */
  readonly required?: string;
}

const template = ['spec', 'template'];

export const workloadKinds: readonly WorkloadKind[] = [
  { group: 'apps', kind: 'Deployment', podTemplate: template, required: 'selector' },
  { group: 'apps', kind: 'StatefulSet', podTemplate: template, required: 'selector' },
  { group: 'apps', kind: 'DaemonSet', podTemplate: template, required: 'selector' },
  { group: 'apps', kind: 'ReplicaSet', podTemplate: template, required: 'selector' },
  { group: '', kind: 'ReplicationController', podTemplate: template },
  { group: 'batch', kind: 'Job', podTemplate: template },
  { group: 'batch', kind: 'CronJob', podTemplate: ['spec', 'jobTemplate', ...template], required: 'schedule' },
  { group: '', kind: 'Pod', podTemplate: [] },
  { group: 'argoproj.io', kind: 'Rollout', podTemplate: template },
  { group: 'serving.knative.dev', kind: 'Service', podTemplate: template },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig', podTemplate: template },
  { group: 'keda.sh', kind: 'ScaledJob', podTemplate: ['spec', 'jobTargetRef', 'template'] },
];

/** Where the pod template of a kind that is not in the table may lie: wherever that of another does. */
export const usualPodTemplates: readonly (readonly string[])[] = [...new Map(workloadKinds.map(({ podTemplate }) => [podTemplate.join('.'), podTemplate])).values()].filter(({ length }) => length > 0);

/**
 * What is known of the kind of an object: its row of the table, or for a kind that is not in it where its containers are found.
 *
 * @param hasContainers whether an object has containers in a pod template
 */
export function workloadKind(apiVersion: string, kind: string, hasContainers: (podTemplate: readonly string[]) => boolean): WorkloadKind | undefined {
  const group = groupOf(apiVersion);
  const known = workloadKinds.find((one) => one.group === group && one.kind === kind);
  if (known) return known;
  const podTemplate = usualPodTemplates.find(hasContainers);
  return podTemplate && meantKind(apiVersion, kind) === undefined ? { group, kind, podTemplate } : undefined;
}

/** The kind that a misspelt one was most likely meant to be, with its group where that is misspelt too. */
export function meantKind(apiVersion: string, kind: string): string | undefined {
  const group = groupOf(apiVersion);
  const rivals = workloadKinds.filter((one) => one.group === group || (isBuiltIn(group) && isBuiltIn(one.group)));
  if (rivals.some((one) => one.group === group && one.kind === kind)) return undefined;
  const near = nearest(kind, rivals.map((one) => one.kind));
  const meant = rivals.find((one) => one.kind === near);
  return meant && (meant.group === group ? meant.kind : `${meant.kind} of ${meant.group === '' ? 'v1' : `${meant.group}/v1`}`);
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');

/** A group with a dot is somebody's own, and so are the names of its kinds; `extensions` had those of `apps` once. */
const isBuiltIn = (group: string): boolean => !group.includes('.') && group !== 'extensions';
