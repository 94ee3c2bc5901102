import { allOf, Files } from '../files/files';
import { namedByContent } from '../kubernetes/content-name';
import { writeYaml } from '../template';
import { Values } from '../values/types';
import { plainName } from './file-name';
import { kustomizationFiles } from './kustomization';
import { manifestsOf } from './manifests';

/** The platform as plain YAML, one object a file. */
export function plainFiles(values: Values): Files {
  return new Map([...manifestsOf(values, plainName)].map(([name, { object }]) => [name, writeYaml(namedByContent(object))]));
}

/** The same, with the file that lists the objects. */
export function plainOutput(values: Values): Files {
  const plain = plainFiles(values);
  return allOf(plain, kustomizationFiles(plain));
}
