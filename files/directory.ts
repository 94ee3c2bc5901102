import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Files } from './files';

/** Tells a folder that may be replaced from one that holds somebody's work. */
export const marker = '.cdk8s-redpanda';
export const markerText = 'Written by cdk8s-redpanda, which replaces this folder as a whole: keep nothing else in it.\n';

/** Why a folder is not replaced, or cannot be. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
}

/**
 * Replaces a folder by one that holds just the given files, unless it is one already.
 *
 * A process that dies at any point leaves the old content whole: in place, or (between two renames) in a
 * hidden sibling, from which the next run restores it. A power failure is another matter: nothing is synced to the disk.
 */
export function replaceDirectory(dir: string, files: Files): void {
  try {
    replace(place(dir), files);
  } catch (error) {
    if (error instanceof DirectoryError) throw error;
    throw new DirectoryError(`${dir} cannot be written: ${(error as Error).message}`);
  }
}

interface Place {
  /** As the user calls it. */
  readonly name: string;
  readonly path: string;
  readonly old: string;
  /** What the hidden siblings' names of unfinished folders begin with. */
  readonly unfinished: string;
}

function place(name: string): Place {
  // A link stays, and what it leads to is replaced.
  const path = isLink(name) ? realpathSync(name) : resolve(name);
  const hidden = join(dirname(path), `.${basename(path)}${marker}`);
  return { name, path, old: `${hidden}-old`, unfinished: `${hidden}-new-` };
}

function replace(at: Place, files: Files): void {
  mkdirSync(dirname(at.path), { recursive: true });
  recover(at);
  checkReplaceable(at);
  const whole: Files = new Map([...files, [marker, markerText]]);
  if (holds(at.path, whole)) return;
  const fresh = `${at.unfinished}${process.pid}`;
  try {
    writeAll(fresh, whole);
    swap(at, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Puts right what runs that died have left. */
function recover({ path, old, unfinished }: Place): void {
  if (existsSync(old) && !existsSync(path)) renameSync(old, path);
  rmSync(old, { recursive: true, force: true });
  const prefix = basename(unfinished);
  for (const name of readdirSync(dirname(path)).filter((sibling) => sibling.startsWith(prefix))) {
    if (!isRunning(Number(name.slice(prefix.length)))) rmSync(join(dirname(path), name), { recursive: true, force: true });
  }
}

function checkReplaceable({ name, path }: Place): void {
  if (!relative(path, process.cwd()).split(sep).includes('..')) {
    throw new DirectoryError(`${name} must not be the current folder or one above it: it is replaced as a whole`);
  }
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) throw new DirectoryError(`${name} must be a folder: a file is in its place`);
  const entries = readdirSync(path);
  if (entries.length === 0) return;
  if (!entries.includes(marker)) {
    throw new DirectoryError(`${name} must be empty, or an earlier output (with a file ${marker} in it): it is replaced as a whole, and holds other files`);
  }
  const foreign = entries.find((entry) => entry.startsWith('.') && entry !== marker);
  if (foreign !== undefined)
    throw new DirectoryError(`${name} must not hold ${foreign}: the folder is replaced as a whole, and that is not from an earlier output`);
}

function writeAll(folder: string, files: Files): void {
  const paths = [...files].map(([path, content]) => [join(folder, path), content] as const);
  for (const parent of new Set([folder, ...paths.map(([path]) => dirname(path))])) mkdirSync(parent, { recursive: true });
  for (const [path, content] of paths) writeFileSync(path, content);
}

/** Whether a folder holds just these files. */
function holds(folder: string, files: Files): boolean {
  if (!existsSync(folder)) return false;
  const folders = new Set([...files.keys()].flatMap((path) => path.split('/').slice(0, -1).map((_, depth, names) => names.slice(0, depth + 1).join('/'))));
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return (
    entries.length === files.size + folders.size &&
    entries.every((entry) => {
      const path = relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/');
      const content = files.get(path);
      return entry.isDirectory() ? folders.has(path) : entry.isFile() && content !== undefined && readFileSync(join(folder, path), 'utf8') === content;
    })
  );
}

function swap({ path, old }: Place, fresh: string): void {
  if (!existsSync(path)) {
    renameSync(fresh, path);
    return;
  }
  renameSync(path, old);
  try {
    renameSync(fresh, path);
  } catch (error) {
    renameSync(old, path);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
