import { isConcrete, tidy, when } from '../../template';
import { values } from './sample';

test.each([
  ['undefined fields', { a: 1, b: undefined }, { a: 1 }],
  ['null fields', { a: 1, b: null }, { a: 1 }],
  ['undefined items', { a: [1, undefined] }, { a: [1] }],
  ['lists without items', { a: 1, b: [] }, { a: 1 }],
  ['lists that lost all their items', { a: 1, b: [undefined] }, { a: 1 }],
  ['maps that lost all their fields', { a: 1, b: { c: { d: undefined } } }, { a: 1 }],
  ['conditions on nothing', { a: 1, b: when(values.on, undefined) }, { a: 1 }],
])('%s are taken out', (_, value, expected) => {
  expect(tidy(value)).toEqual(expected);
});

test.each([{ a: {} }, { a: '' }, { a: 0 }, { a: false }, { a: [{}] }])('%j stays as it is', (value) => {
  expect(tidy(value)).toEqual(value);
});

test.each([
  ['a plain document', { a: [{ b: 'c' }, 1, true] }, true],
  ['an expression', { a: [{ b: values.name }] }, false],
  ['a condition', { a: when(values.on, 1) }, false],
])('whether %s is concrete', (_, value, expected) => {
  expect(isConcrete(value)).toBe(expected);
});
