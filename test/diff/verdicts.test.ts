import { readFileSync } from 'node:fs';
import { rows } from '../../diff/verdicts';
import { changes } from './diff';

const topic = (fields: string): string => `topics: [{ name: orders, ${fields} }]`;
const client = 'clients: [{ name: shop, namespace: shop, consumerGroup: shop, flavour: spring }]';
const users = (more: string): string => `sasl: { enabled: true, superuser: { secretName: s } }\n${more}`;
const tls = 'tls: { mode: secret, secretName: certificate, listeners: [kafka, external, schema-registry, admin] }\nbroker: { image: "example.org/redpanda:v26.2.1" }';
const external = (port: number) => `broker: { external: { type: NodePort, port: ${port}, insecure: true } }`;

const order = (fields: string): string => `{"type": "record", "name": "Order", "fields": [${fields}]}`;
const schemas = (...texts: string[]): string => `schemas: [${texts.map((text, index) => `{ subject: ${['orders', 'bills'][index]}-value, schema: '${text}' }`).join(', ')}]`;

/** For each row of the table: values, other values, the object that it is said of, and what is said. */
const login = 'sasl: { enabled: true, superuser: { secretName: s } }\n';

const examples: Readonly<Record<keyof typeof rows, readonly [before: string, after: string, object: string, reason: string, edited?: (text: string) => string]>> = {
  'brokers restart': ['', 'broker: { logLevel: debug }', 'StatefulSet redpanda/redpanda', 'the brokers restart one by one: containers[redpanda].args'],
  'Console restarts': ['', 'console: { config: { kafka: { clientId: x } } }', 'Deployment redpanda/redpanda-console', 'Console restarts: config.yaml.kafka.clientId'],
  'pods of a client are to be restarted': [
    client,
    client.replace('consumerGroup: shop', 'consumerGroup: other'),
    'ConfigMap shop/redpanda-shop-env',
    'pods read it when they start, and keep the old values until then; another consumer group begins where auto.offset.reset says, and not where the old one was',
  ],
  'a Job runs': [topic('partitions: 3'), topic('partitions: 6'), 'Job redpanda/redpanda-topics-', 'it adds partitions to orders (3 → 6)'],
  'an object is no longer there': ['', 'console: { enabled: false }', 'Service redpanda/redpanda-console', 'kubectl apply leaves it, while ./cluster.sh apply, Helm and Argo CD delete it'],
  'bigger volumes': ['broker: { storage: { size: 10Gi } }', 'broker: { storage: { size: 20Gi } }', 'StatefulSet redpanda/redpanda', "a StatefulSet can't change its volumes: storage 10Gi → 20Gi"],
  'other volumes': [
    'broker: { storage: { size: 20Gi } }',
    'broker: { storage: { size: 10Gi } }',
    'StatefulSet redpanda/redpanda',
    "a StatefulSet can't change its volumes (storage 20Gi → 10Gi), and a new StatefulSet starts brokers on empty ones, or on the old ones, which can't shrink or move",
  ],
  'volumes are deleted with their brokers': [
    '',
    'patches: [{ target: { kind: StatefulSet }, patch: { spec: { persistentVolumeClaimRetentionPolicy: { whenScaled: Delete } } } }]',
    'StatefulSet redpanda/redpanda',
    'volumes are deleted together with their brokers, or with the StatefulSet',
  ],
  'fewer brokers': ['broker: { replicas: 5 }', 'broker: { replicas: 3 }', 'StatefulSet redpanda/redpanda', 'brokers are stopped with the copies that they hold, all at once: 5 → 3'],
  'fewer than three brokers': [
    '',
    'broker: { replicas: 1 }',
    'StatefulSet redpanda/redpanda',
    "topics with three copies, and Redpanda's own among them, don't fit on one broker: 3 → 1. Start a new cluster instead",
  ],
  'three brokers or more': [
    `broker: { replicas: 1 }\n${topic('partitions: 3')}`,
    `broker: { replicas: 3 }\n${topic('partitions: 3')}`,
    'StatefulSet redpanda/redpanda',
    'existing topics keep their single copy: orders',
  ],
  'a setting that waits for a restart': [
    'cluster: { log_retention_ms: 1000000 }',
    'cluster: { log_retention_ms: 2000000, tls_min_version: v1.3 }',
    'ConfigMap redpanda/redpanda-settings-0',
    'brokers take tls_min_version only when they start, and nothing restarts them for it',
  ],
  'a new feature release': [
    'broker: { image: "example.org/redpanda:v25.3.7" }',
    'broker: { image: "example.org/redpanda:v26.1.2" }',
    'StatefulSet redpanda/redpanda',
    "a new feature release (v25.3.7 → v26.1.2) can't be taken back once all brokers run it; the brokers restart one by one: containers[redpanda].image",
  ],
  'a version that cannot follow': [
    'broker: { image: "example.org/redpanda:v26.2.1" }',
    'broker: { image: "example.org/redpanda:v26.1.9" }',
    'StatefulSet redpanda/redpanda',
    'v26.2.1 → v26.1.9: Redpanda goes from one feature release to the next one, never back, and skips none; brokers may not start with the data that they have; the brokers restart',
  ],
  'a field that never changes': [
    '',
    '',
    'StatefulSet redpanda/redpanda',
    'Kubernetes refuses to change spec.podManagementPolicy',
    (text) => text.replace('podManagementPolicy: Parallel', 'podManagementPolicy: OrderedReady'),
  ],
  'a node port that is taken': [
    external(31092),
    external(31093),
    'Service redpanda/redpanda-external-0',
    'the node port 31093 is still that of Service redpanda/redpanda-external-1, which is applied later or not at all',
  ],
  'a Service that stays headless': [
    'adopted: { serviceName: redpanda }',
    '',
    'Service redpanda/redpanda',
    'it stays headless: Kubernetes gives no address to a Service that was made without one',
  ],
  'a headless Service with ports on nodes': [
    'adopted: { serviceName: redpanda }',
    'patches: [{ target: { kind: Service, name: redpanda }, patch: { spec: { type: NodePort } } }]',
    'Service redpanda/redpanda',
    'Kubernetes gives no address to a Service that was made without one, and a NodePort has one',
  ],
  'an update strategy with the settings of another': [
    '',
    'patches: [{ target: { kind: StatefulSet }, patch: { spec: { updateStrategy: { type: OnDelete } } } }]',
    'StatefulSet redpanda/redpanda',
    "the API server has given it RollingUpdate's settings, and takes none beside OnDelete",
  ],
  'an update strategy that may have the settings of another': [
    'patches: [{ target: { kind: StatefulSet }, patch: { spec: { updateStrategy: { type: RollingUpdate } } } }]',
    'patches: [{ target: { kind: StatefulSet }, patch: { spec: { updateStrategy: { type: OnDelete } } } }]',
    'StatefulSet redpanda/redpanda',
    "refused if its type was ever left out: the API server has then given it RollingUpdate's settings, and takes none beside OnDelete",
  ],
  'an update strategy that others refuse': [
    '',
    'patches: [{ target: { kind: Deployment }, patch: { spec: { strategy: { type: Recreate } } } }]',
    'Deployment redpanda/redpanda-console',
    "refused with --server-side: the API server has given it RollingUpdate's settings, and takes none beside Recreate",
  ],
  'a second cluster': ['', 'name: events', 'StatefulSet redpanda/events', 'it starts a second, empty cluster: StatefulSet redpanda/redpanda keeps running with the data, unseen by this one'],
  'brokers that cannot talk to each other': [
    tls,
    tls.replace('admin]', 'admin, rpc]'),
    'StatefulSet redpanda/redpanda',
    "brokers with and without TLS between them can't talk to each other, so the first to restart never becomes ready",
  ],
  'clients that are cut off': ['broker: { image: "example.org/redpanda:v26.2.1" }', tls, 'StatefulSet redpanda/redpanda', 'TLS on 9092 changes, and clients are cut off until they have their new settings'],
  'another domain': [
    '',
    'clusterDomain: example.org',
    'StatefulSet redpanda/redpanda',
    'brokers find each other at addresses that end in example.org and no longer in cluster.local; the brokers restart one by one',
  ],
  'a topic that is no longer declared': [
    `topics: [{ name: orders }, { name: bills }]`,
    `topics: [{ name: bills }]`,
    'ConfigMap redpanda/redpanda-topics-0',
    'the topic orders is no longer declared: it stays with its records, and nobody looks after it',
  ],
  'a topic that is deleted': [
    `topics: [{ name: orders }, { name: bills }]`,
    `topics: [{ name: bills }]\nprune: { topics: [orders] }`,
    'ConfigMap redpanda/redpanda-topics',
    'the topic orders is deleted with all its records, if it is there',
  ],
  'quotas that are no longer declared': [
    'quotas: [{ clientId: a, producerByteRate: 1 }, { user: b, producerByteRate: 1 }]\nsasl: { enabled: true, superuser: { secretName: s } }',
    'quotas: [{ clientId: a, producerByteRate: 1 }]\nsasl: { enabled: true, superuser: { secretName: s } }',
    'ConfigMap redpanda/redpanda-quotas-0',
    'the quotas of user=b are no longer declared: they stay',
  ],
  'rights that end': [
    `${login}clients: [{ name: a, namespace: a, secretName: a, produces: ['x*', 'y*'] }]`,
    `${login}clients: [{ name: a, namespace: a, secretName: a, produces: ['x*'] }]`,
    'ConfigMap redpanda/redpanda-acls-0',
    'no longer declared: a may write, describe topic y*. The Job takes that away',
  ],
  'a user whose rights are declared for the first time': [
    `${login}clients: [{ name: a, namespace: a, secretName: a }]`,
    `${login}clients: [{ name: a, namespace: a, secretName: a, produces: ['x*'] }]`,
    'ConfigMap redpanda/redpanda-acls-0',
    'a has exactly what is declared from now on: what somebody has given by hand ends',
  ],
  'a user whose rights are no longer declared': [
    `${login}acls: [{ user: a, topics: [x], operations: [read] }, { user: b, cluster: true, operations: [alter] }]`,
    `${login}acls: [{ user: b, cluster: true, operations: [alter] }]`,
    'ConfigMap redpanda/redpanda-acls-0',
    'the rights of a are no longer declared: they stay',
  ],
  'a topic that loses something': [
    topic('config: { retention.ms: 1000000000 }'),
    topic('config: { retention.ms: 1000 }'),
    'ConfigMap redpanda/redpanda-topics-0',
    'topic orders: retention.ms 1000000000 → 1000: records beyond it are deleted',
  ],
  'a schema that the registry refuses': [
    schemas(order('{"name": "id", "type": "string"}')),
    schemas(order('{"name": "id", "type": "string"}, {"name": "note", "type": "string"}')),
    'ConfigMap redpanda/redpanda-schemas-0',
    'the registry refuses the new schema of orders-value (409), whose level is BACKWARD: records of the old schema cannot be read with the new one: field note of Order has no default',
  ],
  'a schema that is no longer declared': [
    schemas('"string"', '"int"'),
    schemas('"string"'),
    'ConfigMap redpanda/redpanda-schemas-1',
    'the schema of bills-value is no longer declared: it stays in the registry, because records name it',
  ],
  'a setting by which records are lost': [
    'cluster: { retention_bytes: 1000000000 }',
    'cluster: { retention_bytes: 1000000000, log_retention_ms: 3600000 }',
    'ConfigMap redpanda/redpanda-settings-0',
    'log_retention_ms by default → 3600000: topics without a retention of their own lose the records beyond it',
  ],
  'a user that is no longer declared': [
    users('users: [{ name: a, secretName: a }, { name: ops, secretName: b, superuser: true }]'),
    users('users: [{ name: a, secretName: a }]'),
    'ConfigMap redpanda/redpanda-users-0',
    'the user ops is no longer declared: it stays, with its password and its rights of a superuser',
  ],
  'a user with another password': [
    users('users: [{ name: a, secretName: a }, { name: b, secretName: b }, { name: c, secretName: c }]'),
    users('users: [{ name: a, secretName: other }, { name: b, secretName: b, revision: 2 }, { name: c, secretName: c }, { name: d, secretName: d }]'),
    'ConfigMap redpanda/redpanda-users-0',
    'whoever logs in as a, b needs the new password from then on; connections that are open stay',
  ],
  'a user that is removed': [
    users('users: [{ name: a, secretName: a }]\nprune: { users: [old] }'),
    users('prune: { users: [a, old] }'),
    'ConfigMap redpanda/redpanda-users',
    "whoever logs in as a can't any more",
  ],
  'a client whose access ends': [client, '', 'NetworkPolicy redpanda/redpanda-allow-shop', "once it is deleted, the client shop can't reach the brokers any more; its user, if it has one, stays; kubectl apply leaves it"],
};

