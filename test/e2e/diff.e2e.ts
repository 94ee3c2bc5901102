import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { changesBetween, type Change } from '../../diff/changes';
import { keyOf, type KubeObject, type Objects } from '../../diff/object';
import { defineCertificates } from './cert-manager';
import { startCluster, type Cluster } from './cluster';
import { cli } from './dist';
import { run } from './process';
import { randomPlatforms, type RandomPlatform } from './random-platforms';
import { tool } from './tools';

// What diff says before an apply is what a real API server and its controllers then do. DIFF_PAIRS=2000 tries many more pairs.
const pairs = Number(process.env['DIFF_PAIRS'] ?? 15);
const seed = Number(process.env['DIFF_SEED'] ?? 1);

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  defineCertificates(cluster);
  cluster.apply(parse(readFileSync(join(tool('gateway-api-crds'), 'gateway.networking.k8s.io_httproutes.yaml'), 'utf8')), middlewares);
  expect(cluster.kubectl('wait', '--for=condition=Established', '--timeout=30s', 'crd', '--all')).toMatchObject({ status: 0 });
});
afterAll(() => cluster?.stop());

const middlewares = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'middlewares.traefik.io' },
  spec: {
    group: 'traefik.io',
    scope: 'Namespaced',
    names: { kind: 'Middleware', plural: 'middlewares', singular: 'middleware' },
    versions: [{ name: 'v1alpha1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
};

/** What one apply did, or was said to do. */
interface Effect {
  readonly refused: readonly string[];
  readonly restarted: readonly string[];
  readonly jobs: readonly string[];
  readonly leftBehind: readonly string[];
}

const kinds = 'statefulsets,deployments,jobs,services,configmaps,serviceaccounts,networkpolicies,poddisruptionbudgets,ingresses,httproutes,issuers,certificates,middlewares';

/** What kubectl said last. */
let complaints = '';

const ours = 'app.kubernetes.io/managed-by=cdk8s-redpanda';

function predicted(before: Objects, after: Objects, isServerSide: boolean): Effect {
  const changes = changesBetween(before, after);
  const isRefused = ({ refused, reason }: Change) => refused || (isServerSide && reason.includes('refused with --server-side'));
  return {
    refused: changes.filter(isRefused).map(({ object }) => object),
    restarted: changes.filter((change) => change.restarts && !isRefused(change)).map(({ object }) => object),
    jobs: changes.filter(({ object }) => object.startsWith('Job ') && !before.has(object)).map(({ object }) => object),
    leftBehind: changes.filter(({ object }) => !after.has(object)).map(({ object }) => object),
  };
}

/** Applies a platform over another one, and looks what has happened. */
async function observed(before: Objects, { objects, text }: RandomPlatform, how: readonly string[]): Promise<Effect> {
  makeNamespaces(objects);
  const [revisions, jobs] = [revisionsOf(), names('jobs')];
  const { stdout, stderr } = cluster.kubectl('apply', ...how, '-f', synthesized(text));
  const taken = new Map<string, number>();
  for (const line of stdout.split('\n')) {
    const [, name] = /^(\S+) (created|configured|unchanged|serverside-applied)/.exec(line) ?? [];
    if (name !== undefined) taken.set(name, (taken.get(name) ?? 0) + 1);
  }
  const refused = [...objects.values()].filter((object) => {
    const left = taken.get(printed(object)) ?? 0;
    taken.set(printed(object), left - 1);
    return left === 0;
  });
  complaints = stderr;
  const now = await settledRevisions();
  const there = new Set([...cluster.get(kinds, '-A', '-l', ours), ...cluster.get('namespaces')].map(keyOf));
  return {
    refused: refused.map(keyOf),
    restarted: [...now].filter(([key, revision]) => revisions.has(key) && revisions.get(key) !== revision).map(([key]) => key),
    jobs: names('jobs').filter((job) => !jobs.includes(job)),
    leftBehind: [...before.keys()].filter((key) => !objects.has(key) && there.has(key)),
  };
}

/** The folder of the output of values. */
function synthesized(text: string): string {
  const [file, folder] = [join(cluster.folder, 'values.yaml'), join(cluster.folder, 'output')];
  writeFileSync(file, text);
  expect(cli('synth', '-f', file, '--out', folder)).toMatchObject({ status: 0 });
  return folder;
}

/** As kubectl prints it: `statefulset.apps/redpanda`. */
function printed({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}${group}/${metadata.name}`;
}

function makeNamespaces(objects: Objects): void {
  const declared = [...objects.values()].filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  const wanted = new Set([...objects.values()].flatMap(({ metadata }) => metadata.namespace ?? []));
  const there = cluster.get('namespaces').map(({ metadata }) => metadata.name);
  const missing = [...wanted].filter((name) => !there.includes(name) && !declared.includes(name));
  if (missing.length > 0) cluster.apply(...missing.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
}

const workloads = () => cluster.get('statefulsets,deployments', '-A');
const names = (kinds: string) => cluster.get(kinds, '-A').map((object) => keyOf(object));

/** The revision of each workload's pods: of a StatefulSet its ControllerRevision, of a Deployment the number of its ReplicaSet. */
const revisionsOf = () => new Map(workloads().map(({ kind, metadata, status }) => [keyOf({ kind, metadata } as never), String(kind === 'StatefulSet' ? status?.updateRevision : metadata.annotations?.['deployment.kubernetes.io/revision'])] as const));

async function settledRevisions() {
  await cluster.waitFor('controllers that have seen all', () => workloads().every(({ metadata, status }) => status?.observedGeneration === metadata.generation), 60_000);
  return revisionsOf();
}

/** Takes away what a chain has made, so that the next one begins with nothing. */
function clear(): void {
  expect(cluster.kubectl('delete', kinds, '-A', '-l', ours, '--wait=false')).toMatchObject({ status: 0 });
}

/** What diff says of the live objects against what was applied last, beside what earlier ones have left behind. */
function saidAfterwards(objects: Objects): Change[] {
  const { status, stdout, stderr } = run(process.execPath, ['lib/cli.js', 'diff', '-f', join(cluster.folder, 'values.yaml'), '--from-cluster', '--output', 'json'], { env: cluster.env });
  if (status === 2) throw new Error(stderr);
  return (JSON.parse(stdout) as { changes: Change[] }).changes.filter(({ object }) => objects.has(object));
}

const brokersIn = (objects: Objects) => [...objects.values()].find(({ kind }) => kind === 'StatefulSet')!;

describe.each([
  ['kubectl apply', []],
  ['kubectl apply --server-side', ['--server-side']],
] as const)('%s', (name, how) => {
  test(`refuses, restarts, makes and leaves behind what diff says, for ${pairs} random pairs of platforms, and then diff has nothing more to say of the cluster`, async () => {
    let before: Objects | undefined;
    const differences: unknown[] = [];
    let count = 0;
    for (const platform of randomPlatforms(seed, how.length === 0 ? 'events' : 'streams')) {
      if (count === pairs) break;
      const { objects } = platform;
      if (before && keyOf(brokersIn(before)) !== keyOf(brokersIn(objects))) before = undefined;
      if (!before) {
        clear();
        const { refused } = await observed(new Map(), platform, how);
        if (refused.length > 0) differences.push({ values: platform.text, refusedAtFirst: refused });
        else before = objects;
        continue;
      }
      count += 1;
      const [said, done] = [predicted(before, objects, how.length > 0), await observed(before, platform, how)];
      const wrong = differing(said, done);
      if (wrong.length > 0) differences.push({ values: platform.text, wrong, complaints });
      if (done.refused.length === 0) {
        const left = saidAfterwards(objects);
        if (left.length > 0) differences.push({ values: platform.text, left });
      }
      // What was refused stays as it was, and what is left behind stays. A StatefulSet that is refused once is refused ever after.
      before = done.refused.some((key) => key.startsWith('StatefulSet ')) ? undefined : new Map([...before, ...[...objects].filter(([key]) => !done.refused.includes(key))]);
    }
    process.stderr.write(`${name}: ${count} pairs\n`);
    expect(differences).toEqual([]);
  });
});

/** What is only said, and what is only done. */
function differing(said: Effect, done: Effect): string[] {
  return (Object.keys(said) as (keyof Effect)[]).flatMap((effect) => [
    ...said[effect].filter((key) => !done[effect].includes(key)).map((key) => `only said to be ${effect}: ${key}`),
    ...done[effect].filter((key) => !said[effect].includes(key)).map((key) => `is ${effect}, which is not said: ${key}`),
  ]);
}

test('helm upgrade fails where diff says that something is refused, and only there', () => {
  const helm = (...args: string[]) => run(tool('helm'), [...args, '-n', 'charts'], { env: cluster.env });
  clear();
  cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'charts' } });
  let before: Objects | undefined;
  const [wanted, said, done]: [number, string[], string[]] = [Math.ceil(pairs / 6), [], []];
  for (const { objects, text } of randomPlatforms(seed + 1, 'charts')) {
    if (said.length === wanted) break;
    makeNamespaces(new Map([...objects].filter(([, { kind }]) => kind !== 'Namespace')));
    const { status, stderr } = helm('upgrade', '--install', 'redpanda', join(synthesized(text), 'chart'), '--no-hooks');
    if (before) {
      const refused = predicted(before, objects, false).refused;
      said.push(refused.length > 0 ? 'refused' : 'taken');
      done.push(status !== 0 ? (refused.length === 0 || refused.some((key) => stderr.includes(key.replace(/.*\//, ''))) ? 'refused' : stderr) : 'taken');
    } else {
      expect(`${status} ${stderr}`).toMatch(/^0 /);
    }
    before = objects;
    if (status === 0) continue;
    expect(helm('uninstall', 'redpanda', '--no-hooks')).toMatchObject({ status: 0 });
    before = undefined;
  }
  expect(done).toEqual(said);
});
