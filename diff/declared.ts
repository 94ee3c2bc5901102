import type { SchemaReference } from '../values/types';

/** A topic as the topic Job reads it. What it does not say of a topic that exists is left as it is. */
export interface DeclaredTopic {
  readonly partitions: number;
  readonly replicationFactor?: number;
  /** A config that is reset is null. */
  readonly config?: Readonly<Record<string, string | null>>;
}

/** Topics by their names, of the lines that create-topics.sh reads; nothing where the lines are no such lines. */
export function topicsIn(text: string): Readonly<Record<string, DeclaredTopic>> | undefined {
  const topics: Record<string, DeclaredTopic & { config?: Record<string, string | null> }> = {};
  let topic: (DeclaredTopic & { config?: Record<string, string | null> }) | undefined;
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [word, name = '', ...rest] = line.split(' ');
    if (word === 'topic') {
      const [partitions, factor] = rest.map(Number);
      if (partitions === undefined || Number.isNaN(partitions)) return undefined;
      topics[name] = topic = { partitions, ...(factor !== undefined && { replicationFactor: factor }) };
    } else if (topic && (word === 'config' || word === 'reset')) {
      (topic.config ??= {})[name] = word === 'reset' ? null : rest.join(' ');
    } else {
      return undefined;
    }
  }
  return topics;
}

/** Names of what a Job removes, one a line. */
export const prunedIn = (text: string): Readonly<Record<string, object>> => Object.fromEntries(text.split('\n').filter((name) => name !== '').map((name) => [name, {}]));

/** Rates by the names of those who have them, of the lines that quotas.sh reads; nothing where the lines are no such lines. */
export function quotasIn(text: string): Readonly<Record<string, Readonly<Record<string, number>>>> | undefined {
  const quotas: Record<string, Record<string, number>> = {};
  let rates: Record<string, number> | undefined;
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [word, name = '', value] = line.split(' ');
    if (word === 'quota') quotas[name] = rates = {};
    else if (rates && word === 'rate') rates[name] = Number(value);
    else return undefined;
  }
  return quotas;
}

/** A schema as the schema Job reads it. */
export interface DeclaredSchema {
  readonly type: string;
  readonly schema: string;
  readonly references: readonly SchemaReference[];
  /** Nothing where it is left to the registry. */
  readonly compatibility?: string;
}

/** Schemas by their subjects, of the lines that schemas.sh reads; nothing where the lines are no such lines. */
export function schemasIn(text: string): Readonly<Record<string, DeclaredSchema>> | undefined {
  const schemas: Record<string, DeclaredSchema> = {};
  let subject: string | undefined;
  let compatibility: string | undefined;
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, word, rest = ''] = /^(schema|compatibility|body) (.*)$/.exec(line) ?? [];
    if (word === 'schema') [subject, compatibility] = [rest, undefined];
    else if (word === undefined || subject === undefined) return undefined;
    else if (word === 'compatibility') compatibility = rest;
    else {
      const { schemaType, schema, references = [] } = JSON.parse(rest) as { schemaType: string; schema: string; references?: readonly SchemaReference[] };
      schemas[subject] = { type: schemaType, schema, references, ...(compatibility !== undefined && { compatibility }) };
    }
  }
  return schemas;
}

/** What a user may do, or may not, as the ACL Job reads it. Of somebody who may do nothing there are no operations. */
export interface DeclaredRight {
  readonly user: string;
  readonly operations: readonly string[];
}

/** Rights by what is said of them: `may read, describe topic orders`. They are those of the lines that acls.sh reads; nothing where the lines are no such lines. */
export function rightsIn(text: string): Readonly<Record<string, DeclaredRight>> | undefined {
  const all = text.split('\n').filter((line) => line !== '');
  const lines = all.map((line) => (line.startsWith('user ') ? ['user', line.slice('user '.length)] : line.split(' ')));
  if (!lines.every(([word, ...rest]) => word === 'user' || (/^(allow|deny)$/.test(word ?? '') && rest.length === 5))) return undefined;
  return Object.fromEntries(
    lines.map(([word, user = '', host, resource, name, operations = '']) => {
      const list = operations.split(',').filter(Boolean);
      const what = resource === 'cluster' ? 'the cluster' : `${resource?.replace('-', ' ')} ${name}`;
      const said = word === 'user' ? 'has no rights' : `${word === 'allow' ? 'may' : 'may not'} ${list.join(', ')} ${what}${host === '*' ? '' : ` from ${host}`}`;
      return [`${user} ${said}`, { user, operations: list }];
    }),
  );
}

/** A cluster property as the settings Job reads it. */
export interface DeclaredSetting {
  readonly value: unknown;
  /** Whether brokers take it only when they start. */
  readonly needsRestart: boolean;
}

/** Cluster properties by their names, of the lines that settings.sh reads; nothing where the lines are no such lines. */
export function settingsIn(text: string): Readonly<Record<string, DeclaredSetting>> | undefined {
  const lines = text.split('\n').filter((line) => line !== '').map((line) => /^(setting|restart) (\S+) (.*)$/.exec(line));
  if (!lines.every((line) => line !== null)) return undefined;
  return Object.fromEntries(lines.map(([, word, name, json]) => [name!, { value: JSON.parse(json!) as unknown, needsRestart: word === 'restart' }]));
}

/** A user as the users Job reads it. */
export interface DeclaredUser {
  /** Secret and key of the password, and the revision that says when it was changed. */
  readonly password: string;
  readonly isSuperuser: boolean;
}

/** Users by their names, of the lines that users.sh reads; nothing where the lines are no such lines. */
export function usersIn(text: string): Readonly<Record<string, DeclaredUser>> | undefined {
  const lines = text.split('\n').filter((line) => line !== '').map((line) => /^(user|superuser) (\S+) (\S+ \S+ \d+)$/.exec(line));
  if (!lines.every((line) => line !== null)) return undefined;
  return Object.fromEntries(lines.map(([, word, name, password]) => [name!, { password: password!, isSuperuser: word === 'superuser' }]));
}
