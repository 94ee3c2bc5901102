import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster';

/** An item of a container's `env`. */
export interface EnvItem {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string }; readonly fieldRef?: { readonly fieldPath: string } };
}

/** What a Secret or ConfigMap holds. */
export function dataOf(cluster: Cluster, kind: 'secret' | 'configmap', name: string, namespace: string): Record<string, string> {
  const [found] = cluster.get(kind, name, '-n', namespace);
  if (found === undefined) throw new Error(`there is no ${kind} ${name} in ${namespace}`);
  const decoded = (text: string) => (kind === 'secret' ? Buffer.from(text, 'base64').toString() : text);
  return Object.fromEntries(Object.entries<string>(found.data).map(([key, text]) => [key, decoded(text)]));
}

/** The environment that the kubelet makes of items for a pod. */
export function environment(cluster: Cluster, namespace: string, items: readonly EnvItem[], pod = ''): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, value, valueFrom: { secretKeyRef, fieldRef } = {} } of items) {
    if (value !== undefined) env[name] = value.replace(/\$\((\w+)\)/g, (reference, earlier: string) => env[earlier] ?? reference);
    if (secretKeyRef !== undefined) env[name] = dataOf(cluster, 'secret', secretKeyRef.name, namespace)[secretKeyRef.key]!;
    if (fieldRef?.fieldPath === 'metadata.name') env[name] = pod;
  }
  return env;
}

/** The environment of a pod's first container, whose files are put below a folder: so are the paths in it. */
export function unpack(cluster: Cluster, namespace: string, spec: any, folder: string, pod = ''): Record<string, string> {
  const { containers: [{ env, volumeMounts }], volumes } = spec;
  for (const { name, mountPath } of volumeMounts) {
    mkdirSync(join(folder, mountPath), { recursive: true });
    for (const [file, text] of files(volumes.find((volume: { name: string }) => volume.name === name))) writeFileSync(join(folder, mountPath, file), text);
  }
  return Object.fromEntries(Object.entries(environment(cluster, namespace, env, pod)).map(([name, value]) => [name, value.startsWith('/') ? join(folder, value) : value]));

  function files(volume: any): [string, string][] {
    return [volume, ...(volume?.projected?.sources ?? [])].flatMap(({ secret, configMap } = {}) => {
      const { items, ...source } = secret ?? configMap ?? { items: [] };
      const name = source.secretName ?? source.name;
      if (name === undefined) return [];
      const data = dataOf(cluster, secret ? 'secret' : 'configmap', name, namespace);
      return items?.map(({ key, path }: Record<'key' | 'path', string>) => [path, data[key]!]) ?? Object.entries(data);
    });
  }
}
