import { writeFileSync } from 'node:fs';
import { dot } from '../graph/dot';
import { Graph } from '../graph/graph';
import { mermaid } from '../graph/mermaid';
import { platformGraph } from '../graph/platform-graph';
import { svg } from '../graph/svg';
import { Command, Misuse, Refusal } from './command';
import { loadFiles } from './load-files';
import { ownValues } from './project';

const formats: Readonly<Record<string, (graph: Graph) => string | Promise<string>>> = {
  svg: (graph) => svg(dot(graph)),
  mermaid,
  dot,
};

export const graph: Command = {
  help: `Usage: cdk8s-redpanda graph [-f FILE]... [--set KEY=VALUE]... [--format FORMAT] [--out FILE]

Draws the platform: who is there, who talks to whom on which port, whether that is encrypted and asks
for a login, and which NetworkPolicy lets it in (see docs/graph.md).

Without -f it reads the values.yaml of the current folder, if it is there, over the defaults.

Options:
  -f, --values FILE   values to merge over the defaults, as for synth
  --set KEY=VALUE     one value, as for synth
  --format FORMAT     svg      a picture (default)
                      mermaid  the text of a diagram, which GitHub and others draw
                      dot      the text of a graph, for Graphviz
  --out FILE          where it goes instead of the standard output
  -h, --help          show this help

Exit code: 0 done, 1 values refused or file not written, 2 wrong usage.
`,
  options: {
    values: { type: 'string', short: 'f', multiple: true },
    set: { type: 'string', multiple: true },
    format: { type: 'string' },
    out: { type: 'string' },
  },
  async run({ values: names = [], set: sets = [], format = 'svg', out }) {
    const write = Object.hasOwn(formats, format as string) ? formats[format as string] : undefined;
    if (!write) throw new Misuse(`--format (${format as string}) must be one of ${Object.keys(formats).join(', ')}: there are no others`);
    const files = names as string[];
    const written = await write(platformGraph(loadFiles(files.length > 0 ? files : ownValues(), sets as string[])));
    if (out === undefined) process.stdout.write(written);
    else save(out as string, written);
  },
};

function save(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Refusal([`--out (${file}) cannot be written: ${(error as NodeJS.ErrnoException).code}`]);
  }
}
