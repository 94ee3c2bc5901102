import { overlay, present, tidy, when } from '../../template';
import { template, values } from './sample';

test('fields lie on top of a plain map', () => {
  expect(overlay({ team: 'data' }, { owner: 'me', none: undefined })).toEqual({ team: 'data', owner: 'me', none: undefined });
});

test('a field that is not there leaves what the map holds', () => {
  expect(overlay({ owner: 'you' }, { owner: undefined })).toEqual({ owner: 'you' });
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
