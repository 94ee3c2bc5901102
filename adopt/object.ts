import type { KubeObject } from '../diff/object';
import type { Fields } from '../kubernetes/merge';
import { isPlainObject } from '../template';

/** What an object is called: `StatefulSet redpanda`. */
export const nameOf = ({ kind, metadata: { name } }: KubeObject): string => `${kind} ${name}`;

/** A map, of which what is none has no fields. */
export const fields = (value: unknown): Fields => (isPlainObject(value) ? value : {});

/** A list, of which what is none has no items. */
export const items = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);

/** What stands at fields within each other, such as `spec.template.spec`. */
export const at = (value: unknown, path: string): unknown => path.split('.').reduce<unknown>((inner, key) => fields(inner)[key], value);

export const textAt = (value: unknown, path: string): string => {
  const found = at(value, path);
  return typeof found === 'string' ? found : '';
};

/** A text of a ConfigMap, whose keys may hold dots. */
export const textOf = (map: KubeObject | undefined, key: string): string => {
  const text = fields(map?.['data'])[key];
  return typeof text === 'string' ? text : '';
};

/** Whether labels hold those of a selector. */
export const selects = (selector: Fields, labels: Fields): boolean => Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Whether an object comes from an API server. */
export const isLive = ({ metadata }: KubeObject): boolean => at(metadata, 'resourceVersion') !== undefined;

/** Labels of the pods of a workload. */
export const podLabelsOf = (workload: KubeObject): Fields => fields(at(workload, 'spec.template.metadata.labels'));

/** The spec of its pods. */
export const podOf = (workload: KubeObject): Fields => fields(at(workload, 'spec.template.spec'));

/** The variables of a container that are texts. */
export const variablesOf = (container: Fields): Readonly<Record<string, string>> => Object.fromEntries(items(container['env']).flatMap(({ name, value }) => (typeof value === 'string' ? [[String(name as string), value] as const] : [])));

/** The last part of an image's repository: `redpanda` of `docker.redpanda.com/redpandadata/redpanda:v26.2.1`. */
export const programOf = (container: Fields): string => /([^/:@]*)(:[^/@]*)?(@[^@]*)?$/.exec(textAt(container, 'image'))?.[1] ?? '';

/** What the API server has set aside by its controllers, or others have written for themselves. */
export const ownAnnotationsOf = ({ metadata: { annotations = {} } }: KubeObject): Fields =>
  Object.fromEntries(Object.entries(annotations).filter(([key]) => !/^(kubectl\.kubernetes\.io|deployment\.kubernetes\.io|meta\.helm\.sh|helm\.sh|argocd\.argoproj\.io)\//.test(key)));
