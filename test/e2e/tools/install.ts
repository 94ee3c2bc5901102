import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '../process';

/** A pinned program, or a folder of files that tests read. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** Path of what a test needs inside the folder that `build` fills. */
  readonly file: string;
  /** @default false */
  readonly fromPath?: boolean;
  /** Fills an empty folder. */
  build(folder: string): void;
}

/** Folder that keeps what tests build or download, from one run to the next. */
export function cacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-redpanda');
}

/** Path of a tool, built first when it is missing. */
export function installed(tool: Tool): string {
  const { name, version, file } = tool;
  const folder = join(cacheDir(), 'tools', `${name}-${version}`);
  if (!existsSync(folder)) {
    const began = Date.now();
    process.stderr.write(`building ${name} ${version} …\n`);
    mkdirSync(dirname(folder), { recursive: true });
    const unfinished = mkdtempSync(`${folder}.unfinished-`);
    try {
      tool.build(unfinished);
      publish(unfinished, folder);
    } catch (error) {
      throw new Error(`${name} ${version} could not be built: ${messageOf(error)}`);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    process.stderr.write(`built ${name} ${version} in ${Math.round((Date.now() - began) / 1000)} s\n`);
  }
  return join(folder, file);
}

function publish(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run that built the same tool was quicker.
    if (!existsSync(folder)) throw error;
  }
}
