import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output } from '../process';

const quarterOfAnHour = 900_000;

/** Installs a Python program with exactly the packages of a lock, into a folder of its own and not for the machine. */
export function pipInstall(folder: string, program: string, module: string, lock: string): void {
  const packages = join(folder, 'packages');
  output('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-compile', '--target', packages, '--requirement', lock], { timeout: quarterOfAnHour });
  writeFileSync(join(folder, program), launcher(module));
  chmodSync(join(folder, program), 0o755);
}

function launcher(module: string): string {
  return `#!/bin/sh
PYTHONPATH=$(dirname "$0")/packages exec python3 -m ${module} "$@"
`;
}
