import { App, Chart, ChartProps, Testing } from 'cdk8s';
import type { KubeObject } from '../platform/objects';

/** What a chart of a user's own makes, found by kind and name. */
export class Synthesized {
  constructor(readonly objects: readonly KubeObject[]) {}

  /** The one object of a kind, or the one of a name. A Job is found without the hash in its name. */
  only(kind: string, name?: string): KubeObject {
    const found = this.all(kind).filter(({ metadata }) => name === undefined || metadata.name.replace(/-[0-9a-f]{8}$/, '') === name);
    if (found.length !== 1) throw new Error(`there are ${found.length} objects ${kind} ${name ?? ''} among ${this.objects.map((object) => `${object.kind} ${object.metadata.name}`).join(', ')}`);
    return found[0];
  }

  all(kind: string): KubeObject[] {
    return this.objects.filter((object) => object.kind === kind);
  }

  names(kind: string): string[] {
    return this.all(kind).map(({ metadata }) => metadata.name);
  }
}

/** Synthesizes by cdk8s what `build` puts into a chart. */
export function synth(build: (chart: Chart) => void, props: ChartProps = {}): Synthesized {
  const chart = new Chart(new App(), 'test', props);
  build(chart);
  return new Synthesized(Testing.synth(chart));
}

/** The only container of a workload. */
export function containerOf(workload: KubeObject): KubeObject {
  const { containers } = workload.spec.template.spec;
  if (containers.length !== 1) throw new Error(`${workload.metadata.name} has ${containers.length} containers`);
  return containers[0];
}

/** The variables of a container, those with a value. */
export function env(container: KubeObject): Record<string, string> {
  return Object.fromEntries((container.env ?? []).map(({ name, value, valueFrom }: KubeObject) => [name, value ?? valueFrom]));
}
