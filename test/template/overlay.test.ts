import { embed, inner, overlay, present, tidy, when } from '../../template';
import { template, values } from './sample';

test('fields lie on top of a plain map', () => {
  expect(tidy(overlay({ team: 'data' }, { owner: 'me', none: undefined }))).toEqual({ team: 'data', owner: 'me' });
});

test('a field that is not there leaves what the map holds', () => {
  expect(tidy(overlay({ owner: 'you' }, { owner: undefined }))).toEqual({ owner: 'you' });
});

test('what a plain map holds stays as it is, also an empty list', () => {
  expect(tidy(overlay({ owners: [], by: { team: [] } }, { count: 1, none: [] }))).toEqual({ owners: [], by: { team: [] }, count: 1 });
});

test('a plain map with no fields at all is left out', () => {
  expect(tidy({ annotations: overlay({}, { owner: undefined }) })).toBeUndefined();
});

test('a map of the values with fields on top', () => {
  expect(template({ annotations: overlay(values.notes, { owner: values.name }) })).toEqual([
    'annotations:',
    '  {{- with .Values.notes }}',
    '  {{- toYaml . | nindent 2 }}',
    '  {{- end }}',
    '  owner: {{ .Values.name | quote }}',
  ]);
});

test('a map of the values with fields that may all be missing is left out with them', () => {
  const owner = when(present(values.name), values.name);
  expect(template({ annotations: overlay(values.notes, { owner }) })).toEqual([
    '{{- if or .Values.notes .Values.name }}',
    'annotations:',
    '  {{- with .Values.notes }}',
    '  {{- toYaml . | nindent 2 }}',
    '  {{- end }}',
    '  {{- if .Values.name }}',
    '  owner: {{ .Values.name | quote }}',
    '  {{- end }}',
    '{{- end }}',
  ]);
});

test('a map lies over what a plain map holds under its key', () => {
  const notes = { a: { b: { mine: 1 }, more: 2 }, last: 3 };
  const a = inner(notes, 'a');
  expect(tidy(overlay(notes, { a: overlay(a, { b: overlay(inner(a, 'b'), { ours: 4 }), ours: 5 }) }))).toEqual({ a: { b: { mine: 1, ours: 4 }, more: 2, ours: 5 }, last: 3 });
});

test('where a plain map holds none, it stands alone', () => {
  expect(tidy(overlay({}, { a: overlay(inner({}, 'a'), { ours: 1 }) }))).toEqual({ a: { ours: 1 } });
});

test('a map lies over what a map of the values holds under its key, which is not there for Helm otherwise', () => {
  const a = inner(values.notes, 'a');
  const document = overlay(values.notes, { a: overlay(a, { b: overlay(inner(a, 'b'), { ours: 4 }), ours: values.count }) });
  expect(template({ 'config.yaml': embed(document) })).toEqual([
    'config.yaml: |',
    '  {{- with omit .Values.notes "a" }}',
    '  {{- toYaml . | nindent 2 }}',
    '  {{- end }}',
    '  a:',
    '    {{- with omit (default dict .Values.notes.a) "b" }}',
    '    {{- toYaml . | nindent 4 }}',
    '    {{- end }}',
    '    b:',
    '      {{- with (.Values.notes.a).b }}',
    '      {{- toYaml . | nindent 6 }}',
    '      {{- end }}',
    '      ours: 4',
    '    ours: {{ int64 .Values.count }}',
  ]);
});
