import type { Fields } from '../kubernetes/merge';

/** A Kubernetes object as it was read. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** Objects by their keys, in the order of applying. */
export type Objects = ReadonlyMap<string, KubeObject>;

/** What an object is called: `StatefulSet model-registry/redpanda`. No two objects of one platform have the same. */
export function keyOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

export const objectsBy = (objects: readonly KubeObject[]): Objects => new Map(objects.map((object) => [keyOf(object), object]));

export function isKubeObject(value: unknown): value is KubeObject {
  const { apiVersion, kind, metadata } = (value ?? {}) as Fields & { metadata?: { name?: unknown } };
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}

/** Whether it is a Service without an address. */
export const isHeadless = ({ kind, spec }: KubeObject): boolean => kind === 'Service' && (spec as Fields | undefined)?.['clusterIP'] === 'None';

/** The component whose object it is, by its label. */
export const componentOf = ({ metadata }: KubeObject): string | undefined => metadata.labels?.['app.kubernetes.io/component'];

/** The texts that a ConfigMap holds. */
export const dataOf = (object: KubeObject | undefined): Readonly<Record<string, string>> => (object?.['data'] ?? {}) as Record<string, string>;
