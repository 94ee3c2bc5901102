import * as z from 'zod';
import { isPlainObject } from '../../template';
import { clusterProperties, clusterShape, reasonAgainst } from './cluster-properties';
import { writtenShapes } from './leaf';

/** What any of them takes. */
const setting = z.unknown() as z.ZodType<boolean | number | string | readonly string[]>;

/** Cluster properties by name. */
export const clusterSettings = z.record(z.string(), setting, 'must be a map of cluster properties and their values').check(({ value, issues }) => {
  // Where it is no map, that is all there is to say.
  if (!isPlainObject(value)) return;
  for (const [name, given] of Object.entries(value)) {
    const property = clusterProperties().get(name);
    // Its value is not told, because it may be a secret.
    if (property === undefined) issues.push({ code: 'unrecognized_keys', keys: [name], input: value, message: reasonAgainst(name) });
    else if (!property.accepts(given)) issues.push({ code: 'custom', input: given, path: [name], message: property.rule });
  }
});
writtenShapes.add(clusterSettings, { shape: clusterShape });
