import { chartFiles } from '../../output/helm';
import { writeYaml } from '../../template';
import { defaultsOf } from '../../values/defaults';
import { loadValues } from '../../values/reading/load';
import { ValuesError } from '../../values/problem';
import { schema } from '../../values/schema/schema';
import { refusedConfigs, topicConfig } from '../../values/schema/topic-config';
import { folderOf, runHelm, testWithHelm } from '../helm';

const longest = 9223372036854;
const exact = 2 ** 53 - 1;
const flags = { accepted: [true, false], refused: ['true', 'yes', 1, ''] };

/** Numbers from one to another, which are the last that are accepted. */
const from = (min: number, max: number) => ({ accepted: [min, min + 1, max - 1, max], refused: [min - 1, max + 1, 1.5, String(min + 1), true] });
const oneOf = (...words: string[]) => ({ accepted: words, refused: ['', words[0]!.toUpperCase(), `${words[0]} `, 1, true] });
const duration = (min: number) => from(min, longest);

/** What Redpanda 26.2.1 takes at the creation and at the alteration of a topic, and tells as it was given. */
const table: Record<string, { accepted: unknown[]; refused: unknown[] }> = {
  'cleanup.policy': { accepted: ['delete', 'compact', 'compact,delete', 'delete,compact'], refused: ['none', '', 'Delete', 'compact, delete', true] },
  'retention.ms': duration(-1),
  'retention.bytes': from(-1, exact),
  'segment.bytes': from(1048576, exact),
  'segment.ms': duration(-1),
  'max.message.bytes': from(1, 104857600),
  'compression.type': oneOf('producer', 'none', 'gzip', 'snappy', 'lz4', 'zstd'),
  'message.timestamp.type': oneOf('CreateTime', 'LogAppendTime'),
  'message.timestamp.before.max.ms': duration(0),
  'message.timestamp.after.max.ms': duration(0),
  'delete.retention.ms': { accepted: [-1, 1, longest], refused: [-2, 0, longest + 1, 1.5, '1'] },
  'min.cleanable.dirty.ratio': { accepted: [0, 0.0001, 0.5, 1], refused: [-1, -0.1, 0.00009, 1.1, 2, '0.5', true] },
  'min.compaction.lag.ms': duration(0),
  'max.compaction.lag.ms': duration(1),
  'flush.ms': duration(1),
  'flush.bytes': from(1, exact),
  'write.caching': flags,
  'retention.local.target.ms': duration(-1),
  'retention.local.target.bytes': from(-1, exact),
  'initial.retention.local.target.ms': duration(-1),
  'initial.retention.local.target.bytes': from(-1, exact),
  'redpanda.remote.read': flags,
  'redpanda.remote.write': flags,
  'redpanda.remote.delete': flags,
  'redpanda.storage.mode': { accepted: ['local', 'tiered', 'cloud', 'unset'], refused: ['', 'tiered_cloud', 'tiered_v1', 'Local', true] },
  'redpanda.leaders.preference': {
    accepted: ['none', 'racks:a', 'racks:a,b-1.c_d', 'ordered_racks:a,b'],
    refused: ['', 'None', 'racks:', 'racks:a,', 'racks: a', 'ordered_racks:', 'rack:a', true],
  },
  'redpanda.schema.registry.context': { accepted: ['.', '.prod', '.a-b_c.d'], refused: ['', 'prod', ':.prod:', '.a:b', '.__GLOBAL', '.a b'] },
  'redpanda.iceberg.mode': {
    accepted: [
      ...['disabled', 'key_value', 'value_schema_id_prefix', 'value_schema_latest', 'value_schema_latest:subject=a-b', 'value_schema_latest:protobuf_name=a.B'],
      'value_schema_latest:protobuf_name=a.B,subject=a-b',
    ],
    refused: ['', 'on', 'Disabled', 'key_value:subject=a', 'value_schema_latest:', 'value_schema_latest:subject=', 'value_schema_latest:subject=a,protobuf_name=b', true],
  },
  'redpanda.iceberg.delete': flags,
  'redpanda.iceberg.invalid.record.action': oneOf('drop', 'dlq_table'),
  'redpanda.iceberg.partition.spec': {
    accepted: ['()', '(a)', '(hour(redpanda.timestamp))', '(a, bucket(8, b.c),truncate(2,d))', '(identity(a_1))'],
    refused: ['', 'a', '(', '(a', '(,)', '(a,)', '(a b)', '(bucket(a))', '(bucket(8))', '(decade(a))', '(1a)', true],
  },
  'redpanda.iceberg.target.lag.ms': duration(10000),
};

