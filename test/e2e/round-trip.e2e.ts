import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chart } from './dist';
import { freePort, output } from './process';
import { installRpkStandIn, startKafka, type Kafka } from './kafka';

// rpk is a stand-in here (see rpk/main.go): this proves the script and Kafka's semantics, not rpk and not Redpanda.

let kafka: Kafka;
let bin: string;

beforeAll(async () => {
  kafka = await startKafka();
  bin = join(mkdtempSync(join(tmpdir(), 'round-trip-')), 'bin');
  mkdirSync(bin);
  for (const program of ['bash', 'sleep', 'timeout']) symlinkSync(join('/usr/bin', program), join(bin, program));
  symlinkSync(installRpkStandIn(), join(bin, 'rpk'));
});

afterAll(async () => {
  await kafka?.stop();
  if (bin !== undefined) rmSync(join(bin, '..'), { recursive: true, force: true });
});

/** Runs the script as the container of `helm test` does: as an argument. */
function roundTrip(brokers: string, seconds: string) {
  const script = readFileSync(join(chart, 'files/round-trip.sh'), 'utf8');
  const { status, stdout, stderr } = spawnSync('/bin/bash', ['-c', script], {
    env: { PATH: bin, RPK_BROKERS: brokers, REPLICATION_FACTOR: '1', WAIT_SECONDS: seconds, RETRY_SECONDS: '1' },
    encoding: 'utf8',
    // From a socket bash would read its start-up files.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, stdout, stderr };
}

const topics = (): string => output(join(bin, 'rpk'), ['topic', 'list', '--format', 'json'], { env: { ...process.env, RPK_BROKERS: kafka.bootstrap } });

test('a record comes back from a real Kafka, and no topic stays', () => {
  expect(roundTrip(kafka.bootstrap, '30')).toEqual({ status: 0, stdout: 'test: a record was sent and received again\n', stderr: '' });
  expect(topics()).not.toContain('redpanda-test');
});

test('fails where there is no Kafka', async () => {
  const { status, stdout, stderr } = roundTrip(`127.0.0.1:${await freePort()}`, '1');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^test: no record came back within 1 seconds, and rpk said last: .*refused/s);
});
