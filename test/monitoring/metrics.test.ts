import { readFileSync } from 'node:fs';
import { brokerMetrics, consoleMetrics, Metric } from '../../monitoring/metrics';

/** Name, type and labels of what brokers and Console serve. */
const served = readFileSync('test/monitoring/metrics-26.2.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ') as [name: string, type: string, ...labels: string[]]);
const table = Object.entries<Metric>({ ...brokerMetrics, ...consoleMetrics });

test('no metric is served twice', () => {
  expect(new Set(served.map(([name]) => name)).size).toBe(served.length);
  expect(served.length).toBeGreaterThan(100);
});

test.each(table)('%s is served, with this type and these labels', (name, { type, labels }) => {
  expect(served.find(([known]) => known === name)).toEqual([name, type, ...[...labels].sort()]);
});
