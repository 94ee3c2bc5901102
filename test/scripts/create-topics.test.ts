import { moments } from './kills';
import { Cluster, Sandbox, type ClusterState, type ClusterTopic, type Ended } from './stand-ins';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
});

afterEach(() => sandbox.remove());

function topic(partitions = 3, replicas = 3, configs: Record<string, string> = {}): ClusterTopic {
  return { partitions, replicas, configs };
}

/** What is declared of a topic; a config of null is reset. */
interface Declared {
  readonly partitions: number;
  readonly replicas?: number;
  readonly configs: Record<string, string | null>;
}

function textOf(topics: Record<string, Declared>): string {
  const lines = Object.entries(topics).flatMap(([name, { partitions, replicas, configs }]) => [
    `topic ${name} ${partitions}${replicas === undefined ? '' : ` ${replicas}`}`,
    ...Object.entries(configs).map(([key, value]) => (value === null ? `reset ${key}` : `config ${key} ${value}`)),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

function declare(topics: Record<string, Declared>): void {
  sandbox.write('topics-0', textOf(topics));
}

const variables = (env: Record<string, string> = {}): Record<string, string> => ({
  DATA_FOLDER: sandbox.folder,
  REPLICATION_FACTOR: '3',
  RPK_BROKERS: 'redpanda-0:9092',
  WAIT_SECONDS: '5',
  RETRY_SECONDS: '0.02',
  SETTLE_SECONDS: '0',
  ...env,
});

const run = (env?: Record<string, string>): Ended => sandbox.run('create-topics.sh', variables(env));

/** A cluster in this state, converged to these topics. */
function converged(state: Partial<ClusterState>, topics: Record<string, Declared>, env: Record<string, string> = {}): [Cluster, Ended] {
  const cluster = new Cluster(sandbox, state);
  declare(topics);
  return [cluster, run(env)];
}

function done(...lines: string[]): Ended {
  return { status: 0, stdout: lines.map((line) => `topics: ${line}\n`).join(''), stderr: '' };
}

test('a missing topic is created as declared', () => {
  const declared = { orders: topic(6, 3, { 'retention.ms': '1000', 'cleanup.policy': 'compact,delete' }) };
  const [cluster, ended] = converged({}, declared);
  expect(ended).toEqual(
    done(
      'create --if-not-exists --partitions 6 --replicas 3 --topic-config retention.ms=1000 --topic-config cleanup.policy=compact,delete: orders',
      '1 created, 0 changed, 0 deleted, 0 as declared, 0 refused',
    ),
  );
  expect(cluster.state.topics).toEqual(declared);
});

test('topics of one shape are created in one call', () => {
  const [cluster] = converged({}, { a: topic(), b: topic(6), c: topic(), d: topic(3, 3, { 'retention.ms': '1' }) });
  expect(cluster.changes).toEqual([
    'topic create --if-not-exists --partitions 3 --replicas 3 -- a c',
    'topic create --if-not-exists --partitions 6 --replicas 3 -- b',
    'topic create --if-not-exists --partitions 3 --replicas 3 --topic-config retention.ms=1 -- d',
  ]);
});

test('a second run changes nothing and says so', () => {
  const [cluster] = converged({}, { orders: topic(), payments: topic(6, 3, { 'retention.ms': '1000' }) });
  const before = cluster.changes;
  expect(run()).toEqual(done('0 created, 0 changed, 0 deleted, 2 as declared, 0 refused'));
  expect(cluster.changes).toEqual(before);
});

test('a topic that nobody declared stays as it is', () => {
  const [cluster] = converged({ topics: { foreign: topic(1, 1, { 'retention.ms': '7' }) } }, { orders: topic() });
  expect(cluster.state.topics.foreign).toEqual(topic(1, 1, { 'retention.ms': '7' }));
});

test('partitions are added, as many as are missing', () => {
  const [cluster] = converged({ topics: { a: topic(1), b: topic(2), c: topic(1) } }, { a: topic(6), b: topic(6), c: topic(6) });
  expect(cluster.changes).toEqual(['topic add-partitions --num 5 -- a c', 'topic add-partitions --num 4 -- b']);
  expect(Object.values(cluster.state.topics)).toEqual([topic(6), topic(6), topic(6)]);
});

test('partitions that are too many are reported and left', () => {
  const [cluster, ended] = converged({ topics: { orders: topic(12) } }, { orders: topic(6) });
  expect(ended).toEqual(
    done('orders is left as it is: it has 12 partitions, not 6, and none can be taken away', '0 created, 0 changed, 0 deleted, 1 as declared, 0 refused'),
  );
  expect(cluster.changes).toEqual([]);
});

test('a config that differs is set, topics with the same change in one call', () => {
  const old = topic(3, 3, { 'retention.ms': '1' });
  const [cluster] = converged({ topics: { a: old, b: old, c: topic() } }, { a: topic(3, 3, { 'retention.ms': '2' }), b: topic(3, 3, { 'retention.ms': '2' }), c: topic() });
  expect(cluster.changes).toEqual(['topic alter-config --no-confirm --set retention.ms=2 -- a b']);
});

test('a config that is declared as null is reset, topics with the same reset in one call', () => {
  const old = topic(3, 3, { 'retention.ms': '1', 'segment.bytes': '2' });
  const [cluster, ended] = converged({ topics: { a: old, b: old } }, { a: { partitions: 3, configs: { 'retention.ms': null, 'segment.bytes': '2' } }, b: { partitions: 3, configs: { 'retention.ms': null, 'segment.bytes': '2' } } });
  expect(ended).toEqual(done('alter-config --delete retention.ms: a b', '0 created, 2 changed, 0 deleted, 0 as declared, 0 refused'));
  expect(cluster.state.topics).toEqual({ a: topic(3, 3, { 'segment.bytes': '2' }), b: topic(3, 3, { 'segment.bytes': '2' }) });
});

test('a reset of what is not set changes nothing, and a topic is created without it', () => {
  const wanted = { partitions: 3, configs: { 'retention.ms': null } };
  const [cluster] = converged({ topics: { orders: topic() } }, { orders: wanted, users: wanted });
  expect(cluster.changes).toEqual(['topic create --if-not-exists --partitions 3 --replicas 3 -- users']);
});

test('a config that others have set is left and reported', () => {
  const [cluster, ended] = converged({ topics: { orders: topic(3, 3, { 'retention.ms': '604800000', 'segment.bytes': '2' }) } }, { orders: topic() });
  expect(ended).toEqual(done('orders is left as it is: retention.ms is 604800000, segment.bytes is 2, set by others', '0 created, 0 changed, 0 deleted, 1 as declared, 0 refused'));
  expect(cluster.changes).toEqual([]);
});

test.each(['redpanda.remote.read', 'redpanda.remote.write', 'redpanda.storage.mode', 'replication.factor'])('%s is what the broker keeps on a topic, and nothing to report', (key) => {
  const [cluster, ended] = converged({ topics: { orders: topic(3, 3, { [key]: 'true' }) } }, { orders: topic() });
  expect([cluster.changes, ended]).toEqual([[], done('0 created, 0 changed, 0 deleted, 1 as declared, 0 refused')]);
});

test('a config that the cluster keeps in spite of a reset is no failure', () => {
  const [, ended] = converged({ topics: { orders: topic(3, 3, { 'retention.ms': '1' }) }, sticky: ['retention.ms'] }, { orders: { partitions: 3, configs: { 'retention.ms': null } } });
  expect(ended).toEqual(
    done(
      'alter-config --delete retention.ms: orders',
      'orders is left as it is: retention.ms is 1, not reset',
      '0 created, 1 changed, 0 deleted, 0 as declared, 0 refused',
    ),
  );
});

test('a declared replication factor that differs is changed', () => {
  const [cluster] = converged({ topics: { a: topic(3, 1), b: topic(3, 1) } }, { a: topic(3, 3), b: topic(3, 3) });
  expect(cluster.changes).toEqual(['topic alter-config --no-confirm --set replication.factor=3 -- a b']);
});

test('a replication factor that is not declared changes no topic, and new ones get that of the cluster', () => {
  const any = { partitions: 3, configs: {} };
  const [cluster, { status }] = converged({ topics: { a: topic(3, 3), b: topic(3, 5) } }, { a: any, b: any, c: any }, { REPLICATION_FACTOR: '1' });
  expect([status, cluster.changes]).toEqual([0, ['topic create --if-not-exists --partitions 3 --replicas 1 -- c']]);
  expect(cluster.state.topics).toEqual({ a: topic(3, 3), b: topic(3, 5), c: topic(3, 1) });
});

test('without a replication factor the cluster chooses', () => {
  const cluster = new Cluster(sandbox);
  declare({ orders: { partitions: 3, configs: {} } });
  sandbox.run('create-topics.sh', { DATA_FOLDER: sandbox.folder, WAIT_SECONDS: '0', SETTLE_SECONDS: '0' });
  expect(cluster.changes).toEqual(['topic create --if-not-exists --partitions 3 --replicas -1 -- orders']);
});

test.each([
  ['cleanup.policy', 'compact,delete', 'delete,compact'],
  ['cleanup.policy', 'delete,compact', 'compact,delete'],
  ['min.cleanable.dirty.ratio', '0.50', '0.5'],
  ['min.cleanable.dirty.ratio', '1', '1.0'],
  ['retention.ms', '604800000', ''],
])('%s %s is the same as %s', (key, declared, actual) => {
  const [cluster, { status }] = converged({ topics: { orders: topic(3, 3, actual === '' ? {} : { [key]: actual }) } }, { orders: topic(3, 3, { [key]: declared }) });
  expect([status, cluster.changes]).toEqual([0, []]);
});

test('the brokers are waited for, one line a try', () => {
  const [, ended] = converged({ unreachable: 2 }, { orders: topic() });
  const waiting = 'waiting for the brokers: unable to request metadata: unable to dial: dial tcp 127.0.0.1:9092: connect: connection refused';
  expect(ended).toEqual(done(waiting, waiting, 'create --if-not-exists --partitions 3 --replicas 3: orders', '1 created, 0 changed, 0 deleted, 0 as declared, 0 refused'));
});

test('fails with the reason for every topic of a call that failed as a whole', () => {
  sandbox.standIn('rpk', `[[ $2 != list ]] || { echo '[]'; exit; }; echo 'unable to create topics: NOT_ENOUGH: no' >&2; exit 1`);
  declare({ a: topic(), b: topic() });
  const reason = 'is not as declared: it does not exist: unable to create topics: NOT_ENOUGH: no';
  expect(run({ WAIT_SECONDS: '0' }).stdout.split('\n').slice(1)).toEqual([`topics: a ${reason}`, `topics: b ${reason}`, '']);
});

test('fails when the brokers never come up', () => {
  const [, ended] = converged({ unreachable: 1000 }, { orders: topic() }, { WAIT_SECONDS: '0' });
  expect(ended).toEqual({
    status: 1,
    stdout: '',
    stderr: 'topics: gave up after 0 seconds: unable to request metadata: unable to dial: dial tcp 127.0.0.1:9092: connect: connection refused\n',
  });
});

test('a call that hangs is ended and tried again', () => {
  sandbox.standIn('rpk', 'exec sleep 5');
  declare({ orders: topic() });
  expect(run({ CALL_SECONDS: '0.1', WAIT_SECONDS: '0' }).stderr).toBe('topics: gave up after 0 seconds: rpk said nothing\n');
});

test.each([
  'UNKNOWN_SERVER_ERROR: The server experienced an unexpected error when processing the request.',
  'NOT_COORDINATOR: This is not the correct coordinator.',
  'NOT_CONTROLLER: This is not the correct controller for this cluster.',
  'THROTTLING_QUOTA_EXCEEDED: The throttling quota has been exceeded.',
  'REQUEST_TIMED_OUT: The request timed out.',
  'BROKER_NOT_AVAILABLE: The broker is not available.',
  'LEADER_NOT_AVAILABLE: There is no leader for this topic-partition as we are in the middle of a leadership election.',
  'NOT_LEADER_FOR_PARTITION: This server is not the leader for that topic-partition.',
  'COORDINATOR_NOT_AVAILABLE: The coordinator is not available.',
  'REASSIGNMENT_IN_PROGRESS: A partition reassignment is in progress.',
  'UNKNOWN_TOPIC_OR_PARTITION: This server does not host this topic-partition.',
  'NETWORK_EXCEPTION: The server disconnected before a response was received.',
])('a change that is refused with %s is tried again', (reason) => {
  const [cluster, { status, stdout }] = converged({ topics: { orders: topic() }, passing: { times: 2, reason } }, { orders: topic(6) });
  expect([status, cluster.changes.length, cluster.state.topics.orders]).toEqual([0, 3, topic(6)]);
  expect(stdout).toContain(`waiting for the brokers: orders: ${reason}\n`);
});

test.each([
  'INVALID_CONFIG: Configuration is invalid.',
  'POLICY_VIOLATION: Request parameters do not satisfy the configured policy.',
  'TOPIC_AUTHORIZATION_FAILED: Authorization failed.',
  'INVALID_PARTITIONS: unable to add 3 partitions due to hardware constraints',
  'INVALID_REPLICATION_FACTOR: replication factor must be odd',
])('fails at once for a change that is refused with %s', (reason) => {
  const [cluster, { status, stdout }] = converged({ topics: { orders: topic() }, passing: { times: 1000, reason } }, { orders: topic(6) });
  expect([status, cluster.changes.length]).toEqual([1, 1]);
  expect(stdout).toContain(`topics: orders is not as declared: it has 3 partitions, not 6: ${reason}\n`);
});

test('configs that cannot be read are waited for, or a reset would be taken for done', () => {
  const [cluster, { status, stdout }] = converged({ topics: { orders: topic(3, 3, { 'retention.ms': '1' }) }, withoutConfigs: 2 }, { orders: { partitions: 3, configs: { 'retention.ms': null } } });
  expect([status, cluster.state.topics.orders]).toEqual([0, topic()]);
  expect(stdout).toContain('waiting for the brokers: orders: rpk said nothing of its configs\n');
});

test('with a dead address before a living one rpk alters nothing, however often it is called, which the script names', () => {
  const [cluster, { status, stdout }] = converged({ topics: { orders: topic() }, dead: ['redpanda-0:9092'] }, { orders: topic(3, 3, { 'retention.ms': '1' }) }, { RPK_BROKERS: 'redpanda-0:9092,redpanda-1:9092,redpanda-2:9092', WAIT_SECONDS: '0' });
  expect([status, cluster.state.topics.orders]).toEqual([1, topic()]);
  expect(stdout).toContain('topics: orders is not as declared: retention.ms is 604800000, not 1: unable to incrementally update configs: unable to dial: dial tcp redpanda-0:9092: connect: connection refused\n');
});

test("fails with rpk's reason, not with its usage, when it does not know a flag", () => {
  const [, ended] = converged({ unknown: ['--if-not-exists'] }, { orders: topic() });
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain('topics: orders is not as declared: it does not exist: Error: unknown flag: --if-not-exists\n');
});

test('fails at once when rpk does not know how to list topics', () => {
  const [, ended] = converged({ unknown: ['--format'] }, { orders: topic() });
  expect(ended).toEqual({ status: 1, stdout: '', stderr: 'topics: Error: unknown flag: --format\n' });
});

test('while it waits, a declaration may change, and the last one counts', () => {
  const cluster = new Cluster(sandbox, { unreachable: 1000 });
  declare({ orders: topic(3) });
  sandbox.standIn('sleep', `printf 'topic orders 6 3\\n' >'${sandbox.folder}/topics-0'\nprintf '{"topics":{}}' >'${sandbox.folder}/cluster.json'`);
  expect(run().status).toBe(0);
  expect(cluster.state.topics).toEqual({ orders: topic(6) });
});

test('too few brokers are waited for', () => {
  const [cluster, { status, stdout }] = converged({ tooFewBrokers: 2 }, { orders: topic() });
  expect([status, cluster.changes.length]).toEqual([0, 3]);
  expect(stdout).toContain('waiting for the brokers: orders: INVALID_REPLICATION_FACTOR');
});

test('fails for the topic whose config is refused, with the reason, and converges the others', () => {
  const reason = 'INVALID_CONFIG: Invalid value abc for configuration retention.ms: Not a number of type LONG';
  const [cluster, ended] = converged({ refused: { 'retention.ms': reason } }, { orders: topic(3, 3, { 'retention.ms': 'abc' }), payments: topic() });
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain(`topics: orders is not as declared: it does not exist: ${reason}\n`);
  expect(ended.stderr).toBe('topics: 1 created, 0 changed, 0 deleted, 0 as declared, 1 refused\n');
  expect(cluster.state.topics).toEqual({ payments: topic() });
});

test('fails for a refused change though rpk exits with 0', () => {
  const reason = 'INVALID_CONFIG: Invalid value abc for configuration retention.ms: Not a number of type LONG';
  const [, ended] = converged({ topics: { orders: topic() }, refused: { 'retention.ms': reason } }, { orders: topic(3, 3, { 'retention.ms': 'abc' }) });
  expect(ended).toEqual({
    status: 1,
    stdout: `topics: alter-config --set retention.ms=abc: orders\ntopics: orders is not as declared: retention.ms is 604800000, not abc: ${reason}\n`,
    stderr: 'topics: 0 created, 0 changed, 0 deleted, 0 as declared, 1 refused\n',
  });
});

test('fails for a reset that is refused', () => {
  const [, ended] = converged({ topics: { orders: topic(3, 3, { 'retention.ms': '1' }) }, refused: { 'retention.ms': 'POLICY_VIOLATION: no' } }, { orders: { partitions: 3, configs: { 'retention.ms': null } } });
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain('topics: orders is not as declared: retention.ms is 1, not reset: POLICY_VIOLATION: no\n');
});

test('fails for a config that the cluster accepts and forgets', () => {
  const [, ended] = converged({ forgotten: ['min.insync.replicas'] }, { orders: topic(3, 3, { 'min.insync.replicas': '2' }) });
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain('topics: orders is not as declared: min.insync.replicas is not known to the cluster\n');
});

test('fails for a topic that cannot be read', () => {
  const [, ended] = converged({ topics: { orders: topic() }, unreadable: { orders: 'TOPIC_AUTHORIZATION_FAILED: Authorization failed.' } }, { orders: topic() });
  expect(ended).toEqual({
    status: 1,
    stdout: 'topics: orders is not as declared: it cannot be read: TOPIC_AUTHORIZATION_FAILED: Authorization failed.\n',
    stderr: 'topics: 0 created, 0 changed, 0 deleted, 0 as declared, 1 refused\n',
  });
});

test('fails, and adds no partitions on a guess, when a description is not understood', () => {
  sandbox.standIn('rpk', `echo '[{"name":"orders","topic":{"count":3}}]'`);
  declare({ orders: topic(6) });
  expect(run().stdout).toBe('topics: orders is not as declared: rpk did not say how many partitions and replicas it has\n');
  expect(sandbox.calls('rpk').filter((call) => !/^topic (list|describe) /.test(call))).toEqual([]);
});

test('fails with the reason when the brokers stay too few', () => {
  const [, { status, stdout }] = converged({ tooFewBrokers: 1000 }, { orders: topic() }, { WAIT_SECONDS: '0' });
  expect(status).toBe(1);
  expect(stdout).toContain('topics: orders is not as declared: it does not exist: INVALID_REPLICATION_FACTOR: ');
});

test('an accepted change may take a moment until it shows', () => {
  const [cluster, { status }] = converged({ topics: { a: topic(), b: topic(), c: topic() }, lag: 1 }, { a: topic(6), b: topic(6), c: topic(6) }, { SETTLE_SECONDS: '3' });
  expect([status, cluster.changes]).toEqual([0, ['topic add-partitions --num 3 -- a b c']]);
});

test('as long as more and more accepted changes show, the others are waited for', () => {
  const [cluster, ended] = converged({ listed: 0 }, { a: topic(), b: topic(), c: topic(), d: topic(), e: topic() }, { SETTLE_SECONDS: '3' });
  expect([ended.status, cluster.changes]).toEqual([0, ['topic create --if-not-exists --partitions 3 --replicas 3 -- a b c d e']]);
});

test('an rpk that is older than --no-confirm serves as well', () => {
  const [cluster, { status }] = converged({ topics: { a: topic(3, 1), b: topic() }, unknown: ['--no-confirm'] }, { a: topic(), b: topic(3, 3, { 'retention.ms': '1' }) });
  expect(status).toBe(0);
  expect(cluster.changes).toEqual([
    'topic alter-config --no-confirm --set replication.factor=3 -- a',
    'topic alter-config --set replication.factor=3 -- a',
    'topic alter-config --no-confirm --set retention.ms=1 -- b',
    'topic alter-config --set retention.ms=1 -- b',
  ]);
});

test('what rpk says before its JSON does not matter', () => {
  const [, ended] = converged({ preface: 'A new version of rpk is available.\n', topics: { orders: topic() } }, { orders: topic() });
  expect(ended).toEqual(done('0 created, 0 changed, 0 deleted, 1 as declared, 0 refused'));
});

test('values with quotes, brackets and backslashes are read as they are', () => {
  const configs = { 'redpanda.iceberg.partition.spec': '(hour("a,b"), {x: [1]}\\)', 'retention.ms': '1' };
  const [cluster] = converged({ topics: { orders: topic(3, 3, configs) } }, { orders: topic(3, 3, configs) });
  expect(cluster.changes).toEqual([]);
});

test('500 topics of five shapes are created in few calls, and unchanged ones are found in fewer', () => {
  const topics = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`topic-${index}`, topic((index % 5) + 1)]));
  converged({}, topics);
  const fresh = sandbox.calls('rpk').length;
  expect(run()).toEqual(done('0 created, 0 changed, 0 deleted, 500 as declared, 0 refused'));
  expect([fresh <= 25, sandbox.calls('rpk').length - fresh <= 8]).toEqual([true, true]);
});

