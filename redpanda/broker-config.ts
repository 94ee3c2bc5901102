import { each, either, gt, inner, Input, overlay, upTo, when } from '../template';
import type { Values } from '../values/types';
import { admin, external, kafka, rpc, schemaRegistry } from './listener';

/** Where the brokers of a cluster are found. */
export interface Brokers {
  readonly replicas: Input<number>;
  /** Host name of a broker, which other brokers and clients resolve. */
  brokerHost(broker: Input<number>): Input<string>;
}

/** Where a broker keeps its log segments. */
export const dataDirectory = '/var/lib/redpanda/data';

const listen = ({ port }: { port: number }, name?: string) => ({ ...(name && { name }), address: '0.0.0.0', port });

/** What `redpanda.yaml` says of every broker alone: a change of it restarts the brokers. */
export const constantConfig = {
  redpanda: {
    data_directory: dataDirectory,
    // A broker that lost its data must never found a cluster of its own.
    empty_seed_starts_cluster: false,
    rpc_server: listen(rpc),
    admin: [listen(admin)],
    kafka_api: [listen(kafka, 'internal'), listen(external, 'external')],
  },
  schema_registry: { schema_registry_api: [listen(schemaRegistry)] },
};

/**
 * A broker's `redpanda.yaml`: the same for all, with every broker as a seed and no `node_id`, and with what the values add to it.
 *
 * Advertised addresses come as flags at start, because each broker has its own. Without a section `pandaproxy`
 * the HTTP proxy, which nobody here asks for, is not started.
 */
export function redpandaYaml(brokers: Brokers, config: Input<Values['broker']['config']>) {
  const all = (address: (host: Input<string>) => object) => [...each(upTo(brokers.replicas), (broker) => address(brokers.brokerHost(broker)), 'broker')];
  return {
    redpanda: overlay(inner(config, 'redpanda'), { ...constantConfig.redpanda, seed_servers: all((address) => ({ host: { address, port: rpc.port } })) }),
    schema_registry: overlay(inner(config, 'schema_registry'), constantConfig.schema_registry),
    schema_registry_client: overlay(inner(config, 'schema_registry_client'), { brokers: all((address) => ({ address, port: kafka.port })) }),
  };
}

/**
 * Cluster properties at the first start of a new cluster: Redpanda reads them once. None of them needs a licence.
 *
 * Nothing is pinned here that fewer than three brokers would keep for ever. `internal_topic_replication_factor` is left at its 3, with which
 * Redpanda makes its own topics with one copy while there are fewer brokers, and raises them later; the topic Job raises
 * `default_topic_replications`.
 */
export function bootstrapYaml({ replicas }: Brokers) {
  return {
    auto_create_topics_enabled: false,
    core_balancing_continuous: false,
    default_topic_replications: when(gt(replicas, 2), 3),
    // The reporter calls a host outside of the cluster, which the NetworkPolicies do not admit.
    enable_metrics_reporter: false,
    partition_autobalancing_mode: 'node_add',
  };
}

/** Three copies where there are brokers for them. Two would be lost with one of two brokers, as one is. */
export const defaultReplicationFactor = (replicas: Input<number>) => either(gt(replicas, 2), 3, 1);
