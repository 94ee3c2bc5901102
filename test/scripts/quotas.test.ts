import { resolve } from 'node:path';
import { moments } from './kills';
import { Sandbox, type Ended } from './stand-ins';

// The stand-in for rpk is coded to what the real one was seen to print over a real Kafka. It proves the script against these ways;
// test/e2e/quotas.e2e.ts proves it against what Kafka does.

type Quotas = Record<string, Record<string, string>>;

interface State {
  quotas: Quotas;
  /** How many calls find nobody listening. */
  unreachable?: number;
  /** Whether the user may not read quotas. */
  noRights?: boolean;
  /** Why the quotas of somebody are refused. */
  refused?: Record<string, string>;
  /** How many changing calls fail, and why. */
  passing?: { times: number; reason: string };
  /** How many descriptions after a change still show what was before it. */
  lag?: number;
}

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.standIn('rpk', `exec '${process.execPath}' '${resolve('test/scripts/rpk-quotas.js')}' "$@"`);
});

afterEach(() => sandbox.remove());

const has = (state: State) => sandbox.write('cluster.json', JSON.stringify(state));
const actual = (): Quotas => JSON.parse(sandbox.read('cluster.json')).quotas;
const prune = (...names: string[]) => sandbox.write('prune', names.map((name) => `${name}\n`).join(''));
const alters = () => sandbox.calls('rpk').filter((call) => call.startsWith('cluster quotas alter '));

function declare(quotas: Quotas): void {
  const lines = Object.entries(quotas).flatMap(([whose, rates]) => [`quota ${whose}`, ...Object.entries(rates).map(([key, value]) => `rate ${key} ${value}`)]);
  sandbox.write('quotas-0', lines.map((line) => `${line}\n`).join(''));
}

const variables = (env: Record<string, string> = {}) => ({ DATA_FOLDER: sandbox.folder, RPK_BROKERS: 'redpanda:9092', WAIT_SECONDS: '5', RETRY_SECONDS: '0.02', SETTLE_SECONDS: '0', ...env });
const run = (env?: Record<string, string>): Ended => sandbox.run('quotas.sh', variables(env));

/** What a cluster in this state becomes, and what is said. */
function converged(state: State, declared: Quotas, env?: Record<string, string>): Ended {
  has(state);
  declare(declared);
  return run(env);
}

const textOf = (lines: readonly string[]) => lines.map((line) => `quotas: ${line}\n`).join('');
const done = (...lines: string[]): Ended => ({ status: 0, stdout: textOf(lines), stderr: '' });
const failed = (last: string, ...lines: string[]): Ended => ({ status: 1, stdout: textOf(lines), stderr: textOf([last]) });

const importer = { producer_byte_rate: '1000000', consumer_byte_rate: '2000000' };

test('whoever has other quotas than declared gets exactly these in one call, and a second run changes nothing', () => {
  const declared = { 'client-id=importer': importer, 'client-id-prefix=batch-': { controller_mutation_rate: '3' }, 'user=alice': { producer_byte_rate: '5' } };
  expect(converged({ quotas: { 'client-id=importer': { producer_byte_rate: '7', controller_mutation_rate: '2.5' }, 'user=alice': { producer_byte_rate: '5' } } }, declared)).toEqual(
    done(
      'set client-id=importer: producer_byte_rate 7 -> 1000000, consumer_byte_rate nothing -> 2000000, controller_mutation_rate 2.5 -> nothing',
      'set client-id-prefix=batch-: controller_mutation_rate nothing -> 3',
      '2 set, 0 removed, 1 as declared, 0 refused',
    ),
  );
  expect(alters()).toEqual([
    'cluster quotas alter --name client-id=importer --add producer_byte_rate=1000000 --add consumer_byte_rate=2000000 --delete controller_mutation_rate',
    'cluster quotas alter --name client-id-prefix=batch- --add controller_mutation_rate=3',
  ]);
  expect(actual()).toEqual(declared);
  expect(run()).toEqual(done('0 set, 0 removed, 3 as declared, 0 refused'));
  expect(alters().length).toBe(2);
});

test.each(['client-id', 'user'])('the quotas of everybody without a %s of their own are the default', (type) => {
  converged({ quotas: {} }, { [`${type}=<default>`]: { producer_byte_rate: '5' } });
  expect(alters()).toEqual([`cluster quotas alter --default ${type} --add producer_byte_rate=5`]);
  expect(run()).toEqual(done('0 set, 0 removed, 1 as declared, 0 refused'));
});

