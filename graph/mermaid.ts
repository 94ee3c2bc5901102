import { Bundle, bundlesOf } from './bundles';
import { levelColours } from './colours';
import type { Graph, Node, Row } from './graph';
import { some } from './listed';
import { levelOf, secured } from './security';

/** Rows of a node beyond these are only counted: GitHub draws no text of more than 50,000 characters. */
const most = 60;

/** A graph in the language of Mermaid, which GitHub and others draw themselves. */
export function mermaid({ nodes, edges }: Graph): string {
  const numbers = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const namespaces = [...new Set(nodes.map(({ namespace }) => namespace))];
  const within = (namespace: string | undefined) => nodes.filter((node) => node.namespace === namespace).map((node) => `${numbers.get(node.id)}["${labelOf(node)}"]`);
  const arrows = arrowsOf(bundlesOf(edges));
  const lines = [
    '%%{init: {"flowchart": {"wrappingWidth": 500}}}%%',
    'flowchart LR',
    ...namespaces.flatMap((namespace, index) => (namespace === undefined ? within(namespace) : [`subgraph s${index}["namespace ${escaped(namespace)}"]`, ...within(namespace).map((line) => `  ${line}`), 'end'])),
    ...arrows.map(({ from, to, ports, isUsed, ...security }) => `${numbers.get(from)} ${isUsed ? '-->' : '-.->'}|"${ports.join(', ')}<br/>${secured(security)}"| ${numbers.get(to)}`),
    ...arrows.map((arrow, index) => `linkStyle ${index} stroke:${levelColours[levelOf(arrow)]}`),
    'classDef default text-align:left',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** One arrow for all ports that are secured alike. */
type Arrow = Bundle & { readonly ports: readonly number[] };

function arrowsOf(bundles: readonly Bundle[]): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const bundle of bundles) {
    const { from, to, isUsed } = bundle;
    const key = JSON.stringify([from, to, secured(bundle), isUsed]);
    arrows.set(key, { ...bundle, ports: [...(arrows.get(key)?.ports ?? []), bundle.port] });
  }
  return [...arrows.values()];
}

function labelOf({ title, notes, heads = [], rows }: Node): string {
  const lines = some(rows.map((row) => lineOf(row, heads)), most, (count) => `and ${count} more`);
  return [`<b>${escaped(title)}</b>`, ...notes.map(escaped), ...lines].join('<br/>');
}

/** Cells in a line, with the words without which nobody knows whose name is meant. */
function lineOf({ cells }: Row, heads: readonly string[]): string {
  const words = cells.map((lines, index) => (lines.length > 0 && heads[index]?.endsWith(' by') === true ? [`${heads[index]} ${lines[0]}`, ...lines.slice(1)] : lines));
  return words.map((lines) => lines.map(escaped).join(', ')).filter((cell) => cell !== '').join(' · ');
}

/** By codes of its own: these signs would end the text or begin Markdown, in which a line may begin a list or a rule, too. */
const escaped = (text: string): string => text.replace(/["#&;<>`*_~\\$|{}[\]]|^[-+=]|^\d+(?=[.)]( |$))/g, (signs) => [...signs].map((sign) => `#${sign.codePointAt(0)};`).join(''));
