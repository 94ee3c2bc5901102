import { spawnSync } from 'node:child_process';

test('the exports are those of cdk8s-redpanda.api.md, and every type of them can be named', () => {
  const { status, stderr } = spawnSync(process.execPath, ['build-types.mjs', '--check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}, 300_000);
