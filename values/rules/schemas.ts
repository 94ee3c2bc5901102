import { absent, and, each, endsWith, eq, gt, Input, not, operator, or, orElse, OrExpr, present, text, toJson, when } from '../../template';
import { largestSchema } from '../schema/event-schema';
import type { EventSchema, SchemaReference, Values } from '../types';
import { withDeclared } from './declared';
import { Findings, says, SymbolicPath } from './finding';
import { eachAfter, IsKnown, Keyed, withKeys } from './keys';

type Schemas = Pick<Input<Values>, 'schemas'>;
type Part = Pick<Input<Values>, 'schemas' | 'prune'>;

const subjects = ({ schemas }: Schemas, memory: string): Keyed<never, EventSchema> => ({ list: schemas as Keyed<never, EventSchema>['list'], memory, key: ({ subject }) => subject });

/** Registered one after the other, as they stand: so no circle of references can be declared. */
export const schemaRules = ({ schemas, prune }: Part): readonly Findings[] =>
  withKeys<Findings, never, EventSchema>(subjects({ schemas }, 'subjects'), (isDeclared) => [
    ...each(prune.subjects, (name, index) =>
      when(isDeclared(name as Input<string>), says`${['prune', 'subjects', index]} (${name as Input<string>}) must not be the subject of one of the schemas: what is declared is not deleted`),
    ),
    ...eachAfter<Findings, never, EventSchema>(subjects({ schemas }, 'earlierSubjects'), ({ subject, schema, file, references }, index, isEarlier) => [
      when(isEarlier(subject), says`${['schemas', index, 'subject']} (${subject}) must not be declared twice: it is not clear which one should win`),
      when(
        and(absent(schema ?? ''), absent(file ?? '')),
        says`${['schemas', index]} must have a schema, or in the plain YAML a file with one: there is nothing to register otherwise`,
      ),
      when(
        present(file ?? ''),
        says`${['schemas', index, 'file']} (${orElse<string>(file, '')}) must be the text itself, as schema: only synth and diff read files, and helm takes one by --set-file schemas[${index}].schema=FILE`,
      ),
      when(
        gt(bytesWritten(orElse<string>(schema, '')), room),
        says`${['schemas', index, 'schema']} must take at most ${room} bytes as JSON within JSON: that is how kubectl keeps it, in an annotation of ${largestSchema} bytes`,
      ),
      ...each((references ?? []) as readonly SchemaReference[], (reference, place) =>
        when(
          and(isDeclared(reference.subject), not(isEarlier(reference.subject))),
          says`${['schemas', index, 'references', place, 'subject']} (${reference.subject}) must be declared before ${subject}: schemas are registered in the order of this list`,
        ),
      ),
    ]),
  ]);

/** What a text takes in the annotation that `kubectl apply` makes of a ConfigMap with the request in it. */
const bytesWritten = (schema: Input<string>): OrExpr<number> => bytes(toJson(toJson(schema)));
const bytes = operator('integer', (json: string) => Buffer.byteLength(json), (json) => `len ${json}`);

/** The rest is for names, references and the ConfigMap itself. */
const room = 240_000;

export const schemaWarnings = ({ topics, schemas, clients }: Pick<Input<Values>, 'topics' | 'schemas' | 'clients'>): readonly Findings[] => [
  ...withDeclared<Findings>(topics, (isTopic) =>
    each(schemas, ({ subject }, index) =>
      ['-value', '-key'].map((end) =>
        when(
          and(endsWith(subject, end), not(isTopic(without(subject, end)))),
          says`${['schemas', index, 'subject']} (${subject}) is the subject of the topic ${without(subject, end)}, which is not declared`,
        ),
      ),
    ),
  ),
  ...withKeys<Findings, never, EventSchema>(subjects({ schemas }, 'declaredSubjects'), (isDeclared) => [
    ...each(schemas, ({ references }, index) =>
      each((references ?? []) as readonly SchemaReference[], (reference, place) =>
        when(
          not(isDeclared(reference.subject)),
          says`${['schemas', index, 'references', place, 'subject']} (${reference.subject}) is not declared. The registry must have it already, and what it holds is not checked`,
        ),
      ),
    ),
    ...each(clients, ({ schemaRegistry, consumes, produces }, client) => {
      const common = { says: and(present(schemas), eq(orElse(schemaRegistry, false), true)), isDeclared };
      return [...unregistered(consumes, { ...common, path: ['clients', client, 'consumes'] }), ...unregistered(produces, { ...common, path: ['clients', client, 'produces'] })];
    }),
  ]),
];

const without = operator('string', (s: string, end: string) => (s.endsWith(end) ? s.slice(0, -end.length) : s), (s, end) => `trimSuffix ${end} ${s}`);

interface Registered {
  readonly path: SymbolicPath;
  /** Whether the client says itself that it uses the registry. */
  readonly says: OrExpr<boolean>;
  readonly isDeclared: IsKnown;
}

/** Topics of a client that have no schema where clients look by default. */
const unregistered = (names: Input<readonly string[] | undefined>, { path, says: isSaid, isDeclared }: Registered): Findings[] =>
  each((names ?? []) as readonly string[], (name, index) =>
    when(
      and(isSaid, not(or(endsWith(name, '*'), isDeclared(text`${name}-value`), isDeclared(text`${name}-key`)))),
      says`${[...path, index]} (${name}) is a topic without a schema, and its client says that it uses the registry`,
    ),
  );
