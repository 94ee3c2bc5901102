import fc from 'fast-check';
import type { EventSchema, SchemaReference, Topic } from '../../values/types';
import { anyString } from '../template/hostile';

const { constantFrom, integer, option, record } = fc;

/** JSON without the characters that a values file of Helm cannot hold. */
const json = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(/[\x7f-\x9f\u2027-\u202a\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const name = fc.stringMatching(/^[A-Z][A-Za-z0-9_]{0,8}$/);
const field = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
const indent = constantFrom(undefined, 1, 2);

/** What another schema can be referred to by: the name of a reference, and what stands in the text. */
interface Referred {
  readonly type: NonNullable<EventSchema['type']>;
  readonly subject: string;
  readonly name: string;
}

type Text = fc.Arbitrary<Pick<EventSchema, 'schema' | 'type'> & { readonly name: string }>;

const primitive = constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string');

/** Named types are counted, because none may be there twice. */
const avroType: fc.Arbitrary<unknown> = fc.letrec<{ type: unknown }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    primitive,
    constantFrom({ type: 'long', logicalType: 'timestamp-millis' }, { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 }, ['null', 'string'], ['null', 'long', { type: 'array', items: 'string' }]),
    record({ type: fc.constant('array'), items: tie('type') }),
    record({ type: fc.constant('map'), values: tie('type') }),
  ),
})).type;

const avro = (number: number, used: readonly Referred[]): Text =>
  fc.tuple(name, fc.dictionary(field, fc.tuple(avroType, anyString), { maxKeys: 4, noNullPrototype: true }), fc.constant(undefined), indent, anyString).map(([own, fields, , spaces, doc]) => {
    const fullName = `com.example.${own}${number}`;
    const more = used.map((other, index) => ({ name: `ref_${index}_`, type: other.name }));
    const nested = [{ name: 'kind_', type: { type: 'enum', name: `${own}${number}_Kind`, symbols: ['A', 'B'], default: 'A' }, default: 'B' }, { name: 'hash_', type: { type: 'fixed', name: `${own}${number}_Hash`, size: 16 } }];
    const schema = { type: 'record', name: `${own}${number}`, namespace: 'com.example', doc, fields: [...Object.entries(fields).map(([one, [type, text]]) => ({ name: one, type, doc: text })), ...nested, ...more] };
    return { type: 'AVRO' as const, schema: json(schema, spaces), name: fullName };
  });

const jsonSchema = (number: number, used: readonly Referred[]): Text =>
  fc
    .tuple(constantFrom('http://json-schema.org/draft-04/schema#', 'http://json-schema.org/draft-06/schema#', 'http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2019-09/schema', 'https://json-schema.org/draft/2020-12/schema', undefined), fc.dictionary(field, constantFrom({ type: 'string' }, { type: 'integer', minimum: 0 }, { type: ['null', 'number'] }, { enum: ['a', 1, null] }, {}), { maxKeys: 4, noNullPrototype: true }), indent, anyString)
    .map(([$schema, properties, spaces, description]) => {
      const more = Object.fromEntries(used.map((other, index) => [`ref_${index}_`, { $ref: other.name }]));
      return { type: 'JSON' as const, schema: json({ $schema, type: 'object', description, properties: { ...properties, ...more } }, spaces), name: `part${number}.json` };
    });

const protobuf = (number: number, used: readonly Referred[]): Text =>
  fc.tuple(name, fc.uniqueArray(fc.tuple(field, constantFrom('string', 'int32', 'bytes', 'map<string, int64>', 'google.protobuf.Timestamp', 'Kind')), { maxLength: 4, selector: ([one]) => one }), constantFrom('', '// платформа {{ .Values.name }}\n', '/* a\n\tb */\n')).map(([own, fields, comment]) => {
    const imports = used.map((other) => `import "${other.name}";\n`).join('');
    const lines = [...fields, ...used.map((other, index) => [`ref_${index}_`, `p${other.name.replace(/\D/g, '')}.Event`] as const)].map(([one, type], index) => `  ${type} ${one} = ${index + 1};\n`);
    return {
      type: 'PROTOBUF' as const,
      schema: `${comment}syntax = "proto3";\npackage p${number};\nimport "google/protobuf/timestamp.proto";\n${imports}message Event {\n  enum Kind { NONE = 0; ${own.toUpperCase()} = 1; }\n${lines.join('')}}\n`,
      name: `parts/p${number}.proto`,
    };
  });

const languages = { AVRO: avro, JSON: jsonSchema, PROTOBUF: protobuf } as const;

const subjectOf = (topics: readonly Topic[], number: number) =>
  fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._/-]{0,8}$/).map((subject) => `${subject}${number}`),
    ...(topics.length > 0 ? [fc.tuple(constantFrom(...topics.map((topic) => topic.name)), constantFrom('value', 'key')).map((both) => both.join('-'))] : []),
  );

/** Schemas in every language, each of which may use those before it. */
export function schemas(topics: readonly Topic[]): fc.Arbitrary<EventSchema[]> {
  const more = (number: number, before: readonly EventSchema[], referred: readonly Referred[]): fc.Arbitrary<EventSchema[]> => {
    if (number === 0) return fc.constant([...before]);
    return fc.tuple(constantFrom('AVRO', 'JSON', 'PROTOBUF'), subjectOf(topics, number)).chain(([type, subject]) =>
      fc.subarray(referred.filter((one) => one.type === type)).chain((used) =>
        fc.tuple(languages[type](number, used), option(constantFrom('NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'), { nil: undefined }), integer({ min: 1, max: 9 })).chain(([text, compatibility, version]) => {
          const references: SchemaReference[] = used.map((one) => ({ name: one.name, subject: one.subject, version }));
          const schema: EventSchema = {
            subject,
            ...((text.type !== 'AVRO' || version > 5) && { type: text.type }),
            schema: text.schema!,
            ...(compatibility && { compatibility }),
            ...((references.length > 0 || version > 7) && { references }),
          };
          if (before.some((other) => other.subject === subject)) return more(number - 1, before, referred);
          return more(number - 1, [...before, schema], [...referred, { type, subject, name: text.name }]);
        }),
      ),
    );
  };
  return integer({ min: 0, max: 4 }).chain((count) => more(count, [], []));
}
