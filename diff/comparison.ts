import { dataOf, componentOf, keyOf, KubeObject, Objects } from './object';
import { Field } from './field';
import { DeclaredRight, DeclaredSchema, DeclaredSetting, DeclaredTopic, DeclaredUser, prunedIn, quotasIn, rightsIn, schemasIn, settingsIn, topicsIn, usersIn } from './declared';
import { parse } from 'yaml';
import { valueAt } from '../values/path';

/** An object that is new, gone, or has other fields. */
export interface ObjectChange {
  readonly key: string;
  readonly before?: KubeObject;
  readonly after?: KubeObject;
  /** None where the object is new or gone. */
  readonly fields: readonly Field[];
}

/** What is asked of a platform before a verdict is given. */
export class Side {
  /** The StatefulSet of the brokers. */
  readonly brokers: KubeObject | undefined;
  /** The brokers' `redpanda.yaml`. */
  readonly config: unknown;
  /** The declared topics, and where each of them stands. */
  readonly topics: ReadonlyMap<string, DeclaredTopic & { readonly key: string }>;
  /** The declared cluster properties, and where each of them stands. */
  readonly settings: ReadonlyMap<string, DeclaredSetting & { readonly key: string }>;
  /** The declared users, and where each of them stands. */
  readonly users: ReadonlyMap<string, DeclaredUser & { readonly key: string }>;
  /** Users that are to go, and where each of them stands. */
  readonly prunedUsers: ReadonlyMap<string, { readonly key: string }>;
  /** Topics that are to go, and where each of them stands. */
  readonly prunedTopics: ReadonlyMap<string, { readonly key: string }>;
  /** The declared quotas by whose they are, and where each of them stands. */
  readonly quotas: ReadonlyMap<string, object & { readonly key: string }>;
  /** Who is to lose all quotas, and where that stands. */
  readonly prunedQuotas: ReadonlyMap<string, { readonly key: string }>;
  /** The declared schemas by their subjects, and where each of them stands. */
  readonly schemas: ReadonlyMap<string, DeclaredSchema & { readonly key: string }>;
  /** Subjects that are to go, and where each of them stands. */
  readonly prunedSubjects: ReadonlyMap<string, { readonly key: string }>;
  /** The declared rights of users by what is said of them, and where each of them stands. */
  readonly rights: ReadonlyMap<string, DeclaredRight & { readonly key: string }>;
  /** Whether Jobs only say what they would change. */
  readonly isDry: boolean;

  /** @param other the other side, whose brokers these are if they have its name: those that others have made have no label of ours */
  constructor(
    readonly objects: Objects,
    other?: Side,
  ) {
    const own = [...objects.values()].find((object) => object.kind === 'StatefulSet' && componentOf(object) === 'broker');
    this.brokers = own ?? (other?.brokers && objects.get(keyOf(other.brokers)));
    // Read once, because rows ask for them for each topic.
    this.config = configOf(objects, this.brokers);
    this.topics = declaredIn(objects, 'topics', topicsIn);
    this.settings = declaredIn(objects, 'settings', settingsIn);
    this.users = declaredIn(objects, 'users', usersIn);
    this.prunedUsers = declaredIn(objects, 'users', prunedIn, 'prune');
    this.quotas = declaredIn<object>(objects, 'quotas', quotasIn);
    this.prunedQuotas = declaredIn(objects, 'quotas', prunedIn, 'prune');
    this.schemas = declaredIn(objects, 'schemas', schemasIn);
    this.prunedSubjects = declaredIn(objects, 'schemas', prunedIn, 'prune');
    this.rights = declaredIn(objects, 'acls', rightsIn);
    this.isDry = [...objects.values()].some((object) => object.kind === 'Job' && ((valueAt(object, ['spec', 'template', 'spec', 'containers', 0, 'env']) ?? []) as readonly { name: string }[]).some(({ name }) => name === 'DRY_RUN'));
    this.prunedTopics = declaredIn(objects, 'topics', prunedIn, 'prune');
  }

  get replicas(): number {
    return Number(valueAt(this.brokers, ['spec', 'replicas']) ?? 1);
  }

  /** The image of the brokers. */
  get image(): string {
    const containers = valueAt(this.brokers, ['spec', 'template', 'spec', 'containers']) as readonly { name: string; image?: string }[] | undefined;
    return containers?.find(({ name }) => name === 'redpanda')?.image ?? '';
  }
}

/** Two sides of a platform, and how they differ. */
export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  readonly changes: readonly ObjectChange[];
}

function configOf(objects: Objects, brokers: KubeObject | undefined): unknown {
  const { name, namespace } = brokers?.metadata ?? {};
  const text = dataOf(objects.get(`ConfigMap ${namespace}/${name}-config`))['redpanda.yaml'];
  return text === undefined ? undefined : (parse(text) as unknown);
}

/** What a converge Job reads. */
function declaredIn<T>(objects: Objects, component: string, read: (text: string) => Readonly<Record<string, T>> | undefined, file = component): ReadonlyMap<string, T & { readonly key: string }> {
  const parts = [...objects].filter(([, object]) => object.kind === 'ConfigMap' && componentOf(object) === component);
  return new Map(parts.flatMap(([key, object]) => Object.entries(read(dataOf(object)[file] ?? '') ?? {}).map(([name, one]) => [name, { ...one, key }] as const)));
}
