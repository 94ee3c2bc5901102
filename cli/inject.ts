import { lstatSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { ClientEnvironment, clientEnvironments, formerEnvironment } from '../constructs/client-environments';
import { clientKey } from '../constructs/labels';
import { unifiedDiff } from '../inject/diff';
import { FileError, findFiles, readText, replaceFile } from '../inject/files';
import { inject as injectText, Injection } from '../inject/inject';
import { InjectOptions } from '../inject/options';
import { isExplicit, Selection } from '../inject/selection';
import { nearest } from '../values/nearest';
import { Values } from '../values/types';
import { chosenClient } from './chosen-client';
import { Command, Misuse, Options, Refusal } from './command';
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
    const all = former ? [...clients, former] : clients;
    const run = new Run(all, selectionOf(options, all), options);
    run.check(places);
    for (const path of findFiles(places, (error) => run.problems.push(error.message))) run.file(path);
    run.end(writing(options, places));
  },
};

interface Flags extends InjectOptions {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly 'ignore-unknown'?: boolean;
}

class Run {
  readonly problems: string[] = [];
  private readonly names = new Set<string>();
  private readonly containers = new Set<string>();
  private readonly changing = new Set<string>();
  private changes = 0;
  private printed = '\n';
  private count = 0;
  private unknown = 0;

  constructor(
    private readonly clients: readonly ClientEnvironment[],
    private readonly selection: Selection,
    private readonly flags: Flags,
  ) {}

  check(paths: readonly string[]): void {
    const { as = 'env', write, check } = this.flags;
    if (!['env', 'envFrom'].includes(as)) throw new Misuse(`--as (${String(as)}) must be env or envFrom: a container takes variables in no other way`);
    if (write === true && check === true) throw new Misuse('--write and --check exclude each other: a check changes nothing');
    if (write === true && paths.includes('-')) throw new Misuse('--write needs files or folders: the standard input cannot be changed');
  }

  file(path: string): void {
    try {
      const text = readText(path);
      const result = injectText(text, this.selection, this.clients, this.flags);
      if (result.isUnknown && this.flags['ignore-unknown'] === true) {
        this.unknown += 1;
        return;
      }
      const name = path === '-' ? 'standard input' : path;
      for (const { line, column, sentence } of result.problems) this.problems.push(`${name}:${line}:${column}: ${sentence}`);
      for (const { line, column, sentence } of result.notes) process.stderr.write(`note: ${name}:${line}:${column}: ${sentence}\n`);
      for (const { workload, container } of result.meant) {
        this.names.add(workload);
        this.containers.add(container);
      }
      this.output(path, name, text, result);
    } catch (error) {
      // Whatever goes wrong with one file, the others are done.
      this.problems.push(error instanceof FileError ? error.message : `${path} cannot be processed: ${(error as Error).message}`);
    }
  }

  /** @param command what makes the changes that a check has found */
  end(command: string): void {
    const { names = [], containers = [], client } = this.selection;
    if (this.unknown > 0) process.stderr.write(`note: skipped ${this.unknown} ${this.unknown === 1 ? 'file that is' : 'files that are'} not Kubernetes YAML\n`);
    const missing = [
      ...names.filter((name) => !this.names.has(name)).map((name) => `--name ${name} must be the name of a workload: none of the files has one`),
      ...containers.filter((name) => !this.containers.has(name)).map((name) => `--container ${name} must be the name of a container: none of the selected workloads has one`),
    ];
    const problems = [...this.problems, ...missing];
    if (problems.length > 0) throw new Refusal([...problems, ...(this.flags.check === true ? this.summary(problems.length, command) : [])]);
    // A check of nothing should not look like one that has passed.
    const wanted = isExplicit(this.selection) ? 'no workload is selected' : `no workload has the label or annotation ${clientKey}${client === undefined ? '' : `: ${client}`}`;
    if (this.names.size === 0) process.stderr.write(`note: ${wanted}, so nothing was looked at\n`);
  }

  private output(path: string, name: string, text: string, { text: result, edits, changes, refused }: Injection): void {
    const { write, check, diff } = this.flags;
    if (refused) return;
    if (check === true) {
      if (changes.length > 0) this.changing.add(name);
      this.changes += changes.length;
      for (const { line, workload, container, name: what, action } of changes) this.problems.push(`${name}:${line}: ${workload}, container ${container}: would ${action} ${what}`);
    }
    // Patch follows no link.
    if (diff === true) process.stdout.write(unifiedDiff(path === '-' ? name : withoutLink(path), text, edits));
    if (write === true && edits.length > 0) replaceFile(path, result);
    if (write !== true && check !== true && diff !== true) this.print(result);
  }

  private summary(problems: number, command: string): string[] {
    const [others, files] = [problems - this.changes, this.changing.size];
    const left = others === 0 ? [] : [`${counted(others, 'problem')} would be left`];
    if (this.changes === 0) return left;
    return [[`${counted(this.changes, 'change')} in ${counted(files, 'file')}`, ...left, `to make the ${this.changes === 1 ? 'change' : 'changes'}: ${command}`].join('; ')];
  }

  /** Files that follow each other on the standard output have to be documents of one. */
  private print(text: string): void {
    const own = this.count > 0 ? text.replace(/^\ufeff/, '') : text;
    const lineEnd = this.printed.endsWith('\n') ? '' : '\n';
    const separator = this.count === 0 || own.startsWith('---') ? '' : own.startsWith('%') ? '...\n' : '---\n';
    process.stdout.write(`${lineEnd}${separator}${own}`);
    this.printed = own === '' ? this.printed : own.slice(-1);
    this.count += 1;
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

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

/** The path of a file, or of the one that a link leads to. */
function withoutLink(path: string): string {
  return lstatSync(path).isSymbolicLink() ? relative(process.cwd(), realpathSync(path)) : path;
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
