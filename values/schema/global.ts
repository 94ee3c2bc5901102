import * as z from 'zod';
import { registry } from './image';
import { leaf, list } from './leaf';
import { pullSecret } from './pull-secret';

/** Helm hands `global` to every chart of a release, so it may hold keys that are no business of this one. */
export const global = z
  .object(
    {
      imageRegistry: leaf(registry(), '', "Registry that all images are pulled from instead of their own; '' leaves them as they are."),
      imagePullSecrets: leaf(list(pullSecret(), 10), [], 'Secrets for private registries, beside imagePullSecrets.'),
    },
    'must be a map: Helm passes it to every chart of a release',
  )
  .meta({ title: 'Global', description: "Helm's values for all charts of a release. Other keys are left to other charts.", additionalProperties: true });
