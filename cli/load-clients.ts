import { existsSync } from 'node:fs';
import type { Values } from '../values/types';
import { loadFiles } from './load-files';

/**
 * The values that declare clients.
 *
 * Unlike `synth`, who asks for them is often in the repository of an application, where a values.yaml is another chart's.
 */
export function loadClients(names: readonly string[], sets: readonly string[]): Values {
  if (names.length === 0 && existsSync('values.yaml')) process.stderr.write('note: values.yaml is not read, because no -f names it\n');
  return loadFiles(names, sets);
}
