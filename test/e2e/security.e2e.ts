import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import type { FlavourName } from '../../clients/flavours';
import { AdminServer } from '../scripts/admin-server';
import { lintCertificates, startCertManager } from './cert-manager';
import { startCluster, type Cluster, type KubeObject } from './cluster';
import { manifests } from './dist';
import { installRpkStandIn, startSecuredKafka, type Certificate, type KafkaListener, type SecuredKafka } from './kafka';
import { dataOf, environment, unpack } from './pod';
import { installProbe, probe } from './probe';
import { output, run, type Outcome } from './process';
import { refusedPods } from './settle';
import { tool } from './tools';

// A real cert-manager makes the certificates, and a Kafka that has them stands in for the brokers. Whatever connects to it
// has nothing but what is emitted, with another address: the names of the cluster lead nowhere here.

const flavours: readonly FlavourName[] = ['generic', 'spring', 'quarkus', 'librdkafka'];
const sasl = { enabled: true, superuser: { name: 'admin', secretName: 'redpanda-superuser' } };
const superuser = sasl.superuser.name;
const topics = [...flavours, 'prediction-events'];

/** A platform in a namespace of its own. Each flavour has a client, and a topic, of its name. */
class Platform {
  constructor(
    readonly namespace: string,
    private readonly security: object,
  ) {}

  get clients(): string {
    return `${this.namespace}-clients`;
  }

  get values() {
    return {
      namespace: this.namespace,
      topics: topics.map((name) => ({ name, replicationFactor: 1 })),
      clients: flavours.map((name) => ({ name, namespace: this.clients, flavour: name, secretName: `${name}-kafka`, consumes: [name], produces: [name] })),
      ...this.security,
    };
  }

  /** Folder with what they give. */
  get out(): string {
    return join(cluster.folder, this.namespace);
  }

  /** What can be there before anybody makes a certificate. */
  get secrets(): object[] {
    return [secret(this.namespace, sasl.superuser.secretName, { password: passwords[superuser]! }), ...flavours.map((name) => secret(this.clients, `${name}-kafka`, { password: passwords[name]! }))];
  }

  ofKind(kind: string): KubeObject[] {
    return [...manifests(this.out).values()].filter((object) => object.kind === kind);
  }

  get configuration(): Record<'redpanda.yaml' | 'bootstrap.yaml', any> {
    const { data } = this.ofKind('ConfigMap').find(({ metadata }) => metadata.name === 'redpanda-config')!;
    return { 'redpanda.yaml': parse(data['redpanda.yaml']), 'bootstrap.yaml': parse(data['bootstrap.yaml']) };
  }

  /** The listeners that the brokers have for Kafka, with the files that are in their pods. */
  get listeners(): Record<string, KafkaListener> {
    const folder = join(cluster.folder, `${this.namespace}-pod`);
    unpack(cluster, this.namespace, this.ofKind('StatefulSet')[0]!.spec.template.spec, folder, 'redpanda-0');
    const { kafka_api: api, kafka_api_tls: tls = [] } = this.configuration['redpanda.yaml'].redpanda;
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    return Object.fromEntries(
      api.map(({ name, authentication_method: login = 'none' }: Record<string, any>) => {
        const { cert_file, key_file, truststore_file } = tls.find((one: Record<string, any>) => one.name === name) ?? {};
        return [this.listener(name), { login, ...(cert_file && { certificate: { 'tls.crt': read(cert_file), 'tls.key': read(key_file), 'ca.crt': read(truststore_file) } }) }];
      }),
    );
  }

  /** Name of one in Kafka, which is one for all platforms. */
  listener(name: string): string {
    return `${this.namespace}${name}`.replaceAll('-', '').toUpperCase();
  }

  /** Address of Kafka at a listener of the brokers. */
  at(listener: 'internal' | 'external' | 'unnamed'): string {
    return kafka.addresses[this.listener(listener)]!;
  }

  stored(name: string, namespace = this.namespace): Certificate {
    return dataOf(cluster, 'secret', name, namespace) as Certificate;
  }

  /** What a client is told of the brokers. */
  clientVariables(client: FlavourName, bootstrap = this.at('internal')): Record<string, string> {
    const items = output(process.execPath, [resolve('lib/cli.js'), 'env', '-f', `${this.out}.yaml`, '--client', client, '--format', 'yaml', '--bootstrap-servers', bootstrap]);
    return environment(cluster, this.clients, parse(items));
  }

