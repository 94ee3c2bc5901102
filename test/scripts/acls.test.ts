import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { moments } from './kills';
import { Sandbox, sourceOf, type Ended } from './stand-ins';

// The stand-in for rpk is coded to what rpk was seen to print and to leave out. It proves the script against these ways, and
// not rpk itself: that is done by test/e2e/acls.e2e.ts with a real Kafka, and was done by hand with a real rpk.

interface Acl {
  readonly principal: string;
  readonly host: string;
  readonly resource_type: string;
  readonly resource_name: string;
  readonly resource_pattern_type: string;
  readonly operation: string;
  readonly permission: string;
}

interface State {
  acls: Acl[];
  /** Flags that rpk does not know. */
  unknown?: string[];
  /** How many calls find nobody listening, and what is said then. */
  unreachable?: number;
  reason?: string;
  /** Why nothing may be read. */
  denied?: string;
  /** Why ACLs with this name are refused. */
  refused?: Record<string, string>;
  /** How many creating calls are refused, and why. */
  passing?: { times: number; reason: string };
  /** What is printed before JSON. */
  preface?: string;
  /** How many lists after a change still show what was before it. */
  lag?: number;
  /** Why nothing is deleted. */
  undeletable?: string;
  /** Whether deletions show as nothing, although they were done. */
  askedTwice?: boolean;
  /** Whether what is created is taken and forgotten. */
  forgetful?: boolean;
}

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.standIn('rpk', `exec '${process.execPath}' '${resolve('test/scripts/rpk-acl.js')}' "$@"`);
});

afterEach(() => sandbox.remove());

/** An ACL as it is written: `alice READ TOPIC orders`, with `orders*` for a prefix. */
function acl(text: string, more: Partial<Acl> = {}): Acl {
  const [user = '', operation = '', type = '', name = ''] = text.split(' ');
  const isPrefix = /.\*$/.test(name);
  return {
    principal: user.includes(':') ? user : `User:${user}`,
    host: '*',
    resource_type: type,
    resource_name: isPrefix ? name.slice(0, -1) : name,
    resource_pattern_type: isPrefix ? 'PREFIXED' : 'LITERAL',
    operation,
    permission: 'ALLOW',
    ...more,
  };
}

const sorted = (acls: readonly Acl[]) => acls.map((one) => JSON.stringify(one)).sort();

const state = (): State => JSON.parse(sandbox.read('cluster.json')) as State;
const calls = (word: string) => sandbox.calls('rpk').filter((call) => call.startsWith(`security acl ${word} `));

function given(some: Partial<State>): void {
  sandbox.write('cluster.json', JSON.stringify({ acls: [], ...some }));
}

function declare(...lines: string[]): void {
  sandbox.write('acls-0', lines.map((line) => `${line}\n`).join(''));
}

const variables = (more: Record<string, string> = {}) => ({ DATA_FOLDER: sandbox.folder, RPK_BROKERS: 'redpanda:9092', WAIT_SECONDS: '5', RETRY_SECONDS: '0.02', SETTLE_SECONDS: '0', ...more });

const run = (more: Record<string, string> = {}): Ended => sandbox.run('acls.sh', variables(more));

/** What a run of a cluster in some state comes to. */
function converged(some: Partial<State>, lines: readonly string[], more: Record<string, string> = {}): Ended {
  given(some);
  declare(...lines);
  return run(more);
}

const said = (...lines: string[]): string => lines.map((line) => `acls: ${line}\n`).join('');

test('what is missing is created, in one call for what has its operations in common', () => {
  const ended = converged({}, ['allow alice * topic orders read,describe', 'allow alice * topic payments read,describe', 'allow alice * group alice read']);
  expect(ended).toEqual({
    status: 0,
    stdout: said(
      'create: allow User:alice READ, DESCRIBE on topic orders, topic payments',
      'create: allow User:alice READ on group alice',
      '5 created, 0 removed, 0 as declared, 0 refused',
    ),
    stderr: '',
  });
  expect(sorted(state().acls)).toEqual(sorted([...['orders', 'payments'].flatMap((topic) => [acl(`alice READ TOPIC ${topic}`), acl(`alice DESCRIBE TOPIC ${topic}`)]), acl('alice READ GROUP alice')]));
});

test('a second run changes nothing, and makes one call', () => {
  const lines = ['allow alice * topic orders-* read,describe', 'allow alice * topic * describe', 'deny alice 10.0.0.1 cluster kafka-cluster all'];
  converged({}, lines);
  const before = sandbox.calls('rpk').length;
  expect(run()).toEqual({ status: 0, stdout: said('0 created, 0 removed, 4 as declared, 0 refused'), stderr: '' });
  expect(sandbox.calls('rpk').slice(before)).toEqual(['security acl list --format json --subsystem kafka']);
});

