import { existsSync } from 'node:fs';
import type { Addresses } from '../constructs/addresses';
import { ClientEnvironment, clientEnvironments } from '../constructs/client-environments';
import { loadFiles } from './load-files';

/**
 * The clients that values declare.
 *
 * Unlike `synth`, who asks for them is often in the repository of an application, where a values.yaml is another chart's.
 */
export function loadClients(names: readonly string[], sets: readonly string[], others?: Partial<Addresses>): readonly ClientEnvironment[] {
  if (names.length === 0 && existsSync('values.yaml')) process.stderr.write('note: values.yaml is not read, because no -f names it\n');
  return clientEnvironments(loadFiles(names, sets), others);
}