test('what nobody declared is left alone and named, with two parts too', () => {
  const quotas = { 'client-id=other': { producer_byte_rate: '1' }, 'client-id=a,user=b': { producer_byte_rate: '2' } };
  expect(converged({ quotas }, { 'client-id=importer': importer })).toEqual(
    done('set client-id=importer: producer_byte_rate nothing -> 1000000, consumer_byte_rate nothing -> 2000000', '2 are not declared here, and left alone: client-id=other, client-id=a,user=b', '1 set, 0 removed, 0 as declared, 0 refused'),
  );
  expect(actual()).toEqual({ ...quotas, 'client-id=importer': importer });
});

test('what is to go loses all its quotas, and nothing is done where it has none', () => {
  prune('client-id=importer', 'user=<default>', 'user=gone');
  const quotas = { 'client-id=importer': importer, 'user=<default>': { producer_byte_rate: '1' }, 'client-id=importer-2': importer };
  expect(converged({ quotas }, { 'client-id=importer-2': importer })).toMatchObject({ status: 0, stdout: expect.stringMatching(/quotas: 0 set, 2 removed, 1 as declared, 0 refused\n$/) });
  expect(actual()).toEqual({ 'client-id=importer-2': importer });
  expect(run()).toEqual(done('0 set, 0 removed, 1 as declared, 0 refused'));
});

test('a dry run says what it would change, in the words of one that does, and changes nothing', () => {
  prune('user=old');
  const state = { quotas: { 'user=old': { producer_byte_rate: '1' }, 'client-id=other': importer } };
  const words = ['set client-id=importer: producer_byte_rate nothing -> 1000000, consumer_byte_rate nothing -> 2000000', 'remove user=old: producer_byte_rate 1 -> nothing'];
  const rest = '1 is not declared here, and left alone: client-id=other';
  expect(converged(state, { 'client-id=importer': importer }, { DRY_RUN: 'true' })).toEqual(
    done(...words.map((line) => `would ${line}`), rest, 'dry run, nothing was changed; it would be: 1 set, 1 removed, 0 as declared, 0 refused'),
  );
  expect([alters(), actual()]).toEqual([[], state.quotas]);
  expect(run()).toEqual(done(...words, rest, '1 set, 1 removed, 0 as declared, 0 refused'));
});

test('fails for those whose quotas are refused, although rpk exits with 0, and converges the others', () => {
  const refused = { 'client-id-prefix=batch-': 'Unhandled client quota entity type: client-id-prefix' };
  const rate = { producer_byte_rate: '1' };
  expect(converged({ quotas: {}, refused }, { 'client-id-prefix=batch-': rate, 'client-id=a': rate })).toEqual(
    failed(
      '1 set, 0 removed, 0 as declared, 1 refused',
      'set client-id-prefix=batch-: producer_byte_rate nothing -> 1',
      'set client-id=a: producer_byte_rate nothing -> 1',
      'client-id-prefix=batch- is not as declared: producer_byte_rate nothing -> 1: Error: Unhandled client quota entity type: client-id-prefix',
    ),
  );
  expect(actual()).toEqual({ 'client-id=a': rate });
});

test('who may not read quotas is told so at once, and takes them not for none', () => {
  expect(converged({ quotas: {}, noRights: true }, { 'client-id=a': importer })).toEqual(failed('unable to describe client quotas: CLUSTER_AUTHORIZATION_FAILED: Cluster authorization failed.'));
  expect(alters()).toEqual([]);
});

test('brokers that are not there are waited for', () => {
  const { status, stdout } = converged({ quotas: {}, unreachable: 2 }, { 'client-id=a': importer });
  expect([status, stdout.split('\n').filter((line) => line.includes('waiting for the brokers: unable to describe client quotas: unable to dial')).length]).toEqual([0, 2]);
});

test('brokers that never come are given up, with the reason', () => {
  expect(converged({ quotas: {}, unreachable: 1000 }, { 'client-id=a': importer }, { WAIT_SECONDS: '0' })).toEqual(
    failed('gave up after 0 seconds: unable to describe client quotas: unable to dial: dial tcp 127.0.0.1:9092: connect: connection refused'),
  );
});

