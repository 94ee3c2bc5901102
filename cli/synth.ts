import { Command } from './command';
import { loadFiles } from './load-files';
import { announceAfter } from './progress';
import { writeOutput } from './write-output';

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
      const summary = writeOutput(out as string, loadFiles(names as string[], sets as string[]));
      if (isTerminal) process.stdout.write(summary);
    } finally {
      done?.();
    }
  },
};
