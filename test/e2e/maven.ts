import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { output } from './process';
import { sourceHash } from './source-hash';
import { installed } from './tools/install';

/** Path of what Maven has packaged of a folder of sources beside this file. */
export function packaged(folder: string, jar: string): string {
  const source = join(__dirname, folder);
  return installed({
    name: `${folder}-probe`,
    version: sourceHash(source),
    file: join('target', jar),
    build(to) {
      cpSync(source, to, { recursive: true });
      output('mvn', ['--quiet', '--batch-mode', '--file', join(to, 'pom.xml'), 'package'], { timeout: 900_000 });
    },
  });
}
