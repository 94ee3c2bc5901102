import { Construct } from 'constructs';
import { Input, isPlainObject } from '../template';
import { nearest } from '../values/nearest';
import { Path, printPath } from '../values/path';
import { Problem } from '../values/problem';
import { Values } from '../values/types';
import { fixedEverywhere, fixedFieldsOf } from './fixed-field';
import { madeKind, mergeKeysOf } from './kind';
import { Fields, MergeError, mergePatch } from './merge';

/** What is merged into every object that it is aimed at: of a kind, of a name, or of both. */
export type Patch = Values['patches'][number];

/** An object as far as a patch asks. */
export interface Patchable {
  readonly kind: string;
  /** A Job's without the hash. */
  readonly name: string;
}

const contextKey = 'cdk8s-redpanda/patches';

/** Has the objects of a scope patched, which are made after this. */
export function setPatches(scope: Construct, patches: Input<readonly Patch[]>): void {
  scope.node.setContext(contextKey, patches);
}

/** The patches for the objects of a scope. */
export function patchesFor(scope: Construct): Input<readonly Patch[]> {
  return (scope.node.tryGetContext(contextKey) ?? []) as Input<readonly Patch[]>;
}

/** A chart holds no Namespaces, and both outputs are patched alike. */
export const isPatchable = ({ kind }: { readonly kind: string }): boolean => kind !== 'Namespace';

/** An object with every patch merged into it that is aimed at it, in their order, and what is wrong with those that can't be. */
export function patched(object: Fields, { kind, name }: Patchable, patches: readonly Patch[]): { readonly object: Fields; readonly problems: readonly Problem[] } {
  const made = madeKind(kind);
  const problems: Problem[] = [];
  let changed = object;
  for (const [index, patch] of patches.entries()) {
    if (!isAimedAt(patch, { kind, name })) continue;
    const at = ['patches', index, 'patch'];
    const touched = [...fixedEverywhere, ...fixedFieldsOf(made)].filter(({ path }) => touches(patch.patch, path));
    try {
      if (touched.length === 0) changed = mergePatch(changed, patch.patch, mergeKeysOf(made), at);
      else problems.push(...touched.map(({ path, reason }) => ({ path: [...at, ...path], sentence: `${printPath(at)}.${path.join('.')} must be left alone: ${reason}` })));
    } catch (error) {
      if (!(error instanceof MergeError)) throw error;
      problems.push({ path: error.at, sentence: error.message });
    }
  }
  return { object: changed, problems };
}

const isAimedAt = ({ target }: Patch, { kind, name }: Patchable): boolean => (target.kind ?? kind) === kind && (target.name ?? name) === name;

/** Whether a patch sets a field, or takes it away with what it is in. */
function touches(patch: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined || !isPlainObject(patch) || Object.hasOwn(patch, '$patch')) return true;
  return Object.hasOwn(patch, step) && touches(patch[step], rest);
}

/** A sentence for each patch that is aimed at nothing. */
export function aimless(patches: readonly Patch[], objects: readonly Patchable[]): Problem[] {
  return patches.flatMap((patch, index) => {
    if (objects.some((object) => isAimedAt(patch, object))) return [];
    const { kind, name } = patch.target;
    const ofKind = objects.filter((object) => object.kind === (kind ?? object.kind));
    const known = ofKind.length > 0 ? ofKind.map((object) => object.name) : objects.map((object) => object.kind);
    const [key, value, rule] = ofKind.length > 0 ? ['name', name!, `must be the name of an object${kind === undefined ? '' : ` of kind ${kind}`}`] : ['kind', kind!, 'must be the kind of an object'];
    const path: Path = ['patches', index, 'target', key];
    return [{ path, sentence: `${printPath(path)} (${value}) ${rule}: ${hint(value, known)}` }];
  });
}

function hint(word: string, known: readonly string[]): string {
  const all = [...new Set(known)].sort();
  const near = nearest(word, all);
  return near === undefined ? `there are ${all.join(', ')}` : `did you mean ${near}?`;
}
