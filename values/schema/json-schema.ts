import { isPlainObject } from '../../template';
import { shapeOf } from '../defaults';
import { schema } from './schema';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly plainOnly?: boolean;
  readonly description?: string;
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}

/** What is the business of a chart that has this one as a dependency. A chart that its condition leaves out is not asked. */
const dependency = { enabled: { const: true, description: 'The usual switch of a dependency: if it is given, it must be true.' } };

/** The JSON schema (draft 7) of complete values, the defaults among them. */
export function documentSchema(): object {
  return withoutPrivate(shapeOf(schema)) as object;
}

/** The JSON schema of a values file, in which all may be left out that has a default. */
export function fileSchema(): object {
  return withoutPrivate(optionalKeys(shapeOf(schema) as JsonSchema)) as object;
}

/** The chart's `values.schema.json`: Helm checks the user's values, merged over the chart's, against it. */
export function chartSchema(): object {
  const { properties = {}, required, ...rest } = shapeOf(schema) as JsonSchema;
  const known = Object.entries(properties).map(([key, child]) => [key, child.plainOnly === true ? unused(child) : child] as const);
  return withoutPrivate({
    ...rest,
    properties: { ...Object.fromEntries(known), ...dependency },
    required: required?.filter((key) => properties[key]?.plainOnly !== true),
  }) as object;
}

/** The keys that say where a cluster is, how it is reached, and who its clients are. */
export const clientChartKeys = ['namespace', 'name', 'clusterDomain', 'tls', 'sasl', 'clients', 'adopted'];

/** The `values.schema.json` of the chart for clients. */
export function clientChartSchema(): object {
  const { properties = {}, ...rest } = shapeOf(schema) as JsonSchema;
  const known = clientChartKeys.map((key) => [key, properties[key]!] as const);
  const global: JsonSchema = { type: 'object', description: "Helm's values for all charts of a release, of which this one uses none." };
  // Where no namespace is given it is the release's, as in the chart.
  return withoutPrivate({ ...rest, properties: { ...Object.fromEntries(known), global, ...dependency }, required: clientChartKeys.filter((key) => key !== 'namespace') }) as object;
}

/** A value that the chart accepts and has no use for, so that one values file serves both outputs. */
function unused(child: JsonSchema): JsonSchema {
  const { properties, ...rest } = without('default', optionalKeys(child));
  return { ...rest, ...(properties && { properties: mapValues(properties, unused) }) };
}

function optionalKeys(child: JsonSchema): JsonSchema {
  const { properties, ...rest } = without('required', child);
  return { ...rest, ...(properties && { properties: mapValues(properties, optionalKeys) }) };
}

function withoutPrivate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrivate);
  return isPlainObject(value) ? mapValues(without('whole', without('plainOnly', value)), withoutPrivate) : value;
}

const without = <T extends object>(key: keyof T & string, map: T): T => Object.fromEntries(Object.entries(map).filter(([other]) => other !== key)) as T;

const mapValues = <T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
