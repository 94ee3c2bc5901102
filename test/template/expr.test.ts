import { Expr, text } from '../../template';
import { values } from './sample';

const name = values.name as Expr<string>;

test('an expression tells the Helm pipeline that it stands for', () => {
  expect(name.helm()).toBe('.Values.name');
});

test('an expression reaches the root from within a loop', () => {
  expect(name.helm('$.')).toBe('$.Values.name');
});

test.each<[string, () => unknown, string]>([
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions
  ['in a template literal', () => `${name}`, 'use an operator (eq, not, text …) instead of a plain one'],
  ['joined to a string', () => `${'a'}` + (name as unknown as string), 'use an operator (eq, not, text …) instead of a plain one'],
  ['compared with <', () => (name as unknown as number) < 3, 'use an operator (eq, not, text …) instead of a plain one'],
  ['compared with == to a string', () => (name as unknown) == 'redpanda', 'use an operator (eq, not, text …) instead of a plain one'],
  ['in arithmetic', () => (name as unknown as number) * 2, 'use an operator (eq, not, text …) instead of a plain one'],
  ['as a key', () => ({ [name as unknown as string]: 1 }), 'use an operator (eq, not, text …) instead of a plain one'],
  ['joined as a list', () => [name].join(), 'use an operator (eq, not, text …) instead of a plain one'],
  ['through toString()', () => name.toString(), 'use text`…` to put it into a string'],
  ['in JSON', () => JSON.stringify({ name }), 'only a writer can print it'],
])('fails when an expression is used %s', (_, use, advice) => {
  expect(use).toThrow(new Error(`{{ .Values.name }} is known only to Helm: ${advice}`));
});

test('fails with the whole pipeline when an operator\'s result is used like a plain value', () => {
  expect(() => String(text`${name}-0`)).toThrow('{{ printf "%v-0" .Values.name }} is known only to Helm');
});
