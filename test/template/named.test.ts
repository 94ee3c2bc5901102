import fc from 'fast-check';
import { each, eachEntry, hashOf, named, namedLines, text, tidy, when, writeDefinitions, type Expr, type Input } from '../../template';
import { testWithHelm } from '../helm';
import { isCarried } from './hostile';
import { rendered } from './render';
import { runs } from './runs';
import { template, values, type Sample } from './sample';

const tagList = values.tags as Expr<readonly string[]>;
const tagLines = namedLines<string>('lines', (tags) => [...each(tags as Input<readonly string[]>, (tag) => text`tag ${tag as Input<string>}`, 'tag')]);

test('a plain part is itself, and its hash is that of its JSON with sorted keys', () => {
  const part = { b: 1, a: '<' };
  expect(named('part', part)).toBe(part);
  // printf '{"a":"\\u003c","b":1}' | sha256sum
  expect(hashOf(part)).toBe('b2faddbe');
});

test('a part of a template is a named template, which is printed where it stands and where its hash is', () => {
  const part = named('part', { name: values.name, count: values.count });
  const document = { metadata: { hash: hashOf(part) }, spec: part };
  expect(template(document)).toEqual([
    'metadata:',
    '  hash: {{ include "part" . | fromYaml | toJson | sha256sum | trunc 8 | quote }}',
    'spec:',
    '  {{- include "part" . | nindent 2 }}',
  ]);
  expect([...writeDefinitions(document)]).toEqual([['part', '{{- define "part" -}}\nname: {{ .Values.name | quote }}\ncount: {{ int64 .Values.count }}\n{{- end }}\n']]);
});

test('lines of a template are a named template of the list that they are made of', () => {
  const document = { all: tagLines(tagList), items: [...each(values.items, ({ name, tags }) => ({ name, text: tagLines(tags as Expr<readonly string[]>) }))] };
  expect(template(document)).toEqual([
    'all: |',
    '  {{- include "lines" .Values.tags | trimAll "\\n" | nindent 2 }}',
    '{{- if .Values.items }}',
    'items:',
    '  {{- range $item := .Values.items }}',
    '  - name: {{ $item.name | quote }}',
    '    text: |',
    '      {{- include "lines" $item.tags | trimAll "\\n" | nindent 6 }}',
    '  {{- end }}',
    '{{- end }}',
  ]);
  expect([...writeDefinitions(document)]).toEqual([['lines', '{{- define "lines" -}}\n{{- range $tag := . }}\ntag {{ $tag }}\n{{- end }}\n{{- end }}\n']]);
});

test('fails to name a part in a loop, whose variables a named template does not see', () => {
  const items = [...each(values.items, ({ name }) => ({ name, part: named('part', { name }) }))];
  expect(() => template({ items })).toThrow(new Error('part must stand outside of loops: a named template sees none of their variables'));
});

test('fails to make lines of what is no list', () => {
  expect(() => tagLines(values.name as never)).toThrow(new Error('{{ .Values.name }} is not a list that can be looped over'));
});

/** An object with a named part and named lines, and what their hashes are. */
function documentOf({ name, on, count, tags, notes }: Input<Sample>) {
  const part = named('part', tidy({ name, more: { on: when(on, { count }), all: [...each(tags, (tag) => tag)], notes: [...eachEntry(notes, (key, value) => ({ key, value }))] }, last: '<&>' }) as object);
  const all = tagLines(tags as Expr<readonly string[]>);
  return { hash: hashOf(part), part, linesHash: hashOf(all), lines: all };
}

const string = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('', ' a', 'a ', '{{', '<&>', '\u2028', '\ufeff', 'no', '0777', '1e3', ': ', '- a', '\\n')).filter(isCarried);
const sample = fc.record({
  name: string,
  on: fc.boolean(),
  count: fc.oneof(fc.integer(), fc.constantFrom(0, 604800000, 2 ** 53 - 1)),
  tags: fc.array(string, { maxLength: 3 }),
  notes: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), string, { maxKeys: 3, noNullPrototype: true }),
});

testWithHelm('real Helm computes the same hash of a part and of lines', () => {
  fc.assert(
    fc.property(sample, (one) => {
      const plain = tidy(documentOf(one as unknown as Input<Sample>)) as object;
      expect(rendered(tidy(documentOf(values)) as object, one)).toEqual(JSON.parse(JSON.stringify(plain)));
    }),
    runs(10),
  );
});

testWithHelm('lines of a list are the same text wherever they stand', () => {
  const document = { text: tagLines(tagList), last: 1 };
  expect(rendered(document, { tags: ['a', '{{', ' b '] })).toEqual({ text: tagLines(['a', '{{', ' b ']), last: 1 });
});
