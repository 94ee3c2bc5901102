import { Construct, IConstruct } from 'constructs';
import type { Owner } from '../kubernetes/labels';
import { brokerHost, ClusterValues } from '../redpanda/cluster';
import { connections } from '../redpanda/connection';
import { Input, known } from '../template';

/** A cluster, whether it is made here (`RedpandaCluster`) or elsewhere (`RedpandaCluster.fromClusterName`). */
export interface IRedpandaCluster extends IConstruct {
  /** Name of the cluster, of its StatefulSet and, unless it is an adopted one, of the Service for clients. */
  readonly name: string;
  /** Namespace of the brokers. */
  readonly namespace: string;
  /** Number of brokers. */
  readonly replicas: number;
  /** What a Kafka client starts from: `NAME.NAMESPACE.svc.cluster.local:9092`. */
  readonly bootstrapServers: string;
  /** What a client of the schema registry is given: `http://NAME.NAMESPACE.svc.cluster.local:8081`. */
  readonly schemaRegistryUrl: string;
  /**
   * Host name of one broker, which every pod of the Kubernetes cluster resolves.
   *
   * @param broker its number, from 0 to `replicas` - 1
   */
  brokerHost(broker: number): string;
  /** @internal */
  readonly values: Input<ClusterValues> & Owner;
}

/** What a cluster that is made here and one that is made elsewhere have in common. */
export abstract class RedpandaClusterBase extends Construct implements IRedpandaCluster {
  /** @internal */
  abstract readonly values: Input<ClusterValues> & Owner;

  get name(): string {
    return known(this.values.name);
  }

  get namespace(): string {
    return known(this.values.namespace);
  }

  get replicas(): number {
    return known(this.values.replicas);
  }

  get bootstrapServers(): string {
    return known(connections('client', this.values).kafka.service.server);
  }

  get schemaRegistryUrl(): string {
    return known(connections('client', this.values).schemaRegistry.service.url);
  }

  brokerHost(broker: number): string {
    return known(brokerHost(this.values, broker));
  }
}
