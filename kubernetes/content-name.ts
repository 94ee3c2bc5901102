import { exampleOf, hashOf, Input, part, text } from '../template';
import { madeKind } from './kind';

/** An object as far as its name asks. */
interface Named {
  readonly kind?: unknown;
  readonly metadata: { readonly name: Input<string> };
  readonly spec?: unknown;
}

/**
 * The object with its name as the API server gets it. That of a kind whose spec can't change ends in the hash of the
 * spec: a change makes another object, where the same name would be refused.
 */
export function namedByContent<T extends Named>(object: T): T {
  if (madeKind(object.kind as string).isNamedByContent === undefined) return object;
  const { name } = object.metadata;
  const spec = part(`${String(exampleOf(name)).replace('-', '.')}Spec`, object.spec as object);
  return { ...object, metadata: { ...object.metadata, name: text`${name}-${hashOf(spec)}` }, spec };
}
