import { Command, Refusal } from './command';
import { loadFiles } from './load-files';
import { writeProject } from './project';
import { writeOutput, writtenEnvironments } from './write-output';

export const synth: Command = {
  help: `Usage: cdk8s-redpanda synth [-f FILE]... [--set KEY=VALUE]... [--out FOLDER]

Writes plain YAML, a Helm chart and more from values, and replaces the folder as a whole.

Without -f it reads the current folder: values.yaml, if it is there, over the defaults, and each
environments/NAME.yaml on top of that, whose output goes into the folder's environments/NAME.

Options:
  -f, --values FILE   values to merge over the defaults, as Helm does, instead of the current folder's;
                      - is the standard input; later files override earlier ones
  --set KEY=VALUE     one value, or several separated by commas, as helm --set takes them;
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
    process.stdout.write(write(out as string, names as string[], sets as string[]));
  },
};

function write(out: string, names: readonly string[], sets: readonly string[]): string {
  if (names.length === 0) return writeProject(out, sets);
  const values = loadFiles(names, sets);
  const lost = writtenEnvironments(out);
  if (lost.length > 0) throw new Refusal([`--out (${out}) must be another folder: synth without -f has written environments (${lost.join(', ')}) there, and with -f it would remove them`]);
  return writeOutput(out, values);
}
