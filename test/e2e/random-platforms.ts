import fc from 'fast-check';
import { objectsIn } from '../../diff/sources/output';
import type { Objects } from '../../diff/object';
import { plainFiles } from '../../output/plain';
import { ValuesError } from '../../values/problem';
import { loadValues } from '../../values/reading/load';
import { patchProblems } from '../../output/manifests';
import { writeYaml } from '../../template';
import type { Values } from '../../values/types';
import { validValues } from '../output/valid-values';
import type { KubeObject } from './cluster';

/** A platform by its values file. */
export interface RandomPlatform {
  readonly text: string;
  /** What `kubectl apply` is given. */
  readonly manifests: string;
  readonly objects: Objects;
}

const workload = (spec: object) => ({ spec: { template: { spec } } });
const brokers = { kind: 'StatefulSet', name: 'redpanda' };
const console = { kind: 'Deployment', name: 'redpanda-console' };
const container = (name: string, fields: object) => workload({ containers: [{ name, ...fields }] });

/**
 * Patches that the API server takes: what changes pods and what doesn't, defaults that are spelled out, other spellings of one quantity.
 * Ports on nodes are among the first 86, which the API server gives to nobody who has not asked for them.
 */
const patches = [
  { target: brokers, patch: container('redpanda', { env: [{ name: 'TZ', value: 'UTC' }] }) },
  { target: brokers, patch: container('redpanda', { env: [{ name: 'TZ', value: '' }] }) },
  { target: brokers, patch: container('redpanda', { imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log' }) },
  { target: brokers, patch: container('redpanda', { imagePullPolicy: 'Always' }) },
  { target: brokers, patch: container('redpanda', { resources: { limits: { 'ephemeral-storage': '2048Mi' }, requests: { 'ephemeral-storage': '0.25Gi' } } }) },
  { target: brokers, patch: container('redpanda', { livenessProbe: { successThreshold: 1, initialDelaySeconds: 0 } }) },
  { target: brokers, patch: container('redpanda', { ports: [{ containerPort: 9092, protocol: 'TCP' }] }) },
  { target: brokers, patch: container('redpanda', { volumeMounts: [{ mountPath: '/tmp', readOnly: false }] }) },
  { target: brokers, patch: container('sidecar', { image: 'example.org/sidecar:1', resources: { limits: { cpu: 0.5 } } }) },
  { target: brokers, patch: container('sidecar', { image: 'example.org/sidecar:1', resources: { limits: { cpu: '500m' }, requests: { cpu: '500m' } } }) },
  { target: brokers, patch: workload({ restartPolicy: 'Always', dnsPolicy: 'ClusterFirst', hostNetwork: false, enableServiceLinks: false }) },
  { target: brokers, patch: workload({ volumes: [{ name: 'source', configMap: { defaultMode: 420 } }] }) },
  { target: brokers, patch: workload({ volumes: [{ name: 'source', configMap: { defaultMode: 365 } }] }) },
  { target: brokers, patch: workload({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }], priorityClassName: '' }) },
  { target: brokers, patch: workload({ initContainers: [{ name: 'init', image: 'example.org/init', command: ['true'] }] }) },
  { target: brokers, patch: { spec: { template: { metadata: { annotations: { 'example.org/a': '1' } } } } } },
  { target: brokers, patch: { spec: { minReadySeconds: 0, revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate' } } } },
  { target: brokers, patch: { spec: { minReadySeconds: 20, revisionHistoryLimit: 3, updateStrategy: { rollingUpdate: { partition: 1 } } } } },
  { target: brokers, patch: { spec: { updateStrategy: { type: 'OnDelete' } } } },
  { target: brokers, patch: { spec: { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } } } },
  { target: brokers, patch: { metadata: { annotations: { 'example.org/note': 'x' } } } },
  { target: console, patch: container('console', { env: [{ name: 'TZ', value: 'UTC' }, { name: 'ZONE', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }) },
  { target: console, patch: container('console', { resources: { requests: { memory: '0.125Gi' } } }) },
  { target: console, patch: { spec: { strategy: { type: 'Recreate' } } } },
  { target: console, patch: { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } }, progressDeadlineSeconds: 600 } } },
  { target: { kind: 'Job' }, patch: { spec: { backoffLimit: 6, parallelism: 1 } } },
  { target: { kind: 'Job' }, patch: { spec: { suspend: false, completions: 1 } } },
  { target: { kind: 'Service', name: 'redpanda' }, patch: { spec: { sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', type: 'ClusterIP' } } },
  { target: { kind: 'Service', name: 'redpanda' }, patch: { spec: { sessionAffinity: 'ClientIP', ports: [{ port: 9092, targetPort: 9092, appProtocol: 'kafka' }] } } },
  { target: { kind: 'Service', name: 'redpanda' }, patch: { spec: { type: 'NodePort', ports: [{ port: 9092, nodePort: 30001 }] } } },
  { target: { kind: 'Service', name: 'redpanda-external' }, patch: { spec: { type: 'NodePort', ports: [{ port: 9092, nodePort: 30002 }] } } },
  { target: { kind: 'NetworkPolicy' }, patch: { metadata: { labels: { team: 'events' } } } },
  { target: { kind: 'ServiceAccount' }, patch: { metadata: { annotations: { 'example.org/role': 'x' } } } },
  { target: { kind: 'PodDisruptionBudget', name: 'redpanda' }, patch: { spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } } },
];

const somePatches = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.subarray(patches, { minLength: 1, maxLength: 4 }) });

/** Random valid values of one namespace, each of which differs from the one before it in a section or a few. */
export function* randomPlatforms(seed: number, namespace: string): Generator<RandomPlatform> {
  let current: Record<string, unknown> = {};
  for (const [values, own, numbers] of samples(seed)) {
    const next = (limit: number): number => numbers.pop()! % limit;
    const fresh: Record<string, unknown> = { ...values, patches: own };
    delete fresh['namespace'];
    // Patches are aimed at it.
    delete fresh['name'];
    // Whatever else changes in a StatefulSet is hidden where its volumes change, because that is refused.
    const { storage } = (current['broker'] ?? {}) as { storage?: object };
    if (fresh['broker'] !== undefined && next(8) > 0) fresh['broker'] = { ...fresh['broker'], storage };
    const sections = Object.keys(fresh);
    const chosen = next(12) === 0 ? sections : sections.filter(() => next(3) === 0);
    const candidate = { ...current, ...Object.fromEntries(chosen.map((section) => [section, fresh[section]])), namespace };
    const platform = platformOf(candidate);
    if (!platform) continue;
    current = candidate;
    yield platform;
  }
}

function* samples(seed: number) {
  const numbers = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });
  for (let chunk = 0; ; chunk += 1) yield* fc.sample(fc.tuple(validValues, somePatches, numbers), { numRuns: 20, seed: seed * 10_000 + chunk });
}