test('a change that fails for a moment is tried again', () => {
  const { status, stdout } = converged({ quotas: {}, passing: { times: 2, reason: 'unable to run alter client quotas: NOT_CONTROLLER: This is not the correct controller for this cluster.' } }, { 'client-id=a': importer });
  expect([status, stdout]).toEqual([0, expect.stringContaining('waiting for the brokers: client-id=a: unable to run alter client quotas: NOT_CONTROLLER')]);
  expect(actual()).toEqual({ 'client-id=a': importer });
});

test('a change that shows a moment later is waited for', () => {
  const { status, stdout } = converged({ quotas: {}, lag: 1 }, { 'client-id=a': importer }, { SETTLE_SECONDS: '5' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/quotas: 1 set, 0 removed, 0 as declared, 0 refused\n$/)]);
});

test('fails for quotas that the cluster takes and forgets', () => {
  const { status, stdout } = converged({ quotas: {}, lag: 1000 }, { 'client-id=a': { producer_byte_rate: '1' } });
  expect([status, stdout]).toEqual([1, expect.stringContaining('quotas: client-id=a is not as declared: producer_byte_rate nothing -> 1\n')]);
});

test.each([
  ['quota client-id', 'line 1 of FILE must say: quota TYPE=NAME'],
  ['quota group=a', 'line 1 of FILE must say: quota TYPE=NAME'],
  ['quota user=a b', 'line 1 of FILE must say: quota TYPE=NAME'],
  ['rate producer_byte_rate 1', 'line 1 of FILE must say: rate KEY VALUE, below its quota'],
  ['quota user=a\nrate producer_byte_rate 0', 'line 2 of FILE must say: rate KEY VALUE, below its quota'],
  ['quota user=a\n\nquota user=a', 'line 3 of FILE declares user=a a second time'],
  ['quotas user=a', "line 1 of FILE begins with 'quotas', which is neither quota nor rate"],
])('a file that holds %j is refused', (text, message) => {
  has({ quotas: {} });
  const path = sandbox.write('quotas-0', `${text}\n`);
  expect([run(), sandbox.calls('rpk')]).toEqual([failed(message.replace('FILE', path)), []]);
});

test.each([
  ['client-id=a', 'client-id=a is declared, and is to have no quotas'],
  ['client-id=a,user=b', 'FOLDER/prune must hold TYPE=NAME in each line'],
  ['a', 'FOLDER/prune must hold TYPE=NAME in each line'],
])('nothing is changed where %s is to go', (name, message) => {
  prune(name);
  expect([converged({ quotas: {} }, { 'client-id=a': importer }), sandbox.calls('rpk')]).toEqual([failed(message.replace('FOLDER', sandbox.folder)), []]);
});

test('killed at 50 random moments and run again, it ends in the same state', async () => {
  const rate = (value: number) => ({ producer_byte_rate: String(value) });
  const named = (count: number, value: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`client-id=c${index}`, rate(value)]));
  const before: Quotas = { ...named(6, 1), 'user=old': importer, 'user=other': importer };
  const wanted: Quotas = { ...named(10, 2), 'client-id=c0': rate(1), 'user=other': importer };
  prune('user=old');
  const declared = Object.fromEntries(Object.entries(wanted).filter(([name]) => name !== 'user=other'));
  const began = Date.now();
  expect(converged({ quotas: before }, declared).status).toBe(0);
  const whole = Date.now() - began;
  let half = 0;
  for (const moment of moments(50, 13)) {
    has({ quotas: before });
    await sandbox.kill('quotas.sh', variables(), moment * whole);
    const left = JSON.stringify(Object.entries(actual()).sort());
    if (![before, wanted].map((quotas) => JSON.stringify(Object.entries(quotas).sort())).includes(left)) half += 1;
    expect(run().status).toBe(0);
    expect(actual()).toEqual(wanted);
  }
  // Otherwise it was killed before or after all that it does.
  expect(half).toBeGreaterThan(20);
}, 300_000);

test('200 who have quotas take a call each, and one call finds them unchanged', () => {
  const quotas = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`client-id=c${index}`, { producer_byte_rate: `${index + 1}` }]));
  const began = Date.now();
  expect(converged({ quotas: {} }, quotas).status).toBe(0);
  const [seconds, calls] = [(Date.now() - began) / 1000, sandbox.calls('rpk').length];
  expect(run()).toEqual(done('0 set, 0 removed, 200 as declared, 0 refused'));
  const again = sandbox.calls('rpk').length - calls;
  console.info(`200 quotas: ${calls} calls, ${seconds} s with a stand-in; again ${again} call`);
  expect([calls, again]).toEqual([202, 1]);
}, 240_000);
