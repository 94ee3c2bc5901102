import * as z from 'zod';
import { choice, except, flag, integer, number, optional, refusedKeys, section, matching } from './leaf';

// Accepted is what Redpanda 26.2 takes both when it creates a topic (topics/validators.h) and when it alters one
// (configs/config_utils.h), and tells afterwards as it was given: else the topic Job would change it at every run.
// Names and defaults are those of Redpanda's reference of topic properties, v26.2.1.

const refusing = 'brokers refuse others';

/** Brokers count in nanoseconds of 64 bits: what is longer they refuse, or cut to this. */
const longest = 9_223_372_036_854;
const duration = (min: number) => integer(min, longest, 'brokers hold no other duration');

/** Brokers take 64 bits, of which Helm's numbers, which are floats, carry 53. */
const bytes = (min: number) => integer(min, Number.MAX_SAFE_INTEGER, 'brokers refuse less, and Helm would round more');

const tombstones = () => except(duration(-1), (ms) => ms === 0, { const: 0 }, `must be -1, or an integer from 1 to ${longest}: ${refusing}`);

const share = () =>
  except(
    number(0, 1, refusing),
    (part) => part > 0 && part < 0.0001,
    { exclusiveMinimum: 0, exclusiveMaximum: 0.0001 },
    'must be 0, or a number from 0.0001 to 1: brokers tell smaller ones as 1e-05, which is another text',
  );

