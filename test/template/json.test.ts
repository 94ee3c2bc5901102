import { and, json, present, quotient, text, when } from '../../template';
import { testWithHelm } from '../helm';
import { rendered } from './render';
import { template, values } from './sample';

const document = (of: Pick<typeof values, 'name' | 'on' | 'count'>) =>
  json({
    title: text`${of.name}: "all"`,
    share: quotient(of.count, 8),
    none: undefined,
    empty: [],
    panels: [when(and(of.on, present(of.name)), { id: 1, gridPos: { x: 0, y: of.count } }), { id: 2, links: when(of.on, [{ url: text`https://${of.name}`, tags: [], none: undefined }]), targets: [{ legend: '{{pod}} < 1', steps: [{ value: of.count }, { value: null }] }] }],
  });

const lines = [
  '{',
  ' "title": "redpanda: \\"all\\"",',
  ' "share": 0.375,',
  ' "empty": [],',
  ' "panels": [',
  '  {',
  '   "id": 1,',
  '   "gridPos": {',
  '    "x": 0,',
  '    "y": 3',
  '   }',
  '  },',
  '  {',
  '   "id": 2,',
  '   "links": [',
  '    {"url":"https://redpanda","tags":[]}',
  '   ],',
  '   "targets": [',
  '    {"legend":"{{pod}} < 1","steps":[{"value":3},{"value":null}]}',
  '   ]',
  '  }',
  ' ]',
  '}',
  '',
];

test('objects and lists have a line for each field down to a depth, and what is not there is left out', () => {
  expect(document({ name: 'redpanda', on: true, count: 3 })).toBe(lines.join('\n'));
  expect(JSON.parse(document({ name: 'redpanda', on: false, count: 3 }) as string).panels).toEqual([{ id: 2, targets: [{ legend: '{{pod}} < 1', steps: [{ value: 3 }, { value: null }] }] }]);
});

for (const on of [true, false]) {
  testWithHelm(`Helm makes the same text, with a condition that is ${on}`, () => {
    const given = { name: 'redpanda', on, count: 3 };
    expect(rendered({ text: document(values) }, given)).toEqual({ text: document(given) });
  });
}

test('a template shows where values are put in', () => {
  expect(template({ text: document(values) }).filter((line) => line.includes('.Values'))).toEqual([
    '   "title": "{{ .Values.name }}: \\"all\\"",',
    '   "share": {{ toJson (divf (int64 .Values.count) 8) | trimAll "\\"" }},',
    '  {{- if and .Values.on .Values.name }}',
    '      "y": {{ int64 .Values.count }}',
    '  {{- if .Values.on }}',
    '      {"url":"https://{{ .Values.name }}","tags":[]}',
    '      {"legend":"{{ "{{" }}pod}} < 1","steps":[{"value":{{ int64 .Values.count }}},{"value":null}]}',
  ]);
});

test.each<[string, object, string]>([
  ['stands last', { a: [1], c: when(values.on, { d: 1 }) }, 'must stand before something that is always there: an item'],
  ['is within a line', { a: { b: { c: { d: { e: [when(values.on, 1), 2] } } } } }, 'must have a line of its own'],
])('fails when what is there on a condition %s, because of the commas', (_, value, message) => {
  expect(() => json(value)).toThrow(new Error(`what is in JSON on a condition ${message}`));
});
