import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import type { FlavourName } from '../../clients/flavours';
import { AdminServer } from '../scripts/admin-server';
import { lintCertificates, startCertManager } from './cert-manager';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { manifests } from './dist';
import { installRpkStandIn, startSecuredKafka, type Certificate, type SecuredKafka } from './kafka';
import { dataOf, environment, unpack } from './pod';
import { installProbe, probe } from './probe';
import { output, run, type Outcome } from './process';
import { refusedPods } from './settle';
import { tool } from './tools';

// A real cert-manager makes the certificates, and a Kafka that has them stands in for the brokers. Whatever connects to it
// has nothing but what is emitted, with another address: the names of the cluster lead nowhere here.

const flavours: readonly FlavourName[] = ['generic', 'spring', 'quarkus', 'librdkafka'];
const namespace = 'model-registry';

/** Each flavour has a client, and a topic, of its name. */
const values = {
  namespace,
  tls: { mode: 'cert-manager' },
  sasl: { enabled: true, superuser: { name: 'admin', secretName: 'redpanda-superuser' } },
  topics: flavours.map((name) => ({ name, replicationFactor: 1 })),
  clients: flavours.map((name) => ({ name, namespace: 'services', flavour: name, secretName: `${name}-kafka` })),
};
const superuser = values.sasl.superuser.name;

/** Users, with all that a password may be made of. */
const passwords = Object.fromEntries([superuser, ...flavours].map((name) => [name, `~._-+/${randomBytes(12).toString('hex')}=`]));

let cluster: Cluster;
let out: string;
let kafka: SecuredKafka;
let applied: Outcome;
let topicJob: Outcome;

// Each has its own time, because Maven may take most of it.
for (const flavour of flavours) beforeAll(() => void installProbe(flavour));

beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  startCertManager(cluster);
  out = synthesized('dist', values);
  cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'services' } });
  applied = cluster.kubectl('apply', '--validate=strict', '-f', out);
  cluster.apply(
    secret(namespace, values.sasl.superuser.secretName, { password: passwords[superuser]! }),
    ...values.clients.map(({ name, secretName }) => secret('services', secretName, { password: passwords[name]! })),
    another(ofKind('Certificate').find(({ spec }) => spec.isCA === true)!),
  );
  expect(cluster.kubectl('wait', '--for=condition=Ready', '--timeout=60s', 'certificates', '--all', '-n', namespace)).toMatchObject({ status: 0 });
  cluster.apply(secret('services', 'redpanda-ca', { 'ca.crt': stored('redpanda-tls')['ca.crt'] }));
  kafka = await startSecuredKafka({ certificate: stored('redpanda-tls'), passwords, superuser });
  topicJob = runTopicJob();
});
afterAll(async () => {
  await kafka?.stop();
  await cluster?.stop();
});

/** Folder with what some values give. */
function synthesized(name: string, content: object): string {
  const [file, folder] = [join(cluster.folder, `${name}.yaml`), join(cluster.folder, name)];
  writeFileSync(file, stringify(content));
  output(process.execPath, [resolve('lib/cli.js'), 'synth', '-f', file, '--out', folder]);
  return folder;
}

function ofKind(kind: string): KubeObject[] {
  return [...manifests(out).values()].filter((object) => object.kind === kind);
}

function secret(namespace: string, name: string, stringData: Record<string, string>): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, stringData };
}

/** A CA like another, which has signed nothing. */
function another({ spec, ...ca }: KubeObject): object {
  return { ...ca, metadata: { namespace, name: 'another' }, spec: { ...spec, commonName: 'another', secretName: 'another' } };
}

const stored = (name: string, namespace = 'model-registry') => dataOf(cluster, 'secret', name, namespace) as Certificate;
const clientsCa = (): string => stored('redpanda-ca', 'services')['ca.crt'];

/** What a client is told of the brokers. */
function clientVariables(client: FlavourName, bootstrap = kafka.bootstrap): Record<string, string> {
  const items = output(process.execPath, [resolve('lib/cli.js'), 'env', '-f', `${out}.yaml`, '--client', client, '--format', 'yaml', '--bootstrap-servers', bootstrap]);
  return environment(cluster, 'services', parse(items));
}

