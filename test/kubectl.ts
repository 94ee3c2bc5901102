import { spawnSync } from 'node:child_process';
import { testNeeding } from './needing';
import { KubeObject, objectsIn } from './platform/objects';

/** A test that needs a real kubectl, but no cluster. */
export const testWithKubectl = testNeeding('kubectl', spawnSync('kubectl', ['version', '--client']).status === 0);

/** What kubectl makes of a folder with a kustomization. */
export function kustomized(folder: string): KubeObject[] {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) throw new Error(stderr);
  return objectsIn(stdout);
}
