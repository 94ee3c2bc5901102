import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dist, manifests } from './dist';
import { installRpkStandIn, startKafka, type Kafka } from './kafka';
import { output } from './process';

// rpk is a stand-in here (see rpk/main.go): this proves the script and Kafka's semantics, not rpk and not Redpanda.

/** A topic as it is declared; a config of null is reset. */
interface Topic {
  readonly partitions: number;
  readonly configs?: Record<string, string | null>;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What rpk was called with. */
  readonly calls: string[];
}

interface Described {
  readonly summary: { readonly name: string; readonly partitions: number };
  readonly configs: readonly { readonly key: string; readonly value: string; readonly source: string }[];
}

let kafka: Kafka;
let rpk: string;
let folder: string;
let bin: string;

beforeAll(async () => {
  rpk = installRpkStandIn();
  kafka = await startKafka();
  folder = mkdtempSync(join(tmpdir(), 'topics-'));
  bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const program of ['bash', 'sleep', 'timeout']) symlinkSync(join('/usr/bin', program), join(bin, program));
  for (const [file, text] of Object.entries(emittedScripts())) writeFileSync(join(folder, file), text);
  writeFileSync(join(bin, 'rpk'), `#!/bin/bash\necho "$*" >>'${folder}/calls'\nexec '${rpk}' "$@"\n`);
  chmodSync(join(bin, 'rpk'), 0o755);
});

afterAll(async () => {
  await kafka?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** The scripts that the committed output runs, by file name. */
function emittedScripts(): Record<string, string> {
  const scripts = [...manifests().values()].map(({ data }) => data).find((data) => data?.['create-topics.sh'] !== undefined);
  if (scripts === undefined) throw new Error(`no ConfigMap in ${dist} has the key create-topics.sh`);
  return scripts;
}

function declaration(topics: Record<string, Topic>): string {
  return Object.entries(topics)
    .map(([name, { partitions, configs = {} }]) =>
      [`topic ${name} ${partitions} 1`, ...Object.entries(configs).map(([key, value]) => (value === null ? `reset ${key}` : `config ${key} ${value}`)), ''].join('\n'),
    )
    .join('');
}

/** Runs the script over a declaration, and kills it and its rpk after some milliseconds if asked to. */
async function converge(topics: Record<string, Topic>, brokers = kafka.bootstrap, killAfter?: number, seconds = '30'): Promise<Ended> {
  const calls = join(folder, 'calls');
  writeFileSync(join(folder, 'topics-0'), declaration(topics));
  writeFileSync(calls, '');
  const child = spawn('/bin/bash', [join(folder, 'create-topics.sh')], {
    env: { PATH: bin, DATA_FOLDER: folder, RPK_BROKERS: brokers, WAIT_SECONDS: seconds, RETRY_SECONDS: '1', SETTLE_SECONDS: '10' },
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  if (killAfter !== undefined) {
    await Promise.race([sleep(killAfter), ended]);
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }
  const status = await ended;
  return { status, stdout, stderr, calls: readFileSync(calls, 'utf8').split('\n').filter(Boolean) };
}

/** What the cluster has of these topics, as it would be declared. */
function actual(names: string[]): Record<string, Topic> {
  const described: Described[] = JSON.parse(
    output(rpk, ['topic', 'describe', '--format', 'json', '--', ...names], { env: { ...process.env, RPK_BROKERS: kafka.bootstrap } }),
  );
  return Object.fromEntries(
    described.map(({ summary, configs }) => {
      const set = configs.filter(({ source }) => source === 'DYNAMIC_TOPIC_CONFIG').map(({ key, value }) => [key, value]);
      return [summary.name, { partitions: summary.partitions, configs: Object.fromEntries(set) }];
    }),
  );
}

const changing = /^topic (create|alter-config|add-partitions|delete) /;

const orders = { orders: { partitions: 3, configs: { 'retention.ms': '3600000', 'cleanup.policy': 'compact,delete' } } };

test('declared topics are created', async () => {
  const { status, stderr } = await converge(orders);
  expect([status, stderr, actual(['orders'])]).toEqual([0, '', orders]);
});

test('a second run changes nothing', async () => {
  await converge(orders);
  const { status, stdout, calls } = await converge(orders);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^(topics: .* not declared here, and left alone: .*\n)?topics: 0 created, 0 changed, 0 deleted, 1 as declared, 0 refused\n$/)]);
  expect(calls.filter((call) => changing.test(call))).toEqual([]);
});

test('a changed config and more partitions converge', async () => {
  await converge({ changed: { partitions: 1, configs: { 'retention.ms': '1000' } } });
  const wanted = { changed: { partitions: 4, configs: { 'retention.ms': '2000', 'segment.bytes': '1048576' } } };
  expect((await converge(wanted)).status).toBe(0);
  expect(actual(['changed'])).toEqual(wanted);
});

test('a config that is declared as null is reset, and one that is no longer declared is left', async () => {
  await converge({ reset: { partitions: 1, configs: { 'retention.ms': '1000', 'segment.bytes': '1048576' } } });
  const { status, stdout } = await converge({ reset: { partitions: 1, configs: { 'retention.ms': null } } });
  expect(status).toBe(0);
  expect(stdout).toContain('topics: reset is left as it is: segment.bytes is 1048576, set by others\n');
  expect(actual(['reset'])).toEqual({ reset: { partitions: 1, configs: { 'segment.bytes': '1048576' } } });
});

test('partitions are never taken away', async () => {
  await converge({ shrunk: { partitions: 5 } });
  const { status, stdout } = await converge({ shrunk: { partitions: 2 } });
  expect(status).toBe(0);
  expect(stdout).toContain('shrunk is left as it is: it has 5 partitions, not 2, and none can be taken away');
  expect(actual(['shrunk']).shrunk?.partitions).toBe(5);
});

test('fails for the topic whose new config is refused, though rpk exits with 0', async () => {
  await converge({ refused: { partitions: 1 }, fine: { partitions: 1 } });
  const { status, stdout, stderr } = await converge({
    refused: { partitions: 1, configs: { 'retention.ms': 'abc' } },
    fine: { partitions: 2 },
  });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^topics: refused is not as declared: retention\.ms is \d+, not abc: INVALID_CONFIG: .*retention\.ms/m);
  expect(stderr).toBe('topics: 0 created, 1 changed, 0 deleted, 0 as declared, 1 refused\n');
  expect(actual(['fine']).fine?.partitions).toBe(2);
});

