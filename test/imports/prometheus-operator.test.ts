import { PodMonitor, PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { KubeObject, platformOf } from '../platform/objects';

const enabled = '{ enabled: true, labels: { release: prometheus } }';
const made = (): readonly KubeObject[] => platformOf(`tls: { mode: cert-manager }\nclients: [{ name: a, namespace: a }]\nmonitoring: { podMonitor: ${enabled}, prometheusRule: ${enabled} }`).objects;
const objects = (kind: string): readonly KubeObject[] => made().filter((object) => object.kind === kind);

test('the PodMonitors and PrometheusRules are valid by the published validator of Prometheus Operator', () => {
  expect([objects('PodMonitor').length, objects('PrometheusRule').length]).toEqual([2, 2]);
  for (const object of objects('PodMonitor')) expect(() => new PodMonitor(object as never).validate()).not.toThrow();
  for (const object of objects('PrometheusRule')) expect(() => new PrometheusRule(object as never).validate()).not.toThrow();
});

test('fails by the validator where an object has a field of a wrong type', () => {
  const [monitor] = objects('PodMonitor');
  const [rules] = objects('PrometheusRule');
  monitor!.spec.podMetricsEndpoints[0].port = 9644;
  rules!.spec.groups[0].rules[0].record = 1;
  expect(() => new PodMonitor(monitor as never).validate()).toThrow('spec/podMetricsEndpoints/0/port must be string');
  expect(() => new PrometheusRule(rules as never).validate()).toThrow('spec/groups/0/rules/0/record must be string');
});
