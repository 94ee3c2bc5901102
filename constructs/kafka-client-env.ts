import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Input, text } from '../template';
import { client } from '../values/client';
import { complete } from '../values/section';
import { labels } from './labels';
import { Manifest } from './manifest';
import type { RedpandaCluster } from './redpanda-cluster';

export interface KafkaClientEnvProps {
  /** The cluster that the client talks to. */
  readonly cluster: RedpandaCluster;

  /**
   * Name of the client, which the ConfigMap's name holds: `redpanda-NAME-env`.
   *
   * @default - the namespace
   */
  readonly name?: Input<string>;

  /** Namespace of the client's pods. */
  readonly namespace: Input<string>;
}

/** An environment variable of a container. */
export interface Variable {
  readonly name: string;
  readonly value: Input<string>;
}

/** A workload of cdk8s-plus: its containers take variables one by one. */
interface PlusWorkload extends IConstruct {
  readonly containers: readonly PlusContainer[];
  readonly initContainers: readonly PlusContainer[];
}

interface PlusContainer {
  readonly name: string;
  readonly env: { readonly variables: Readonly<Record<string, object>>; addVariable(name: string, value: object): void };
}

const section = client.omit({ createNamespace: true });

/** A client's environment: a ConfigMap in its namespace for `envFrom`, and the same variables for its containers. */
export class KafkaClientEnv extends Construct {
  /** `KAFKA_BOOTSTRAP_SERVERS` and `KAFKA_SCHEMA_REGISTRY_URL`. */
  readonly variables: readonly Variable[];
  /** Name of the ConfigMap, for `envFrom: [{ configMapRef: { name } }]`. */
  readonly configMapName: Input<string>;

  constructor(scope: Construct, id: string, { cluster, ...props }: KafkaClientEnvProps) {
    super(scope, id);
    const { name, namespace } = complete<{ name: string; namespace: string }>(section, { name: props.namespace, ...props });
    this.variables = [
      { name: 'KAFKA_BOOTSTRAP_SERVERS', value: cluster.bootstrapServers },
      { name: 'KAFKA_SCHEMA_REGISTRY_URL', value: cluster.schemaRegistryUrl },
    ];
    this.configMapName = text`${cluster.name}-${name}-env`;
    new Manifest(this, 'config', 'ConfigMap', {
      metadata: { name: this.configMapName, namespace, labels: labels(cluster.name, 'client') },
      data: Object.fromEntries(this.variables.map(({ name: key, value }) => [key, value])),
    });
  }

  /**
   * Puts the variables into every container of a workload: of cdk8s-plus, or any `ApiObject` with a pod template.
   * Containers that are added later do not get them.
   *
   * Doing it twice changes nothing. Fails where a container already gives one of the variables another value.
   */
  addTo(...workloads: (PlusWorkload | ApiObject)[]): void {
    for (const workload of workloads) {
      if (ApiObject.isApiObject(workload)) this.patch(workload);
      else this.addToContainers(workload);
    }
  }

  private addToContainers(workload: PlusWorkload): void {
    for (const { name: container, env } of [...workload.initContainers, ...workload.containers]) {
      const there = Object.entries(env.variables).map(([name, variable]) => ({ name, ...variable }));
      const missing = merged(there, this.variables, `${workload.node.path} container ${container}`).slice(there.length) as readonly Variable[];
      for (const { name, value } of missing) env.addVariable(name, { value });
    }
  }

  private patch(workload: ApiObject): void {
    const object = workload.toJson() as Record<string, unknown>;
    const path = podSpecPath(workload.kind);
    const spec = path.reduce<Record<string, unknown> | undefined>((at, key) => at?.[key] as Record<string, unknown> | undefined, object);
    if (!spec) throw new Error(`${workload.node.path} (${workload.kind}) has no pod template that an environment could be put into`);
    for (const kind of ['initContainers', 'containers']) {
      ((spec[kind] ?? []) as { name: string; env?: Existing[] }[]).forEach((container, index) => {
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

function merged(env: readonly Existing[], added: readonly Variable[], at: string): readonly (Existing | Variable)[] {
  for (const { name, value } of added) {
    const there = env.find((variable) => variable.name === name);
    if (there && there.value !== value) {
      throw new Error(`${at} sets ${name} (${JSON.stringify(there.value ?? there.valueFrom)}) to another value than the client's (${JSON.stringify(value)}): take one of them out`);
    }
  }
  return [...env, ...added.filter(({ name }) => !env.some((variable) => variable.name === name))];
}

function podSpecPath(kind: string): readonly string[] {
  if (kind === 'Pod') return ['spec'];
  return [...(kind === 'CronJob' ? ['spec', 'jobTemplate'] : []), 'spec', 'template', 'spec'];
}
