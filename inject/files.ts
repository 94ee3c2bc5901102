import { accessSync, chmodSync, chownSync, constants, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
    // NB: links may lead in a circle.
    const real = realpathSync(path);
    const stat = statSync(real);
    if (!isGiven && !stat.isDirectory() && !/\.ya?ml$/.test(path)) return;
    if (seen.has(real)) return;
    seen.add(real);
    if (!stat.isDirectory()) {
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

/** Replaces a file, or what a link leads to, as a whole and with its permissions: a process that dies on the way leaves the old one. A power failure is another matter: nothing is synced to the disk. */
export function replaceFile(path: string, text: string): void {
  const real = realpathSync(path);
  const fresh = join(dirname(real), `.${basename(real)}.${process.pid}`);
  try {
    const { mode, uid, gid } = statSync(real);
    // NB: a file that nobody may write is protected by that, also from those who may do anything.
    if ((mode & 0o222) === 0) throw Object.assign(new Error('EACCES: it is read-only'), { code: 'EACCES' });
    accessSync(real, constants.W_OK);
    writeFileSync(fresh, text, { flag: 'wx', mode: 0o600 });
    const own = statSync(fresh);
    if (own.uid !== uid || own.gid !== gid) chownSync(fresh, uid, gid);
    // NB: a change of owner takes special permissions away.
    chmodSync(fresh, mode & 0o7777);
    renameSync(fresh, real);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw new FileError(`${path} can not be written: ${reason(error)}`);
  }
}

const unreadable = (path: string, error: unknown): FileError => new FileError(`${path} can not be read: ${reason(error)}`);
const reason = (error: unknown): string => /^\w+: ([^,]*)/.exec((error as Error).message)?.[1] ?? (error as Error).message;
