import { absent, and, each, endsWith, eq, Expr, Input, not, operator, or, orElse, OrExpr, present, text, when } from '../../template';
import { operationsOf } from '../schema/acl';
import type { Acl, Values } from '../types';
import { Findings, SymbolicPath, says } from './finding';
import { memory, Memory } from './memory';

type Part = Pick<Input<Values>, 'sasl' | 'clients' | 'acls'>;

const kinds = Object.keys(operationsOf) as (keyof typeof operationsOf)[];

export const aclsNeedLogins = ({ sasl, acls }: Omit<Part, 'clients'>): readonly Findings[] => [
  when(and(present(acls), not(sasl.enabled)), says`${['acls']} must be empty unless ${['sasl', 'enabled']} is true: without logins there are no users, and whoever connects may do everything`),
];

export const wholeAcls = ({ sasl, acls }: Omit<Part, 'clients'>): readonly Findings[] =>
  each(
    acls,
    (acl, index) => [
      when(eq(acl.user, sasl.superuser.name), says`${['acls', index, 'user']} (${acl.user}) must not be ${['sasl', 'superuser', 'name']}: who may do everything is held by no ACL`),
      when(not(or(...kinds.map((kind) => isAbout(acl, kind)))), says`${kinds.map((kind) => ['acls', index, kind])} is required: an ACL is about something`),
      when(absent(acl.operations), says`${['acls', index, 'operations']} must not be empty: an ACL allows or denies something`),
      ...each(
        acl.operations as readonly string[],
        (operation, at) =>
          kinds.map((kind) =>
            when(
              and(isAbout(acl, kind), not(or(...operationsOf[kind].map((one) => eq(operation, one))))),
              says`${['acls', index, 'operations', at]} (${operation}) must be one of ${operationsOf[kind].join(', ')} for ${['acls', index, kind]}: brokers ask for no other there`,
            ),
          ),
        'operation',
      ),
    ],
    'acl',
  );

const isAbout = (acl: Input<Acl>, kind: (typeof kinds)[number]): OrExpr<boolean> => (kind === 'cluster' ? ((acl.cluster ?? false) as OrExpr<boolean>) : present(acl[kind] ?? []));

/** What is said twice, or allowed and denied at once. */
export const uniqueAcls = ({ clients, acls }: Omit<Part, 'sasl'>): readonly Findings[] => {
  const [all, earlier] = [memory('allAcls', acls), memory('earlierAcls', acls)];
  return [
    all.empty,
    earlier.empty,
    ...rightsOfClients(clients, all),
    ...eachRight(acls, (right) => [all.add(keyOf(right))]),
    ...eachRight(acls, (right) => {
      const { path, user, name, operation, permission } = right;
      return [
        when(
          and(eq(permission, 'deny'), all.has(keyOf({ ...right, permission: 'allow' }))),
          says`${path} (${name}) must not be denied to ${user} for ${operation}, which is allowed elsewhere: what is denied wins, and the other would mean nothing`,
        ),
      ];
    }),
    ...eachAcl(acls, (right, operations) => {
      const key = keyOf({ ...right, operation: joined(operations) });
      return [
        when(earlier.has(key), says`${right.path} (${right.name}) must not stand a second time with ${joined(operations)} of ${right.user}: to remove one of the two would change nothing`),
        earlier.add(key),
      ];
    }),
  ];
};

interface Right {
  readonly path: SymbolicPath;
  readonly permission: OrExpr<string>;
  readonly user: OrExpr<string>;
  readonly host: OrExpr<string>;
  readonly kind: string;
  readonly name: OrExpr<string>;
  readonly operation: OrExpr<string>;
}

const keyOf = ({ permission, user, host, kind, name, operation }: Omit<Right, 'path'>): OrExpr<string> => text`${permission} ${user} ${host} ${kind} ${name} ${operation}`;

