import { App, Chart } from 'cdk8s';
import { PatchesError, Platform } from '../constructs/platform';
import { Manifest } from '../kubernetes/manifest';
import { asPlain, Input } from '../template';
import { Problem } from '../values/problem';
import { PlatformProps, Values } from '../values/types';
import { plainName } from './file-name';

/** The objects of a platform by the names of their files, in the order of these. */
export function manifestsOf(values: Input<Values>, nameOf: (kind: string, name: Input<string>) => string): Map<string, Manifest> {
  // An App of its own for each output, because cdk8s's App keeps what it has resolved.
  const chart = new Chart(new App(), 'platform');
  new Platform(chart, 'platform', asPlain<PlatformProps>(values));
  return manifestsIn(chart, nameOf);
}

/** The objects that a chart holds. */
export function manifestsIn(chart: Chart, nameOf: (kind: string, name: Input<string>) => string): Map<string, Manifest> {
  const files = new Map<string, Manifest>();
  for (const manifest of chart.node.findAll().filter((construct): construct is Manifest => construct instanceof Manifest)) {
    const name = nameOf(manifest.kind, manifest.object.metadata.name);
    if (files.has(name)) throw new Error(`${manifest.node.path} and ${files.get(name)?.node.path} would both be ${name}: give one of them another name`);
    files.set(name, manifest);
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is wrong with the patches of values, of which only the objects can tell. */
export function patchProblems(values: Values): readonly Problem[] {
  try {
    if (values.patches.length > 0) manifestsOf(values, plainName);
    return [];
  } catch (error) {
    if (error instanceof PatchesError) return error.found;
    throw error;
  }
}
