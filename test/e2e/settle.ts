import type { Cluster, KubeObject } from './cluster';

/** Waits until every StatefulSet and Deployment runs what it asks for and every Job is complete. */
export async function settled(cluster: Cluster): Promise<void> {
  await cluster.waitFor(
    'settled workloads',
    () => {
      const waiting = cluster.get('statefulsets,deployments,jobs', '-A').filter((workload) => !isSettled(workload));
      if (waiting.length > 0) throw new Error(`still waiting for ${waiting.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ')}; ${complaints(cluster)}`);
      return true;
    },
    120_000,
  );
}

/** What the controllers could not create. */
export function refusedPods(cluster: Cluster): string[] {
  return cluster.get('events', '-A', '--field-selector', 'reason=FailedCreate').map(({ message }) => message);
}

function isSettled({ kind, metadata, spec, status }: KubeObject): boolean {
  if (kind === 'Job') return status.conditions?.some(({ type, status }: Record<string, string>) => type === 'Complete' && status === 'True') === true;
  return (
    status.observedGeneration === metadata.generation &&
    [status.readyReplicas, status.availableReplicas, status.updatedReplicas, status.replicas].every((replicas) => replicas === spec.replicas)
  );
}

function complaints(cluster: Cluster): string {
  const messages = cluster.get('events', '-A', '--field-selector', 'type=Warning').map(({ reason, message }) => `${reason}: ${message}`);
  return [...new Set(messages)].join('; ') || 'no warnings';
}
