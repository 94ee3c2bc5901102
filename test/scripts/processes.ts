import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every argument of every process, and every variable of those that are not this one. */
export const seenInProcesses = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => ['cmdline', ...(Number(pid) === process.pid ? [] : ['environ'])].map((file) => join('/proc', pid, file)))
    .map((file) => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        // It has ended, or is somebody else's.
        return '';
      }
    });
