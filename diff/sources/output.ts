import { Document, parseAllDocuments } from 'yaml';
import { Files } from '../../files/files';
import type { Fields } from '../../kubernetes/merge';
import { isKubeObject, KubeObject, objectsBy, Objects } from '../object';
import { SourceError } from './source-error';

/** Which files of an output hold objects, and which one lists them: of the platform, and of its environments. */
export const isPart = (path: string): boolean => /^(environments\/[^/]+\/)?(Kustomization|[^/]+\.yaml)$/.test(path);

/** The environments that an output holds. */
export const environmentsIn = (output: Files): string[] => [...new Set([...output.keys()].flatMap((path) => /^environments\/([^/]+)\//.exec(path)?.[1] ?? []))].sort();

/** The files of one platform of an output, in the order of applying. Refused where the output is none, or not whole. */
export function platformFiles(output: Files, name: string, environment?: string): Files {
  const prefix = environment === undefined ? '' : `environments/${environment}/`;
  const where = environment === undefined ? name : `${name}/environments/${environment}`;
  const kustomization = output.get(`${prefix}Kustomization`);
  if (kustomization === undefined) throw new SourceError(`${where} must be an output of cdk8s-redpanda: it has no file Kustomization, which lists the objects`);
  const [list] = documents(`${where}/Kustomization`, kustomization) as (Fields | undefined)[];
  const files = list?.['resources'];
  if (!Array.isArray(files)) throw new SourceError(`${where}/Kustomization must list the objects' files: it has no resources`);
  return new Map(
    files.map((file) => {
      const text = output.get(`${prefix}${file}`);
      if (text === undefined) throw new SourceError(`${where} must be whole: its Kustomization names ${file}, which is not there`);
      return [String(file), text];
    }),
  );
}

/** The objects that files hold. */
export function objectsIn(files: Files, name: string): Objects {
  return objectsBy([...files].flatMap(([file, text]) => readObjects(`${name}/${file}`, text)));
}

/** The objects of a text, of which a List is each of its items. */
export function readObjects(name: string, text: string): KubeObject[] {
  return readItems(name, text).map((object) => {
    if (!isKubeObject(object)) throw new SourceError(`${name} must hold Kubernetes objects: apiVersion, kind or metadata.name is missing`);
    return object;
  });
}

/** The documents of a text, whether they are objects or not. */
export function readItems(name: string, text: string): unknown[] {
  return documents(name, text).flatMap((document) => {
    const { kind, items } = document as { kind?: unknown; items?: unknown };
    return kind === 'List' && Array.isArray(items) ? (items as unknown[]) : [document];
  });
}

function documents(name: string, text: string): unknown[] {
  return parseAllDocuments(text).flatMap((document) => {
    const value = valueOf(name, document);
    return value === null ? [] : [value];
  });
}

function valueOf(name: string, document: Document.Parsed): unknown {
  try {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS();
  } catch (error) {
    // An alias of nothing, and one of too much, are found only here.
    throw new SourceError(`${name} cannot be read as YAML: ${(error as Error).message.split('\n')[0]!.replace(/:$/, '')}`);
  }
}
