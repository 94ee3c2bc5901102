import { changesBetween } from '../diff/changes';
import { asApplied } from '../diff/live';
import { keyOf, KubeObject, objectsBy } from '../diff/object';
import type { Fields } from '../kubernetes/merge';
import { parse } from 'yaml';
import { namedByContent } from '../kubernetes/content-name';
import { manifestsOf } from '../output/manifests';
import { plainName } from '../output/file-name';
import { isPlainObject } from '../template';
import { check } from '../values/check';
import { defaultsOf } from '../values/defaults';
import { merge } from '../values/reading/merge';
import { schema } from '../values/schema/schema';
import type { Values } from '../values/types';
import { brokerContainer, notePod, readBrokers } from './brokers';
import { readConsole } from './console';
import { at, fields, isLive, items, nameOf, podLabelsOf, selects, textAt, textOf } from './object';
import { isOurs, readOwn } from './own';
import { Reading } from './reading';
import { noteServices } from './services';

/** Why a Redpanda cannot be adopted: sentences. */
export class AdoptError extends Error {
  override readonly name = 'AdoptError';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/** Which Redpanda is meant, where there are several or its objects do not say. */
export interface Choice {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
}

/** What is made of a Redpanda that is there. */
export interface Adoption {
  /** The StatefulSet that is adopted. */
  readonly name: string;
  readonly namespace: string;
  /** The part of the values that differs from the defaults, or must never change. */
  readonly values: Fields;
  /** What is not carried over, or needs a hand: a sentence each. */
  readonly notes: readonly string[];
  /** Objects that nobody makes any more, and that stay. */
  readonly leftBehind: readonly KubeObject[];
}

/** The values that keep a Redpanda which is there, with its names, its volumes and all that Kubernetes never changes. */
export function adopt(objects: readonly KubeObject[], choice: Choice = {}): Adoption {
  const set = chosen(objects, choice);
  const namespace = set.metadata.namespace ?? choice.namespace;
  if (namespace === undefined) throw new AdoptError([`${nameOf(set)} must have a metadata.namespace, or --namespace must say in which it is`]);
  // Clients of ours have objects in other namespaces.
  const around = objects.filter((object) => (object.metadata.namespace ?? namespace) === namespace);
  const reading = new Reading();
  const config = redpandaYaml(around, set);
  readBrokers(set, namespace, config, reading);
  if (reading.refusals.length > 0) throw new AdoptError(reading.refusals);
  readDomain(set, around, namespace, reading);
  readConsole(around, set.metadata.name, isOurs(set), reading);
  if (isOurs(set)) readOwn(set, objects, namespace, config, reading);
  else readOthers(set, around, config, reading);
  const values = checked(reading);
  const made = [...manifestsOf(values, plainName).values()].map(({ object }) => namedByContent(object) as unknown as KubeObject);
  if (isOurs(set)) noteDifferences(set, objects, made, reading);
  else noteServices(around, made, set, reading);
  return { name: set.metadata.name, namespace, values: shown(reading), notes: reading.notes, leftBehind: isOurs(set) ? [] : leftBehind(around, made, set) };
}

function chosen(objects: readonly KubeObject[], { name, namespace }: Choice): KubeObject {
  const all = objects.filter((object) => object.kind === 'StatefulSet' && brokerContainer(object) !== undefined);
  const meant = all.filter(({ metadata }) => (name ?? metadata.name) === metadata.name && (namespace ?? metadata.namespace) === (metadata.namespace ?? namespace));
  const [first, second] = meant;
  const names = (some: readonly KubeObject[]) => some.map(({ metadata }) => (metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`)).join(', ');
  if (!first && all.length > 0) throw new AdoptError([`--name and --namespace must name a Redpanda that is there: there are ${names(all)}`]);
  if (!first) throw new AdoptError(['there is no Redpanda: no StatefulSet has a container that runs redpanda start or the image redpanda']);
  if (second) throw new AdoptError([`there are several Redpandas (${names(meant)}): --name and --namespace choose one`]);
  return first;
}

/** What brokers read, wherever it stands. */
function redpandaYaml(objects: readonly KubeObject[], set: KubeObject): Fields {
  const maps = objects.filter(({ kind }) => kind === 'ConfigMap');
  const volumes = JSON.stringify(at(set, 'spec.template.spec.volumes') ?? []);
  const map = maps.find((one) => textOf(one, 'redpanda.yaml') !== '' && volumes.includes(`"name":"${one.metadata.name}"`));
  try {
    return fields(parse(textOf(map, 'redpanda.yaml')));
  } catch {
    // A template, which something fills at the start.
    return {};
  }
}

/** The domain that names of Services are in, where something names one. */
function readDomain(set: KubeObject, objects: readonly KubeObject[], namespace: string, reading: Reading): void {
  const texts = JSON.stringify([set, ...objects.filter(({ kind }) => kind === 'ConfigMap')]);
  const domain = new RegExp(`\\.${namespace}\\.svc\\.([a-z0-9]([-a-z0-9.]*[a-z0-9])?)`).exec(texts)?.[1];
  if (domain !== undefined) reading.carry('clusterDomain', domain);
}

/** What can be kept of a Redpanda that others have written. */
function readOthers(set: KubeObject, objects: readonly KubeObject[], config: Fields, reading: Reading): void {
  const { name } = set.metadata;
  reading.carry('createNamespace', false);
  reading.carry('networkPolicy.enabled', false);
  const policies = objects.filter((object) => object.kind === 'NetworkPolicy' && selects(fields(at(object, 'spec.podSelector.matchLabels')), podLabelsOf(set)));
  const now = policies.length === 0 ? 'there are none now' : `what ${policies.map(nameOf).join(', ')} allows stays allowed`;
  reading.note(`networkPolicy.enabled is false: ${now}, and policies would cut off whoever is not among clients. Declare them, and then enable it`);
  reading.note('topics are not carried over: those that there are stay as they are. Declare them, and a Job keeps them as declared');
  reading.note(`the brokers restart one by one, because their pods are written anew`);
  const selector = fields(at(set, 'spec.selector.matchLabels'));
  const alike = objects.filter((object) => object !== set && selects(selector, podLabelsOf(object)));
  if (alike.length > 0) reading.note(`${alike.map(nameOf).join(', ')}: its pods wear all labels that select the brokers, and Kubernetes never changes those, so Services also lead to them. Give these pods other labels, if need be by deleting it before the apply`);
  notePod(set, reading);
  const { redpanda = {}, schema_registry: registry = {} } = config as Readonly<Record<string, Fields>>;
  const secured = Object.entries({ ...redpanda, ...registry }).filter(([key, value]) => /_tls$/.test(key) && JSON.stringify(value).includes('"enabled":true')).map(([key]) => key);
  if (secured.length > 0) reading.note(`brokers speak TLS (${secured.join(', ')}), which is not carried over: set tls and its Secret before the apply, or clients cannot connect${secured.includes('rpc_server_tls') ? ', and brokers of before and after not talk to each other' : ''}`);
  const logins = [...items(redpanda['kafka_api']), redpanda].some((one) => one['enable_sasl'] === true || one['kafka_enable_authorization'] === true || (one['authentication_method'] ?? 'none') !== 'none');
  if (logins) reading.note('brokers ask for a login, which is not carried over: set sasl before the apply, with a superuser that the cluster has, or Console and the Jobs are refused');
  if (at(reading.document, 'adopted.podManagementPolicy') !== undefined) reading.note(`adopted.podManagementPolicy is OrderedReady: after a loss of all brokers each waits for the one before it, which may not become ready alone. Once adopted, remove it from the values, run kubectl delete statefulset ${name} --cascade=orphan, and apply`);
  readConfig(config, reading);
}

/** Node properties that values take; others are noted. */
function readConfig(config: Fields, reading: Reading): void {
  const known = schema.shape.broker.shape.config.shape;
  const kept: Record<string, Record<string, unknown>> = {};
  const lost: string[] = [];
  for (const section of ['redpanda', 'schema_registry', 'schema_registry_client'] as const) {
    const shape = known[section].unwrap().shape as Record<string, { safeParse(value: unknown): { success: boolean } }>;
    for (const [key, value] of Object.entries(fields(config[section]))) {
      if (shape[key]?.safeParse(value).success === true) (kept[section] ??= {})[key] = value;
      else if (!written.test(key)) lost.push(`${section}.${key}`);
    }
  }
  if (Object.keys(kept).length > 0) reading.carry('broker.config', kept);
  if (lost.length > 0) reading.note(`redpanda.yaml: ${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} not carried over. Cluster properties stay as the cluster has them`);
}

/** Properties that are always written here, whatever they are. */
const written = /^(data_directory|empty_seed_starts_cluster|seed_servers|node_id|rack|brokers|.*_tls|(advertised_)?(kafka|rpc|schema_registry)_(api|server)|rpc_server|admin|.*_api)$/;

/** The values, of which those that are refused have their defaults: what cannot have another value is a reason not to adopt. */
function checked(reading: Reading): Values {
  for (;;) {
    const values = merge(defaultsOf(schema), reading.document);
    const [first, ...more] = check(values);
    if (!first) return values as unknown as Values;
    if (!reading.drop(first.path)) throw new AdoptError([first, ...more].map(({ sentence }) => sentence));
    reading.note(first.sentence);
  }
}

/** What is written: all that must never change, and what differs from the defaults. */
function shown(reading: Reading): Fields {
  const fixed = new Reading();
  fixed.carried.push(...reading.carried.filter(({ isFixed }) => isFixed));
  return merge(fixed.document, different(reading.document, defaultsOf(schema)));
}

function different(values: Fields, defaults: unknown): Fields {
  const entries = Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    const own = fields(defaults)[key];
    if (isPlainObject(value) && isPlainObject(own) && Object.keys(own).length > 0) {
      const inner = different(value, own);
      return Object.keys(inner).length > 0 ? [[key, inner]] : [];
    }
    return JSON.stringify(value) === JSON.stringify(own) ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

/** What our own objects have that the values do not give them again. */
function noteDifferences(set: KubeObject, objects: readonly KubeObject[], made: readonly KubeObject[], reading: Reading): void {
  const after = objectsBy(made);
  const owner = set.metadata.labels?.['redpanda.io/cluster-namespace'];
  const own = objects.filter((object) => after.has(keyOf(object)) || (object.metadata.labels?.['redpanda.io/cluster-namespace'] === owner && object.metadata.labels?.['app.kubernetes.io/instance'] === set.metadata.name));
  const before = objectsBy(own.map((object) => (isLive(object) ? asApplied(object, after) : object)));
  for (const { object, fields: changed, restarts } of changesBetween(before, after)) {
    const what = !before.has(object) ? 'would be new' : !after.has(object) ? 'is not made again' : `would change in ${changed.map(({ path }) => path).join(', ')}`;
    reading.note(`${object} ${what}${restarts ? ', and its pods would restart' : ''}: this comes from a patch, another version of this package, or a value that shows nowhere`);
  }
}

/** Kinds that hold data, or that decide who can connect: nobody is told to delete them. */
const kept = ['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'Pod', 'NetworkPolicy'];

/** Objects of the same release or name that are not made here. */
function leftBehind(before: readonly KubeObject[], after: readonly KubeObject[], set: KubeObject): KubeObject[] {
  const key = ({ kind, metadata: { name } }: KubeObject) => `${kind} ${name}`;
  const made = new Set(after.map(key));
  const instance = set.metadata.labels?.['app.kubernetes.io/instance'];
  const { name } = set.metadata;
  const isOfIt = (object: KubeObject) =>
    (instance !== undefined && object.metadata.labels?.['app.kubernetes.io/instance'] === instance) ||
    object.metadata.name === name ||
    object.metadata.name.startsWith(`${name}-`) ||
    selects(fields(at(object, 'spec.selector')), podLabelsOf(set));
  return before.filter((object) => !kept.includes(object.kind) && isOfIt(object) && !made.has(key(object)) && textAt(object, 'metadata.ownerReferences') === '');
}
