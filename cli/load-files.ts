import { readFileSync } from 'node:fs';
import { ValuesError } from '../values/problem';
import { loadValues } from '../values/reading/load';
import { Values } from '../values/types';
import { Refusal } from './command';

/** Values from files, of which `-` is the standard input. Refused with all that is wrong with all of them. */
export function loadFiles(names: readonly string[], sets: readonly string[] = []): Values {
  const problems: string[] = [];
  const files = names.flatMap((name) => {
    try {
      return [{ name, text: decode(readFileSync(name === '-' ? 0 : name)) }];
    } catch (error) {
      problems.push(`${name} ${reason(error as NodeJS.ErrnoException)}`);
      return [];
    }
  });
  try {
    const values = loadValues({ files, sets });
    if (problems.length === 0) return values;
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    problems.push(...error.problems);
  }
  throw new Refusal(problems);
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'must be UTF-8 text: it holds other bytes';
  return `cannot be read: ${/^\w+: ([^,]*)/.exec(message)?.[1] ?? message}`;
}
