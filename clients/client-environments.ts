import type { Variable } from '../kubernetes/variable';
import type { Values } from '../values/types';
import { ClientConnections, clientConnections, Environment } from './environment';
import { flavours } from './flavours';
import { Facts, sources } from './flavours/flavour';
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
  /** Nothing where its value is not known: the client is not declared any more, or has no such variable now. */
  readonly variable: Variable | undefined;
  /** What the value comes from: the client's connections, what it says of itself, a Secret, or the table alone. */
  readonly from: 'servers' | 'registry' | 'client' | 'secret' | 'table';
  /** Whether a client without the schema registry, TLS and a login does not have it. */
  readonly isOptional: boolean;
}

/**
 * The environments of the clients that values declare, as their ConfigMaps hold them.
 *
 * @param ways connections instead of those from within the Kubernetes cluster
 */
export function clientEnvironments(values: Values, ways: ClientConnections = clientConnections(values)): ClientEnvironment[] {
  return values.clients.map((client) => {
    const { configMap, variables, facts } = new Environment(values, client, ways);
    return { name: client.name, namespace: client.namespace, configMap: configMap as string, variables, tables: tablesOf(facts) };
  });
}

/** The environment of a client that values do not declare any more: its flavour, its group and its Secret are not known, nor whether the cluster had TLS and logins then. */
export function formerEnvironment(values: Values, name: string): ClientEnvironment {
  const [now, ...others] = [values, ...securities(values)].map((one) => new Environment(one, { name, namespace: '' }));
  const tables = [now!, ...others].flatMap(({ facts }) => tablesOf(facts, ['client', 'secret']));
  return { name, namespace: '', configMap: now!.configMap as string, variables: [], isFormer: true, tables };
}

/** Values with and without TLS and logins. */
function securities(values: Values): Values[] {
  const modes = [
    { mode: 'none', plaintext: 'none' },
    { mode: 'none', plaintext: 'used' },
    { mode: 'secret', plaintext: 'none', listeners: ['kafka', 'schema-registry'] },
  ] as const;
  return modes.flatMap((mode) => [false, true].map((enabled) => ({ ...values, tls: { ...values.tls, ...mode }, sasl: { ...values.sasl, enabled } })));
}

/** @param unknown of what the values are not known */
function tablesOf(facts: Facts, unknown: readonly TableRow['from'][] = []): Table[] {
  const nothing = { tls: false, login: false };
  return Object.entries(flavours).map(([flavour, table]) => {
    // The table is also asked with words that stand for the values, so that a group named `all` is no `acks`.
    const from = table(sources).map(({ value }) => sourceOf(value));
    const least = table({ ...facts, kafka: { ...facts.kafka, ...nothing }, schemaRegistry: { ...nothing, url: undefined } }).filter(({ value }) => value !== undefined);
    const rows = table(facts).map(({ variable: name, value }, index) => ({
      name,
      variable: unknown.includes(from[index]!) ? undefined : variableOf(name, value),
      from: from[index]!,
      isOptional: !least.some(({ variable }) => variable === name),
    }));
    return { flavour, rows };
  });
}

function sourceOf(value: Value): TableRow['from'] {
  if (isSecretKey(value)) return 'secret';
  return value === 'servers' || value === 'registry' || value === 'client' ? value : 'table';
}
