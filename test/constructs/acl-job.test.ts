import { AclJob, RedpandaCluster, type AclJobProps, type RedpandaClusterProps } from '../../index';
import { aclsPerConfigMap } from '../../constructs/acl-job';
import { containerOf, env, synth } from './synth';

const login: RedpandaClusterProps = { sasl: { enabled: true, superuser: { secretName: 'superuser' } } };
const made = (props: Omit<AclJobProps, 'cluster'>, cluster = login) => synth((chart) => void new AclJob(chart, 'acls', { cluster: new RedpandaCluster(chart, 'cluster', cluster), ...props }));
const linesOf = (props: Omit<AclJobProps, 'cluster'>): string[] => (made(props).only('ConfigMap', 'redpanda-acls-0').data.acls as string).trimEnd().split('\n');
const client = { name: 'orders', namespace: 'shop', secretName: 'orders' };

test('a consumer reads its topics, with its group', () => {
  expect(linesOf({ clients: [{ ...client, consumes: ['orders', 'audit-*'] }] })).toEqual([
    'allow orders * group orders read',
    'allow orders * topic audit-* read,describe',
    'allow orders * topic orders read,describe',
  ]);
});

test('a producer writes to its topics, and needs no right to the cluster', () => {
  expect(linesOf({ clients: [{ ...client, produces: ['orders'] }] })).toEqual(['allow orders * topic orders write,describe']);
});

test('a client of transactions uses its ids', () => {
  expect(linesOf({ clients: [{ ...client, transactionalIds: ['orders-*'] }] })).toEqual(['allow orders * transactional-id orders-* write,describe']);
});

test("rights are those of the client's user and group, where it names some", () => {
  expect(linesOf({ clients: [{ ...client, user: 'shop', consumerGroup: 'all', consumes: ['*'] }] })).toEqual(['allow shop * group all read', 'allow shop * topic * read,describe']);
});

test('a client that declares nothing is not named, so that it keeps what it has', () => {
  expect(linesOf({ clients: [client, { ...client, name: 'empty', consumes: [], produces: [] }, { ...client, name: 'other', produces: ['a'] }] })).toEqual(['allow other * topic a write,describe']);
});

test('an ACL is a line for each name', () => {
  expect(
    linesOf({
      acls: [
        { user: 'reporting', topics: ['orders', 'audit-*'], groups: ['reporting'], operations: ['read', 'describe'] },
        { user: 'ops', cluster: true, operations: ['alter'], permission: 'deny', host: '10.0.0.1' },
        { user: 'ops', transactionalIds: ['a'], cluster: false, operations: ['all'] },
      ],
    }),
  ).toEqual([
    'allow ops * transactional-id a all',
    'allow reporting * group reporting read,describe',
    'allow reporting * topic audit-* read,describe',
    'allow reporting * topic orders read,describe',
    'deny ops 10.0.0.1 cluster kafka-cluster alter',
  ]);
});

test('lines are the same whatever order declares them, and each is there once', () => {
  const clients = [{ ...client, consumes: ['a', 'b'] }, { ...client, name: 'other', user: 'orders', consumerGroup: 'orders', consumes: ['b', 'c'] }];
  expect(linesOf({ clients })).toEqual(linesOf({ clients: [...clients].reverse() }));
  expect(linesOf({ clients })).toHaveLength(4);
});

test('many lines are parted into ConfigMaps, which fit into the annotation of kubectl apply', () => {
  const name = (letter: string) => letter.repeat(249);
  const acls = [{ user: 'u'.repeat(128), host: '1111:2222:3333:4444:5555:6666:7777:8888', topics: Array.from({ length: 1000 }, (_, index) => `${name('t').slice(4)}${1000 + index}`), operations: ['read', 'write', 'create', 'delete', 'alter', 'describe', 'describe_configs', 'alter_configs'] as const }];
  const parts = made({ acls }).all('ConfigMap').filter(({ data }) => data.acls !== undefined);
  expect(parts.map(({ data }) => (data.acls as string).split('\n').length - 1)).toEqual([aclsPerConfigMap, aclsPerConfigMap, 1000 - 2 * aclsPerConfigMap]);
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(262_144);
});

test('the Job logs in as the superuser, and reaches Kafka alone', () => {
  const container = containerOf(made({ acls: [{ user: 'a', cluster: true, operations: ['alter'] }] }).only('Job', 'redpanda-acls'));
  expect(env(container)).toMatchObject({ RPK_BROKERS: 'redpanda.redpanda.svc.cluster.local:9092', RPK_USER: 'admin', RPK_SASL_MECHANISM: 'SCRAM-SHA-512' });
  expect(container.env.map(({ name }: { name: string }) => name)).not.toContain('RPK_ADMIN_HOSTS');
});

test('fails on ACLs without logins, and on one that is said twice', () => {
  const acl = { user: 'a', topics: ['t'], operations: ['read'] } as const;
  expect(() => made({ acls: [acl] }, {})).toThrow('acls must be empty unless sasl.enabled is true');
  expect(() => made({ acls: [acl, acl] })).toThrow('acls[1].topics[0] (t) must not stand a second time with read of a');
});
