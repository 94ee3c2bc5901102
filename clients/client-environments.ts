import type { Variable } from '../kubernetes/variable';
import type { Values } from '../values/types';
import { ClientConnections, clientConnections, Environment } from './environment';
import { flavours } from './flavours';
import { isSecretKey, Value, variableOf } from './flavours/value';

/** What a client's containers are given. */
export interface ClientEnvironment {
  readonly name: string;
  readonly namespace: string;
  /** The ConfigMap that holds the variables. */
  readonly configMap: string;
  readonly variables: readonly Variable[];
  /** Whether values do not declare it any more. */
  readonly isFormer?: true;
  /** What clients of each flavour are given, of this client's name and group. */
  readonly tables: readonly Table[];
}

/** What a client is given when its flavour is one of all. */
export interface Table {
  readonly flavour: string;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly name: string;
  /** Nothing where its value is not known, because the client is not declared any more. */
  readonly variable: Variable | undefined;
  /** What the value comes from: the client's connections, its group, a Secret, or the table alone. */
  readonly from: 'servers' | 'registry' | 'group' | 'secret' | 'table';
  /** Whether a client without the schema registry does not have it. */
  readonly isOptional: boolean;
}

/**
 * The environments of the clients that values declare, as their ConfigMaps hold them.
 *
 * @param ways connections instead of those from within the Kubernetes cluster
 */
export function clientEnvironments(values: Values, ways: ClientConnections = clientConnections(values)): ClientEnvironment[] {
  return values.clients.map((client) => {
    const { configMap, variables, group } = new Environment(values, client, ways);
    return { name: client.name, namespace: client.namespace, configMap: configMap as string, variables, tables: tablesOf(ways, group as string) };
  });
}

/** The environment of a client that values do not declare any more: its flavour and group are not known. */
export function formerEnvironment(values: Values, name: string): ClientEnvironment {
  const { configMap } = new Environment(values, { name, namespace: '' });
  return { name, namespace: '', configMap: configMap as string, variables: [], isFormer: true, tables: tablesOf(clientConnections(values), undefined) };
}

function tablesOf({ kafka, schemaRegistry }: ClientConnections, group: string | undefined): Table[] {
  return Object.entries(flavours).map(([flavour, table]) => {
    // The table is also asked with words that stand for the values, so that a group named `all` is no `acks`.
    const words = table({ kafka: { server: 'servers' }, schemaRegistry: { url: 'registry' }, consumerGroup: 'group' });
    const least = table({ kafka, schemaRegistry: { url: undefined }, consumerGroup: '' }).filter(({ value }) => value !== undefined);
    const rows = table({ kafka, schemaRegistry, consumerGroup: group ?? '' }).map(({ variable: name, value }, index) => {
      const from = sourceOf(words[index]!.value);
      const isKnown = group !== undefined || (from !== 'group' && from !== 'secret');
      return { name, variable: isKnown ? variableOf(name, value) : undefined, from, isOptional: !least.some(({ variable }) => variable === name) };
    });
    return { flavour, rows };
  });
}

function sourceOf(value: Value): TableRow['from'] {
  if (isSecretKey(value)) return 'secret';
  return value === 'servers' || value === 'registry' || value === 'group' ? value : 'table';
}
