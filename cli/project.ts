import { readdirSync, statSync } from 'node:fs';
import { parse } from 'node:path';
import { Values } from '../values/types';
import { Refusal } from './command';
import { loadFiles } from './load-files';
import { writeOutput, Writing, writtenEnvironments } from './write-output';

/** The values of the current folder, and those of each of its environments. */
export interface Project {
  readonly values: Values;
  readonly environments: ReadonlyMap<string, Values>;
}

/** Writes the output of the current folder: of values.yaml, and of each file of environments/ on top of it. */
export function writeProject(writing: Writing, sets: readonly string[] = []): string {
  const { out } = writing;
  const { values, environments } = loadProject(sets);
  const gone = writtenEnvironments(out).filter((name) => !environments.has(name));
  const removed = gone.map((name) => `${out}/environments/${name}: removed, because there is no environments/${name}.yaml\n`);
  return writeOutput(writing, values, environments) + removed.join('');
}

/** Reads the current folder; refused with the problems of all files. */
export function loadProject(sets: readonly string[] = []): Project {
  const own = ownValues();
  if (own.length === 0) process.stderr.write('note: there is no values.yaml here, so the defaults are used\n');
  const overlays = environmentFiles();
  const problems = new Set<string>();
  const load = (names: readonly string[], told: (sentence: string) => string): Values | undefined => {
    try {
      return loadFiles(names, sets);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      error.sentences.filter((sentence) => !problems.has(sentence)).forEach((sentence) => problems.add(told(sentence)));
      return undefined;
    }
  };
  const values = load(own, (sentence) => sentence);
  // What an environment breaks may stand in values.yaml, where it is right.
  const environments = [...overlays].map(([name, file]) => {
    return [name, load([...own, file], (sentence) => (sentence.startsWith(file) ? sentence : `with ${file}: ${sentence}`))] as const;
  });
  if (problems.size > 0) throw new Refusal([...problems]);
  return { values: values!, environments: new Map(environments as [string, Values][]) };
}

/** The values.yaml of the current folder, if it has one. */
export function ownValues(): readonly string[] {
  const names = yamlFiles('.').filter((name) => parse(name).name === 'values');
  if (names.length > 1) throw new Refusal([`${names[1]} must not stand beside ${names[0]}: they would both be the values of this folder`]);
  return names;
}

/** The files of environments/ by the names of the environments. */
function environmentFiles(): Map<string, string> {
  const files = new Map<string, string>();
  const problems: string[] = [];
  const isThere = statSync('environments', { throwIfNoEntry: false })?.isDirectory() === true;
  for (const file of isThere ? yamlFiles('environments').map((name) => `environments/${name}`) : []) {
    const { name } = parse(file);
    // With a cluster's name of 30 characters before it, the longest value of a label.
    if (name.length > 32 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
      problems.push(`${file} must have a name of at most 32 lower-case letters, digits and dashes: Argo CD and Prometheus know the environment by it`);
    } else if (files.has(name)) {
      problems.push(`${file} must not stand beside ${files.get(name)}: they would both be the environment ${name}`);
    }
    files.set(name, file);
  }
  if (problems.length > 0) throw new Refusal(problems);
  return files;
}

const yamlFiles = (folder: string): string[] => readdirSync(folder).filter((name) => /^[^.].*\.ya?ml$/i.test(name)).sort();
