import { clientKey } from '../../kubernetes/labels';
import { Workload } from './workload';

/** Which containers are meant. With nothing but a client: those of the workloads whose label or annotation names one. */
export interface Selection {
  readonly all?: boolean;
  /** Labels that the workload or its pods must have. */
  readonly labels?: ReadonlyMap<string, string>;
  /** Names of workloads. */
  readonly names?: readonly string[];
  /** Names of containers, of which a workload must have one. */
  readonly containers?: readonly string[];
  /** The client whose environment is meant. */
  readonly client?: string;
}

/** The clients that a workload names in annotations and labels, its own and its pods', each once. */
export function clientsOf({ annotations, labels }: Workload): string[] {
  return [...new Set([...annotations, ...labels].flatMap((map) => map.get(clientKey) ?? []))];
}

/** Whether a workload is one of those that a selection describes. */
export function isSelected({ labels, name }: Workload, { labels: wanted, names = [] }: Selection): boolean {
  const isLabelled = !wanted || wanted.size === 0 || labels.some((own) => [...wanted].every(([key, value]) => own.get(key) === value));
  return isLabelled && (names.length === 0 || names.includes(name));
}

/** Whether the selection describes workloads, or they name their client. */
export function isExplicit({ all, labels, names, containers }: Selection): boolean {
  return all === true || [labels?.size, names?.length, containers?.length].some((count) => (count ?? 0) > 0);
}
