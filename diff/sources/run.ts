import { spawnSync } from 'node:child_process';
import { SourceError } from './source-error';

export interface Ran {
  readonly isDone: boolean;
  readonly stdout: Buffer;
  /** The last line of what it says of its failure. */
  readonly complaint: string;
}

const seconds = 120;

/** Runs a program that the option needs. */
export function run(option: string, program: string, args: readonly string[], input = ''): Ran {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, maxBuffer: 1 << 30, timeout: seconds * 1000 });
  if (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'it is not on the PATH' : code === 'ETIMEDOUT' ? `it has not ended within ${seconds} seconds` : message;
    throw new SourceError(`${option} needs ${program}, which cannot be run: ${why}`);
  }
  return { isDone: status === 0, stdout, complaint: stderr.toString().trim().split('\n').at(-1) ?? '' };
}
