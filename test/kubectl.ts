import { spawnSync } from 'node:child_process';
import { parseAllDocuments, ScalarTag } from 'yaml';
import { testNeeding } from './needing';
import { KubeObject } from './platform/objects';

/** A test that needs a real kubectl, but no cluster. */
export const testWithKubectl = testNeeding('kubectl', spawnSync('kubectl', ['version', '--client']).status === 0);

/** What kubectl makes of a folder with a kustomization. */
export function kustomized(folder: string): KubeObject[] {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout, { customTags: (tags) => [float, ...tags] }).map((document) => document.toJS());
}

/** What is too large for a float is a string for Go, which therefore writes it without quotes. */
const float: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)[eE][-+]?[0-9]+$/,
  resolve: (text) => (Number.isFinite(Number(text)) ? Number(text) : text),
};
