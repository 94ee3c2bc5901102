import type * as z from 'zod';
import { choice, flag, integer, integerChoice, list, matching, optional, refusedKeys, section } from './leaf';

// The node properties of Redpanda 26.2.1: names, types and defaults as in its reference of broker properties, and bounds where
// its source has some (config/node_config.cc, pandaproxy/schema_registry/configuration.cc, kafka/client/configuration.cc).
// Where the reference has a property with and without its unit, the name with the unit is the one that redpanda.yaml takes.

const refusing = 'brokers hold no other number';
const integers = { uint32: 4_294_967_295, int32: 2_147_483_647, seconds: 17_179_869_183, milliseconds: 17_592_186_044_415 };

const upTo = (type: keyof typeof integers, min = 0) => integer(min, integers[type], refusing);
const bytes = (min = 0) => integer(min, Number.MAX_SAFE_INTEGER, 'brokers refuse less, and Helm would round more');
const path = () => matching(/^(\/[A-Za-z0-9._@%+-]+)+$/, 'must be an absolute path such as /mnt/cache, of letters, digits and . _ @ % + -: brokers know no folder to begin from', 1024);
const uuid = () => matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case, as GET /v1/broker_uuids tells it: it says which broker is meant', 36);

const row = <S extends z.ZodType>(accepted: S, about: string, brokerDefault: string) => optional(accepted, `${about} Redpanda's default: ${brokerDefault}.`);

const override = section({
  current_uuid: uuid().meta({ description: 'UUID of the broker that is meant.' }),
  new_uuid: uuid().meta({ description: 'UUID that it takes.' }),
  new_id: upTo('int32').meta({ description: 'Number that it takes.' }),
  ignore_existing_node_id: optional(flag(), 'Whether a broker that has a number already takes this one, false if left out.'),
}).meta({ title: 'NodeIdOverride' });

const redpanda = section(
  {
    admin_api_doc_dir: row(path(), 'Folder of the description of the admin API.', '/usr/share/redpanda/admin-api-doc'),
    cloud_storage_cache_directory: row(path(), 'Folder of the cache of tiered storage.', 'cloud_storage_cache in the data directory'),
    cloud_storage_inventory_hash_path_directory: row(path(), 'Folder of hashes from inventory reports of tiered storage.', 'cloud_storage_inventory in the data directory'),
    crash_loop_limit: row(upTo('uint32'), 'Crashes within an hour after which a broker no longer starts.', '5'),
    crash_loop_sleep_sec: row(upTo('seconds'), 'Seconds that it then waits before it ends.', 'none'),
    developer_mode: row(flag(), 'Start without checks, and do not wait for the disk: only for tests.', 'false'),
    emergency_disable_data_transforms: row(flag(), 'Stop data transforms, whatever the cluster property says.', 'false'),
    fips_mode: row(choice(['disabled', 'permissive', 'enabled'], 'Redpanda knows no other mode'), 'Whether only cryptography that FIPS approves is used (Enterprise).', 'disabled'),
    memory_allocation_warning_threshold: row(bytes(), 'Bytes from which on an allocation is logged.', '131072'),
    node_id_overrides: row(list(override, 99, 'there are no more brokers'), 'Numbers and UUIDs for brokers that a disaster left without, to be removed afterwards.', 'none'),
    openssl_config_file: row(path(), "OpenSSL's configuration for FIPS.", 'none'),
    openssl_module_directory: row(path(), "Folder of OpenSSL's module for FIPS.", 'none'),
    recovery_mode_enabled: row(flag(), 'Start without the topics of users, to repair a cluster.', 'false'),
    upgrade_override_checks: row(flag(), 'Start even with a version that is too new for the cluster.', 'false'),
    verbose_logging_timeout_sec_max: row(upTo('seconds', 1), 'Seconds that debug and trace logs last at most.', 'no limit'),
  },
  "is not a node property of Redpanda: a cluster property doesn't belong here, and stands in cluster",
).meta({ title: 'RedpandaProperties' });

const schemaRegistry = section(
  {
    schema_registry_replication_factor: row(integerChoice([1, 3, 5, 7, 9], 'Raft needs a majority'), 'Copies of the topic _schemas, when it is made.', "the cluster's"),
  },
  'is not a property of the schema registry that Redpanda knows: it would refuse to start',
).meta({ title: 'SchemaRegistryProperties' });

