import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { testWithKubectl } from '../kubectl';
import { testNeeding } from '../needing';
import { folderWith, program, run, Run } from './program';

const values = 'topics: [{ name: orders, partitions: 3 }]\nclients: [{ name: shop, namespace: shop }]\n';
const debug = ['--set', 'broker.logLevel=debug'];
const bigger = ['--set', 'broker.storage.size=40Gi'];
const restart = 'StatefulSet redpanda/redpanda: the brokers restart one by one: containers[redpanda].args';

/** A folder with values and the output that synth has written of them. */
function written(files: Record<string, string> = {}): string {
  const cwd = folderWith({ 'values.yaml': values, ...files });
  expect(run(['synth'], cwd).code).toBe(0);
  return cwd;
}

// No test changes it.
let unchanged: string;
beforeAll(() => (unchanged = written()));
const copy = (): string => {
  const cwd = folderWith();
  cpSync(unchanged, cwd, { recursive: true });
  return cwd;
};

const diff = (cwd: string, ...args: string[]): Run => run(['diff', ...args], cwd);

/** Runs with other variables of the environment. */
function diffWith(env: Record<string, string>, cwd: string, ...args: string[]): Pick<Run, 'code' | 'out' | 'err'> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'diff', ...args], { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  return { code: status, out: stdout, err: stderr };
}

/** All files below a folder, with when they were written. */
const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`);

describe('exit code', () => {
  test('0: nothing changes', () => {
    expect(diff(unchanged)).toMatchObject({ code: 0, out: 'no change\n', err: '' });
  });

  test('1: what changes applies', () => {
    expect(diff(unchanged, ...debug).code).toBe(1);
  });

  test('2: values are refused', () => {
    expect(diff(unchanged, '--set', 'broker.replicas=0')).toMatchObject({ code: 2, out: '', err: '--set broker.replicas=0: broker.replicas (0) must be an integer from 1 to 99: it is the number of brokers\n' });
  });

  test('3: something needs steps', () => {
    expect(diff(unchanged, ...bigger).code).toBe(3);
  });
});

describe('output', () => {
  test('text is short, and ends with how many changes there are', () => {
    expect(diff(unchanged, ...debug).out).toBe(`restarts
  ${restart}
    spec.template.spec.containers[redpanda].args: nothing → ["--default-log-level=debug"]

