import { RedpandaCluster, RedpandaClusterProps, RedpandaMonitoring, RedpandaMonitoringProps } from '../../index';
import { synth } from './synth';

const made = (props: Omit<RedpandaMonitoringProps, 'cluster'> = {}, of: RedpandaClusterProps = {}) =>
  synth((chart) => void new RedpandaMonitoring(chart, 'monitoring', { cluster: new RedpandaCluster(chart, 'cluster', of), ...props }));
const podMonitor = { enabled: true };
const endpointOf = (name: string, ...args: Parameters<typeof made>) => made(...args).only('PodMonitor', name).spec.podMetricsEndpoints[0];

test('nothing needs the CRDs of Prometheus Operator unless it is asked for', () => {
  expect(made().names('PodMonitor')).toEqual([]);
});

test('the brokers and Console are scraped at their pods, each once', () => {
  const { objects } = made({ podMonitor });
  const monitors = objects.filter(({ kind }) => kind === 'PodMonitor').map(({ metadata, spec }) => [metadata.name, spec.selector.matchLabels, spec.podMetricsEndpoints.length]);
  expect(monitors).toEqual([
    ['redpanda', { app: 'redpanda' }, 1],
    ['redpanda-console', { app: 'redpanda-console' }, 1],
  ]);
});

test('without Console there is nothing of it to scrape', () => {
  expect(made({ podMonitor, withConsole: false }).names('PodMonitor')).toEqual(['redpanda']);
});

test('a pod that is made anew stays the same instance, and the job is that of the values', () => {
  const relabelings = (job: string) => [
    { targetLabel: 'job', replacement: job },
    { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'instance' },
  ];
  expect(endpointOf('redpanda', { podMonitor }).relabelings).toEqual(relabelings('redpanda'));
  expect(endpointOf('redpanda', { podMonitor, job: 'events' }).relabelings).toEqual(relabelings('events'));
  expect(endpointOf('redpanda-console', { podMonitor, job: 'events' }).relabelings).toEqual(relabelings('events-console'));
});

test('over TLS the address of a pod is not asked for, but a name that its certificate holds', () => {
  expect(endpointOf('redpanda', { podMonitor })).not.toHaveProperty('scheme');
  expect(endpointOf('redpanda', { podMonitor }, { tls: { mode: 'cert-manager' } })).toMatchObject({
    scheme: 'https',
    tlsConfig: { ca: { secret: { name: 'redpanda-tls', key: 'ca.crt' } }, serverName: 'redpanda.redpanda.svc.cluster.local' },
  });
});

test('an operator finds them by labels that are added to their own', () => {
  expect(made({ podMonitor: { enabled: true, labels: { release: 'prometheus' } } }).only('PodMonitor', 'redpanda').metadata.labels).toMatchObject({ release: 'prometheus', 'app.kubernetes.io/component': 'broker' });
});

test('fails for a label that every object has', () => {
  const labels = { 'app.kubernetes.io/name': 'other' };
  expect(() => made({ podMonitor: { enabled: true, labels } })).toThrow('monitoring.podMonitor.labels must not hold app.kubernetes.io/name: every object has it already');
});

const dashboardOf = (dashboard: RedpandaMonitoringProps['dashboard']) => made({ dashboard: { enabled: true, ...dashboard } }).only('ConfigMap', 'redpanda-dashboard');

test("Grafana's sidecar finds the dashboard by its label, and by another where it looks for that", () => {
  expect(dashboardOf({}).metadata.labels).toMatchObject({ grafana_dashboard: '1', 'app.kubernetes.io/component': 'broker' });
  expect(dashboardOf({ labels: { grafana_dashboard: 'yes', team: 'events' } }).metadata.labels).toMatchObject({ grafana_dashboard: 'yes', team: 'events' });
});

test('a folder is an annotation, and there are no others', () => {
  expect(dashboardOf({}).metadata).not.toHaveProperty('annotations');
  expect(dashboardOf({ annotations: { grafana_folder: 'Redpanda' } }).metadata.annotations).toEqual({ grafana_folder: 'Redpanda' });
});

test('without being asked for there is no dashboard', () => {
  expect(made().names('ConfigMap').filter((name) => name.includes('dashboard'))).toEqual([]);
});
