import { Construct } from 'constructs';
import { createEach, createWhen, eq, Expr, Block, present, writeTemplate } from '../../template';
import { openLoop } from '../../template/each';
import { values } from './sample';

class Root extends Construct {
  constructor() {
    super(undefined as never, '');
  }
}

const pathsIn = (root: Construct) => root.node.findAll().filter(({ node }) => node.id === 'made').map(({ node }) => node.path);
const made = (scope: Construct) => new Construct(scope, 'made');

test.each([
  [true, ['a/made']],
  [false, []],
])('createWhen(%s) makes %j', (condition, paths) => {
  const root = new Root();
  createWhen(root, 'a', condition, made);
  expect(pathsIn(root)).toEqual(paths);
});

test('createEach makes objects for each item', () => {
  const root = new Root();
  createEach(root, 'a', ['x', 'y'], made);
  expect(pathsIn(root)).toEqual(['a-0/made', 'a-1/made']);
});

test('createEach tells the place of each item in the list', () => {
  const places: unknown[] = [];
  createEach(new Root(), 'a', ['x', 'y'], (_, item, index) => void places.push([item, index]));
  createEach(new Root(), 'a', values.items, (each, _, index) => void places.push((index as Expr<number>).helm(), Block.around(made(each)).map((head) => 'index' in head && head.index)));
  expect(places).toEqual([['x', 0], ['y', 1], '$itemIndex', ['$itemIndex']]);
});

test('an object made on conditions and in loops knows all of them, the outermost first', () => {
  const root = new Root();
  const around: unknown[] = [];
  createWhen(root, 'a', values.on, (scope) => {
    createEach(scope, 'b', values.items, (each, item) => {
      createWhen(each, 'c', eq(item.name, 'x'), (inner) => {
        around.push(...Block.around(made(inner)).map((head) => (head instanceof Expr ? head.helm() : `${head.variable} of ${head.list.helm()}`)));
      });
    });
  });
  expect(around).toEqual(['.Values.on', '$item of .Values.items', 'eq $item.name "x"']);
});

test('a construct that hangs on nothing has nothing around it', () => {
  const root = new Root();
  createWhen(root, 'a', true, made);
  expect(Block.around(root.node.findAll().at(-1)!)).toEqual([]);
});

test('an object on a condition is a template within an if', () => {
  expect(writeTemplate({ kind: 'Job' }, [present(values.name) as Expr<boolean>])).toBe('{{- if .Values.name }}\nkind: Job\n{{- end }}\n');
});

test('an object in a loop is a document of its own each time', () => {
  const { loop, item } = openLoop<never, { name: string }>(values.items as Expr<readonly { name: string }[]>, false);
  expect(writeTemplate({ name: item.name, of: values.name }, [values.on as Expr<boolean>, loop])).toBe(
    [
      '{{- if .Values.on }}',
      '{{- range $item := .Values.items }}',
      '---',
      'name: {{ $item.name | quote }}',
      'of: {{ $.Values.name | quote }}',
      '{{- end }}',
      '{{- end }}',
      '',
    ].join('\n'),
  );
});