/** What is different for a script of a pod here: where Kafka is, and rpk. */
const here = (): Record<string, string> => ({ RPK_BROKERS: kafka.bootstrap, PATH: [dirname(installRpkStandIn()), process.env.PATH].join(delimiter) });

/** Runs the topic Job's script, and then lets each client use its topic. */
function runTopicJob(): Outcome {
  const env: Record<string, string> = { ...unpack(cluster, namespace, ofKind('Job')[0]!.spec.template.spec, join(cluster.folder, 'job')), ...here(), WAIT_SECONDS: '30' };
  // Kafka has no admin API, which the Job would tell the default replication factor.
  delete env.REPLICATION_FACTOR;
  const ended = run('bash', [join(env.DATA_FOLDER!, 'create-topics.sh')], { env });
  const acl = (...args: string[]) => output('rpk', ['security', 'acl', 'create', ...args], { env });
  for (const client of flavours) {
    acl('--allow-principal', `User:${client}`, '--operation', 'read,write', '--topic', client);
    acl('--allow-principal', `User:${client}`, '--operation', 'read', '--group', client);
  }
  return ended;
}

test('the API server takes every object with TLS and logins, without a warning', () => {
  expect(applied).toMatchObject({ status: 0, stderr: '' });
});

test('it admits every pod that has certificates and passwords', () => {
  expect(refusedPods(cluster)).toEqual([]);
});

test.each([
  ["a CA of the cluster's own", {}],
  ["somebody else's Issuer", { tls: { mode: 'cert-manager', issuerRef: { name: 'company', kind: 'ClusterIssuer' }, caSecretName: 'company-ca' } }],
])("cert-manager's webhook would take what is emitted with %s", (name, changed) => {
  const folder = synthesized(name.replaceAll(/\W/g, '-'), { ...values, ...changed });
  const files = [...manifests(folder).keys()].map((file) => join(folder, file));
  expect([...manifests(folder).values()].map(({ kind }) => kind)).toContain('Certificate');
  expect(lintCertificates(files)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('the certificate has every name of a broker that is emitted', async () => {
  const names = JSON.stringify([...manifests(out).values()]).replaceAll('$(POD_NAME)', 'redpanda-0').match(/[\w-]+(\.[\w-]+)*\.svc\.cluster\.local/g);
  const ofBrokers = [...new Set(names)].filter((name) => !name.startsWith('redpanda-console.'));
  expect(ofBrokers).toEqual(expect.arrayContaining(['redpanda', 'redpanda-0.redpanda-headless', 'redpanda-2.redpanda-headless'].map((host) => `${host}.${namespace}.svc.cluster.local`)));
  expect(await Promise.all(ofBrokers.map(async (name) => [name, await handshake(name)]))).toEqual(ofBrokers.map((name) => [name, 'verified']));
});

test.each([`redpanda-console.${namespace}.svc.cluster.local`, 'redpanda.elsewhere.svc.cluster.local'])('it has no other name, such as %s', async (name) => {
  expect(await handshake(name)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
});

/** What a client of the cluster finds that calls a server on loopback by a name. */
function handshake(servername: string, port = Number(kafka.bootstrap.split(':')[1]), ca = clientsCa()): Promise<string | undefined> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, servername, ca }, () => {
      done('verified');
      socket.destroy();
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => done(code));
  });
}

test('the topic Job logs in as the superuser and makes the topics', () => {
  expect(topicJob).toMatchObject({ status: 0, stderr: '' });
  expect(topicJob.stdout).toContain('4 as declared, after 1 changing call');
});

test('the pod of `helm test` logs in and gets a record back', () => {
  const template = ['template', 'redpanda', join(out, 'chart'), '--namespace', namespace, '--show-only', 'templates/tests/round-trip.yaml'];
  const { spec } = parse(output(tool('helm'), template));
  const env = { ...unpack(cluster, namespace, spec, join(cluster.folder, 'helm-test')), ...here(), REPLICATION_FACTOR: '1', WAIT_SECONDS: '30' };
  expect(run('bash', ['-c', ...spec.containers[0].args], { env })).toEqual({ status: 0, stdout: 'test: a record was sent and received again\n', stderr: '' });
});

