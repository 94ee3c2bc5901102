import { madeKind } from '../kubernetes/kind';
import { exampleOf, Input } from '../template';

/** `NN-kind-name.yaml`. Without a Job's content hash, so that a change shows as a change of one file. */
export function fileName(kind: string, name: Input<string>): string {
  const whole = String(exampleOf(name));
  const stem = kind === 'Job' ? whole.replace(/-([0-9a-f]{8})?$/, '') : whole;
  return `${String(madeKind(kind).order).padStart(2, '0')}-${kind.toLowerCase()}-${stem}.yaml`;
}
