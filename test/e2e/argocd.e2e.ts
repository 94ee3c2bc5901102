import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { startArgoCd, type ArgoCd } from './argocd';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { components, converging } from './converging';
import { cli, dist, manifests, oneMoreTopic } from './dist';
import { createRepository, type Repository } from './repository';

const application = parse(readFileSync(join(dist, 'argocd/application.yaml'), 'utf8')) as KubeObject;
const { name } = application.metadata;
const namespaces = [...manifests().values()].filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);

let cluster: Cluster;
let argocd: ArgoCd;
let repository: Repository;
let path: string;
/** The values of dist, with one more topic. */
let changed: string[];

beforeAll(async () => {
  cluster = await startCluster();
  argocd = await startArgoCd(cluster);
  repository = createRepository(join(cluster.folder, 'repository'));
  path = join(repository.folder, application.spec.source.path);
  const values = join(cluster.folder, 'values.yaml');
  writeFileSync(values, stringify(oneMoreTopic()));
  changed = ['-f', resolve('values.yaml'), '-f', values];
});
afterAll(() => cluster?.stop());

test('the emitted Application syncs a git copy of dist to an empty cluster', async () => {
  cpSync(dist, path, { recursive: true, dereference: true });
  const revision = repository.commit('the platform');
  argocd.createApplication({
    ...application,
    spec: { ...application.spec, source: { ...application.spec.source, repoURL: repository.url, targetRevision: 'HEAD' } },
  });
  await synced(revision);
  expect(namespaces.length).toBeGreaterThan(0);
});

test('Argo CD reads dist as a kustomization, and finds each object once', () => {
  const { sourceType, resources } = argocd.application(name).status;
  expect({ sourceType, objects: resources.length }).toEqual({ sourceType: 'Kustomize', objects: manifests().size });
});

test('nothing moves after the Job has ended', async () => {
  const before = standing();
  await comparedAgain();
  expect(unsettled(argocd.application(name))).toEqual([]);
  expect(standing()).toEqual(before);
});

test('nobody misses a Job that is gone, as after its time to live', async () => {
  expect(cluster.kubectl('delete', 'jobs', '-A', '--all')).toMatchObject({ status: 0 });
  const before = standing();
  await comparedAgain();
  expect(unsettled(argocd.application(name))).toEqual([]);
  expect([standing(), jobs()]).toEqual([before, []]);
});

test('a commit with one more topic runs a Job and settles', async () => {
  // Without its environments, which synth would not remove.
  rmSync(path, { recursive: true });
  expect(cli('synth', ...changed, '--out', path)).toMatchObject({ status: 0 });
  await synced(repository.commit('one more topic'));
  expect(jobs()).toHaveLength(1);
});

test('a commit that takes it back runs the former Job again, and one that brings it again as well', async () => {
  const [more] = jobs();
  const kept = join(cluster.folder, 'more');
  cpSync(path, kept, { recursive: true });
  replace(path, dist);
  await synced(repository.commit('not one more topic'));
  expect(jobs()).toHaveLength(2);
  replace(path, kept);
  await synced(repository.commit('one more topic again'));
  expect(jobs()).toHaveLength(2);
  expect(jobs()).not.toContain(more);
});

test('a sync without a change runs the Job again', async () => {
  const before = jobs();
  // As argocd app sync asks for it: what the last one came to would be taken for this one's.
  expect(cluster.kubectl('patch', 'application', name, '--type=merge', '-p', '{"operation":{"sync":{}},"status":{"operationState":null}}')).toMatchObject({ status: 0 });
  await cluster.waitFor('another Job', () => jobs().some((job) => !before.includes(job)), 60_000);
  expect(jobs()).toHaveLength(before.length);
});

test('a commit with something for each Job runs all of them, and settles', async () => {
  rmSync(path, { recursive: true });
  expect(cli('synth', ...changed, '-f', 'test/e2e/every-job.yaml', '--out', path)).toMatchObject({ status: 0 });
  await synced(repository.commit('a Job of each kind'));
  expect(components(cluster)).toEqual(converging);
});

