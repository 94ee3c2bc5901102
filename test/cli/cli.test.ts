import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { version } from '../../package.json';
import { testNeeding } from '../needing';
import { folderWith, program, run } from './program';

test('synth writes the defaults to dist where there are no values, and says so', () => {
  const { code, out, err, cwd } = run(['synth']);
  expect(code).toBe(0);
  expect(out).toMatch(/^dist: \d+ files\n/);
  expect(out).toMatch(/\ndist\/monitoring: 3 files\n/);
  expect(err.split('\n').filter((line) => !line.startsWith('warning: '))).toEqual(['note: there is no values.yaml here, so the defaults are used', '']);
  expect(readdirSync(join(cwd, 'dist'))).toEqual(expect.arrayContaining(['60-statefulset-redpanda.yaml', 'chart', 'monitoring']));
});

test('synth takes values from files, the standard input and assignments, later ones first', () => {
  const cwd = folderWith({ 'a.yaml': 'name: a\nbroker: {replicas: 5}', 'b.yaml': '\ufeffname: b' });
  expect(
    run(
      ['synth', '-f', 'a.yaml', '--values', 'b.yaml', '-f', '-', '--set', 'broker.replicas=1', '--set', 'broker.storage.size=1Gi', '--out', 'x/y'],
      cwd,
      'clients: []',
    ).code,
  ).toBe(0);
  const { metadata, spec } = parse(readFileSync(join(cwd, 'x/y/60-statefulset-b.yaml'), 'utf8')) as { metadata: { name: string }; spec: { replicas: number } };
  expect([metadata.name, spec.replicas]).toEqual(['b', 1]);
  expect(existsSync(join(cwd, 'x/y/00-namespace-services.yaml'))).toBe(false);
});

test('synth replaces an earlier output, and leaves no other file', () => {
  const cwd = folderWith();
  run(['synth', '--set', 'name=one'], cwd);
  run(['synth', '--set', 'name=two'], cwd);
  expect(readdirSync(join(cwd, 'dist')).filter((name) => name.includes('one'))).toEqual([]);
  expect(readdirSync(cwd)).toEqual(['dist']);
});

test('synth fails with every problem, and writes nothing', () => {
  const cwd = folderWith({ 'a.yaml': 'broker:\n  replicas: three\n  foo: 1\n' });
  const { code, out, err } = run(['synth', '-f', 'a.yaml', '--set', 'console.replicas=0'], cwd);
  expect([code, out]).toEqual([1, '']);
  expect(err.split('\n')).toEqual([
    'a.yaml:2:3: broker.replicas ("three") must be an integer from 1 to 99: it is the number of brokers',
    'a.yaml:3:3: broker.foo is not a value: broker knows replicas, image, resources, storage, nodeSelector, tolerations, rackAwareness, external, config, logLevel, extraArgs',
    '--set console.replicas=0: console.replicas (0) must be an integer from 1 to 10: it is the number of pods',
    '',
  ]);
  expect(readdirSync(cwd)).toEqual(['a.yaml']);
});

test('synth that fails leaves an earlier output as it was', () => {
  const cwd = folderWith();
  run(['synth'], cwd);
  const before = readdirSync(join(cwd, 'dist'));
  expect(run(['synth', '--set', 'name=A'], cwd).code).toBe(1);
  expect(readdirSync(join(cwd, 'dist'))).toEqual(before);
});

test('synth fails on files that cannot be read, naming all of them', () => {
  const cwd = folderWith({ 'latin.yaml': Buffer.from([0x61, 0x3a, 0xe9]) });
  mkdirSync(join(cwd, 'folder'));
  const { code, err } = run(['synth', '-f', 'missing.yaml', '-f', 'folder', '-f', 'latin.yaml'], cwd);
  expect(code).toBe(1);
  expect(err).toBe(
    'missing.yaml cannot be read: no such file or directory\nfolder cannot be read: illegal operation on a directory\nlatin.yaml must be UTF-8 text: it holds other bytes\n',
  );
});

