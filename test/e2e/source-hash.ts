import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A version for what is built of a folder of sources. */
export function sourceHash(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  for (const file of files.filter((path) => statSync(path).isFile()).sort()) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
