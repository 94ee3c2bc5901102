import { quotasIn, schemasIn, settingsIn } from '../diff/declared';
import { problemsIn } from '../values/rules/finding';
import { licences } from '../values/rules/settings';
import type { Values } from '../values/types';
import { items, podOf, textOf, variablesOf } from './object';
import type { Output } from './output';

/** What the Jobs of an output of ours converge to, and how. */
export function readJobs(output: Output): void {
  readSettings(output);
  readUsers(output);
  readTopics(output);
  readSchemas(output);
  readQuotas(output);
  readPruned(output);
  const { name, all, reading } = output;
  const isDry = all('Job').some((job) => job.metadata.labels?.['app.kubernetes.io/instance'] === name && items(podOf(job)['containers']).some((container) => 'DRY_RUN' in variablesOf(container)));
  if (isDry) reading.carry('dryRun', true);
}

function readSettings({ name, find, reading }: Output): void {
  const settings = Object.entries(settingsIn(textOf(find('ConfigMap', `${name}-settings-0`), 'settings')) ?? {});
  if (settings.length === 0) return;
  const cluster = Object.fromEntries(settings.map(([key, { value }]) => [key, value])) as Values['cluster'];
  reading.carry('cluster', cluster);
  if (problemsIn(licences({ cluster, licenseAcknowledged: false })).length > 0) reading.carry('licenseAcknowledged', true);
}

function readUsers({ name, find, reading }: Output): void {
  const lines = textOf(find('ConfigMap', `${name}-users-0`), 'users').split('\n').filter(Boolean);
  const users = lines.flatMap((line) => {
    const [, word, user, secretName, secretKey, revision] = /^(user|superuser) (\S+) (\S+) (\S+) (\d+)$/.exec(line) ?? [];
    if (word === undefined) return [];
    return [{ name: user, secretName, ...(secretKey !== 'password' && { secretKey }), ...(word === 'superuser' && { superuser: true }), ...(revision !== '0' && { revision: Number(revision) }) }];
  });
  if (users.length > 0) reading.carry('users', users);
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
  const lines = declaredLines('schemas', output);
  const declared = schemasIn(lines.join('\n')) ?? {};
  // In the order of registration, which keys that look like numbers would lose.
  const schemas = lines.flatMap((line) => {
    const subject = /^schema (.*)$/.exec(line)?.[1] ?? '';
    if (declared[subject] === undefined) return [];
    const { type, schema, references, compatibility } = declared[subject];
    return [{ subject, ...(type !== 'AVRO' && { type }), schema, ...(compatibility !== undefined && { compatibility }), ...(references.length > 0 && { references }) }];
  });
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

const kinds: Readonly<Record<string, string>> = { 'client-id': 'clientId', 'client-id-prefix': 'clientIdPrefix', user: 'user' };
const rates: Readonly<Record<string, string>> = { producer_byte_rate: 'producerByteRate', consumer_byte_rate: 'consumerByteRate', controller_mutation_rate: 'controllerMutationRate' };

function readQuotas({ name, find, reading }: Output): void {
  const declared = quotasIn(textOf(find('ConfigMap', `${name}-quotas-0`), 'quotas')) ?? {};
  const quotas = Object.entries(declared).map(([entity, own]) => {
    const [type = '', whose = ''] = entity.split('=');
    return { ...(whose === '<default>' ? { default: kinds[type] } : { [kinds[type]!]: whose }), ...Object.fromEntries(Object.entries(own).map(([key, rate]) => [rates[key]!, rate])) };
  });
  if (quotas.length > 0) reading.carry('quotas', quotas);
}

function readPruned({ name, find, reading }: Output): void {
  for (const component of ['topics', 'quotas', 'schemas', 'users']) {
    const names = textOf(find('ConfigMap', `${name}-${component}`), 'prune').split('\n').filter(Boolean);
    if (names.length > 0) reading.carry(`prune.${component === 'schemas' ? 'subjects' : component}`, names);
  }
}

/** A config as values say it: a number or a flag where its text is one, unless the schema takes a text. */
function typed(key: string, text: string): unknown {
  if (/^(true|false)$/.test(text)) return text === 'true';
  return /^-?\d+(\.\d+)?(e[-+]\d+)?$/.test(text) && !texts.includes(key) ? Number(text) : text;
}
const texts = ['redpanda.leaders.preference', 'redpanda.schema.registry.context', 'redpanda.iceberg.partition.spec', 'redpanda.iceberg.mode'];
