import { printProblem } from '../../values/problem';
import { applySet } from '../../values/reading/set';
import { folderOf, runHelm, testWithHelm } from '../helm';

const chart = folderOf(
  new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: values\nversion: 0.1.0\n'],
    ['templates/values.yaml', '{{ omit .Values "global" | toJson }}\n'],
    ['own.yaml', 'file: {list: [1, {a: b}, [2]], text: x, nothing: ~}\n'],
  ]),
);
const own = { file: { list: [1, { a: 'b' }, [2]], text: 'x', nothing: null } };

function setByHelm(text: string): unknown {
  const { status, stdout } = runHelm('template', 'release', chart, '-f', `${chart}/own.yaml`, '--set', text);
  return status === 0 ? JSON.parse(stdout.replace(/^---\n# Source.*\n/, '')) : undefined;
}

function set(text: string): unknown {
  const applied = applySet(own, text);
  return 'problem' in applied ? undefined : applied.values;
}

function refusal(text: string): string | undefined {
  const applied = applySet(own, text);
  return 'problem' in applied ? printProblem(applied.problem) : undefined;
}

const sameAsHelm = [
  'a=1',
  'a=-1,b=+1,c=0,d=-0,e=01,f=1.5,g=1_000,h=0x10,i=1e3',
  'a=true,b=FALSE,c=True,d=yes,e=null,f=NULL,g=~',
  'a=',
  'a=,b=1',
  'a=1,',
  'a.b=1,a.c=2,a.d.e=3',
  'a[0]=1,a[1]=2',
  'a[1]=x',
  'a[0].b=1,a[0].c=2,a[1].b=3',
  'a[0][1]=1',
  'a={}',
  'a={1,x,true}',
  'a={1,2},b=3',
  'a={1,2}b=3',
  'a[0]={x,y}',
  'a={x\\,y,z\\}}',
  'a=b\\,c',
  'a\\.b=c',
  'a.b\\.c/d=e',
  'a=b=c',
  'a=b\\',
  'a=\\{b',
  'a=\\\\',
  'a= b ',
  'a b=c',
  'a="b"',
  'a=é😀',
  'a=9223372036854775807',
  'a=9223372036854775808',
  'a=[1]',
  'file.list[0]=9',
  'file.list[0].a=9',
  'file.list[1].a=9',
  'file.list[1].c=9',
  'file.list[2][0]=9',
  'file.list[4]=9',
  'file.text=y',
  'file={1}',
  'file=x',
  'file.list=x',
  'a=1,a=2',
];

testWithHelm('an assignment means what Helm says it means', () => {
  const withoutNothing = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  expect(sameAsHelm.map((text) => [text, withoutNothing(set(text))])).toEqual(sameAsHelm.map((text) => [text, setByHelm(text)]));
});

const refusals: [string, string][] = [
  ['a', '--set a: a must have a value: write KEY=VALUE'],
  ['a,b=1', '--set a,b=1: a must have a value: write KEY=VALUE'],
  ['a.b', '--set a.b: a.b must have a value: write KEY=VALUE'],
  ['a.=1', '--set a.=1: a must continue with a key: write KEY=VALUE, and \\. for a dot within a key'],
  ['a={1,2', '--set a={1,2: a list must end with }: write KEY={A,B}, and \\{ for a brace that begins a string'],
  ['a={{1}}', '--set a={{1}}: ["}"] must have a value: write KEY=VALUE'],
  ['a[x]=1', '--set a[x]=1: a[x must be an index from 0 to 65536 in brackets: a list has no other items'],
  ['a[-1]=1', '--set a[-1]=1: a[-1 must be an index from 0 to 65536 in brackets: a list has no other items'],
  ['a[65537]=1', '--set a[65537]=1: a[65537 must be an index from 0 to 65536 in brackets: a list has no other items'],
  ['a[0', '--set a[0: a[0 must be an index from 0 to 65536 in brackets: a list has no other items'],
  ['a[0]b=1', '--set a[0]b=1: a[0] must be followed by = or a dot: write KEY[0].KEY=VALUE'],
  [`${'a.'.repeat(31)}b=1`, `--set ${'a.'.repeat(28)} …: a key must not nest deeper than 30 levels: Helm refuses it`],
  ['file.text.a=1', '--set file.text.a=1: file.text ("x") must be a map: a file or an earlier --set gives it another type'],
  ['file.nothing.a=1', '--set file.nothing.a=1: file.nothing (null) must be a map: a file or an earlier --set gives it another type'],
  ['file.text[0]=1', '--set file.text[0]=1: file.text ("x") must be a list: a file or an earlier --set gives it another type'],
  ['file.list[0][0]=1', '--set file.list[0][0]=1: file.list[0] (1) must be a list: a file or an earlier --set gives it another type'],
];

test.each(refusals)('fails on --set %s', (text, problem) => {
  expect(refusal(text)).toBe(problem);
});

testWithHelm('what is refused is refused by Helm as well', () => {
  expect(refusals.map(([text]) => [text, setByHelm(text)])).toEqual(refusals.map(([text]) => [text, undefined]));
});

test.each([
  ['', '--set : it must have a value: write KEY=VALUE'],
  ['=1', '--set =1: it must continue with a key: write KEY=VALUE, and \\. for a dot within a key'],
])('fails on %j, which Helm takes for nothing', (text, problem) => {
  expect(refusal(text)).toBe(problem);
});
