import { Bundle, bundlesOf } from './bundles';
import { ids } from './callers';
import { ink, kindColours, levelColours } from './colours';
import { fold } from './fold';
import type { Graph, Node, Row } from './graph';
import { levelOf } from './security';

/** Characters of a line: names can be long, and no reader has so wide a screen. */
const [titleWidth, cellWidth] = [52, 34];

/** A graph in the language of Graphviz. */
export function dot({ title, nodes, edges }: Graph): string {
  const home = nodes.find(({ kind }) => kind === 'brokers')?.namespace;
  const others = nodes.filter(({ namespace }) => namespace !== home);
  const bundles = bundlesOf(edges);
  const lines = [
    `graph [rankdir=LR, bgcolor=transparent, fontname=Helvetica, fontsize=11, fontcolor=${quoted(ink.faint)}, pad=0.2, nodesep=0.3, ranksep=0.7, labelloc=b, labeljust=l, label=<${legend(bundles)}>]`,
    `node [shape=plain, fontname=Helvetica, fontsize=11, fontcolor=${quoted(ink.text)}]`,
    'edge [arrowsize=0.7, penwidth=1.4]',
    ...cluster(home ?? '', nodes.filter(({ namespace }) => namespace === home)),
    // A namespace of clients is their table, because frames around single tables would only take room.
    ...others.map((node) => nodeOf(node.namespace === undefined ? node : { ...node, title: `namespace ${node.namespace}`, notes: [node.title, ...node.notes] })),
    ...column(others),
    ...bundles.map(edge),
  ];
  return `digraph ${quoted(title)} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

/** Who comes from elsewhere: clients above, unless they are many. Then they are beside the topics, which may be many, too, and stand below the brokers. */
function column(others: readonly Node[]): readonly string[] {
  const clients = others.filter(({ kind }) => kind === 'clients');
  const rest = others.filter((node) => node.id !== ids.store && !clients.includes(node));
  const isLong = clients.flatMap(({ rows }) => rows).length > 6;
  return stack(isLong ? [...rest, ...clients] : [...clients, ...rest.reverse()]);
}

/** Nodes of one column. */
function stack(nodes: readonly Node[]): readonly string[] {
  const names = nodes.map(({ id }) => quoted(id));
  return names.length > 1 ? [`{ rank=same; ${names.join('; ')} }`, `${names.join(' -> ')} [style=invis]`] : [];
}

/** What is in the namespace of the brokers. */
function cluster(namespace: string, nodes: readonly Node[]): readonly string[] {
  // On the right, where no arrow comes in.
  const title = font(`namespace <B>${escaped(namespace)}</B>`, { size: 12, colour: ink.text });
  const lines = [
    `graph [label=<${title}>, labelloc=t, labeljust=r, style="rounded,filled", color=${quoted(ink.line)}, fillcolor=${quoted(ink.room)}, margin=14]`,
    ...nodes.map(nodeOf),
    // Within a cluster the last one is above.
    ...stack(nodes.filter(({ kind }) => kind === 'brokers' || kind === 'topics').reverse()),
  ];
  return ['subgraph cluster_home {', ...lines.map((line) => `  ${line}`), '}'];
}

function nodeOf({ id, kind, title, notes, heads, rows }: Node): string {
  const columns = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const above = (lines: readonly string[], style: Style, port = '') => {
    const texts = lines.map((line) => font(line, style)).join('<BR/>');
    return lines.length > 0 ? [`<TR><TD${port} COLSPAN="${columns}" ALIGN="LEFT" BALIGN="LEFT" BGCOLOR="${kindColours[kind]}" CELLPADDING="3">${texts}</TD></TR>`] : [];
  };
  const titleRows = [...above([`<B>${escaped(title)}</B>`], { size: 13 }, ' PORT="title"'), ...above(notes.flatMap((note) => fold(note, titleWidth)).map(escaped), { size: 10, colour: ink.faint })];
  const headRow = heads && rows.length > 0 ? [`<TR>${heads.map((text) => `<TD ALIGN="LEFT">${font(escaped(text), { size: 9, colour: ink.faint })}</TD>`).join('')}</TR>`] : [];
  const table = [...titleRows, ...[...headRow, ...rows.map((row) => rowOf(row, columns))].map((row) => `<HR/>${row}`)].join('');
  return `${quoted(id)} [label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="${ink.line}" BGCOLOR="${ink.paper}">${table}</TABLE>>]`;
}

function rowOf({ id, cells, security }: Row, columns: number): string {
  const colour = security && levelColours[levelOf(security)];
  return `<TR>${cells
    .map((lines, index) => {
      const isLast = index === cells.length - 1;
      const span = isLast && columns > cells.length ? ` COLSPAN="${columns - cells.length + 1}"` : '';
      const port = security && index === 0 ? ` PORT="${escaped(id)}"` : '';
      // Of one size: where sizes differ, Graphviz moves the first line up, beside those of other cells.
      const texts = lines.flatMap((line, at) => fold(line, cellWidth).map((part) => (at > 0 ? font(escaped(part), { colour: ink.faint }) : colour !== undefined && isLast ? font(escaped(part), { colour }) : escaped(part))));
      return `<TD ALIGN="LEFT" BALIGN="LEFT" VALIGN="TOP"${span}${port}>${texts.join('<BR/>')}</TD>`;
    })
    .join('')}</TR>`;
}

function edge({ from, to, row, isUsed, ...security }: Bundle): string {
  const isOurs = from === ids.jobs || from === ids.console || from === ids.brokers;
  const style = isUsed ? '' : ', style=dashed';
  // Who comes from elsewhere stands in the first column.
  const length = isOurs || to === ids.console ? 1 : 2;
  // Of a long table the arrow leaves above, where the brokers are beside it.
  const start = isOurs ? '' : ':title';
  return `${quoted(from)}${start}:e -> ${quoted(to)}:${quoted(row)}:w [color=${quoted(levelColours[levelOf(security)])}, minlen=${length}${style}]`;
}

function legend(bundles: readonly Bundle[]): string {
  const items = [[levelColours.open, 'plaintext, no login'], [levelColours.half, 'only one of both'], [levelColours.safe, 'TLS and login']] as const;
  const cells = items.map(([colour, text]) => `<TD WIDTH="22" HEIGHT="3" FIXEDSIZE="TRUE" BGCOLOR="${colour}"></TD><TD>${text}</TD>`);
  if (bundles.some(({ isUsed }) => !isUsed)) cells.push('<TD></TD><TD>dashed: let in as well, but not used</TD>');
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6" CELLPADDING="0"><TR>${cells.join('')}</TR></TABLE>`;
}

interface Style {
  readonly size?: number;
  readonly colour?: string;
}

function font(html: string, { size, colour }: Style): string {
  if (size === undefined && colour === undefined) return html;
  return `<FONT${size === undefined ? '' : ` POINT-SIZE="${size}"`}${colour === undefined ? '' : ` COLOR="${colour}"`}>${html}</FONT>`;
}

// Also within HTML, a backslash begins a code.
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\\': '\\\\' };
const escaped = (text: string): string => text.replace(/[&<>"\\]/g, (sign) => entities[sign]!);
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