  /** Variables of a script of one of its pods, with what is different here: where Kafka is, and rpk. */
  scriptVariables(spec: object, folder: string): Record<string, string> {
    const here = { RPK_BROKERS: this.at('internal'), PATH: [dirname(installRpkStandIn()), process.env.PATH].join(delimiter), WAIT_SECONDS: '30' };
    return { ...unpack(cluster, this.namespace, spec, join(cluster.folder, `${this.namespace}-${folder}`)), ...here };
  }

  /** Runs the script of a Job. */
  runJob(component: 'topics' | 'acls'): Outcome & { readonly env: Record<string, string> } {
    const { spec } = this.ofKind('Job').find(({ metadata }) => metadata.name.startsWith(`redpanda-${component}-`))!.spec.template;
    const env = this.scriptVariables(spec, component);
    // Kafka has no admin API, which the Job would tell the default replication factor.
    delete env.REPLICATION_FACTOR;
    return { ...run('bash', [join(env.DATA_FOLDER!, basename(spec.containers[0].command[1]))], { env }), env };
  }
}

const main = new Platform('model-registry', { tls: { mode: 'cert-manager' }, sasl });
/** The other ways to be secure. */
const mutual = new Platform('mutual', {
  tls: { mode: 'cert-manager', externalClientAuth: true },
  sasl,
  acls: [
    { user: 'partner', topics: ['prediction-events'], operations: ['read', 'write'] },
    { user: 'partner', groups: ['prediction-events'], operations: ['read'] },
  ],
});
const byHand = new Platform('by-hand', { tls: { mode: 'secret', secretName: 'redpanda-tls', externalSecretName: 'outside' }, sasl });
const encrypted = new Platform('encrypted', { tls: { mode: 'secret', secretName: 'redpanda-tls' } });
const asking = new Platform('asking', { sasl });
const others = [mutual, byHand, encrypted, asking];
const { namespace } = main;

/** Users, with all that a password may be made of. */
const passwords = Object.fromEntries([superuser, ...flavours].map((name) => [name, `~._-+/${randomBytes(12).toString('hex')}=`]));

let cluster: Cluster;
let kafka: SecuredKafka;
let applied: Outcome[];
let topicJob: Outcome & { readonly env: Record<string, string> };
let aclJobs: Outcome[];

// Each has its own time, because Maven may take most of it.
for (const flavour of flavours) beforeAll(() => void installProbe(flavour));

beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  await startCertManager(cluster);
  const all = [main, ...others];
  cluster.apply(...all.map(({ clients }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: clients } })));
  applied = all.map(({ namespace, values }) => cluster.kubectl('apply', '--validate=strict', '-f', synthesized(namespace, values)));
  cluster.apply(
    ...all.flatMap(({ secrets }) => secrets),
    another(main.ofKind('Certificate').find(({ spec }) => spec.isCA === true)!),
    certificateFor('partner'),
    certificateFor('stranger'),
  );
  expect(cluster.kubectl('wait', '--for=condition=Ready', '--timeout=60s', 'certificates', '--all', '-A')).toMatchObject({ status: 0 });
  bash(commands('openssl req'), byHand);
  bash(commands('openssl req').replaceAll('redpanda-tls', 'outside'), byHand);
  bash(commands('openssl req'), encrypted);
  for (const platform of [main, byHand, encrypted]) bash(commands('kubectl get secret redpanda-tls').replaceAll(' services ', ` ${platform.clients} `), platform);
  const listeners = Object.assign({}, ...all.map((one) => one.listeners)) as Record<string, KafkaListener>;
  // 127.0.0.2 is loopback too, and in no certificate.
  listeners[main.listener('unnamed')] = { ...listeners[main.listener('internal')]!, host: '127.0.0.2' };
  const principalRules = mutual.configuration['bootstrap.yaml'].kafka_mtls_principal_mapping_rules;
  kafka = await startSecuredKafka({ listeners, passwords, superuser, principalRules });
  topicJob = main.runJob('topics');
  aclJobs = [main, mutual].map((platform) => platform.runJob('acls'));
});
afterAll(async () => {
  await kafka?.stop();
  await cluster?.stop();
});

