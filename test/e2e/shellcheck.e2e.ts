import { existsSync, readFileSync } from 'node:fs';
import { output, run } from './process';
import { tool } from './tools';

const scripts = output('git', ['ls-files', '--cached', '--others', '--exclude-standard'])
  .trimEnd()
  .split('\n')
  .filter((file) => existsSync(file) && (file.endsWith('.sh') || /^#!.*\b(ba)?sh\b/.test(readFileSync(file, 'utf8'))));

test.each(scripts)('shellcheck has no remark on %s', (file) => {
  expect(run(tool('shellcheck'), ['--norc', '--external-sources', file])).toEqual({ status: 0, stdout: '', stderr: '' });
});
