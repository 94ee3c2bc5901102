import { each, embed, when } from '../../template';
import { template, values } from './sample';

test('a plain document is its YAML', () => {
  expect(embed({ a: { b: [1, 'no'] }, c: undefined })).toBe('a:\n  b:\n    - 1\n    - "no"\n');
});

test('a document with values in it is a block of a template', () => {
  const document = embed({ name: values.name, on: when(values.on, true), tags: [...each(values.tags, (tag) => ({ tag }))], last: { count: values.count } });
  expect(template({ data: { 'config.yaml': document }, next: 1 })).toEqual([
    'data:',
    '  config.yaml: |',
    '    name: {{ .Values.name | quote }}',
    '    {{- if .Values.on }}',
    '    "on": true',
    '    {{- end }}',
    '    {{- if .Values.tags }}',
    '    tags:',
    '      {{- range $tag := .Values.tags }}',
    '      - tag: {{ $tag | quote }}',
    '      {{- end }}',
    '    {{- end }}',
    '    last:',
    '      count: {{ int64 .Values.count }}',
    'next: 1',
  ]);
});
