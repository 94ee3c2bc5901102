import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { folderWith, run } from './program';

const read = (cwd: string, path: string): any => parse(readFileSync(join(cwd, path), 'utf8'));
const replicas = (cwd: string, folder: string): number => read(cwd, `${folder}/60-statefulset-redpanda.yaml`).spec.replicas;
const source = (cwd: string, folder: string) => read(cwd, `${folder}/argocd/application.yaml`).spec.source.path;

const size = (count: number) => `broker: { replicas: ${count} }\n`;
const argocd = 'argocd: { repoUrl: https://git.example.com/a.git }\n';
const project = { 'values.yaml': `${argocd}${size(5)}`, 'environments/dev.yaml': size(1), 'environments/prod.yaml': size(7) };

test('synth writes values.yaml, and each environment on top of it', () => {
  const { code, cwd } = run(['synth'], folderWith({ ...project, 'values.yaml': `${size(5)}namespace: events\n` }));
  expect(code).toBe(0);
  expect(['dist', 'dist/environments/dev', 'dist/environments/prod'].map((folder) => replicas(cwd, folder))).toEqual([5, 1, 7]);
  expect(read(cwd, 'dist/environments/prod/60-statefulset-redpanda.yaml').metadata.namespace).toBe('events');
});

test('synth has a line for each output that it has written', () => {
  const { out } = run(['synth', '--out', 'x/y'], folderWith(project));
  const folders = ['x/y', ...['client-chart', 'kustomize', 'argocd', 'monitoring', 'graph', 'chart', 'environments/dev', 'environments/prod'].map((name) => `x/y/${name}`)];
  expect(out.split('\n').map((line) => line.replace(/: [1-9][0-9]* files?$/, ''))).toEqual([...folders, '']);
});

test('environments stand on the defaults where there is no values.yaml', () => {
  const { code, err, cwd } = run(['synth'], folderWith({ 'environments/dev.yaml': size(1) }));
  expect([code, err.split('\n')[0]]).toEqual([0, 'note: there is no values.yaml here, so the defaults are used']);
  expect([replicas(cwd, 'dist'), replicas(cwd, 'dist/environments/dev')]).toEqual([3, 1]);
});

test('--set applies to all environments', () => {
  const { cwd } = run(['synth', '--set', 'namespace=elsewhere'], folderWith(project));
  const namespaces = ['dist', 'dist/environments/dev', 'dist/environments/prod'].map((folder) => read(cwd, `${folder}/60-statefulset-redpanda.yaml`).metadata.namespace);
  expect(namespaces).toEqual(['elsewhere', 'elsewhere', 'elsewhere']);
});

test('a file that ends in .yml is as good as one in .yaml', () => {
  const { code, cwd } = run(['synth'], folderWith({ 'values.yml': size(5), 'environments/dev.yml': size(1), 'environments/.hidden.yaml': '{', 'environments/notes.md': '{' }));
  expect(code).toBe(0);
  expect(replicas(cwd, 'dist')).toBe(5);
  expect(readdirSync(join(cwd, 'dist/environments'))).toEqual(['dev']);
});

test.each([
  [{ 'values.yml': '', 'values.yaml': '' }, 'values.yml must not stand beside values.yaml: they would both be the values of this folder\n'],
  [
    { 'values.yaml': '', 'environments/dev.yml': '', 'environments/dev.yaml': '' },
    'environments/dev.yml must not stand beside environments/dev.yaml: they would both be the environment dev\n',
  ],
  [
    { 'values.yaml': '', 'environments/Prod_1.yaml': '' },
    'environments/Prod_1.yaml must have a name of at most 32 lower-case letters, digits and dashes: Argo CD and Prometheus know the environment by it\n',
  ],
])('synth fails on names that are not clear: %j', (files, err) => {
  const { cwd, ...told } = run(['synth'], folderWith(files));
  expect(told).toEqual({ code: 1, out: '', err });
  expect(existsSync(join(cwd, 'dist'))).toBe(false);
});

