import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject } from '../cli/project';
import { synthesize } from '../output';
import { marker, markerText } from '../files/directory';
import type { Files } from '../files/files';
import { differences } from './difference';

/** The files of a folder. */
function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return new Map(paths.map(({ parentPath, name }) => join(parentPath, name)).map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

test('dist/ is what values.yaml and environments/ give', () => {
  const { values, environments } = loadProject();
  const wrong = differences(new Map([...synthesize(values, environments, 'dist'), [marker, markerText]]), filesIn('dist'));
  // An assertion would print both sides as a whole.
  if (wrong.length > 0) throw new Error(`dist/ is not what values.yaml and environments/ give. If it should be, npm run synth writes it.\n\n${wrong.join('\n')}`);
  expect([...environments.keys()]).toEqual(['dev', 'prod']);
});

test('a file that is missing, too much or different is named, with what differs', () => {
  const expected = new Map([['a', 'same'], ['b', '1\n2\n3\n'], ['c', ''], ['e', 'one\nline more']]);
  const found = new Map([['a', 'same'], ['b', '1\ntwo\n3\n'], ['d', ''], ['e', 'one']]);
  expect(differences(expected, found)).toEqual(['b differs:\n  at line 2\n  - two\n  + 2', 'c is missing', 'd is not expected', 'e differs:\n  at line 2\n  + line more']);
});

test('however much differs, what is printed is short, and names every file', () => {
  const many = (text: string) => new Map(Array.from({ length: 200 }, (_, i) => [`file-${i}`, `${text.repeat(1000)}\n`.repeat(1000)]));
  const sentences = differences(many('a'), many('b'));
  expect(sentences.map((sentence) => /^\S+/.exec(sentence)?.[0])).toEqual([...many('a').keys()].sort());
  expect(sentences.join('\n').split('\n').length).toBeLessThan(500);
  expect(sentences.join('\n').length).toBeLessThan(50_000);
  expect(sentences[0]).toContain('\n  - … 992 more lines\n');
});
