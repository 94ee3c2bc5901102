import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnv, createTopic, clientVariables } from './client-env';
import { Kafka, startKafka } from './kafka';
import { output } from './process';
import { tool } from './tools';

const folder = mkdtempSync(join(tmpdir(), 'kcat-'));
const config = join(folder, 'kcat.conf');
let kcat: string;
let kafka: Kafka;

beforeAll(async () => {
  kcat = tool('kcat');
  kafka = await startKafka();
  createTopic('probe', kafka);
  writeFileSync(config, clientEnv('librdkafka', kafka, 'properties'));
});
afterAll(async () => {
  await kafka?.stop();
  rmSync(folder, { recursive: true });
});

test("kcat sends and receives with the client's properties as its configuration file", () => {
  const env = { PATH: process.env.PATH, KCAT_CONFIG: config };
  output(kcat, ['-P', '-t', 'probe'], { env, input: 'by file\n', timeout: 60_000 });
  expect(output(kcat, ['-C', '-t', 'probe', '-e', '-q'], { env, timeout: 60_000 })).toBe('by file\n');
});

test("a member of the client's group receives with properties that are made of its variables", () => {
  const variables = Object.entries(clientVariables('librdkafka', kafka)).filter(([name]) => name.startsWith('KAFKA_') && name !== 'KAFKA_SCHEMA_REGISTRY_URL');
  const properties = variables.flatMap(([name, value]) => ['-X', `${name.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.')}=${value}`]);
  createTopic('grouped', kafka);
  const env = { PATH: process.env.PATH };
  output(kcat, ['-P', '-t', 'grouped', ...properties], { env, input: 'by variables\n', timeout: 60_000 });
  // Without auto.offset.reset a group begins behind what is there.
  expect(output(kcat, [...properties, '-q', '-c', '1', '-G', 'ml-platform-group', 'grouped'], { env, timeout: 60_000 })).toBe('by variables\n');
});
