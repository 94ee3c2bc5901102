import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { readText } from '../../files/text-file';
import { groupOf } from '../../kubernetes/kind';
import { workloadKinds } from '../../kubernetes/workload-kind';
import { plainFiles } from '../../output/plain';
import { loadValues } from '../../values/reading/load';
import { problemsIn } from '../../values/rules/finding';
import { warnings } from '../../values/rules/warnings';
import type { Values } from '../../values/types';

/** A Kubernetes object as a reader of the YAML sees it. */
export type KubeObject = any;

/** A platform: its objects, and the values that they were made of. */
export interface Made {
  readonly values: Values;
  readonly objects: readonly KubeObject[];
}

/** The values of this repository's platform, as a file. */
export const ownValues = readFileSync('values.yaml', 'utf8');

/** The values of files, the last of which wins, over the defaults. */
export function valuesOf(...texts: string[]): Values {
  return loadValues({ files: texts.map((text, i) => ({ name: `values-${i}.yaml`, text })), sets: [], readText });
}

/** What the values are warned of. */
export const warningsOf = (values: Values): string[] => problemsIn(warnings(values)).map(({ sentence }) => sentence);

/** The platform of a values file, as its plain YAML reads. */
export function platformOf(...texts: string[]): Made {
  const values = valuesOf(...texts);
  return { values, objects: objectsIn([...plainFiles(values).values()].join('---\n')) };
}

export function objectsIn(yaml: string): KubeObject[] {
  return parseAllDocuments(yaml).map((document) => {
    if (document.errors.length > 0) throw new Error(document.errors.join('\n'));
    return document.toJS();
  });
}

export const nameOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`;

const workloadKind = ({ apiVersion, kind }: KubeObject) => workloadKinds.find((known) => known.group === groupOf(apiVersion) && known.kind === kind);

/** The objects that make pods. */
export const workloadsIn = (objects: readonly KubeObject[]): KubeObject[] => objects.filter((object) => workloadKind(object) !== undefined);

/** The template of a workload's pods. */
export const podOf = (workload: KubeObject): KubeObject => workloadKind(workload)!.podTemplate.reduce((value, key) => value[key], workload);

export const containersOf = (workload: KubeObject): KubeObject[] => {
  const { initContainers = [], containers } = podOf(workload).spec;
  return [...initContainers, ...containers];
};

/** A pod that a workload makes, with the labels that Kubernetes adds. */
export interface Pod {
  readonly workload: KubeObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function podsIn(objects: readonly KubeObject[]): Pod[] {
  return workloadsIn(objects).flatMap((workload) => {
    const { name, namespace } = workload.metadata;
    const labels = podOf(workload).metadata.labels;
    if (workload.kind !== 'StatefulSet') return [{ workload, namespace, labels }];
    return Array.from({ length: workload.spec.replicas }, (_, ordinal) => {
      const own = { 'statefulset.kubernetes.io/pod-name': `${name}-${ordinal}`, 'apps.kubernetes.io/pod-index': String(ordinal) };
      return { workload, namespace, labels: { ...labels, ...own } };
    });
  });
}

/** The pods of a namespace that labels select. */
export function selectedBy(selector: Readonly<Record<string, string>>, namespace: string, pods: readonly Pod[]): Pod[] {
  return pods.filter((pod) => pod.namespace === namespace && Object.entries(selector).every(([key, value]) => pod.labels[key] === value));
}

export const workloadsOf = (pods: readonly Pod[]): KubeObject[] => [...new Set(pods.map(({ workload }) => workload))];
