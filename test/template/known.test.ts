import { asPlain, Expr, known } from '../../template';

const name = new Expr<string>('string', () => '.Values.name', 'redpanda');

test('a plain value is given as it is', () => {
  expect([known('redpanda'), known(3), known(false), known(undefined)]).toEqual(['redpanda', 3, false, undefined]);
});

test('fails with a value that only Helm knows', () => {
  expect(() => known(name)).toThrow(new Error('{{ .Values.name }} is known only to Helm: what writes the chart must ask the values for it'));
});

test('props with expressions are the same props', () => {
  const props = { name, storage: { size: '5Gi' } };
  expect(asPlain<{ name?: string; storage: { size: string } }>(props)).toBe(props);
});

test('props of another type are an error of the compiler', () => {
  // @ts-expect-error: a number for a string
  asPlain<{ name: string }>({ name: new Expr<number>('integer', () => '1') });
  // @ts-expect-error: no name
  asPlain<{ name: string }>({});
});
