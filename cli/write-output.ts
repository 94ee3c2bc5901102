import { synthesize } from '../output';
import { DirectoryError, replaceDirectory } from '../output/directory';
import type { Files } from '../output/files';
import { Values } from '../values/types';
import { warnings } from '../values/warnings';
import { Refusal } from './command';

/** Writes a platform's output with its warnings, and tells of it: a line for each output. */
export function writeOutput(out: string, values: Values, environments: ReadonlyMap<string, Values> = new Map()): string {
  warn(values, environments);
  const files = synthesize(values, environments);
  try {
    replaceDirectory(out, files);
  } catch (error) {
    throw error instanceof DirectoryError ? new Refusal([error.message]) : error;
  }
  return summary(out, files);
}

/** What is said of the platform need not be said of each environment again. */
function warn(platform: Values, environments: ReadonlyMap<string, Values>): void {
  const said = warningsOf(platform);
  said.forEach((warning) => process.stderr.write(`warning: ${warning}\n`));
  for (const [name, values] of environments) {
    const more = warningsOf(values).filter((warning) => !said.includes(warning));
    more.forEach((warning) => process.stderr.write(`warning: ${name}: ${warning}\n`));
  }
}

const warningsOf = (values: Values): string[] => warnings(values).filter((warning) => typeof warning === 'string');

/** A line for each output: the plain YAML at the top, and each folder below it. */
function summary(out: string, files: Files): string {
  const counts = new Map<string, number>();
  for (const path of files.keys()) {
    const folder = path.includes('/') ? `${out}/${path.slice(0, path.indexOf('/'))}` : out;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].map(([folder, count]) => `${folder}: ${count} file${count === 1 ? '' : 's'}\n`).join('');
}