test('a name with an asterisk at its end is a prefix, and an asterisk alone is itself', () => {
  converged({}, ['allow alice * topic orders-* read', 'allow alice * topic * describe', 'allow alice * transactional-id pay* write']);
  expect(sorted(state().acls)).toEqual(sorted([acl('alice READ TOPIC orders-*'), acl('alice DESCRIBE TOPIC *'), acl('alice WRITE TRANSACTIONAL_ID pay*')]));
});

test('the cluster is a resource of its own, and hosts and permissions are what they are declared to be', () => {
  converged({}, ['allow alice 10.1.1.1 cluster kafka-cluster alter', 'deny alice * topic secrets all']);
  expect(sorted(state().acls)).toEqual(
    sorted([acl('alice ALTER CLUSTER kafka-cluster', { host: '10.1.1.1' }), acl('alice ALL TOPIC secrets', { permission: 'DENY' })]),
  );
});

test('what is not declared of a user is removed, and nothing else', () => {
  const others = [acl('bob READ TOPIC orders'), acl('RedpandaRole:ops READ TOPIC orders'), acl('* DESCRIBE TOPIC orders')];
  const drift = [acl('alice WRITE TOPIC orders'), acl('alice READ TOPIC order*'), acl('alice READ TOPIC *'), acl('alice READ TOPIC orders', { host: '10.0.0.1' }), acl('alice READ TOPIC orders', { permission: 'DENY' })];
  const ended = converged({ acls: [acl('alice READ TOPIC orders'), ...others, ...drift] }, ['allow alice * topic orders read']);
  expect(ended.stdout.split('\n').slice(-3)).toEqual([
    'acls: left as they are, because nothing is declared of them: the ACLs of User:bob (1), RedpandaRole:ops (1), User:* (1)',
    'acls: 0 created, 5 removed, 1 as declared, 0 refused',
    '',
  ]);
  expect(sorted(state().acls)).toEqual(sorted([acl('alice READ TOPIC orders'), ...others]));
});

test('a deletion names every dimension, so that it takes one ACL', () => {
  converged({ acls: [acl('alice WRITE TOPIC orders', { host: '10.0.0.1' })] }, ['user alice']);
  expect(calls('delete')).toEqual(['security acl delete --no-confirm --allow-principal User:alice --allow-host 10.0.0.1 --operation WRITE --resource-pattern-type literal --topic orders']);
});

test('a user of whom nothing else is declared has no rights', () => {
  expect(converged({ acls: [acl('alice READ TOPIC orders'), acl('alice READ GROUP a*')] }, ['user alice'])).toMatchObject({ status: 0 });
  expect(state().acls).toEqual([]);
});

test('a user may have a name with blanks in it', () => {
  const other = acl('x READ TOPIC orders', { principal: 'User:a b' });
  expect(converged({ acls: [acl('x READ TOPIC orders', { principal: 'User:a  b' }), other] }, ['user a  b'])).toMatchObject({ status: 0, stderr: '' });
  expect(state().acls).toEqual([other]);
});

test('everybody is a user who can be declared', () => {
  converged({ acls: [acl('* READ TOPIC orders'), acl('bob READ TOPIC orders')] }, ['allow * * topic orders describe']);
  expect(sorted(state().acls)).toEqual(sorted([acl('* DESCRIBE TOPIC orders'), acl('bob READ TOPIC orders')]));
});

test('what several declarations give one user is all that the user has', () => {
  declare('allow alice * topic orders read,describe');
  sandbox.write('acls-1', 'allow alice * topic orders write,describe\n');
  given({});
  expect(run().stdout).toContain('3 created');
  expect(state().acls.map(({ operation }) => operation).sort()).toEqual(['DESCRIBE', 'READ', 'WRITE']);
});

test('names that rpk would split or take for something else are quoted when they are removed', () => {
  const odd = ['a,b', 'a "b"', ' c', '<d>', '$(e)', 'f]', '*x'].map((name) => acl('alice READ GROUP x', { resource_name: name }));
  expect(converged({ acls: odd }, ['user alice'])).toMatchObject({ status: 0, stderr: '' });
  expect(state().acls).toEqual([]);
});

test('what rpk could not be told exactly is left, and said', () => {
  const odd = [acl('alice READ GROUP x', { resource_name: '' }), acl('alice READ SUBJECT x'), acl('alice READ GROUP x', { resource_name: 'a\nb' })];
  expect(converged({ acls: odd }, ['user alice']).stdout).toContain('left as it is, because rpk cannot be told to remove it: READ of User:alice on SUBJECT x\n');
  expect(state().acls).toEqual(odd);
});

