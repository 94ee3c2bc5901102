import type { Edge, Security } from './graph';
import { levelOf } from './security';

/** All connections from a node to a port that are secured alike: one arrow. */
export interface Bundle extends Security {
  readonly from: string;
  readonly to: string;
  /** The row of the port. */
  readonly row: string;
  readonly port: number;
  readonly isUsed: boolean;
}

/** Without what a node connects to in itself. */
export function bundlesOf(edges: readonly Edge[]): readonly Bundle[] {
  const between = edges.filter(({ from, to }) => from.node !== to.node);
  const bundles = new Map(between.map((edge) => [keyOf(edge), edge]));
  return [...bundles.values()].map(({ from, to, port, tls, login, isUsed }) => ({ from: from.node, to: to.node, row: to.row ?? '', port, tls, login, isUsed }));
}

const keyOf = (edge: Edge): string => JSON.stringify([edge.from.node, edge.to.node, edge.to.row, levelOf(edge), edge.isUsed]);
