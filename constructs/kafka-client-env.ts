import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ClientValues, Environment } from '../clients/environment';
import { additionTo } from '../kubernetes/container-env';
import { clientKey, containersKey, labels, namesIn } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { refersTo } from '../kubernetes/reference';
import type { ExistingItem, Variable } from '../kubernetes/variable';
import { meantKind, workloadKind } from '../kubernetes/workload-kind';
import { Input, known } from '../template';
import { isMisspelt } from '../values/nearest';
import { clientLogins } from '../values/rules/security';
import { client } from '../values/schema/client';
import { withDefaults } from '../values/section';
import type { Client } from '../values/types';
import { checkRules } from './check-rules';
import type { IRedpandaCluster } from './redpanda-cluster-base';

const section = client.pick({ name: true, namespace: true, flavour: true, consumerGroup: true, schemaRegistry: true, user: true, secretName: true });

export interface KafkaClientEnvProps extends Pick<Client, 'namespace' | 'flavour' | 'consumerGroup' | 'schemaRegistry' | 'user' | 'secretName'> {
  /** The cluster that the client talks to, or one that is not made here: `RedpandaCluster.fromClusterName`. */
  readonly cluster: IRedpandaCluster;

  /**
   * Name of the client, which the ConfigMap's name holds: `redpanda-NAME-env`.
   *
   * @default - the namespace
   */
  readonly name?: string;

  /**
   * Whether to make the ConfigMap. If the values declare the client, the platform's output already has it.
   *
   * @default true
   */
  readonly createConfigMap?: boolean;
}

/** A workload of cdk8s-plus, of any of its versions: its containers take variables one by one. */
export interface PlusWorkload extends IConstruct {
  readonly containers: readonly PlusContainer[];
  readonly initContainers: readonly PlusContainer[];
  readonly podMetadata: { toJson(): unknown };
}

/** A container of cdk8s-plus. */
export interface PlusContainer {
  readonly name: string;
  readonly env: { readonly variables: Readonly<Record<string, object>>; addVariable(name: string, value: object): void };
}

/** A client's environment: a ConfigMap in its namespace for `envFrom`, and the same variables for its containers. */
export class KafkaClientEnv extends Construct {
  /** The variables, for `envFrom`: there unless `createConfigMap` is false. */
  readonly configMap?: ApiObject;
  private readonly name: Input<string>;
  private readonly environment: Environment;

  constructor(scope: Construct, id: string, { cluster, createConfigMap = true, ...props }: KafkaClientEnvProps) {
    super(scope, id);
    const values = withDefaults<ClientValues>(section, { name: props.namespace, ...props }, this.node.path);
    // The cluster's own login is nothing that its clients must know.
    checkRules({ sasl: cluster.values.sasl, clients: [values] }, this.node.path, clientLogins);
    this.name = values.name;
    this.environment = new Environment(cluster.values, values);
    if (!createConfigMap) return;
    this.configMap = new Manifest(this, 'config', 'ConfigMap', {
      metadata: {
        name: this.environment.configMap,
        namespace: values.namespace,
        labels: labels(cluster.values, 'client'),
        annotations: { 'redpanda.io/content-hash': this.environment.hash, 'redpanda.io/other-variables': this.environment.others },
      },
      data: this.environment.data,
    });
    this.node.defaultChild = this.configMap;
  }

  /** Name of the ConfigMap, for `envFrom: [{ configMapRef: { name } }]`. */
  get configMapName(): string {
    return known(this.environment.configMap);
  }

  /** Hash of the variables: as an annotation of a pod template it restarts the pods when their `envFrom` changes. */
  get contentHash(): string {
    return known(this.environment.hash);
  }

  /** The variables of the client's flavour, as items of a container's `env`: `KAFKA_BOOTSTRAP_SERVERS` and `KAFKA_SCHEMA_REGISTRY_URL`, and more in flavours other than `generic`. */
  get variables(): readonly Variable[] {
    return this.environment.variables;
  }

  /**
   * Puts the variables into every container of a workload: of cdk8s-plus, or any `ApiObject` with a pod template.
   * The annotation `redpanda.io/containers: NAME,NAME` of a workload chooses among its containers.
   * With a chart, into every workload of it that names this client in a label or annotation `redpanda.io/client`, on itself or on its pods.
   * Containers and workloads that are added later do not get them.
   *
   * The variables stand after a container's own, or before the first that refers to one of them, because Kubernetes expands no others.
   * Doing it twice changes nothing. Fails where a container already gives one of the variables another value or place,
   * and where no workload of the charts names the client.
   */
  addTo(...targets: (PlusWorkload | ApiObject | Chart)[]): void {
    const workloads = targets.flatMap((target) => (Chart.isChart(target) ? this.workloadsOf(target) : [target]));
    if (workloads.length === 0) {
      const charts = targets.map(({ node }) => node.path).join(', ');
      throw new Error(`${charts} must hold a workload with ${clientKey}: ${String(this.name)} among its labels or annotations: there is none that could get the variables`);
    }
    for (const workload of workloads) {
      if (ApiObject.isApiObject(workload)) this.addToObject(workload);
      else this.addToContainers(workload);
    }
  }

