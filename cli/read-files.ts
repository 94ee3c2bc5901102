import { readFileSync } from 'node:fs';
import { Refusal } from './command';

/** The texts of files, of which `-` is the standard input. */
export function readFiles(names: readonly string[]): { name: string; text: string }[] {
  const problems: string[] = [];
  const files = names.map((name) => {
    try {
      return { name, text: decode(readFileSync(name === '-' ? 0 : name)) };
    } catch (error) {
      problems.push(`${name} ${reason(error as NodeJS.ErrnoException)}`);
      return { name, text: '' };
    }
  });
  if (problems.length > 0) throw new Refusal(problems.join('\n'));
  return files;
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'must be UTF-8 text: it holds other bytes';
  return `can not be read: ${/^\w+: ([^,]*)/.exec(message)?.[1] ?? message}`;
}