1 change (restarts: 1)
`);
  });

  test('text names the steps in their order, and the section', () => {
    expect(diff(unchanged, ...bigger).out).toMatch(/^needs steps\n.*refused as it stands[^]*\n {4}1\. kubectl get storageclass[^]*\n {4}7\. apply\n {4}see docs\/day-two\.md#bigger-volumes\n/);
  });

  test('text has no colours where no person reads it', () => {
    expect(diff(unchanged, ...debug).out).not.toContain('\x1b');
  });

  test('text has colours where FORCE_COLOR is set', () => {
    expect(diffWith({ FORCE_COLOR: '1' }, unchanged, ...debug).out).toMatch(/^\x1b\[33mrestarts\x1b\[0m\n/);
  });

  test('text has no colours where NO_COLOR is set, whatever else is', () => {
    expect(diffWith({ FORCE_COLOR: '1', NO_COLOR: '1' }, unchanged, ...debug).out).not.toContain('\x1b');
  });

  const hasScript = spawnSync('script', ['--version']).status === 0;
  testNeeding('script', hasScript)('text has colours on a terminal', () => {
    const { stdout } = spawnSync('script', ['-qec', `${process.execPath} ${program} diff ${debug.join(' ')}`, '/dev/null'], { cwd: unchanged, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
    expect(stdout).toContain('\x1b[33mrestarts\x1b[0m');
  });

  test('json has a change for each object, with all that is known of it', () => {
    expect(JSON.parse(diff(unchanged, ...debug, '--output', 'json').out)).toEqual({
      changes: [
        {
          object: 'StatefulSet redpanda/redpanda',
          verdict: 'restarts',
          refused: false,
          restarts: true,
          fields: [{ path: 'spec.template.spec.containers[redpanda].args', to: ['--default-log-level=debug'] }],
          reason: 'the brokers restart one by one: containers[redpanda].args',
          steps: [],
          sections: ['restarting'],
        },
      ],
    });
  });

  test('json of no change has none', () => {
    expect(JSON.parse(diff(unchanged, '--output', 'json').out)).toEqual({ changes: [] });
  });

  test('markdown is a table, the steps, and all fields folded away', () => {
    expect(diff(unchanged, ...bigger, '--output', 'markdown').out).toMatch(
      /^### Redpanda: 1 change \(needs steps: 1\)\n\n\| verdict \| object \| why \|\n\|---\|---\|---\|\n\| \*\*needs steps\*\* \(refused as it stands\) \| `StatefulSet redpanda\/redpanda` \| .* \|\n[^]*\n```\nkubectl get storageclass[^]*\napply\n```\n[^]*<details>[^]*`10Gi` → `40Gi`[^]*<\/details>\n$/,
    );
  });
});

describe('environments', () => {
  const environments = { 'environments/dev.yaml': 'broker: { replicas: 1 }', 'environments/prod.yaml': 'broker: { replicas: 5 }' };
  let cwd: string;
  beforeAll(() => (cwd = written(environments)));
  const changesIn = (...args: string[]) => (JSON.parse(diff(cwd, ...args, '--output', 'json').out) as { changes: { environment?: string; object: string; verdict: string }[] }).changes;

  test('each is told of by itself', () => {
    expect(diff(cwd).out).toBe('values.yaml: no change\n\nenvironments/dev: no change\n\nenvironments/prod: no change\n');
  });

  test('json names that of each change', () => {
    expect(changesIn(...debug).map(({ environment, object }) => [environment, object])).toEqual([undefined, 'dev', 'prod'].map((name) => [name, 'StatefulSet redpanda/redpanda']));
  });

  test('a new one has nothing but new objects', () => {
    writeFileSync(join(cwd, 'environments/new.yaml'), 'name: new');
    const changes = changesIn();
    rmSync(join(cwd, 'environments/new.yaml'));
    expect(new Set(changes.map(({ environment, verdict }) => `${environment}: ${verdict}`))).toEqual(new Set(['new: new Job', 'new: applies']));
  });

  test('of a removed one everything is left behind', () => {
    rmSync(join(cwd, 'environments/dev.yaml'));
    const changes = changesIn();
    writeFileSync(join(cwd, 'environments/dev.yaml'), environments['environments/dev.yaml']);
    expect(new Set(changes.map(({ environment, verdict }) => `${environment}: ${verdict}`))).toEqual(new Set(['dev: left behind']));
  });

  test('-f compares with one of them', () => {
    const files = ['-f', 'values.yaml', '-f', 'environments/prod.yaml', '--from', 'dist/environments/prod'];
    expect([diff(cwd, ...files).code, diff(cwd, ...files, '--set', 'broker.replicas=4').out]).toEqual([0, expect.stringContaining('all at once: 5 → 4')]);
  });

  test('-f compares with the platform of a folder, and none of its environments', () => {
    expect(diff(cwd, '-f', 'values.yaml').out).toBe('no change\n');
  });
});

describe('--from-git', () => {
  const git = (cwd: string, ...args: string[]) => expect(spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd }).status).toBe(0);
  let cwd: string;
  beforeAll(() => {
    cwd = copy();
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', 'one');
    // What is in the folder doesn't count.
    expect(run(['synth', ...debug], cwd).code).toBe(0);
  });

  test('compares with the folder at a revision', () => {
    expect([diff(cwd, '--from-git', 'HEAD').out, diff(cwd, '--from-git', 'HEAD', ...debug).out]).toEqual(['no change\n', expect.stringContaining(restart)]);
  });

  test('works from a folder below the top of the repository', () => {
    const below = join(cwd, 'below');
    mkdirSync(below);
    expect(diff(below, '--from-git', 'HEAD', '--from', '../dist', '-f', '../values.yaml').out).toBe('no change\n');
  });

  test('is refused where the revision has no such folder', () => {
    expect(diff(cwd, '--from-git', 'HEAD', '--from', 'other')).toMatchObject({ code: 2, out: '', err: 'other must be an output of cdk8s-redpanda: at HEAD there is no such folder\n' });
  });

  test.each(['nowhere', '', '--help', 'HEAD:values.yaml'])('is refused where there is no revision %j', (revision) => {
    expect(diff(cwd, `--from-git=${revision}`)).toMatchObject({ code: 2, out: '', err: `--from-git (${revision}) must be a revision of the git repository of this folder: there is none of that name\n` });
  });

  test('is refused outside of a repository', () => {
    expect(diff(unchanged, '--from-git', 'HEAD')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^--from-git needs a git repository, and cannot read that of this folder: not a git repository/) });
  });

  test('is refused without git', () => {
    expect(diffWith({ PATH: '/nowhere' }, cwd, '--from-git', 'HEAD')).toEqual({ code: 2, out: '', err: '--from-git needs git, which cannot be run: it is not on the PATH\n' });
  });
});

describe('an earlier output that is refused', () => {
  const statefulSet = 'dist/60-statefulset-redpanda.yaml';
  const broken: Record<string, [file: string, text: string | undefined, sentence: string]> = {
    'is not whole': [statefulSet, undefined, 'dist must be whole: its Kustomization names 60-statefulset-redpanda.yaml, which is not there'],
    'has no list of its files': ['dist/Kustomization', undefined, 'dist must be an output of cdk8s-redpanda: it has no file Kustomization, which lists the objects'],
    'has a list that is none': ['dist/Kustomization', 'hello', "dist/Kustomization must list the objects' files: it has no resources"],
    'is broken YAML': [statefulSet, 'a: [b', 'dist/60-statefulset-redpanda.yaml cannot be read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 6'],
    'has an alias of nothing': [statefulSet, 'a: *b', 'dist/60-statefulset-redpanda.yaml cannot be read as YAML: Unresolved alias (the anchor must be set before the alias): b'],
    'grows without end': [
      statefulSet,
      ['a: &a [x, x, x, x, x, x, x, x, x]', ...[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(', ')}]`)].join('\n'),
      'dist/60-statefulset-redpanda.yaml cannot be read as YAML: Excessive alias count indicates a resource exhaustion attack',
    ],
    'holds something else than objects': [statefulSet, 'a: b', 'dist/60-statefulset-redpanda.yaml must hold Kubernetes objects: apiVersion, kind or metadata.name is missing'],
  };

  test.each(Object.entries(broken))('%s', (_, [file, text, sentence]) => {
    const cwd = copy();
    if (text === undefined) rmSync(join(cwd, file));
    else writeFileSync(join(cwd, file), text);
    const before = filesIn(cwd);
    expect(diff(cwd)).toMatchObject({ code: 2, out: '', err: `${sentence}\n` });
    expect(filesIn(cwd)).toEqual(before);
  });

  test.each([
    ['nowhere', 'nowhere must be an output of cdk8s-redpanda: there is no such folder'],
    ['values.yaml', 'values.yaml must be an output of cdk8s-redpanda: it is a file'],
    ['.', '. must be an output of cdk8s-redpanda: it has no file Kustomization, which lists the objects'],
  ])('is %s', (folder, sentence) => {
    expect(diff(unchanged, '--from', folder)).toMatchObject({ code: 2, out: '', err: `${sentence}\n` });
  });

  test('does not stop synth, which says so', () => {
    const cwd = copy();
    rmSync(join(cwd, statefulSet));
    expect(run(['synth'], cwd)).toMatchObject({ code: 0, err: expect.stringMatching(/^note: what an apply does is not known: dist must be whole: /) });
    expect(diff(cwd).code).toBe(0);
  });

  test('does not stop synth either where it is no text', () => {
    const cwd = copy();
    writeFileSync(join(cwd, statefulSet), Buffer.from([0xff]));
    expect(run(['synth'], cwd)).toMatchObject({ code: 0, err: expect.stringMatching(/^note: what an apply does is not known: .* must be UTF-8 text/) });
  });

  test('stops synth --strict', () => {
    const cwd = copy();
    rmSync(join(cwd, statefulSet));
    expect(run(['synth', '--strict'], cwd)).toMatchObject({ code: 3, out: '', err: expect.stringMatching(/^dist must be whole: /) });
  });
});

