import { canonicalJson } from '../template/canonical-json';
import { Side } from './comparison';
import type { DeclaredRight, DeclaredSchema } from './declared';
import { componentOf, dataOf, KubeObject } from './object';
import { listed } from './printed';

/** What a Job will do, as far as the declarations tell. */
export function jobWork(job: KubeObject, before: Side, after: Side): string {
  if (after.isDry) return 'a dry run: it only says what it would change';
  const component = componentOf(job);
  if (component === 'topics') return topicWork(before, after);
  if (component === 'settings') return settingWork(before, after);
  if (component === 'quotas') return quotaWork(before, after);
  if (component === 'acls') return aclWork(before, after);
  if (component === 'schemas') return schemaWork(before, after);
  return component === 'users' ? userWork(before, after) : 'it runs once';
}

function userWork(before: Side, after: Side): string {
  const all = [...after.users];
  const works = ([
    ['makes', newNames(before.users, after.users)],
    ['gives another password to', namesOf(all.filter(([name]) => hasOtherPassword(before, after, name)))],
    ['gives all rights to', namesOf(all.filter(([name, { isSuperuser }]) => isSuperuser && !before.users.get(name)?.isSuperuser))],
    ['takes all rights from', namesOf(all.filter(([name, { isSuperuser }]) => !isSuperuser && before.users.get(name)?.isSuperuser))],
    ['removes', newNames(before.prunedUsers, after.prunedUsers)],
  ] as const).flatMap(([verb, names]) => (names.length > 0 ? [`${verb} ${listed(names)}`] : []));
  return works.length > 0 ? `it ${works.join(', and ')}` : 'it runs once more, and what is declared stays';
}

const namesOf = (some: readonly (readonly [name: string, unknown])[]): string[] => some.map(([name]) => name);

/** Whether a user that stays has another Secret, or another revision of it. */
export const hasOtherPassword = (before: Side, after: Side, name: string): boolean =>
  before.users.has(name) && after.users.has(name) && before.users.get(name)!.password !== after.users.get(name)!.password;

function settingWork(before: Side, after: Side): string {
  const changed = changedSettings(before, after);
  const gone = [...before.settings.keys()].filter((name) => !after.settings.has(name));
  const works = [...(changed.length > 0 ? [`sets ${listed(changed)}`] : []), ...(gone.length > 0 ? [`leaves ${listed(gone)} as they are`] : [])];
  return works.length > 0 ? `it ${works.join(', and ')}` : 'it runs once more, and what is declared stays';
}

/** Names of cluster properties that are new, or have another value. */
export const changedSettings = (before: Side, after: Side, isMeant: (name: string) => boolean = () => true): string[] =>
  [...after.settings].filter(([name, { value }]) => isMeant(name) && canonicalJson(value) !== canonicalJson(before.settings.get(name)?.value ?? null)).map(([name]) => name);

function quotaWork(before: Side, after: Side): string {
  const set = [...after.quotas].filter(([name, quota]) => canonicalJson({ ...quota, key: undefined }) !== canonicalJson({ ...before.quotas.get(name), key: undefined })).map(([name]) => name);
  const removed = newNames(before.prunedQuotas, after.prunedQuotas);
  const works = [...(set.length > 0 ? [`sets the quotas of ${listed(set)}`] : []), ...(removed.length > 0 ? [`removes those of ${listed(removed)}`] : [])];
  return works.length > 0 ? `it ${works.join(', and ')}` : 'it runs once more, and what is declared stays';
}

