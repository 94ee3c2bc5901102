import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { changesBetween, type Change } from '../../diff/changes';
import { keyOf, type Objects } from '../../diff/object';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { certificates, httpRoutes, middlewares, monitors } from './definitions';
import { cli } from './dist';
import { freePort, output, run } from './process';
import { randomPlatforms, type RandomPlatform } from './random-platforms';
import { tool } from './tools';

// What diff says before an apply is what a real API server and its controllers then do. DIFF_PAIRS=2000 tries many more pairs.
const pairs = Number(process.env['DIFF_PAIRS'] ?? 15);
const seed = Number(process.env['DIFF_SEED'] ?? 1);
// diff --from-cluster is a program of its own each time: of many pairs, some hundred are asked.
const everyOf = Math.ceil(pairs / 300);
// Without the OpenAPI document, which takes it a second to read, kubectl merges by its own types: the same, only sooner.
const sooner = pairs > 100 ? ['--openapi-patch=false'] : [];

let cluster: Cluster;
/** Where the API is without a login. */
let proxy: string;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  await cluster.define(...certificates(), httpRoutes(), middlewares, ...monitors());
  const port = await freePort();
  proxy = `http://127.0.0.1:${port}`;
  cluster.start('kubectl-proxy', tool('kubectl'), ['proxy', `--port=${port}`]);
  await cluster.waitFor('the proxy', () => output('curl', ['--silent', '--fail', `${proxy}/readyz`]), 30_000);
});
afterAll(() => cluster?.stop());

/** What one apply did, or was said to do. */
interface Effect {
  readonly refused: readonly string[];
  readonly restarted: readonly string[];
  readonly jobs: readonly string[];
  readonly leftBehind: readonly string[];
}

const apis: Readonly<Record<string, readonly string[]>> = {
  '/api/v1': ['configmaps', 'serviceaccounts', 'services'],
  '/apis/apps/v1': ['deployments', 'statefulsets'],
  '/apis/batch/v1': ['jobs'],
  '/apis/cert-manager.io/v1': ['certificates', 'issuers'],
  '/apis/gateway.networking.k8s.io/v1': ['httproutes'],
  '/apis/monitoring.coreos.com/v1': ['podmonitors', 'prometheusrules'],
  '/apis/networking.k8s.io/v1': ['ingresses', 'networkpolicies'],
  '/apis/policy/v1': ['poddisruptionbudgets'],
  '/apis/traefik.io/v1alpha1': ['middlewares'],
};
const kinds = Object.values(apis).flat().join(',');
const paths = ['/api/v1/namespaces', ...Object.entries(apis).flatMap(([api, resources]) => resources.map((resource) => `${api}/${resource}`))];

/** What kubectl said last. */
let complaints = '';

const ours = 'app.kubernetes.io/managed-by=cdk8s-redpanda';

/** What is said, and which objects are said to be refused depending on what nobody can read in an output. */
function predicted(before: Objects, after: Objects, isServerSide: boolean): { effect: Effect; unsure: readonly string[] } {
  const changes = changesBetween(before, after);
  const isRefused = ({ refused, reason }: Change) => refused || (isServerSide && reason.includes('refused with --server-side'));
  const effect = {
    refused: changes.filter(isRefused).map(({ object }) => object),
    restarted: changes.filter((change) => change.restarts && !isRefused(change)).map(({ object }) => object),
    jobs: changes.filter(({ object }) => object.startsWith('Job ') && !before.has(object)).map(({ object }) => object),
    leftBehind: changes.filter(({ object }) => !after.has(object)).map(({ object }) => object),
  };
  return { effect, unsure: changes.filter(({ reason }) => reason.includes('refused if ')).map(({ object }) => object) };
}

/** What the cluster holds of what a pair is judged by. */
interface State {
  /** All objects of ours, and every Namespace. */
  readonly there: ReadonlySet<string>;
  /** The revision of each workload's pods: of a StatefulSet its ControllerRevision, of a Deployment the number of its ReplicaSet. */
  readonly revisions: ReadonlyMap<string, string>;
}

const isJob = (key: string) => key.startsWith('Job ');

