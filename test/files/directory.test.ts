import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { buildSync } from 'esbuild';
import { marker, replaceDirectory } from '../../files/directory';
import { Files } from '../../files/files';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'directory-')));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
const newFolder = (): string => {
  const folder = join(root, String((count += 1)));
  mkdirSync(folder);
  return folder;
};

const filesOf = (version: string): Files =>
  new Map([...Array.from({ length: 8 }, (_, i) => [`${i}-${version}.yaml`, version.repeat(1000)] as const), ['chart/templates/a.yaml', version]]);

/** The files of a folder, the marker apart. */
function contentOf(folder: string): Files {
  const names = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? names(join(at, entry.name)) : [join(at, entry.name)]));
  return new Map(
    names(folder)
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')] as const)
      .filter(([path]) => path !== marker),
  );
}

const sorted = (files: Files) => [...files].sort();

test('writes a folder that was not there, and those above it', () => {
  const dir = join(newFolder(), 'a/b/dist');
  replaceDirectory(dir, filesOf('one'));
  expect(sorted(contentOf(dir))).toEqual(sorted(filesOf('one')));
  expect(readdirSync(dirname(dir))).toEqual(['dist']);
});

test('replaces an empty folder, and an earlier output', () => {
  const parent = newFolder();
  const dir = join(parent, 'dist');
  mkdirSync(dir);
  replaceDirectory(dir, filesOf('one'));
  replaceDirectory(dir, filesOf('two'));
  expect(sorted(contentOf(dir))).toEqual(sorted(filesOf('two')));
  expect(readdirSync(parent)).toEqual(['dist']);
});

test('leaves a folder as it is that holds just the files', () => {
  const dir = join(newFolder(), 'dist');
  const inodes = () => [dir, ...[...contentOf(dir).keys(), marker].map((path) => join(dir, path))].map((path) => statSync(path).ino);
  replaceDirectory(dir, filesOf('one'));
  const before = inodes();
  replaceDirectory(dir, filesOf('one'));
  expect(inodes()).toEqual(before);
});

test.each<[string, (dir: string) => void]>([
  ['a file more', (dir) => writeFileSync(join(dir, 'chart/more.yaml'), '')],
  ['a file less', (dir) => rmSync(join(dir, '3-one.yaml'))],
  ['another text', (dir) => writeFileSync(join(dir, 'chart/templates/a.yaml'), 'One')],
  ['an empty folder', (dir) => mkdirSync(join(dir, 'empty'))],
  ['another name', (dir) => renameSync(join(dir, '3-one.yaml'), join(dir, '3.yaml'))],
  ['a link in the place of a file', (dir) => (renameSync(join(dir, '3-one.yaml'), join(dirname(dir), 'there')), symlinkSync('../there', join(dir, '3-one.yaml')))],
])('replaces a folder that holds %s', (_, change) => {
  const dir = join(newFolder(), 'dist');
  replaceDirectory(dir, filesOf('one'));
  const before = statSync(dir).ino;
  change(dir);
  replaceDirectory(dir, filesOf('one'));
  expect(statSync(dir).ino).not.toBe(before);
  expect(sorted(contentOf(dir))).toEqual(sorted(filesOf('one')));
  expect(readdirSync(dir)).not.toContain('empty');
});

test('replaces what a link leads to, and keeps the link', () => {
  const parent = newFolder();
  mkdirSync(join(parent, 'real'));
  symlinkSync('real', join(parent, 'dist'));
  replaceDirectory(join(parent, 'dist'), filesOf('one'));
  replaceDirectory(join(parent, 'dist'), filesOf('two'));
  expect(realpathSync(join(parent, 'dist'))).toBe(join(parent, 'real'));
  expect(sorted(contentOf(join(parent, 'real')))).toEqual(sorted(filesOf('two')));
});

test('fails on a folder that holds something else, and leaves it as it is', () => {
  const dir = newFolder();
  writeFileSync(join(dir, 'thesis.txt'), 'years of work');
  expect(() => replaceDirectory(dir, filesOf('one'))).toThrow(
    `${dir} must be empty, or an earlier output (with a file .cdk8s-redpanda in it): it is replaced as a whole, and holds other files`,
  );
  expect(contentOf(dir)).toEqual(new Map([['thesis.txt', 'years of work']]));
});

test('fails on an earlier output that has become a git repository', () => {
  const dir = join(newFolder(), 'dist');
  replaceDirectory(dir, filesOf('one'));
  mkdirSync(join(dir, '.git'));
  expect(() => replaceDirectory(dir, filesOf('two'))).toThrow(
    `${dir} must not hold .git: the folder is replaced as a whole, and that is not from an earlier output`,
  );
});

