import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readValues } from '../../index';

const folder = mkdtempSync(join(tmpdir(), 'read-values-'));

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('later files override earlier ones, and all of them the defaults', () => {
  const { name, broker } = readValues(file('values.yaml', 'name: events\nbroker: { replicas: 5 }'), file('prod.yaml', 'broker: { replicas: 7, storage: { size: 1Ti } }'));
  expect([name, broker.replicas, broker.storage.size, broker.external.type]).toEqual(['events', 7, '1Ti', 'ClusterIP']);
});

test('without a file there are the defaults', () => {
  expect(readValues().name).toBe('redpanda');
});

test('fails with all that is wrong with all files, and where it stands', () => {
  const [one, two] = [file('one.yaml', 'broker:\n  replica: 3'), file('two.yaml', 'console: { replicas: many }')];
  expect(() => readValues(one, two, join(folder, 'gone.yaml'))).toThrow(
    new Error(
      [
        `${join(folder, 'gone.yaml')} cannot be read: no such file or directory`,
        `${one}:2:3: broker.replica is not a value: did you mean broker.replicas?`,
        `${two}:1:12: console.replicas ("many") must be an integer from 1 to 10: it is the number of pods`,
      ].join('\n'),
    ),
  );
});
