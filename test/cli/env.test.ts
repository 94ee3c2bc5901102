import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { parse } from 'yaml';
import { clientEnvironments } from '../../clients/client-environments';
import { writeYaml } from '../../template';
import { loadValues } from '../../values/reading/load';
import { validValues } from '../output/valid-values';
import { runs } from '../template/runs';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'env-')));
const program = join(root, 'cli.js');

beforeAll(() => {
  buildSync({ entryPoints: ['main.ts'], bundle: true, platform: 'node', target: 'node20', outfile: program, loader: { '.sh': 'text' }, logLevel: 'error' });
});
afterAll(() => rmSync(root, { recursive: true }));

const clients = `namespace: model-registry
clients:
  - { name: shop, namespace: shop }
  - { name: spring, namespace: shop, flavour: spring, consumerGroup: ml-platform-group }
  - { name: quarkus, namespace: shop, flavour: quarkus, consumerGroup: orders }
  - { name: python, namespace: shop, flavour: librdkafka, consumerGroup: mail, schemaRegistry: false }
`;

function env(args: string, values = clients): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'env', '-f', '-', ...args.split(' ').filter(Boolean)], { input: values, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

const printed = (args: string): string => {
  const { code, out, err } = env(args);
  expect([code, err]).toEqual([0, '']);
  return out;
};

const [host, registry] = ['redpanda.model-registry.svc.cluster.local:9092', 'http://redpanda.model-registry.svc.cluster.local:8081'];

test('the variables are lines of a .env file', () => {
  expect(printed('--client shop')).toBe(`KAFKA_BOOTSTRAP_SERVERS=${host}\nKAFKA_SCHEMA_REGISTRY_URL=${registry}\n`);
});

test('of a generic client the properties are the variables', () => {
  expect(printed('--client shop --format properties')).toBe(printed('--client shop'));
});

test("of a Spring client the properties are the README's application.properties", () => {
  expect(printed('--client spring --format properties')).toBe(`KAFKA_BOOTSTRAP_SERVERS=${host}
KAFKA_SCHEMA_REGISTRY_URL=${registry}
spring.kafka.bootstrap-servers=${host}
spring.kafka.consumer.group-id=ml-platform-group
spring.kafka.consumer.auto-offset-reset=earliest
spring.kafka.properties.schema.registry.url=${registry}
spring.kafka.producer.acks=all
spring.kafka.producer.retries=3
spring.kafka.producer.batch-size=16384
spring.kafka.producer.buffer-memory=33554432
`);
});

test('of a Quarkus client the properties begin with kafka.', () => {
  expect(printed('--client quarkus --format properties')).toBe(`kafka.bootstrap.servers=${host}
kafka.schema.registry.url=${registry}
kafka.group.id=orders
kafka.auto.offset.reset=earliest
kafka.acks=all
`);
});

test('of a librdkafka client the properties are its configuration file', () => {
  expect(printed('--client python --format properties')).toBe(`bootstrap.servers=${host}\ngroup.id=mail\nauto.offset.reset=earliest\nacks=all\n`);
});

test("the items of a container's env are YAML", () => {
  const items = [
    { name: 'KAFKA_BOOTSTRAP_SERVERS', value: host },
    { name: 'KAFKA_GROUP_ID', value: 'mail' },
    { name: 'KAFKA_AUTO_OFFSET_RESET', value: 'earliest' },
    { name: 'KAFKA_ACKS', value: 'all' },
  ];
  expect(parse(printed('--client python --format yaml'))).toEqual(items);
});

test('a number stays a string in YAML', () => {
  expect(printed('--client spring --format yaml')).toContain('- name: SPRING_KAFKA_PRODUCER_RETRIES\n  value: "3"\n');
});

const secured = `${clients.replace(/(namespace: shop)/g, '$1, secretName: shop-kafka')}
tls: { mode: cert-manager }
sasl: { enabled: true, superuser: { secretName: superuser } }
`;

test('with TLS and a login, what stands in Secrets is a placeholder, and the command says so', () => {
  const { code, out, err } = env('--client shop', secured);
  expect({ code, out }).toEqual({
    code: 0,
    out: `KAFKA_BOOTSTRAP_SERVERS=${host}
KAFKA_SCHEMA_REGISTRY_URL=${registry.replace('http:', 'https:')}
KAFKA_SECURITY_PROTOCOL=SASL_SSL
KAFKA_SASL_MECHANISM=SCRAM-SHA-512
KAFKA_SASL_USERNAME=shop
KAFKA_SASL_PASSWORD=key-password-of-secret-shop-kafka
KAFKA_SSL_CA_PEM=key-ca.crt-of-secret-redpanda-ca
`,
  });
  expect(err.split('\n')).toEqual([
    'note: key-password-of-secret-shop-kafka stands for the value of KAFKA_SASL_PASSWORD: put the key password of the Secret shop-kafka in its place',
    'note: key-ca.crt-of-secret-redpanda-ca stands for the value of KAFKA_SSL_CA_PEM: put the key ca.crt of the Secret redpanda-ca in its place',
    '',
  ]);
});

test('of librdkafka the properties are those of the library', () => {
  const { out } = env('--client python --format properties', secured);
  expect(out).toBe(`bootstrap.servers=${host}
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.username=python
sasl.password=key-password-of-secret-shop-kafka
ssl.ca.pem=key-ca.crt-of-secret-redpanda-ca
group.id=mail
auto.offset.reset=earliest
acks=all
`);
});

test('a JAAS line is no argument of docker run, because a shell would part it at its blanks', () => {
  expect(env('--client spring --format docker', secured)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('--format (docker) must be env for this client: SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG holds blanks, and docker run --env-file reads it from a file'),
  });
});