/** What kubectl is given of a platform. Of many pairs only what differs from the one before, because the rest is a call each that changes nothing. */
function given(before: Objects, { objects, manifests }: RandomPlatform): { objects: readonly KubeObject[]; text: string } {
  if (pairs <= 100) return { objects: [...objects.values()], text: manifests };
  const changed = [...objects].filter(([key, object]) => !isDeepStrictEqual(object, before.get(key))).map(([, object]) => object);
  return { objects: changed, text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: changed }) };
}

/** Applies a platform over another one, and looks what has happened since the state before it. */
async function observed(before: Objects, platform: RandomPlatform, how: readonly string[], former: State): Promise<{ effect: Effect; state: State }> {
  const { objects } = platform;
  makeNamespaces(objects, former.there);
  const file = join(cluster.folder, 'manifests.yaml');
  const { objects: applied, text } = given(before, platform);
  writeFileSync(file, text);
  const { stdout, stderr } = applied.length > 0 ? cluster.kubectl('apply', ...how, '-f', file) : { stdout: '', stderr: '' };
  const taken = new Map<string, number>();
  for (const line of stdout.split('\n')) {
    const [, name] = /^(\S+) (created|configured|unchanged|serverside-applied)/.exec(line) ?? [];
    if (name !== undefined) taken.set(name, (taken.get(name) ?? 0) + 1);
  }
  const refused = applied.filter((object) => {
    const left = taken.get(printed(object)) ?? 0;
    taken.set(printed(object), left - 1);
    return left === 0;
  });
  complaints = stderr;
  const state = await settled();
  const effect = {
    refused: refused.map(keyOf),
    restarted: [...state.revisions].filter(([key, revision]) => former.revisions.has(key) && former.revisions.get(key) !== revision).map(([key]) => key),
    jobs: [...state.there].filter((key) => isJob(key) && !former.there.has(key)),
    leftBehind: [...before.keys()].filter((key) => !objects.has(key) && state.there.has(key)),
  };
  return { effect, state };
}