const client = section(
  {
    client_identifier: row(matching(/^[A-Za-z0-9._-]+$/, 'must be letters, digits, dots, dashes and underscores: it stands in logs', 249), 'Name by which it introduces itself to brokers.', 'test_client'),
    consumer_heartbeat_interval_ms: row(upTo('milliseconds'), 'Milliseconds between heartbeats.', '500'),
    consumer_rebalance_timeout_ms: row(upTo('milliseconds'), 'Milliseconds that a rebalance may take.', '2000'),
    consumer_request_max_bytes: row(upTo('int32'), 'Bytes of a fetch at most.', '1048576'),
    consumer_request_min_bytes: row(upTo('int32'), 'Bytes of a fetch at least.', '1'),
    consumer_request_timeout_ms: row(upTo('milliseconds'), 'Milliseconds that a fetch may take.', '100'),
    consumer_session_timeout_ms: row(upTo('milliseconds'), 'Milliseconds without a heartbeat that end a session.', '10000'),
    produce_ack_level: row(integer(-1, 1, 'Kafka knows no other acknowledgements'), 'Acknowledgements that a record needs: -1 all, 1 the leader, 0 none.', '-1'),
    produce_batch_delay_ms: row(upTo('milliseconds'), 'Milliseconds that a batch is waited for.', '100'),
    produce_batch_record_count: row(upTo('int32'), 'Records of a batch.', '1000'),
    produce_batch_size_bytes: row(upTo('int32'), 'Bytes of a batch.', '1048576'),
    produce_compression_type: row(choice(['none', 'gzip', 'snappy', 'lz4', 'zstd'], 'Redpanda refuses others'), 'Compression of batches.', 'none'),
    produce_shutdown_delay_ms: row(upTo('milliseconds'), 'Milliseconds for the last batches at the end.', '0'),
    retries: row(bytes(), 'Tries of a request.', '5'),
    retry_base_backoff_ms: row(upTo('milliseconds'), 'Milliseconds before the first try again.', '100'),
  },
  'is not a property of a Kafka client that Redpanda knows: it would refuse to start',
).meta({ title: 'KafkaClientProperties' });

/** The node properties of `redpanda.yaml`, by section, but for those that are set here. */
export const brokerConfig = section(
  {
    redpanda: optional(redpanda, 'Properties of the broker.'),
    schema_registry: optional(schemaRegistry, 'Properties of the schema registry.'),
    schema_registry_client: optional(client, 'Properties of its Kafka client, by which it keeps schemas in a topic.'),
  },
  'is not a section of redpanda.yaml that can be given here: redpanda, schema_registry and schema_registry_client can',
).meta({ title: 'BrokerConfig', whole: true });

const brokers = 'must not be given: broker.replicas says which brokers there are';
const listener = 'must not be given: Services, probes, NetworkPolicies and clients know the port that is set here';
const advertised = 'must not be given: each broker is started with its own';
const tls = 'must not be given: tls sets it, with all that connects';
const login = 'must not be given: brokers make a login of their own for it';
const proxy = 'must not be given: the HTTP proxy is not started here, and no Service or NetworkPolicy leads to it';
const withoutEffect = 'must not be given: Redpanda knows it, and silently ignores it';
const lost = 'must not be given: rpk, which starts brokers, leaves it out when it writes the file that they read';
const failure = 'must not be given: it makes writes fail on purpose';

refusedKeys.add(brokerConfig, {
  pandaproxy: proxy,
  pandaproxy_client: proxy,
  audit_log_client: 'must not be given: auditing, which needs a licence, finds the brokers without it',
  rpk: 'must not be given: broker.extraArgs takes the flags of the start, and tuners would need privileges',
});

refusedKeys.add(redpanda, {
  admin: listener,
  admin_api_tls: tls,
  advertised_kafka_api: advertised,
  advertised_rpc_api: advertised,
  coproc_supervisor_server: withoutEffect,
  dashboard_dir: withoutEffect,
  data_directory: 'must not be given: the volume is mounted at the one that is set here',
  empty_seed_starts_cluster: 'must not be given: it is false here, so that a broker that lost its data never founds a cluster of its own',
  enable_central_config: withoutEffect,
  kafka_api: listener,
  kafka_api_tls: tls,
  node_id: 'must not be given: the file is the same for all brokers, and the cluster gives each its number',
  rack: 'must not be given: the file is the same for all brokers, and so all would stand in one rack. broker.rackAwareness gives each its own',
  rpc_server: listener,
  rpc_server_tls: tls,
  seed_servers: brokers,
  storage_failure_injection_config_path: failure,
  storage_failure_injection_enabled: failure,
});

refusedKeys.add(schemaRegistry, { api_doc_dir: lost, mode_mutability: lost, schema_registry_api: listener, schema_registry_api_tls: tls });

refusedKeys.add(client, {
  broker_tls: tls,
  brokers,
  sasl_mechanism: login,
  scram_username: login,
  scram_password: 'must not be given: a secret does not belong in values, and brokers make a login of their own for it',
});