test('no call is for more than 100 topics', () => {
  converged({}, Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`t${index}`, topic()])));
  const most = sandbox.calls('rpk').map((call) => (call.split(' -- ')[1] ?? '').split(' ').length);
  expect(Math.max(...most)).toBe(100);
});

test('without topics nothing is done', () => {
  const cluster = new Cluster(sandbox);
  expect(run()).toEqual(done('none declared'));
  expect(cluster.changes).toEqual([]);
  expect(sandbox.calls('rpk')).toEqual([]);
});

test('a last line without an end counts', () => {
  const cluster = new Cluster(sandbox);
  sandbox.write('topics-0', 'topic orders 3 3\nconfig retention.ms 5');
  run();
  expect(cluster.state.topics).toEqual({ orders: topic(3, 3, { 'retention.ms': '5' }) });
});

test('text in the file is never run', () => {
  const [cluster] = converged({}, { orders: topic(3, 3, { 'x.spec': '$(touch hit) `touch hit` * ; exit' }) });
  expect(cluster.state.topics.orders?.configs).toEqual({ 'x.spec': '$(touch hit) `touch hit` * ; exit' });
});

test('all files are read, in the order of their numbers, up to the first number that is missing', () => {
  const cluster = new Cluster(sandbox);
  for (const number of [0, 1, 2, 10]) sandbox.write(`topics-${number}`, textOf({ [`t${number}`]: topic() }));
  run();
  expect(cluster.changes).toEqual(['topic create --if-not-exists --partitions 3 --replicas 3 -- t0 t1 t2']);
});

