import { Chart, Testing } from 'cdk8s';
import { ConsoleIngress, Platform, RedpandaCluster, RedpandaConsole } from '../../index';

/** What is said on the standard error output while an app is synthesized. */
function said(build: (chart: Chart) => void, synthesize = (chart: Chart): unknown => Testing.synth(chart)): string[] {
  const lines: string[] = [];
  const spy = jest.spyOn(console, 'warn').mockImplementation((line: string) => void lines.push(line));
  const chart = new Chart(Testing.app(), 'test');
  build(chart);
  expect(lines).toEqual([]);
  synthesize(chart);
  spy.mockRestore();
  return lines;
}

const size = { cpu: '500m', memory: '4Gi' };
const small = { resources: { requests: size, limits: size } };

test('a cluster of a size that Redpanda does not support is warned of, with its path', () => {
  expect(said((chart) => void new RedpandaCluster(chart, 'cluster', small))).toEqual([
    'warning: test/cluster: broker.resources are not a size that Redpanda supports: requests must equal limits, with at least 2 CPUs',
  ]);
});

test('a cluster that nothing is wrong with is warned of nothing', () => {
  const resources = { cpu: 2, memory: '8Gi' };
  expect(said((chart) => void new RedpandaCluster(chart, 'cluster', { resources: { requests: resources, limits: resources } }))).toEqual([]);
});

test('a Console that anybody can open is warned of where it is published', () => {
  const lines = said((chart) => {
    const cluster = RedpandaCluster.fromClusterName(chart, 'cluster', 'events');
    new ConsoleIngress(chart, 'ingress', { console: new RedpandaConsole(chart, 'console', { cluster }), hosts: ['kafka.example.org'] });
  });
  expect(lines).toEqual([expect.stringMatching(/^warning: test\/ingress: console\.ingress\.basicAuthSecretName is empty, .*can reach the Ingress/)]);
});

test('a platform is warned of what its parts are', () => {
  const lines = said((chart) => void new Platform(chart, 'platform', { broker: small, console: { ingress: { enabled: true, hosts: ['console.example.org'] } } }));
  expect(lines.map((line) => line.split(': ')[1])).toEqual(['test/platform/cluster', 'test/platform/with-console/with-ingress/ingress']);
});

test('a warning is said once, however often an app is synthesized', () => {
  const lines = said(
    (chart) => void new RedpandaCluster(chart, 'cluster', small),
    (chart) => [Testing.synth(chart), Testing.synth(chart)],
  );
  expect(lines).toHaveLength(1);
});
