import { readFileSync } from 'node:fs';
import { containersOf, KubeObject, nameOf, ownValues, platformOf, podOf, selectedBy, podsIn, valuesOf, warningsOf, workloadsIn } from './objects';

const prod = [ownValues, readFileSync('environments/prod.yaml', 'utf8')];
const { objects } = platformOf(...prod);
const ofKind = (kind: string): KubeObject[] => objects.filter((object) => object.kind === kind);

test('environments/prod.yaml leaves nothing to warn of', () => {
  expect(warningsOf(valuesOf(...prod))).toEqual([]);
});

test('in production brokers are Guaranteed: each container has requests that equal its limits', () => {
  const containers = ofKind('StatefulSet').flatMap(containersOf);
  expect(containers.length).toBeGreaterThan(0);
  for (const { resources } of containers) for (const resource of ['cpu', 'memory']) expect(resources.requests[resource]).toBe(resources.limits[resource]);
});

test('in production every pod that is there for long has another, and a drain takes one at a time', () => {
  const lasting = workloadsIn(objects).filter(({ kind }) => kind !== 'Job');
  expect(lasting.map(nameOf)).toEqual(['StatefulSet redpanda', 'Deployment redpanda-console']);
  for (const workload of lasting) {
    expect(workload.spec.replicas).toBeGreaterThan(1);
    const pods = podsIn([workload]);
    const budgets = ofKind('PodDisruptionBudget').filter(({ spec, metadata }) => selectedBy(spec.selector.matchLabels, metadata.namespace, pods).length === pods.length);
    expect(budgets.map(({ spec }) => spec.maxUnavailable)).toEqual([1]);
  }
});

test('in production the pods of a workload are spread over hosts and zones', () => {
  for (const workload of workloadsIn(objects).filter(({ kind }) => kind !== 'Job')) {
    const { affinity, topologySpreadConstraints } = podOf(workload).spec;
    const { requiredDuringSchedulingIgnoredDuringExecution: must = [], preferredDuringSchedulingIgnoredDuringExecution: should = [] } = affinity.podAntiAffinity;
    expect([...must, ...should.map(({ podAffinityTerm }: KubeObject) => podAffinityTerm)].map(({ topologyKey }) => topologyKey)).toEqual(['kubernetes.io/hostname']);
    expect(topologySpreadConstraints.map(({ topologyKey }: KubeObject) => topologyKey)).toEqual(['topology.kubernetes.io/zone']);
  }
});

test('in production Console is not published, because nobody but its owner can name a host and a login', () => {
  expect([...ofKind('Ingress'), ...ofKind('HTTPRoute')]).toEqual([]);
});
