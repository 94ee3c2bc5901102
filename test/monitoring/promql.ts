import { brokerMetrics, clientMetrics, consoleMetrics, Metric, otherMetrics, recordedMetrics, targetLabels } from '../../monitoring/metrics';

interface Node {
  readonly type: { readonly name: string; readonly isError: boolean };
  readonly from: number;
  readonly to: number;
  readonly firstChild: Node | null;
  readonly nextSibling: Node | null;
}

// Its types are those of an ES module, which a CommonJS file may not import.
const { parser } = jest.requireActual<{ parser: { parse(text: string): { topNode: Node } } }>('@prometheus-io/lezer-promql');

const metrics: ReadonlyMap<string, Metric> = new Map<string, Metric>(Object.entries({ ...brokerMetrics, ...consoleMetrics, ...otherMetrics, ...recordedMetrics, ...clientMetrics }));
const ofKubernetes = Object.keys(otherMetrics).filter((name) => name !== 'up');

/** The metric of a series, of which a histogram makes three. */
function metricOf(name: string): Metric | undefined {
  const [, base = '', part] = /^(.*)_(bucket|count|sum)$/.exec(name) ?? [];
  const histogram = metrics.get(base);
  if (histogram?.type !== 'histogram') return metrics.get(name);
  return { type: 'counter', labels: [...histogram.labels, ...(part === 'bucket' ? ['le'] : [])] };
}

const ratesOf = ['rate', 'increase', 'irate'];
/** What reads a counter knows that it starts anew. The uptime grows like one, and is a gauge. */
const readersOfCounters = [...ratesOf, 'resets', 'changes'];
const readersOfGauges = ['delta', 'deriv', 'predict_linear'];

/** What is wrong with an expression, a sentence each. */
export function problemsOf(expr: string): string[] {
  const problems: string[] = [];
  const textOf = ({ from, to }: Node): string => expr.slice(from, to);
  const all = (node: Node): Node[] => [node, ...children(node).flatMap(all)];
  const named = (node: Node, name: string): Node[] => children(node).filter(({ type }) => type.name === name);
  const say = (problem: string) => void problems.push(problem);

  /** The labels of what a part of the expression makes. */
  function labelsOf(node: Node, reader?: string): string[] {
    if (node.type.name === 'VectorSelector') return selected(node, reader);
    if (node.type.name === 'AggregateExpr') return aggregated(node);
    if (node.type.name === 'FunctionCall') return called(node);
    if (node.type.name === 'BinaryExpr') return combined(node, reader);
    return children(node).flatMap((child) => labelsOf(child, reader));
  }

  function selected(node: Node, reader: string | undefined): string[] {
    const [name = ''] = named(node, 'Identifier').map(textOf);
    const metric = metricOf(name);
    if (!metric) {
      say(name === '' ? `${textOf(node)} names no metric` : `${name} is no metric of the table`);
      return [];
    }
    const known = [...metric.labels, ...(ofKubernetes.includes(name) ? [] : /^(?!instance)\w+:/.test(name) ? ['job', 'namespace'] : targetLabels)];
    const matched = all(node).filter(({ type }) => type.name === 'UnquotedLabelMatcher').map((matcher) => textOf(named(matcher, 'LabelName')[0]!));
    matched.filter((label) => !known.includes(label)).forEach((label) => say(`${name} has no label ${label}`));
    if (!matched.includes('namespace')) say(`${name} is not selected by its namespace`);
    if (metric.type === 'histogram') say(`${name} is a histogram, of which there are only _bucket, _count and _sum`);
    if (metric.type === 'counter' && (reader === undefined || !readersOfCounters.includes(reader))) say(`${name} is a counter, whose value says nothing without a rate`);
    if (metric.type === 'gauge' && reader !== undefined && ratesOf.includes(reader)) say(`${name} is a gauge, of which there is no ${reader}`);
    if (metric.type === 'counter' && reader !== undefined && readersOfGauges.includes(reader)) say(`${name} is a counter, of which there is no ${reader}`);
    return known;
  }

  function aggregated(node: Node): string[] {
    const inner = named(node, 'FunctionCallBody').flatMap((body) => labelsOf(body));
    const [modifier] = named(node, 'AggregateModifier');
    const kept = modifier ? all(modifier).filter(({ type }) => type.name === 'LabelName').map(textOf) : [];
    kept.filter((label) => !inner.includes(label)).forEach((label) => say(`${label} is a label of nothing in ${flat(textOf(node))}`));
    return kept;
  }

  function called(node: Node): string[] {
    const [name = ''] = named(node, 'FunctionIdentifier').map(textOf);
    const labels = named(node, 'FunctionCallBody').flatMap((body) => labelsOf(body, name));
    if (name === 'histogram_quantile' && !labels.includes('le')) say(`${flat(textOf(node))} has no le to make a quantile of`);
    return labels.filter((label) => name !== 'histogram_quantile' || label !== 'le');
  }

  function combined(node: Node, reader: string | undefined): string[] {
    const parts = children(node);
    const [modifier] = named(node, 'MatchingModifierClause');
    const [left = [], right = []] = [parts[0]!, parts.at(-1)!].map((side) => labelsOf(side, reader));
    const [on] = modifier ? named(modifier, 'GroupingLabels') : [];
    const labels = on ? named(on, 'LabelName').map(textOf) : [];
    labels.filter((label) => !left.includes(label) || !right.includes(label)).forEach((label) => say(`${label} is not a label of both sides of ${flat(textOf(modifier!))}`));
    return parts.some(({ type }) => ['And', 'Unless'].includes(type.name)) ? left : [...left, ...right];
  }

  const { topNode } = parser.parse(expr);
  if (all(topNode).some(({ type }) => type.isError)) return [`${flat(expr)} is no expression`];
  labelsOf(topNode);
  return [...new Set(problems)];
}

function children(node: Node): Node[] {
  const all: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) all.push(child);
  return all;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
