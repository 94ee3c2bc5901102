import { exampleOf, Input } from '../template';

/** Order in which objects are applied: what others need first, what needs others last. */
const order: Readonly<Record<string, number>> = {
  Namespace: 0,
  ServiceAccount: 10,
  ConfigMap: 20,
  NetworkPolicy: 30,
  Service: 40,
  PodDisruptionBudget: 50,
  StatefulSet: 60,
  Deployment: 70,
  Middleware: 75,
  Ingress: 80,
  Job: 90,
};

/** `NN-kind-name.yaml`. Without a Job's content hash, so that a change shows as a change of one file. */
export function plainName(kind: string, name: Input<string>): string {
  const number = order[kind];
  if (number === undefined) throw new Error(`${kind} has no place in the order of files yet`);
  return `${String(number).padStart(2, '0')}-${kind.toLowerCase()}-${stem(kind, name)}.yaml`;
}

/** `kind.yaml` of what has the cluster's name, `kind-more.yaml` of what has a longer one. */
export function templateName(kind: string, name: Input<string>, cluster: Input<string>): string {
  const own = String(exampleOf(cluster));
  const whole = stem(kind, name);
  if (!whole.startsWith(own)) throw new Error(`${kind} ${whole} must have a name that begins with the cluster's (${own}): its template is named after the rest`);
  return `${kind.toLowerCase()}${whole.slice(own.length)}.yaml`;
}

function stem(kind: string, name: Input<string>): string {
  const whole = String(exampleOf(name));
  return kind === 'Job' ? whole.replace(/-([0-9a-f]{8})?$/, '') : whole;
}
