import { schemasIn } from '../diff/declared';
import { problemsIn } from '../values/rules/finding';
import { licences } from '../values/rules/settings';
import type { Values } from '../values/types';
import { items, podOf, textOf, variablesOf } from './object';
import type { Output } from './output';

/** What the Jobs of an output of ours converge to, and how. */
export function readJobs(output: Output): void {
  readSettings(output);
  readTopics(output);
  readSchemas(output);
  const { name, all, reading } = output;
  const isDry = all('Job').some((job) => job.metadata.labels?.['app.kubernetes.io/instance'] === name && items(podOf(job)['containers']).some((container) => 'DRY_RUN' in variablesOf(container)));
  if (isDry) reading.carry('dryRun', true);
}

function readSettings({ name, find, reading }: Output): void {
  const lines = textOf(find('ConfigMap', `${name}-settings-0`), 'settings').split('\n').filter(Boolean);
  const cluster = Object.fromEntries(lines.map((line) => {
    const [, key = '', value = ''] = /^\S+ (\S+) (.*)$/.exec(line) ?? [];
    return [key, JSON.parse(value) as Values['cluster'][string]];
  }));
  if (lines.length === 0) return;
  reading.carry('cluster', cluster);
  if (problemsIn(licences({ cluster, licenseAcknowledged: false })).length > 0) reading.carry('licenseAcknowledged', true);
}

/** The lines that a Job reads from several ConfigMaps. */
function declaredLines(component: string, { name, all, namespace }: Output): string[] {
  const maps = all('ConfigMap').flatMap((map) => {
    const [, number] = map.metadata.namespace === namespace ? (new RegExp(`^${name}-${component}-(\\d+)$`).exec(map.metadata.name) ?? []) : [];
    return number === undefined ? [] : [{ number: Number(number), text: textOf(map, component) }];
  });
  return maps.sort((a, b) => a.number - b.number).flatMap(({ text }) => text.split('\n')).filter(Boolean);
}

function readSchemas(output: Output): void {
  const declared = Object.entries(schemasIn(declaredLines('schemas', output).join('\n')) ?? {});
  const schemas = declared.map(([subject, { type, schema, references, compatibility }]) => ({
    subject,
    ...(type !== 'AVRO' && { type }),
    schema,
    ...(compatibility !== undefined && { compatibility }),
    ...(references.length > 0 && { references }),
  }));
  if (schemas.length > 0) output.reading.carry('schemas', schemas);
}

function readTopics(output: Output): void {
  const topics: { name: string; partitions: number; replicationFactor?: number; config?: Record<string, unknown> }[] = [];
  for (const line of declaredLines('topics', output)) {
    const [word, key = '', value = '', factor] = line.split(' ');
    const last = topics.at(-1);
    if (word === 'topic') topics.push({ name: key, partitions: Number(value), ...(factor !== undefined && { replicationFactor: Number(factor) }) });
    else if (last) (last.config ??= {})[key] = word === 'reset' ? null : typed(key, line.slice(`config ${key} `.length));
  }
  if (topics.length > 0) output.reading.carry('topics', topics);
}

/** A config as values say it: a number or a flag where its text is one, unless the schema takes a text. */
function typed(key: string, text: string): unknown {
  if (/^(true|false)$/.test(text)) return text === 'true';
  return /^-?\d+(\.\d+)?(e[-+]\d+)?$/.test(text) && !texts.includes(key) ? Number(text) : text;
}
const texts = ['redpanda.leaders.preference', 'redpanda.schema.registry.context', 'redpanda.iceberg.partition.spec', 'redpanda.iceberg.mode'];
