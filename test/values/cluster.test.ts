import { check } from '../../values/check';
import { Document } from '../../values/reading/merge';
import { clusterProperties, reasonAgainst } from '../../values/schema/cluster-properties';
import { brokerConfig } from '../../values/schema/node-properties';
import { refusedKeys } from '../../values/schema/leaf';
import { valuesAround } from '../../values/section';
import { problemsIn } from '../../values/rules/finding';
import { settingsWarnings } from '../../values/rules/settings';
import { bootstrapYaml } from '../../redpanda/broker-config';
import { isConcrete, tidy } from '../../template';

const said = (values: object): string[] => check(valuesAround(values as Document) as unknown as Document).map(({ sentence }) => sentence);
const of = (cluster: object, more: object = {}): string[] => said({ cluster, ...more });

test.each<[string, object]>([
  ['an integer', { log_retention_ms: 604_800_000 }],
  ['retention for ever', { log_retention_ms: -1 }],
  ['a flag', { auto_create_topics_enabled: true }],
  ['a fraction', { min_cleanable_dirty_ratio: 0.25 }],
  ['one of several words', { tls_min_version: 'v1.3' }],
  ['a word that looks like a flag', { write_caching_default: 'true' }],
  ['a list of texts', { kafka_nodelete_topics: ['_schemas', 'orders'] }],
  ['an empty list', { audit_excluded_topics: [] }],
  ['a multiple of 4096', { append_chunk_size: 8192 }],
  ['an odd number of replicas', { default_topic_replications: 3 }],
  ['an address', { metrics_reporter_url: 'https://metrics.example.org/v2' }],
])('%s is accepted', (_, cluster) => {
  expect(of(cluster)).toEqual([]);
});

test.each<[object, string]>([
  [{ log_retention_mss: 1 }, 'cluster.log_retention_mss is not a cluster property of Redpanda 26.2: brokers would refuse it, and all the others with it; did you mean log_retention_ms?'],
  [{ logRetentionMs: 1 }, 'cluster.logRetentionMs is not a cluster property of Redpanda 26.2: brokers would refuse it, and all the others with it; did you mean log_retention_ms?'],
  [{ xyzzy: 1 }, 'cluster.xyzzy is not a cluster property of Redpanda 26.2: brokers would refuse it, and all the others with it'],
  [{ __proto: 1 }, 'cluster.__proto is not a cluster property of Redpanda 26.2: brokers would refuse it, and all the others with it'],
  [{ log_retention_ms: '7d' }, 'cluster.log_retention_ms ("7d") must be an integer from -1 to 9223372036854: brokers refuse others'],
  [{ log_retention_ms: 1.5 }, 'cluster.log_retention_ms (1.5) must be an integer from -1 to 9223372036854: brokers refuse others'],
  [{ storage_min_free_bytes: 5 }, 'cluster.storage_min_free_bytes (5) must be an integer from 10485760 to 9007199254740991: brokers refuse others'],
  [{ default_topic_replications: 2 }, 'cluster.default_topic_replications (2) must be an odd integer from 1 to 32767: brokers refuse others'],
  [{ append_chunk_size: 5000 }, 'cluster.append_chunk_size (5000) must be a multiple of 4096 from 4096 to 33554432: brokers refuse others'],
  [{ auto_create_topics_enabled: 'yes' }, 'cluster.auto_create_topics_enabled ("yes") must be true or false'],
  [{ tls_min_version: 'v1.4' }, 'cluster.tls_min_version ("v1.4") must be the text v1.0, v1.1, v1.2 or v1.3: brokers refuse others'],
  [{ write_caching_default: true }, "cluster.write_caching_default (true) must be the text 'true', 'false' or disabled: brokers refuse others"],
  [{ kafka_memory_share_for_fetch: 1.5 }, 'cluster.kafka_memory_share_for_fetch (1.5) must be a number from 0 to 1, and 0 or at least 0.0001 away from it: brokers refuse others, and print smaller ones in another way'],
  [{ kafka_nodelete_topics: '_schemas' }, 'cluster.kafka_nodelete_topics ("_schemas") must be a list of at most 1000 texts of one line, without a login in an address: a secret does not belong in values'],
  [{ iceberg_dlq_table_suffix: 'a\nb' }, 'cluster.iceberg_dlq_table_suffix ("a\\nb") must be a text of one line, of printable characters and without a login in an address: a secret does not belong in values'],
  [{ oidc_http_proxy_url: 'http://a:b@proxy' }, 'cluster.oidc_http_proxy_url ("http://a:…@proxy") must be a text of one line, of printable characters and without a login in an address: a secret does not belong in values'],
  [{ cloud_storage_secret_key: 'hunter2' }, 'cluster.cloud_storage_secret_key must not be given: tieredStorage.secretName names the Secret that holds it'],
  [{ cloud_storage_access_key: 'AKIA' }, 'cluster.cloud_storage_access_key must not be given: tieredStorage.secretName names the Secret that holds it'],
  [{ iceberg_rest_catalog_token: 'hunter2' }, 'cluster.iceberg_rest_catalog_token must not be given: a secret does not belong in values'],
  [{ delete_retention_ms: 1 }, 'cluster.delete_retention_ms must be called log_retention_ms: brokers tell it by that name only'],
  [{ crash_loop_limit: 3 }, 'cluster.crash_loop_limit must not be given here: it is a property of each broker, which broker.config.redpanda holds'],
  [{ seed_servers: [] }, 'cluster.seed_servers must not be given: it is a property of each broker, which is set here for all that connects'],
  [{ 'retention.ms': 1 }, 'cluster.retention.ms must not be given here: it is a config of topics, and stands with its topic'],
  [{ superusers: ['root'] }, 'cluster.superusers must not be given: sasl sets it, with all that connects'],
  [{ enable_rack_awareness: true }, 'cluster.enable_rack_awareness must not be given: broker.rackAwareness sets it, with the rack of each broker'],
  [{ tx_log_stats_interval_s: 1 }, 'cluster.tx_log_stats_interval_s must not be given: Redpanda takes it, and does nothing with it any more'],
])('%j is refused', (cluster, sentence) => {
  expect(of(cluster)).toEqual([sentence]);
});

