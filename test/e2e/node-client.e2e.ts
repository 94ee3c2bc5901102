import { join } from 'node:path';
import { createTopic, onlyClientEnv } from './client-env';
import { Kafka, startKafka } from './kafka';
import { run } from './process';

let kafka: Kafka;

beforeAll(async () => {
  kafka = await startKafka();
  createTopic('probe', kafka);
});
afterAll(() => kafka?.stop());

test('a Node.js program with nothing but the generic variables sends and receives a record', () => {
  const ended = run(process.execPath, [join(__dirname, 'node-client.mjs'), 'probe'], { env: onlyClientEnv('generic', kafka), timeout: 60_000 });
  expect(ended).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
});
