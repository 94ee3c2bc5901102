import { changes } from './diff';

/** What is said of the Job of a component after a change. */
const workOf = (component: string, before: string, after: string) => changes(before, after).find(({ object }) => object.startsWith(`Job redpanda/redpanda-${component}-`))?.reason;

const login = 'sasl: { enabled: true, superuser: { secretName: s } }\n';

test.each([
  ['topics', 'topics: [{ name: a }]', 'topics: [{ name: a }, { name: b, partitions: 1 }]', 'it creates the topic b'],
  ['topics', 'topics: [{ name: a }]', 'topics: [{ name: a, replicationFactor: 3, config: { retention.ms: 1 } }]', 'it changes configs of a, changes the number of copies of a'],
  ['topics', 'topics: [{ name: a }, { name: b }]', 'topics: [{ name: a }]\nprune: { topics: [b] }', 'it deletes the topic b'],
  ['topics', 'prune: { topics: [b] }', 'topics: [{ name: a }]\nprune: { topics: [b] }', 'it creates the topic a'],
  ['topics', '', 'topics: [{ name: a }]\nprune: { topics: [b] }\ndryRun: true', 'a dry run: it only says what it would change'],
  ['settings', 'cluster: { log_retention_ms: 1 }', 'cluster: { retention_bytes: 1 }', 'it sets retention_bytes, and leaves log_retention_ms as they are'],
  ['quotas', '', 'quotas: [{ clientId: a, producerByteRate: 1 }]', 'it sets the quotas of client-id=a'],
  ['quotas', 'quotas: [{ clientId: a, producerByteRate: 1 }]', 'quotas: [{ clientId: a, producerByteRate: 2 }]\nprune: { quotas: [client-id-prefix=b] }', 'it sets the quotas of client-id=a, and removes those of client-id-prefix=b'],
  ['quotas', 'quotas: [{ default: clientId, consumerByteRate: 1 }]', 'quotas: [{ default: clientId, consumerByteRate: 1 }]\nprune: { quotas: [client-id=a] }', 'it removes those of client-id=a'],
  ['acls', `${login}acls: [{ user: a, topics: [x, 'y'], operations: [read, describe] }]`, `${login}acls: [{ user: a, topics: [x], operations: [read, describe] }, { user: b, cluster: true, operations: [alter] }]`, 'it gives rights to b (1), and takes rights from a (2)'],
])('the Job of %s, from %j to %j: %s', (component, before, after, work) => {
  expect(workOf(component, before, after)).toBe(work);
});

test('in a dry run no topic is said to be deleted', () => {
  const reasons = (more: string) => changes('', `prune: { topics: [b] }${more}`).map(({ reason }) => reason);
  expect(reasons('')).toContain('the topic b is deleted with all its records, if it is there');
  expect(reasons('\ndryRun: true').filter((reason) => reason.includes('is deleted'))).toEqual([]);
});
