import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const rooms = ['template', 'files', 'registry', 'values', 'kubernetes', 'redpanda', 'clients', 'constructs', 'graph', 'output', 'inject', 'cli'];
const sources = rooms.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file))).filter((file) => file.endsWith('.ts'));

/** The sources that a source imports, types too. */
function imported(file: string): string[] {
  const paths = [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']*)'/g)].map(([, path = '']) => join(dirname(file), path));
  return paths.flatMap((path) => [`${path}.ts`, join(path, 'index.ts')].filter((one) => sources.includes(one)));
}

/** The files on a way from a file back to one that is on it already, if there is such a way. */
function circleFrom(file: string, graph: ReadonlyMap<string, readonly string[]>, done: Set<string>, way: readonly string[] = []): readonly string[] | undefined {
  if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
  if (done.has(file)) return undefined;
  for (const next of graph.get(file) ?? []) {
    const circle = circleFrom(next, graph, done, [...way, file]);
    if (circle) return circle;
  }
  done.add(file);
  return undefined;
}

const circleIn = (graph: ReadonlyMap<string, readonly string[]>) => {
  const done = new Set<string>();
  return [...graph.keys()].map((file) => circleFrom(file, graph, done)).find((circle) => circle !== undefined);
};

test('no source imports its importer, however far around', () => {
  const graph = new Map(sources.map((file) => [file, imported(file)]));
  expect(graph.get('constructs/platform.ts')).toContain('constructs/redpanda-cluster.ts');
  expect(circleIn(graph)).toBeUndefined();
});

test('a circle of imports is named', () => {
  expect(circleIn(new Map([['a', ['b', 'c']], ['b', []], ['c', ['b', 'd']], ['d', ['c']]]))).toEqual(['c', 'd', 'c']);
});
