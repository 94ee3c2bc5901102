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
export function fileName(kind: string, name: Input<string>): string {
  const number = order[kind];
  if (number === undefined) throw new Error(`${kind} has no place in the order of files yet`);
  const whole = String(exampleOf(name));
  const stem = kind === 'Job' ? whole.replace(/-([0-9a-f]{8})?$/, '') : whole;
  return `${String(number).padStart(2, '0')}-${kind.toLowerCase()}-${stem}.yaml`;
}
