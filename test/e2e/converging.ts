import type { Cluster } from './cluster';

/** The components of all Jobs that bring a cluster to what is declared. */
export const converging = ['acls', 'quotas', 'schemas', 'settings', 'topics', 'users'];

/** Those of the Jobs that have done their work. */
export function components(cluster: Cluster): string[] {
  const done = cluster.get('jobs', '-A', '-l', 'app.kubernetes.io/managed-by').filter(({ status }) => status.succeeded === 1);
  return [...new Set(done.map(({ metadata }) => metadata.labels!['app.kubernetes.io/component']!))].sort();
}
