import { keyed, lines, text } from '../../template';
import { testWithHelm } from '../helm';
import { rendered } from './render';
import { template, values } from './sample';

test('a key of plain values is a plain key', () => {
  expect(keyed(text`${'a'}.json`, 1)).toEqual({ 'a.json': 1 });
});

test('a key that only Helm knows is printed as a value is', () => {
  expect(template({ data: keyed(text`${values.name}.json`, lines([values.name])) })).toEqual(['data:', '  {{ printf "%v.json" .Values.name | quote }}: |', '    {{ .Values.name }}']);
});

testWithHelm('Helm makes the same key', () => {
  expect(rendered({ data: keyed(text`${values.name}.json`, values.count) }, { name: 'a', count: 3 })).toEqual({ data: { 'a.json': 3 } });
});
