import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Files } from '../../files/files';
import { FileError, readText } from '../../files/text-file';
import { isPart } from './output';
import { SourceError } from './source-error';

/** The objects of an output's folder, and of its environments, as texts. */
export function readFolder(folder: string): Files {
  try {
    const environments = join(folder, 'environments');
    const names = existsSync(environments) ? readdirSync(environments).flatMap((name) => list(environments, name).map((file) => `environments/${name}/${file}`)) : [];
    return new Map([...list(folder, ''), ...names].filter(isPart).map((path) => [path, readText(join(folder, path))]));
  } catch (error) {
    if (error instanceof FileError) throw new SourceError(error.message);
    throw error;
  }
}

function list(folder: string, name: string): string[] {
  try {
    return readdirSync(join(folder, name)).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (name !== '' && code === 'ENOTDIR') return [];
    const why = code === 'ENOENT' ? 'there is no such folder' : code === 'ENOTDIR' ? 'it is a file' : `it cannot be read (${code})`;
    throw new SourceError(`${join(folder, name)} must be an output of cdk8s-redpanda: ${why}`);
  }
}
