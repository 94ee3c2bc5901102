import { madeKind } from '../kubernetes/kind';
import { exampleOf, Input } from '../template';

/** `NN-kind-name.yaml`. Without a Job's content hash, so that a change shows as a change of one file. */
export function plainName(kind: string, name: Input<string>): string {
  return `${String(madeKind(kind).order).padStart(2, '0')}-${kind.toLowerCase()}-${stem(kind, name)}.yaml`;
}

/** `kind.yaml` of what has the cluster's name, `kind-more.yaml` of what has a longer one. */
export function templateName(kind: string, name: Input<string>, cluster: Input<string>): string {
  const own = String(exampleOf(cluster));
  const full = stem(kind, name);
  if (!full.startsWith(own)) throw new Error(`${kind} ${full} must have a name that begins with the cluster's (${own}): its template is named after the rest`);
  return `${kind.toLowerCase()}${full.slice(own.length)}.yaml`;
}

function stem(kind: string, name: Input<string>): string {
  const full = String(exampleOf(name));
  return kind === 'Job' ? full.replace(/-([0-9a-f]{8})?$/, '') : full;
}
