// A stand-in for rpk over a cluster that is a JSON file, with rpk's ways: failures that exit with 0, reasons on
// standard output, all sections of a description whatever the flags, a dead first address that some commands pass over
// and alter-config does not.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const file = join(process.env.SANDBOX, 'cluster.json');
const cluster = JSON.parse(readFileSync(file, 'utf8'));
const [group, command, ...args] = process.argv.slice(2);

const unknown = args.find((arg) => cluster.unknown?.includes(arg));
if (unknown) die(`Error: unknown flag: ${unknown}\nUsage:\n  rpk topic ${command} [TOPICS...] [flags]\n\nFlags:\n  -h, --help   Help for ${command}`);

const [seed] = (process.env.RPK_BROKERS ?? '').split(',');
if (command === 'alter-config' && cluster.dead?.includes(seed)) die(`unable to incrementally update configs: unable to dial: dial tcp ${seed}: connect: connection refused`);

if (group === 'cluster') {
  if (cluster.adminUnreachable > 0) {
    cluster.adminUnreachable -= 1;
    die('unable to query current config: Get "http://redpanda:9644/v1/cluster_config": dial tcp: connect: connection refused');
  }
  const [subcommand, key, value] = args.filter((arg) => arg !== '--no-confirm');
  if (subcommand === 'set') cluster.properties[key] = Number(value);
  console.log(subcommand === 'get' ? cluster.properties[key] : 'Successfully updated configuration. New configuration version is 6.');
  save();
  process.exit(0);
}

const flags = {};
const topics = [];
while (args.length > 0) {
  const arg = args.shift();
  if (arg === '--') topics.push(...args.splice(0));
  else if (['--if-not-exists', '--no-confirm', '--internal', '--print-summary', '--print-configs'].includes(arg)) flags[arg] = true;
  else (flags[arg] ??= []).push(args.shift());
}

/** At once, because a script may be killed meanwhile. */
function save() {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(cluster));
  renameSync(`${file}.${process.pid}`, file);
}

function die(text) {
  save();
  console.error(text);
  process.exit(1);
}

function pairs(flag) {
  return (flags[flag] ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
}

function table(rows, exitCode) {
  console.log(['TOPIC             STATUS', ...rows.map(([topic, status]) => `${topic.padEnd(16)}  ${status}`)].join('\n'));
  process.exitCode = rows.every(([, status]) => status.startsWith('OK')) ? 0 : exitCode;
}

function json(value) {
  // rpk prints no white space.
  console.log(`${cluster.preface ?? ''}${JSON.stringify(value, null, cluster.preface === undefined ? 0 : 2)}`);
}

function refusal(keys) {
  return keys.map((key) => cluster.refused?.[key]).find((reason) => reason !== undefined);
}

function set(topic, changes) {
  for (const [key, value] of changes) {
    if (key === 'replication.factor') topic.replicas = Number(value);
    else if (!cluster.forgotten?.includes(key)) topic.configs[key] = value;
  }
}

function create(topic) {
  if (cluster.topics[topic]) return flags['--if-not-exists'] ? 'OK (topic already exists)' : `TOPIC_ALREADY_EXISTS: Topic '${topic}' already exists.`;
  if (cluster.tooFewBrokers > 0) return 'INVALID_REPLICATION_FACTOR: Replication factor must be below or equal to the number of brokers.';
  const refused = refusal(pairs('--topic-config').map(([key]) => key));
  if (refused) return refused;
  cluster.topics[topic] = { partitions: Number(flags['--partitions']), replicas: Number(flags['--replicas']), configs: {} };
  set(cluster.topics[topic], pairs('--topic-config'));
  return 'OK';
}

function alter(topic) {
  const changed = cluster.topics[topic];
  const refused = refusal([...pairs('--set').map(([key]) => key), ...(flags['--delete'] ?? [])]);
  if (refused) return refused;
  set(changed, pairs('--set'));
  for (const key of flags['--delete'] ?? []) if (!cluster.sticky?.includes(key)) delete changed.configs[key];
  return 'OK';
}

function remove(topic) {
  if (!cluster.topics[topic]) return 'UNKNOWN_TOPIC_OR_PARTITION: This server does not host this topic-partition.';
  if (cluster.undeletable?.[topic]) return cluster.undeletable[topic];
  delete cluster.topics[topic];
  return 'OK';
}

const defaults = { 'retention.ms': '604800000', 'cleanup.policy': 'delete', 'segment.bytes': '134217728' };

function description(name, topic) {
  if (cluster.unreadable?.[name] ?? !topic) {
    return { summary: { name, internal: false, partitions: 0, replicas: 0, error: cluster.unreadable?.[name] ?? 'UNKNOWN_TOPIC_OR_PARTITION' }, configs: null, partitions: [] };
  }
  const configs = cluster.withoutConfigs > 0 ? [] : Object.entries({ ...defaults, ...topic.configs }).map(([key, value]) => ({
    key,
    value,
    source: key in topic.configs ? 'DYNAMIC_TOPIC_CONFIG' : 'DEFAULT_CONFIG',
  }));
  const partitions = Array.from({ length: topic.partitions }, (_, partition) => ({ partition, leader: 0, epoch: 1, replicas: [0, 1, 2], log_start_offset: 0, high_watermark: 7 }));
  return { summary: { name, internal: false, partitions: topic.partitions, replicas: topic.replicas, error: '' }, configs, partitions };
}

if (cluster.unreachable > 0) {
  cluster.unreachable -= 1;
  die('unable to request metadata: unable to dial: dial tcp 127.0.0.1:9092: connect: connection refused');
}

const shown = cluster.lag > 0 && cluster.before ? cluster.before : cluster.topics;

switch (command) {
  case 'list':
    json(Object.entries(shown).slice(0, cluster.listed).map(([name, { partitions, replicas }]) => ({ name, partitions, replicas })));
    if (cluster.listed !== undefined && cluster.before) cluster.listed += 1;
    break;
  case 'describe':
    if (cluster.before) cluster.lag -= 1;
    json(topics.map((name) => description(name, shown[name])));
    cluster.withoutConfigs -= 1;
    break;
  default: {
    if (cluster.passing?.times > 0) {
      cluster.passing.times -= 1;
      table(topics.map((topic) => [topic, cluster.passing.reason]), command === 'alter-config' ? 0 : 1);
      break;
    }
    cluster.before = JSON.parse(JSON.stringify(cluster.topics));
    if (command === 'create') {
      table(topics.map((topic) => [topic, create(topic)]), 1);
      cluster.tooFewBrokers -= 1;
    } else if (command === 'alter-config') {
      table(topics.map((topic) => [topic, alter(topic)]), 0);
    } else if (command === 'delete') {
      table(topics.map((topic) => [topic, remove(topic)]), 0);
    } else {
      for (const topic of topics) cluster.topics[topic].partitions += Number(flags['--num']);
      table(topics.map((topic) => [topic, 'OK']), 1);
    }
  }
}
save();
