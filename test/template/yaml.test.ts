import fc from 'fast-check';
import { parse } from 'yaml';
import { text, writeTemplate, writeYaml } from '../../template';
import { testWithHelm } from '../helm';
import { anyString, hostile, isCarried } from './hostile';
import { rendered } from './render';
import { runs } from './runs';
import { values } from './sample';

/** Each string as a value, an item, a key, and a line of a file in a file. */
const documentOf = (strings: readonly string[]) => ({
  values: Object.fromEntries(strings.map((string, i) => [`v${i}`, string])),
  items: ['first', ...strings],
  maps: strings.map((string) => ({ string, again: string })),
  keys: strings.filter(isKey).map((string) => ({ [string]: string })),
  files: Object.fromEntries(strings.map((string, i) => [`f${i}`, writeYaml({ string })])),
});

/** Go's reader merges what stands at the key << even where it is quoted, and no reader takes a key longer than 1,024 characters. */
const isKey = (string: string): boolean => string !== '<<' && string !== '__proto__' && string.length < 1000;

const many = fc.array(anyString, { minLength: 50, maxLength: 50 });

test.each(hostile)('%j is read as it was written, by readers of YAML 1.1 and 1.2', (string) => {
  const document = documentOf([string]);
  const yaml = writeYaml(document);
  expect(parse(yaml, { version: '1.1' })).toEqual(document);
  expect(parse(yaml, { version: '1.2' })).toEqual(document);
});

test('any string is read as it was written, by readers of YAML 1.1 and 1.2', () => {
  fc.assert(
    fc.property(anyString, (string) => {
      const document = documentOf([string]);
      const yaml = writeYaml(document);
      expect(parse(yaml, { version: '1.1' })).toEqual(document);
      expect(parse(yaml, { version: '1.2' })).toEqual(document);
    }),
    runs(300),
  );
});

testWithHelm('hostile strings of a template are what Helm makes of it', () => {
  const document = documentOf(hostile);
  expect(rendered(document, {})).toEqual(document);
});

testWithHelm('any strings of a template are what Helm makes of it', () => {
  fc.assert(
    fc.property(many, (strings) => {
      const document = documentOf(strings);
      expect(rendered(document, {})).toEqual(document);
    }),
    { ...runs(3), endOnFailure: true },
  );
});

testWithHelm('hostile strings of a values file are what Helm makes of a template with expressions', () => {
  const strings = hostile.filter(isCarried);
  const document = { tags: values.tags, name: text`${values.name}`, notes: values.notes };
  const name = strings.join(' ');
  const notes = Object.fromEntries(strings.filter(isKey).map((string) => [string, string]));
  expect(rendered(document, { tags: strings, name, notes })).toEqual({ tags: strings, name, notes });
});

testWithHelm('plain YAML is read by Go\'s reader as it was written', () => {
  // In a template that says nothing to Helm, because all its braces are in a string of its own.
  const document = documentOf(hostile.filter((string) => !string.includes('{{')));
  expect(writeTemplate(document)).toBe(writeYaml(document));
  expect(rendered(document, {})).toEqual(document);
});

test.each(['\ud800', 'a\udc00', '\udc00\ud800', 'a\n\ud83d\nb'])('fails on %j, half of a surrogate pair', (string) => {
  expect(() => writeYaml({ string })).toThrow(new Error(`${JSON.stringify(string)} holds half of a surrogate pair: no reader of YAML takes it`));
});

test.each<[unknown, string]>([
  ['redpanda', 'redpanda'],
  ['no', '"no"'],
  ['0777', '"0777"'],
  ['12:30:00', '"12:30:00"'],
  ['', '""'],
  ['a: b', '"a: b"'],
  ['http://127.0.0.1:9644', 'http://127.0.0.1:9644'],
  ['a\u00a0b', '"a\\u00a0b"'],
  ['日本語', '"日本語"'],
  [3, '3'],
  [604800000, '604800000'],
  [0.5, '0.5'],
  [true, 'true'],
  [{}, '{}'],
  [[], '[]'],
])('%j is written as %s', (value, expected) => {
  expect(writeYaml({ value })).toBe(`value: ${expected}\n`);
});

test.each([
  ['a list', { a: ['x', 1] }, ['a:', '  - x', '  - 1']],
  ['a list of maps', { a: [{ b: 1, c: 2 }, {}] }, ['a:', '  - b: 1', '    c: 2', '  - {}']],
  ['a map', { a: { b: { c: 1 } } }, ['a:', '  b:', '    c: 1']],
  ['a list in a map in a list', { a: [{ b: ['x'] }] }, ['a:', '  - b:', '      - x']],
  ['a list in a list', { a: [['p', 'q'], ['r']] }, ['a:', '  - - p', '    - q', '  - - r']],
  ['lines, each ended', { a: 'x\n\ny\n' }, ['a: |', '  x', '', '  y']],
  ['lines, the last not ended', { a: 'x\ny' }, ['a: |-', '  x', '  y']],
  ['lines in a list', { a: ['x\ny\n'] }, ['a:', '  - |', '    x', '    y']],
  ['lines that begin with a space', { a: ' x\ny\n' }, ['a: " x\\ny\\n"']],
  ['lines that end with a space', { a: 'x \ny\n' }, ['a: "x \\ny\\n"']],
  ['lines with a blank one at the end', { a: 'x\n\n' }, ['a: "x\\n\\n"']],
])('%s is written as a person would', (_, document, expected) => {
  expect(writeYaml(document).split('\n').slice(0, -1)).toEqual(expected);
});

test('fails on a list within a list of a template', () => {
  expect(() => writeTemplate({ a: [['x']] })).toThrow(new Error('a list within a list is not written in a template: name the inner one'));
});

test('literal braces of a template are escaped', () => {
  expect(writeTemplate({ '{{ key }}': 'a {{ b }}', text: '{{ a }}\nb\n' })).toBe('"{{ "{{" }} key }}": a {{ "{{" }} b }}\ntext: |\n  {{ "{{" }} a }}\n  b\n'.replace('a {{ "{{" }} b }}', '"a {{ "{{" }} b }}"'));
});

test('a long line of a template is broken within its actions', () => {
  const long = 'x'.repeat(60);
  expect(writeTemplate({ a: { b: text`${long}${values.name}${values.section.title}${values.count}` } }).split('\n')).toEqual([
    'a:',
    `  b: {{ printf "${long}%v%v%v" .Values.name .Values.section.title`,
    '    (int64 .Values.count) | quote }}',
    '',
  ]);
});

/** Documents of maps, lists and scalars. */
const { map: anyDocument } = fc.letrec<{ map: object; scalar: unknown; list: unknown }>((tie) => ({
  map: fc.dictionary(anyString.filter(isKey), fc.oneof({ maxDepth: 4 }, tie('scalar'), tie('map'), tie('list')), { maxKeys: 4, noNullPrototype: true }),
  list: fc.array(fc.oneof({ maxDepth: 4 }, tie('scalar'), tie('map')), { maxLength: 4 }),
  scalar: fc.oneof(anyString, fc.integer(), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
}));

test('any document is read as it was written', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const yaml = writeYaml(document);
      expect(parse(yaml, { version: '1.1' }) ?? {}).toEqual(document);
      expect(parse(yaml) ?? {}).toEqual(document);
    }),
    runs(200),
  );
});
