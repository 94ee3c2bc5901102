import { valueAt } from '../values/path';
import { KubeObject, Objects } from './object';

/** A node port that a Service asks for while another one has it. */
export interface TakenPort {
  readonly key: string;
  readonly port: number;
  /** The Service that has it. */
  readonly by: string;
}

/** The node ports that the API server refuses when the objects are applied one after another over those that are there. */
export function takenPorts(before: Objects, after: Objects): TakenPort[] {
  const owners = new Map<number, string>();
  for (const [key, object] of before) for (const port of nodePorts(object)) owners.set(port, key);
  const taken: TakenPort[] = [];
  for (const [key, object] of after) {
    const wanted = nodePorts(object);
    const refused = wanted.find((port) => owners.has(port) && owners.get(port) !== key);
    if (refused !== undefined) {
      taken.push({ key, port: refused, by: owners.get(refused)! });
      continue;
    }
    for (const [port, owner] of owners) if (owner === key) owners.delete(port);
    for (const port of wanted) owners.set(port, key);
  }
  return taken;
}

function nodePorts(object: KubeObject): number[] {
  if (object.kind !== 'Service' || object.apiVersion !== 'v1') return [];
  return ((valueAt(object, ['spec', 'ports']) ?? []) as { nodePort?: number }[]).flatMap(({ nodePort }) => (nodePort === undefined ? [] : [nodePort]));
}
