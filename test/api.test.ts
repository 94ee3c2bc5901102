import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

test('the exports are those of cdk8s-redpanda.api.md, and every type of them can be named', () => {
  const { status, stderr } = spawnSync(process.execPath, ['build-types.mjs', '--check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}, 300_000);

test('a program that the package is tried with uses every public member', () => {
  const program = readFileSync('test/e2e/typescript/members.ts', 'utf8');
  const members = [...readFileSync('cdk8s-redpanda.api.md', 'utf8').matchAll(/^export (?:abstract )?class [^]*?^\}/gm)].flatMap(([declaration]) =>
    [...declaration.matchAll(/^ {4}(?:static |readonly |get )*(\w+)\??[(:]/gm)].map(([, member = '']) => member),
  );
  expect(members.length).toBeGreaterThan(30);
  expect(members.filter((member) => member !== 'constructor' && !program.includes(`.${member}`))).toEqual([]);
});