/** Nothing where the values are refused: their sections come from different ones. */
function platformOf(values: Record<string, unknown>): RandomPlatform | undefined {
  const text = writeYaml(values);
  try {
    const loaded: Values = loadValues({ files: [{ name: 'values.yaml', text }], sets: [], last: patchProblems });
    const files = plainFiles(loaded);
    const objects = objectsIn(files, 'output');
    return [...objects.values()].some(isImpossible) || haveTheSameNodePort(objects) ? undefined : { text, manifests: [...files.values()].join('---\n'), objects };
  } catch (error) {
    if (error instanceof ValuesError) return undefined;
    throw error;
  }
}

/** What only a patch can make, and no API server takes. */
function isImpossible({ kind, spec }: KubeObject): boolean {
  // The Service of an adopted cluster may be one without an address, which has no ports on nodes either.
  if (kind === 'Service') return spec.clusterIP === 'None' && spec.type === 'NodePort';
  return kind === 'StatefulSet' && spec.updateStrategy?.type === 'OnDelete' && spec.updateStrategy.rollingUpdate !== undefined;
}

function haveTheSameNodePort(objects: Objects): boolean {
  const services = [...objects.values()].filter(({ kind }) => kind === 'Service') as KubeObject[];
  const nodePorts = services.flatMap(({ spec }) => (spec.ports as { nodePort?: number }[]).flatMap(({ nodePort }) => nodePort ?? []));
  return new Set(nodePorts).size < nodePorts.length;
}