function secret(namespace: string, name: string, stringData: Record<string, string>): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, stringData };
}

/** A CA like another, which has signed nothing. */
function another({ spec, ...ca }: KubeObject): object {
  return { ...ca, metadata: { namespace, name: 'another' }, spec: { ...spec, commonName: 'another', secretName: 'another' } };
}

const page = readFileSync('docs/security.md', 'utf8');
const blocks = page.split(/^```.*$/m);

/** The commands of the page that begin so, and those after them. */
function commands(beginning: string): string {
  const found = blocks.filter((block) => block.includes(`\n${beginning} `));
  expect(found).toHaveLength(1);
  return found[0]!.slice(found[0]!.indexOf(`\n${beginning} `));
}

/** Runs commands of the page for the namespace of a platform. */
function bash(commands: string, platform: Platform): void {
  const env = { ...cluster.env, PATH: [dirname(tool('kubectl')), process.env.PATH].join(delimiter) };
  output('bash', ['-euo', 'pipefail', '-c', commands.replaceAll(namespace, platform.namespace)], { env, cwd: mkdtempSync(join(cluster.folder, 'commands-')) });
}

/** A certificate for a client outside, as the page asks for one. */
const certificateFor = (user: string): object => parse(blocks.find((block) => block.includes('kind: Certificate'))!.replaceAll(namespace, mutual.namespace).replaceAll('partner', user));

const clientsCa = (): string => main.stored('redpanda-ca', main.clients)['ca.crt'];

/** Makes an output of some values. */
function synthesized(name: string, content: object): string {
  const [file, folder] = [join(cluster.folder, `${name}.yaml`), join(cluster.folder, name)];
  writeFileSync(file, stringify(content));
  output(process.execPath, [resolve('lib/cli.js'), 'synth', '-f', file, '--out', folder]);
  return folder;
}

test('the API server takes every object with TLS and logins, without a warning', () => {
  expect(applied).toEqual(applied.map(() => expect.objectContaining({ status: 0, stderr: '' })));
});

test('it admits every pod that has certificates and passwords', () => {
  expect(refusedPods(cluster)).toEqual([]);
});

test.each([
  ["a CA of the cluster's own", {}],
  ['another CA for clients outside', { tls: { mode: 'cert-manager', externalClientAuth: true } }],
  ["somebody else's Issuer", { tls: { mode: 'cert-manager', issuerRef: { name: 'company', kind: 'ClusterIssuer' }, caSecretName: 'company-ca' } }],
])("cert-manager's webhook would take what is emitted with %s", (name, changed) => {
  const folder = synthesized(name.replaceAll(/\W/g, '-'), { ...main.values, ...changed });
  const files = [...manifests(folder).keys()].map((file) => join(folder, file));
  expect([...manifests(folder).values()].map(({ kind }) => kind)).toContain('Certificate');
  expect(lintCertificates(files)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('the certificate has every name of a broker that is emitted', async () => {
  const names = JSON.stringify([...manifests(main.out).values()]).replaceAll('$(POD_NAME)', 'redpanda-0').match(/[\w-]+(\.[\w-]+)*\.svc\.cluster\.local/g);
  const ofBrokers = [...new Set(names)].filter((name) => !name.startsWith('redpanda-console.'));
  expect(ofBrokers).toEqual(expect.arrayContaining(['redpanda', 'redpanda-0.redpanda-headless', 'redpanda-2.redpanda-headless'].map((host) => `${host}.${namespace}.svc.cluster.local`)));
  expect(await Promise.all(ofBrokers.map(async (name) => [name, await handshake(name)]))).toEqual(ofBrokers.map((name) => [name, 'verified']));
});

test.each([`redpanda-console.${namespace}.svc.cluster.local`, 'redpanda.elsewhere.svc.cluster.local'])('it has no other name, such as %s', async (name) => {
  expect(await handshake(name)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
});

/** What a client of the cluster finds that calls a server on loopback by a name. */
function handshake(servername: string, port = Number(main.at('internal').split(':')[1]), ca = clientsCa()): Promise<string | undefined> {
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
  expect(topicJob.stdout).toContain('5 created, 0 changed, 0 deleted, 0 as declared, 0 refused');
});

test('the Jobs of ACLs log in as the superuser, and give clients and who has a certificate the rights that are declared', () => {
  expect(aclJobs.map(({ status, stdout }) => [status, stdout.split('\n').at(-2)])).toEqual([
    [0, 'acls: 16 created, 0 removed, 0 as declared, 0 refused'],
    [0, 'acls: 3 created, 0 removed, 16 as declared, 0 refused'],
  ]);
});

test('the pod of `helm test` logs in and gets a record back', () => {
  const template = ['template', 'redpanda', join(main.out, 'chart'), '--namespace', namespace, '--show-only', 'templates/tests/round-trip.yaml'];
  const { spec } = parse(output(tool('helm'), template));
  const env = { ...main.scriptVariables(spec, 'helm-test'), REPLICATION_FACTOR: '1' };
  expect(run('bash', ['-c', ...spec.containers[0].args], { env })).toEqual({ status: 0, stdout: 'test: a record was sent and received again\n', stderr: '' });
});

const outcomes = new Map<FlavourName, Outcome>();

/** What comes of a client that is told the truth. */
function outcomeOf(client: FlavourName): Outcome {
  if (!outcomes.has(client)) outcomes.set(client, probe(client, client, main.clientVariables(client)));
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
  "another CA's certificate": (client: FlavourName) => ({ ...main.clientVariables(client), KAFKA_SSL_CA_PEM: main.stored('another')['tls.crt'] }),
  'a wrong password': (client: FlavourName) => ({ ...main.clientVariables(client), KAFKA_SASL_PASSWORD: 'wrong' }),
  'an address that is not in the certificate': (client: FlavourName) => main.clientVariables(client, main.at('unnamed')),
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
  const { 'tls.crt': cert, 'tls.key': key } = main.stored('redpanda-tls');
  const api = await AdminServer.start({ certificate: { cert: Buffer.from(cert), key: Buffer.from(key) }, users: { [superuser]: passwords[superuser]! } });
  const env = unpack(cluster, namespace, main.ofKind('StatefulSet')[0]!.spec.template.spec, join(cluster.folder, 'broker'), 'redpanda-0');
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
  ["another CA's certificate", () => ({ KAFKA_SSL_CA_PEM: main.stored('another')['tls.crt'] }), 'curl exited with 60'],
  ['a wrong password', () => ({ KAFKA_SASL_PASSWORD: 'wrong' }), '401'],
  ['an address that is not in the certificate', () => ({ KAFKA_SCHEMA_REGISTRY_URL: 'https://registry.example.com:8081' }), 'curl exited with 60'],
])('curl fails with %s', async (_, mislead, answer) => {
  expect(await askRegistry(mislead())).toBe(answer);
});

/** What a stand-in for the schema registry answers curl, which has the client's variables, some of them misleading. */
async function askRegistry(misleading: Record<string, string>): Promise<string> {
  const { KAFKA_SCHEMA_REGISTRY_URL: url, KAFKA_SASL_USERNAME: user, KAFKA_SASL_PASSWORD: password, KAFKA_SSL_CA_PEM: ca } = { ...main.clientVariables('generic'), ...misleading };
  const file = join(cluster.folder, 'registry-ca.crt');
  writeFileSync(file, ca!);
  return served(main.stored('redpanda-tls'), async (port) => {
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
  const before = main.stored(secret);
  const [object] = cluster.get('certificate', certificate, '-n', namespace);
  object!.status.conditions.push({ type: 'Issuing', status: 'True', reason: 'ManuallyTriggered', message: 'renewed by a test', lastTransitionTime: new Date().toISOString() });
  output(tool('kubectl'), ['replace', '--subresource=status', '-f', '-'], { env: cluster.env, input: JSON.stringify(object) });
  return [before, await cluster.waitFor(`renewed ${certificate}`, () => main.stored(secret)['tls.crt'] !== before['tls.crt'] && main.stored(secret), 30_000)];
}

/** What a client outside is told by the page, which has the files of a Secret. */
function outsider(files: Certificate): Record<(typeof outsiders)[number], Record<string, string>> {
  const { 'tls.crt': cert, 'tls.key': key, 'ca.crt': ca } = files;
  const folder = mkdtempSync(join(cluster.folder, 'outsider-'));
  for (const [file, text] of Object.entries({ ...files, 'tls.key-and-tls.crt': key + cert })) writeFileSync(join(folder, file), text);
  const [librdkafka = '', java = ''] = [...page.matchAll(/^```properties\n([^`]*)```/gm)].map(([, text]) => text);
  const variables = (prefix: string, properties: string) =>
    Object.fromEntries(
      properties.trim().split('\n').map((line) => {
        const [name = '', value = ''] = line.split('=');
        return [`${prefix}_${name.toUpperCase().replaceAll('.', '_')}`, name.endsWith('.location') ? join(folder, value) : value];
      }),
    );
  const address = mutual.at('external');
  const group = 'prediction-events';
  return {
    generic: { KAFKA_BOOTSTRAP_SERVERS: address, KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_PEM: ca, KAFKA_SSL_CERTIFICATE_PEM: cert, KAFKA_SSL_KEY_PEM: key },
    librdkafka: { KAFKA_BOOTSTRAP_SERVERS: address, KAFKA_GROUP_ID: group, KAFKA_AUTO_OFFSET_RESET: 'earliest', KAFKA_ACKS: 'all', ...variables('KAFKA', librdkafka) },
    spring: { SPRING_KAFKA_BOOTSTRAP_SERVERS: address, SPRING_KAFKA_CONSUMER_GROUP_ID: group, SPRING_KAFKA_CONSUMER_AUTO_OFFSET_RESET: 'earliest', ...variables('SPRING_KAFKA_PROPERTIES', java) },
  };
}