test.each([
  [['--from-cluster', '--from', 'dist'], '--from-cluster excludes --from and --from-git: there is one side to compare with'],
  [['--from-cluster', '--from-git', 'HEAD'], '--from-cluster excludes --from and --from-git: there is one side to compare with'],
  [['--output', 'xml'], '--output (xml) must be text, json or markdown'],
  [['--strict'], "Unknown option '--strict'"],
])('%j is wrong usage', (args, sentence) => {
  expect(diff(unchanged, ...args)).toMatchObject({ code: 2, out: '', err: `${sentence}\nSee cdk8s-redpanda diff --help\n` });
});

test('an output of another version of the package is compared, and this is said', () => {
  const cwd = copy();
  const file = join(cwd, 'dist/60-statefulset-redpanda.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/cdk8s-redpanda-\d[\w.-]*/, 'cdk8s-redpanda-0.0.1'));
  expect(diff(cwd)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^applies\n {2}StatefulSet redpanda\/redpanda\n {4}metadata\.annotations\[redpanda\.io\/package\]: cdk8s-redpanda-0\.0\.1 → /),
    err: expect.stringMatching(/^note: cdk8s-redpanda-0\.0\.1 made what this is compared with, and this is cdk8s-redpanda-\S+: changes may come from that, too, and not only from the values\n$/),
  });
});

