import { PodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { platformOf } from '../platform/objects';

const made = () => platformOf('tls: { mode: cert-manager }\nmonitoring: { podMonitor: { enabled: true, labels: { release: prometheus } } }').objects;
const podMonitors = () => made().filter(({ kind }) => kind === 'PodMonitor');

test('the PodMonitors are valid by the published validator of Prometheus Operator', () => {
  expect(podMonitors()).toHaveLength(2);
  for (const object of podMonitors()) expect(() => new PodMonitor(object).validate()).not.toThrow();
});

test('fails by the validator where a PodMonitor has a field of a wrong type', () => {
  const [broken] = podMonitors();
  broken.spec.podMetricsEndpoints[0].port = 9644;
  expect(() => new PodMonitor(broken).validate()).toThrow('spec/podMetricsEndpoints/0/port must be string');
});
