import type { ParseArgsConfig } from 'node:util';

/** A command of the program. */
export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Whether paths may follow the options. */
  readonly paths?: true;
  /** Exit code where input is refused, if it is another than 1. */
  readonly refused?: number;
  /** @returns the exit code, if it is another than 0 */
  run(options: Options, paths: readonly string[]): number | void | Promise<number | void>;
}

/** What was given on the command line, by the long names of the options. */
export type Options = Readonly<Record<string, unknown>>;

/** Options that do not go together: one sentence says why. */
export class Misuse extends Error {}

/** Input that is refused: each line says why. */
export class Refusal extends Error {
  /** @param code exit code, if it is another than the command's own */
  constructor(
    readonly sentences: readonly string[],
    readonly code?: number,
  ) {
    super(sentences.join('\n'));
  }
}