test('more than 1,000 objects are compared within seconds', () => {
  const clients = Array.from({ length: 350 }, (_, index) => `  - { name: c${index}, namespace: n${index}, createNamespace: true }\n`).join('');
  const cwd = written({ 'values.yaml': `clients:\n${clients}` });
  const began = Date.now();
  const { changes } = JSON.parse(diff(cwd, '--set', 'name=other', '--output', 'json').out) as { changes: unknown[] };
  expect(changes.length).toBeGreaterThan(1000);
  expect(Date.now() - began).toBeLessThan(30_000);
}, 60_000);

describe('--from-cluster', () => {
  /** A PATH with a kubectl of which each call runs the script. */
  function withKubectl(script: string): { PATH: string } {
    const folder = folderWith({ kubectl: `#!/bin/sh\n${script}\n` });
    chmodSync(join(folder, 'kubectl'), 0o755);
    return { PATH: [folder, ...(process.env['PATH'] ?? '').split(delimiter)].join(delimiter) };
  }

  interface LiveObject {
    readonly kind: string;
    readonly metadata: { readonly name: string };
    readonly spec: object;
  }

  /** As if this were applied, by others who use no label of ours. */
  const holding = (cwd: string, byOthers = false, live: (object: LiveObject) => object = (object) => object): { PATH: string } => {
    const objects = readdirSync(join(cwd, 'dist')).filter((name) => name.endsWith('.yaml')).flatMap((name) => parseAllDocuments(readFileSync(join(cwd, 'dist', name), 'utf8')).map((document) => document.toJS() as LiveObject)).map(live) as { metadata: object }[];
    const items = byOthers ? objects.map((object) => ({ ...object, metadata: { ...object.metadata, labels: {} } })) : objects;
    const folder = folderWith({ list: JSON.stringify({ kind: 'List', items }) });
    return withKubectl(`case "$*" in *--selector*) ${byOthers ? "echo '{\"items\":[]}'" : `cat ${folder}/list`} ;; get*) cat ${folder}/list ;; esac`);
  };

  test('compares with the objects that kubectl finds', () => {
    const env = holding(unchanged);
    expect([diffWith(env, unchanged, '--from-cluster'), diffWith(env, unchanged, '--from-cluster', ...debug).out]).toEqual([{ code: 0, out: 'no change\n', err: '' }, expect.stringContaining(restart)]);
  });

  test('compares with objects of the same names that others have made', () => {
    const { changes } = JSON.parse(diffWith(holding(unchanged, true), unchanged, '--from-cluster', '--set', 'broker.replicas=2', '--output', 'json').out) as { changes: { object: string; verdict: string }[] };
    expect(changes).toContainEqual(expect.objectContaining({ object: 'StatefulSet redpanda/redpanda', verdict: 'data at risk' }));
  });

  test.each([
    ['kubectl apply', (applied: object) => ({ annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) } })],
    ['others', () => ({})],
  ])('a Service that is headless in the cluster alone is no address that was given, after an apply by %s', (_, marks) => {
    const env = holding(unchanged, false, (object) =>
      object.kind === 'Service' && object.metadata.name === 'redpanda' ? { ...object, metadata: { ...object.metadata, ...marks(object) }, spec: { ...object.spec, clusterIP: 'None', clusterIPs: ['None'] } } : object,
    );
    const { changes } = JSON.parse(diffWith(env, unchanged, '--from-cluster', '--output', 'json').out) as { changes: object[] };
    expect(changes).toEqual([expect.objectContaining({ object: 'Service redpanda/redpanda', verdict: 'needs steps', steps: ['kubectl delete service redpanda -n redpanda', 'apply'] })]);
  });

  test('needs no earlier output', () => {
    const cwd = folderWith({ 'values.yaml': values });
    expect(diffWith(holding(unchanged), cwd, '--from-cluster').code).toBe(0);
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
  });

  test('takes an empty cluster as one where everything is new', () => {
    const { changes } = JSON.parse(diffWith(withKubectl('[ "$1" != get ] || echo \'{"items":[]}\''), unchanged, '--from-cluster', '--output', 'json').out) as { changes: { verdict: string }[] };
    expect(new Set(changes.map(({ verdict }) => verdict))).toEqual(new Set(['applies', 'new Job']));
  });

  const refused = 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?';
  const forbidden = 'Error from server (Forbidden): statefulsets.apps is forbidden: User "jane" cannot list resource "statefulsets" in API group "apps" at the cluster scope';

  test.each([
    ['there is no cluster', `echo 'E1128 12:00:00.000000 memcache.go:265] "Unhandled Error"' >&2; echo '${refused}' >&2; exit 1`, `kubectl cannot read the cluster: ${refused}`],
    ['there are no rights', `echo '${forbidden}' >&2; exit 1`, `kubectl cannot read the cluster: ${forbidden}`],
    ['kubectl prints something else', 'echo hello', 'kubectl must print JSON: '],
  ])('is refused where %s', (_, script, sentence) => {
    expect(diffWith(withKubectl(script), unchanged, '--from-cluster')).toEqual({ code: 2, out: '', err: expect.stringContaining(`--from-cluster: ${sentence}`) });
  });

  test('is refused without kubectl', () => {
    expect(diffWith({ PATH: '/nowhere' }, unchanged, '--from-cluster')).toEqual({ code: 2, out: '', err: '--from-cluster needs kubectl, which cannot be run: it is not on the PATH\n' });
  });

  testWithKubectl('is refused by the real kubectl where there is no cluster', () => {
    const config = join(folderWith({ config: JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters: [{ name: 'c', cluster: { server: 'http://127.0.0.1:1' } }], contexts: [{ name: 'c', context: { cluster: 'c' } }], 'current-context': 'c' }) }), 'config');
    expect(diffWith({ KUBECONFIG: config }, unchanged, '--from-cluster')).toEqual({ code: 2, out: '', err: `--from-cluster: kubectl cannot read the cluster: ${refused}\n` });
  });
});

