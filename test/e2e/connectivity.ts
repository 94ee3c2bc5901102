import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeObject } from '../platform/objects';
import { output } from './process';
import { tool } from './tools';

/** A pod of a simulated network. */
export interface Pod {
  /** `NAMESPACE/NAME`. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** @default - one of 10.0.0.0/8 */
  readonly ip?: string;
}

/** `TCP/9092`. */
export type Port = `${'TCP' | 'UDP'}/${number}`;

/** What reaches what, as `shop/orders -> streams/redpanda-0 TCP/9092`: what NetworkPolicies mean to an analyzer that has nothing to do with us. */
export function connections(policies: readonly KubeObject[], pods: readonly Pod[], ports: readonly Port[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'connectivity-'));
  try {
    const [policyFolder, probe] = [join(folder, 'policies'), join(folder, 'probe.json')];
    mkdirSync(policyFolder);
    // Of a file it reads the first document only.
    policies.forEach((policy, index) => writeFileSync(join(policyFolder, `${index}.yaml`), JSON.stringify(policy)));
    writeFileSync(probe, JSON.stringify(model(pods, ports)));
    return tables(output(tool('cyclonus'), ['analyze', '--mode', 'probe', '--policy-path', policyFolder, '--probe-path', probe]), pods, ports);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function model(pods: readonly Pod[], ports: readonly Port[]): object {
  const probes = ports.map((port) => ({ Protocol: port.split('/')[0], Port: Number(port.split('/')[1]) }));
  // Every pod serves every port, so that nothing but a policy stands between two of them.
  const containers = probes.map((probe, index) => ({ Name: `port-${index}`, ...probe }));
  const split = pods.map(({ name, ...pod }, index) => {
    const [namespace = '', own] = name.split('/');
    return { Namespace: namespace, Name: own, Labels: pod.labels, IP: pod.ip ?? `10.0.0.${index + 1}`, Containers: containers };
  });
  return {
    Probes: probes,
    Resources: { Namespaces: Object.fromEntries(split.map(({ Namespace: name }) => [name, { 'kubernetes.io/metadata.name': name }])), Pods: split },
  };
}

/** The arrows of the tables that cyclonus prints, one for each port: a row for each source, a column for each destination. */
function tables(printed: string, pods: readonly Pod[], ports: readonly Port[]): string[] {
  const combined = printed.split(/^Combined:$/m).slice(1, ports.length + 1).map((rest) => rest.split(/^Ingress:$/m)[0]!);
  if (combined.length !== ports.length) throw new Error(`cyclonus has printed ${combined.length} tables instead of ${ports.length}`);
  const names = new Map(pods.map(({ name }) => [name.toUpperCase(), name]));
  return combined.flatMap((table, index) => {
    const rows = table.split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
    const [head = [], ...body] = rows;
    if (body.length !== pods.length || head.length !== pods.length + 1) throw new Error(`cyclonus has printed a table of ${body.length} rows for ${pods.length} pods`);
    return body.flatMap(([source, ...cells]) =>
      cells.flatMap((cell, column) => {
        const destination = names.get(head[column + 1]!.toUpperCase());
        return cell === '.' && destination !== source ? [`${source} -> ${destination} ${ports[index]}`] : [];
      }),
    );
  });
}
