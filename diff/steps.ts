import { valueAt } from '../values/path';
import { Side } from './comparison';

export const namespaceOf = ({ brokers: object }: Side): string => object?.metadata.namespace ?? 'default';
export const nameOf = ({ brokers: object }: Side): string => object?.metadata.name ?? 'redpanda';
/** How rpk is called in a broker's pod. */
export const rpk = (side: Side): string => `kubectl exec -n ${namespaceOf(side)} ${nameOf(side)}-0 -- rpk`;
export const rollout = (side: Side): string => `kubectl rollout status statefulset/${nameOf(side)} -n ${namespaceOf(side)}`;

/** For bigger volumes. */
export function growth(before: Side, after: Side): string[] {
  const [name, namespace] = [nameOf(after), namespaceOf(after)];
  const claim = (valueAt(after.brokers, ['spec', 'volumeClaimTemplates', 0]) ?? {}) as { metadata?: { name?: string }; spec?: { resources?: { requests?: { storage?: string } } } };
  const size = claim.spec?.resources?.requests?.storage;
  const patch = `-p '{"spec":{"resources":{"requests":{"storage":"${size}"}}}}'`;
  const volumes = Array.from({ length: before.replicas }, (_, broker) => `kubectl patch pvc ${claim.metadata?.name}-${name}-${broker} -n ${namespace} ${patch}`);
  return [
    'kubectl get storageclass   # ALLOWVOLUMEEXPANSION must be true, or see the page',
    ...volumes,
    `kubectl get pvc -n ${namespace} -l app=${name}   # until CAPACITY is ${size}`,
    `kubectl delete statefulset ${name} -n ${namespace} --cascade=orphan   # leaves the pods running`,
    'apply',
  ];
}

/** For fewer brokers. */
export function decommission(before: Side, after: Side): string[] {
  const [name, namespace] = [nameOf(before), namespaceOf(before)];
  const steps = [`${rpk(before)} cluster health`];
  for (let broker = before.replicas - 1; broker >= after.replicas; broker -= 1) {
    steps.push(
      `${rpk(before)} cluster info -b   # the id of ${name}-${broker}`,
      `${rpk(before)} cluster brokers decommission ID`,
      `${rpk(before)} cluster brokers decommission-status ID   # until it is finished`,
      `broker.replicas: ${broker} in the values, npm run synth, and apply`,
      `kubectl delete pvc ${volumeName(before)}-${name}-${broker} -n ${namespace}`,
    );
  }
  return steps;
}

const volumeName = (side: Side): string => String(valueAt(side.brokers, ['spec', 'volumeClaimTemplates', 0, 'metadata', 'name']));

