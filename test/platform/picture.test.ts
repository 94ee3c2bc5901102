import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { version } from '../../package.json';
import { program, run } from '../cli/program';

const picture = readFileSync('docs/diff.svg', 'utf8');

test('the picture shows what diff prints, but for hashes (npm run build:picture makes it anew)', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['build-picture.mjs', program], { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual([picture, '']);
});

test.each(['applies', 'restarts', 'new Job', 'left behind', 'needs steps', 'data at risk'])('the picture shows a change of the verdict "%s"', (verdict) => {
  expect(picture).toMatch(new RegExp(`<tspan[^>]*>${verdict}</tspan>`));
});

test('the picture need not be made anew for a new version', () => {
  expect(picture).not.toContain(version);
});

test("the README's picture is drawn from this repository's values (npm run build:picture draws it anew)", () => {
  expect(run(['graph'], '.')).toMatchObject({ code: 0, out: readFileSync('docs/platform.svg', 'utf8'), err: '' });
  expect(readFileSync('README.md', 'utf8')).toContain('](docs/platform.svg)');
});
