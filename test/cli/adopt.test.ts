import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderWith, run } from './program';

const official = resolve('test/adopt/official.yaml');

test('prints the values, and says on standard error what is not carried over', () => {
  const { code, out, err } = run(['adopt', '--from', official]);
  expect(code).toBe(0);
  expect(out).toContain('name: redpanda\nadopted:\n  serviceName: redpanda\n');
  expect(err).toContain('note: the brokers restart one by one, because their pods are written anew\n');
  expect(err).toContain('note: some objects stay until they are deleted:\n  kubectl delete serviceaccount redpanda-console --namespace streams\n');
});

test('the standard input is read, and a file is written that synth takes', () => {
  const { code, out, cwd } = run(['adopt', '--from', '-', '--out', 'values.yaml'], folderWith(), readFileSync(official, 'utf8'));
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(run(['synth'], cwd)).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, 'dist/60-statefulset-redpanda.yaml'), 'utf8')).toContain('        name: datadir\n');
});

test('fails with a file that is there, and leaves it as it is', () => {
  const cwd = folderWith({ 'values.yaml': 'mine' });
  expect(run(['adopt', '--from', official, '--out', 'values.yaml'], cwd)).toMatchObject({ code: 2, out: '', err: '--out (values.yaml) must not be there yet: adopt overwrites nothing\n' });
  expect(readFileSync(join(cwd, 'values.yaml'), 'utf8')).toBe('mine');
});

const hint = 'See cdk8s-redpanda adopt --help\n';

test.each<[string, string[], Record<string, string>, string]>([
  ['neither a folder nor the cluster', [], {}, `adopt needs --from or --from-cluster, and not both: they say where the Redpanda is\n${hint}`],
  ['both', ['--from', 'a', '--from-cluster'], {}, `adopt needs --from or --from-cluster, and not both: they say where the Redpanda is\n${hint}`],
  ['no such folder', ['--from', 'gone'], {}, 'gone cannot be read: no such file or directory\n'],
  ['a folder without a Redpanda', ['--from', '.'], { 'values.yaml': 'a: 1' }, 'there is no Redpanda: no StatefulSet has a container that runs redpanda start or the image redpanda\n'],
  ['YAML that is no Kubernetes', ['--from', 'values.yaml'], { 'values.yaml': 'a: 1' }, 'values.yaml must hold Kubernetes objects: apiVersion, kind or metadata.name is missing\n'],
  ['what is no YAML', ['--from', 'a.yaml'], { 'a.yaml': 'a: {' }, 'a.yaml cannot be read as YAML: '],
])('fails with %s', (_, args, files, sentence) => {
  const { code, out, err } = run(['adopt', ...args], folderWith(files));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.startsWith(sentence)).toBe(true);
});

test('fails with a cluster that does not answer, or no kubectl', () => {
  const cwd = folderWith();
  writeFileSync(join(cwd, 'config'), '');
  const before = process.env['KUBECONFIG'];
  process.env['KUBECONFIG'] = join(cwd, 'config');
  const { code, err } = run(['adopt', '--from-cluster'], cwd);
  if (before === undefined) delete process.env['KUBECONFIG'];
  else process.env['KUBECONFIG'] = before;
  expect(code).toBe(2);
  expect(err).toMatch(/^--from-cluster/);
  expect(existsSync(join(cwd, 'values.yaml'))).toBe(false);
});
