import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Input } from '../template';
import { client } from '../values/client';
import type { Props } from '../values/props';
import { complete } from '../values/section';
import type { Addresses } from './addresses';
import { ClientValues, Environment, Variable } from './environment';
import { clientKey, labels } from './labels';
import { Manifest } from './manifest';

const section = client.pick({ name: true, namespace: true, flavour: true, consumerGroup: true, schemaRegistry: true });

export type KafkaClientEnvProps = Props<Omit<ClientValues, 'name'>> & {
  /** The cluster that the client talks to, or the addresses of one that is not made here: `RedpandaCluster.fromClusterName`. */
  readonly cluster: Addresses;

  /**
   * Name of the client, which the ConfigMap's name holds: `redpanda-NAME-env`.
   *
   * @default - the namespace
   */
  readonly name?: Input<string>;

  /** Namespace of the client's pods. */
  readonly namespace: Input<string>;

  /**
   * Whether to make the ConfigMap. Where values declare the client, the platform's output has it already.
   *
   * @default true
   */
  readonly createConfigMap?: boolean;
};

/** A workload of cdk8s-plus: its containers take variables one by one. */
interface PlusWorkload extends IConstruct {
  readonly containers: readonly PlusContainer[];
  readonly initContainers: readonly PlusContainer[];
}

interface PlusContainer {
  readonly name: string;
  readonly env: { readonly variables: Readonly<Record<string, object>>; addVariable(name: string, value: object): void };
}

/** A client's environment: a ConfigMap in its namespace for `envFrom`, and the same variables for its containers. */
export class KafkaClientEnv extends Construct {
  /** Name of the ConfigMap, for `envFrom: [{ configMapRef: { name } }]`. */
  readonly configMapName: Input<string>;
  /** Hash of what the variables are made of: as an annotation of a pod template it restarts pods whose `envFrom` has changed. */
  readonly contentHash: Input<string>;
  private readonly name: Input<string>;
  private readonly environment: Environment;

  constructor(scope: Construct, id: string, { cluster, createConfigMap = true, ...props }: KafkaClientEnvProps) {
    super(scope, id);
    const values = complete<ClientValues>(section, { name: props.namespace, ...props });
    this.name = values.name;
    this.environment = new Environment(cluster, values);
    this.configMapName = this.environment.configMap;
    this.contentHash = this.environment.hash;
    if (!createConfigMap) return;
    new Manifest(this, 'config', 'ConfigMap', {
      metadata: { name: this.configMapName, namespace: values.namespace, labels: labels(cluster, 'client'), annotations: { 'redpanda.io/content-hash': this.contentHash } },
      data: this.environment.data,
    });
  }

  /** The variables of the client's flavour: `KAFKA_BOOTSTRAP_SERVERS` and `KAFKA_SCHEMA_REGISTRY_URL`, and more in flavours other than `generic`. */
  get variables(): readonly Variable[] {
    return this.environment.variables;
  }

  /**
   * Puts the variables into every container of a workload: of cdk8s-plus, or any `ApiObject` with a pod template.
   * Of a chart, into every workload that names this client in a label or annotation `redpanda.io/client`, on itself or on its pods.
   * Containers and workloads that are added later do not get them.
   *
   * Doing it twice changes nothing. Fails where a container already gives one of the variables another value,
   * and where no workload of the charts names the client.
   */
  addTo(...targets: (PlusWorkload | ApiObject | Chart)[]): void {
    const workloads = targets.flatMap((target) => (Chart.isChart(target) ? this.workloadsOf(target) : [target]));
    if (workloads.length === 0) {
      const charts = targets.map(({ node }) => node.path).join(', ');
      throw new Error(`${charts} must hold a workload with ${clientKey}: ${String(this.name)} among its labels or annotations: there is none that could get the variables`);
    }
    for (const workload of workloads) {
      if (ApiObject.isApiObject(workload)) this.patch(workload);
      else this.addToContainers(workload);
    }
  }

  private workloadsOf(chart: Chart): (PlusWorkload | ApiObject)[] {
    const named = chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && this.isNamedBy(construct));
    // An object of cdk8s-plus is made from what its workload holds, so that is where a variable must go.
    return named.map((object) => (isPlusWorkload(object.node.scope) ? object.node.scope : object));
  }

  private isNamedBy(object: ApiObject): boolean {
    const json = object.toJson() as Record<string, unknown>;
    const template = at(json, podTemplatePath(object.kind));
    return at(template, ['spec', 'containers']) !== undefined && [json, template].some((one) => ['labels', 'annotations'].some((kind) => at(one, ['metadata', kind, clientKey]) === this.name));
  }

  private addToContainers(workload: PlusWorkload): void {
    for (const { name: container, env } of [...workload.initContainers, ...workload.containers]) {
      const there = Object.entries(env.variables).map(([name, variable]) => ({ name, ...variable }));
      const missing = merged(there, this.variables, `${workload.node.path} container ${container}`).slice(there.length);
      for (const { name, value } of missing) env.addVariable(name, { value });
    }
  }

  private patch(workload: ApiObject): void {
    const path = [...podTemplatePath(workload.kind), 'spec'];
    const spec = at(workload.toJson(), path) as Record<string, { name: string; env?: Existing[] }[] | undefined> | undefined;
    if (!spec) throw new Error(`${workload.node.path} (${workload.kind}) has no pod template that an environment could be put into`);
    for (const kind of ['initContainers', 'containers']) {
      (spec[kind] ?? []).forEach((container, index) => {
        const env = merged(container.env ?? [], this.variables, `${workload.node.path} container ${container.name}`);
        workload.addJsonPatch(JsonPatch.add(`/${[...path, kind, index, 'env'].join('/')}`, env));
      });
    }
  }
}

/** A variable that a container has already, perhaps from a Secret. */
interface Existing {
  readonly name: string;
  readonly value?: unknown;
  readonly valueFrom?: unknown;
}

function merged(env: readonly Existing[], added: readonly Variable[], where: string): Existing[] {
  for (const { name, value } of added) {
    const there = env.find((variable) => variable.name === name);
    if (there && there.value !== value) {
      throw new Error(`${where} sets ${name} (${JSON.stringify(there.value ?? there.valueFrom)}) to another value than the client's (${JSON.stringify(value)}): take one of them out`);
    }
  }
  const missing = added.filter(({ name }) => !env.some((variable) => variable.name === name));
  return [...env, ...missing.map(({ name, value }) => ({ name, value }))];
}

function podTemplatePath(kind: string): readonly string[] {
  if (kind === 'Pod') return [];
  return [...(kind === 'CronJob' ? ['spec', 'jobTemplate'] : []), 'spec', 'template'];
}

/** What a path of keys leads to. */
function at(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
}

const isPlusWorkload = (construct: IConstruct | undefined): construct is PlusWorkload => construct !== undefined && 'containers' in construct && 'initContainers' in construct;