test('fails for a topic that two files declare', () => {
  sandbox.write('topics-0', textOf({ orders: topic() }));
  const file = sandbox.write('topics-1', textOf({ orders: topic() }));
  expect(run()).toEqual({ status: 1, stdout: '', stderr: `topics: line 1 of ${file} declares orders a second time\n` });
});

test.each([
  ['topic orders', 'line 1 of FILE must say: topic NAME PARTITIONS [REPLICATION_FACTOR]'],
  ['topic orders three 3', 'line 1 of FILE must say: topic NAME PARTITIONS [REPLICATION_FACTOR]'],
  ['topic orders 3 three', 'line 1 of FILE must say: topic NAME PARTITIONS [REPLICATION_FACTOR]'],
  ['topic or/ders 3 3', 'line 1 of FILE must say: topic NAME PARTITIONS [REPLICATION_FACTOR]'],
  ['config a b', 'line 1 of FILE must say: config KEY VALUE, below its topic'],
  ['reset a', 'line 1 of FILE must say: reset KEY, below its topic'],
  ['topic a 1\nreset a b', 'line 2 of FILE must say: reset KEY, below its topic'],
  ['topic a 1 1\ntopic a 1 1', 'line 2 of FILE declares a a second time'],
  ['topics a', "line 1 of FILE begins with 'topics', which is neither topic, config nor reset"],
])('fails for a file that says %j', (text, sentence) => {
  const file = sandbox.write('topics-0', text);
  expect(run()).toEqual({ status: 1, stdout: '', stderr: `topics: ${sentence.replace('FILE', file)}\n` });
});

