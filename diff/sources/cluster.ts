import { isBuiltIn, Kind, madeKind, madeKinds } from '../../kubernetes/kind';
import { asApplied } from '../live';
import { componentOf, isKubeObject, KubeObject, Objects, objectsBy } from '../object';
import { run } from './run';
import { SourceError } from './source-error';

/**
 * The platform's objects that the API server has, through kubectl and its configuration, as far as an apply of the new ones would change them.
 *
 * Others may have made objects of these names: an apply changes them, too. If there is another platform and none of this
 * name and namespace, it is that one: the new one would be a second.
 */
export function readCluster(after: Objects): Objects {
  const found = liveObjects('app.kubernetes.io/part-of=redpanda,redpanda.io/cluster-namespace');
  const brokers = [...after.values()].find((object) => object.kind === 'StatefulSet' && componentOf(object) === 'broker');
  const platforms = new Set(found.map(platformOf));
  const own = brokers && platforms.has(platformOf(brokers)) ? platformOf(brokers) : platforms.size === 1 ? [...platforms][0] : undefined;
  return objectsBy([...found.filter((object) => platformOf(object) === own), ...named(after)].map((object) => asApplied(object, after)));
}

/** Objects of the kinds that are made here, in a namespace or in all, that have the labels. */
export function liveObjects(selector: string, namespace?: string): KubeObject[] {
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
  const kinds = madeKinds.filter(({ isClusterScoped }) => isClusterScoped === undefined);
  const list = (some: readonly Kind[]) => kubectl(['get', some.map(resource).join(','), ...where, '--selector', selector]);
  // A kind of its own each, because its CRD may not be there; then there are none.
  return [...list(kinds.filter(isBuiltIn)), ...kinds.filter((kind) => !isBuiltIn(kind)).flatMap((kind) => (isServed(kind) ? list([kind]) : []))];
}

const resource = ({ kind, version, group }: Kind): string => (group === '' ? kind : `${kind}.${version}.${group}`);
const platformOf = ({ metadata: { labels = {} } }: KubeObject): string => `${labels['redpanda.io/cluster-namespace']}/${labels['app.kubernetes.io/instance']}`;

/** Objects of the same names, whoever has made them. */
function named(after: Objects): KubeObject[] {
  const names = new Map<string, string[]>();
  for (const { kind, metadata } of after.values()) {
    const row = madeKind(kind);
    if (!isBuiltIn(row) && !isServed(row)) continue;
    const namespace = metadata.namespace ?? '';
    names.set(namespace, [...(names.get(namespace) ?? []), `${resource(row)}/${metadata.name}`]);
  }
  return [...names].flatMap(([namespace, some]) => kubectl(['get', ...some, ...(namespace === '' ? [] : ['--namespace', namespace]), '--ignore-not-found']));
}

let served: ReadonlySet<string> | undefined;
function isServed({ group, version }: Kind): boolean {
  served ??= new Set(ask(['api-versions']).split('\n'));
  return served.has(`${group}/${version}`);
}

/** What `kubectl get` finds. */
function kubectl(args: readonly string[]): KubeObject[] {
  const text = ask([...args, '--output', 'json']);
  if (text === '') return [];
  const found = parseJson(text) as { items?: unknown[] };
  return (found.items ?? [found]).filter(isKubeObject);
}

function ask(args: readonly string[]): string {
  const { isDone, stdout, complaint } = run('--from-cluster', 'kubectl', [...args, '--request-timeout', '30s']);
  if (!isDone) throw new SourceError(`--from-cluster: kubectl cannot read the cluster: ${complaint}`);
  return stdout.toString();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError(`--from-cluster: kubectl must print JSON: ${(error as Error).message}`);
  }
}