test('fails for a new topic whose config is refused', async () => {
  const { status, stdout } = await converge({ unknown: { partitions: 1, configs: { 'redpanda.nothing': '1' } } });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^topics: unknown is not as declared: it does not exist: INVALID_CONFIG: .*redpanda\.nothing/m);
});

test('with a dead address before a living one rpk alters nothing, so there must be one address only', async () => {
  await converge({ reached: { partitions: 1 } });
  const wanted = { reached: { partitions: 1, configs: { 'retention.ms': '1000' } } };
  const { status, stdout } = await converge(wanted, `127.0.0.1:1,${kafka.bootstrap}`, undefined, '2');
  expect([status, actual(['reached'])]).toEqual([1, { reached: { partitions: 1, configs: {} } }]);
  expect(stdout).toContain('unable to incrementally update configs: unable to dial: dial tcp 127.0.0.1:1: connect: connection refused\n');
});

test('what is to go is deleted by its exact name, and what nobody declared is left and named', async () => {
  await converge({ 'old-1': { partitions: 1 }, 'old-2': { partitions: 1 } });
  const prune = join(folder, 'prune');
  writeFileSync(prune, 'old-1\nnever-there\n');
  const { status, stdout } = await converge({ kept: { partitions: 1 } });
  rmSync(prune);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^topics: delete: old-1\n/m);
  expect(stdout).toMatch(/^topics: \d+ are not declared here, and left alone: .*\btopics: 1 created, 0 changed, 1 deleted, 0 as declared, 0 refused\n$/ms);
  const listed = (JSON.parse(output(rpk, ['topic', 'list', '--format', 'json'], { env: { ...process.env, RPK_BROKERS: kafka.bootstrap } })) as { name: string }[]).map(({ name }) => name);
  expect([listed.includes('old-1'), listed.includes('old-2'), listed.includes('kept')]).toEqual([false, true, true]);
});

test.each([1, 2, 3, 4, 5, 6])('killed at random moments and run again, it ends in the same state (seed %i)', async (seed) => {
  const random = randomNumbers(seed);
  const names = Array.from({ length: 12 }, (_, index) => `killed-${seed}-${index}`);
  const before = Object.fromEntries(names.filter(() => random() < 0.6).map((name) => [name, { partitions: 1, configs: { 'segment.bytes': '1048576' } }]));
  const wanted = Object.fromEntries(
    names.map((name): [string, Topic] => {
      const configs: Record<string, string> = random() < 0.5 ? { 'retention.ms': '5000' } : {};
      return [name, { partitions: 1 + Math.floor(random() * 4), configs }];
    }),
  );
  const declared = Object.fromEntries(Object.entries(wanted).map(([name, topic]) => [name, { ...topic, configs: { ...topic.configs, 'segment.bytes': null } }]));
  const began = Date.now();
  await converge(before);
  const whole = Date.now() - began;
  let killed = 0;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { status } = await converge(declared, kafka.bootstrap, random() * whole);
    if (status === null) killed += 1;
    // What the killed rpk had asked for may still come to pass; a Job's next pod does not start sooner either.
    await sleep(250);
  }
  expect(killed).toBeGreaterThan(0);
  expect((await converge(declared)).status).toBe(0);
  expect(actual(names)).toEqual(wanted);
});

const many = Number(process.env['TOPICS'] ?? 500);

test(`${many} topics converge in few calls`, async () => {
  const topics = Object.fromEntries(
    Array.from({ length: many }, (_, index) => [`many-${index}`, { partitions: 1, configs: { 'retention.ms': `${1 + (index % 5)}000` } }]),
  );
  const began = Date.now();
  const fresh = await converge(topics, kafka.bootstrap, undefined, '1800');
  const between = Date.now();
  const again = await converge(topics, kafka.bootstrap, undefined, '1800');
  console.info(`${many} topics: ${fresh.calls.length} calls, ${between - began} ms; again: ${again.calls.length} calls, ${Date.now() - between} ms`);
  expect([fresh.status, fresh.stderr, again.status]).toEqual([0, '', 0]);
  expect(fresh.calls.length).toBeLessThanOrEqual(many / 20);
  expect(again.calls.length).toBeLessThanOrEqual(3 + many / 100);
  expect(again.stdout).toContain(`0 created, 0 changed, 0 deleted, ${many} as declared, 0 refused`);
  const names = Object.keys(topics);
  // No more than fit into the arguments of a call.
  for (let from = 0; from < many; from += 500) expect(actual(names.slice(from, from + 500))).toEqual(Object.fromEntries(Object.entries(topics).slice(from, from + 500)));
}, 3_600_000);

/** Numbers from 0 to 1 that depend on the seed alone. */
function randomNumbers(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
