import { parse } from 'yaml';
import { Synthesized } from '../constructs/synth';
import { platformOf } from '../platform/objects';

// Redpanda takes a key that it does not know for nothing, or refuses to start; Console refuses to start. So every key that is emitted,
// in any mode, stands here, by the page or the source that has it. Lists are passed through.

const address = ['address', 'port'];
const certificate = ['enabled', 'cert_file', 'key_file', 'truststore_file'];
const below = (parent: string, keys: readonly string[]) => keys.map((key) => `${parent}.${key}`);

/** @see https://docs.redpanda.com/current/reference/properties/broker-properties/ */
const redpandaYaml = [
  ...below('redpanda', ['data_directory', 'empty_seed_starts_cluster']),
  ...below('redpanda.rpc_server', address),
  ...below('redpanda.rpc_server_tls', [...certificate, 'require_client_auth']),
  ...below('redpanda.admin', address),
  ...below('redpanda.admin_api_tls', certificate),
  ...below('redpanda.kafka_api', ['name', ...address, 'authentication_method']),
  ...below('redpanda.kafka_api_tls', ['name', ...certificate, 'require_client_auth']),
  ...below('redpanda.seed_servers.host', address),
  ...below('schema_registry.schema_registry_api', ['name', ...address, 'authentication_method']),
  ...below('schema_registry.schema_registry_api_tls', certificate),
  ...below('schema_registry_client.brokers', address),
  ...below('schema_registry_client.broker_tls', ['enabled', 'truststore_file']),
];

/** @see https://docs.redpanda.com/current/reference/properties/cluster-properties/ */
const bootstrapYaml = [
  ...['admin_api_require_auth', 'auto_create_topics_enabled', 'core_balancing_continuous', 'default_topic_replications', 'enable_metrics_reporter'],
  ...['enable_rack_awareness', 'kafka_enable_authorization', 'kafka_mtls_principal_mapping_rules', 'partition_autobalancing_mode', 'superusers'],
];

const tls = ['enabled', 'caFilepath'];

/** @see https://github.com/redpanda-data/console/tree/v3.10.0/backend/pkg/config for the `yaml` tags of each struct */
const consoleYaml = [
  'kafka.brokers',
  ...below('kafka.tls', tls),
  ...below('kafka.sasl', ['enabled', 'mechanism', 'username']),
  'kafka.startup.maxRetries',
  ...below('schemaRegistry', ['enabled', 'urls']),
  ...below('schemaRegistry.tls', tls),
  'schemaRegistry.authentication.basic.username',
  ...below('redpanda.adminApi', ['enabled', 'urls']),
  ...below('redpanda.adminApi.tls', tls),
  'redpanda.adminApi.authentication.basic.username',
  ...below('server', ['listenPort', 'basePath']),
  'analytics.enabled',
];

/** The paths of a document's plain values. */
function pathsIn(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, path));
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  return Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...path, key]));
}

const sasl = 'sasl: { enabled: true, superuser: { secretName: superuser } }';
const modes = [
  '',
  'broker: { replicas: 1 }',
  'tls: { mode: cert-manager }',
  sasl,
  `tls: { mode: secret, secretName: tls, externalSecretName: external, externalClientAuth: true }\n${sasl}`,
  `tls: { mode: cert-manager, plaintext: open }\n${sasl}\nbroker: { rackAwareness: true }\nconsole: { basePath: /kafka }`,
].map((values) => new Synthesized(platformOf(values).objects));

const emitted = (configMap: string, file: string) => [...new Set(modes.flatMap((made) => pathsIn(parse(made.only('ConfigMap', configMap).data[file]))))];

test.each([
  ['redpanda.yaml', 'redpanda-config', redpandaYaml],
  ['bootstrap.yaml', 'redpanda-config', bootstrapYaml],
  ['config.yaml', 'redpanda-console', consoleYaml],
])('%s has the keys of the table in one mode or another, and no other', (file, configMap, table) => {
  expect(emitted(configMap, file).sort()).toEqual([...table].sort());
});
