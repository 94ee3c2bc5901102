import { nearest } from '../values/nearest';
import { apiVersion, groupOf, Kind, kinds } from './kind';

/** What is known of a kind that describes pods, its version apart. */
export type WorkloadKind = Pick<Kind, 'group' | 'kind' | 'required'> & Required<Pick<Kind, 'podTemplate'>>;

export const workloadKinds: readonly (Kind & WorkloadKind)[] = kinds.filter((kind): kind is Kind & WorkloadKind => kind.podTemplate !== undefined);

/** Where the pod template of a kind that is not in the table may lie: wherever that of another does. */
export const usualPodTemplates: readonly (readonly string[])[] = [...new Map(workloadKinds.map(({ podTemplate }) => [podTemplate.join('.'), podTemplate])).values()].filter(({ length }) => length > 0);

/**
 * What is known of the kind of an object: its row of the table, or for a kind that is not in it where its containers are found.
 *
 * @param hasContainers whether an object has containers in a pod template
 */
export function workloadKind(version: string, kind: string, hasContainers: (podTemplate: readonly string[]) => boolean): WorkloadKind | undefined {
  const group = groupOf(version);
  const known = workloadKinds.find((one) => one.group === group && one.kind === kind);
  if (known) return known;
  const podTemplate = usualPodTemplates.find(hasContainers);
  return podTemplate && meantKind(version, kind) === undefined ? { group, kind, podTemplate } : undefined;
}

/** The kind that a misspelt one was most likely meant to be, with its group where that is misspelt too. */
export function meantKind(version: string, kind: string): string | undefined {
  const group = groupOf(version);
  const rivals = workloadKinds.filter((one) => one.group === group || (isBuiltIn(group) && isBuiltIn(one.group)));
  if (rivals.some((one) => one.group === group && one.kind === kind)) return undefined;
  const near = nearest(kind, rivals.map((one) => one.kind));
  const meant = rivals.find((one) => one.kind === near);
  return meant && (meant.group === group ? meant.kind : `${meant.kind} of ${apiVersion(meant)}`);
}

/** A group with a dot is somebody's own, and so are the names of its kinds; `extensions` had those of `apps` once. */
const isBuiltIn = (group: string): boolean => !group.includes('.') && group !== 'extensions';