test('a commit that drops the namespaces leaves them and all that is in them', async () => {
  const before = jobNames();
  expect(cli('synth', ...changed, '-f', 'test/e2e/every-job.yaml', '--set', 'createNamespace=false,clients[0].createNamespace=false', '--out', path)).toMatchObject({ status: 0 });
  expect([...manifests(path).values()].filter(({ kind }) => kind === 'Namespace')).toEqual([]);
  const revision = repository.commit('no namespaces');
  argocd.refresh(name);
  // As it is seen then: Argo CD soon begins the next sync.
  const seen = await cluster.waitFor(
    'the end of the sync without namespaces',
    () => {
      const now = argocd.application(name);
      return lastSync(now) === revision && now;
    },
    120_000,
  );
  expect(pruneSkipped(seen)).toEqual([...namespaces].sort());
  expect(livingNamespaces()).toEqual(expect.arrayContaining(namespaces));
  expect(jobNames()).toEqual(before);
});

test('deleting the Application with all it made leaves the namespaces', () => {
  const finalizer = '{"metadata":{"finalizers":["resources-finalizer.argocd.argoproj.io"]}}';
  expect(cluster.kubectl('patch', 'application', name, '--type=merge', '-p', finalizer)).toMatchObject({ status: 0 });
  expect(cluster.kubectl('delete', 'application', name, '--timeout=120s')).toMatchObject({ status: 0 });
  expect(cluster.get('statefulsets,deployments,jobs', '-A')).toEqual([]);
  expect(livingNamespaces()).toEqual(expect.arrayContaining(namespaces));
});

async function synced(revision: string): Promise<void> {
  argocd.refresh(name);
  await cluster.waitFor(
    `sync of ${revision}`,
    () => {
      const seen = argocd.application(name);
      const problems = lastSync(seen) === revision ? unsettled(seen) : [`last synced ${lastSync(seen)}`, ...conditions(seen)];
      if (problems.length > 0) throw new Error(problems.join('; '));
      return true;
    },
    180_000,
  );
}

/** Has Argo CD compare once more, and leaves it the time in which it heals what it finds: by default five seconds. */
async function comparedAgain(): Promise<void> {
  const reconciledAt = () => argocd.application(name).status.reconciledAt as string;
  const before = reconciledAt();
  // The times are in seconds.
  await sleep(1_000);
  argocd.refresh(name);
  await cluster.waitFor('another comparison', () => reconciledAt() !== before, 60_000);
  await sleep(10_000);
}

function lastSync({ status }: KubeObject): string | undefined {
  const operation = status?.operationState;
  return operation?.phase === 'Succeeded' ? operation.syncResult.revision : undefined;
}

function pruneSkipped({ status }: KubeObject): string[] {
  const resources: Record<string, string>[] = status.operationState.syncResult.resources;
  return resources
    .filter(({ status }) => status === 'PruneSkipped')
    .map(({ name }) => name ?? '')
    .sort();
}

/** All that is not Synced and Healthy, except the Ingress: there is no controller to give it an address. Of a Job the sync tells. */
function unsettled(seen: KubeObject): string[] {
  const { sync, resources } = seen.status;
  const unhealthy = resources
    .filter(({ hook }: KubeObject) => hook !== true)
    .filter(({ kind, status, health }: KubeObject) => status !== 'Synced' || (kind !== 'Ingress' && (health?.status ?? 'Healthy') !== 'Healthy'))
    .map(({ kind, name, status, health }: KubeObject) => `${kind} ${name} is ${status}, ${health?.status}`);
  return [...(sync.status === 'Synced' ? [] : [`the Application is ${sync.status}`]), ...unhealthy, ...conditions(seen)];
}

function conditions({ status }: KubeObject): string[] {
  return (status?.conditions ?? []).map(({ type, message }: Record<string, string>) => `${type}: ${message}`);
}

function replace(folder: string, by: string): void {
  rmSync(folder, { recursive: true });
  cpSync(by, folder, { recursive: true, dereference: true });
}

/** What would show that Argo CD did something. */
function standing(): object {
  const { status } = argocd.application(name);
  return { syncs: status.history.length, last: status.operationState.finishedAt, jobs: jobs() };
}

/** Those that make topics. */
function jobs(): string[] {
  return cluster.get('jobs', '-A', '-l', 'app.kubernetes.io/component=topics').map(({ metadata }) => `${metadata.name} ${metadata.uid}`);
}

function jobNames(): string[] {
  return cluster.get('jobs', '-A').map(({ metadata }) => metadata.name);
}

function livingNamespaces(): string[] {
  return cluster.get('namespaces').filter(({ metadata }) => metadata.deletionTimestamp === undefined).map(({ metadata }) => metadata.name);
}
