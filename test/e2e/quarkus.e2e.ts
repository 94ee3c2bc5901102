import { createTopic, onlyClientEnv } from './client-env';
import { Kafka, startKafka } from './kafka';
import { packaged } from './maven';
import { run, type Outcome } from './process';

let kafka: Kafka;
let ended: Outcome;

beforeAll(async () => {
  const jar = packaged('quarkus', 'quarkus-app/quarkus-run.jar');
  kafka = await startKafka();
  createTopic('probe', kafka);
  ended = run('java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-jar', jar, 'probe'], { env: onlyClientEnv('quarkus', kafka), timeout: 120_000 });
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
