/** A schema as the registry knows it. */
export interface Schema {
  readonly type: Language;
  readonly text: string;
  readonly references: readonly Reference[];
}

export type Language = 'AVRO' | 'JSON' | 'PROTOBUF';

export interface Reference {
  /** What the schema calls it. */
  readonly name: string;
  /** The schema that is meant; undefined where nobody knows what the registry has. */
  readonly schema: Schema | undefined;
}

/** Whether all is known that a schema refers to, and what that refers to. */
export const isComplete = ({ references }: Schema): boolean => references.every(({ schema }) => schema !== undefined && isComplete(schema));

/** What is wrong with a schema, and where in its text, as `LINE:COLUMN` or, where the parser tells no column, as `LINE`. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';

  constructor(
    reason: string,
    readonly place?: string,
  ) {
    super(reason);
  }
}

/** The place of an offset in a text. */
export function placeAt(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}
