import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createTopic, onlyClientEnv } from './client-env';
import { Kafka, startKafka } from './kafka';
import { output, run } from './process';
import { sourceHash } from './source-hash';
import { installed } from './tools/install';

const source = join(__dirname, 'node');

/** Path of a program with a Kafka client that is written in JavaScript. */
function installProgram(): string {
  return installed({
    name: 'node-probe',
    version: sourceHash(source),
    file: 'client.mjs',
    build(to) {
      cpSync(source, to, { recursive: true });
      output('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: to });
    },
  });
}

let program: string;
let kafka: Kafka;

beforeAll(async () => {
  program = installProgram();
  kafka = await startKafka();
  createTopic('probe', kafka);
});
afterAll(() => kafka?.stop());

test('a Node.js program with nothing but the generic variables sends and receives a record', () => {
  const ended = run(process.execPath, [program, 'probe'], { env: onlyClientEnv('generic', kafka), timeout: 60_000 });
  expect(ended).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
});
