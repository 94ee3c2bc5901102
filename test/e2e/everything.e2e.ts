import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster, type Cluster } from './cluster';
import { certificates, httpRoutes, monitors } from './definitions';
import { cli, manifests } from './dist';

/** All that needs a CRD, but for a Middleware of Traefik. */
const everything = `
namespace: events
licenseAcknowledged: true
tls: { mode: cert-manager }
sasl: { enabled: true, superuser: { secretName: superuser } }
cluster: { health_monitor_metrics_enabled: true }
console:
  ingress: { enabled: true, hosts: [kafka.example.org] }
  route: { enabled: true, parentRefs: [{ name: public, namespace: gateways }], hostnames: [kafka.example.org] }
topics: [{ name: orders }]
clients:
  - { name: shop, namespace: events, secretName: shop, consumes: [orders] }
  - { name: mail, namespace: events, secretName: mail, produces: [orders] }
monitoring:
  steadyTopics: [orders]
  podMonitor: { enabled: true, labels: { release: prometheus } }
  prometheusRule: { enabled: true, labels: { release: prometheus } }
`;

let cluster: Cluster;
let out: string;
beforeAll(async () => {
  cluster = await startCluster();
  await cluster.define(...certificates(), httpRoutes(), ...monitors());
  const file = join(cluster.folder, 'values.yaml');
  out = join(cluster.folder, 'dist');
  writeFileSync(file, everything);
  expect(cli('synth', '-f', file, '--out', out)).toMatchObject({ status: 0 });
});
afterAll(() => cluster?.stop());

test('a cluster with the CRDs of others takes all that there is, strictly and without a warning', () => {
  const kinds = new Set([...manifests(out).values()].map(({ kind }) => kind));
  expect(['HTTPRoute', 'PodMonitor', 'PrometheusRule', 'Certificate', 'Issuer'].filter((kind) => !kinds.has(kind))).toEqual([]);
  const { status, stdout, stderr } = cluster.kubectl('apply', '--validate=strict', '-f', out);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toHaveLength(manifests(out).size);
});

test('kubectl diff finds nothing to change afterwards', () => {
  expect(cluster.kubectl('diff', '-f', out)).toEqual({ status: 0, stdout: '', stderr: '' });
});