test('an address from outside is that of the external listener, which may be plaintext where the others speak TLS', () => {
  const { out } = env('--client python --bootstrap-servers 127.0.0.1:9092', secured.replace('mode: cert-manager', 'mode: cert-manager, listeners: [kafka]'));
  expect(out).toContain('KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9092\nKAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT\n');
});

test.each([
  ['', ''],
  [', externalSecretName: outside', 'note: clients outside verify Kafka by the key ca.crt of the Secret outside in model-registry\n'],
  [', externalClientAuth: true', 'note: clients outside verify Kafka by the key ca.crt of the Secret redpanda-external-tls in model-registry, and the listener asks for a certificate of the client\n'],
])('whoever comes from outside is told of another CA there, with%s', (values, note) => {
  const { err } = env('--client python --bootstrap-servers 127.0.0.1:9092', secured.replace('mode: cert-manager', `mode: cert-manager${values}`));
  expect(err.split('\n').filter((line) => line.startsWith('note: clients outside')).join('')).toBe(note.trim());
});

test('the variables are arguments of docker run', () => {
  expect(printed('--client shop --format docker')).toBe(`--env KAFKA_BOOTSTRAP_SERVERS=${host}\n--env KAFKA_SCHEMA_REGISTRY_URL=${registry}\n`);
});

test('the variables are a JSON object', () => {
  expect(JSON.parse(printed('--client shop --format json'))).toEqual({ KAFKA_BOOTSTRAP_SERVERS: host, KAFKA_SCHEMA_REGISTRY_URL: registry });
});

test('another address to start from stands wherever the own one stood', () => {
  const { out } = env('--client spring --bootstrap-servers 127.0.0.1:9092,127.0.0.1:19092');
  expect(out.split('\n').filter((line) => /BOOTSTRAP/.test(line))).toEqual(['KAFKA', 'SPRING_KAFKA'].map((start) => `${start}_BOOTSTRAP_SERVERS=127.0.0.1:9092,127.0.0.1:19092`));
  expect(out).not.toContain(host);
});

test("another registry's address stands wherever the own one stood", () => {
  const { out } = env('--client spring --schema-registry-url http://127.0.0.1:8081');
  expect(out.match(/^.*=http.*$/gm)).toEqual(['KAFKA_SCHEMA_REGISTRY_URL', 'SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_URL'].map((name) => `${name}=http://127.0.0.1:8081`));
});

const [servers, url] = ['--bootstrap-servers 127.0.0.1:9092', '--schema-registry-url http://127.0.0.1:8081'];
const left = (what: string, address: string, option: string) => `note: the address of ${what} is still ${address}, which only pods resolve: ${option} gives another\n`;

test.each([
  ['the registry, where only the servers are given', `--client spring ${servers}`, left('the schema registry', registry, '--schema-registry-url')],
  ['the servers, where only the registry is given', `--client spring ${url}`, left('Kafka', host, '--bootstrap-servers')],
  ['nothing, where both are given', `--client spring ${servers} ${url}`, ''],
  ['nothing, where none is given', '--client spring', ''],
  ['nothing, where the client uses no registry', `--client python ${servers}`, ''],
])('of an address that only pods resolve a note tells: %s', (_, args, err) => {
  expect(env(args)).toMatchObject({ code: 0, err });
});

test('the only client need not be named', () => {
  expect(env('', 'clients: [{ name: shop, namespace: shop }]').out).toContain('redpanda.redpanda.svc.cluster.local:9092');
});

test('values that declare no client are refused', () => {
  expect(env('', '')).toEqual({ code: 1, out: '', err: 'clients must not be empty: -f names values that declare one\n' });
});

test.each([
  ['an unknown client', '--client chop', '--client (chop) must be a declared client: the values declare shop, spring, quarkus, python\n'],
  ['no client where values declare several', '', '--client is required: the values declare shop, spring, quarkus, python\n'],
  ['values that are refused', '--client shop --set broker.replicas=0', expect.stringMatching(/^--set broker.replicas=0: broker.replicas \(0\) must be /)],
])('%s is refused, and nothing is printed', (_, args, err) => {
  expect(env(args)).toEqual({ code: 1, out: '', err });
});

test.each([
  ['an unknown format', '--format toml', '--format (toml) must be one of env, properties, yaml, docker, json: there are no others'],
  ['an address without a port', '--bootstrap-servers localhost', '--bootstrap-servers (localhost) must be HOST:PORT, or several separated by commas: that is what a Kafka client starts from'],
  ['a registry without a scheme', '--schema-registry-url localhost:8081', '--schema-registry-url (localhost:8081) must be http:// or https:// and HOST:PORT: that is where a client looks for the registry'],
])('%s is wrong usage', (_, args, err) => {
  expect(env(args)).toEqual({ code: 2, out: '', err: `${err}\nSee cdk8s-redpanda env --help\n` });
});

test('no value of any client but what Spring and Quarkus put together needs quotes, in a shell as little as in Docker or in properties', () => {
  fc.assert(
    fc.property(validValues, (values) => {
      const loaded = loadValues({ files: [{ name: 'v.yaml', text: writeYaml(values) }], sets: [] });
      const all = clientEnvironments(loaded).flatMap(({ variables }) => variables).filter(({ value }) => value !== undefined && !value.includes('${KAFKA_'));
      expect(all.filter(({ name, value }) => !/^[A-Z_]+$/.test(name) || !/^[A-Za-z0-9._:/-]+$/.test(value!))).toEqual([]);
    }),
    runs(100),
  );
});
