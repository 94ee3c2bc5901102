import { Each, each, Expr, symbolic, When, when } from '../../template';
import { problemsIn, says, sentencesOf } from '../../values/rules/finding';

test('a sentence has the paths of its values in it, and they are data', () => {
  const problem = { path: ['a', 0, 'b'], paths: [['a', 0, 'b'], ['c', 'x.y']], sentence: 'a[0].b (1) must not exceed c.x.y (2)' };
  expect(problemsIn([says`${['a', 0, 'b']} (${1}) must not exceed ${['c', 'x.y']} (${2})`])).toEqual([problem]);
});

test('a key that is no word is in quotes', () => {
  expect(says`${['a', 'b c', 'd']} is`.sentence).toBe('a["b c"].d is');
});

test('what is on a condition is a problem where it holds', () => {
  expect(problemsIn([when(false, says`${['a']} is`), when(true, says`${['b']} is`)]).map(({ sentence }) => sentence)).toEqual(['b is']);
});

test('in a chart the conditions and loops of findings are those of their sentences', () => {
  const list = symbolic<{ a: string[] }>({ type: 'object', properties: { a: { type: 'array', items: { type: 'string' } } } }, 'Values').a;
  const found = each(list, (item, index) => when(new Expr<boolean>('boolean', () => 'true'), says`${['a', index, 'b']} (${item}) is`));
  const [loop] = sentencesOf(found) as [Each<When<Expr<string>>>];
  expect(loop.body[0]?.then.helm()).toBe('printf "a[%v].b (%v) is" $aIndex $a');
});
