import { isDeepStrictEqual } from 'node:util';
import { compatibilityProblems, Level } from '../registry/compatibility';
import { registered } from '../values/registered';
import type { Side } from './comparison';
import type { DeclaredSchema } from './declared';

/** A new version of a schema that the registry will not take. */
export interface RefusedSchema {
  readonly subject: string;
  readonly level: Level;
  readonly reasons: readonly string[];
}

export function refusedSchemas(before: Side, after: Side): RefusedSchema[] {
  const changed = [...after.schemas].filter(([subject, schema]) => before.schemas.has(subject) && !isDeepStrictEqual(sent(before.schemas.get(subject)!), sent(schema)));
  if (changed.length === 0) return [];
  const [old, fresh] = [before, after].map(({ schemas }) => registered([...schemas].map(([subject, schema]) => ({ subject, ...schema }))));
  return changed.flatMap(([subject, { compatibility }]) => {
    // What is not declared stays as it was, and the registry begins with BACKWARD.
    const level = compatibility ?? before.schemas.get(subject)!.compatibility ?? 'BACKWARD';
    const reasons = compatibilityProblems(old!.get(subject)!, fresh!.get(subject)!, level as Level);
    return reasons.length > 0 ? [{ subject, level: level as Level, reasons }] : [];
  });
}

/** What the registry is sent of it. */
const sent = ({ type, schema, references }: DeclaredSchema) => ({ type, schema, references });
