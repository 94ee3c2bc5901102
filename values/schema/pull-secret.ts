import * as z from 'zod';
import { namedOperator, operator } from '../../template';
import type { PullSecret } from '../types';
import { section } from './leaf';
import { objectName } from './name';

const rule = 'must be the name of a Secret, or a map with its name: the kubelet reads the credentials of registries from it';

/** A Secret for a private registry: its name alone, or as a pod has it. */
export const pullSecret = () => z.union([objectName(), section({ name: objectName() }).meta({ title: 'PullSecret' })], rule);

export const secretName = namedOperator(
  'redpanda.secretName',
  'Name of a pull secret, which is given as a string or as a map with a name',
  operator(
    'string',
    (secret: string | PullSecret) => (typeof secret === 'string' ? secret : secret.name),
    // A map is printed as map[name:NAME].
    (secret) => `toString ${secret} | trimPrefix "map[name:" | trimSuffix "]"`,
  ),
);
