import { clientVariables, createTopic } from './client-env';
import { Kafka, startKafka } from './kafka';
import { installProbe, probe } from './probe';

let kafka: Kafka;

beforeAll(async () => {
  installProbe('generic');
  kafka = await startKafka();
  createTopic('probe', kafka);
});
afterAll(() => kafka?.stop());

test('a Node.js program with nothing but the generic variables sends and receives a record', () => {
  expect(probe('generic', 'probe', clientVariables('generic', kafka))).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
});
