// Prints how long a synthesis and a rendering of the chart take, against programs that do (almost) nothing.
//
//   node bench/synth.mjs [ROUNDS]
//
// Ratios, not times, are what can be compared: every program runs once a round, and medians are of the same rounds.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const rounds = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const out = join(folder, 'dist');
const node = process.execPath;

/** Where Helm is: as HELM says, on the PATH, or where the end-to-end tests have built it. */
function findHelm() {
  const tools = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-redpanda/tools');
  const built = existsSync(tools) ? readdirSync(tools).filter((name) => name.startsWith('helm-')).sort() : [];
  const candidates = [process.env.HELM, ...(process.env.PATH ?? '').split(delimiter).map((path) => join(path, 'helm')), ...built.map((name) => join(tools, name, 'helm'))];
  return candidates.find((path) => path && isProgram(path));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command) {
  const [program, ...args] = command;
  const began = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  if (status !== 0 && !(status === 1 && args.includes('diff'))) throw new Error(`${command.join(' ')}: ${error?.message ?? stderr}`);
  return took;
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** Median times of commands, which take turns. */
function measure(commands) {
  const names = Object.keys(commands);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  // The first round only warms up the file cache.
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const took = run(commands[name]);
      if (round > 0) times[name].push(took);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

function report(times, subjects, compared) {
  for (const [name, time] of Object.entries(times)) console.log(`  ${time.toFixed(0).padStart(6)} ms  ${name}`);
  for (const subject of subjects) {
    for (const [name, aim] of Object.entries(compared)) {
      console.log(`  ${(times[subject] / times[name]).toFixed(2).padStart(6)} ×   ${name}${subjects.length > 1 ? `: ${subject}` : ''}${aim === undefined ? '' : ` (aim: at most ${aim})`}`);
    }
  }
}

try {
  console.log(`synthesis, median of ${rounds}`);
  const synthesis = measure({
    'node -e 0': [node, '-e', '0'],
    'cdk8s-redpanda synth': [node, 'lib/cli.js', 'synth', '-f', 'values.yaml', '--out', out],
    'cdk8s synth': [node, 'node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false', '-a', 'node lib/cli.js synth --out "$CDK8S_OUTDIR"', '-o', join(folder, 'cdk8s')],
  });
  report(synthesis, ['cdk8s-redpanda synth'], { 'node -e 0': 2, 'cdk8s synth': undefined });

  console.log(`diff, median of ${rounds}`);
  const diff = [node, 'lib/cli.js', 'diff', '-f', 'values.yaml', '--from', out];
  const comparison = measure({
    'cdk8s-redpanda synth': [node, 'lib/cli.js', 'synth', '-f', 'values.yaml', '--out', out],
    'diff, nothing changed': diff,
    'diff, a value changed': [...diff, '--set', 'broker.logLevel=debug'],
  });
  report(comparison, ['diff, nothing changed', 'diff, a value changed'], { 'cdk8s-redpanda synth': 1.5 });

  const helm = findHelm();
  if (helm === undefined) {
    console.log('helm template: skipped, because there is no Helm (set HELM to one)');
  } else {
    console.log(`helm template, median of ${rounds}`);
    run([helm, 'create', join(folder, 'trivial')]);
    const rendering = measure({
      'a trivial chart': [helm, 'template', 'trivial', join(folder, 'trivial')],
      'dist/chart': [helm, 'template', 'redpanda', join(out, 'chart'), '--kube-version', '1.34'],
    });
    report(rendering, ['dist/chart'], { 'a trivial chart': 3 });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