const outcomes = new Map<FlavourName, Outcome>();

/** What comes of a client that is told the truth. */
function outcomeOf(client: FlavourName): Outcome {
  if (!outcomes.has(client)) outcomes.set(client, probe(client, client, clientVariables(client)));
  return outcomes.get(client)!;
}

test.each(flavours)('a program with nothing but the variables of %s sends and receives a record', (client) => {
  const { stdout, ...ended } = outcomeOf(client);
  expect({ ...ended, received: stdout.match(/^(probe received )?hello$/gm) }).toMatchObject({ status: 0, received: [expect.anything()] });
});

// Confluent's serializers, which read these properties, are in no archive that is open to all.
test.each([
  ['spring', 'producer '],
  ['spring', 'consumer '],
  ['quarkus', ''],
] as const)('%s hands its %sserializers the registry with the user, the password and the CA', (client, kind) => {
  const { stdout } = outcomeOf(client);
  const property = (name: string, value: string): string => `\nprobe ${kind}${name} = ${value}\n`;
  expect(stdout).toContain(property('schema.registry.url', `https://redpanda.${namespace}.svc.cluster.local:8081`));
  expect(stdout).toContain(property('basic.auth.user.info', `${client}:${passwords[client]}`));
  expect(stdout).toContain(property('schema.registry.ssl.truststore.certificates', clientsCa()));
});

/** What clients may have that is wrong. */
const mistakes = {
  "another CA's certificate": (client: FlavourName) => ({ ...clientVariables(client), KAFKA_SSL_CA_PEM: stored('another')['tls.crt'] }),
  'a wrong password': (client: FlavourName) => ({ ...clientVariables(client), KAFKA_SASL_PASSWORD: 'wrong' }),
  'an address that is not in the certificate': (client: FlavourName) => clientVariables(client, kafka.unnamed),
};
type Mistake = keyof typeof mistakes;

const saidByJava = {
  "another CA's certificate": 'unable to find valid certification path',
  'a wrong password': 'invalid credentials with SASL mechanism SCRAM-SHA-512',
  'an address that is not in the certificate': 'No subject alternative names matching IP address 127.0.0.2 found',
};
const said: Record<FlavourName, Record<Mistake, string>> = {
  generic: {
    "another CA's certificate": 'unable to verify the first certificate',
    'a wrong password': 'SASL authentication failed',
    'an address that is not in the certificate': "IP: 127.0.0.2 is not in the cert's list",
  },
  spring: saidByJava,
  quarkus: saidByJava,
  librdkafka: {
    "another CA's certificate": 'certificate verify failed',
    'a wrong password': 'SASL authentication error',
    'an address that is not in the certificate': 'certificate verify failed',
  },
};

describe.each(flavours)('a program with the variables of %s', (client) => {
  test.each(Object.entries(mistakes) as [Mistake, (typeof mistakes)[Mistake]][])('fails with %s', (mistake, variables) => {
    const { status, stdout, stderr } = probe(client, client, variables(client));
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain(said[client][mistake]);
  });
});

test("a broker's pod logs in to its admin API by the name in its certificate, and drains", async () => {
  const { 'tls.crt': cert, 'tls.key': key } = stored('redpanda-tls');
  const api = await AdminServer.start({ certificate: { cert: Buffer.from(cert), key: Buffer.from(key) }, users: { [superuser]: passwords[superuser]! } });
  const env = unpack(cluster, namespace, ofKind('StatefulSet')[0]!.spec.template.spec, join(cluster.folder, 'broker'), 'redpanda-0');
  const ADMIN_URL = api.url(new URL(env.ADMIN_URL!).hostname);
  api.answer('GET /v1/node_config', { node_id: 7 }).answer('PUT /v1/brokers/7/maintenance', {}).answer('GET /v1/maintenance', { draining: true, finished: true });
  try {
    const { stdout } = await promisify(execFile)('bash', [join(env.SOURCE_DIR!, 'pre-stop.sh')], { env: { ...env, ADMIN_URL, LOG_FILE: '/nowhere', PATH: process.env.PATH } });
    expect(stdout).toBe('pre-stop: broker 7 is draining\npre-stop: broker 7 has drained\n');
  } finally {
    await api.stop();
  }
});

