import { canonicalQuantity, unitsOf } from '../../kubernetes/quantity';

test.each([
  ['1000m', '1'],
  ['100m', '100m'],
  ['0.5', '500m'],
  [0.5, '500m'],
  ['1.5', '1500m'],
  [2, '2'],
  ['0', '0'],
  ['0Gi', '0'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['1536Mi', '1536Mi'],
  ['512Ki', '512Ki'],
  ['1000Ki', '1000Ki'],
  ['1000k', '1M'],
  ['1500M', '1500M'],
  ['1e3', '1e3'],
  ['1000e3', '1e6'],
  ['1E', '1E'],
  ['-1024Mi', '-1Gi'],
  ['+1', '1'],
  // What is smaller than a billionth is rounded up.
  ['0.0000000001', '1n'],
])('the quantity %p is kept as %p', (quantity, kept) => {
  expect(canonicalQuantity(quantity)).toBe(kept);
});

test.each(['', 'x', '1GB', '1 Gi', '1e', 'e3', '.', '1.2.3'])('%j is no quantity, and stays as it is', (text) => {
  expect(canonicalQuantity(text)).toBe(text);
});

test.each([
  ['1Gi', 1_073_741_824n],
  ['1G', 1_000_000_000n],
  ['1.5', 2n],
  ['100m', 1n],
  ['9223372036854775807', 9_223_372_036_854_775_807n],
])('%s has %p units', (quantity, units) => {
  expect(unitsOf(quantity)).toBe(units);
});
