import * as z from 'zod';
import { choice, freeText, integer, list, matching, optional, section } from './leaf';

/** The languages that the registry knows, in its words. */
export const languages = ['AVRO', 'JSON', 'PROTOBUF'] as const;

export const levels = ['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'] as const;

/** Bytes of a ConfigMap's annotation that kubectl makes, and so of all that it holds. */
export const largestSchema = 262_144;

// What begins with one dot or two must go on, or it would be another place in a URL.
export const subject = () =>
  matching(
    /^([A-Za-z0-9_/-]|\.[A-Za-z0-9_/-]|\.\.[A-Za-z0-9._/-])[A-Za-z0-9._/-]*$/,
    'must be letters, digits, dots, dashes, underscores and slashes: other characters have a meaning in the URLs of the registry',
    512,
  );

// Line separators stand within a range, because JavaScript prints one as an escape that Go's RE2 does not know.
const unprintable = '\\x7f-\\x9f\u2027-\u202a\ufffe\uffff';
const character = `[^\\x00-\\x08\\x0b-\\x1f${unprintable}]`;
const text = () =>
  matching(
    new RegExp(`^${character}*[^\\x00-\\x20${unprintable}]${character}*$`),
    'must be a text that is not empty, without control characters but newlines and tabs: a values file of Helm cannot hold them',
    largestSchema,
  );

const reference = section({
  name: freeText(1).meta({ description: "What the schema calls it: a full name in Avro, a $ref's URI in JSON Schema, the path of an import in Protobuf." }),
  subject: subject().meta({ description: 'Subject of the schema that is meant.' }),
  version: integer(1, 2_147_483_647, 'the registry counts from 1').meta({ description: 'Version of it, as the registry counts.' }),
}).meta({ title: 'SchemaReference' });

export const eventSchema = section({
  subject: subject().meta({ description: 'Subject that it is a version of, such as orders-value: TOPIC-value or TOPIC-key is where clients look by default.' }),
  type: optional(choice(languages, 'the registry knows no other'), 'Its language, AVRO if left out.'),
  schema: optional(text(), 'The schema as a text.'),
  file: optional(freeText(1), 'The file that holds the schema, seen from the values file. In the plain YAML only: helm takes it by --set-file.'),
  compatibility: optional(
    choice(levels, 'the registry knows no other'),
    "Which versions must be able to read each other's records. What is left out stays as the registry has it: BACKWARD, unless somebody has changed that.",
  ),
  references: optional(list(reference, 1000), 'Schemas that it uses.'),
}).meta({ title: 'EventSchema' });

export type Level = z.infer<typeof eventSchema>['compatibility'];
