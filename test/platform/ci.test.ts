import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { diff } from '../../cli/diff';
import { synth } from '../../cli/synth';
import { folderWith, program, run } from '../cli/program';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly diff: { readonly steps: readonly Step[] } };
}

const text = (name: string): string => readFileSync(`examples/ci/${name}`, 'utf8');
const github = parse(text('github.yaml')) as Workflow;
const { steps } = github.jobs.diff;
const gitlab = parse(text('gitlab.yaml')) as { platform: { script: string[] } };
const step = (name: string): Step => steps.find((one) => one.name === name)!;

/** A repository with an output, and values that have changed since; `npx` is this program, and `gh` writes down its calls. */
function repository(change: string): string {
  const cwd = folderWith({
    'values.yaml': 'name: events\n',
    'bin/npx': `#!/bin/sh\nshift\nexec ${process.execPath} ${program} "$@"\n`,
    'bin/gh': '#!/bin/sh\necho "$*" >> gh.log\n[ ! -f known ] || case "$*" in *--paginate*) cat known ;; esac\n',
    'bin/npm': '#!/bin/sh\n',
  });
  for (const name of readdirSync(join(cwd, 'bin'))) chmodSync(join(cwd, 'bin', name), 0o755);
  expect(run(['synth'], cwd).code).toBe(0);
  for (const args of [['init', '-q', '-b', 'main'], ['add', '.'], ['-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qm', 'one'], ['update-ref', 'refs/remotes/origin/main', 'HEAD']]) {
    expect(spawnSync('git', args, { cwd }).status).toBe(0);
  }
  writeFileSync(join(cwd, 'values.yaml'), `name: events\n${change}`);
  return cwd;
}

/** Runs a script as GitHub does. */
const bash = (cwd: string, script: string, env: Record<string, string> = {}): number | null =>
  spawnSync('bash', ['-e', '-c', script], {
    cwd,
    env: { PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`, HOME: cwd, BASE: 'main', NUMBER: '7', GITHUB_REPOSITORY: 'shop/platform', GITHUB_OUTPUT: join(cwd, 'output'), GITHUB_STEP_SUMMARY: join(cwd, 'summary'), ...env },
  }).status;

const bigger = 'broker: { storage: { size: 20Gi } }\n';
const debug = 'broker: { logLevel: debug }\n';

describe('the workflow of GitHub', () => {
  test('takes no more rights than it needs', () => {
    expect(github.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });

  test('names the major version of each action', () => {
    expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/^actions\/[\w-]+@v\d+$/.test(uses))).toEqual([]);
  });

  test('has no expression in a script, where a pull request could write one', () => {
    expect(steps.filter(({ run: script = '' }) => script.includes('${{'))).toEqual([]);
  });

  test.each([
    [debug, '1'],
    [bigger, '3'],
  ])('passes on what diff says of %j', (change, code) => {
    const cwd = repository(change);
    expect(bash(cwd, step('What an apply would do').run!)).toBe(0);
    expect([readFileSync(join(cwd, 'output'), 'utf8'), readFileSync(join(cwd, 'summary'), 'utf8')]).toEqual([`code=${code}\n`, expect.stringMatching(/^### Redpanda: 1 change /)]);
  });

  test('fails where diff is refused', () => {
    expect(bash(repository('replicas: 3\n'), step('What an apply would do').run!)).toBe(1);
  });

  test('fails where dist/ is not what the values give', () => {
    const script = step('dist/ is what the values give').run!;
    expect([bash(repository(''), script), bash(repository(debug), script)]).toEqual([0, 1]);
  });

  test('writes one comment, and later that one again', () => {
    const cwd = repository(debug);
    writeFileSync(join(cwd, 'diff.md'), 'said\n');
    const calls = () => readFileSync(join(cwd, 'gh.log'), 'utf8').split('\n').filter((line) => line.includes('--method'));
    expect(bash(cwd, step('The comment').run!)).toBe(0);
    expect(calls()).toEqual(['api --silent --method POST repos/shop/platform/issues/7/comments --field body=@comment.md']);
    expect(readFileSync(join(cwd, 'comment.md'), 'utf8')).toBe('<!-- cdk8s-redpanda diff -->\nsaid\n');
    rmSync(join(cwd, 'gh.log'));
    writeFileSync(join(cwd, 'known'), '41\n42\n');
    expect(bash(cwd, step('The comment').run!)).toBe(0);
    expect(calls()).toEqual(['api --silent --method PATCH repos/shop/platform/issues/comments/41 --field body=@comment.md']);
  });

  test('fails for the exit code 3 unless the label is set', () => {
    expect(steps.at(-1)).toMatchObject({ run: 'exit 1', if: "steps.diff.outputs.code == '3' && !contains(github.event.pull_request.labels.*.name, 'applied-with-steps')" });
  });
});

describe('the job of GitLab', () => {
  test.each([
    ['', '', 0],
    [debug, '', 0],
    [bigger, '', 3],
    [bigger, 'size/S,applied-with-steps', 0],
    ['replicas: 3\n', 'applied-with-steps', 2],
  ])('with values %j and labels %j ends with %i', (change, labels, code) => {
    expect(bash(repository(change), gitlab.platform.script.join('\n'), { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'HEAD', CI_MERGE_REQUEST_LABELS: labels })).toBe(code);
  });
});

test.each(readdirSync('examples/ci'))('%s calls commands with options that there are', (name) => {
  const calls = [...text(name).matchAll(/npx cdk8s-redpanda (\w+)(.*)/g)];
  expect(calls).not.toEqual([]);
  for (const [, command = '', args = ''] of calls) {
    const options = [...args.matchAll(/ --([\w-]+)/g)].map(([, option]) => option);
    expect(Object.keys({ diff, synth }[command]!.options)).toEqual(expect.arrayContaining(options));
  }
});
