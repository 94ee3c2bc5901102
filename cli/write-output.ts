import { existsSync, readdirSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Change } from '../diff/changes';
import { printLines } from '../diff/print/text';
import { readFolder } from '../diff/sources/folder';
import { SourceError } from '../diff/sources/source-error';
import { isGrave } from '../diff/verdict';
import { DirectoryError, marker, replaceDirectory } from '../files/directory';
import type { Files } from '../files/files';
import { synthesize } from '../output';
import { problemsIn } from '../values/rules/finding';
import { warnings } from '../values/rules/warnings';
import { Values } from '../values/types';
import { Refusal } from './command';
import { compareOutputs, isAlike, PlatformChanges } from './compare';

export interface Writing {
  readonly out: string;
  /** Whether nothing is written where an apply of it would be refused, need steps or put data at risk. */
  readonly strict: boolean;
}

/** Writes a platform's output with its warnings, and tells of it: what an apply of it over the earlier one does, and a line for each output. */
export function writeOutput({ out, strict }: Writing, values: Values, environments: ReadonlyMap<string, Values> = new Map()): string {
  const files = synthesize(values, environments, inRepository(out));
  tellChanges(files, { out, strict });
  try {
    replaceDirectory(out, files);
  } catch (error) {
    throw error instanceof DirectoryError ? new Refusal([error.message]) : error;
  }
  warn(out, values, environments);
  return summary(out, files);
}

/** Says what an apply over the earlier output does, if there is one, beside changing objects in place. */
function tellChanges(files: Files, writing: Writing): void {
  const platforms = changes(files, writing);
  const lines = (chosen: (change: Change) => boolean) => platforms.flatMap(({ environment, changes }) => printLines(changes.filter(chosen)).map((line) => (environment === undefined ? line : `${environment}: ${line}`)));
  const refused = writing.strict ? lines(({ verdict }) => isGrave(verdict)) : [];
  if (refused.length > 0) throw new Refusal(refused, 3);
  lines(() => true).forEach((line) => process.stderr.write(`on apply: ${line}\n`));
}

/** Of the platform and its environments without those that are gone, of which nothing is applied. Where the earlier output is not whole nothing is known. */
function changes(files: Files, { out, strict }: Writing): PlatformChanges[] {
  try {
    const earlier = existsSync(join(out, marker)) ? readFolder(out) : new Map<string, string>();
    if (!earlier.has('Kustomization') || isAlike(earlier, files)) return [];
    return compareOutputs(earlier, files, out).filter(({ environment }) => environment === undefined || files.has(`environments/${environment}/Kustomization`));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (strict) throw new Refusal([error.message], 3);
    process.stderr.write(`note: what an apply does is not known: ${error.message}\n`);
    return [];
  }
}

/** The environments that an earlier run has written. */
export function writtenEnvironments(out: string): string[] {
  const folder = join(out, 'environments');
  return existsSync(join(out, marker)) && existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** Where a repository holds the output, if the current folder is its top; of a folder elsewhere nothing but its name is known. */
function inRepository(out: string): string {
  return isOutside(out) ? basename(resolve(out)) : relative('.', out).split(sep).join('/');
}

function isOutside(out: string): boolean {
  const path = relative('.', out);
  return isAbsolute(path) || path.split(sep)[0] === '..';
}

/** What is said of the platform need not be said of each environment again. */
function warn(out: string, platform: Values, environments: ReadonlyMap<string, Values>): void {
  const said = warningsOf(platform, out);
  said.forEach((warning) => process.stderr.write(`warning: ${warning}\n`));
  for (const [name, values] of environments) {
    const more = warningsOf(values, out).filter((warning) => !said.includes(warning));
    more.forEach((warning) => process.stderr.write(`warning: ${name}: ${warning}\n`));
  }
}

function warningsOf(values: Values, out: string): string[] {
  const sentences = problemsIn(warnings(values)).map(({ sentence }) => sentence);
  const { repoUrl, path } = values.argocd;
  if (repoUrl === '' || path !== '' || !isOutside(out)) return sentences;
  return [...sentences, `argocd.path is empty, and ${out} is outside of the current folder: the Application looks for ${inRepository(out)} at the top of the repository`];
}

/** A line for each output: the plain YAML at the top, each folder below it, and each environment. */
function summary(out: string, files: Files): string {
  const counts = new Map<string, number>();
  for (const path of files.keys()) {
    const folder = /^(environments\/[^/]+|[^/]+)\//.exec(path)?.[1];
    const name = folder === undefined ? out : `${out}/${folder}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([folder, count]) => `${folder}: ${count} file${count === 1 ? '' : 's'}\n`).join('');
}
