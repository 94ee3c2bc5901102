import { printProblem } from '../../values/problem';
import { mergeDefaults } from '../../values/reading/merge';
import { readValues } from '../../values/reading/read';
import fc from 'fast-check';
import { folderOf, runHelm, testWithHelm } from '../helm';

const chart = folderOf(
  new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: values\nversion: 0.1.0\n'],
    ['templates/values.yaml', '{{ .Values | toJson }}\n'],
  ]),
);

/** What Helm makes of a values file, or undefined for one that it refuses. */
function readByHelm(text: string | Buffer): unknown {
  const folder = folderOf(new Map([['values.yaml', text as string]]));
  const { status, stdout } = runHelm('template', 'release', chart, '-f', `${folder}/values.yaml`);
  return status === 0 ? JSON.parse(stdout.replace(/^---\n# Source.*\n/, '')) : undefined;
}

function read(text: string): unknown {
  const file = readValues('values.yaml', text);
  return 'problems' in file ? undefined : file.values;
}

const problems = (text: string): readonly string[] => {
  const file = readValues('values.yaml', text);
  return 'problems' in file ? file.problems.map(printProblem) : [];
};

const words = [
  ...[
    'y',
    'Y',
    'yes',
    'Yes',
    'YES',
    'yEs',
    'n',
    'N',
    'no',
    'No',
    'NO',
    'on',
    'On',
    'ON',
    'off',
    'Off',
    'OFF',
    'true',
    'True',
    'TRUE',
    'tRUE',
    'false',
    'False',
  ],
  ...[
    '~',
    'null',
    'Null',
    'NULL',
    'nULL',
    '""',
    "''",
    '.nan',
    '.inf',
    '-.inf',
    '+.inf',
    '.Inf',
    '.iNF',
    'nan',
    'inf',
    'Infinity',
    '.Infinity',
    '<<',
    '=',
    '-',
    '.',
    '..',
    '+',
    '-.',
  ],
  ...[
    '0',
    '-0',
    '+0',
    '00',
    '007',
    '0777',
    '0o17',
    '0O17',
    '-0o17',
    '08',
    '09.5',
    '0x1F',
    '0X1f',
    '-0x10',
    '0b101',
    '0B101',
    '-0b101',
    '0b-1',
    '0b+1',
    '-0b-1',
    '0b2',
    '0x',
    '0o',
    '0o8',
  ],
  ...[
    '1',
    '+1',
    '-1',
    '1_000',
    '1__0',
    '_1',
    '1_',
    '-_1',
    '0_7',
    '0x_1F',
    '0b1_0',
    '1.',
    '.5',
    '+.5',
    '-.5',
    '1.5',
    '1_0.5',
    '._5',
    '.5_0',
    '1e3',
    '1E3',
    '1e+3',
    '1.e3',
    '1e',
    '.e3',
    '1e400',
    '.5e400',
    '-1e400',
    '0x1p4',
    '1,000',
  ],
  ...[
    '12:30:00',
    '1:2',
    '2024-01-01',
    '2024-1-1',
    '2024-01-01T00:00:00Z',
    '2024-01-01 10:00:00',
    '18446744073709551615',
    '18446744073709551616',
    '9223372036854775808',
    '-9223372036854775809',
    '+18446744073709551615',
  ],
  ...[
    '0xffffffffffffffff',
    '0x10000000000000000',
    '07777777777777777777777',
    '077777777777777777777777',
    '123456789012345678901234567890',
    '0.1',
    '1e-7',
    '604800000',
    '1.0',
    '0.0',
    '-0.0',
    '1e21',
  ],
  ...[
    'a b',
    'a:b',
    'a#b',
    'a #b',
    '1 2',
    '1.2.3',
    'v1',
    '5m',
    '5Gi',
    'é',
    '日本',
    '😀',
    '"\\x41"',
    '"\\u00e9"',
    '"\\U0001F600"',
    '"\\n\\t\\\\"',
    "'it''s'",
    '"a\\\n    b"',
    '!!str 5',
    '!!str yes',
    '!!int 5',
    '!!int "5"',
    '!!float 1',
    '!!bool yes',
    '!!bool "yes"',
    '!!null ""',
    '!!str',
  ],
];

testWithHelm('every tricky word has the type that Helm gives it', () => {
  const finite = words.filter((word) => read(`a: ${word}\n`) !== undefined);
  const text = finite.map((word, i) => `k${i}: ${word}\n`).join('');
  expect(mergeDefaults({}, read(text) as never)).toEqual(readByHelm(text));
  expect(words.filter((word) => !finite.includes(word)).map((word) => [word, readByHelm(`a: ${word}\n`)])).toEqual(
    words.filter((word) => !finite.includes(word)).map((word) => [word, undefined]),
  );
});

testWithHelm('random look-alikes of numbers and booleans have the type that Helm gives them', () => {
  const lookAlike = fc
    .array(fc.constantFrom('0', '1', '7', '9', '_', '.', 'e', 'x', 'o', 'b', 'f', 'n', '-', '+', 'y', 'E', 'O', 'X', ':'), { minLength: 1, maxLength: 6 })
    .map((letters) => letters.join(''))
    .chain((word) => fc.constantFrom(word, `.${word}`, `0${word}`, `1${word}`))
    .filter((word) => !/^[-?:](\s|$)|:$|^---/.test(word) && read(`a: ${word}\n`) !== undefined);
  fc.assert(
    fc.property(fc.array(lookAlike, { minLength: 500, maxLength: 500 }), (all) => {
      const text = all.map((word, i) => `k${i}: ${word}\n`).join('');
      expect(read(text)).toEqual(readByHelm(text));
    }),
    { numRuns: 10 },
  );
});

const sameAsHelm = [
  '',
  '# only a comment\n',
  '---\na: 1\n...\n',
  '--- {a: 1}\n',
  'a: 1\n---\n',
  '~\n',
  'null\n',
  '---\n',
  '\ufeffa: 1\r\nb:\r\n  - 2\r\n',
  '{"a": 1, "b": [1, 2], "c": {"d": null}}',
  'a: {b:1}\n',
  'a: [b: c, d]\n',
  'a: [? b : c]\n',
  'a: {? b}\n',
  '? a\n: b\n',
  'a: x\n  y\n',
  "a: 'x\n\n  y'\n",
  'a: "x\\\n  y"\n',
  'a: >-\n  x\n  y\n\n  z\n',
  'a: |+\n  x\n\nb: 1\n',
  'a: |2\n    x\n   y\n',
  'yes: 1\n1: b\n0x10: c\n~x: d\n"false": e\n',
  'a: &x {b: 1, c: 2}\nd: *x\n',
  'a: &x 1\nb: &x 2\nc: *x\n',
  'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3\n',
  'a: &x {b: 1, c: 2}\nd:\n  b: 3\n  <<: *x\n',
  'a: &x {b: 1}\ne: &y {b: 2, c: 3}\nd:\n  <<: [*x, *y]\n',
  'd:\n  <<: {b: 1}\n',
  'd:\n  "<<": {b: 1}\n',
  'b: &k a\n*k : 2\n',
  '!!map {a: !!seq [1]}\n',
  'a:   # comment\n  - 1\n  -\n  - - 2\n    - 3\n',
  'a:\n- 1\n- b: 2\n  c: 3\n',
  'a:\tb\n',
  `a: ${'[1, '.repeat(20)}${']'.repeat(20)}\n`,
];

testWithHelm('whole files are read as Helm reads them', () => {
  expect(sameAsHelm.map((text) => [text, read(text)])).toEqual(sameAsHelm.map((text) => [text, readByHelm(text)]));
});

const refusedByHelm = [
  'a: "\\/"\n',
  'a: "\\ud83d\\ude00"\n',
  'a: "\\ud800"\n',
  'a: "\x07"\n',
  'a: \x7f\n',
  'a: &x.y 1\n',
  'a: *b\n',
  'a: &x [*x]\n',
  'a: b: c\n',
  'a:\n\tb: 1\n',
  'a: @b\n',
  'a: `b\n',
  'a: %b\n',
  'a: -\n',
  'a: [,]\n',
  'a: "b" c\n',
  'a: b\nc\n',
  'a: [1\n',
  'a\n',
  '- 1\n',
  '5\n',
  '~: 1\n',
  '? [a]\n: b\n',
  'a: .inf\n',
  'a: !!int x\n',
  '%YAML 1.2\n---\na: 1\n',
  'd:\n  <<: 5\n',
  bomb(9, 9),
  bomb(2, 1500),
  bomb(2, 250),
];

/** A list of lists of lists …, each of which is there several times. */
function bomb(levels: number, width: number): string {
  const level = (i: number) => `l${i}: &l${i} [${Array.from({ length: width }, () => (i === 0 ? 'x' : `*l${i - 1}`)).join(', ')}]\n`;
  return Array.from({ length: levels }, (_, i) => level(i)).join('');
}

testWithHelm('what Helm cannot read is refused', () => {
  expect(refusedByHelm.map((text) => [text.slice(0, 40), readByHelm(text)])).toEqual(refusedByHelm.map((text) => [text.slice(0, 40), undefined]));
  expect(refusedByHelm.map((text) => [text.slice(0, 40), read(text)])).toEqual(refusedByHelm.map((text) => [text.slice(0, 40), undefined]));
});

test.each([
  ['a: 1\na: 2\n', 'values.yaml:2:1: a must be given only once: it stands 1 line above as well'],
  ['a: {b: 1, b: 2}\n', 'values.yaml:1:11: a.b must be given only once: it stands earlier in this line as well'],
  ['- 1\n', 'values.yaml:1:1: the file must be a map of keys: it is a list'],
  ['text\n', 'values.yaml:1:1: the file must be a map of keys: it is one value, "text"'],
  ['a: 1\n---\nb: 2\n', 'values.yaml:2:1: the file must hold one document: Helm would silently ignore the others'],
  ['a:\n  b: "\x07"\n', "values.yaml:2:7: the file must not hold the character U+0007 as it is: Helm's reader refuses it, or takes it for the end of a line"],
  ['a: *b\n', 'values.yaml:1:4: *b must follow its anchor: there is no &b before it'],
  ['a: &b [*b]\n', 'values.yaml:1:8: *b must not stand within its own anchor: the value would contain itself'],
  [bomb(9, 9), 'values.yaml:1:31: aliases must not make up nearly all of a file: Helm refuses to unfold them'],
  ['a: .nan\n', 'values.yaml:1:4: a (.nan) must be a finite number: Helm refuses anything else'],
  ['a: !secret x\n', 'values.yaml:1:12: a ("x") must not have the tag !secret: Helm\'s values are strings, numbers, booleans, lists and maps'],
  ['a: "\\ud83d\\ude00"\n', 'values.yaml:1:4: a ("😀") must not hold the escape \\ud83d: Helm\'s reader does not know it'],
  ['~: 1\n', 'values.yaml:1:1: a key of the file must be a string: put it in quotes if it looks like something else'],
  ['__proto__: 1\n', 'values.yaml:1:1: a key of the file must be a string: put it in quotes if it looks like something else'],
  ['a:\n  <<: 5\n', 'values.yaml:2:7: << of a must be a map or a list of maps: there is nothing else to merge'],
  ['%YAML 1.2\n---\na: 1\n', 'values.yaml:1:1: the file must not hold directives (%): Helm reads one kind of YAML'],
  ['a: [1\n', 'values.yaml:2:1: the file must be YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ['a: b: c\n', 'values.yaml:1:4: the file must be YAML: Nested mappings are not allowed in compact mappings'],
  ['['.repeat(20_000), 'values.yaml:1:LATE: the file must not nest deeper than 100 levels: no value lies that deep'],
])('fails on file %# with a sentence', (text, sentence) => {
  expect(problems(text).map((problem) => problem.replace(/1:\d{3,}/, '1:LATE'))).toEqual([sentence]);
});

test('fails with every problem of a file', () => {
  expect(problems('a: 1\na: 2\nb: !x 1\nc: .inf\n')).toHaveLength(3);
});

test('finds where a value stands, through aliases and merges', () => {
  const file = readValues('values.yaml', 'a: &x\n  b: 1\nc:\n  <<: *x\n  d:\n    - e: 2\n');
  if ('problems' in file) throw new Error(file.problems.map(printProblem).join());
  expect(file.find(['c', 'b'])).toEqual({ place: 'values.yaml:2:3', length: 2, isFinal: true });
  expect(file.find(['c', 'd', 0, 'e'])).toEqual({ place: 'values.yaml:6:7', length: 4, isFinal: true });
  expect(file.find(['c', 'd', 0, 'name'])).toEqual({ place: 'values.yaml:6:7', length: 3, isFinal: true });
  expect(file.find(['c', 'f'])).toEqual({ place: 'values.yaml:3:1', length: 1, isFinal: false });
  expect(file.find(['z'])).toBeUndefined();
});
