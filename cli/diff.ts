import { changesBetween } from '../diff/changes';
import { printJson } from '../diff/print/json';
import { printMarkdown } from '../diff/print/markdown';
import { printText } from '../diff/print/text';
import { printed } from '../diff/printed';
import { readCluster } from '../diff/sources/cluster';
import { readFolder } from '../diff/sources/folder';
import { readRevision } from '../diff/sources/git';
import { objectsIn } from '../diff/sources/output';
import { SourceError } from '../diff/sources/source-error';
import { isGrave } from '../diff/verdict';
import { allOf, Files, inFolder } from '../files/files';
import { plainFiles, plainOutput } from '../output/plain';
import { Values } from '../values/types';
import { Command, Misuse, Options, Refusal } from './command';
import { compareOutputs, PlatformChanges } from './compare';
import { loadFiles } from './load-files';
import { loadProject, ownValues } from './project';

export const diff: Command = {
  help: `Usage: cdk8s-redpanda diff [-f FILE]... [--set KEY=VALUE]... [--from FOLDER] [--from-git REVISION]
       cdk8s-redpanda diff [-f FILE]... [--set KEY=VALUE]... --from-cluster

Says what an apply of the output would do that synth would write: what restarts, what the API server would refuse,
what is left behind, what needs steps first and what could lose data. Writes nothing.

Values:
  -f, --values FILE     values, as for synth; without, those of the current folder and of each of its environments
  --set KEY=VALUE       one value, as for synth

Compared with:
  --from FOLDER         an earlier output (default: dist), or one of its environments with -f
  --from-git REVISION   that folder at a revision of git, such as origin/main
  --from-cluster        what the API server has that kubectl is configured for; without -f that is the platform
                        of values.yaml alone, and no environment

Output:
  --output FORMAT       text (default), json or markdown; a text is coloured on a terminal, or if FORCE_COLOR is set,
                        and never if NO_COLOR is
  -h, --help            show this help

Exit code: 0 no change; 1 changes that apply; 2 wrong usage or input; 3 something is refused, needs steps, or puts data at risk.
`,
  options: {
    values: { type: 'string', short: 'f', multiple: true },
    set: { type: 'string', multiple: true },
    from: { type: 'string' },
    'from-git': { type: 'string' },
    'from-cluster': { type: 'boolean' },
    output: { type: 'string' },
  },
  refused: 2,
  run(options) {
    checkOptions(options);
    try {
      const platforms = compared(options);
      tellVersions(platforms);
      process.stdout.write(print(platforms, options));
      const changes = platforms.flatMap((platform) => platform.changes);
      return changes.length === 0 ? 0 : changes.some(({ verdict }) => isGrave(verdict)) ? 3 : 1;
    } catch (error) {
      throw error instanceof SourceError ? new Refusal([error.message]) : error;
    }
  },
};

function checkOptions({ from, 'from-git': revision, 'from-cluster': cluster, output = 'text' }: Options): void {
  if (cluster === true && (from !== undefined || revision !== undefined)) throw new Misuse('--from-cluster excludes --from and --from-git: there is one side to compare with');
  if (!['text', 'json', 'markdown'].includes(output as string)) throw new Misuse(`--output (${String(output)}) must be text, json or markdown`);
}

function compared({ values: names = [], set: sets = [], from = 'dist', 'from-git': revision, 'from-cluster': cluster }: Options): PlatformChanges[] {
  const [files, assignments, folder] = [names as string[], sets as string[], from as string];
  if (cluster === true) return [{ changes: againstCluster(loadFiles(files.length > 0 ? files : ownValues(), assignments)) }];
  const { values, environments } = files.length > 0 ? { values: loadFiles(files, assignments), environments: new Map<string, Values>() } : loadProject(assignments);
  const earlier = revision === undefined ? readFolder(folder) : readRevision(revision as string, folder);
  const fresh = allOf(plainOutput(values), ...[...environments].map(([name, overlaid]) => inFolder(`environments/${name}`, plainOutput(overlaid))));
  return compareOutputs(files.length > 0 ? withoutEnvironments(earlier) : earlier, fresh, folder);
}

function againstCluster(values: Values) {
  const after = objectsIn(plainFiles(values), 'the new output');
  return changesBetween(readCluster(after), after);
}

const withoutEnvironments = (output: Files): Files => new Map([...output].filter(([path]) => !path.startsWith('environments/')));

/** What differs may come from the package itself. */
function tellVersions(platforms: readonly PlatformChanges[]): void {
  const field = platforms.flatMap(({ changes }) => changes.flatMap(({ fields }) => fields)).find(({ path }) => path === 'metadata.annotations[redpanda.io/package]');
  if (field?.from !== undefined) process.stderr.write(`note: ${printed(field.from)} made what this is compared with, and this is ${printed(field.to)}: changes may come from that, too, and not only from the values\n`);
}

/** Colours are for people: NO_COLOR and FORCE_COLOR say otherwise. */
const isColoured = ({ NO_COLOR: never, FORCE_COLOR: always }: NodeJS.ProcessEnv): boolean => !never && (Boolean(always) || process.stdout.isTTY);

function print(platforms: readonly PlatformChanges[], { output = 'text' }: Options): string {
  if (output === 'json') return printJson(platforms.flatMap(({ environment, changes }) => changes.map((change) => ({ ...(environment !== undefined && { environment }), ...change }))));
  const hasEnvironments = platforms.length > 1;
  return platforms
    .map(({ environment, changes }) => {
      if (output === 'markdown') return printMarkdown(changes, environment ?? 'Redpanda');
      const heading = hasEnvironments ? `${environment === undefined ? 'values.yaml' : `environments/${environment}`}: ` : '';
      return printText(changes, { heading, colour: isColoured(process.env) });
    })
    .join('\n');
}