/** What the reference of topic properties of Redpanda 26.2.1 lists, and what brokers take without an effect. */
const known = `
  cleanup.policy compaction.strategy compression.type confluent.key.schema.validation confluent.key.subject.name.strategy confluent.value.schema.validation
  confluent.value.subject.name.strategy delete.retention.ms flush.bytes flush.ms initial.retention.local.target.bytes initial.retention.local.target.ms
  max.compaction.lag.ms max.message.bytes message.timestamp.after.max.ms message.timestamp.before.max.ms message.timestamp.type min.cleanable.dirty.ratio
  min.compaction.lag.ms redpanda.cloud_topic.enabled redpanda.iceberg.delete redpanda.iceberg.invalid.record.action redpanda.iceberg.mode
  redpanda.iceberg.partition.spec redpanda.iceberg.target.lag.ms redpanda.key.schema.id.validation redpanda.key.subject.name.strategy
  redpanda.leaders.preference redpanda.remote.allowgaps redpanda.remote.delete redpanda.remote.read redpanda.remote.readreplica redpanda.remote.recovery
  redpanda.remote.write redpanda.schema.registry.context redpanda.storage.mode redpanda.storage.mode.impl redpanda.value.schema.id.validation
  redpanda.value.subject.name.strategy redpanda.virtual.cluster.id replication.factor retention.bytes retention.local.target.bytes retention.local.target.ms
  retention.ms segment.bytes segment.ms write.caching
  unclean.leader.election.enable message.downconversion.enable segment.index.bytes segment.jitter.ms min.insync.replicas message.timestamp.difference.max.ms
  message.format.version leader.replication.throttled.replicas index.interval.bytes follower.replication.throttled.replicas flush.messages file.delete.delay.ms
  preallocate`
  .trim()
  .split(/\s+/);

const topicsWith = (configs: readonly object[]) => ({ topics: configs.map((config, i) => ({ name: `t${i}`, config })) });

function problems(values: object): readonly string[] {
  try {
    loadValues({ files: [{ name: 'v.yaml', text: JSON.stringify(values) }], sets: [] });
    return [];
  } catch (error) {
    if (error instanceof ValuesError) return error.problems.map(({ sentence }) => sentence);
    throw error;
  }
}

test('every topic property is accepted, or refused with a reason of its own', () => {
  expect([...Object.keys(topicConfig.shape), ...Object.keys(refusedConfigs)].sort()).toEqual([...known].sort());
  expect(Object.keys(table).sort()).toEqual(Object.keys(topicConfig.shape).sort());
});

test.each(Object.entries(table))('%s takes what brokers take, and null', (key, { accepted }) => {
  expect(problems(topicsWith([...accepted, null].map((value) => ({ [key]: value }))))).toEqual([]);
});

test.each(Object.entries(table))('%s refuses what brokers refuse, or do not keep', (key, { refused }) => {
  const said = problems(topicsWith(refused.map((value) => ({ [key]: value }))));
  expect(said.map((sentence) => sentence.replace(/ must be (true or false|.*: .*)$/, ''))).toEqual(refused.map((value, i) => `topics[${i}].config.${key} (${JSON.stringify(value)})`));
});

test.each(Object.entries(refusedConfigs))('fails on %s, with its reason', (key, reason) => {
  expect(problems(topicsWith([{ [key]: 'true' }]))).toEqual([`topics[0].config.${key} ${reason}`]);
  expect(reason).toMatch(/^must not be given( here)?: ./);
});

test.each([
  ['redpanda.remote.recovery', /at the creation of a topic only/],
  ['redpanda.value.subject.name.strategy', /enable_schema_id_validation is not redpanda or compat, .* brokers refuse every change/],
  ['confluent.value.schema.validation', /enable_schema_id_validation is not compat, /],
  ['replication.factor', /replicationFactor/],
  ['flush.messages', /silently ignores it/],
])('the reason against %s is the true one', (key, reason) => {
  expect(refusedConfigs[key]).toMatch(reason);
});

test('a misspelt config is told the one that is near, and no refused one', () => {
  expect(problems(topicsWith([{ 'retention.mss': 1 }, { 'redpanda.iceberg.target.lag': 1 }, { 'replication.factors': 1 }]))).toEqual([
    'topics[0].config.retention.mss is not a topic config that Redpanda knows: the broker would silently ignore it; did you mean retention.ms?',
    'topics[1].config.redpanda.iceberg.target.lag is not a topic config that Redpanda knows: the broker would silently ignore it; did you mean redpanda.iceberg.target.lag.ms?',
    'topics[2].config.replication.factors is not a topic config that Redpanda knows: the broker would silently ignore it',
  ]);
});

