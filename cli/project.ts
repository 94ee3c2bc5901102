import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { Values } from '../values/types';
import { Refusal } from './command';
import { loadFiles } from './load-files';
import { writeOutput } from './write-output';

/** Writes a project's output: of values.yaml, and of each of environments/*.yaml on top of it. */
export function writeProject(out: string): string {
  const overlays = (existsSync('environments') ? readdirSync('environments') : [])
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `environments/${name}`)
    .sort();
  const [platform, ...environments] = loadAll([['values.yaml'], ...overlays.map((overlay) => ['values.yaml', overlay])]);
  return writeOutput(out, platform, new Map(environments.map((values, index) => [basename(overlays[index]!, '.yaml'), values])));
}

/** Each set of files as values; refused with the problems of all of them. */
function loadAll(sets: readonly (readonly string[])[]): [Values, ...Values[]] {
  const problems = new Set<string>();
  const all = sets.map((names) => {
    try {
      return loadFiles(names);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      error.sentences.forEach((sentence) => problems.add(sentence));
      return undefined;
    }
  });
  if (problems.size > 0) throw new Refusal([...problems]);
  return all as [Values, ...Values[]];
}