test.each(['.', '..', '/', process.cwd()])('fails on %s, in which the process runs', (dir) => {
  expect(() => replaceDirectory(dir, filesOf('one'))).toThrow(`${dir} must not be the current folder or one above it: it is replaced as a whole`);
});

test('fails on a file in its place, and on one above it', () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, 'text');
  expect(() => replaceDirectory(file, filesOf('one'))).toThrow(`${file} must be a folder: a file is in its place`);
  expect(() => replaceDirectory(join(file, 'dist'), filesOf('one'))).toThrow(/^.*\/file\/dist cannot be written: ENOTDIR/);
});

test('fails on a link that leads nowhere', () => {
  const dir = join(newFolder(), 'dist');
  symlinkSync('nowhere', dir);
  expect(() => replaceDirectory(dir, filesOf('one'))).toThrow(/dist cannot be written: ENOENT/);
});

describe('a run that is killed', () => {
  const program = join(root, 'program.js');
  const kill = join(root, 'kill.js');

  beforeAll(() => {
    const contents = `
      import { replaceDirectory } from './files/directory';
      const [, , dir, ...versions] = process.argv;
      for (const version of versions) {
        const files = Array.from({ length: 8 }, (_, i) => [i + '-' + version + '.yaml', version.repeat(1000)]);
        replaceDirectory(dir, new Map([...files, ['chart/templates/a.yaml', version]]));
      }`;
    buildSync({ stdin: { contents, resolveDir: process.cwd() }, bundle: true, platform: 'node', outfile: program });
    // Dies before its KILL_AT-th call of the file system, or in the middle of it if it writes.
    writeFileSync(
      kill,
      `const fs = require('node:fs');
       let calls = 0;
       for (const name of ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync']) {
         const real = fs[name];
         fs[name] = (...args) => {
           if (++calls === Number(process.env.KILL_AT)) {
             if (name === 'writeFileSync') real(args[0], args[1].slice(0, args[1].length / 2));
             process.kill(process.pid, 'SIGKILL');
             while (true);
           }
           return real(...args);
         };
       }`,
    );
  });

  function checkWhole(dir: string, versions: string[]): string {
    const there = existsSync(dir) ? dir : join(dirname(dir), '.dist.cdk8s-redpanda-old');
    const content = sorted(contentOf(there));
    const version = versions.find((one) => JSON.stringify(sorted(filesOf(one))) === JSON.stringify(content));
    expect(version).toBeDefined();
    return `${there === dir ? 'in place' : 'aside'}: ${version}`;
  }

  function checkNextRun(dir: string): void {
    replaceDirectory(dir, filesOf('next'));
    expect(sorted(contentOf(dir))).toEqual(sorted(filesOf('next')));
    expect(readdirSync(dirname(dir))).toEqual(['dist']);
  }

  test('leaves the old or the new content whole, at each of its steps', () => {
    const seen = new Set<string>();
    let finished = false;
    for (let step = 1; !finished; step += 1) {
      const dir = join(newFolder(), 'dist');
      replaceDirectory(dir, filesOf('old'));
      const { signal } = spawnSync(process.execPath, ['-r', kill, program, dir, 'new'], { env: { KILL_AT: String(step) } });
      finished = signal === null;
      seen.add(checkWhole(dir, ['old', 'new']));
      checkNextRun(dir);
    }
    expect([...seen].sort()).toEqual(['aside: old', 'in place: new', 'in place: old']);
  }, 60_000);

  test('restores the old content before a next run that fails', () => {
    const dir = join(newFolder(), 'dist');
    replaceDirectory(dir, filesOf('old'));
    for (let step = 1; existsSync(dir); step += 1) spawnSync(process.execPath, ['-r', kill, program, dir, 'new'], { env: { KILL_AT: String(step) } });
    expect(() =>
      replaceDirectory(
        dir,
        new Map([
          ['a', 'b'],
          ['a/b', 'c'],
        ]),
      ),
    ).toThrow(/cannot be written/);
    expect(sorted(contentOf(dir))).toEqual(sorted(filesOf('old')));
  }, 60_000);

  test('leaves one content whole, at random moments', async () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const dir = join(newFolder(), 'dist');
      replaceDirectory(dir, filesOf('a'));
      const child = spawn(process.execPath, [program, dir, ...Array.from({ length: 200 }, (_, i) => 'abc'[i % 3]!)]);
      await new Promise((done) => setTimeout(done, 30 + ((seed * 37) % 80)));
      child.kill('SIGKILL');
      await new Promise((done) => child.once('close', done));
      checkWhole(dir, ['a', 'b', 'c']);
      checkNextRun(dir);
    }
  }, 60_000);
});
