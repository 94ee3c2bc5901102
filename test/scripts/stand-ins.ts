import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** What of coreutils the scripts may use. */
const coreutils = ['cat', 'date', 'rm', 'sleep', 'tail', 'timeout'];

/** The script as its source. */
export function sourceOf(script: string): string {
  return resolve('constructs/scripts', script);
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which a script runs with nothing on its PATH but coreutils and stand-ins. */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'script-'));
  readonly bin = this.made('bin');
  /** Milliseconds after which a script is stopped. */
  patience = 120_000;

  constructor() {
    coreutils.forEach((program) => this.link(program));
  }

  /** Puts a program of the machine on the PATH. */
  link(program: string): void {
    symlinkSync(join('/usr/bin', program), join(this.bin, program));
  }

  /** A folder inside this one. */
  made(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  write(file: string, text: string): string {
    const path = join(this.folder, file);
    writeFileSync(path, text);
    return path;
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  /** Puts a program on the PATH; it writes its arguments down, one call a line. */
  standIn(name: string, body: string): void {
    const path = join(this.bin, name);
    // A program of the machine may be linked there, and must not be written to.
    rmSync(path, { force: true });
    writeFileSync(path, `#!/bin/bash\necho "$*" >>'${join(this.folder, `${name}.calls`)}'\n${body}\n`);
    chmodSync(path, 0o755);
  }

  calls(name: string): string[] {
    return this.has(`${name}.calls`) ? this.read(`${name}.calls`).trimEnd().split('\n') : [];
  }

  run(script: string, env: Record<string, string>, ...args: string[]): Ended {
    const { status, stdout, stderr } = spawnSync('/bin/bash', [sourceOf(script), ...args], { env: this.env(env), encoding: 'utf8', timeout: this.patience });
    return { status, stdout, stderr };
  }

  /** Runs a script while this process can answer it. */
  async runAside(script: string, env: Record<string, string>, ...args: string[]): Promise<Ended> {
    const child = spawn('/bin/bash', [sourceOf(script), ...args], { env: this.env(env), stdio: ['ignore', 'pipe', 'pipe'], timeout: this.patience });
    const [[status], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
    return { status, stdout, stderr };
  }

  /** Runs a script and kills it, with all that it has started, after so many milliseconds. */
  async kill(script: string, env: Record<string, string>, after: number): Promise<void> {
    const child = spawn('/bin/bash', [sourceOf(script)], { env: this.env(env), stdio: 'ignore', detached: true });
    const ended = once(child, 'close');
    const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), after);
    await ended;
    clearTimeout(timer);
  }

  private env(env: Record<string, string>): Record<string, string> {
    return { PATH: this.bin, SANDBOX: this.folder, ...env };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * What the admin API answers: a body with 200, another code, or nothing until the caller's time is up. Or curl fails without an answer:
 * no address, a name that is not resolved in time, nobody who takes the connection in time, or a connection that is cut.
 */
export type Answer = object | number | 'hang' | 'no address' | 'slow name' | 'no connection' | 'cut';

/** An admin API behind a stand-in for curl. A path that has no answer is one at which nobody listens. */
export class AdminApi {
  constructor(private readonly sandbox: Sandbox) {
    sandbox.made('api');
    sandbox.standIn('curl', curl);
  }

  /** Gives the answers one after the other, the last of them for ever. */
  answer(question: string, ...answers: Answer[]): this {
    const name = question.replace(' ', '').replaceAll('/', '_');
    const folder = this.sandbox.made('api');
    for (const former of readdirSync(folder)) if (former.startsWith(`${name}.`)) rmSync(join(folder, former));
    answers.forEach((answer, index) => this.sandbox.write(`api/${name}.${index + 1}`, answerText(answer)));
    return this;
  }

  /** What was asked, in order. */
  get asked(): string[] {
    return this.sandbox.calls('asked');
  }
}

function answerText(answer: Answer): string {
  if (typeof answer === 'string') return answer;
  return typeof answer === 'number' ? `${answer}\n{"message":"no","code":${answer}}` : `200\n${JSON.stringify(answer, null, 1)}`;
}

const curl = String.raw`
while (($# > 0)); do
  case $1 in
    --request) method=$2; shift ;;
    --max-time) limit=$2; shift ;;
    --write-out) form=$2; shift ;;
    http*) url=$1 ;;
    --connect-timeout) patience=$2; shift ;;
  esac
  shift
done
path=/v1/"${'$'}{url#*/v1/}"
echo "$method $path" >>"$SANDBOX/asked.calls"
name=$SANDBOX/api/$method${'$'}{path//\//_}
count=0
[[ ! -e $name.count ]] || count=$(<"$name.count")
echo $((count += 1)) >"$name.count"
while [[ $count != 0 && ! -e $name.$count ]]; do ((count -= 1)); done
# The seconds until there was an address, and how many connections were taken, if the caller asks for them.
took() { [[ $form != *num_connects* ]] || printf '%s %s ' "$1" "$2"; }
[[ $count != 0 ]] || { printf '\n'; took 0.000038 0; printf '000'; exit 7; }
text=$(<"$name.$count")
case $text in
  hang) sleep "$limit"; printf '\n'; took 0.000038 1; printf '000'; exit 28 ;;
  'no address') printf '\n'; took 0.000000 0; printf '000'; exit 6 ;;
  'slow name') sleep "${'$'}{patience:-$limit}"; printf '\n'; took 0.000000 0; printf '000'; exit 28 ;;
  'no connection') sleep "${'$'}{patience:-$limit}"; printf '\n'; took 0.000038 0; printf '000'; exit 28 ;;
  cut) printf '\n'; took 0.000038 1; printf '000'; exit 52 ;;
esac
printf '%s\n' "${'$'}{text#*$'\n'}"
took 0.000038 1
printf '%s' "${'$'}{text%%$'\n'*}"
`;

export interface ClusterTopic {
  readonly partitions: number;
  readonly replicas: number;
  readonly configs: Record<string, string>;
}

export interface ClusterState {
  topics: Record<string, ClusterTopic>;
  /** Cluster properties. */
  properties?: Record<string, number>;
  /** How many calls find no admin API. */
  adminUnreachable?: number;
  /** How many calls find nobody listening. */
  unreachable?: number;
  /** How many calls to create topics find too few brokers. */
  tooFewBrokers?: number;
  /** Why a config with this key is refused. */
  refused?: Record<string, string>;
  /** Keys that are accepted and forgotten. */
  forgotten?: string[];
  /** Keys that a reset leaves as they are. */
  sticky?: string[];
  /** How many descriptions after a change still show what was before it. */
  lag?: number;
  /** How many topics are listed, which is one more each time after a change. All of them if it is not said. */
  listed?: number;
  /** Flags that rpk does not know. */
  unknown?: string[];
  /** How many changing calls are refused, and why. */
  passing?: { times: number; reason: string };
  /** How many descriptions lack the configs. */
  withoutConfigs?: number;
  /** Addresses at which nobody listens. */
  dead?: string[];
  /** What is printed before JSON. */
  preface?: string;
  /** Why a topic cannot be deleted. */
  undeletable?: Record<string, string>;
  /** Why a topic cannot be described. */
  unreadable?: Record<string, string>;
}

/** A cluster behind a stand-in for rpk. */
export class Cluster {
  constructor(private readonly sandbox: Sandbox, state: Partial<ClusterState> = {}) {
    this.change({ topics: {}, ...state });
    sandbox.standIn('rpk', `exec '${process.execPath}' '${resolve('test/scripts/rpk.js')}' "$@"`);
  }

  get state(): ClusterState {
    return JSON.parse(this.sandbox.read('cluster.json'));
  }

  change(state: ClusterState): void {
    this.sandbox.write('cluster.json', JSON.stringify(state));
  }

  /** Calls that could change something. */
  get changes(): string[] {
    return this.sandbox.calls('rpk').filter((call) => !/^(topic (list|describe)|cluster config get) /.test(call));
  }
}
