import * as z from 'zod';
import { matching, optional, section } from './leaf';
import { objectName } from './name';

const target = section({
  kind: optional(
    matching(/^[A-Z][A-Za-z0-9]*$/, 'must be the kind of an object such as StatefulSet: Kubernetes writes it as one word, with a capital first'),
    'Kind of the objects; every kind if left out.',
  ),
  name: optional(objectName(), "Name of the object, a Job's without the hash; every name if left out."),
}).meta({ title: 'PatchTarget' });

export const patch = section({
  target: target.meta({ description: 'Which objects it is merged into.' }),
  patch: z.record(z.string(), z.unknown(), 'must be a map: it is merged into the object').meta({ description: 'Fields as the object has them.' }),
}).meta({ title: 'Patch' });
