import { ClientEnvironment, clientEnvironments, formerEnvironment } from '../clients/client-environments';
import { findFiles } from '../files/text-file';
import { isExplicit, Selection } from '../inject/workload/selection';
import { nearest } from '../values/nearest';
import { Values } from '../values/types';
import { chosenClient, someClients } from './chosen-client';
import { Command, Misuse, Options } from './command';
import { Flags, InjectRun } from './inject-run';
import { loadClients } from './load-clients';

export const inject: Command = {
  help: `Usage: cdk8s-redpanda inject [-f FILE]... [--set KEY=VALUE]... [SELECTION] [MODE] [PATH]...

Puts a client's Kafka variables into containers of Kubernetes YAML, and leaves every other byte as it is.
Prints the result. A PATH is a file, a folder with *.yaml and *.yml files (except hidden folders and node_modules),
or - for the standard input, which is also read without a PATH.

Values:
  -f, --values FILE     values that declare the clients, as for synth
  --set KEY=VALUE       one value, as for synth
  --client NAME         the client; needed where values declare several

Selection (without: workloads with a label or annotation redpanda.io/client: NAME, on themselves or their pods):
  --all                 every workload
  --selector KEY=VALUE  workloads that have, or whose pods have, the label; several separated by commas
  --name NAME           workloads of the name
  --container NAME      only containers of the name, init containers included; without, an annotation
                        redpanda.io/containers: NAME,NAME of the workload chooses, or all are meant
  --ignore-unknown      skip files that are not Kubernetes YAML, such as charts, instead of reporting each

Mode:
  --as env|envFrom      variables (default), or a reference to the client's ConfigMap
  --overwrite           also replace variables that have another value; what a change of the client's
                        flavour has left behind is taken out
  --remove              remove what was put in; with --overwrite also variables that have another value;
                        --client may be one that values do not declare any more
  --write               change the files
  --check               print nothing, and fail if something would change, with the command that changes it
  --diff                print a unified diff
  -h, --help            show this help

Exit code: 0 done; 1 something was reported and left as it is, or --check found changes; 2 wrong usage.
`,
  options: {
    values: { type: 'string', short: 'f', multiple: true },
    set: { type: 'string', multiple: true },
    client: { type: 'string' },
    all: { type: 'boolean' },
    selector: { type: 'string', multiple: true },
    name: { type: 'string', multiple: true },
    container: { type: 'string', multiple: true },
    as: { type: 'string' },
    'ignore-unknown': { type: 'boolean' },
    overwrite: { type: 'boolean' },
    remove: { type: 'boolean' },
    write: { type: 'boolean' },
    check: { type: 'boolean' },
    diff: { type: 'boolean' },
  },
  paths: true,
  run(options, paths) {
    const places = paths.length > 0 ? paths : ['-'];
    const values = loadClients((options['values'] ?? []) as string[], (options['set'] ?? []) as string[]);
    const clients = clientEnvironments(values);
    const former = formerClient(options, values, clients);
    const all = someClients(former ? [...clients, former] : clients);
    const run = new InjectRun(all, selectionOf(options, all), options);
    checkFlags(options, places);
    for (const path of findFiles(places, (error) => run.problems.push(error.message))) run.file(path);
    run.end(writing(options, places));
  },
};

function checkFlags({ as = 'env', write, check }: Flags, places: readonly string[]): void {
  if (!['env', 'envFrom'].includes(as)) throw new Misuse(`--as (${String(as)}) must be env or envFrom: a container takes variables in no other way`);
  if (write === true && check === true) throw new Misuse('--write and --check exclude each other: a check changes nothing');
  if (write === true && places.includes('-')) throw new Misuse('--write needs files or folders: the standard input cannot be changed');
}

/** The command of a check that writes what it has found, in a shell's words. */
function writing(options: Options, places: readonly string[]): string {
  const isStandardInput = places.includes('-');
  const words = Object.entries(options).flatMap(([name, value]) => {
    if (['check', 'diff'].includes(name)) return [];
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    return values.flatMap((one) => (one === true ? [`--${name}`] : [`--${name}`, String(one)]));
  });
  const all = ['npx', 'cdk8s-redpanda', 'inject', ...words, ...(isStandardInput ? [] : ['--write']), ...places];
  return all.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** The client to remove, where it is one that values do not declare any more. */
function formerClient({ remove, client }: Options, values: Values, clients: readonly ClientEnvironment[]): ClientEnvironment | undefined {
  const names = clients.map(({ name }) => name);
  if (remove !== true || typeof client !== 'string' || names.includes(client)) return undefined;
  const near = nearest(client, names);
  process.stderr.write(`note: values do not declare the client ${client}${near === undefined ? '' : ` (did you mean ${near}?)`}: what is taken out is what one of that name was given\n`);
  return formerEnvironment(values, client);
}

function selectionOf(options: Options, clients: readonly ClientEnvironment[]): Selection {
  const labels = ((options['selector'] ?? []) as string[]).flatMap((selector) => selector.split(',')).map((label) => {
    const [key, value] = label.split(/==?(.*)/s) as [string, string | undefined];
    if (value === undefined || !/^[\w./-]+$/.test(key)) throw new Misuse(`--selector (${label}) must be KEY=VALUE: a label is selected by its value`);
    return [key, value] as const;
  });
  const selection: Selection = {
    all: options['all'] === true,
    labels: new Map(labels),
    names: (options['name'] ?? []) as string[],
    containers: (options['container'] ?? []) as string[],
    client: options['client'] as string | undefined,
  };
  // Without a client each annotation names its own.
  const isOpen = selection.client === undefined && !isExplicit(selection);
  return isOpen ? selection : { ...selection, client: chosenClient(clients, selection.client).name };
}
