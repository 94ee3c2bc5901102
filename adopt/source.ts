import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { FileError, findFiles, readText } from '../files/text-file';
import { madeKinds } from '../kubernetes/kind';
import { at, isKubeObject, KubeObject } from './object';

/** Why there is nothing to adopt: sentences. */
export class AdoptError extends Error {
  override readonly name = 'AdoptError';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/** The objects of a file, of `-`, or of a folder with all that is in it. In a folder there may be other YAML. */
export function readPath(path: string): KubeObject[] {
  const problems: string[] = [];
  const isFolder = path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const objects = [...filesOf(path, (error) => problems.push(error.message))].flatMap((file) => {
    try {
      const documents = readDocuments(file === '-' ? 'standard input' : file, readText(file));
      return isFolder ? documents.filter(isKubeObject) : objectsIn(file, documents);
    } catch (error) {
      if (!(error instanceof FileError || error instanceof AdoptError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new AdoptError(problems);
  return objects;
}

/** An output of ours has its objects at the top: what is below is for others, or another environment. */
function filesOf(path: string, report: (error: FileError) => void): Iterable<string> {
  if (!existsSync(join(path, 'Kustomization'))) return findFiles([path], report);
  return readdirSync(path).filter((name) => name.endsWith('.yaml')).sort().map((name) => join(path, name));
}

function objectsIn(name: string, documents: readonly unknown[]): KubeObject[] {
  return documents.map((object) => {
    if (!isKubeObject(object)) throw new AdoptError([`${name} must hold Kubernetes objects: apiVersion, kind or metadata.name is missing`]);
    return object;
  });
}

/** The documents of a text, of which a List is each of its items. */
function readDocuments(name: string, text: string): unknown[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw new AdoptError([`${name} cannot be read as YAML: ${error.message.split('\n')[0]!.replace(/:$/, '')}`]);
    const value: unknown = document.toJS();
    if (value === null || value === undefined) return [];
    const list = at(value, 'items');
    return Array.isArray(list) ? (list as unknown[]) : [value];
  });
}

/** The objects of the cluster, through kubectl and its configuration: of one namespace, or of all. */
export function readCluster(namespace: string | undefined): KubeObject[] {
  const served = new Set(kubectl(['api-versions']).split('\n'));
  // Of a kind whose CRD is not there are none.
  const kinds = madeKinds.filter(({ group, version, isClusterScoped }) => isClusterScoped !== true && served.has(group === '' ? version : `${group}/${version}`));
  const names = kinds.map(({ kind, version, group }) => (group === '' ? kind : `${kind}.${version}.${group}`));
  return objectsIn('kubectl get', readDocuments('kubectl get', kubectl(['get', names.join(','), ...(namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]), '--output', 'json'])));
}

function kubectl(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('kubectl', [...args, '--request-timeout', '30s'], { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (error) throw new AdoptError([`--from-cluster needs kubectl, which cannot be run: ${error.message}`]);
  if (status !== 0) throw new AdoptError([`--from-cluster: kubectl cannot read the cluster: ${stderr.trim().split('\n').at(-1)}`]);
  return stdout;
}
