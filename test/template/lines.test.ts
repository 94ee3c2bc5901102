import { each, eq, lines, text, tidy, when, writeRules, writeText, writeYaml } from '../../template';
import { template, values } from './sample';

test('each line ends with a newline', () => {
  expect(lines(['a', '', 'b'])).toBe('a\n\nb\n');
});

test('lines that are not there are left out', () => {
  expect(lines(['a', when(false, 'b') as undefined, undefined])).toBe('a\n');
});

test('no lines are an empty text', () => {
  expect(writeYaml(tidy({ text: lines([]) }) as object)).toBe('text: ""\n');
});

test('lines with values in them are a block of a template, without quotes', () => {
  expect(template({ text: lines([text`topic ${values.name} ${values.count}`, values.name]), next: 1 })).toEqual([
    'text: |',
    '  topic {{ .Values.name }} {{ int64 .Values.count }}',
    '  {{ .Values.name }}',
    'next: 1',
  ]);
});

test('lines may stand on conditions and in loops', () => {
  const all = lines([when(values.on, 'on'), ...each(values.items, ({ name, tags }) => [text`item ${name}`, ...each(tags, (tag) => text`tag ${tag}`)])]);
  expect(template({ text: all })).toEqual([
    'text: |',
    '  {{- if .Values.on }}',
    '  on',
    '  {{- end }}',
    '  {{- range $item := .Values.items }}',
    '  item {{ $item.name }}',
    '  {{- range $tag := $item.tags }}',
    '  tag {{ $tag }}',
    '  {{- end }}',
    '  {{- end }}',
  ]);
});

test('a brace before a value does not open its action early', () => {
  expect(template({ text: lines([text`{${values.name}} {{${values.name}}}`]) })).toEqual([
    'text: |',
    '  {{ "{" }}{{ .Values.name }}} {{ "{{" }}{{ .Values.name }}}}',
  ]);
});

test.each([
  ['a condition', when(values.on, 'b')],
  ['a loop', each(values.tags, (tag) => tag)[0]],
  ['the end', undefined],
])('fails when a blank line stands before %s', (_, next) => {
  expect(() => template({ text: lines([values.name, '', next as string]) })).toThrow(
    new Error('a blank line stands before a line that is always there, or it would be lost'),
  );
});

test('lines may be an item of a list', () => {
  expect(template({ args: ['run', lines([values.name])] })).toEqual(['args:', '  - run', '  - |', '    {{ .Values.name }}']);
});

test('a text of its own is written without indentation', () => {
  expect(writeText(['Hello', '', text`${values.name}`, when(values.on, 'on')])).toBe('Hello\n\n{{ .Values.name }}\n{{- if .Values.on }}\non\n{{- end }}\n');
});

test('rules fail with all messages at once', () => {
  expect(writeRules('problems', [when(eq(values.name, ''), 'name must be given'), ...each(values.tags, (tag) => when(eq(tag, ''), text`${tag} must be given`))]).split('\n')).toEqual([
    '{{- define "problems" -}}',
    '{{- if eq .Values.name "" }}',
    'name must be given',
    '{{- end }}',
    '{{- range $tag := .Values.tags }}',
    '{{- if eq $tag "" }}',
    '{{ $tag }} must be given',
    '{{- end }}',
    '{{- end }}',
    '{{- end }}',
    '{{- with include "problems" . | trim }}',
    '{{- fail . }}',
    '{{- end }}',
    '',
  ]);
});
