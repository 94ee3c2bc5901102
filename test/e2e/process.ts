import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunProps {
  /** @default - the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - the working directory of this process */
  readonly cwd?: string;
  /** @default - an empty standard input */
  readonly input?: string;
  /** Milliseconds after which the program is killed. @default 300000 */
  readonly timeout?: number;
}

/** Runs a program to its end. */
export function run(command: string, args: readonly string[], props: RunProps = {}): Outcome {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    ...props,
    input: props.input ?? '',
    timeout: props.timeout ?? 300_000,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === null) throw new Error(`${command} ${args.join(' ')} did not run to its end: ${error?.message ?? signal}`);
  return { status, stdout, stderr };
}

/** Runs a program that must exit with 0, for what it prints. */
export function output(command: string, args: readonly string[], props: RunProps = {}): string {
  const { status, stdout, stderr } = run(command, args, props);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${status}:\n${lastLines(stderr || stdout)}`);
  return stdout;
}

export interface StartProps {
  /** @default - the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** File that receives what the program prints. */
  readonly log: string;
}

/** A program in the background, killed by the kernel when this process ends, however it ends. */
export interface Program {
  readonly name: string;
  readonly pid: number;
  /** Throws, with the end of the log, if the program has ended. */
  alive(): void;
  stop(): Promise<void>;
}

/** Starts a program in the background. */
export function start(name: string, command: string, args: readonly string[], props: StartProps): Program {
  const log = openSync(props.log, 'a');
  // jest hands its tests a copy of `process` whose exit and signal handlers never fire.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], { env: props.env ?? process.env, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const running = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    name,
    pid: child.pid ?? 0,
    alive() {
      if (!running()) throw new ProgramEnded(`${name} ended with ${child.exitCode ?? child.signalCode}:\n${lastLines(readFileSync(props.log, 'utf8'))}`);
    },
    async stop() {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
      if (running()) await ended;
      clearTimeout(kill);
    },
  };
}

/** Waiting longer is of no use. */
class ProgramEnded extends Error {}

const handedOut = new Set<number>();

/** A loopback port that nobody listens on, never the same one twice. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the system gave no port on 127.0.0.1');
  if (handedOut.has(address.port)) return freePort();
  handedOut.add(address.port);
  return address.port;
}

/** Calls until the answer is neither undefined, false nor an error, and returns it. */
export async function waitFor<T>(description: string, ask: () => T | undefined | false, timeout: number): Promise<T> {
  const end = Date.now() + timeout;
  for (let reason = ''; ; await sleep(250)) {
    try {
      const answer = ask();
      if (answer !== undefined && answer !== false) return answer;
      reason = '';
    } catch (error) {
      if (error instanceof ProgramEnded) throw error;
      reason = `: ${messageOf(error)}`;
    }
    if (Date.now() > end) throw new Error(`no ${description} within ${Math.round(timeout / 1000)} s${reason}`);
  }
}

/** What went wrong, in one text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The end of a log, short enough for an error message. */
function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-20).join('\n');
}
