import { and, each, eq, includes, Input, not, orElse, present, when } from '../../template';
import type { Values } from '../types';
import { Findings, says } from './finding';
import { eachRepeated } from './repeated';

type Part = Pick<Input<Values>, 'sasl' | 'clients' | 'users' | 'prune'>;

/** Users of a cluster that asks nobody for a login would be a promise that nothing keeps. */
export const usersLogIn = ({ sasl, users, prune }: Part): readonly Findings[] => [
  when(and(present(users), not(sasl.enabled)), says`${['users']} must be empty unless ${['sasl', 'enabled']} is true: nobody is asked for a login, so they would protect nothing`),
  when(and(present(prune.users), not(sasl.enabled)), says`${['prune', 'users']} must be empty unless ${['sasl', 'enabled']} is true: without logins no Job looks after users`),
];

export const uniqueUsers = ({ users }: Part): readonly Findings[] =>
  eachRepeated({ list: users, memory: 'userNames', key: ({ name }) => name }, ({ name }, index, repeated) =>
    when(repeated, says`${['users', index, 'name']} (${name}) must not be declared twice: a user has one password`),
  );

/** A Job that gives the user that it is another password would lock itself out. */
export const superuserIsNone = ({ sasl, users, prune }: Part): readonly Findings[] => [
  ...each(
    users,
    ({ name }, index) =>
      when(eq(name, sasl.superuser.name), says`${['users', index, 'name']} (${name}) must not be ${['sasl', 'superuser', 'name']}: the Jobs log in as that user, and could not go on once they have changed its password`),
    'user',
  ),
  when(includes(prune.users as readonly string[], sasl.superuser.name), says`${['prune', 'users']} must not name ${sasl.superuser.name}, which is ${['sasl', 'superuser', 'name']}: nobody could change anything any more`),
];

/** What one user may do is the rights of both clients, and whoever takes access from one takes it from both. */
export const sharedUsers = ({ sasl, clients }: Pick<Part, 'sasl' | 'clients'>): readonly Findings[] =>
  eachRepeated({ list: clients, memory: 'clientUsers', key: ({ name, user }) => orElse(user, name) }, ({ name, user }, index, repeated) =>
    when(and(sasl.enabled, repeated), says`${['clients', index, 'user']} (${orElse(user, name)}) is the user of another client as well. Each of them has the rights of both`),
  );

export const prunedUsers = ({ users, clients, prune }: Part): readonly Findings[] => {
  const isPruned = (name: Input<string>) => includes(prune.users as readonly string[], name);
  return [
    ...each(users, ({ name }, index) => when(isPruned(name), says`${['prune', 'users']} must not name ${name}, which is ${['users', index, 'name']}: it would be made and removed again`), 'user'),
    ...each(
      clients,
      ({ name, user }, index) => when(isPruned(orElse(user, name)), says`${['prune', 'users']} must not name ${orElse(user, name)}, which is the user of ${['clients', index]}: ${name} could not log in any more`),
      'client',
    ),
  ];
};
