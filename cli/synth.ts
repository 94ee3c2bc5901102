import { synthesize } from '../output';
import { DirectoryError, replaceDirectory } from '../output/directory';
import type { Files } from '../output/files';
import { loadValues } from '../values/load';
import { ValuesError } from '../values/problem';
import { warnings } from '../values/warnings';
import { Command, Refusal } from './command';
import { announceAfter } from './progress';
import { readFiles } from './read-files';

export const synth: Command = {
  help: `Usage: cdk8s-redpanda synth [-f FILE]... [--set KEY=VALUE]... [--out FOLDER]

Writes plain YAML, a Helm chart and more from values, and replaces the folder as a whole.

Options:
  -f, --values FILE   values to merge over the defaults, as Helm does; - is the standard input;
                      later files override earlier ones
  --set KEY=VALUE     one value, or several with commas between, as helm --set takes them;
                      overrides all files
  --out FOLDER        where the output goes (default: dist)
  -h, --help          show this help

Exit code: 0 done, 1 values refused and nothing written, 2 wrong usage.
`,
  options: {
    values: { type: 'string', short: 'f', multiple: true },
    set: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
  run({ values: names = [], set: sets = [], out = 'dist' }) {
    const isTerminal = process.stdout.isTTY === true;
    const done = isTerminal ? announceAfter(500, `writing ${out as string} …\n`) : undefined;
    try {
      const files = write(names as string[], sets as string[], out as string);
      if (isTerminal) process.stdout.write(summary(out as string, files));
    } catch (error) {
      throw error instanceof ValuesError || error instanceof DirectoryError ? new Refusal(error.message) : error;
    } finally {
      done?.();
    }
  },
};

function write(names: readonly string[], sets: readonly string[], out: string): Files {
  const values = loadValues({ files: readFiles(names), sets });
  for (const warning of warnings(values)) {
    if (typeof warning === 'string') process.stderr.write(`warning: ${warning}\n`);
  }
  const files = synthesize(values);
  replaceDirectory(out, files);
  return files;
}

/** A line for each output: the plain YAML at the top, and each folder below it. */
function summary(out: string, files: Files): string {
  const counts = new Map<string, number>();
  for (const path of files.keys()) {
    const folder = path.includes('/') ? `${out}/${path.slice(0, path.indexOf('/'))}` : out;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].map(([folder, count]) => `${folder}: ${count} file${count === 1 ? '' : 's'}\n`).join('');
}
