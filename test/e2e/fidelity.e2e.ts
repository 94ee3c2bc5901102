import { run } from './process';
import { tool, type ToolName } from './tools';

const withRandomValues: readonly (readonly [ToolName, readonly string[]])[] = [
  ['helm', ['test/output', 'test/template', 'test/values', 'test/cli']],
  // Helm 4 reads --set in ways of its own, which this project does not follow.
  ['helm4', ['test/output', 'test/template']],
];

test.each(withRandomValues)('every test that needs Helm holds with many random values: %s', (helm, folders) => {
  const env = { ...process.env, HELM: tool(helm), FC_RUNS: '50' };
  const { status, stderr } = run('npx', ['jest', '--silent', ...folders], { env, timeout: 900_000 });
  // A test skipped for want of Helm would hold for nothing.
  expect({ failed: status === 0 ? '' : stderr.slice(-5000), skipped: stderr.includes('helm not found') }).toEqual({ failed: '', skipped: false });
});
