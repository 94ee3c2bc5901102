import { Files } from '../files/files';
import { writeYaml } from '../template';
import { Values } from '../values/types';
import { manifestsOf } from './manifests';

/** The platform as plain YAML, one object a file. */
export function plainFiles(values: Values): Files {
  return new Map([...manifestsOf(values)].map(([name, { object }]) => [name, writeYaml(object)]));
}