test('what is no map is refused', () => {
  expect(said({ cluster: ['log_retention_ms'] })).toEqual(['cluster (["log_retention_ms"]) must be a map of cluster properties and their values']);
});

test('all that is wrong is said at once', () => {
  expect(of({ superusers: [], log_retention_ms: 'x', logs: 1 })).toHaveLength(3);
});

test('no property has two rules, and none that is refused has one', () => {
  const names = [...clusterProperties().keys()];
  expect(names.length).toBeGreaterThan(500);
  expect(new Set(names).size).toBe(names.length);
  const nodes = Object.keys({ ...brokerConfig.shape.redpanda.unwrap().shape, ...refusedKeys.get(brokerConfig.shape.redpanda.unwrap()) });
  expect(names.filter((name) => nodes.includes(name))).toEqual([]);
  const refused = ['admin_api_require_auth', 'cloud_storage_secret_key', 'delete_retention_ms', 'tx_log_stats_interval_s', 'kafka_throughput_control'];
  expect(refused.filter((name) => names.includes(name))).toEqual([]);
});

test('what a new cluster starts with is a property that can be declared, or one that has another owner', () => {
  const { broker, tls, sasl } = valuesAround({ broker: { rackAwareness: true }, sasl: { enabled: true }, tls: { externalClientAuth: true } });
  const started = tidy(bootstrapYaml({ ...broker, tls, sasl, cluster: {} })) as object;
  expect(isConcrete(started)).toBe(true);
  const unknown = Object.keys(started).filter((name) => !clusterProperties().has(name));
  expect(unknown.map((name) => reasonAgainst(name)).filter((reason) => !/ sets it, /.test(reason))).toEqual([]);
});

// Between values.

const license = (name: string) => `cluster.${name} must be another value unless licenseAcknowledged is true: this one needs a license of Redpanda Enterprise`;

