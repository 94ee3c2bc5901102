import { spawnSync } from 'node:child_process';
import type * as z from 'zod';
import type { schema } from '../../values/schema/schema';
import type { Values } from '../../values/types';

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Inferred = DeepReadonly<z.infer<typeof schema>>;

// The compiler is the test, through the lint.
export const forth = (values: Values): Inferred => values;
export const back = (values: Inferred): Values => values;

test('the types are what the schema says', () => {
  const { status, stderr } = spawnSync(process.execPath, ['values/schema/generate-types.mjs', '--check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