test('fails without a folder', () => {
  expect(run({ DATA_FOLDER: '/nowhere/topics' }).stderr).toBe('topics: DATA_FOLDER (/nowhere/topics) is not a folder\n');
});

// The cluster's own default for topics whose maker does not say how many replicas they have.

const defaultOf = (properties: Record<string, number>, env: Record<string, string> = {}, topics: Record<string, Declared> = {}): [Cluster, Ended] =>
  converged({ properties }, topics, { RPK_ADMIN_HOSTS: 'redpanda:9644', ...env });

test("the cluster's default of one replica is raised where there are brokers for three", () => {
  const [cluster, ended] = defaultOf({ default_topic_replications: 1 });
  expect(ended).toEqual(done('none declared', 'set default_topic_replications: 1 -> 3'));
  expect(cluster.state.properties).toEqual({ default_topic_replications: 3 });
});

test.each([
  ['that is raised already', 3, '3'],
  ['that somebody has chosen', 5, '3'],
  ['of fewer than three brokers', 1, '1'],
  ['that is left behind when brokers are taken away', 3, '1'],
])("a cluster's default %s stays (%i, for %s replicas)", (_, property, REPLICATION_FACTOR) => {
  const [cluster] = defaultOf({ default_topic_replications: property }, { REPLICATION_FACTOR });
  expect(cluster.changes).toEqual([]);
});

