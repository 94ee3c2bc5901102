import { hostAddress } from './cidr';
import { choice, flag, list, matching, optional, section } from './leaf';

/** Operations, and what they are allowed or denied on: by Redpanda's kafka/server/handlers/details/security.h. All of them is one of them. */
export const operationsOf = {
  topics: ['read', 'write', 'create', 'delete', 'alter', 'describe', 'describe_configs', 'alter_configs', 'all'],
  groups: ['read', 'delete', 'describe', 'all'],
  transactionalIds: ['write', 'describe', 'all'],
  cluster: ['create', 'alter', 'describe', 'describe_configs', 'alter_configs', 'idempotent_write', 'cluster_action', 'all'],
} as const;

const operations = ['read', 'write', 'create', 'delete', 'alter', 'describe', 'describe_configs', 'alter_configs', 'idempotent_write', 'cluster_action', 'all'] as const;

/** Enough of them, and few enough that a line of them has an end. */
const manyNames = 1000;

/** Names of topics, or beginnings of them. */
export const topicNames = (atMost = manyNames) =>
  list(
    matching(
      /^(([A-Za-z0-9_-]|\.[A-Za-z0-9_-]|\.\.[A-Za-z0-9._-])[A-Za-z0-9._-]*\*?|\*)$/,
      'must be the name of a topic, or the beginning of names followed by an asterisk, such as orders-*: Kafka allows no other characters in a topic name',
      249,
    ),
    atMost,
  );

/** Names of something else that has names, or beginnings of them. */
export const resourceNames = (what: string) =>
  list(
    matching(/^([A-Za-z0-9._-]+\*?|\*)$/, `must be the name of a ${what}, or the beginning of names followed by an asterisk, such as orders-*: letters, digits, dots, dashes and underscores`, 200),
    manyNames,
  );

export const acl = section({
  user: matching(/^([A-Za-z0-9._-]+|\*)$/, 'must be the name of a user, or an asterisk for everybody: letters, digits, dots, dashes and underscores', 128).meta({
    description: 'The user who has the right; * is everybody.',
  }),
  topics: optional(topicNames(), 'Topics that it is about: names, or prefixes such as orders-*.'),
  groups: optional(resourceNames('consumer group'), 'Consumer groups that it is about: names or prefixes.'),
  transactionalIds: optional(resourceNames('transactional id'), 'Transactional ids that it is about: names or prefixes.'),
  cluster: optional(flag(), 'Whether it is about the cluster as a whole.'),
  operations: list(choice(operations, 'Kafka has no other operations'), operations.length, 'there are no more').meta({ description: 'What may be done, such as [read, describe].' }),
  permission: optional(choice(['allow', 'deny'], 'these are all permissions'), 'allow, which is the default, or deny, which wins over any allow.'),
  host: optional(hostAddress(), "IP address from which it is so; '*', which is the default, is any."),
}).meta({ title: 'Acl' });
