import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isKubeObject, KubeObject } from '../diff/object';
import { liveObjects } from '../diff/sources/cluster';
import { readItems, readObjects } from '../diff/sources/output';
import { SourceError } from '../diff/sources/source-error';
import { FileError, findFiles, readText } from '../files/text-file';

/** The objects of the cluster: of all namespaces, or of one and what clusters there have in others, as far as one may read that. */
export function readCluster(namespace: string | undefined): KubeObject[] {
  const own = liveObjects('', namespace);
  if (namespace === undefined) return own;
  try {
    const clients = liveObjects(`redpanda.io/cluster-namespace=${namespace}`);
    return [...own, ...clients.filter(({ metadata }) => metadata.namespace !== namespace)];
  } catch (error) {
    if (error instanceof SourceError) return own;
    throw error;
  }
}

/** The objects of a file, of `-`, or of a folder with all that is in it. In a folder there may be other YAML. */
export function readPath(path: string): KubeObject[] {
  const problems: string[] = [];
  const isFolder = path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const objects = [...filesOf(path, (error) => problems.push(error.message))].flatMap((file) => {
    const name = file === '-' ? 'standard input' : file;
    try {
      return isFolder ? readItems(name, readText(file)).filter(isKubeObject) : readObjects(name, readText(file));
    } catch (error) {
      if (!(error instanceof FileError || error instanceof SourceError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new SourceError(problems.join('\n'));
  return objects;
}

/** An output of ours has its objects at the top: what is below is for others, or another environment. */
function filesOf(path: string, report: (error: FileError) => void): Iterable<string> {
  if (!existsSync(join(path, 'Kustomization'))) return findFiles([path], report);
  return readdirSync(path).filter((name) => name.endsWith('.yaml')).sort().map((name) => join(path, name));
}
