import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { testNeeding } from './needing';

/** Path of a Helm: the one that HELM names, or of the PATH, or that the end-to-end tests have built. */
export const helm: string | undefined = candidates().find(isProgram);

function candidates(): string[] {
  const tools = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cdk8s-redpanda/tools');
  return [
    ...(process.env['HELM'] ? [process.env['HELM']] : []),
    ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'helm')),
    ...built(tools).map((folder) => join(tools, folder, 'helm')),
  ];
}

function built(tools: string): string[] {
  try {
    return readdirSync(tools).filter((folder) => folder.startsWith('helm-')).sort();
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A test that needs a real Helm. */
export const testWithHelm = (title: string, fn: () => void): void => testNeeding('helm', helm !== undefined)(title, fn, 60_000);

/** What a run of Helm ended with. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Helm with the Kubernetes version that the tests are for. */
export function runHelm(...args: string[]): Ended {
  if (!helm) throw new Error('helm not found');
  const { status, stdout, stderr } = spawnSync(helm, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  return { status, stdout, stderr };
}

const folders: string[] = [];

afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A temporary folder of files, which is gone after the tests of a file. */
export function folderOf(files: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-redpanda-'));
  folders.push(folder);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
