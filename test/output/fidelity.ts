import { parse, parseAllDocuments, visit, type Scalar } from 'yaml';
import type { Files } from '../../files/files';
import { chartFiles } from '../../output/helm';
import { defaultsOf } from '../../values/defaults';
import { schema } from '../../values/schema/schema';
import type { Values } from '../../values/types';
import { Ended, folderOf, runHelm } from '../helm';
import { ownValues, valuesOf } from '../platform/objects';

export const defaults = defaultsOf(schema) as unknown as Values;

/** This repository's platform, which has an object of most kinds. */
export const own = valuesOf(ownValues);

/** A Kubernetes object as it is read from YAML. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly data?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

let folder: string | undefined;

/** Folder of the default values' chart. */
export function chart(): string {
  folder ??= folderOf(chartFiles(defaults));
  return folder;
}

/** What `helm template` makes of a values file. */
export function helmTemplate(values: string, namespace = defaults.namespace, ...options: string[]): Ended {
  const file = `${folderOf(new Map([['values.yaml', values]]))}/values.yaml`;
  return runHelm('template', 'redpanda', chart(), '-n', namespace, '-f', file, '--kube-version', '1.34', ...options);
}

/** The objects of a text of YAML documents. */
export function objectsIn(text: string): KubernetesObject[] {
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors[0]) throw document.errors[0];
      visit(document, { Scalar: textAsGoReadsIt });
      return document.toJS() as KubernetesObject | null;
    })
    .filter((object) => object !== null);
}

/** A number out of a float's range, such as the hash `10e03093`, is text to Go, which Helm's `toYaml` leaves without quotes. */
function textAsGoReadsIt(_key: unknown, node: Scalar): void {
  if (Math.abs(node.value as number) === Infinity && !/inf/i.test(node.source ?? '')) node.value = node.source;
}

export const objectsOf = (files: Files): KubernetesObject[] => [...files.values()].flatMap(objectsIn);

const apart = ['helm.sh/chart', 'app.kubernetes.io/managed-by'];

/** Objects by what Kubernetes knows them by, without what tells the two outputs apart. */
export function comparable(objects: readonly KubernetesObject[]): Record<string, unknown> {
  const byKey: Record<string, unknown> = {};
  for (const { apiVersion, kind, metadata, data, ...rest } of objects) {
    if (kind === 'Namespace' || metadata.annotations?.['helm.sh/hook'] === 'test') continue;
    const labels = Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([label]) => !apart.includes(label)));
    const key = [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
    if (key in byKey) throw new Error(`there are two ${key}`);
    byKey[key] = { ...rest, metadata: { ...metadata, labels }, ...(data && { data: read(data) }) };
  }
  return byKey;
}

/** A file of YAML in a ConfigMap is the same file where only its quotes differ. */
const read = (data: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, key.endsWith('.yaml') ? (parse(value) as unknown) : value]));
