import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createTopic, onlyClientEnv } from './client-env';
import { Kafka, startKafka } from './kafka';
import { output, run, type Outcome } from './process';
import { sourceHash } from './source-hash';
import { installed } from './tools/install';

const source = join(__dirname, 'spring');

/** Class path of a Spring Boot application, which has no configuration of its own. */
function installApplication(): string {
  const folder = installed({
    name: 'spring-probe',
    version: sourceHash(source),
    file: 'target',
    build(to) {
      cpSync(source, to, { recursive: true });
      output('mvn', ['--quiet', '--batch-mode', '--file', join(to, 'pom.xml'), 'package', 'dependency:copy-dependencies'], { timeout: 900_000 });
    },
  });
  return `${join(folder, 'classes')}:${join(folder, 'dependency/*')}`;
}

let kafka: Kafka;
let ended: Outcome;

beforeAll(async () => {
  const classPath = installApplication();
  kafka = await startKafka();
  createTopic('probe', kafka);
  ended = run('java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'probe.App', '--topic=probe'], { env: onlyClientEnv('spring', kafka), timeout: 120_000 });
});
afterAll(() => kafka?.stop());

test('an application with nothing but the variables sends and receives a record', () => {
  expect({ ...ended, stdout: ended.stdout.match(/^probe (sent|received .*)$/gm)?.sort() }).toMatchObject({ status: 0, stdout: ['probe received hello', 'probe sent'] });
});

/** What the application's producer or consumer has made of the variables. */
function effective(client: string, key: string): string | undefined {
  return ended.stdout.split('\n').find((line) => line.startsWith(`probe ${client} ${key} = `))?.split(' = ')[1];
}

const registry = 'http://redpanda.model-registry.svc.cluster.local:8081';

// The application.properties of the platform's README, line by line.
test.each([
  ['consumer', 'group.id', 'ml-platform-group'],
  ['consumer', 'auto.offset.reset', 'earliest'],
  ['consumer', 'schema.registry.url', registry],
  ['producer', 'schema.registry.url', registry],
  // NB: what Kafka's producer calls all.
  ['producer', 'acks', '-1'],
  ['producer', 'retries', '3'],
  ['producer', 'batch.size', '16384'],
  ['producer', 'buffer.memory', '33554432'],
])('its %s has %s as %s', (client, key, value) => {
  expect(effective(client, key)).toBe(value);
});

test.each(['producer', 'consumer'])('its %s starts from the address that it is given', (client) => {
  expect(effective(client, 'bootstrap.servers')).toBe(`[${kafka.bootstrap}]`);
});