const outsiders = ['generic', 'librdkafka', 'spring'] as const;

test.each(outsiders)('a client outside, as one of %s, is whom its certificate names, and needs no password', (client) => {
  const { stdout, ...ended } = probe(client, 'prediction-events', outsider(mutual.stored('partner'))[client]);
  expect({ ...ended, received: stdout.match(/^(probe received )?hello$/gm) }).toMatchObject({ status: 0, received: [expect.anything()] });
});

test.each([
  ['with a certificate of somebody who has no rights', () => outsider(mutual.stored('stranger')), 'Topic authorization failed'],
  ["with a certificate that the brokers' CA has signed", () => outsider({ ...mutual.stored('redpanda-tls'), 'ca.crt': mutual.stored('partner')['ca.crt'] }), 'alert'],
  ['without a certificate', () => ({ librdkafka: { ...outsider(mutual.stored('partner')).librdkafka, KAFKA_SSL_CERTIFICATE_LOCATION: '', KAFKA_SSL_KEY_LOCATION: '' } }), 'alert'],
])('a client outside fails %s', (_, told, sentence) => {
  const { status, stdout, stderr } = probe('librdkafka', 'prediction-events', told().librdkafka);
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain(sentence);
});

describe.each([
  ['a certificate that was made by hand, and logins', byHand],
  ['TLS alone', encrypted],
  ['logins alone', asking],
])('with %s', (_, platform) => {
  test('the topic Job finds the topics as they are declared', () => {
    expect(platform.runJob('topics')).toMatchObject({ status: 0, stderr: '', stdout: 'topics: 0 created, 0 changed, 0 deleted, 5 as declared, 0 refused\n' });
  });

  test.each(['generic', 'librdkafka'] as const)('a program with nothing but the variables of %s sends and receives a record', (client) => {
    expect(probe(client, client, platform.clientVariables(client))).toMatchObject({ status: 0, stdout: 'hello\n' });
  });
});

test.each([
  ['logins alone', asking, { KAFKA_SASL_PASSWORD: 'wrong' }, 'SASL authentication failed'],
  ['TLS alone', encrypted, { KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT' }, 'metadata failed'],
])('with %s a program fails that does otherwise', (_, platform, wrong, sentence) => {
  const { status, stdout, stderr } = probe('generic', 'generic', { ...platform.clientVariables('generic'), ...wrong });
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain(sentence);
});

test("a listener outside that has another certificate is verified by its own CA, and not by the brokers'", () => {
  const variables = byHand.clientVariables('generic', byHand.at('external'));
  expect(probe('generic', 'generic', variables).stderr).toContain('unable to verify the first certificate');
  expect(probe('generic', 'generic', { ...variables, KAFKA_SSL_CA_PEM: byHand.stored('outside')['ca.crt'] })).toMatchObject({ status: 0, stdout: 'hello\n' });
});