const leaders = () =>
  matching(/^(none|(ordered_)?racks:[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*)$/, `must be none, racks:RACK[,RACK …] or ordered_racks:RACK[,RACK …]: ${refusing}`, 249);

const contextRule = `must be the name of a context, which begins with a dot and is not .__GLOBAL: ${refusing}`;
const context = () => except(matching(/^\.[A-Za-z0-9._-]*$/, contextRule, 249), (name) => name === '.__GLOBAL', { const: '.__GLOBAL' }, contextRule);

// The options of value_schema_latest stand in the order in which brokers tell them.
const [protobufName, subject] = ['protobuf_name=[A-Za-z0-9._]+', 'subject=[A-Za-z0-9._-]+'];
const icebergMode = () =>
  matching(
    new RegExp(`^(disabled|key_value|value_schema_id_prefix|value_schema_latest(:(${protobufName}(,${subject})?|${subject}))?)$`),
    `must be disabled, key_value, value_schema_id_prefix or value_schema_latest[:protobuf_name=NAME,subject=SUBJECT]: ${refusing}`,
    512,
  );

const column = '[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*';
const field = `(${column}|(identity|year|month|day|hour|void)\\(${column}\\)|(bucket|truncate)\\([0-9]{1,9}, ?${column}\\))`;
const partitionSpec = () =>
  matching(new RegExp(`^\\((${field}(, ?${field})*)?\\)$`), `must be columns in parentheses, such as (hour(redpanda.timestamp), bucket(8, user.id)): ${refusing}`, 1000);

/** A config: what it takes, what it does, and what holds without it, which null goes back to. */
const row = <S extends z.ZodType>(accepted: S, about: string, brokerDefault: string) => optional(accepted.nullable(), `${about} Broker default: ${brokerDefault}.`);

const tiered = 'With tiered storage (Enterprise):';
const iceberg = 'With the cluster property iceberg_enabled (Enterprise):';

const configs = {
  // Of those with -1, brokers tell all that is less as -1.
  'cleanup.policy': row(choice(['delete', 'compact', 'compact,delete', 'delete,compact'], refusing), 'What happens to old segments.', 'delete'),
  'retention.ms': row(duration(-1), 'Milliseconds that records are kept; -1 for ever, 0 until their segment is closed.', '604800000'),
  'retention.bytes': row(bytes(-1), 'Bytes that a partition keeps; -1 without limit.', 'no limit'),
  'segment.bytes': row(bytes(1_048_576), 'Bytes of a segment.', '134217728'),
  'segment.ms': row(duration(-1), 'Milliseconds after which a segment is closed, of which the cluster makes at least 600000 and at most 31536000000; -1 never.', '1209600000'),
  'max.message.bytes': row(integer(1, 104_857_600, refusing), 'Bytes of the largest batch.', '1048576'),
  'compression.type': row(choice(['producer', 'none', 'gzip', 'snappy', 'lz4', 'zstd'], refusing), 'Without effect: brokers keep what a producer sends.', 'producer'),
  'message.timestamp.type': row(choice(['CreateTime', 'LogAppendTime'], refusing), 'What the timestamp of a record means.', 'CreateTime'),
  'message.timestamp.before.max.ms': row(duration(0), 'Milliseconds that a timestamp may lie in the past.', String(longest)),
  'message.timestamp.after.max.ms': row(duration(0), 'Milliseconds that a timestamp may lie in the future.', '3600000'),
  'delete.retention.ms': row(tombstones(), 'Milliseconds that tombstones are kept; -1 for ever.', 'for ever'),
  'min.cleanable.dirty.ratio': row(share(), 'Share of a log that must be dirty before it is compacted.', '0.5'),
  'min.compaction.lag.ms': row(duration(0), 'Milliseconds before a record can be compacted.', '0'),
  'max.compaction.lag.ms': row(duration(1), 'Milliseconds after which a record is compacted at the latest.', String(longest)),
  'flush.ms': row(duration(1), 'Milliseconds after which data is written to the disk.', '100'),
  'flush.bytes': row(bytes(1), 'Bytes after which data is written to the disk.', '262144'),
  'write.caching': row(flag(), 'Acknowledge before data is on the disk: faster, and records can be lost.', 'false'),
  'retention.local.target.ms': row(duration(-1), `${tiered} milliseconds kept on the brokers.`, '86400000'),
  'retention.local.target.bytes': row(bytes(-1), `${tiered} bytes of a partition kept on the brokers.`, 'no limit'),
  'initial.retention.local.target.ms': row(duration(-1), `${tiered} milliseconds that a new replica fetches.`, 'all'),
  'initial.retention.local.target.bytes': row(bytes(-1), `${tiered} bytes that a new replica fetches.`, 'all'),
  'redpanda.remote.read': row(flag(), `${tiered} read from object storage.`, 'false'),
  'redpanda.remote.write': row(flag(), `${tiered} write to object storage.`, 'false'),
  'redpanda.remote.delete': row(flag(), `${tiered} delete from object storage with the topic.`, 'true'),
  // tiered_cloud is what brokers call it themselves: they refuse it from outside, and tell it as tiered.
  'redpanda.storage.mode': row(choice(['local', 'tiered', 'cloud', 'unset'], refusing), 'Where data is. tiered needs cloud_storage_enabled, cloud needs Cloud Topics (Enterprise).', 'unset'),
  'redpanda.leaders.preference': row(leaders(), 'Racks for leaders: none, racks:RACK[,RACK …] or ordered_racks:RACK[,RACK …] (Enterprise).', 'none'),
  'redpanda.schema.registry.context': row(context(), 'Context of its schemas, which begins with a dot.', '.'),
  'redpanda.iceberg.mode': row(icebergMode(), `${iceberg} disabled, key_value, value_schema_id_prefix or value_schema_latest.`, 'disabled'),
  'redpanda.iceberg.delete': row(flag(), `${iceberg} delete the table with the topic.`, 'true'),
  'redpanda.iceberg.invalid.record.action': row(choice(['drop', 'dlq_table'], refusing), `${iceberg} what happens to a record that fits no schema.`, 'dlq_table'),
  'redpanda.iceberg.partition.spec': row(partitionSpec(), `${iceberg} columns that partition the table.`, '(hour(redpanda.timestamp))'),
  'redpanda.iceberg.target.lag.ms': row(duration(10_000), `${iceberg} milliseconds until the table holds a record.`, 'iceberg_target_lag_ms'),
};

const onlyTiered = [
  'retention.local.target.ms',
  'retention.local.target.bytes',
  'initial.retention.local.target.ms',
  'initial.retention.local.target.bytes',
  'redpanda.remote.read',
  'redpanda.remote.write',
] as const;

/** Configs that a storage mode does not have (configs/storage_mode_properties.h); tiered has all, and in unset all may be given. */
const foreign: Readonly<Record<string, readonly (keyof typeof configs)[]>> = {
  local: [
    ...onlyTiered,
    'redpanda.remote.delete',
    'redpanda.iceberg.mode',
    'redpanda.iceberg.delete',
    'redpanda.iceberg.invalid.record.action',
    'redpanda.iceberg.partition.spec',
    'redpanda.iceberg.target.lag.ms',
  ],
  cloud: [...onlyTiered, 'segment.bytes', 'segment.ms', 'flush.ms', 'flush.bytes', 'write.caching'],
};

const modeIs = (mode: string) => ({ properties: { 'redpanda.storage.mode': { const: mode } }, required: ['redpanda.storage.mode'] });
const without = (keys: readonly string[]) => ({ properties: Object.fromEntries(keys.map((key) => [key, { type: 'null' }])) });

/** The configs of a topic in Kafka's words: all that Redpanda knows, because brokers say nothing of one that they don't know. */
export const topicConfig = section(configs, 'is not a topic config that Redpanda knows: the broker would silently ignore it')
  .check(({ value, issues }) => {
    const mode = value['redpanda.storage.mode'];
    for (const key of foreign[String(mode)] ?? []) {
      const given = value[key] ?? null;
      if (given !== null) issues.push({ code: 'custom', input: given, path: [key], message: `must not be given with redpanda.storage.mode ${mode}: topics of that mode don't have it` });
    }
  })
  .meta({ title: 'TopicConfig', whole: true, if: modeIs('local'), then: without(foreign['local']!), else: { if: modeIs('cloud'), then: without(foreign['cloud']!) } });

const ignored = 'must not be given: Redpanda takes it as Kafka does, and silently ignores it';
const validated = (mode: string) =>
  `must not be given: while the cluster property enable_schema_id_validation is not ${mode}, as it is not by default, brokers refuse every change of a topic that has it`;
const atCreationOnly = 'must not be given: brokers take it at the creation of a topic only, and refuse it in every later change';
const internal = 'must not be given: it is internal to Redpanda';

/** Why configs that Redpanda knows as well cannot be declared. */
export const refusedConfigs: Readonly<Record<string, string>> = {
  'unclean.leader.election.enable': ignored,
  'message.downconversion.enable': ignored,
  'segment.index.bytes': ignored,
  'segment.jitter.ms': ignored,
  'min.insync.replicas': `${ignored}; acks=all waits for a majority of the replicas anyway`,
  'message.timestamp.difference.max.ms': ignored,
  'message.format.version': ignored,
  'leader.replication.throttled.replicas': ignored,
  'index.interval.bytes': ignored,
  'follower.replication.throttled.replicas': ignored,
  'flush.messages': ignored,
  'file.delete.delay.ms': ignored,
  preallocate: ignored,
  'redpanda.key.schema.id.validation': validated('redpanda or compat'),
  'redpanda.value.schema.id.validation': validated('redpanda or compat'),
  'redpanda.key.subject.name.strategy': validated('redpanda or compat'),
  'redpanda.value.subject.name.strategy': validated('redpanda or compat'),
  'confluent.key.schema.validation': validated('compat'),
  'confluent.value.schema.validation': validated('compat'),
  'confluent.key.subject.name.strategy': validated('compat'),
  'confluent.value.subject.name.strategy': validated('compat'),
  'compaction.strategy': 'must not be given: offset is the only strategy that works, and brokers never say which one a topic has',
  'replication.factor': 'must not be given here: replicationFactor of the topic sets it',
  'redpanda.remote.recovery': atCreationOnly,
  'redpanda.remote.readreplica': atCreationOnly,
  'redpanda.storage.mode.impl': 'must not be given: it only says what redpanda.storage.mode has become, and cannot be changed',
  'redpanda.cloud_topic.enabled': 'must not be given: redpanda.storage.mode has taken its place, and brokers refuse to change it',
  'redpanda.remote.allowgaps': internal,
  'redpanda.virtual.cluster.id': internal,
};

refusedKeys.add(topicConfig, refusedConfigs);
