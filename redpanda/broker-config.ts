import { either, gt, inner, Input, overlay, when } from '../template';
import { ClusterValues } from './cluster';
import { connections } from './connection';
import { Listener, listeners } from './listener';

const { kafka, external, schemaRegistry, admin, rpc } = listeners;

/** Where a broker keeps its log segments. */
export const dataDirectory = '/var/lib/redpanda/data';

const listen = ({ port }: Listener, name?: string) => ({ ...(name && { name }), address: '0.0.0.0', port });

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
export function redpandaYaml(cluster: Input<ClusterValues>) {
  const { rpc, kafka } = connections('broker', cluster);
  const add = (section: keyof ClusterValues['config'], fields: object) => overlay(inner(cluster.config, section), fields);
  return {
    redpanda: add('redpanda', { ...constantConfig.redpanda, seed_servers: rpc.brokers(cluster.replicas, ({ host, port }) => ({ host: { address: host, port } })) }),
    schema_registry: add('schema_registry', constantConfig.schema_registry),
    schema_registry_client: add('schema_registry_client', { brokers: kafka.brokers(cluster.replicas, ({ host, port }) => ({ address: host, port })) }),
  };
}

/**
 * Cluster properties at the first start of a new cluster: Redpanda reads them once. None of them needs a licence.
 *
 * Nothing is pinned here that fewer than three brokers would keep for ever. `internal_topic_replication_factor` is left at its 3, with which
 * Redpanda makes its own topics with one replica while there are fewer brokers, and raises them later; the topic Job raises
 * `default_topic_replications`.
 */
export function bootstrapYaml({ replicas, rackAwareness }: Pick<Input<ClusterValues>, 'replicas' | 'rackAwareness'>) {
  return {
    auto_create_topics_enabled: false,
    core_balancing_continuous: false,
    default_topic_replications: when(canLoseOne(replicas), replicationFactor),
    // The reporter calls a host outside of the cluster, which the NetworkPolicies do not admit.
    enable_metrics_reporter: false,
    enable_rack_awareness: when(rackAwareness, true),
    partition_autobalancing_mode: 'node_add',
  };
}

/** Three replicas where there are brokers for them. Two would be lost with one of two brokers, as one is. */
export const defaultReplicationFactor = (brokers: Input<number>) => either(canLoseOne(brokers), replicationFactor, 1);

const replicationFactor = 3;
const canLoseOne = (brokers: Input<number>) => gt(brokers, replicationFactor - 1);
