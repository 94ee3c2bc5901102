import { isBuiltIn, kindOf, mergeKeysOf } from '../kubernetes/kind';
import type { Fields } from '../kubernetes/merge';
import { isPlainObject } from '../template';
import { itemKey } from './field';
import { isHeadless, isKubeObject, keyOf, KubeObject, Objects } from './object';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What others than those who apply write: the API server, its controllers, Helm, `kubectl rollout restart`. */
const others = /^(kubernetes\.io|kubectl\.kubernetes\.io|deployment\.kubernetes\.io|meta\.helm\.sh|batch\.kubernetes\.io|cert-manager\.io)\//;

/**
 * A live object as it would have been applied: an apply changes what it declares, and takes away what an earlier one
 * declared. All else (status, defaults, addresses, what others have set) it leaves alone, so that is left out.
 *
 * Who applied last is known of `kubectl apply` and Argo CD. Of others everything counts that Kubernetes itself has not added.
 */
export function asApplied(live: KubeObject, after: Objects): KubeObject {
  const { apiVersion, kind, metadata, ...rest } = live;
  const fresh = after.get(keyOf(live));
  const kindRow = kindOf(live);
  const text = metadata.annotations?.[lastApplied];
  const earlier = text === undefined ? undefined : (JSON.parse(text) as unknown);
  const named = { apiVersion, kind, metadata: { name: metadata.name, ...(metadata.namespace !== undefined && { namespace: metadata.namespace }), labels: ofNobodyElse(metadata.labels, fresh, 'labels'), annotations: ofNobodyElse(metadata.annotations, fresh, 'annotations') }, ...rest, status: undefined } as KubeObject;
  if (!fresh) return named;
  const declared: KubeObject[] = [fresh, ...(isKubeObject(earlier) ? [earlier] : [])];
  const isTracked = isKubeObject(earlier) || kindRow === undefined || !isBuiltIn(kindRow);
  const applied = isTracked ? (kept(named, declared, '', kindRow ? mergeKeysOf(kindRow) : {}) as KubeObject) : withoutAllocated(named, fresh);
  // Nobody can take that away from a Service, so it counts whoever declared it.
  return isHeadless(live) ? { ...applied, spec: { ...(applied['spec'] as Fields), clusterIP: 'None' } } : applied;
}

function ofNobodyElse(map: Readonly<Record<string, string>> | undefined, fresh: KubeObject | undefined, field: 'labels' | 'annotations'): Readonly<Record<string, string>> | undefined {
  const own = fresh?.metadata[field];
  const entries = Object.entries(map ?? {}).filter(([key]) => (!others.test(key) && key !== 'helm.sh/chart') || own?.[key] !== undefined);
  // Helm's objects bear its own mark, and an upgrade leaves it.
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([key, value]) => [key, key === 'app.kubernetes.io/managed-by' && value === 'Helm' ? (own?.[key] ?? value) : value]));
}

/** Of a value what is declared somewhere. */
function kept(live: unknown, declared: readonly unknown[], at: string, mergeKeys: Readonly<Record<string, string>>): unknown {
  if (isPlainObject(live)) {
    const maps = declared.filter(isPlainObject);
    const inner = (key: string) => maps.flatMap((map) => (map[key] === undefined ? [] : [map[key]]));
    return Object.fromEntries(Object.entries(live).flatMap(([key, value]) => (inner(key).length > 0 ? [[key, kept(value, inner(key), at === '' ? key : `${at}.${key}`, mergeKeys)]] : [])));
  }
  if (!Array.isArray(live)) return live;
  const items = live as unknown[];
  const lists = declared.filter((list): list is unknown[] => Array.isArray(list));
  const keyIn = itemKey(mergeKeys[at], [...items, ...lists.flat()]);
  return items.flatMap((item, index) => {
    const same = keyIn ? lists.flatMap((list) => list.filter((one) => keyIn(one) === keyIn(item))) : lists.filter(({ length }) => length === live.length).map((list) => list[index]);
    if (same.length === 0) return keyIn ? [] : [item];
    return [kept(item, same, at, mergeKeys)];
  });
}

/** Addresses, ports and families that the API server gives to a Service which asks for none, a Job's own selector, and a Namespace's finalizer. */
function withoutAllocated(live: KubeObject, fresh: KubeObject): KubeObject {
  const spec = live['spec'] as Fields | undefined;
  if (!spec) return live;
  const declared = (fresh['spec'] ?? {}) as Fields;
  const drop = (fields: Fields, own: Fields, keys: readonly string[]): Fields => Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key) || own[key] !== undefined));
  if (live.kind === 'Service') {
    const ports = (declared['ports'] ?? []) as Fields[];
    const own = drop(spec, declared, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort']);
    return { ...live, spec: { ...own, ports: ((spec['ports'] ?? []) as Fields[]).map((port, index) => drop(port, ports[index] ?? {}, ['nodePort'])) } };
  }
  if (live.kind === 'Namespace') return { ...live, spec: fresh['spec'] };
  if (live.kind !== 'Job') return live;
  const template = spec['template'] as Fields & { metadata?: { labels?: Readonly<Record<string, string>> } };
  const labels = Object.entries(template.metadata?.labels ?? {}).filter(([key]) => !others.test(key) && key !== 'controller-uid' && key !== 'job-name');
  return { ...live, spec: { ...drop(spec, declared, ['selector', 'manualSelector']), template: { ...template, metadata: { ...template.metadata, labels: Object.fromEntries(labels) } } } };
}