test('a number that Helm would round is refused, and the reason says so', () => {
  expect(problems(topicsWith([{ 'flush.bytes': 2 ** 53 }]))).toEqual([
    'topics[0].config.flush.bytes (9007199254740992) must be an integer from 1 to 9007199254740991: brokers refuse less, and Helm would round more',
  ]);
});

const lags = (min: unknown, max: unknown) => ({ 'min.compaction.lag.ms': min, 'max.compaction.lag.ms': max });

test.each([
  ['lags that are equal', lags(5, 5), []],
  ['a lag that goes back to the default', lags(5, null), []],
  ['a longer lag at least than at most', lags(6, 5), ['topics[0].config.min.compaction.lag.ms (6) must not exceed max.compaction.lag.ms (5): brokers refuse to create such a topic']],
])('of %s, the values say what brokers say', (_, config, said) => {
  expect(problems(topicsWith([config]))).toEqual(said);
});

const everywhere = ['retention.ms', 'cleanup.policy', 'max.message.bytes', 'redpanda.leaders.preference', 'redpanda.schema.registry.context'];
const onlyTiered = Object.keys(table).filter((key) => /local\.target|remote\.(read|write)$/.test(key));
const inObjectStorage = Object.keys(table).filter((key) => /iceberg|remote\.delete/.test(key));
const onBrokers = ['segment.bytes', 'segment.ms', 'flush.ms', 'flush.bytes', 'write.caching'];

/** The configs that a storage mode has none of. */
const foreign: [mode: string, keys: string[], own: string[]][] = [
  ['local', [...onlyTiered, ...inObjectStorage], [...everywhere, ...onBrokers]],
  ['cloud', [...onlyTiered, ...onBrokers], [...everywhere, ...inObjectStorage]],
  ['tiered', [], [...everywhere, ...onBrokers, ...onlyTiered, ...inObjectStorage]],
  ['unset', [], [...everywhere, ...onBrokers, ...onlyTiered, ...inObjectStorage]],
];

const inMode = (mode: string, keys: string[], valueOf = (key: string) => table[key]!.accepted[0]) => topicsWith(keys.map((key) => ({ 'redpanda.storage.mode': mode, [key]: valueOf(key) })));

test.each(foreign)('in the storage mode %s a topic has the configs of that mode, and resets of all', (mode, keys, own) => {
  expect(problems(inMode(mode, own))).toEqual([]);
  expect(problems(inMode(mode, keys, () => null))).toEqual([]);
  const value = (key: string) => JSON.stringify(table[key]!.accepted[0]);
  expect(problems(inMode(mode, keys))).toEqual(
    keys.map((key, i) => `topics[${i}].config.${key} (${value(key)}) must not be given with redpanda.storage.mode ${mode}: topics of that mode don't have it`),
  );
});

const chart = () => folderOf(chartFiles(defaultsOf(schema)));

function refusal(folder: string, values: object): string {
  const file = `${folderOf(new Map([['v.yaml', writeYaml(values)]]))}/v.yaml`;
  return runHelm('template', 'a', folder, '-n', 'model-registry', '-f', file).stderr;
}

testWithHelm('the chart takes the same values of every config', () => {
  const configs = Object.entries(table).flatMap(([key, { accepted }]) => [...accepted, null].map((value) => ({ [key]: value })));
  const inModes = foreign.flatMap(([mode, keys, own]) => [...inMode(mode, own).topics, ...inMode(mode, keys, () => null).topics]).map(({ config }) => config);
  expect(refusal(chart(), topicsWith([...configs, ...inModes]))).toBe('');
});

testWithHelm('the chart refuses the same values of every config, and the same configs', () => {
  const values = Object.entries(table).flatMap(([key, { refused }]) => refused.map((value) => ({ [key]: value })));
  const inModes = foreign.flatMap(([mode, keys]) => inMode(mode, keys).topics).map(({ config }) => config);
  const configs = [...values, ...inModes, ...Object.keys(refusedConfigs).map((key) => ({ [key]: 'true' }))];
  const said = refusal(chart(), topicsWith(configs));
  const isRefused = (_: object, i: number) => said.includes(`at '/topics/${i}/config`);
  expect(configs.filter((config, i) => !isRefused(config, i))).toEqual([]);
});

testWithHelm('the chart refuses a longer lag at least than at most', () => {
  expect(refusal(chart(), topicsWith([{}, lags(6, 5), lags(6, null)]))).toContain('topics[1].config.min.compaction.lag.ms (6) must not exceed max.compaction.lag.ms (5): brokers refuse');
});
