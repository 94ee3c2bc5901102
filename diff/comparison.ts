import { dataOf, componentOf, keyOf, KubeObject, Objects } from './object';
import { Field } from './field';
import { DeclaredSetting, DeclaredTopic, settingsIn, topicsIn } from './declared';
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

  /** @param other the other side, whose brokers these are if they have its name: those that others have made have no label of ours */
  constructor(
    readonly objects: Objects,
    other?: Side,
  ) {
    const own = [...objects.values()].find((object) => object.kind === 'StatefulSet' && componentOf(object) === 'broker');
    this.brokers = own ?? (other?.brokers && objects.get(keyOf(other.brokers)));
  }

  /** The brokers' `redpanda.yaml`. */
  get config(): unknown {
    const { name, namespace } = this.brokers?.metadata ?? {};
    const text = dataOf(this.objects.get(`ConfigMap ${namespace}/${name}-config`))['redpanda.yaml'];
    return text === undefined ? undefined : (parse(text) as unknown);
  }

  /** The declared topics, and where each of them stands. */
  get topics(): ReadonlyMap<string, DeclaredTopic & { readonly key: string }> {
    return this.declared('topics', topicsIn);
  }

  /** The declared cluster properties, and where each of them stands. */
  get settings(): ReadonlyMap<string, DeclaredSetting & { readonly key: string }> {
    return this.declared('settings', settingsIn);
  }

  /** What a converge Job reads. */
  private declared<T>(component: string, read: (text: string) => Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T & { readonly key: string }> {
    const parts = [...this.objects].filter(([, object]) => object.kind === 'ConfigMap' && componentOf(object) === component);
    return new Map(parts.flatMap(([key, object]) => Object.entries(read(dataOf(object)[component] ?? '') ?? {}).map(([name, one]) => [name, { ...one, key }] as const)));
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
