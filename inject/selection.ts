import { Workload } from './workload';

/** Which containers are meant. With nothing but a client: those of the workloads whose annotation names one. */
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

/** The name of the client that a workload is to be given, if it is meant. */
export function clientOf({ client, labels, name }: Workload, selection: Selection): string | undefined {
  if (!isExplicit(selection)) return selection.client === undefined || selection.client === client ? client : undefined;
  const wanted = [...(selection.labels ?? [])];
  const isLabelled = wanted.length === 0 || labels.some((own) => wanted.every(([key, value]) => own.get(key) === value));
  const isNamed = (selection.names ?? []).length === 0 || selection.names!.includes(name);
  return isLabelled && isNamed ? selection.client : undefined;
}

/** Whether it is the selection, not the annotation, that says which workloads are meant. */
export function isExplicit({ all, labels, names, containers }: Selection): boolean {
  return all === true || [labels?.size, names?.length, containers?.length].some((count) => (count ?? 0) > 0);
}
