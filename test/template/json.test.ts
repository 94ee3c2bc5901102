import { and, json, present, quotient, text, when } from '../../template';
import { testWithHelm } from '../helm';
import { rendered } from './render';
import { template, values } from './sample';

const document = (of: Pick<typeof values, 'name' | 'on' | 'count'>) =>
  json({ title: text`${of.name}: "all"`, count: of.count, share: quotient(of.count, 8), none: undefined, empty: [], links: when(of.on, [{ url: text`https://${of.name}`, tags: [] }]), list: [when(and(of.on, present(of.name)), { a: { b: null } }), { legend: '{{pod}} < 1' }] });

const lines = [
  '{',
  ' "title": "redpanda: \\"all\\"",',
  ' "count": 3,',
  ' "share": 0.375,',
  ' "empty": [],',
  ' "links": [',
  '  {"url": "https://redpanda", "tags": []}',
  ' ],',
  ' "list": [',
  '  {',
  '   "a": {"b": null}',
  '  },',
  '  {"legend": "{{pod}} < 1"}',
  ' ]',
  '}',
  '',
];

test('what holds no objects or lists is on one line, and what is not there is left out', () => {
  expect(document({ name: 'redpanda', on: true, count: 3 })).toBe(lines.join('\n'));
  expect(JSON.parse(document({ name: 'redpanda', on: false, count: 3 }) as string)).toEqual({ title: 'redpanda: "all"', count: 3, share: 0.375, empty: [], list: [{ legend: '{{pod}} < 1' }] });
});

for (const on of [true, false]) {
  testWithHelm(`Helm makes the same text, with a condition that is ${on}`, () => {
    const given = { name: 'redpanda', on, count: 3 };
    expect(rendered({ text: document(values) }, given)).toEqual({ text: document(given) });
  });
}

test('a template shows where values are put in', () => {
  expect(template({ text: document(values) }).slice(0, 9)).toEqual([
    'text: |',
    '  {',
    '   "title": "{{ .Values.name }}: \\"all\\"",',
    '   "count": {{ int64 .Values.count }},',
    '   "share": {{ toJson (divf (int64 .Values.count) 8) | trimAll "\\"" }},',
    '   "empty": [],',
    '   {{- if .Values.on }}',
    '   "links": [',
    '    {"url": "https://{{ .Values.name }}", "tags": []}',
  ]);
});

test.each<[string, object, string]>([
  ['stands last', { a: [{}, 1, { b: 1 }], c: when(values.on, { d: 1 }) }, 'what is in JSON on a condition must stand before something that is always there: "c":'],
  ['stands alone', [when(values.on, { a: 1 }), 1], 'what is in JSON on a condition must stand beside an object or a list that is always there: an item'],
  ['is no object and no list', { a: when(values.on, 1), b: { c: 1 } }, 'what is in JSON on a condition must be an object or a list, without an alternative: "a":'],
])('fails when what is there on a condition %s, because both outputs must break lines alike', (_, value, message) => {
  expect(() => json(value)).toThrow(new Error(message));
});
