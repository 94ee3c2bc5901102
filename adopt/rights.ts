import type { Acl, Client } from '../values/types';
import { textOf } from './object';
import type { Output } from './output';

/** A right as the ACL Job reads it. */
interface Right {
  readonly permission: string;
  readonly user: string;
  readonly host: string;
  readonly resource: string;
  readonly name: string;
  readonly operations: string;
}

/** Clients with what they consume and produce, as far as the ACL Job tells. What it tells beside that are ACLs. */
export function withRights(clients: readonly Client[], { name, namespace, all, find, reading }: Output): readonly Client[] {
  const maps = all('ConfigMap').filter(({ metadata }) => metadata.namespace === namespace && new RegExp(`^${name}-acls-\\d+$`).test(metadata.name));
  const lines = maps.flatMap((map) => textOf(map, 'acls').split('\n')).filter((line) => /^(allow|deny) /.test(line));
  const rights = new Set(lines.map((line): Right => {
    const [permission = '', user = '', host = '', resource = '', what = '', operations = ''] = line.split(' ');
    return { permission, user, host, resource, name: what, operations };
  }));
  // Alerts tell exactly what a client consumes.
  const isTold = (client: Client) => find('PrometheusRule', `${name}-client-${client.name}`) !== undefined;
  const whole = clients.map((client) => ofClient(client, clients, rights, isTold(client)));
  const acls = aclsOf([...rights]);
  if (acls.length > 0) reading.carry('acls', acls);
  return whole;
}

/** Those of one user may be declared by any of its clients, because together they are the same. */
function ofClient(client: Client, clients: readonly Client[], rights: Set<Right>, isTold: boolean): Client {
  const user = userOf(client);
  const own = (resource: string, operations: string) => [...rights].filter((right) => right.permission === 'allow' && right.user === user && right.host === '*' && right.resource === resource && right.operations === operations);
  const take = (some: readonly Right[]) => some.map((right) => (rights.delete(right), right.name));
  const named = client.consumerGroup ?? client.name;
  const others = clients.filter((one) => one !== client && userOf(one) === user).map((one) => one.consumerGroup ?? one.name);
  if (isTold && client.consumes && own('group', 'read').every((right) => right.name !== named)) {
    // Its user does not show as long as clients do not log in: who may read as its group is it.
    const other = [...rights].find((right) => right.permission === 'allow' && right.host === '*' && right.resource === 'group' && right.operations === 'read' && right.name === named);
    if (other) return ofClient({ ...client, user: other.user }, clients, rights, isTold);
  }
  if (isTold && client.consumes) take([...own('group', 'read').filter((right) => right.name === named), ...own('topic', 'read,describe').filter((right) => client.consumes!.includes(right.name))]);
  const groups = isTold ? [] : own('group', 'read').filter((right) => right.name === named || (client.flavour === undefined && !others.includes(right.name)));
  const group = groups.find((right) => right.name === named) ?? groups[0];
  const read = group ? own('topic', 'read,describe') : [];
  const last = own('group', 'read').length === 1;
  const consumes = read.map((right) => right.name);
  if (group && consumes.length > 0) {
    rights.delete(group);
    if (last) take(read);
  }
  const [produces, transactionalIds] = [take(own('topic', 'write,describe')), take(own('transactional-id', 'write,describe'))];
  return {
    ...client,
    ...(group && group.name !== named && consumes.length > 0 && { consumerGroup: group.name }),
    ...(consumes.length > 0 && { consumes }),
    ...(produces.length > 0 && { produces }),
    ...(transactionalIds.length > 0 && { transactionalIds }),
  };
}

const userOf = ({ user, name }: Client): string => user ?? name;

const kinds: Readonly<Record<string, 'topics' | 'groups' | 'transactionalIds'>> = { topic: 'topics', group: 'groups', 'transactional-id': 'transactionalIds' };

/** As few as say the same. */
function aclsOf(rights: readonly Right[]): Acl[] {
  const together = new Map<string, Right[]>();
  for (const right of rights) {
    const key = [right.permission, right.user, right.host, right.operations].join(' ');
    together.set(key, [...(together.get(key) ?? []), right]);
  }
  return [...together.values()].map((some) => {
    const { permission, user, host, operations } = some[0]!;
    const names = Object.entries(kinds).flatMap(([resource, kind]) => {
      const own = some.filter((right) => right.resource === resource).map((right) => right.name);
      return own.length > 0 ? [[kind, own]] : [];
    });
    return {
      user,
      ...(Object.fromEntries(names) as Pick<Acl, 'topics' | 'groups' | 'transactionalIds'>),
      ...(some.some(({ resource }) => resource === 'cluster') && { cluster: true }),
      operations: operations.split(',') as Acl['operations'],
      ...(permission === 'deny' && { permission }),
      ...(host !== '*' && { host }),
    };
  });
}
