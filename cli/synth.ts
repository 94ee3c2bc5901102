import { Command, Refusal } from './command';
import { loadFiles } from './load-files';
import { writeProject } from './project';
import { writeOutput, Writing, writtenEnvironments } from './write-output';

export const synth: Command = {
  help: `Usage: cdk8s-redpanda synth [-f FILE]... [--set KEY=VALUE]... [--out FOLDER] [--strict]

Writes plain YAML, a Helm chart and more from values, and replaces the folder as a whole.

Without -f it reads the current folder: values.yaml, if it is there, over the defaults, and each
environments/NAME.yaml on top of that, whose output goes into the folder's environments/NAME.

Over an earlier output it says what an apply would do beside changing objects in place.

Options:
  -f, --values FILE   values to merge over the defaults, as Helm does, instead of the current folder's;
                      - is the standard input; later files override earlier ones
  --set KEY=VALUE     one value, or several separated by commas, as helm --set takes them;
                      overrides all files
  --out FOLDER        where the output goes (default: dist)
  --strict            write nothing if an apply over the earlier output would be refused, need steps first
                      or put data at risk (see diff)
  -h, --help          show this help

Exit code: 0 done; 1 values refused and nothing written; 2 wrong usage; 3 refused by --strict and nothing written.
`,
  options: {
    values: { type: 'string', short: 'f', multiple: true },
    set: { type: 'string', multiple: true },
    out: { type: 'string' },
    strict: { type: 'boolean' },
  },
  run({ values: names = [], set: sets = [], out = 'dist', strict = false }) {
    process.stdout.write(write({ out: out as string, strict: strict === true }, names as string[], sets as string[]));
  },
};

function write(writing: Writing, names: readonly string[], sets: readonly string[]): string {
  if (names.length === 0) return writeProject(writing, sets);
  const { out } = writing;
  const values = loadFiles(names, sets);
  const lost = writtenEnvironments(out);
  if (lost.length > 0) throw new Refusal([`--out (${out}) must be another folder: synth without -f has written environments (${lost.join(', ')}) there, and with -f it would remove them`]);
  return writeOutput(writing, values);
}
