import { parse } from 'yaml';
import { prometheusFiles } from '../../output/prometheus';
import { valuesOf } from '../platform/objects';

const jobs = (text = '', job = 'redpanda') => parse(prometheusFiles(valuesOf(text), job).get('scrape-config.yaml')!).scrape_configs;

test('every broker is named, so that one whose pod is gone is known to be down', () => {
  const [brokers] = jobs('broker: { replicas: 2 }\nname: events\nnamespace: shop\nclusterDomain: k8s.example.org');
  expect(brokers.static_configs).toEqual([{ targets: [0, 1].map((number) => `events-${number}.events-headless.shop.svc.k8s.example.org:9644`), labels: { namespace: 'shop' } }]);
});

test('an instance has the name of its pod, as it has with a PodMonitor', () => {
  const [{ relabel_configs: [rule], static_configs: [{ targets }] }] = jobs('broker: { replicas: 12 }');
  expect(rule).toMatchObject({ source_labels: ['__address__'], target_label: 'instance' });
  const names = targets.map((target: string) => new RegExp(`^(?:${rule.regex})$`).exec(target)?.[1]);
  expect(names).toEqual(Array.from({ length: 12 }, (_, number) => `redpanda-${number}`));
});

test('Console is a job of its own, where there is one', () => {
  const [, console] = jobs('namespace: shop');
  expect(console).toMatchObject({ job_name: 'redpanda-console', metrics_path: '/admin/metrics', static_configs: [{ targets: ['redpanda-console.shop.svc.cluster.local:8080'], labels: { namespace: 'shop' } }] });
  expect(jobs('console: { enabled: false }')).toHaveLength(1);
});

test('the job is named by the values, or else after the environment', () => {
  const names = (...args: Parameters<typeof jobs>) => jobs(...args).map((job: { job_name: string }) => job.job_name);
  expect(names('', 'redpanda-dev')).toEqual(['redpanda-dev', 'redpanda-dev-console']);
  expect(names('monitoring: { job: events }', 'redpanda-dev')).toEqual(['events', 'events-console']);
});

test('TLS is followed with the CA, and the name that every certificate holds', () => {
  expect(jobs()[0]).not.toHaveProperty('tls_config');
  expect(jobs('tls: { mode: cert-manager }')[0]).toMatchObject({
    scheme: 'https',
    tls_config: { ca_file: '/etc/prometheus/secrets/redpanda-ca/ca.crt', server_name: 'redpanda.redpanda.svc.cluster.local' },
  });
});