  private workloadsOf(chart: Chart): (PlusWorkload | ApiObject)[] {
    const objects = chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    const named = objects.filter((object) => this.isNamedBy(object));
    // An object of cdk8s-plus is made from what its workload holds, so that is where a variable must go.
    return named.map((object) => (isPlusWorkload(object.node.scope) ? object.node.scope : object));
  }

  /** What is no workload may wear the label, but to annotate it, or what has containers where nobody looks, must be a mistake. */
  private isNamedBy(object: ApiObject): boolean {
    const json: unknown = object.toJson();
    const path = podTemplatePath(object, json);
    const template = path && at(json, path);
    const isNamed = (one: unknown, kind: 'labels' | 'annotations') => at(one, ['metadata', kind, clientKey]) === this.name;
    if (at(template, ['spec', 'containers']) !== undefined) {
      checkKeys([json, template], object.node.path);
      return [json, template].some((one) => isNamed(one, 'labels') || isNamed(one, 'annotations'));
    }
    return isNamed(json, 'annotations') || (isNamed(json, 'labels') && holdsContainers(json));
  }

  private addToContainers(workload: PlusWorkload): void {
    const object = ApiObject.of(workload);
    const metadata = [object.metadata, workload.podMetadata].map((one) => ({ metadata: one.toJson() as unknown }));
    const lists = { initContainers: workload.initContainers, containers: workload.containers };
    for (const { name, env } of chosen(lists, metadata, workload.node.path)) {
      const there: ExistingItem[] = Object.entries(env.variables).map(([variable, value]) => ({ name: variable, ...value }));
      // A new variable of cdk8s-plus always follows those that are there, so another place is made in the object itself.
      if (this.variables.some((variable) => there.some(({ value }) => refersTo(value, variable.name)))) this.insert(object, name);
      else for (const { name: variable, ...source } of additionTo(there, this.variables, `${workload.node.path} container ${name}`).added) env.addVariable(variable, source);
    }
  }

  private addToObject(object: ApiObject): void {
    const json: unknown = object.toJson();
    const path = podTemplatePath(object, json);
    const template = path && at(json, path);
    const spec = at(template, ['spec']) as Record<string, { name: string }[] | undefined> | undefined;
    if (!spec) {
      const meant = meantKind(object.apiVersion, object.kind);
      throw new Error(`${object.node.path} (${object.kind}) has no pod template to put the variables into${meant === undefined ? '' : `: did you mean ${meant}?`}`);
    }
    for (const { name } of chosen(spec, [json, template], object.node.path)) this.insert(object, name);
  }

  private insert(object: ApiObject, container: string): void {
    const json: unknown = object.toJson();
    const path = [...podTemplatePath(object, json)!, 'spec'];
    for (const kind of ['initContainers', 'containers']) {
      ((at(json, [...path, kind]) ?? []) as { name: string; env?: ExistingItem[] | null }[]).forEach(({ name, env: there }, index) => {
        if (name !== container) return;
        const env = there ?? [];
        const pointer = `/${[...path, kind, index, 'env'].join('/')}`;
        const { added, position } = additionTo(env, this.variables, `${(isPlusWorkload(object.node.scope) ? object.node.scope : object).node.path} container ${name}`);
        if (env.length === 0 && added.length > 0) object.addJsonPatch(JsonPatch.add(pointer, added));
        else added.forEach((variable, offset) => object.addJsonPatch(JsonPatch.add(`${pointer}/${position + offset}`, variable)));
      });
    }
  }
}

/** The containers that a workload's annotation names, or all. */
function chosen<C extends { readonly name: string }>(lists: { readonly [kind: string]: readonly C[] | undefined }, metadata: readonly unknown[], where: string): C[] {
  const all = [...(lists['initContainers'] ?? []), ...(lists['containers'] ?? [])];
  const annotation = metadata.map((one) => at(one, ['metadata', 'annotations', containersKey])).find((text) => text !== undefined);
  if (typeof annotation !== 'string') return all;
  const names = namesIn(annotation);
  const known = all.map((container) => container.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${where} has no container ${unknown}, which ${containersKey} names: it has ${known.join(', ')}`);
  return all.filter(({ name }) => names.includes(name));
}

/** A key that is nearly ours is named, because it would be passed over in silence. */
function checkKeys(metadata: readonly unknown[], where: string): void {
  const keys = metadata.flatMap((one) => ['labels', 'annotations'].flatMap((kind) => Object.keys(at(one, ['metadata', kind]) ?? {})));
  const near = keys.includes(clientKey) ? undefined : keys.find((key) => isMisspelt(key, clientKey, 3));
  if (near !== undefined) throw new Error(`${where} has ${near} among its labels or annotations: did you mean ${clientKey}?`);
}

function podTemplatePath({ apiVersion, kind }: ApiObject, json: unknown): readonly string[] | undefined {
  return workloadKind(apiVersion, kind, (path) => Array.isArray(at(json, [...path, 'spec', 'containers'])))?.podTemplate;
}

/** What a path of keys leads to. */
function at(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], object);
}

/** Whether there are containers anywhere in a value. */
function holdsContainers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => (key === 'containers' && Array.isArray(inner)) || holdsContainers(inner));
}

const isPlusWorkload = (construct: IConstruct | undefined): construct is PlusWorkload => construct !== undefined && 'containers' in construct && 'initContainers' in construct;
