import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installRpkStandIn, startKafka, type Kafka } from './kafka';
import { output } from './process';

// rpk is a stand-in here (see rpk/main.go), and Kafka knows no prefixes of client ids: this proves the script against what Kafka
// does with quotas, not rpk and not Redpanda.

type Quotas = Record<string, Record<string, number>>;

let kafka: Kafka;
let rpk: string;
let folder: string;

beforeAll(async () => {
  rpk = installRpkStandIn();
  kafka = await startKafka();
  folder = mkdtempSync(join(tmpdir(), 'quotas-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const program of ['bash', 'sleep', 'timeout']) symlinkSync(join('/usr/bin', program), join(bin, program));
  writeFileSync(join(bin, 'rpk'), `#!/bin/bash\necho "$*" >>'${folder}/calls'\nexec '${rpk}' "$@"\n`);
  chmodSync(join(bin, 'rpk'), 0o755);
});

afterAll(async () => {
  await kafka?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Runs the script over a declaration. */
function converge(quotas: Quotas, pruned: readonly string[] = [], env: Record<string, string> = {}) {
  const lines = Object.entries(quotas).flatMap(([whose, rates]) => [`quota ${whose}`, ...Object.entries(rates).map(([key, value]) => `rate ${key} ${value}`)]);
  writeFileSync(join(folder, 'quotas-0'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(join(folder, 'prune'), pruned.map((name) => `${name}\n`).join(''));
  writeFileSync(join(folder, 'calls'), '');
  const { status, stdout, stderr } = spawnSync('/bin/bash', [resolve('constructs/scripts/quotas.sh')], {
    env: { PATH: join(folder, 'bin'), DATA_FOLDER: folder, RPK_BROKERS: kafka.bootstrap, WAIT_SECONDS: '30', RETRY_SECONDS: '1', SETTLE_SECONDS: '10', ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr, calls: readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean) };
}

const alter = (...flags: string[]) => output(rpk, ['cluster', 'quotas', 'alter', ...flags], { env: { ...process.env, RPK_BROKERS: kafka.bootstrap } });

interface Described {
  readonly quotas?: readonly { readonly entity: readonly { readonly name: string; readonly type: string }[]; readonly values: readonly { readonly key: string; readonly value: string }[] }[];
}

/** What the cluster has, as it would be declared. */
function actual(): Quotas {
  const { quotas = [] }: Described = JSON.parse(output(rpk, ['cluster', 'quotas', 'describe', '--format', 'json'], { env: { ...process.env, RPK_BROKERS: kafka.bootstrap } }));
  return Object.fromEntries(quotas.map(({ entity, values }) => [entity.map(({ name, type }) => `${type}=${name}`).join(), Object.fromEntries(values.map(({ key, value }) => [key, Number(value)]))]));
}

const last = (text: string) => text.trimEnd().split('\n').at(-1);
const importer = { producer_byte_rate: 1_000_000, consumer_byte_rate: 2_000_000 };

test('clients and users get exactly the declared quotas, and a second run changes nothing', () => {
  alter('--name', 'client-id=importer', '--add', 'controller_mutation_rate=7.5,producer_byte_rate=1');
  const declared = { 'client-id=importer': importer, 'client-id=<default>': { producer_byte_rate: 9_007_199_254_740_991 }, 'user=alice': { controller_mutation_rate: 3 } };
  const { status, stdout } = converge(declared);
  expect([status, last(stdout), actual()]).toEqual([0, 'quotas: 3 set, 0 removed, 0 as declared, 0 refused', declared]);
  const again = converge(declared);
  expect([again.stdout, again.calls]).toEqual(['quotas: 0 set, 0 removed, 3 as declared, 0 refused\n', ['cluster quotas describe --format json']]);
});

test('what nobody declared is left, and what is to go goes', () => {
  alter('--name', 'client-id=both,user=bob', '--add', 'producer_byte_rate=7');
  const { status, stdout } = converge({ 'client-id=importer': importer }, ['client-id=<default>', 'user=alice', 'user=nobody']);
  expect([status, stdout.split('\n').slice(-3, -1)]).toEqual([0, ['quotas: 1 is not declared here, and left alone: client-id=both,user=bob', 'quotas: 0 set, 2 removed, 1 as declared, 0 refused']]);
  expect(actual()).toEqual({ 'client-id=importer': importer, 'client-id=both,user=bob': { producer_byte_rate: 7 } });
});

test('a dry run changes nothing', () => {
  const before = actual();
  const { status, stdout, calls } = converge({ 'client-id=new': importer }, ['client-id=importer'], { DRY_RUN: 'true' });
  expect([status, last(stdout)]).toEqual([0, 'quotas: dry run, nothing was changed; it would be: 1 set, 1 removed, 0 as declared, 0 refused']);
  expect([actual(), calls]).toEqual([before, ['cluster quotas describe --format json']]);
});

test('fails for quotas that the cluster refuses, though rpk exits with 0, and converges the others', () => {
  const { status, stdout, stderr } = converge({ 'client-id-prefix=batch-': { producer_byte_rate: 1 }, 'client-id=fine': { producer_byte_rate: 1 } });
  expect([status, stderr]).toEqual([1, 'quotas: 1 set, 0 removed, 0 as declared, 1 refused\n']);
  expect(stdout).toContain('quotas: client-id-prefix=batch- is not as declared: producer_byte_rate nothing -> 1: Error: Unhandled client quota entity type: client-id-prefix\n');
  expect(actual()['client-id=fine']).toEqual({ producer_byte_rate: 1 });
});

const crowd = Number(process.env['QUOTAS'] ?? 50);

test(`${crowd} quotas are set in a call each, and a second run makes one call`, () => {
  const quotas = Object.fromEntries(Array.from({ length: crowd }, (_, index) => [`client-id=client-${index}`, { producer_byte_rate: 1000 + index, consumer_byte_rate: 2000 + index }]));
  const started = Date.now();
  const first = converge(quotas);
  const second = Date.now();
  expect([first.status, last(first.stdout)]).toEqual([0, `quotas: ${crowd} set, 0 removed, 0 as declared, 0 refused`]);
  expect(actual()).toMatchObject(quotas);
  const third = Date.now();
  const again = converge(quotas);
  expect([again.status, last(again.stdout), again.calls]).toEqual([0, `quotas: 0 set, 0 removed, ${crowd} as declared, 0 refused`, ['cluster quotas describe --format json']]);
  console.info(`${crowd} quotas: ${first.calls.length} calls, ${second - started} ms; again: one call, ${Date.now() - third} ms`);
}, 3_600_000);