/** What the cluster holds once the controllers have seen all. */
async function settled(): Promise<State> {
  for (const end = Date.now() + 60_000; ; await sleep(150)) {
    const found = (await Promise.all(paths.map(list))).flat();
    const workloads = found.filter(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment');
    if (workloads.every(isSeen)) {
      const revisionOf = ({ kind, metadata, status }: KubeObject) => String(kind === 'StatefulSet' ? status?.updateRevision : metadata.annotations?.['deployment.kubernetes.io/revision']);
      return { there: new Set(found.map(keyOf)), revisions: new Map(workloads.map((workload) => [keyOf(workload), revisionOf(workload)])) };
    }
    if (Date.now() > end) throw new Error(`the controllers have not seen all within 60 s: ${JSON.stringify(workloads.filter((workload) => !isSeen(workload)).map(({ metadata: { name, generation }, spec, status }) => ({ name, generation, spec, status })))}`);
  }
}

/** A Deployment that first changes its number of pods, or waits for the old ones to go, has seen everything before it has a ReplicaSet of new ones. */
const isSeen = ({ kind, metadata, status }: KubeObject): boolean => status?.observedGeneration === metadata.generation && (kind === 'StatefulSet' || (status.updatedReplicas ?? 0) > 0);

/** Objects of ours, or Namespaces, by the path of their API: kubectl takes ten times as long. */
async function list(path: string): Promise<KubeObject[]> {
  const selector = path.endsWith('/namespaces') ? '' : `?labelSelector=${encodeURIComponent(ours)}`;
  const { kind, apiVersion, items } = (await (await fetch(`${proxy}${path}${selector}`)).json()) as { kind: string; apiVersion: string; items: KubeObject[] };
  return items.map((item) => ({ ...item, apiVersion, kind: kind.replace(/List$/, '') }));
}

/** As kubectl prints it: `statefulset.apps/redpanda`. */
function printed({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}${group}/${metadata.name}`;
}

/** Namespaces that the platform needs and does not hold. */
function makeNamespaces(objects: Objects, there: ReadonlySet<string>): void {
  const wanted = new Set([...objects.values()].flatMap(({ metadata }) => metadata.namespace ?? []));
  const missing = [...wanted].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })).filter((object) => !there.has(keyOf(object)) && !objects.has(keyOf(object)));
  if (missing.length > 0) cluster.apply(...missing);
}

/** Takes away what a chain has made, so that the next one begins with nothing. */
function clear(): void {
  expect(cluster.kubectl('delete', kinds, '-A', '-l', ours, '--wait=false')).toMatchObject({ status: 0 });
}

/** What diff says of the live objects against what was applied last, beside what earlier ones have left behind. */
function saidAfterwards({ objects, text }: RandomPlatform): Change[] {
  const file = join(cluster.folder, 'values.yaml');
  writeFileSync(file, text);
  const { status, stdout, stderr } = run(process.execPath, ['lib/cli.js', 'diff', '-f', file, '--from-cluster', '--output', 'json'], { env: cluster.env });
  if (status === 2) throw new Error(stderr);
  return (JSON.parse(stdout) as { changes: Change[] }).changes.filter(({ object }) => objects.has(object));
}

/** Whether a node port is refused because the API server has given it, by itself, to a Service that asked for none: a port that only one of ours asks for. */
function isByChance(said: string, objects: readonly KubeObject[]): boolean {
  const port = /nodePort: Invalid value: (\d+): provided port is already allocated/.exec(said)?.[1];
  const askers = objects.filter(({ kind, spec }) => kind === 'Service' && (spec.ports as { nodePort?: number }[]).some(({ nodePort }) => String(nodePort) === port));
  return port !== undefined && new Set(askers.map(keyOf)).size === 1;
}

const brokersIn = (objects: Objects) => [...objects.values()].find(({ kind }) => kind === 'StatefulSet')!;

describe.each([
  ['kubectl apply', sooner],
  ['kubectl apply --server-side', ['--server-side']],
] as const)('%s', (name, how: readonly string[]) => {
  test(`refuses, restarts, makes and leaves behind what diff says, for ${pairs} random pairs of platforms, and then diff has nothing more to say of the cluster`, async () => {
    let before: Objects | undefined;
    let state = await settled();
    const differences: unknown[] = [];
    let count = 0;
    for (const platform of randomPlatforms(seed, !how.includes('--server-side') ? 'events' : 'streams')) {
      if (count === pairs) break;
      const { objects } = platform;
      if (before && keyOf(brokersIn(before)) !== keyOf(brokersIn(objects))) before = undefined;
      if (!before) {
        clear();
        const first = await observed(new Map(), platform, how, await settled());
        state = first.state;
        if (first.effect.refused.length > 0) differences.push({ values: platform.text, refusedAtFirst: first.effect.refused, complaints });
        else before = objects;
        continue;
      }
      count += 1;
      const said = predicted(before, objects, how.includes('--server-side'));
      const { effect: done, state: next } = await observed(before, platform, how, state);
      state = next;
      const wrong = differing(said.effect, done).filter((difference) => !said.unsure.some((key) => difference.endsWith(`: ${key}`)));
      if (wrong.length > 0 && wrong.every((difference) => difference.includes(': Service ')) && isByChance(complaints, [...before.values(), ...objects.values()])) {
        count -= 1;
        before = undefined;
        continue;
      }
      if (wrong.length > 0) differences.push({ values: platform.text, wrong, complaints });
      if (done.refused.length === 0 && count % everyOf === 0) {
        const left = saidAfterwards(platform);
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
    makeNamespaces(new Map([...objects].filter(([, { kind }]) => kind !== 'Namespace')), new Set(cluster.get('namespaces').map(keyOf)));
    const [file, folder] = [join(cluster.folder, 'values.yaml'), join(cluster.folder, 'output')];
    writeFileSync(file, text);
    expect(cli('synth', '-f', file, '--out', folder)).toMatchObject({ status: 0 });
    const { status, stderr } = helm('upgrade', '--install', 'redpanda', join(folder, 'chart'), '--no-hooks');
    if (before) {
      const { effect, unsure } = predicted(before, objects, false);
      const refused = [...effect.refused, ...(status !== 0 ? unsure : [])];
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
