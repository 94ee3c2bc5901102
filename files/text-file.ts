import { accessSync, chmodSync, chownSync, constants, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Why a file is left as it is. */
export class FileError extends Error {}

/** The files that paths mean, folders walked in order, each file once. */
export function* findFiles(paths: readonly string[], report: (error: FileError) => void): Generator<string> {
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === '-') yield path;
    else yield* walk(path, seen, report, true);
  }
}

function* walk(path: string, seen: Set<string>, report: (error: FileError) => void, isGiven: boolean): Generator<string> {
  let names: string[];
  try {
    const stat = statSync(path);
    if (!isGiven && !stat.isDirectory() && !/\.ya?ml$/.test(path)) return;
    // A pipe has no place of its own, as in `inject <(helm template chart)`.
    if (isGiven && stat.isFIFO()) {
      yield path;
      return;
    }
    if (!stat.isDirectory() && !stat.isFile()) throw new Error('EINVAL: it is no file');
    // Links may lead in a circle.
    const real = realpathSync(path);
    if (seen.has(real)) return;
    seen.add(real);
    if (stat.isFile()) {
      yield path;
      return;
    }
    names = readdirSync(path).sort();
  } catch (error) {
    if (isGiven || /\.ya?ml$/.test(path) || (error as NodeJS.ErrnoException).code !== 'ENOENT') report(unreadable(path, error));
    return;
  }
  for (const name of names.filter((one) => one !== 'node_modules' && !one.startsWith('.'))) yield* walk(join(path, name), seen, report, false);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A file's text, every byte of it. */
export function readText(path: string): string {
  try {
    return decoder.decode(readFileSync(path === '-' ? 0 : path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw unreadable(path, error);
    throw new FileError(`${path} must be UTF-8 text: it holds other bytes`);
  }
}

/** Replaces a file, or what a link leads to, as a whole, with its permissions and, where that is allowed, its owner: a process that dies on the way leaves the old one. A power failure is another matter: nothing is synced to the disk. */
export function replaceFile(path: string, text: string): void {
  let fresh: string | undefined;
  try {
    const real = realpathSync(path);
    const { mode, uid, gid } = statSync(real);
    // A file that nobody may write is protected by that, also from those who may do anything.
    if ((mode & 0o222) === 0) throw Object.assign(new Error('EACCES: it is read-only'), { code: 'EACCES' });
    accessSync(real, constants.W_OK);
    const beside = join(dirname(real), `.cdk8s-redpanda.${process.pid}`);
    writeFileSync(beside, text, { flag: 'wx', mode: 0o600 });
    fresh = beside;
    keepOwner(fresh, uid, gid);
    // A change of owner takes special permissions away.
    chmodSync(fresh, mode & 0o7777);
    renameSync(fresh, real);
  } catch (error) {
    if (fresh !== undefined) rmSync(fresh, { force: true });
    throw new FileError(`${path} cannot be written: ${reason(error)}`);
  }
}

/** Who may write a file need not be its owner, or of its group, and then may not make others that. */
function keepOwner(path: string, uid: number, gid: number): void {
  const own = statSync(path);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

const unreadable = (path: string, error: unknown): FileError => new FileError(`${path} cannot be read: ${reason(error)}`);
const reason = (error: unknown): string => /^\w+: ([^,]*)/.exec((error as Error).message)?.[1] ?? (error as Error).message;
