import { Change } from '../changes';

/** Changes for a program, each with the environment that it is of, if it is of one. What is not there is left out of a field. */
export const printJson = (changes: readonly (Change & { readonly environment?: string })[]): string => `${JSON.stringify({ changes }, null, 2)}\n`;