test("curl with a client's variables logs in to an HTTP API of the brokers", async () => {
  expect(await askRegistry({})).toBe('200');
});

test.each([
  ["another CA's certificate", () => ({ KAFKA_SSL_CA_PEM: stored('another')['tls.crt'] }), 'curl exited with 60'],
  ['a wrong password', () => ({ KAFKA_SASL_PASSWORD: 'wrong' }), '401'],
  ['an address that is not in the certificate', () => ({ KAFKA_SCHEMA_REGISTRY_URL: 'https://registry.example.com:8081' }), 'curl exited with 60'],
])('curl fails with %s', async (_, mislead, answer) => {
  expect(await askRegistry(mislead())).toBe(answer);
});

/** What a stand-in for the schema registry answers curl, which has the client's variables, some of them misleading. */
async function askRegistry(misleading: Record<string, string>): Promise<string> {
  const { KAFKA_SCHEMA_REGISTRY_URL: url, KAFKA_SASL_USERNAME: user, KAFKA_SASL_PASSWORD: password, KAFKA_SSL_CA_PEM: ca } = { ...clientVariables('generic'), ...misleading };
  const file = join(cluster.folder, 'registry-ca.crt');
  writeFileSync(file, ca!);
  return served(stored('redpanda-tls'), async (port) => {
    const there = ['--connect-to', `::127.0.0.1:${port}`, '--noproxy', '*'];
    const asked = promisify(execFile)('curl', ['--silent', ...there, '--cacert', file, '--user', `${user}:${password}`, '--write-out', '%{http_code}', `${url}/subjects`]);
    return asked.then(({ stdout }) => stdout).catch(({ code }) => `curl exited with ${code}`);
  });
}

/** Calls with the port of a server that answers those of the users who log in. */
async function served<T>({ 'tls.crt': cert, 'tls.key': key }: Certificate, ask: (port: number) => Promise<T>): Promise<T> {
  const known = Object.entries(passwords).map(([name, password]) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`);
  const server = createServer({ cert, key }, ({ headers }, response) => response.writeHead(known.includes(headers.authorization ?? '') ? 200 : 401).end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await ask((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

test("clients verify the brokers' renewed certificate, which has another key, with the CA that they have", async () => {
  const [before, after] = await renewed('redpanda-broker', 'redpanda-tls');
  expect(after['tls.key']).not.toBe(before['tls.key']);
  expect(await served(after, (port) => handshake('localhost', port))).toBe('verified');
});

test('the renewed CA has the same key, so whoever has it verifies what was signed before', async () => {
  const [before, after] = await renewed('redpanda-ca', 'redpanda-ca');
  expect(after['tls.key']).toBe(before['tls.key']);
  expect(await handshake('localhost', undefined, after['ca.crt'])).toBe('verified');
});

/** What the Secret of a Certificate holds before and after a renewal, which is asked for as `cmctl renew` does. */
async function renewed(certificate: string, secret: string): Promise<[Certificate, Certificate]> {
  const before = stored(secret);
  const [object] = cluster.get('certificate', certificate, '-n', namespace);
  object!.status.conditions.push({ type: 'Issuing', status: 'True', reason: 'ManuallyTriggered', message: 'renewed by a test', lastTransitionTime: new Date().toISOString() });
  output(tool('kubectl'), ['replace', '--subresource=status', '-f', '-'], { env: cluster.env, input: JSON.stringify(object) });
  return [before, await cluster.waitFor(`renewed ${certificate}`, () => stored(secret)['tls.crt'] !== before['tls.crt'] && stored(secret), 30_000)];
}
