import { run } from './process';
import { tool, type ToolName } from './tools';

const withRandomValues: readonly (readonly [ToolName, string])[] = [
  ['helm', '**/test/{output,template,values}/*.test.ts'],
  // Helm 4 reads --set in ways of its own, which this project does not follow.
  ['helm4', '**/test/{output,template}/*.test.ts'],
];

test.each(withRandomValues)('every test that needs Helm holds with many random values: %s', (helm, files) => {
  const env = { ...process.env, HELM: tool(helm), FC_RUNS: '50' };
  const { status, stderr } = run('npx', ['jest', '--silent', '--findRelatedTests', 'test/helm.ts', '--testMatch', files], { env, timeout: 900_000 });
  // A test skipped for want of Helm would hold for nothing.
  expect({ failed: status === 0 ? '' : stderr.slice(-5000), skipped: stderr.includes('helm not found') }).toEqual({ failed: '', skipped: false });
});
