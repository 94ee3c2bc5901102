import { createTopic, clientVariables } from './client-env';
import { Kafka, startKafka } from './kafka';
import { installProbe, probe } from './probe';
import type { Outcome } from './process';

let kafka: Kafka;
let ended: Outcome;

beforeAll(async () => {
  installProbe('spring');
  kafka = await startKafka();
  createTopic('probe', kafka);
  ended = probe('spring', 'probe', clientVariables('spring', kafka));
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
  // What Kafka's producer calls all.
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
