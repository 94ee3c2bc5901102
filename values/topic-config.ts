import { choice, flag, integer as bounded, number, optional, section, word } from './leaf';

const reason = 'the broker would silently ignore it';
const integer = (min: number, max = Number.MAX_SAFE_INTEGER) => bounded(min, max, reason);
const subjectNameStrategy = () => choice(['TopicNameStrategy', 'RecordNameStrategy', 'TopicRecordNameStrategy'], reason);
const leaders = () => word(/^(none|racks:[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*)$/, 'must be none or racks:RACK[,RACK …]: the broker would silently ignore it', 249);
const iceberg = () =>
  word(
    /^(disabled|key_value|value_schema_id_prefix|value_schema_latest(:[A-Za-z0-9._=,-]+)?)$/,
    'must be disabled, key_value, value_schema_id_prefix or value_schema_latest: the broker would silently ignore it',
    249,
  );

/**
 * The topic configs that Redpanda knows, with the values they can have: the broker silently ignores any other.
 *
 * Source: Redpanda's reference of topic properties, v26.2. Values marked «enterprise» need a licence.
 */
export const topicConfig = section(
  {
    'cleanup.policy': optional(choice(['delete', 'compact', 'compact,delete', 'delete,compact', 'none'], reason), 'What happens to old segments. Broker default: delete.'),
    'retention.ms': optional(integer(-1), 'Milliseconds that records are kept; -1 for ever. Broker default: 604800000.'),
    'retention.bytes': optional(integer(-1), 'Bytes that a partition keeps; -1 without limit. Broker default: no limit.'),
    'segment.bytes': optional(integer(1048576), 'Bytes of a segment. Broker default: 134217728.'),
    'segment.ms': optional(integer(600000, 31536000000), 'Milliseconds after which a segment is closed. Broker default: 1209600000.'),
    'max.message.bytes': optional(integer(1, 104857600), 'Bytes of the largest batch. Broker default: 1048576.'),
    'compression.type': optional(
      choice(['none', 'gzip', 'snappy', 'lz4', 'zstd', 'producer'], reason),
      'Brokers keep the codec of the producer. Broker default: producer.',
    ),
    'message.timestamp.type': optional(choice(['CreateTime', 'LogAppendTime'], reason), 'Broker default: CreateTime.'),
    'message.timestamp.before.max.ms': optional(integer(0), 'Milliseconds that a timestamp may lie in the past.'),
    'message.timestamp.after.max.ms': optional(integer(0), 'Milliseconds that a timestamp may lie in the future. Broker default: 3600000.'),
    'delete.retention.ms': optional(integer(-1), 'Milliseconds that tombstones are kept; -1 for ever.'),
    'min.cleanable.dirty.ratio': optional(number(0, 1, reason), 'Share of a log that must be dirty before it is compacted. Broker default: 0.5.'),
    'min.compaction.lag.ms': optional(integer(0), 'Broker default: 0.'),
    'max.compaction.lag.ms': optional(integer(1), 'Broker default: 9223372036854.'),
    'flush.ms': optional(integer(1), 'Broker default: 100.'),
    'flush.bytes': optional(integer(1), 'Broker default: 262144.'),
    'write.caching': optional(flag(), 'Acknowledge before the data is on disk: faster, and records can be lost. Broker default: false.'),
    'retention.local.target.ms': optional(integer(-1), 'With tiered storage. Enterprise.'),
    'retention.local.target.bytes': optional(integer(-1), 'With tiered storage. Enterprise.'),
    'initial.retention.local.target.ms': optional(integer(-1), 'With tiered storage. Enterprise.'),
    'initial.retention.local.target.bytes': optional(integer(-1), 'With tiered storage. Enterprise.'),
    'redpanda.remote.read': optional(flag(), 'With tiered storage. Enterprise.'),
    'redpanda.remote.write': optional(flag(), 'With tiered storage. Enterprise.'),
    'redpanda.remote.delete': optional(flag(), 'With tiered storage. Enterprise.'),
    'redpanda.storage.mode': optional(choice(['local', 'tiered', 'cloud', 'tiered_cloud', 'unset'], reason), 'All but local need tiered storage. Enterprise.'),
    'redpanda.leaders.preference': optional(leaders(), 'none, or racks:RACK[,RACK …]. Enterprise.'),
    'redpanda.key.schema.id.validation': optional(flag(), 'Enterprise.'),
    'redpanda.value.schema.id.validation': optional(flag(), 'Enterprise.'),
    'redpanda.key.subject.name.strategy': optional(subjectNameStrategy(), 'Broker default: TopicNameStrategy.'),
    'redpanda.value.subject.name.strategy': optional(subjectNameStrategy(), 'Broker default: TopicNameStrategy.'),
    'redpanda.iceberg.mode': optional(iceberg(), 'disabled, key_value, value_schema_id_prefix or value_schema_latest. Enterprise.'),
    'redpanda.iceberg.delete': optional(flag(), 'Enterprise.'),
    'redpanda.iceberg.invalid.record.action': optional(choice(['drop', 'dlq_table'], reason), 'Enterprise.'),
  },
  'is not a topic config that Redpanda knows: the broker would silently ignore it',
).meta({ title: 'TopicConfig' });
