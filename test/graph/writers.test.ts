import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { dot } from '../../graph/dot';
import { mermaid } from '../../graph/mermaid';
import { platformGraph } from '../../graph/platform-graph';
import { svg } from '../../graph/svg';
import { valuesAround } from '../../values/section';
import { validValues } from '../output/valid-values';
import { ownValues, valuesOf } from '../platform/objects';
import { runs } from '../template/runs';
import { read } from './drawn';
import { anyText, hostileGraph } from './hostile-graph';

const plain = (text: string) => text.replace(/\s+/g, '');

test('whatever a name holds, Graphviz shows it as it is', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const graph = hostileGraph(text);
      const { nodes, arrows } = read(await svg(dot(graph)));
      const said = nodes.map(({ texts }) => plain(texts.map((one) => one.text).join('')));
      expect(said).toEqual(expect.arrayContaining([plain(`${text}${text}${text.repeat(3)}`), plain(`namespace${text}${text.repeat(2)}${text.repeat(2)}${text.repeat(3)}`)]));
      expect(arrows.length).toBe(1);
    }),
    runs(50),
  );
}, 60_000);

/** What Mermaid shows of a label: its codes are decoded, and `<br/>` begins a line. */
const decoded = (label: string) => label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

test('whatever a name holds, Mermaid is told it by codes, and no sign is left that means something to it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const labels = [...mermaid(hostileGraph(text)).matchAll(/^ *[ns]\d+\["(.*)"\]$|^subgraph s\d+\["(.*)"\]$/gm)].map(([, node, namespace]) => node ?? namespace!);
      expect(labels.map((label) => decoded(label.replace(/<\/?b>|<br\/>/g, '')))).toEqual(expect.arrayContaining([`namespace ${text}`, `${text}${text}${text}, ${text} · ${text}`, `${text}${text}${text} · ${text} · ${text}`]));
      for (const label of labels) expect(label.replace(/<\/?b>|<br\/>|#\d+;/g, '')).not.toMatch(/["#&;<>`*_~\\$|{}[\]]/);
    }),
    runs(200),
  );
});

/** The lines that a flowchart of ours has. No parser of Mermaid's flowcharts runs without a browser. */
const grammar = [
  /^%%\{init: \{"flowchart": \{"wrappingWidth": \d+\}\}\}%%$/,
  /^flowchart LR$/,
  /^subgraph s\d+\["[^"]+"\]$/,
  /^end$/,
  /^ *n\d+\["[^"]+"\]$/,
  /^n\d+ (-->|-\.->)\|"[^"]+"\| n\d+$/,
  /^linkStyle \d+ stroke:#[0-9a-f]{6}$/,
  /^classDef default text-align:left$/,
];

test('the text for Mermaid of any valid values has lines of its grammar only, and arrows between what there is', () => {
  fc.assert(
    fc.property(validValues, (part) => {
      const lines = mermaid(platformGraph(valuesAround({ ...part, patches: [] }))).trimEnd().split('\n');
      expect(lines.filter((line) => !grammar.some((rule) => rule.test(line)))).toEqual([]);
      expect(lines.filter((line) => line.startsWith('subgraph')).length).toBe(lines.filter((line) => line === 'end').length);
      const nodes = lines.flatMap((line) => /^ *(n\d+)\[/.exec(line)?.[1] ?? []);
      const ends = lines.flatMap((line) => /^(n\d+) -.* (n\d+)$/.exec(line)?.slice(1) ?? []);
      expect(new Set(nodes).size).toBe(nodes.length);
      expect(ends.filter((end) => !nodes.includes(end))).toEqual([]);
      const arrows = lines.filter((line) => /^n\d+ -/.test(line)).length;
      expect(lines.filter((line) => line.startsWith('linkStyle')).map((line) => Number(line.split(' ')[1]))).toEqual(Array.from({ length: arrows }, (_, index) => index));
    }),
    runs(50),
  );
}, 60_000);

test('a thousand clients and ten thousand topics are a text that GitHub draws', () => {
  const topics = Array.from({ length: 10_000 }, (_, index) => ({ name: `events.of.domain.${index}` }));
  const clients = Array.from({ length: 1000 }, (_, index) => ({ name: `service-${index}`, namespace: `team-${index}`, consumes: [`events.of.domain.${index}`, 'events.of*'] }));
  expect(mermaid(platformGraph(valuesAround({ topics, clients }))).length).toBeLessThan(50_000);
});

test.each([['values.yaml', []], ['environments/prod.yaml', [readFileSync('environments/prod.yaml', 'utf8')]]])('DOT and Mermaid of %s name every port that is used', (_, texts) => {
  const graph = platformGraph(valuesOf(ownValues, ...texts));
  const ports = [...new Set(graph.edges.filter(({ from, to }) => from.node !== to.node).map(({ port }) => port))];
  expect(ports.length).toBeGreaterThan(3);
  for (const write of [dot, mermaid]) for (const port of ports) expect(write(graph)).toContain(String(port));
});