test('an address of IPv6 is the same in every spelling', () => {
  expect(converged({ acls: [acl('alice READ TOPIC orders', { host: 'fd00::1' })] }, ['allow alice FD00:0:0::0:1 topic orders read']).stdout).toBe(said('0 created, 0 removed, 1 as declared, 0 refused'));
});

test('rpk of before v26 knows neither --subsystem nor --no-confirm', () => {
  const ended = converged({ acls: [acl('alice WRITE TOPIC orders')], unknown: ['--subsystem', '--no-confirm'] }, ['allow alice * topic orders read']);
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  expect(state().acls).toEqual([acl('alice READ TOPIC orders')]);
});

test('what rpk says before its JSON is passed over', () => {
  expect(converged({ preface: 'WARN: something\n', acls: [acl('alice READ TOPIC orders')] }, ['allow alice * topic orders read']).stdout).toBe(said('0 created, 0 removed, 1 as declared, 0 refused'));
});

test('fails without rights, which do not look like nothing there, and changes nothing', () => {
  const ended = converged({ denied: 'CLUSTER_AUTHORIZATION_FAILED' }, ['allow alice * topic orders read']);
  expect(ended).toEqual({ status: 1, stdout: '', stderr: said('the ACLs cannot be read: CLUSTER_AUTHORIZATION_FAILED') });
  expect(calls('create')).toEqual([]);
});

test('fails where the cluster refuses an ACL, and does the rest', () => {
  const refused = { bad: 'INVALID_REQUEST: Invalid topic name' };
  const ended = converged({ refused, acls: [acl('alice WRITE TOPIC orders')] }, ['allow alice * topic orders read', 'allow alice * topic bad read', 'allow alice * topic good read']);
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain('acls: not as declared: allow User:alice READ on topic bad is missing: INVALID_REQUEST: Invalid topic name\n');
  expect(ended.stderr).toBe(said('2 created, 1 removed, 0 as declared, 1 refused'));
  expect(sorted(state().acls)).toEqual(sorted([acl('alice READ TOPIC orders'), acl('alice READ TOPIC good')]));
});

test('fails where what was created is not there', () => {
  const ended = converged({ forgetful: true }, ['allow alice * topic orders read']);
  expect(ended).toMatchObject({ status: 1, stderr: said('0 created, 0 removed, 0 as declared, 1 refused') });
  expect(ended.stdout).toContain('not as declared: allow User:alice READ on topic orders is missing\n');
});

test('fails where nothing may be deleted', () => {
  const ended = converged({ undeletable: 'CLUSTER_AUTHORIZATION_FAILED', acls: [acl('alice READ TOPIC o*', { host: '10.0.0.1' })] }, ['user alice']);
  expect(ended).toMatchObject({ status: 1, stderr: said('0 created, 0 removed, 0 as declared, 1 refused') });
  expect(ended.stdout).toContain('not as declared: allow User:alice READ on topic o* from 10.0.0.1 is still there: CLUSTER_AUTHORIZATION_FAILED\n');
});

test('deletions that rpk does not show are seen in the list', () => {
  expect(converged({ askedTwice: true, acls: [acl('alice READ TOPIC orders')] }, ['user alice'])).toMatchObject({ status: 0, stderr: '' });
});

test('a change may take a moment until it shows', () => {
  expect(converged({ lag: 2 }, ['allow alice * topic orders read'], { SETTLE_SECONDS: '10' }).stdout).toContain('1 created, 0 removed');
  expect(calls('create')).toHaveLength(1);
});

test('a refusal that passes is waited for', () => {
  const ended = converged({ passing: { times: 2, reason: 'NOT_CONTROLLER: This is not the correct controller for this cluster.' } }, ['allow alice * topic orders read']);
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  expect(ended.stdout).toContain('waiting for the brokers: NOT_CONTROLLER: This is not the correct controller for this cluster.\n');
  expect(state().acls).toEqual([acl('alice READ TOPIC orders')]);
});

test('brokers that are not there yet are waited for', () => {
  const ended = converged({ unreachable: 2 }, ['allow alice * topic orders read']);
  expect(ended.stdout.match(/waiting for the brokers/g)).toHaveLength(2);
  expect(ended.status).toBe(0);
});

test.each([
  ['brokers that never come', 'unable to list ACLs: unable to dial: dial tcp 127.0.0.1:9092: connect: connection refused'],
  ['a wrong password', 'unable to list ACLs: SASL_AUTHENTICATION_FAILED: SASL Authentication failed.'],
])('gives up in time with %s', (_, reason) => {
  const started = Date.now();
  expect(converged({ unreachable: 1e6, reason }, ['user alice'], { WAIT_SECONDS: '1' })).toMatchObject({ status: 1, stderr: said(`gave up after 1 seconds: ${reason}`) });
  expect(Date.now() - started).toBeLessThan(10_000);
});

