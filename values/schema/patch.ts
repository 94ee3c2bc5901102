import * as z from 'zod';
import { isPlainObject } from '../../template';
import { except, matching, optional, section } from './leaf';
import { objectName } from './name';

const target = section({
  kind: optional(
    matching(/^[A-Z][A-Za-z0-9]*$/, 'must be the kind of an object such as StatefulSet: Kubernetes writes it as one word, with a capital first'),
    'Kind of the objects; every kind if left out.',
  ),
  name: optional(objectName(), "Name of the object, a Job's without the hash; every name if left out."),
}).meta({ title: 'PatchTarget' });

const stringMaps = ['annotations', 'labels'] as const;

const isStringMap = (value: unknown): boolean => value === undefined || value === null || (isPlainObject(value) && Object.values(value).every((one) => one === null || typeof one === 'string'));

const fields = except(
  z.record(z.string(), z.unknown(), 'must be a map: it is merged into the object'),
  ({ metadata }) => isPlainObject(metadata) && stringMaps.some((key) => !isStringMap(metadata[key])),
  {
    type: 'object',
    required: ['metadata'],
    properties: {
      metadata: {
        type: 'object',
        anyOf: stringMaps.map((key) => ({ required: [key], properties: { [key]: { not: { type: ['object', 'null'], additionalProperties: { type: ['string', 'null'] } } } } })),
      },
    },
  },
  'must have strings as annotations and labels of its metadata: Kubernetes takes no others',
);

export const patch = section({
  target: target.meta({ description: 'Which objects it is merged into.' }),
  patch: fields.meta({ description: 'Fields as the object has them.' }),
}).meta({ title: 'Patch' });
