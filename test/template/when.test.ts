import { and, each, eq, not, present, tidy, when, writeTemplateItems } from '../../template';
import { template, values } from './sample';

test.each([
  [true, 'then'],
  [false, 'otherwise'],
])('when(%s) is %s', (condition, expected) => {
  expect(when(condition, 'then', 'otherwise')).toBe(expected);
});

test('when(false) without an otherwise is nothing', () => {
  expect(when(false, 'then')).toBeUndefined();
});

test('a field on a condition stands within an if', () => {
  expect(template({ always: 1, sometimes: when(values.on, 2) })).toEqual([
    'always: 1',
    '{{- if .Values.on }}',
    'sometimes: 2',
    '{{- end }}',
  ]);
});

test('a field with two values stands in both branches', () => {
  expect(template({ field: when(values.on, 'a', 'b') })).toEqual(['{{- if .Values.on }}', 'field: a', '{{- else }}', 'field: b', '{{- end }}']);
});

test('a condition in the other branch of a condition is an else if', () => {
  expect(template({ field: when(eq(values.name, 'a'), 1, when(eq(values.name, 'b'), 2, 3) as number) })).toEqual([
    '{{- if eq .Values.name "a" }}',
    'field: 1',
    '{{- else if eq .Values.name "b" }}',
    'field: 2',
    '{{- else }}',
    'field: 3',
    '{{- end }}',
  ]);
});

test('a condition with nothing in its first branch is negated', () => {
  expect(template({ field: when(values.on, undefined, 'b') })).toEqual(['{{- if not .Values.on }}', 'field: b', '{{- end }}']);
});

test('fields that follow each other on one condition share it', () => {
  expect(template({ a: when(values.on, 1), b: when(values.on, 2), c: when(not(values.on), 3) })).toEqual([
    '{{- if .Values.on }}',
    'a: 1',
    'b: 2',
    '{{- end }}',
    '{{- if not .Values.on }}',
    'c: 3',
    '{{- end }}',
  ]);
});

test('fields that another field stands between keep their order', () => {
  expect(template({ a: when(values.on, 1), b: 2, c: when(values.on, 3) })).toEqual([
    '{{- if .Values.on }}',
    'a: 1',
    '{{- end }}',
    'b: 2',
    '{{- if .Values.on }}',
    'c: 3',
    '{{- end }}',
  ]);
});

test('a list item on a condition stands within an if', () => {
  expect(template({ list: ['a', when(values.on, { name: 'b', size: 1 })] })).toEqual([
    'list:',
    '  - a',
    '  {{- if .Values.on }}',
    '  - name: b',
    '    size: 1',
    '  {{- end }}',
  ]);
});

test('list items that follow each other on one condition share it, and on a second one within it as well', () => {
  const item = (name: string) => ({ name });
  const items = [item('a'), when(values.on, item('b')), ...['c', 'd'].map((name) => when(values.on, when(eq(values.name, 'x'), item(name)) as object)), when(not(values.on), item('e'))];
  expect(writeTemplateItems(items).trimEnd().split('\n')).toEqual([
    '- name: a',
    '{{- if .Values.on }}',
    '- name: b',
    '{{- if eq .Values.name "x" }}',
    '- name: c',
    '- name: d',
    '{{- end }}',
    '{{- end }}',
    '{{- if not .Values.on }}',
    '- name: e',
    '{{- end }}',
  ]);
});

test('a list item on a condition is not there in the plain output', () => {
  expect(tidy({ list: ['a', when(false, 'b')] })).toEqual({ list: ['a'] });
});

test('a list of one conditional item is asked for once', () => {
  expect(template(tidy({ list: [when(values.on, { name: 'a' })] }) as object)).toEqual(['{{- if .Values.on }}', 'list:', '  - name: a', '{{- end }}']);
});

test('a list of conditional items is left out when none is there', () => {
  expect(template({ list: [when(values.on, 'a'), when(present(values.name), 'b')] })).toEqual([
    '{{- if or .Values.on .Values.name }}',
    'list:',
    '  {{- if .Values.on }}',
    '  - a',
    '  {{- end }}',
    '  {{- if .Values.name }}',
    '  - b',
    '  {{- end }}',
    '{{- end }}',
  ]);
});

test('a map of conditional fields is left out when none is there', () => {
  expect(template({ map: { a: when(and(values.on, present(values.name)), 1), b: when(values.on, 2) } })).toEqual([
    '{{- if or (and .Values.on .Values.name) .Values.on }}',
    'map:',
    '  {{- if and .Values.on .Values.name }}',
    '  a: 1',
    '  {{- end }}',
    '  {{- if .Values.on }}',
    '  b: 2',
    '  {{- end }}',
    '{{- end }}',
  ]);
});

test('maps and lists around what may be missing are left out with it', () => {
  expect(template({ a: { b: { c: [...each(values.tags, (tag) => tag)] } } })).toEqual([
    '{{- if .Values.tags }}',
    'a:',
    '  b:',
    '    c:',
    '      {{- range $tag := .Values.tags }}',
    '      - {{ $tag | quote }}',
    '      {{- end }}',
    '{{- end }}',
  ]);
});

test('a list item begins with a field that is always there', () => {
  expect(template({ list: [{ sometimes: when(values.on, 1), name: 'a' }] })).toEqual([
    'list:',
    '  - name: a',
    '    {{- if .Values.on }}',
    '    sometimes: 1',
    '    {{- end }}',
  ]);
});

test('fails when all fields of a list item are conditional', () => {
  expect(() => template({ list: ['x', { a: when(values.on, 1), b: when(values.on, 2) }] })).toThrow(
    new Error('a list item needs a field that is always there, beside a, b'),
  );
});
