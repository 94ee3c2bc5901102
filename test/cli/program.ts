import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'cli-')));

/** The command line, built for the tests of the file that imports this one. */
export const program = join(root, 'cli.js');

beforeAll(() => {
  buildSync({ entryPoints: ['main.ts'], bundle: true, platform: 'node', target: 'node20', outfile: program, loader: { '.sh': 'text' }, logLevel: 'error' });
});
afterAll(() => rmSync(root, { recursive: true }));

/** A new folder with the given files in it. */
export function folderWith(files: Record<string, string | Buffer> = {}): string {
  const folder = mkdtempSync(join(root, 'folder-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly cwd: string;
}

/** Runs the command line in a folder. */
export function run(args: readonly string[], cwd = folderWith(), input = ''): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, input, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr, cwd };
}
