/* eslint-disable @typescript-eslint/no-require-imports -- what is imported is loaded at once, and nothing but this picture needs an engine */

import { ink } from './colours';

/** What is used of it. Its own types are written for a newer library of ECMAScript than is targeted here. */
interface Engine {
  readonly Graphviz: { load(): Promise<{ dot(source: string): string }> };
}

/** The picture of a graph in the language of Graphviz, on paper of its own: whoever shows it may have a dark background. */
export async function svg(dot: string): Promise<string> {
  const { Graphviz } = require('@hpcc-js/wasm-graphviz') as Engine;
  const drawn = (await Graphviz.load()).dot(dot);
  const [head = '', width = '', height = '', namespace = ''] = /^[^]*<svg width="(\d+)pt" height="(\d+)pt"[^>]* (xmlns="[^"]*")[^>]*>/.exec(drawn) ?? [];
  const paper = `<rect x="0.5" y="0.5" width="${Number(width) - 1}" height="${Number(height) - 1}" rx="10" fill="${ink.paper}" stroke="${ink.line}"/>`;
  const font = "Helvetica, Arial, 'Liberation Sans', sans-serif";
  return `<svg ${namespace} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
${paper}${drawn.slice(head.length).replace(/<!--.*-->\n/g, '').replaceAll('font-family="Helvetica,sans-Serif"', `font-family="${font}"`)}`;
}
