import { Expr, plus, text } from '../../template';
import { template, values } from './sample';

test('text of plain values is a string', () => {
  expect(text`${'redpanda'}-${0}.${true}`).toBe('redpanda-0.true');
});

test.each([
  ['a string', text`http://${values.name}:8080`, '{{ printf "http://%v:8080" .Values.name | quote }}'],
  ['an integer, which Helm would print as 6.048e+08', text`${values.count}`, '{{ printf "%v" (int64 .Values.count) | quote }}'],
  ['a number, which Helm would print as 6.048e+08', text`${values.share}`, '{{ printf "%v" (toJson .Values.share | trimAll "\\"") | quote }}'],
  ['a boolean', text`${values.on}`, '{{ printf "%v" .Values.on | quote }}'],
  ['the result of an operator', text`${plus(values.count, 1)}`, '{{ printf "%v" (add (int64 .Values.count) 1) | quote }}'],
  ['a text, which becomes part of it', text`${text`${values.name}-0`}.${values.section.title}`, '{{ printf "%v-0.%v" .Values.name .Values.section.title | quote }}'],
  ['plain values, which become part of it', text`${'a'}${values.name}${1}`, '{{ printf "a%v1" .Values.name | quote }}'],
  ['a percent sign', text`${values.name} 100%`, '{{ printf "%v 100%%" .Values.name | quote }}'],
  ['quotes and braces', text`"${values.name}" {{ }}`, '{{ printf "\\"%v\\" {{ }}" .Values.name | quote }}'],
])('a text with %s', (_, field, expected) => {
  expect(template({ field })).toEqual([`field: ${expected}`]);
});

test('a text knows its value under the default values', () => {
  expect((text`${values.name}-${values.count}` as Expr<string>).example).toBe('redpanda-3');
});