describe.each(Object.entries(rows))('%s', (name, row) => {
  const [before, after, object, reason, edited] = examples[name]!;
  const all = changes(before, after, edited);
  const found = all.find((change) => change.object.startsWith(object) && change.reason.startsWith(reason));

  test('is said with its reason', () => {
    expect(found?.reason ?? all.map((change) => `${change.object}: ${change.reason}`)).toEqual(expect.stringContaining(reason));
  });

  test(`is the verdict ${row.verdict}${row.refused ? ', and the API server refuses it' : ''}`, () => {
    expect(found).toMatchObject({ verdict: row.verdict, refused: row.refused ?? false });
  });

  test('has a section of docs/day-two.md', () => {
    const headings = readFileSync('docs/day-two.md', 'utf8').match(/^#+ .*/gm)!.map((heading) => heading.replace(/^#+ /, '').toLowerCase().replace(/[^\w -]/g, '').replaceAll(' ', '-'));
    expect(headings).toContain(row.section);
  });
});

test('a schema of another language is refused, whatever the level is', () => {
  const schema = (rest: string) => `schemas: [{ subject: orders-value, compatibility: NONE, ${rest} }]`;
  expect(changes(schema(`schema: '"string"'`), schema(`type: JSON, schema: '{}'`)).map(({ reason }) => reason)).toContain('the registry refuses the new schema of orders-value (409), whose level is NONE: it is JSON, and was AVRO');
});

const usersJob = (before: string, after: string) => changes(users(before), users(after)).find(({ object }) => object.startsWith('Job redpanda/redpanda-users-'))?.reason;
const a = '{ name: a, secretName: a }';
const superuser = '{ name: a, secretName: a, superuser: true }';

test.each([
  ['', `users: [${a}, { name: b, secretName: b }]`, 'it makes a, b'],
  [`users: [${a}]`, 'users: [{ name: a, secretName: b }]', 'it gives another password to a'],
  [`users: [${a}]`, `users: [${superuser}]`, 'it gives all rights to a'],
  [`users: [${superuser}]`, `users: [${a}]`, 'it takes all rights from a'],
  [`users: [${a}]`, 'prune: { users: [a] }', 'it removes a'],
  [`users: [${superuser}, { name: b, secretName: b }]`, `users: [${a}, { name: c, secretName: c }]\nprune: { users: [b] }`, 'it makes c, and takes all rights from a, and removes b'],
])('the users Job of %j and then %j: %s', (before, after, reason) => {
  expect(usersJob(before, after)).toContain(reason);
});

test('a superuser that becomes the one as which the Jobs log in is not left behind', () => {
  const after = 'sasl: { enabled: true, superuser: { name: ops, secretName: b } }\nusers: [{ name: a, secretName: a }]\nprune: { users: [admin] }';
  const all = changes(users('users: [{ name: a, secretName: a }, { name: ops, secretName: b, superuser: true }]'), after);
  expect(all.filter(({ reason }) => reason.includes('no longer declared'))).toEqual([]);
});