test('the default is raised after the topics, and waits for the admin API', () => {
  const [cluster, ended] = converged({ properties: { default_topic_replications: 1 }, adminUnreachable: 2 }, { orders: topic() }, { RPK_ADMIN_HOSTS: 'redpanda:9644' });
  expect(ended.status).toBe(0);
  expect(cluster.changes.map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual(['topic create --if-not-exists', 'cluster config set']);
});

test('fails where the admin API does not answer, with the topics as declared', () => {
  const [cluster, ended] = converged({ properties: { default_topic_replications: 1 }, adminUnreachable: 1e6 }, { orders: topic() }, { RPK_ADMIN_HOSTS: 'redpanda:9644', WAIT_SECONDS: '1', RETRY_SECONDS: '0.3' });
  expect(ended).toMatchObject({ status: 1, stderr: expect.stringMatching(/^topics: gave up after 1 seconds: unable to query current config/) });
  expect(Object.keys(cluster.state.topics)).toEqual(['orders']);
});

test('an rpk that does not know --no-confirm is called without', () => {
  const [cluster, ended] = converged({ properties: { default_topic_replications: 1 }, unknown: ['--no-confirm'] }, {}, { RPK_ADMIN_HOSTS: 'redpanda:9644' });
  expect(ended.status).toBe(0);
  expect(cluster.state.properties).toEqual({ default_topic_replications: 3 });
});

// What would be done.

test('a dry run says what it would change, in the words of one that does, and changes nothing', () => {
  const state = { topics: { a: topic(1), b: topic(), c: topic(3, 3, { 'retention.ms': '1' }), d: topic() }, properties: { default_topic_replications: 1 } };
  const declared = { a: topic(6), b: topic(3, 3, { 'segment.bytes': '2' }), c: { partitions: 3, configs: { 'retention.ms': null } }, d: topic(), e: topic() };
  const [cluster, ended] = converged(state, declared, { DRY_RUN: 'true', RPK_ADMIN_HOSTS: 'redpanda:9644' });
  const words = [
    'add-partitions --num 5: a',
    'alter-config --set segment.bytes=2: b',
    'alter-config --delete retention.ms: c',
    'create --if-not-exists --partitions 3 --replicas 3: e',
    'set default_topic_replications: 1 -> 3',
  ];
  expect(ended).toEqual(done(...words.map((line) => `would ${line}`), 'dry run, nothing was changed; it would be: 1 created, 3 changed, 0 deleted, 1 as declared, 0 refused'));
  expect([cluster.changes, cluster.state.topics, cluster.state.properties]).toEqual([[], state.topics, state.properties]);
  expect(run({ RPK_ADMIN_HOSTS: 'redpanda:9644' })).toEqual(done(...words, '1 created, 3 changed, 0 deleted, 1 as declared, 0 refused'));
});

test('a dry run fails for a topic that cannot be read', () => {
  const [, { status, stderr }] = converged({ topics: { orders: topic() }, unreadable: { orders: 'TOPIC_AUTHORIZATION_FAILED: no' } }, { orders: topic() }, { DRY_RUN: 'true' });
  expect([status, stderr]).toEqual([1, 'topics: dry run, nothing was changed; it would be: 0 created, 0 changed, 0 deleted, 0 as declared, 1 refused\n']);
});

// What is to go.

const prune = (...names: string[]) => sandbox.write('prune', names.map((name) => `${name}\n`).join(''));

test('what is to go is deleted by its exact name, which is said before, and a second run changes nothing', () => {
  prune('old', 'older', 'gone');
  const [cluster, ended] = converged({ topics: { old: topic(), 'old-2': topic(), older: topic(), orders: topic() } }, { orders: topic() });
  expect(ended).toEqual(done('delete: old older', '1 is not declared here, and left alone: old-2', '0 created, 0 changed, 2 deleted, 1 as declared, 0 refused'));
  expect(cluster.changes).toEqual(['topic delete -- old older']);
  expect(Object.keys(cluster.state.topics)).toEqual(['old-2', 'orders']);
  expect(run()).toEqual(done('1 is not declared here, and left alone: old-2', '0 created, 0 changed, 0 deleted, 1 as declared, 0 refused'));
});

test('topics are deleted where none is declared', () => {
  prune('old');
  const [cluster, ended] = converged({ topics: { old: topic() } }, {});
  expect([ended, cluster.state.topics]).toEqual([done('delete: old', '0 created, 0 changed, 1 deleted, 0 as declared, 0 refused'), {}]);
});

test('a dry run says what it would delete, and deletes nothing', () => {
  prune('old');
  const [cluster, ended] = converged({ topics: { old: topic() } }, {}, { DRY_RUN: 'true' });
  expect([ended, Object.keys(cluster.state.topics)]).toEqual([done('would delete: old', 'dry run, nothing was changed; it would be: 0 created, 0 changed, 1 deleted, 0 as declared, 0 refused'), ['old']]);
});

test('fails for a topic that may not be deleted, with the reason, and deletes the others', () => {
  prune('kept', 'old');
  const [cluster, ended] = converged({ topics: { kept: topic(), old: topic() }, undeletable: { kept: 'TOPIC_AUTHORIZATION_FAILED: Authorization failed.' } }, {});
  expect(ended).toEqual({
    status: 1,
    stdout: 'topics: delete: kept old\ntopics: kept is not as declared: it is still there: TOPIC_AUTHORIZATION_FAILED: Authorization failed.\n',
    stderr: 'topics: 0 created, 0 changed, 1 deleted, 0 as declared, 1 refused\n',
  });
  expect(Object.keys(cluster.state.topics)).toEqual(['kept']);
});

test.each([
  ['orders', 'orders is declared, and is to be deleted'],
  ['.*', 'FOLDER/prune must hold a topic\'s name in each line'],
  ['a b', 'FOLDER/prune must hold a topic\'s name in each line'],
])('nothing is changed where %s is to be deleted', (name, reason) => {
  prune(name);
  const [cluster, ended] = converged({ topics: { old: topic() } }, { orders: topic() });
  expect([ended.status, ended.stderr, cluster.changes]).toEqual([1, `topics: ${reason.replace('FOLDER', sandbox.folder)}\n`, []]);
});

test("of the topics that nobody declared at most ten are named, and Redpanda's own are none of them", () => {
  const names = Array.from({ length: 12 }, (_, index) => `foreign-${10 + index}`);
  const [, { stdout }] = converged({ topics: Object.fromEntries([...names, '_schemas', '__consumer_offsets', '_redpanda.audit_log', 'orders'].map((name) => [name, topic()])) }, { orders: topic() });
  expect(stdout).toContain(`topics: 12 are not declared here, and left alone: ${names.slice(0, 10).join(', ')}, …\n`);
});

test('killed at 50 random moments and run again, it ends in the same state', async () => {
  const before = { a: topic(1), b: topic(3, 3, { 'retention.ms': '1' }), old: topic(), older: topic(), foreign: topic() };
  const wanted = { a: topic(6), b: topic(3, 3, { 'segment.bytes': '2' }), foreign: topic(), c: topic(), d: topic(6, 3, { 'retention.ms': '5' }) };
  prune('old', 'older');
  const began = Date.now();
  const [cluster, { status }] = converged({ topics: before }, { a: topic(6), b: { partitions: 3, configs: { 'retention.ms': null, 'segment.bytes': '2' } }, c: topic(), d: wanted.d });
  const whole = Date.now() - began;
  expect([status, cluster.state.topics]).toEqual([0, wanted]);
  const sorted = (topics: object) => JSON.stringify(Object.entries(topics).sort());
  let half = 0;
  for (const moment of moments(50, 13)) {
    cluster.change({ topics: before });
    await sandbox.kill('create-topics.sh', variables(), moment * whole);
    if (![before, wanted].map(sorted).includes(sorted(cluster.state.topics))) half += 1;
    expect([run().status, cluster.state.topics]).toEqual([0, wanted]);
  }
  // Otherwise it was killed before or after all that it does.
  expect(half).toBeGreaterThan(10);
}, 300_000);
