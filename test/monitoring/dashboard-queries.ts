import type { KubeObject } from '../platform/objects';

export interface Shown {
  readonly title: string;
  readonly expr: string;
  readonly legend?: string;
}

/** Everything that a dashboard asks Prometheus. */
export function queriesOf({ panels, templating, annotations }: KubeObject): Shown[] {
  return [
    ...panels.flatMap(({ title, targets = [] }: KubeObject) => targets.map(({ expr, legendFormat }: KubeObject) => ({ title, expr, ...(legendFormat && { legend: legendFormat }) }))),
    ...templating.list.filter(({ type }: KubeObject) => type === 'query').map(({ name, query }: KubeObject) => ({ title: `$${name}`, expr: /^label_values\((.*), \w+\)$/.exec(query)![1]!, legend: `{{${/, (\w+)\)$/.exec(query)![1]}}}` })),
    ...annotations.list.map(({ name, expr, titleFormat }: KubeObject) => ({ title: name, expr, legend: titleFormat })),
  ];
}

/** A query as Grafana sends it, with all that its variables may choose. */
export const asPrometheus = (expr: string, { job = 'redpanda', namespace = 'redpanda' } = {}): string =>
  expr.replaceAll('$__rate_interval', '2m').replaceAll('$job', job).replaceAll('$namespace', namespace).replaceAll(/\$(instance|topic|client)\b/g, '.*');
