import { parseArgs } from 'node:util';
import { version } from '../package.json';
import { nearest } from '../values/nearest';
import { Command, Misuse, Refusal } from './command';

const help = `Usage: cdk8s-redpanda COMMAND [OPTION]...

Redpanda on Kubernetes from one typed description: plain YAML and a Helm chart.

Commands:
  synth    write plain YAML, a Helm chart and more from values
  diff     say what an apply would do: restarts, refusals, steps, risks
  values   print the default values, or their JSON schema
  inject   put a client's Kafka variables into Kubernetes YAML
  env      print a client's Kafka variables
  adopt    write the values of a Redpanda that is there
  graph    draw the platform: who talks to whom, and how that is secured
  help     show this help, or a command's
  version  show the version

Options:
  -h, --help      show this help; after a command, the command's
  -v, --version   show the version
`;

// A command is loaded when it is run, so that none waits for what another needs.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  synth: async () => (await import('./synth.js')).synth,
  diff: async () => (await import('./diff.js')).diff,
  values: async () => (await import('./values.js')).values,
  inject: async () => (await import('./inject.js')).inject,
  adopt: async () => (await import('./adopt.js')).adopt,
  env: async () => (await import('./env.js')).env,
  graph: async () => (await import('./graph.js')).graph,
};

const exitCode = { done: 0, refused: 1, wrongUsage: 2 } as const;

/** @returns the exit code */
export async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) return misused(help);
  if (['version', '--version', '-v', '-V'].includes(name)) return print(`${version}\n`);
  if (name === '--help' || name === '-h') return print(help);
  if (name === 'help') return main([...args.slice(0, 1), '--help']);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    const meant = nearest(name, [...Object.keys(commands), 'help', 'version']);
    return misused(`${name} is not a command${meant ? `: did you mean ${meant}?` : ''}\nSee cdk8s-redpanda --help\n`);
  }
  const command = await load();
  const parsed = parse(command, args);
  if ('problem' in parsed) return misused(`${parsed.problem}\nSee cdk8s-redpanda ${name} --help\n`);
  if (parsed.options['help'] === true) return print(command.help);
  try {
    return (await command.run(parsed.options, parsed.paths)) ?? exitCode.done;
  } catch (error) {
    if (error instanceof Misuse) return misused(`${error.message}\nSee cdk8s-redpanda ${name} --help\n`);
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.code ?? command.refused ?? exitCode.refused;
  }
}

type Parsed = { readonly options: Record<string, unknown>; readonly paths: readonly string[] } | { readonly problem: string };

function parse({ options, paths }: Command, args: string[]): Parsed {
  try {
    const { values, positionals } = parseArgs({ args, options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals: paths === true });
    return { options: values, paths: positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    const problem = message.split(/\. |\n/)[0] ?? message;
    const isForgotten = code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' && options['values'] !== undefined;
    return { problem: isForgotten ? `${problem}: a values file is named by -f` : problem };
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return exitCode.done;
}

function misused(text: string): number {
  process.stderr.write(text);
  return exitCode.wrongUsage;
}
