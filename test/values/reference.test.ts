import { readFileSync } from 'node:fs';
import { withReference } from '../../values/reference';

const page = readFileSync('docs/values.md', 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const rowOf = (path: string) => rows.find((line) => line.startsWith(`| \`${path}\` |`));

test('docs/values.md has every value as it is: if not, npm run build:values writes it', () => {
  expect(page).toBe(withReference(page));
});

test('every value has a description, in lists and in sections too', () => {
  expect(rows.length).toBeGreaterThan(300);
  expect(rows.filter((line) => line.endsWith('|  |'))).toEqual([]);
  expect(page.match(/^### .*\n\n(?![A-Z]|\| )/gm)).toBeNull();
});

test.each([
  ['a number with its bounds', 'broker.replicas', '| `3` | an integer from 1 to 99 |'],
  ['a choice', 'broker.external.type', '| `ClusterIP` | `ClusterIP`, `NodePort` or `LoadBalancer` |'],
  ['a name with the length of it', 'name', '| `redpanda` | an RFC 1035 label, at most 30 characters |'],
  ['a quantity, which has a length of its own', 'broker.storage.size', '| `10Gi` | a storage quantity such as 10Gi, at most 999Ti |'],
  ['a name that may be empty', 'broker.storage.storageClassName', "| `''` | the name of an object, or '' for none, at most 253 characters |"],
  ['a list with what is in it', 'clients[].transactionalIds', '|  | a list of at most 1000: the name of a transactional id, or the beginning of names followed by an asterisk, such as orders-\\*, at most 200 characters |'],
  ['what an item of a list must have', 'acls[].user', '| *needed* | the name of a user, or an asterisk for everybody, at most 128 characters |'],
  ['a map of labels', 'monitoring.podMonitor.labels', '| `{}` | a map of a key such as team or example.com/team to a label value, in quotes if it looks like a number, at most 63 characters |'],
  ['a map of what others call by names', 'cluster', '| `{}` | a map of cluster properties and their values |'],
])('it tells %s', (_, path, cells) => {
  expect(rowOf(path)).toContain(cells);
});

test('maps in the words of others stand apart, key by key', () => {
  expect(page.match(/<summary>.*<\/summary>/g)).toEqual(['broker.config', 'console.config', 'topics[].config'].map((path) => `<summary>The keys of <code>${path}</code></summary>`));
  expect(rowOf('cleanup.policy')).toContain('| `delete`, `compact`, `compact,delete` or `delete,compact` | What happens to old segments. Broker default: delete. |');
  expect(rowOf('topics[].config.cleanup.policy')).toBeUndefined();
});

test('names are explained once', () => {
  expect(page).toContain('| the name of a namespace | an RFC 1123 label: lower-case letters, digits and dashes, no dash at an end |');
  expect(page.match(/RFC 1123 subdomain/g)).toHaveLength(1);
});
