import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, run } from './program';

test('graph draws the values of the current folder', () => {
  const { code, out, err } = run(['graph'], folderWith({ 'values.yaml': 'namespace: shop-events' }));
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^<svg [^]*>shop&#45;events<[^]*<\/svg>\n$/);
});

test('graph draws the values that are named, with what is set', () => {
  const cwd = folderWith({ 'values.yaml': 'namespace: other', 'a.yaml': 'name: a', 'b.yaml': 'namespace: b' });
  const { code, out } = run(['graph', '-f', 'a.yaml', '-f', 'b.yaml', '--set', 'broker.replicas=5', '--format', 'mermaid'], cwd);
  expect(code).toBe(0);
  expect(out).toContain('subgraph s0["namespace b"]');
  expect(out).toContain('<b>5 brokers</b><br/>StatefulSet a<br/>');
});

test.each([['svg', /^<svg /], ['mermaid', /^%%\{init: .*\nflowchart LR\n/], ['dot', /^digraph "redpanda in redpanda" \{\n/]])('graph --format %s writes to the file of --out, and nothing else', (format, text) => {
  const { code, out, err, cwd } = run(['graph', '--format', format, '--out', 'platform']);
  expect([code, out, err]).toEqual([0, '', '']);
  expect(readFileSync(join(cwd, 'platform'), 'utf8')).toMatch(text);
});

test('graph fails on a format that there is not', () => {
  expect(run(['graph', '--format', 'png'])).toMatchObject({ code: 2, out: '', err: '--format (png) must be one of svg, mermaid, dot: there are no others\nSee cdk8s-redpanda graph --help\n' });
});

test('graph fails on values that are refused, and on a file that cannot be written', () => {
  expect(run(['graph', '--set', 'broker.replicas=0'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('broker.replicas (0) must be an integer from 1 to 99') });
  expect(run(['graph', '--format', 'dot', '--out', 'missing/platform.dot'])).toMatchObject({ code: 1, out: '', err: '--out (missing/platform.dot) cannot be written: ENOENT\n' });
});