function schemaWork(before: Side, after: Side): string {
  const [old, fresh] = [before.schemas, after.schemas];
  const text = ({ type, schema, references }: DeclaredSchema) => canonicalJson([type, schema, references]);
  const changed = [...fresh].filter(([subject, schema]) => old.has(subject) && text(schema) !== text(old.get(subject)!)).map(([subject]) => subject);
  const leveled = [...fresh].filter(([subject, { compatibility }]) => old.has(subject) && compatibility !== undefined && compatibility !== old.get(subject)!.compatibility).map(([subject]) => subject);
  const works = [
    ...[newNames(old, fresh)].flatMap((added) => (added.length > 0 ? [`registers ${listed(added)}`] : [])),
    ...(changed.length > 0 ? [`registers a new version of ${listed(changed)}`] : []),
    ...(leveled.length > 0 ? [`sets the compatibility of ${listed(leveled)}`] : []),
    ...[newNames(before.prunedSubjects, after.prunedSubjects)].flatMap((gone) => (gone.length > 0 ? [`deletes ${listed(gone)}`] : [])),
  ];
  return works.length > 0 ? `it ${works.join(', ')}` : 'it runs once more, and what is declared stays';
}

function aclWork(before: Side, after: Side): string {
  const counted = (some: readonly DeclaredRight[]) => {
    const counts = new Map<string, number>();
    for (const { user, operations } of some) if (operations.length > 0) counts.set(user, (counts.get(user) ?? 0) + operations.length);
    return listed([...counts].map(([user, count]) => `${user} (${count})`));
  };
  const given = counted(newNames(before.rights, after.rights).map((name) => after.rights.get(name)!));
  const taken = counted(endedRights(before, after).map(([, right]) => right));
  const works = [...(given ? [`gives rights to ${given}`] : []), ...(taken ? [`takes rights from ${taken}`] : [])];
  return works.length > 0 ? `it ${works.join(', and ')}` : 'it runs once more, and what is declared stays';
}

/** Rights that are no longer declared, of users of whom something is: the Job takes them away. */
export function endedRights(before: Side, after: Side): [said: string, right: DeclaredRight][] {
  const users = holdersOfRights(after);
  return [...before.rights].filter(([said, { user, operations }]) => operations.length > 0 && users.has(user) && !after.rights.has(said));
}

/** Whether somebody may have given a user rights before they were declared: it is a client's, or declared, or made by others. */
export function mayHaveRights(user: string, before: Side, after: Side): boolean {
  const has = (side: Side) => side.users.has(user) || side.prunedUsers.has(user) || [...side.objects.values()].some((object) => object.kind === 'ConfigMap' && dataOf(object)['KAFKA_SASL_USERNAME'] === user);
  return has(before) || !has(after);
}

/** Whose rights are declared, and where. */
export const holdersOfRights = ({ rights }: Side): ReadonlyMap<string, string> => new Map([...rights.values()].map(({ user, key }) => [user, key]));

function topicWork(before: Side, after: Side): string {
  const work: string[] = [];
  const [old, fresh] = [before.topics, after.topics];
  const created = [...fresh.keys()].filter((name) => !old.has(name));
  if (created.length > 0) work.push(`creates ${created.length === 1 ? 'the topic' : 'the topics'} ${listed(created)}`);
  const grown = [...fresh].flatMap(([name, { partitions }]) => ((old.get(name)?.partitions ?? partitions) < partitions ? [`${name} (${old.get(name)!.partitions} → ${partitions})`] : []));
  if (grown.length > 0) work.push(`adds partitions to ${listed(grown)}`);
  const configured = [...fresh].filter(([name, topic]) => old.has(name) && JSON.stringify(old.get(name)!.config ?? {}) !== JSON.stringify(topic.config ?? {})).map(([name]) => name);
  if (configured.length > 0) work.push(`changes configs of ${listed(configured)}`);
  const copied = [...fresh].filter(([name, { replicationFactor }]) => old.has(name) && replicationFactor !== undefined && old.get(name)!.replicationFactor !== replicationFactor).map(([name]) => name);
  if (copied.length > 0) work.push(`changes the number of copies of ${listed(copied)}`);
  const deleted = newNames(before.prunedTopics, after.prunedTopics);
  if (deleted.length > 0) work.push(`deletes ${deleted.length === 1 ? 'the topic' : 'the topics'} ${listed(deleted)}`);
  return work.length > 0 ? `it ${work.join(', ')}` : 'it runs once more, and what is declared stays';
}

/** Those that were not there before. */
export const newNames = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] => [...after.keys()].filter((name) => !before.has(name));