test('a dry run says the same, and changes nothing', () => {
  const before = [acl('alice WRITE TOPIC orders')];
  expect(converged({ acls: before }, ['allow alice * topic orders read'], { DRY_RUN: 'true' })).toEqual({
    status: 0,
    stdout: said(
      'would create: allow User:alice READ on topic orders',
      'would remove: allow User:alice WRITE on topic orders',
      'dry run, nothing was changed; it would be: 1 created, 1 removed, 0 as declared, 0 refused',
    ),
    stderr: '',
  });
  expect(state().acls).toEqual(before);
  expect(sandbox.calls('rpk')).toHaveLength(1);
});

test.each([
  ['allow alice * topic orders', 'line 1 of FILE must say: allow USER HOST RESOURCE NAME OPERATIONS'],
  ['allow alice * subject orders read', 'line 1 of FILE must say: allow USER HOST RESOURCE NAME OPERATIONS'],
  ['permit alice * topic orders read', "line 1 of FILE begins with 'permit', which is neither user, allow nor deny"],
])('fails on a line that is none of ours: %s', (line, sentence) => {
  expect(converged({}, [line])).toEqual({ status: 1, stdout: '', stderr: said(sentence.replace('FILE', `${sandbox.folder}/acls-0`)) });
  expect(sandbox.calls('rpk')).toEqual([]);
});

test('nothing is needed on the disk', () => {
  // bash would write a here-document there.
  const ended = converged({}, ['allow alice * topic orders read'], { TMPDIR: '/nowhere', HOME: '/nowhere' });
  expect(ended).toMatchObject({ status: 0, stderr: '' });
});

/** 2,000 ACLs of one user, and as many of 50 users. */
const crowds = {
  'one user': Array.from({ length: 1000 }, (_, index) => `allow alice * topic topic-${index} read,describe`),
  '50 users': Array.from({ length: 50 }, (_, user) => Array.from({ length: 20 }, (_, index) => `allow user-${user} * topic topic-${index} read,describe`)).flat(),
};

test.each([
  ['one user', 4],
  ['50 users', 50],
] as const)('2,000 ACLs of %s are created in %i calls, and a second run changes nothing', async (who, most) => {
  given({});
  declare(...crowds[who]);
  const started = Date.now();
  // With more calls than the others make, which have 20 seconds.
  const child = spawn('/bin/bash', [sourceOf('acls.sh')], { env: { PATH: sandbox.bin, SANDBOX: sandbox.folder, ...variables() }, stdio: 'ignore' });
  expect(await once(child, 'close')).toEqual([0, null]);
  const first = Date.now();
  expect(state().acls).toHaveLength(2000);
  expect(calls('create')).toHaveLength(most);
  expect(run().stdout).toBe(said('0 created, 0 removed, 2000 as declared, 0 refused'));
  console.info(`2,000 ACLs of ${who}: ${calls('create').length} creating calls, ${first - started} ms; again: one call, ${Date.now() - first} ms`);
  expect(calls('create')).toHaveLength(most);
}, 240_000);

test('2,000 ACLs that are not declared are removed in four calls', () => {
  given({ acls: crowds['one user'].flatMap((_, index) => [acl(`alice READ TOPIC topic-${index}`), acl(`alice DESCRIBE TOPIC topic-${index}`)]) });
  declare('user alice');
  expect(run()).toMatchObject({ status: 0, stderr: '' });
  expect(calls('delete')).toHaveLength(4);
  expect(state().acls).toEqual([]);
});

test('killed at any moment and run again, it ends in the same state', async () => {
  const lines = Array.from({ length: 2 }, (_, user) => [`allow user-${user} * topic orders-${user} read,describe`, `allow user-${user} * group user-${user} read`]).flat();
  const drift = Array.from({ length: 2 }, (_, user) => acl(`user-${user} WRITE TOPIC old-${user}`));
  const stranger = acl('stranger READ TOPIC orders');
  declare(...lines);
  const start = () => given({ acls: [stranger, ...drift] });
  const [path, env] = [sourceOf('acls.sh'), { PATH: sandbox.bin, SANDBOX: sandbox.folder, ...variables() }];
  start();
  const started = Date.now();
  expect(run()).toMatchObject({ status: 0 });
  const [whole, end] = [Date.now() - started, sorted(state().acls)];
  let killed = 0;
  for (const moment of moments(50, 13)) {
    start();
    const child = spawn('/bin/bash', [path], { env, stdio: 'ignore', detached: true });
    const closed = once(child, 'close');
    await Promise.race([closed, after(moment * whole)]);
    if (child.exitCode === null) {
      killed += 1;
      process.kill(-child.pid!, 'SIGKILL');
    }
    await closed;
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    expect(sorted(state().acls)).toEqual(end);
  }
  expect(killed).toBeGreaterThan(25);
}, 300_000);
