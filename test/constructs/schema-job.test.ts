import { RedpandaCluster, SchemaJob, type RedpandaClusterProps, type SchemaJobProps } from '../../index';
import { platformOf } from '../platform/objects';
import { containerOf, env, synth, Synthesized } from './synth';

const orders = { subject: 'orders-value', schema: '{\n  "type": "string",\n  "doc": "<é>"\n}\n', compatibility: 'FULL' } as const;
const invoices = { subject: 'invoices-value', type: 'PROTOBUF', schema: 'syntax = "proto3";', references: [{ name: 'money.proto', subject: 'money', version: 2 }] } as const;

const made = (props: Omit<SchemaJobProps, 'cluster'> = { schemas: [orders, invoices] }, cluster: RedpandaClusterProps = {}) =>
  synth((chart) => void new SchemaJob(chart, 'schemas', { cluster: new RedpandaCluster(chart, 'cluster', cluster), ...props }));

const secured = { tls: { mode: 'cert-manager' }, sasl: { enabled: true, superuser: { name: 'root', secretName: 'superuser' } } } as const;

test('each schema stands in a ConfigMap of its own, with what the registry is sent', () => {
  const [first, second] = [0, 1].map((index) => made().only('ConfigMap', `redpanda-schemas-${index}`).data.schemas);
  expect([first, second]).toEqual([
    'schema orders-value\ncompatibility FULL\nbody {"schema":"{\\n  \\"type\\": \\"string\\",\\n  \\"doc\\": \\"\\u003cé\\u003e\\"\\n}\\n","schemaType":"AVRO"}\n',
    'schema invoices-value\nbody {"references":[{"name":"money.proto","subject":"money","version":2}],"schema":"syntax = \\"proto3\\";","schemaType":"PROTOBUF"}\n',
  ]);
  expect(JSON.parse(first.split('body ')[1])).toEqual({ schema: orders.schema, schemaType: 'AVRO' });
});

test('the largest schema that is allowed fits into the annotation that kubectl makes of its ConfigMap', () => {
  const largest = (count: number) => made({ schemas: [{ subject: 's'.repeat(512), schema: `{"type":"string","doc":"${'<'.repeat(count)}"}` }] }).only('ConfigMap', 'redpanda-schemas-0');
  expect(() => largest(34_300)).toThrow('must take at most 240000 bytes as JSON within JSON');
  // What Go escapes when it prints JSON is escaped already.
  expect(Buffer.byteLength(JSON.stringify(largest(34_200)))).toBeLessThan(262_144);
});

test('the Job has its script and those that it sources', () => {
  expect(Object.keys(made().only('ConfigMap', 'redpanda-schemas').data)).toEqual(['admin-api.sh', 'converge.sh', 'schemas.sh']);
  expect(containerOf(made().only('Job', 'redpanda-schemas')).command).toEqual(['bash', '/etc/schemas/schemas.sh']);
});

test('it asks the registry, by TLS and as the superuser where the cluster wants it', () => {
  const variables = (cluster: RedpandaClusterProps) => env(containerOf(made(undefined, cluster).only('Job', 'redpanda-schemas')));
  expect(variables({})).toMatchObject({ REGISTRY_URL: 'http://redpanda.redpanda.svc.cluster.local:8081' });
  expect(Object.keys(variables({}))).not.toContain('SUPERUSER');
  expect(variables(secured)).toMatchObject({ REGISTRY_URL: 'https://redpanda.redpanda.svc.cluster.local:8081', ADMIN_CA: '/etc/redpanda-tls/ca.crt', SUPERUSER: 'root', SUPERUSER_PASSWORD_FILE: '/etc/redpanda-superuser/password' });
  const used = variables({ ...secured, tls: { ...secured.tls, plaintext: 'used' } });
  expect([used['REGISTRY_URL'], used['ADMIN_CA'], used['SUPERUSER']]).toEqual(['http://redpanda.redpanda.svc.cluster.local:8085', undefined, undefined]);
});

test('the password is a file, of which no variable has the value', () => {
  const { spec } = made(undefined, secured).only('Job', 'redpanda-schemas').spec.template;
  expect(spec.volumes).toContainEqual({ name: 'superuser', secret: { secretName: 'superuser', defaultMode: 0o440, items: [{ key: 'password', path: 'password' }] } });
  expect(JSON.stringify(spec)).not.toContain('secretKeyRef');
});

test('another schema or level makes another Job, and the same the same', () => {
  const name = (more: object) => made({ schemas: [{ ...orders, ...more }] }).only('Job', 'redpanda-schemas').metadata.name;
  expect(name({})).toBe(name({}));
  expect(new Set([name({}), name({ compatibility: 'NONE' }), name({ schema: '"long"' })]).size).toBe(3);
});

test('a dry run is told by a variable', () => {
  const dry = (dryRun: boolean) => env(containerOf(made({ schemas: [orders], dryRun }).only('Job', 'redpanda-schemas')))['DRY_RUN'];
  expect([dry(true), dry(false)]).toEqual(['true', undefined]);
});

test('a platform without schemas has no Job for them', () => {
  const jobs = (values: string) => new Synthesized(platformOf(values).objects).names('Job');
  expect(jobs('')).toEqual([expect.stringMatching(/^redpanda-topics-/)]);
  expect(jobs(`schemas: [{ subject: a, schema: '"string"' }]`)).toContainEqual(expect.stringMatching(/^redpanda-schemas-/));
});

test('fails for schemas that the values would refuse', () => {
  expect(() => made({ schemas: [orders, orders] })).toThrow('schemas[1].subject (orders-value) must not be declared twice');
});