describe('synth over an earlier output', () => {
  const appliesOf = ({ err }: Run) => err.split('\n').filter((line) => line.startsWith('on apply: '));

  test('says nothing where nothing changes', () => {
    expect(appliesOf(run(['synth'], copy()))).toEqual([]);
  });

  test('says in a line what each change does that is more than a change in place', () => {
    expect(appliesOf(run(['synth', ...debug], copy()))).toEqual([`on apply: restarts: ${restart}`]);
  });

  test('names the section where something must be done first', () => {
    expect(appliesOf(run(['synth', ...bigger], copy()))).toEqual(["on apply: needs steps: StatefulSet redpanda/redpanda (refused as it stands): a StatefulSet can't change its volumes: storage 10Gi → 40Gi (docs/day-two.md#bigger-volumes)"]);
  });

  test('names the environment, and says nothing of one that is gone', () => {
    const cwd = written({ 'environments/dev.yaml': 'name: dev', 'environments/prod.yaml': 'name: prod' });
    rmSync(join(cwd, 'environments/dev.yaml'));
    expect(appliesOf(run(['synth', ...debug], cwd)).map((line) => line.split(': StatefulSet')[0])).toEqual(['on apply: restarts', 'on apply: prod: restarts']);
  });

  test('--strict refuses what needs steps, and writes nothing', () => {
    const cwd = copy();
    const before = filesIn(cwd);
    expect(run(['synth', '--strict', ...bigger], cwd)).toMatchObject({ code: 3, out: '', err: expect.stringMatching(/^needs steps: StatefulSet redpanda\/redpanda \(refused as it stands\): .*\n$/) });
    expect(filesIn(cwd)).toEqual(before);
  });

  test('--strict writes what only restarts', () => {
    expect(run(['synth', '--strict', ...debug], copy()).code).toBe(0);
  });
});
