import { madeKind } from '../kubernetes/kind';
import { exampleOf, Input } from '../template';

/** `NN-kind-name.yaml`. A Job's name is without the hash, so that a change shows as a change of one file. */
export function plainName(kind: string, name: Input<string>): string {
  return `${String(madeKind(kind).order).padStart(2, '0')}-${kind.toLowerCase()}-${String(exampleOf(name))}.yaml`;
}

/** `kind.yaml` of what has the cluster's name, `kind-more.yaml` of what has a longer one. */
export function templateName(kind: string, name: Input<string>, cluster: Input<string>): string {
  const own = String(exampleOf(cluster));
  const whole = String(exampleOf(name));
  if (!whole.startsWith(own)) throw new Error(`${kind} ${whole} must have a name that begins with the cluster's (${own}): its template is named after the rest`);
  return `${kind.toLowerCase()}${whole.slice(own.length)}.yaml`;
}