test.each<[object]>([
  [{ audit_enabled: true }],
  [{ core_balancing_continuous: true }],
  [{ iceberg_enabled: true }],
  [{ delete_topic_enable: false }],
  [{ default_leaders_preference: 'racks:a' }],
  [{ enable_schema_id_validation: 'redpanda' }],
  [{ partition_autobalancing_mode: 'continuous' }],
])('%j needs a license that is acknowledged', (cluster) => {
  expect(of(cluster)).toEqual([license(Object.keys(cluster)[0]!)]);
  expect(of(cluster, { licenseAcknowledged: true })).toEqual([]);
});

test.each<[object]>([[{ audit_enabled: false }], [{ delete_topic_enable: true }], [{ default_leaders_preference: 'none' }], [{ partition_autobalancing_mode: 'node_add' }]])('%j needs no license', (cluster) => {
  expect(of(cluster)).toEqual([]);
});

test.each(['default_topic_replications', 'minimum_topic_replications'])('%s must not exceed the brokers', (name) => {
  expect(of({ [name]: 5 })).toEqual([`cluster.${name} (5) must not exceed broker.replicas (3): each replica needs its own broker`]);
  expect(of({ [name]: 5 }, { broker: { replicas: 5 } })).toEqual([]);
});

// Tiered storage.

const bucket = { cloud_storage_enabled: true, cloud_storage_bucket: 'events', cloud_storage_region: 'eu' };
const azure = { cloud_storage_enabled: true, cloud_storage_azure_storage_account: 'events', cloud_storage_azure_container: 'events' };
const tiered = (cluster: object, secretName = '') => of(cluster, { licenseAcknowledged: true, tieredStorage: { secretName } });

test.each<[string, object, string]>([
  ['keys in a Secret', bucket, 'store'],
  ['a role of AWS', { ...bucket, cloud_storage_credentials_source: 'sts' }, ''],
  ['a key of Azure in a Secret', azure, 'store'],
  ['an identity of Azure', { ...azure, cloud_storage_credentials_source: 'azure_aks_oidc_federation' }, ''],
])('tiered storage with %s is accepted', (_, cluster, secretName) => {
  expect(tiered(cluster, secretName)).toEqual([]);
});

test.each<[object, string, string]>([
  [{ ...bucket, cloud_storage_region: undefined }, 'store', 'cluster.cloud_storage_region is required where cluster.cloud_storage_enabled is true: brokers would refuse to use an object store that they cannot find'],
  [{ cloud_storage_enabled: true, cloud_storage_azure_container: 'a' }, 'store', 'cluster.cloud_storage_azure_storage_account is required where cluster.cloud_storage_enabled is true, and the object store is that of Azure: brokers would refuse to use an object store that they cannot find'],
  [bucket, '', 'tieredStorage.secretName is required unless cluster.cloud_storage_credentials_source is another than config_file: it names the Secret with the credentials of the object store'],
  [{ ...bucket, cloud_storage_credentials_source: 'sts' }, 'store', 'tieredStorage.secretName (store) must be empty unless cluster.cloud_storage_enabled is true with the credentials of config_file: nobody would read it'],
  [{}, 'store', 'tieredStorage.secretName (store) must be empty unless cluster.cloud_storage_enabled is true with the credentials of config_file: nobody would read it'],
])('tiered storage as %j with the Secret "%s" is refused', (cluster, secretName, sentence) => {
  expect(tiered(JSON.parse(JSON.stringify(cluster)), secretName)).toEqual([sentence]);
});

test('tiered storage needs a license that is acknowledged', () => {
  expect(of(bucket, { tieredStorage: { secretName: 'store' } })).toEqual([license('cloud_storage_enabled')]);
});

test('what needs a restart is said of each property that does, and of no other', () => {
  const warnings = problemsIn(settingsWarnings({ cluster: { tls_min_version: 'v1.3', log_retention_ms: 1, disable_metrics: true } }));
  expect(warnings.map(({ sentence }) => sentence)).toEqual([
    'cluster.disable_metrics takes effect when brokers start. A change of it waits for a restart of them',
    'cluster.tls_min_version takes effect when brokers start. A change of it waits for a restart of them',
  ]);
});
