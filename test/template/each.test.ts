import { each, filled, eachEntry, Expr, text, tidy, upTo, when } from '../../template';
import { Item, template, values } from './sample';

test('each makes items of the items of a list', () => {
  expect(each(['a', 'b'], (tag, index) => `${index as number}${tag}`)).toEqual(['0a', '1b']);
});

test('each may make several items of one, and none', () => {
  expect(each([0, 1, 2], (n) => Array.from({ length: n }, () => n))).toEqual([1, 2, 2]);
});

test('a loop has a variable named after its list in the singular', () => {
  expect(template({ list: ['first', ...each(values.items, ({ name }) => ({ name }))] })).toEqual([
    'list:',
    '  - first',
    '  {{- range $item := .Values.items }}',
    '  - name: {{ $item.name | quote }}',
    '  {{- end }}',
  ]);
});

test('a loop has the variable that it is given', () => {
  expect(template({ list: [1, ...each(values.tags, (name) => ({ name }), 'secret')] })).toEqual([
    'list:',
    '  - 1',
    '  {{- range $secret := .Values.tags }}',
    '  - name: {{ $secret | quote }}',
    '  {{- end }}',
  ]);
});

test('a loop has an index when its body asks for one', () => {
  expect(template({ list: [1, ...each(values.tags, (tag, index) => text`${index}-${tag}`)] })).toEqual([
    'list:',
    '  - 1',
    '  {{- range $tagIndex, $tag := .Values.tags }}',
    '  - {{ printf "%v-%v" $tagIndex $tag | quote }}',
    '  {{- end }}',
  ]);
});

test('a loop makes several items of each', () => {
  expect(template({ list: [1, ...each(values.tags, (tag) => [tag, 'and'])] })).toEqual([
    'list:',
    '  - 1',
    '  {{- range $tag := .Values.tags }}',
    '  - {{ $tag | quote }}',
    '  - and',
    '  {{- end }}',
  ]);
});

test('a loop reaches the values at the root', () => {
  expect(template({ list: [1, ...each(values.tags, () => text`${values.name}`)] })).toContain('  - {{ printf "%v" $.Values.name | quote }}');
});

test('a loop within a loop', () => {
  expect(template({ list: [1, ...each(values.items, ({ name, tags }) => ({ name, tags: [...each(tags, (tag) => tag)] }))] })).toEqual([
    'list:',
    '  - 1',
    '  {{- range $item := .Values.items }}',
    '  - name: {{ $item.name | quote }}',
    '    {{- if $item.tags }}',
    '    tags:',
    '      {{- range $tag := $item.tags }}',
    '      - {{ $tag | quote }}',
    '      {{- end }}',
    '    {{- end }}',
    '  {{- end }}',
  ]);
});

test('fails when a loop would hide the variable of the loop around it', () => {
  const inner = each(values.tags, (tag) => tag);
  expect(() => template({ list: [1, ...each(values.tags, (name) => ({ name, list: [1, ...inner] }))] })).toThrow(
    new Error('a loop over {{ .Values.tags }} within another would hide its $tag: give it a variable of its own'),
  );
});

test('fails when a list that is no list of the values is looped over', () => {
  const list = new Expr<readonly string[]>('list', () => 'keys .Values.notes');
  expect(() => each(list, (key) => key as string)).toThrow(new Error('{{ keys .Values.notes }} is not a list that can be looped over'));
});

test('two loops one after the other may have the same variable', () => {
  const loop = () => each(values.tags, (tag) => tag);
  expect(template({ list: [1, ...loop(), ...loop()] }).filter((line) => line.includes('range'))).toHaveLength(2);
});

test('a list of nothing but a loop is left out when the loop makes nothing', () => {
  expect(template({ list: [...each(values.tags, (tag) => tag)] })).toEqual([
    '{{- if .Values.tags }}',
    'list:',
    '  {{- range $tag := .Values.tags }}',
    '  - {{ $tag | quote }}',
    '  {{- end }}',
    '{{- end }}',
  ]);
});

test('a list of nothing but a loop over no items is left out of the plain output', () => {
  expect(tidy({ list: [...each([] as string[], (tag) => tag)] })).toBeUndefined();
});

test('fails when a list is made of loops whose items are all conditional', () => {
  expect(() => template({ list: [...each(values.items, ({ name, on }) => when(on, name))] })).toThrow(
    new Error("the items of a loop over {{ .Values.items }} are all conditional: whether it makes any can't be told"),
  );
});

test('eachEntry makes items of the entries of a map in the order of their keys', () => {
  expect(eachEntry({ b: 2, a: 1 }, (key, value) => text`${key}=${value}`)).toEqual(['a=1', 'b=2']);
});

test('eachEntry sorts keys as Go does, by their UTF-8', () => {
  expect(eachEntry({ '\u{1f600}': 1, '\uff5e': 2 }, (key) => key)).toEqual(['\uff5e', '\u{1f600}']);
});

test('a loop over a map has a key and a value, whose type only Helm knows', () => {
  expect(template({ list: [1, ...eachEntry(values.notes, (key, value) => ({ key, value, both: text`${key}=${value}` }))] })).toEqual([
    'list:',
    '  - 1',
    '  {{- range $key, $value := .Values.notes }}',
    '  - key: {{ $key | quote }}',
    '    value: {{ toJson $value }}',
    '    both: {{ printf "%v=%v" $key (toJson $value | trimAll "\\"") | quote }}',
    '  {{- end }}',
  ]);
});

test('upTo counts from 0', () => {
  expect(upTo(3)).toEqual([0, 1, 2]);
});

test('a loop over numbers is always there, because it is never empty', () => {
  expect(template({ list: [...each(upTo(values.count), (broker) => text`${values.name}-${broker}`, 'broker')] })).toEqual([
    'list:',
    '  {{- range $broker := until (int .Values.count) }}',
    '  - {{ printf "%v-%v" $.Values.name $broker | quote }}',
    '  {{- end }}',
  ]);
});

test('a whole list of the values is printed as it is', () => {
  expect(template({ list: values.tags, map: values.notes })).toEqual([
    '{{- if .Values.tags }}',
    'list:',
    '  {{- toYaml .Values.tags | nindent 2 }}',
    '{{- end }}',
    'map:',
    '  {{- toYaml .Values.notes | nindent 2 }}',
  ]);
});

test('a loop\'s body is typed as an item of its list', () => {
  const names: readonly unknown[] = each([{ name: 'a', on: true, tags: [] }] as readonly Item[], ({ name }) => name);
  expect(names).toEqual(['a']);
});

test('a list that is never empty needs no condition', () => {
  expect(template({ tags: [...each(filled(values.tags), (tag) => tag)] })).toEqual(['tags:', '  {{- range $tag := .Values.tags }}', '  - {{ $tag | quote }}', '  {{- end }}']);
  expect(filled(['a'])).toEqual(['a']);
});
