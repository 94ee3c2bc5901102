import type { ParseArgsConfig } from 'node:util';

/** A command of the program. */
export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(options: Options): void;
}

/** What was given on the command line, by the long names of the options. */
export type Options = Readonly<Record<string, unknown>>;

/** Input that is refused: each line says why. */
export class Refusal extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}