test('synth fails on a folder that holds something else', () => {
  const cwd = folderWith({ 'precious.txt': 'x' });
  const out = folderWith({ 'precious.txt': 'x' });
  const { code, err } = run(['synth', '--out', out], cwd);
  expect(code).toBe(1);
  expect(err).toContain(`${out} must be empty, or an earlier output (with a file .cdk8s-redpanda in it): it is replaced as a whole, and holds other files\n`);
  expect(readdirSync(out)).toEqual(['precious.txt']);
});

// Root may write everywhere.
testNeeding('a user other than root', process.getuid?.() !== 0)('synth fails on a folder that cannot be written', () => {
  const cwd = folderWith();
  chmodSync(cwd, 0o500);
  expect(run(['synth'], cwd)).toMatchObject({ code: 1, err: expect.stringMatching(/dist cannot be written: EACCES/) });
  chmodSync(cwd, 0o700);
});

test('values prints the defaults, which are valid values', () => {
  const { code, out, err } = run(['values']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('\n# Name of the cluster');
  expect(run(['synth', '-f', '-'], undefined, out).code).toBe(0);
});

test('values --schema prints a JSON schema', () => {
  const { code, out } = run(['values', '--schema']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', additionalProperties: false });
});

test.each([['--help'], ['-h'], ['help']])('%s lists the commands', (flag) => {
  expect(run([flag])).toMatchObject({ code: 0, out: expect.stringMatching(/\n {2}synth {4}.*\n {2}diff {5}.*\n {2}values {3}/), err: '' });
});

test.each([
  ['synth', '-f, --values FILE'],
  ['values', '--schema'],
])('%s --help tells its options', (command, option) => {
  expect(run([command, '--help'])).toMatchObject({ code: 0, out: expect.stringContaining(option), err: '' });
  expect(run([command, '-h']).out).toContain(`Usage: cdk8s-redpanda ${command}`);
  expect(run(['help', command])).toEqual(expect.objectContaining({ code: 0, out: run([command, '-h']).out }));
});

test.each(['--version', '-v', '-V', 'version'])('%s is the version of the package', (word) => {
  expect(run([word])).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
});

test.each([
  [['sinth'], 'sinth is not a command: did you mean synth?\nSee cdk8s-redpanda --help\n'],
  [['help', 'sinth'], 'sinth is not a command: did you mean synth?\nSee cdk8s-redpanda --help\n'],
  [['hlep'], 'hlep is not a command: did you mean help?\nSee cdk8s-redpanda --help\n'],
  [['toString'], 'toString is not a command\nSee cdk8s-redpanda --help\n'],
  [['synth', '--foo'], "Unknown option '--foo'\nSee cdk8s-redpanda synth --help\n"],
  [['synth', 'values.yaml'], "Unexpected argument 'values.yaml': a values file is named by -f\nSee cdk8s-redpanda synth --help\n"],
  [['synth', '-f'], "Option '-f, --values <value>' argument missing\nSee cdk8s-redpanda synth --help\n"],
  [['values', '--schema=x'], "Option '--schema' does not take an argument\nSee cdk8s-redpanda values --help\n"],
])('%j is wrong usage', (args, err) => {
  expect(run(args)).toMatchObject({ code: 2, out: '', err });
});

test('no command is wrong usage', () => {
  expect(run([])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^Usage: cdk8s-redpanda COMMAND/) });
});

test('a reader that stops early is no failure', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `${process.execPath} ${program} values --schema | head -c 10 > /dev/null`], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('a fault of the program has an exit code of its own, and writes nothing', () => {
  const cwd = folderWith({ 'fault.js': "Map.prototype.keys = () => { throw new TypeError('a fault'); };" });
  expect(spawnSync(process.execPath, ['--require', './fault.js', program, 'synth'], { cwd, encoding: 'utf8' })).toMatchObject({ status: 70, stderr: expect.stringContaining('TypeError: a fault') });
  expect(readdirSync(cwd)).toEqual(['fault.js']);
});
