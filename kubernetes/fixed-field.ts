import { Kind } from './kind';

/** A field that no patch may touch. */
export interface FixedField {
  readonly path: readonly string[];
  /** Ends the sentence that refuses it. */
  readonly reason: string;
}

const [identity, found, lasting, selected] = [
  'others know the object by it',
  'cluster.sh apply and an uninstall find the object by it',
  'Kubernetes refuses to change it',
  'it decides which pods are meant',
];

export const fixedEverywhere: readonly FixedField[] = [
  ...[['apiVersion'], ['kind'], ['metadata', 'name'], ['metadata', 'namespace']].map((path) => ({ path, reason: identity })),
  ...['app.kubernetes.io/managed-by', 'app.kubernetes.io/instance', 'app.kubernetes.io/component', 'redpanda.io/cluster-namespace'].map((label) => ({
    path: ['metadata', 'labels', label],
    reason: found,
  })),
  { path: ['metadata', 'finalizers'], reason: 'nobody would take one away, and the object could not be deleted' },
];

const ofKind: Readonly<Record<string, readonly FixedField[]>> = {
  Service: [{ path: ['spec', 'selector'], reason: selected }],
  NetworkPolicy: [{ path: ['spec', 'podSelector'], reason: selected }],
  Job: [{ path: ['spec', 'selector'], reason: 'Kubernetes makes one for each Job' }],
  PodDisruptionBudget: [{ path: ['spec', 'selector'], reason: selected }],
  StatefulSet: [
    { path: ['spec', 'replicas'], reason: 'seeds and Services follow broker.replicas' },
    { path: ['spec', 'ordinals'], reason: 'seeds and Services know the brokers by their numbers' },
  ],
};

/** The fields of a kind that no patch may touch, beside those of every kind. */
export function fixedFieldsOf({ kind, podTemplate, isNamedByContent, immutable = [] }: Kind): readonly FixedField[] {
  const never = isNamedByContent ? [] : immutable.map((field) => ({ path: field.split('.'), reason: lasting }));
  const label = podTemplate && [{ path: [...podTemplate, 'metadata', 'labels', 'app'], reason: 'Services and NetworkPolicies select the pods by it' }];
  return [...never, ...(ofKind[kind] ?? []), ...(label ?? [])];
}
