import { objectsIn } from './fidelity';

test('the objects that Helm has rendered are read as Go reads them: a number out of range is text', () => {
  const [object] = objectsIn('data: {hash: 10e03093, small: 1e3, endless: .inf}');
  expect(object?.data).toEqual({ hash: '10e03093', small: 1000, endless: Infinity });
});
