import { parse } from 'yaml';
import { and, each, eq, Expr, gt, Including, named, NamedFields, namedLines, namedOperator, not, OrExpr, plus, present, text, when, withDefinitions, writeDefinitions, writeTemplate, writeYaml } from '../../template';
import { folderOf, runHelm, testWithHelm } from '../helm';
import { values } from './sample';

const host = <T>(name: OrExpr<T>) => named('test.host', 'A host', text`${name as OrExpr<string>}.example.org`);
const next = namedOperator('test.next', 'The number after a number', (count: OrExpr<number>) => plus(count, 1));
const isNamed = named('test.isNamed', 'Whether there is a name', and(present(values.name), not(eq(values.name, 'nobody'))));
const joined = namedOperator('test.joined', 'Two strings', (a: OrExpr<string>, b: OrExpr<string>) => text`${a}-${b}`, 'a', 'b');
type Tags = readonly string[] | Expr<readonly string[]>;
const tagLines = namedLines<Tags>('test.tagLines', 'Tags', (tags) => [...each(tags, (tag) => text`tag ${tag}`, 'tag')]);

/** A document as a template, and the templates that it includes. */
function write(document: object): { template: string[]; definitions: string[] } {
  const { written, definitions } = withDefinitions(() => writeTemplate(document));
  return { template: written.trimEnd().split('\n'), definitions: writeDefinitions(definitions).trimEnd().split('\n') };
}

test('a plain value stays what it is', () => {
  expect([host('a'), next(1), joined('a', 'b')]).toEqual(['a.example.org', 2, 'a-b']);
});

test('a value with a name is included where it is used, and defined once', () => {
  expect(write({ a: host(values.name), b: text`http://${host(values.name)}:80` })).toEqual({
    template: ['a: {{ include "test.host" . | quote }}', 'b: {{ printf "http://%v:80" (include "test.host" .) | quote }}'],
    definitions: ['{{/* A host */}}', '{{- define "test.host" -}}', '{{ .Values.name }}.example.org', '{{- end }}'],
  });
});

test('a loop hands the root on', () => {
  expect(write({ hosts: [...each(values.tags as readonly string[], () => host(values.name))] }).template).toContain('  - {{ include "test.host" $ | quote }}');
});

test('an operator with a name is given its argument, or several by their names', () => {
  expect(write({ a: next(values.count), b: joined(values.name, 'x') })).toEqual({
    template: ['a: {{ int64 (include "test.next" (int64 .Values.count)) }}', 'b: {{ include "test.joined" (dict "a" .Values.name "b" "x") | quote }}'],
    definitions: [
      '{{/* Two strings */}}', '{{- define "test.joined" -}}', '{{ .a }}-{{ .b }}', '{{- end }}', '',
      '{{/* The number after a number */}}', '{{- define "test.next" -}}', '{{ add (int64 .) 1 }}', '{{- end }}',
    ],
  });
});

test('a condition with a name is true or nothing', () => {
  const { template, definitions } = write({ a: when(isNamed, 1), b: isNamed });
  expect(template).toEqual(['{{- if include "test.isNamed" . }}', 'a: 1', '{{- end }}', 'b: {{ eq (include "test.isNamed" .) "true" }}']);
  expect(definitions).toContain('{{- if and .Values.name (ne .Values.name "nobody") }}true{{ end }}');
});

test('fields with a name are one line, and may hold others', () => {
  const labels = new NamedFields('test.own', 'Own labels', new Including({ component: 'a' }, new NamedFields('test.all', 'All labels', { instance: values.name })));
  expect(write({ metadata: { labels: new Including({ version: '1' }, labels) } })).toEqual({
    template: ['metadata:', '  labels:', '    version: "1"', '    {{- include "test.own" . | nindent 4 }}'],
    definitions: [
      '{{/* All labels */}}', '{{- define "test.all" -}}', 'instance: {{ .Values.name | quote }}', '{{- end }}', '',
      '{{/* Own labels */}}', '{{- define "test.own" -}}', 'component: a', '{{- include "test.all" . | nindent 0 }}', '{{- end }}',
    ],
  });
});

