import { Files } from '../files/files';
import { namedByContent } from '../kubernetes/content-name';
import { writeYaml } from '../template';
import { Values } from '../values/types';
import { plainName } from './file-name';
import { manifestsOf } from './manifests';

/** The platform as plain YAML, one object a file. */
export function plainFiles(values: Values): Files {
  return new Map([...manifestsOf(values, plainName)].map(([name, { object }]) => [name, writeYaml(namedByContent(object))]));
}
