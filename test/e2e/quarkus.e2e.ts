import { createTopic, clientVariables } from './client-env';
import { Kafka, startKafka } from './kafka';
import { installProbe, probe } from './probe';
import type { Outcome } from './process';

let kafka: Kafka;
let ended: Outcome;

beforeAll(async () => {
  installProbe('quarkus');
  kafka = await startKafka();
  createTopic('probe', kafka);
  ended = probe('quarkus', 'probe', clientVariables('quarkus', kafka));
});
afterAll(() => kafka?.stop());

test('an application with nothing but the variables sends and receives a record', () => {
  expect({ ...ended, stdout: ended.stdout.match(/^probe received .*$/gm) }).toMatchObject({ status: 0, stdout: ['probe received hello'] });
});

test('Quarkus gives its Kafka clients what the variables say, and nothing else', () => {
  expect(ended.stdout.match(/^probe .* = .*$/gm)?.sort()).toEqual([
    'probe acks = all',
    'probe auto.offset.reset = earliest',
    `probe bootstrap.servers = ${kafka.bootstrap}`,
    'probe group.id = ml-platform-group',
    'probe schema.registry.url = http://redpanda.model-registry.svc.cluster.local:8081',
  ]);
});
