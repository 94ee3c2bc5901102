import type { Values } from '../values/types';
import { loadFiles } from './load-files';

/**
 * The values of files over the defaults, merged as Helm merges them: later files override earlier ones.
 * Throws all that is wrong with them, in the words of the command line.
 *
 * @param files paths of values files, such as `values.yaml` and `environments/prod.yaml`
 */
export const readValues = (...files: string[]): Values => loadFiles(files);