test('synth fails with the problems of all files, each said once, and names the environment that is not to blame alone', () => {
  const topics = 'topics:\n  - name: orders\n    replicationFactor: 3\nfoo: 1\n';
  const { code, out, err, cwd } = run(['synth'], folderWith({ 'values.yaml': topics, 'environments/dev.yaml': size(1), 'environments/prod.yaml': 'bar: 1\n' }));
  expect([code, out]).toEqual([1, '']);
  expect(err.split('\n')).toEqual([
    expect.stringMatching(/^values\.yaml:4:1: foo is not a value/),
    'with environments/dev.yaml: values.yaml:3:5: topics[0].replicationFactor (3) must not exceed broker.replicas (1): each replica needs its own broker',
    expect.stringMatching(/^environments\/prod\.yaml:1:1: bar is not a value/),
    '',
  ]);
  expect(existsSync(join(cwd, 'dist'))).toBe(false);
});

test('a warning of an environment alone names it', () => {
  const supported = 'clients: [{ name: a, namespace: a }]\n';
  const { err } = run(['synth'], folderWith({ 'values.yaml': supported, 'environments/dev.yaml': 'broker: { resources: { limits: { memory: 9Gi } } }\n' }));
  expect(err).toMatch(/^warning: dev: broker\.resources are not a size that Redpanda supports.*\n$/);
});

test('-f writes these values alone', () => {
  const { code, cwd, out } = run(['synth', '-f', 'environments/prod.yaml'], folderWith(project));
  expect(code).toBe(0);
  expect(replicas(cwd, 'dist')).toBe(7);
  expect(out).not.toContain('environments');
  expect(existsSync(join(cwd, 'dist/environments'))).toBe(false);
});

test('-f fails where it would remove the environments of an earlier run', () => {
  const { cwd } = run(['synth'], folderWith(project));
  expect(run(['synth', '-f', 'values.yaml'], cwd)).toMatchObject({
    code: 1,
    out: '',
    err: '--out (dist) must be another folder: synth without -f has written environments (dev, prod) there, and with -f it would remove them\n',
  });
  expect(replicas(cwd, 'dist/environments/prod')).toBe(7);
  expect(run(['synth', '-f', 'values.yaml', '--out', 'other'], cwd).code).toBe(0);
});

test('an environment whose file is gone is removed, which is said', () => {
  const { cwd } = run(['synth'], folderWith(project));
  rmSync(join(cwd, 'environments/prod.yaml'));
  const { code, out } = run(['synth'], cwd);
  expect([code, out.split('\n').at(-2)]).toEqual([0, 'dist/environments/prod: removed, because there is no environments/prod.yaml']);
  expect(readdirSync(join(cwd, 'dist/environments'))).toEqual(['dev']);
});

test("Argo CD's path follows --out", () => {
  const { cwd } = run(['synth', '--out', './deploy/redpanda/'], folderWith(project));
  expect(['', '/environments/dev', '/environments/prod'].map((folder) => source(cwd, `deploy/redpanda${folder}`))).toEqual([
    'deploy/redpanda',
    'deploy/redpanda/environments/dev',
    'deploy/redpanda/environments/prod',
  ]);
});

test("Argo CD's path is the given one, with the environments below it", () => {
  const { cwd } = run(['synth', '--out', 'x'], folderWith({ ...project, 'values.yaml': 'argocd: { repoUrl: https://git.example.com/a.git, path: clusters/a/ }' }));
  expect(['x', 'x/environments/dev'].map((folder) => source(cwd, folder))).toEqual(['clusters/a/', 'clusters/a/environments/dev']);
});

test('an output outside of the current folder has its own name as the path, and a warning unless the path is given', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  try {
    const out = join(elsewhere, 'redpanda');
    const guessed = run(['synth', '--out', out], folderWith(project));
    expect(guessed.err).toContain(`warning: argocd.path is empty, and ${out} is outside of the current folder: the Application looks for redpanda at the top of the repository\n`);
    expect(source('/', out)).toBe('redpanda');
    expect(run(['synth', '--out', out, '--set', 'argocd.path=clusters/a'], guessed.cwd).err).not.toContain('argocd.path');
    expect(source('/', join(out, 'environments/dev'))).toBe('clusters/a/environments/dev');
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test.each(['env', 'inject'])('%s leaves values.yaml, which may be another chart\'s, and says so', (command) => {
  const { code, err } = run([command], folderWith({ 'values.yaml': 'replicaCount: 1\n' }));
  expect([code, err.split('\n')[0]]).toEqual([1, 'note: values.yaml is not read, because no -f names it']);
});
