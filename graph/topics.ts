import { defaultPartitions } from '../constructs/topic-job';
import { defaultReplicationFactor } from '../redpanda/broker-config';
import type { Acl, Values } from '../values/types';
import type { Node } from './graph';
import { counted, some } from './listed';

/** Topics beyond these are only counted. */
const most = 60;
/** So are users of a topic. */
const mostUsers = 3;

/** Who may use some topics: names, and beginnings of names followed by an asterisk. */
interface Use {
  readonly by: string;
  readonly topics: readonly string[];
}

const isMeant = (topic: string, pattern: string): boolean => (pattern.endsWith('*') ? topic.startsWith(pattern.slice(0, -1)) : topic === pattern);

/** The topics, and who produces and consumes them; what nobody has declared, but a client names, too. */
export function topicsNode(values: Values): Node | undefined {
  const { topics, namespace, broker } = values;
  const [produced, consumed] = [uses(values, 'produces', 'write'), uses(values, 'consumes', 'read')];
  const named = [...new Set([...produced, ...consumed].flatMap((use) => use.topics))];
  const undeclared = named.filter((pattern) => pattern !== '*' && !topics.some(({ name }) => isMeant(name, pattern)));
  if (topics.length + undeclared.length === 0) return undefined;
  const by = (all: readonly Use[], topic: string) => usersOf(all.filter((use) => use.topics.some((pattern) => pattern === topic || isMeant(topic, pattern))));
  const replicas = defaultReplicationFactor({ ...broker, cluster: values.cluster }) as number;
  const sized = topics.map(({ name, description, partitions = defaultPartitions, replicationFactor = replicas }) => ({ name, description, partitions, replicas: replicationFactor }));
  const row = (name: string, size: string, description?: string) => ({ id: name, cells: [description === undefined ? [name] : [name, description], [size], by(produced, name), by(consumed, name)] });
  // Cut before rows are made of them: each row asks all clients, in every synthesis.
  const declared = sized.slice(0, topics.length > most + 1 ? most : topics.length).map((topic) => row(topic.name, `${topic.partitions} × ${topic.replicas}`, topic.description));
  const others = topics.length - declared.length;
  return {
    id: 'topics',
    kind: 'topics',
    namespace,
    title: counted(topics.length, 'topic'),
    notes: topics.length > 0 ? [`${counted(sum(sized.map((topic) => topic.partitions)), 'partition')}, ${counted(sum(sized.map((topic) => topic.partitions * topic.replicas)), 'replica')}`] : [],
    heads: ['topic', 'partitions × replicas', 'produced by', 'consumed by'],
    rows: [
      ...declared,
      ...(others > 0 ? [{ id: '', cells: [[`and ${counted(others, 'topic')} more`], [], [], []] }] : []),
      ...some(undeclared.map((pattern) => row(pattern, 'not declared')), most, (count) => ({ id: '', cells: [[`and ${count} more that are not declared`], [], [], []] })),
    ],
  };
}

/** What clients say that they do, and where there are logins also what ACLs allow others. */
function uses({ clients, sasl, acls }: Values, does: 'produces' | 'consumes', operation: Acl['operations'][number]): readonly Use[] {
  const allowed = sasl.enabled ? acls.filter(({ permission, operations }) => permission !== 'deny' && (operations.includes(operation) || operations.includes('all'))) : [];
  return [...clients.map((client) => ({ by: client.name, topics: client[does] ?? [] })), ...allowed.map(({ user, topics = [] }) => ({ by: user === '*' ? 'every user' : `user ${user}`, topics }))];
}

function usersOf(all: readonly Use[]): readonly string[] {
  const names = some([...new Set(all.map(({ by }) => by))], mostUsers, (count) => `${count} more`);
  return names.length > 0 ? [names.join(', ')] : [];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
