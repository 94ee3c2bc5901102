import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output, run } from '../process';

/** The release whose packages this machine can run. */
export function debianRelease(): string {
  try {
    return /^VERSION_CODENAME=(\S+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Unpacks Debian packages without installing them: that needs root, and starts their services. */
export function unpackDebian(folder: string, program: string, packages: readonly string[]): void {
  const root = join(folder, 'root');
  const downloads = join(folder, 'downloads');
  mkdirSync(downloads);
  download(downloads, packages);
  for (const file of readdirSync(downloads).filter((name) => name.endsWith('.deb'))) output('dpkg-deb', ['-x', join(downloads, file), root]);
  writeFileSync(join(folder, program), launcher(program));
  chmodSync(join(folder, program), 0o755);
}

function download(cwd: string, packages: readonly string[]): void {
  if (run('apt-get', ['download', ...packages], { cwd }).status === 0) return;
  // The machine's package lists may be missing or out of date, and only root may renew them.
  const own = ['-o', `Dir::State::lists=${cwd}/lists`, '-o', `Dir::Cache=${cwd}/cache`];
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(cwd, folder), { recursive: true });
  output('apt-get', [...own, 'update'], { cwd });
  output('apt-get', [...own, 'download', ...packages], { cwd });
}

function launcher(program: string): string {
  return `#!/bin/sh
root=$(dirname "$0")/root
libraries=$(echo "$root"/usr/lib/*-linux-gnu)
LD_LIBRARY_PATH=$libraries exec "$root/usr/bin/${program}" "$@"
`;
}
