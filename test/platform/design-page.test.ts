import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as exported from '../../index';
import * as template from '../../template';

const design = readFileSync('docs/design.md', 'utf8');
const extending = readFileSync('docs/extending.md', 'utf8');

/** The cells of the rows of a table below a heading. */
function rowsBelow(heading: string): string[][] {
  const [, section = ''] = design.split(`\n## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  return [...body.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split(' | '));
}

const words = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

const rooms = new Map(rowsBelow('The rooms').map(([room, , may]) => [words(room)[0]!.replace('/', ''), words(may)]));

test('every room may import what lint lets it import', () => {
  const [arrows = ''] = /const arrows = \{\n[^}]*\}/.exec(readFileSync('eslint.config.mjs', 'utf8')) ?? [];
  const linted = [...arrows.matchAll(/^ {2}(\w+): \[(.*)\],$/gm)].map(([, room, may = '']) => [room, [...may.matchAll(/'(\w+)'/g)].map(([, one]) => one)] as const);
  expect(linted.length).toBeGreaterThan(8);
  expect([...rooms].filter(([room]) => room !== 'cli')).toEqual(linted);
});

test('every folder with sources of the package is a room of the table, and has one sentence there', () => {
  const others = ['bench', 'dist', 'docs', 'environments', 'examples', 'lib', 'node_modules', 'schemas', 'test'];
  const folders = readdirSync('.', { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !others.includes(entry.name));
  expect([...rooms.keys()].sort()).toEqual(folders.map(({ name }) => name).sort());
});

test('every word of the table is one of template/', () => {
  const said = rowsBelow('The words').flatMap(([cell = '']) => [...cell.matchAll(/`+ ?(\w+)/g)].map(([, word]) => word!));
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((word) => typeof (template as Record<string, unknown>)[word] !== 'function')).toEqual([]);
});

const sources = [...rooms.keys()].flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file))).filter((file) => file.endsWith('.ts'));
const code = sources.map((file) => readFileSync(file, 'utf8')).join('\n');
const examples = [...extending.matchAll(/```ts\n([^`]*(?:`[^`\n]*`[^`]*)*?)\n *```/g)].flatMap(([, block = '']) => block.split('\n').map((line) => line.trim()));

test('the page on extending has examples', () => {
  expect(examples.length).toBeGreaterThan(4);
});

test.each(examples)('the page on extending shows a line of the source: %s', (line) => {
  expect(code).toContain(line);
});

const named = [...design.matchAll(/`((?:\w[\w.-]*\/)+[\w.-]+\.\w+|[\w-]+\.(?:ts|sh|mjs))`/g), ...extending.matchAll(/`((?:\w[\w.-]*\/)+[\w.-]+\.\w+|[\w-]+\.(?:ts|sh|mjs))`/g)].map(([, file]) => file!);

test.each([...new Set(named)].filter((file) => !file.includes('NAME')))('there is a file %s', (file) => {
  const all = readdirSync('.', { recursive: true, encoding: 'utf8' }).filter((path) => !/^(node_modules|lib|\.git)\//.test(path));
  expect(all.filter((path) => path === file || path.endsWith(`/${file}`))).not.toEqual([]);
});

test('the page on TypeScript has every construct, with fields that it has', () => {
  const rows = [...readFileSync('docs/typescript.md', 'utf8').matchAll(/^\| `(\w+)` \|[^|]*\| (.*) \|$/gm)];
  const constructs = Object.values(exported).flatMap((one) => (/^class /.test(String(one)) ? one.name : []));
  expect(rows.map(([, name]) => name).sort()).toEqual(constructs.sort());
  const api = readFileSync('cdk8s-redpanda.api.md', 'utf8');
  const missing = rows.flatMap(([, name, fields]) => {
    const [declared = ''] = new RegExp(`^export class ${name} [^]*?^}`, 'm').exec(api) ?? [];
    return words(fields).filter((field) => !new RegExp(`readonly ${field}\\??:`).test(declared));
  });
  expect(missing).toEqual([]);
});