const rightsOfClients = (clients: Part['clients'], met: Memory): Findings[] =>
  each(
    clients,
    ({ name, user, consumes, produces }): Findings[] => {
      const eachOf = (names: Input<readonly string[] | undefined>, operations: readonly string[]) =>
        each((names ?? []) as readonly string[], (topic) => operations.map((operation) => met.add(keyOf({ permission: 'allow', user: orElse(user, name), host: '*', kind: 'topics', name: topic, operation }))), 'topic');
      return [...eachOf(consumes, ['read', 'describe']), ...eachOf(produces, ['write', 'describe'])];
    },
    'client',
  );

const eachRight = (acls: Part['acls'], body: (right: Right) => Findings[]): Findings[] =>
  eachAcl(acls, (right, operations) => each(operations, (operation) => body({ ...right, operation }), 'operation'));

type Operations = readonly string[] | Expr<readonly string[]>;

/** What stands in each of them of one name. */
const eachAcl = (acls: Part['acls'], body: (right: Omit<Right, 'operation'>, operations: Operations) => Findings[]): Findings[] =>
  each(
    acls,
    (acl, index): Findings[] =>
      kinds.flatMap((kind) => {
        const right = { permission: orElse<string>(acl.permission, 'allow'), user: acl.user, host: orElse(acl.host, '*'), kind };
        if (kind !== 'cluster') return each((acl[kind] ?? []) as readonly string[], (name, at) => body({ ...right, path: ['acls', index, kind, at], name }, acl.operations as Operations), 'name');
        const isMeant = isAbout(acl, kind);
        return isMeant === false ? [] : body({ ...right, path: ['acls', index, kind], name: 'true' }, acl.operations as Operations).map((one) => when(isMeant, one));
      }),
    'acl',
  );

/** What nobody here declares. Others may make it, so it is no mistake by itself. */
export const aclWarnings = ({ tls, topics, clients, users: declared, acls }: Pick<Input<Values>, 'tls' | 'topics' | 'clients' | 'users' | 'acls'>): readonly Findings[] => {
  const [names, users, groups] = [memory('topicNames', topics), memory('userNames', clients), memory('groupNames', clients)];
  return [
    names.empty,
    users.empty,
    groups.empty,
    ...each(topics, ({ name }) => names.add(name), 'topic'),
    ...each(declared, ({ name }) => users.add(name), 'user'),
    ...each(clients, ({ name, user, consumerGroup }) => [users.add(orElse(user, name)), groups.add(orElse(consumerGroup, name))], 'client'),
    ...each(
      acls,
      ({ user, topics: those, groups: some }, index): Findings[] => [
        // Who has a certificate is a user without having been made one.
        when(not(or(tls.externalClientAuth, eq(user, '*'), users.has(user))), says`${['acls', index, 'user']} (${user}) is none of the users, and that of no client. Its rights are of use once somebody makes it`),
        ...undeclared(those, ['acls', index, 'topics'], names, (path, name) => says`${path} (${name}) is none of the topics. It is about one that others make`),
        ...undeclared(some, ['acls', index, 'groups'], groups, (path, name) => says`${path} (${name}) is the consumer group of no client. It is about one of others`, user),
      ],
      'acl',
    ),
  ];
};

/** A prefix may mean what is yet to come, and a beginning with an underscore is the brokers' own. */
const undeclared = (names: Input<readonly string[] | undefined>, path: SymbolicPath, declared: Memory, finding: (path: SymbolicPath, name: OrExpr<string>) => Findings, own: OrExpr<string> = ''): Findings[] =>
  each((names ?? []) as readonly string[], (name, at) => when(not(or(endsWith(name, '*'), startsWith(name, '_'), eq(name, own), declared.has(name))), finding([...path, at], name)), 'name');

/** A list of operations as one word. */
export const joined = operator<[readonly string[]], string>('string', (all) => all.join(','), (all) => `join "," ${all}`);

const startsWith = operator('boolean', (s: string, start: string) => s.startsWith(start), (s, start) => `hasPrefix ${start} ${s}`);

/** What a Job can be asked about that knows of no topics. */
export const aclRules = (values: Part): readonly Findings[] => [...aclsNeedLogins(values), ...wholeAcls(values), ...uniqueAcls(values)];
