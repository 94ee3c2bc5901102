import fc from 'fast-check';
import { each, eachEntry, hashOf, namedLines, Part, part, text, tidy, when, withDefinitions, writePart, type Expr, type Input } from '../../template';
import { testWithHelm } from '../helm';
import { isCarried, isOneLine } from './hostile';
import { rendered } from './render';
import { runs } from './runs';
import { template, values, type Sample } from './sample';

type Tags = readonly string[] | Expr<readonly string[]>;
const tagLines = namedLines<Tags>('test.tagLines', 'A line for each tag', (tags) => [...each(tags as Input<readonly string[]>, (tag) => text`tag ${tag as Input<string>}`, 'tag')]);

test('a plain part is itself, and its hash is that of its JSON with sorted keys', () => {
  const fields = { b: 1, a: '<' };
  expect(part('test.part', fields)).toBe(fields);
  // printf '{"a":"\\u003c","b":1}' | sha256sum
  expect(hashOf(fields)).toBe('b2faddbe');
});

test('newlines around a text do not count in its hash', () => {
  // printf 'a\n\nb' | sha256sum
  expect([hashOf('a\n\nb'), hashOf('\na\n\nb\n')]).toEqual(['38022fd2', '38022fd2']);
});

test('a part of a template is a template of its own, which is included where it stands and where its hash is', () => {
  const spec = part('test.part', { name: values.name, count: values.count });
  expect(template({ metadata: { hash: hashOf(spec) }, spec })).toEqual([
    'metadata:',
    '  hash: {{ include "test.part" . | fromYaml | toJson | sha256sum | trunc 8 | quote }}',
    'spec:',
    '  {{- include "test.part" . | nindent 2 }}',
  ]);
  expect(writePart(spec as Part)).toBe('{{- define "test.part" -}}\nname: {{ .Values.name | quote }}\ncount: {{ int64 .Values.count }}\n{{- end }}\n');
});

test('the hash of lines is that of the text', () => {
  const { written } = withDefinitions(() => template({ hash: hashOf(tagLines(values.tags as Expr<readonly string[]>)) }));
  expect(written).toEqual(['hash: {{ include "test.tagLines" .Values.tags | trimAll "\\n" | sha256sum | trunc 8 | quote }}']);
});

test('fails on a part in a loop, whose variables it would not see', () => {
  const items = [...each(values.items, ({ name }) => ({ name, part: part('test.part', { name }) }))];
  expect(() => template({ items })).toThrow(new Error('test.part must stand outside of loops: a template of its own sees none of their variables'));
});

/** An object with a part and with lines, and their hashes. */
function documentOf({ name, on, count, tags, notes }: Input<Sample>) {
  const fields = tidy({ name, more: { on: when(on, { count }), all: [...each(tags, (tag) => tag)], notes: [...eachEntry(notes, (key, value) => ({ key, value }))] }, last: '<&>' }) as object;
  const [spec, lines] = [part('test.part', fields), tagLines(tags as Expr<readonly string[]>)];
  return { hash: hashOf(spec), spec, linesHash: hashOf(lines), lines };
}

const string = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('', ' a', 'a ', '{{', '<&>', '\u2028', '\ufeff', 'no', '0777', '1e3', ': ', '- a', '\\n')).filter(isCarried);
const sample = fc.record({
  name: string,
  on: fc.boolean(),
  count: fc.oneof(fc.integer(), fc.constantFrom(0, 604800000, 2 ** 53 - 1)),
  tags: fc.array(string.filter(isOneLine), { maxLength: 3 }),
  notes: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), string, { maxKeys: 3, noNullPrototype: true }),
});

testWithHelm('real Helm computes the same hashes', () => {
  fc.assert(
    fc.property(sample, (one) => {
      const plain = tidy(documentOf(one as unknown as Input<Sample>)) as object;
      expect(rendered(tidy(documentOf(values)) as object, one)).toEqual(JSON.parse(JSON.stringify(plain)));
    }),
    runs(10),
  );
});
