import { join } from 'node:path';
import { startCluster, type Cluster } from './cluster';
import { cli } from './dist';
import { refusedPods, settled } from './settle';

let cluster: Cluster;

beforeAll(async () => {
  // From 1.35 on the API server does so without being asked.
  cluster = await startCluster({ features: ['PodTopologyLabelsAdmission'] });
  const out = join(cluster.folder, 'racks');
  expect(cli('synth', '-f', 'values.yaml', '--set', 'broker.rackAwareness=true', '--out', out)).toMatchObject({ status: 0 });
  expect(cluster.kubectl('apply', '--server-side', '--validate=strict', '-f', out)).toMatchObject({ status: 0, stderr: '' });
  await settled(cluster);
});
afterAll(() => cluster?.stop());

const zone = 'topology.kubernetes.io/zone';

test('Kubernetes tells each broker the zone of its node, in the label that its variable RACK reads', () => {
  expect(refusedPods(cluster)).toEqual([]);
  const zones = new Map(cluster.get('nodes').map(({ metadata }) => [metadata.name, metadata.labels?.[zone]]));
  const brokers = cluster.get('pods', '-n', 'model-registry', '-l', 'app=redpanda');
  expect(brokers.map(({ metadata }) => metadata.labels?.[zone])).toEqual(brokers.map(({ spec }) => zones.get(spec.nodeName)));
  for (const { spec } of brokers) expect(spec.containers[0].env).toContainEqual({ name: 'RACK', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${zone}']` } } });
});

test('three brokers stand in three racks where there are three zones', () => {
  const racks = cluster.get('pods', '-n', 'model-registry', '-l', 'app=redpanda').map(({ metadata }) => metadata.labels?.[zone]);
  expect(racks.sort()).toEqual(['zone-1', 'zone-2', 'zone-3']);
});

test('no right to read nodes is asked for', () => {
  expect(cluster.get('clusterroles,clusterrolebindings,roles,rolebindings', '-A', '-l', 'app.kubernetes.io/part-of=redpanda')).toEqual([]);
});
