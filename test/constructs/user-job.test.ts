import { RedpandaCluster, UserJob, type UserJobProps } from '../../index';
import { platformOf } from '../platform/objects';
import { containerOf, env, synth, Synthesized } from './synth';

const sasl = { enabled: true, mechanism: 'SCRAM-SHA-256', superuser: { name: 'root', secretName: 'superuser' } } as const;
const users = [
  { name: 'reporting', secretName: 'user-reporting' },
  { name: '..ops', secretName: 'user-ops', secretKey: 'pw', superuser: true, revision: 2 },
];

const made = (props: Partial<UserJobProps> = { users, prune: ['old one'] }, enabled = true) =>
  synth((chart) => void new UserJob(chart, 'users', { cluster: new RedpandaCluster(chart, 'cluster', { tls: { mode: 'cert-manager' }, sasl: { ...sasl, enabled } }), ...props }));
const job = (props?: Partial<UserJobProps>) => made(props).only('Job', 'redpanda-users');

test('the Job reads each user as a line with its Secret, who is a superuser, and who is to go', () => {
  expect(made().only('ConfigMap', 'redpanda-users-0').data.users).toBe('user reporting user-reporting password 0\nsuperuser ..ops user-ops pw 2\n');
  expect(made().only('ConfigMap', 'redpanda-users').data.prune).toBe('old one\n');
});

test('the Job has its script and those that it sources', () => {
  expect(Object.keys(made().only('ConfigMap', 'redpanda-users').data)).toEqual(['admin-api.sh', 'converge.sh', 'prune', 'users.sh']);
  expect(containerOf(job()).command).toEqual(['bash', '/etc/users/users.sh']);
});

test('it asks the admin API by TLS as the superuser, and gives users the mechanism of the cluster', () => {
  expect(env(containerOf(job()))).toMatchObject({
    SERVICE_URL: 'https://redpanda.redpanda.svc.cluster.local:9644',
    ADMIN_CA: '/etc/redpanda-tls/ca.crt',
    SUPERUSER: 'root',
    SUPERUSER_PASSWORD_FILE: '/etc/redpanda-superuser/password',
    SASL_MECHANISM: 'SCRAM-SHA-256',
    PASSWORDS_FOLDER: '/etc/redpanda-users',
  });
});

test("each user's password is a file of its name, which is left out where there is no Secret, so that the pod starts all the same", () => {
  const { volumes, containers } = job().spec.template.spec;
  const source = (name: string, key: string, path: string) => ({ secret: { name, optional: true, items: [{ key, path }] } });
  expect(volumes).toContainEqual({ name: 'users', projected: { defaultMode: 0o440, sources: [source('user-reporting', 'password', 'user-reporting'), source('user-ops', 'pw', 'user-..ops')] } });
  expect(containers[0].volumeMounts).toContainEqual({ name: 'users', mountPath: '/etc/redpanda-users', readOnly: true });
  expect(JSON.stringify(containers)).not.toContain('secretKeyRef');
});

test('where users only go there are no passwords', () => {
  const { volumes, containers } = job({ prune: ['old'] }).spec.template.spec;
  expect(volumes.map(({ name }: { name: string }) => name)).not.toContain('users');
  expect(Object.keys(env(containers[0]))).not.toContain('PASSWORDS_FOLDER');
});

test('another revision makes another Job, and the same the same', () => {
  const name = (revision: number) => job({ users: [{ name: 'a', secretName: 'b', revision }] }).metadata.name;
  expect(name(1)).toBe(name(1));
  expect(name(1)).not.toBe(name(2));
});

test('300 users of the longest names, and as many that are to go, fit into what kubectl apply keeps of each object', () => {
  const long = (length: number, i: number) => `${i}`.padEnd(length, 'x');
  const most = made({ users: Array.from({ length: 300 }, (_, i) => ({ name: long(128, i), secretName: long(253, i), secretKey: long(253, i), superuser: true, revision: 999_999_999 })), prune: Array.from({ length: 300 }, (_, i) => long(127, i).concat('y')) });
  for (const object of most.objects) expect(JSON.stringify(object).length).toBeLessThan(262_144);
});

test('a platform has the Job, and the brokers admit it, only where there is something for it to do', () => {
  const names = (values: string) => new Synthesized(platformOf('sasl: { enabled: true, superuser: { secretName: s } }', values).objects).objects.filter(({ metadata }) => metadata.name.startsWith('redpanda-users')).map(({ kind }) => kind);
  expect(names('')).toEqual([]);
  expect(names('users: [{ name: a, secretName: b }]').sort()).toEqual(['ConfigMap', 'ConfigMap', 'Job', 'NetworkPolicy']);
  expect(names('prune: { users: [a] }').sort()).toEqual(['ConfigMap', 'ConfigMap', 'Job', 'NetworkPolicy']);
});

test('Helm runs it after the settings and before the topics', () => {
  const { objects } = platformOf('sasl: { enabled: true, superuser: { secretName: s } }\ncluster: { log_retention_ms: 1 }\nusers: [{ name: a, secretName: b }]');
  const weight = (name: string) => Number(new Synthesized(objects).only('Job', name).metadata.annotations['helm.sh/hook-weight']);
  expect(weight('redpanda-settings')).toBeLessThan(weight('redpanda-users'));
  expect(weight('redpanda-users')).toBeLessThan(weight('redpanda-topics'));
});

test.each<[string, () => unknown, string]>([
  ['users of a cluster without logins', () => made({ users }, false), 'test/users: users must be empty unless sasl.enabled is true'],
  ['the user as which the Job logs in', () => made({ users: [{ name: 'root', secretName: 'a' }] }), 'test/users: users[0].name (root) must not be sasl.superuser.name'],
  ['a user that is also to go', () => made({ users, prune: ['reporting'] }), 'test/users: prune.users must not name reporting, which is users[0].name'],
  ['a name that is no name', () => made({ users: [{ name: 'a b', secretName: 'a' }] }), 'test/users: users[0].name ("a b") must be letters, digits, dots, dashes and underscores'],
])('%s: refused', (_, make, message) => {
  expect(make).toThrow(message);
});
