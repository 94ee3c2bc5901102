import fc from 'fast-check';
import type { Graph } from '../../graph/graph';
import { anyString, isOneLine } from '../template/hostile';

/** Any text of one line with something to see in it. XML has no way to say the halves of a pair of surrogates. */
export const anyText = fc
  .oneof(anyString, fc.constantFrom('"]', '"|', '</TD>', '<BR/>', '&amp;', '#quot;', '#35;', '-- x -->', 'end', 'graph', '1. a', '- a', '---', '`a`', '**a**', '_a_', '%%', '\\N', '\\"', ';', 'a:b', ']]>'))
  .filter((text) => isOneLine(text) && text.trim() === text && text !== '' && !/[\ud800-\udfff]|\s{2}|[^\S ]/.test(text));

/** A graph with a text wherever one can be. */
export const hostileGraph = (text: string): Graph => ({
  title: text,
  nodes: [
    { id: `from ${text}`, kind: 'clients', namespace: text, title: text, notes: [text], heads: [text, text], rows: [{ id: text, cells: [[text, text], [text]] }] },
    { id: 'brokers', kind: 'brokers', namespace: 'home', title: text, notes: [text], rows: [{ id: text, cells: [[text], [text], [text]], security: { tls: true, login: 'none' } }] },
  ],
  edges: [{ from: { node: `from ${text}`, row: text }, to: { node: 'brokers', row: text }, port: 1, tls: true, login: 'none', isUsed: true, policies: {} }],
});