test('lines with a name are included as a text, of whatever list', () => {
  const all = values.tags as Expr<readonly string[]>;
  expect(write({ all: tagLines(all), items: [...each(values.items, ({ name, tags }) => ({ name, text: tagLines(tags as Expr<readonly string[]>) }))] })).toEqual({
    template: [
      'all: |', '  {{- include "test.tagLines" .Values.tags | trimAll "\\n" | nindent 2 }}',
      '{{- if .Values.items }}', 'items:', '  {{- range $item := .Values.items }}',
      '  - name: {{ $item.name | quote }}', '    text: |', '      {{- include "test.tagLines" $item.tags | trimAll "\\n" | nindent 6 }}',
      '  {{- end }}', '{{- end }}',
    ],
    definitions: ['{{/* Tags */}}', '{{- define "test.tagLines" -}}', '{{- range $tag := . }}', 'tag {{ $tag }}', '{{- end }}', '{{- end }}'],
  });
  expect(tagLines(['a', 'b'])).toBe('tag a\ntag b\n');
  expect(writeTemplate({ all: tagLines(all) }).trimEnd().split('\n')).toEqual(['all: |', '  {{- range $tag := .Values.tags }}', '  tag {{ $tag }}', '  {{- end }}']);
});

test('fails to make lines of what is no list', () => {
  expect(() => tagLines(values.name as never)).toThrow(new Error('{{ .Values.name }} is not a list that can be looped over'));
});

test('what is written apart from a chart stands for itself', () => {
  const labels = new NamedFields('test.own', 'Own labels', new Including({ component: 'a' }, new NamedFields('test.all', 'All labels', { instance: values.name })));
  expect(writeTemplate({ labels, host: host(values.name), url: text`http://${host(values.name)}:80`, next: next(values.count), is: isNamed }).trimEnd().split('\n')).toEqual([
    'labels:',
    '  component: a',
    '  instance: {{ .Values.name | quote }}',
    'host: {{ printf "%v.example.org" .Values.name | quote }}',
    'url: {{ printf "http://%v.example.org:80" .Values.name | quote }}',
    'next: {{ add (int64 .Values.count) 1 }}',
    'is: {{ and (not (empty .Values.name)) (ne .Values.name "nobody") }}',
  ]);
});

test('fails on two values of one name', () => {
  expect(() => write({ a: named('test.a', 'A', text`${values.name}-a`), b: named('test.a', 'A', text`${values.name}-b`) })).toThrow('test.a would be two templates: give one of them another name');
});

testWithHelm('what is included is what it stands for', () => {
  const document = {
    host: host(values.name),
    sum: plus(next(next(values.count)), 1),
    more: when(gt(next(values.count), 3), 'many', 'few'),
    either: [when(isNamed, 'named'), when(not(isNamed), 'unnamed'), 'always'],
    is: isNamed,
    joined: joined(host(values.name), text`${next(values.count)}`),
  };
  const { written, definitions } = withDefinitions(() => writeTemplate(document));
  const rendered = (files: [string, string][], name: string) => {
    const folder = folderOf(new Map([['Chart.yaml', writeYaml({ apiVersion: 'v2', name: 'test', version: '1.0.0' })], ['values.yaml', writeYaml({ name, count: 3 })], ...files]));
    const { stdout, stderr } = runHelm('template', 'test', folder);
    return [stderr, parse(stdout)];
  };
  for (const name of ['somebody', 'nobody', '']) {
    const included = rendered([['templates/a.yaml', written], ['templates/_helpers.tpl', writeDefinitions(definitions)]], name);
    expect(included).toEqual(rendered([['templates/a.yaml', writeTemplate(document)]], name));
    expect(included).toEqual(['', expect.objectContaining({ host: `${name}.example.org`, sum: 6, more: 'many', is: name === 'somebody', joined: `${name}.example.org-4` })]);
  }
});

test('a long condition is broken between its outermost words', () => {
  const long = (letter: string) => eq(text`${values.name}-${letter.repeat(40)}`, letter);
  const all: Expr<boolean> = and(long('a'), long('b')) as Expr<boolean>;
  expect(writeTemplate({ a: when(all, 1) }).split('\n').slice(0, 2)).toEqual([
    `{{- if and (eq (printf "%v-${'a'.repeat(40)}" .Values.name) "a")`,
    `  (eq (printf "%v-${'b'.repeat(40)}" .Values.name) "b") }}`,
  ]);
});
