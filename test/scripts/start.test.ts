import { chmodSync, rmSync } from 'node:fs';
import { parse } from 'yaml';
import { testNeeding } from '../needing';
import { platformOf } from '../platform/objects';
import { Sandbox, type Ended } from './stand-ins';

const GiB = 1024 ** 3;

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.made('source');
  sandbox.made('config');
  sandbox.write('source/redpanda.yaml', 'redpanda:\n  empty_seed_starts_cluster: false\n');
  sandbox.write('source/bootstrap.yaml', 'default_topic_replications: 3\n');
  sandbox.standIn('rpk', '');
  diskOf(100 * GiB);
});

afterEach(() => sandbox.remove());

function diskOf(bytes: number): void {
  sandbox.standIn('df', `printf '     1B-blocks\\n%20d\\n' ${bytes}`);
}

function start(env: Record<string, string> = {}, ...args: string[]): Ended {
  return sandbox.run('start.sh', {
    POD_NAME: 'redpanda-2',
    SOURCE_DIR: `${sandbox.folder}/source`,
    CONFIG_DIR: `${sandbox.folder}/config`,
    DATA_DIR: '/var/lib/redpanda/data',
    CPU_REQUEST: '2000',
    MEMORY_REQUEST: '5120',
    BROKER_DOMAIN: 'redpanda-headless.events.svc.cluster.local',
    KAFKA_PORT: '9092',
    RPC_PORT: '33145',
    EXTERNAL_HOST: '127.0.0.1',
    EXTERNAL_PORT: '19092',
    EXTERNAL_PORT_STEP: '1',
    ...env,
  }, ...args);
}

function started(env: Record<string, string> = {}, ...args: string[]): string[] {
  expect(start(env, ...args)).toEqual({ status: 0, stdout: '', stderr: '' });
  return sandbox.calls('rpk').at(-1)?.split(' ') ?? [];
}

test('what is advertised has the names of the listeners in redpanda.yaml, or the broker would not know which one is meant', () => {
  const { data } = platformOf().objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'redpanda-config');
  const [, advertised = ''] = /^--advertise-kafka-addr=(.*)$/.exec(started().at(-1) ?? '') ?? [];
  expect(advertised.split(',').map((one) => one.split('://')[0])).toEqual(parse(data['redpanda.yaml']).redpanda.kafka_api.map(({ name }: { name: string }) => name));
});

test('where Kafka also listens without TLS and login, that is advertised, by the name it has in redpanda.yaml', () => {
  const { data } = platformOf('tls: { plaintext: open }').objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'redpanda-config');
  const [, advertised = ''] = /^--advertise-kafka-addr=(.*)$/.exec(started({ PLAIN_KAFKA_PORT: '9095' }).at(-1) ?? '') ?? [];
  expect(advertised.split(',').map((one) => one.split('://')[0])).toEqual(parse(data['redpanda.yaml']).redpanda.kafka_api.map(({ name }: { name: string }) => name));
  expect(advertised).toMatch(/,plaintext:\/\/redpanda-2\.redpanda-headless\.events\.svc\.cluster\.local:9095$/);
});

test('the broker starts with its sizes and addresses', () => {
  const host = 'redpanda-2.redpanda-headless.events.svc.cluster.local';
  expect(started()).toEqual([
    ...['redpanda', 'start', '--config', `${sandbox.folder}/config/redpanda.yaml`, '--check=false'],
    ...['--smp=2', '--memory=4608M', '--reserve-memory=0M'],
    `--advertise-rpc-addr=${host}:33145`,
    `--advertise-kafka-addr=internal://${host}:9092,external://127.0.0.1:19094`,
  ]);
});

test.each(['eu-central-1a', '1', 'null'])('the rack %s is a text to rpk, which reads a value as YAML', (RACK) => {
  const [, value = ''] = /^redpanda\.rack=(.*)$/.exec(started({ RACK })[started({ RACK }).indexOf('--set') + 1] ?? '') ?? [];
  expect(parse(value)).toBe(RACK);
});

test('flags that it is given come last, each as it is', () => {
  expect(started({}, '--lock-memory', '--a=$HOME;*', '--b').slice(-3)).toEqual(['--lock-memory', '--a=$HOME;*', '--b']);
});

test.each([
  ['100', '512', ['--smp=1', '--memory=460M', '--reserve-memory=0M', '--overprovisioned']],
  ['999', '1024', ['--smp=1', '--memory=921M', '--reserve-memory=0M', '--overprovisioned']],
  ['1000', '2048', ['--smp=1', '--memory=1843M', '--reserve-memory=0M']],
  ['1900', '2560', ['--smp=1', '--memory=2304M', '--reserve-memory=0M']],
  ['4000', '10240', ['--smp=4', '--memory=9216M', '--reserve-memory=0M']],
])('%s millicores and %s MiB become the sizes %j', (CPU_REQUEST, MEMORY_REQUEST, sizes) => {
  const flags = started({ CPU_REQUEST, MEMORY_REQUEST });
  expect(flags.filter((flag) => /^--(smp|memory|reserve-memory|overprovisioned)/.test(flag))).toEqual(sizes);
});

test.each([
  ['redpanda-0', '19092', '1', '127.0.0.1', '127.0.0.1:19092'],
  ['redpanda-11', '19092', '1', '127.0.0.1', '127.0.0.1:19103'],
  ['redpanda-11', '31092', '0', '10.0.0.7', '10.0.0.7:31092'],
  ['events-redpanda-1', '30092', '10', 'kafka.example.org', 'kafka.example.org:30102'],
  ['redpanda-0', '31092', '0', 'fd00::7', '[fd00::7]:31092'],
  ['redpanda-0', '31092', '0', '[fd00::7]', '[fd00::7]:31092'],
])('%s is reached from outside at port %s, step %s, host %s: %s', (POD_NAME, EXTERNAL_PORT, EXTERNAL_PORT_STEP, EXTERNAL_HOST, address) => {
  const flags = started({ POD_NAME, EXTERNAL_PORT, EXTERNAL_PORT_STEP, EXTERNAL_HOST });
  expect(flags.at(-1)).toMatch(new RegExp(`,external://${address.replace(/[[\].]/g, '\\$&')}$`));
});

test.each([
  ['2 GiB', 2 * GiB, 53687091],
  ['10 GiB', 10 * GiB, 268435456],
  ['100 GiB', 100 * GiB, 2684354560],
  ['200 GiB', 200 * GiB, 5 * GiB],
  ['1 TiB', 1024 * GiB, 5 * GiB],
  ['100 MiB', 100 * 1024 ** 2, 10 * 1024 ** 2],
])('a disk of %s keeps the right space free', (_, bytes, floor) => {
  diskOf(bytes);
  started();
  expect(sandbox.read('config/.bootstrap.yaml')).toBe(`default_topic_replications: 3\nstorage_min_free_bytes: ${floor}\n`);
});

test.each([2, 10, 100, 200, 1024])('the broker warns of a disk of %s GiB, from 5 % on, before it refuses records', (size) => {
  diskOf(size * GiB);
  started();
  const [, floor] = /storage_min_free_bytes: (\d+)/.exec(sandbox.read('config/.bootstrap.yaml')) ?? [];
  expect(Number(floor)).toBeLessThan(0.05 * size * GiB);
});

test('the size asked for is that of the data volume', () => {
  started();
  expect(sandbox.calls('df')).toEqual(['--block-size=1 --output=size /var/lib/redpanda/data']);
});

test('a free-space floor that was set by hand stays', () => {
  sandbox.write('source/bootstrap.yaml', 'storage_min_free_bytes: 12345678\nenable_sasl: false');
  started();
  expect(sandbox.read('config/.bootstrap.yaml')).toBe('storage_min_free_bytes: 12345678\nenable_sasl: false\n');
});

test('a new cluster starts with the properties that stand in a Secret', () => {
  sandbox.made('storage');
  sandbox.write('storage/cloud_storage_access_key', 'AKIA1');
  sandbox.write('storage/cloud_storage_secret_key', 'a/b+c=d');
  const env = { SECRETS_FOLDER: `${sandbox.folder}/storage`, SECRET_PROPERTIES: 'cloud_storage_access_key cloud_storage_secret_key' };
  started(env);
  expect(parse(sandbox.read('config/.bootstrap.yaml'))).toMatchObject({ default_topic_replications: 3, cloud_storage_access_key: 'AKIA1', cloud_storage_secret_key: 'a/b+c=d' });
  expect(sandbox.calls('rpk').join()).not.toContain('AKIA1');
});

test('a secret that no file could hold keeps the broker from starting, and is not told', () => {
  sandbox.made('storage');
  sandbox.write('storage/cloud_storage_secret_key', 'hunter2\n');
  const { status, stdout, stderr } = start({ SECRETS_FOLDER: `${sandbox.folder}/storage`, SECRET_PROPERTIES: 'cloud_storage_access_key cloud_storage_secret_key' });
  expect(status).toBe(1);
  expect(stderr).toContain('storage/cloud_storage_access_key is missing: the Secret that is mounted there must hold cloud_storage_access_key');
  expect(stderr).toContain('storage/cloud_storage_secret_key holds a blank, a line feed, a quote, a backslash or another character that no key has');
  expect(stdout + stderr).not.toContain('hunter2');
});

test.each(['', '{}\n'])('an empty bootstrap.yaml (%j) gets the free-space floor alone', (text) => {
  sandbox.write('source/bootstrap.yaml', text);
  started();
  expect(sandbox.read('config/.bootstrap.yaml')).toBe('storage_min_free_bytes: 2684354560\n');
});

test('a restarted container starts from the source again', () => {
  sandbox.write('config/redpanda.yaml', 'rewritten by rpk');
  started();
  expect(sandbox.read('config/redpanda.yaml')).toBe(sandbox.read('source/redpanda.yaml'));
});

test('a restarted container forgets what an earlier one found out', () => {
  const markers = ['config/.was-ready', 'config/.catching-up-since', 'config/.stopping'];
  markers.forEach((marker) => sandbox.write(marker, ''));
  started();
  expect(markers.filter((marker) => sandbox.has(marker))).toEqual([]);
});

test.each([
  [{ POD_NAME: '' }, 'POD_NAME is not set'],
  [{ POD_NAME: 'redpanda' }, "POD_NAME must end in the ordinal of the broker, but is 'redpanda'"],
  [{ POD_NAME: 'redpanda-01' }, "POD_NAME must end in the ordinal of the broker, but is 'redpanda-01'"],
  [{ CPU_REQUEST: '' }, 'CPU_REQUEST is not set'],
  [{ CPU_REQUEST: '500m' }, "CPU_REQUEST (millicores) must be a whole number, but is '500m'"],
  [{ MEMORY_REQUEST: '2Gi' }, "MEMORY_REQUEST (MiB) must be a whole number, but is '2Gi'"],
  [{ MEMORY_REQUEST: '0' }, 'MEMORY_REQUEST (MiB) must be more than 0'],
  [{ EXTERNAL_HOST: '' }, 'EXTERNAL_HOST is not set'],
  [{ RACK: '' }, 'RACK is empty, so this pod has no label topology.kubernetes.io/zone: its node lacks it, or Kubernetes is older than 1.35'],
  [{ EXTERNAL_PORT: 'a[$(touch hit)]' }, "EXTERNAL_PORT (a port) must be a whole number, but is 'a[$(touch hit)]'"],
  [{ EXTERNAL_PORT: '65534' }, 'EXTERNAL_PORT and EXTERNAL_PORT_STEP give redpanda-2 port 65536, which does not exist'],
  [{ SOURCE_DIR: '/nowhere' }, '/nowhere/redpanda.yaml cannot be read'],
])('fails with one sentence for %j', (env, sentence) => {
  expect(start(env)).toEqual({ status: 1, stdout: '', stderr: `start: ${sentence}\n` });
  expect(sandbox.calls('rpk')).toEqual([]);
});

test('fails when the size of the disk cannot be determined', () => {
  sandbox.standIn('df', 'exit 1');
  expect(start()).toEqual({ status: 1, stdout: '', stderr: 'start: the size of the disk under DATA_DIR (/var/lib/redpanda/data) cannot be determined\n' });
});

/** Certificates in two folders, and the superuser's password. */
function secured(password = 'p4ss.W_o~r+d/=-'): Record<string, string> {
  const folders = ['tls', 'external-tls'].map((name) => sandbox.made(name));
  for (const folder of ['tls', 'external-tls']) for (const file of ['tls.crt', 'tls.key', 'ca.crt']) sandbox.write(`${folder}/${file}`, 'PEM');
  return { TLS_FOLDERS: folders.join(' '), SUPERUSER: 'admin', SUPERUSER_PASSWORD_FILE: sandbox.write('password', password), SASL_MECHANISM: 'SCRAM-SHA-512' };
}

const environment = () => sandbox.read('environment').trimEnd().split('\n');

test('the superuser is in the environment of rpk, and nowhere else', () => {
  sandbox.standIn('rpk', 'env >"$SANDBOX/environment"');
  sandbox.link('env');
  const { SUPERUSER_PASSWORD_FILE: file = '', ...env } = secured();
  const flags = started({ ...env, SUPERUSER_PASSWORD_FILE: file });
  const password = sandbox.read('password');
  expect(environment().filter((variable) => variable.includes(password))).toEqual([`RP_BOOTSTRAP_USER=admin:${password}:SCRAM-SHA-512`]);
  expect([...flags, sandbox.read('config/redpanda.yaml'), sandbox.read('config/.bootstrap.yaml')].filter((text) => text.includes(password))).toEqual([]);
});

test('without a superuser rpk is told of none', () => {
  sandbox.standIn('rpk', 'env >"$SANDBOX/environment"');
  sandbox.link('env');
  started();
  expect(environment().filter((variable) => variable.startsWith('RP_'))).toEqual([]);
});

const secret = 'the Secret that is mounted there must hold tls.crt, tls.key and ca.crt';
const mounted = 'put another password under the key password of the Secret that is mounted there';

test.each<[string, () => Record<string, string> | void, () => string[]]>([
  ['a certificate is missing', () => rmSync(`${sandbox.folder}/tls/ca.crt`), () => [`${sandbox.folder}/tls/ca.crt is missing: ${secret}`]],
  ['a key is empty', () => void sandbox.write('external-tls/tls.key', ''), () => [`${sandbox.folder}/external-tls/tls.key is empty: ${secret}`]],
  ['a folder is missing', () => ({ TLS_FOLDERS: '/nowhere' }), () => ['tls.crt', 'tls.key', 'ca.crt'].map((file) => `/nowhere/${file} is missing: ${secret}`)],
  ['something else is in the place of a file', () => (rmSync(`${sandbox.folder}/tls/tls.crt`), void sandbox.made('tls/tls.crt')), () => [`${sandbox.folder}/tls/tls.crt cannot be read: ${secret}`]],
  ['the name of the superuser cannot be sent', () => ({ SUPERUSER: 'ad:min' }), () => ["SUPERUSER may hold only letters, digits and . _ -, but is 'ad:min'"]],
  ['Redpanda does not know the mechanism', () => ({ SASL_MECHANISM: 'PLAIN' }), () => ["SASL_MECHANISM must be SCRAM-SHA-256 or SCRAM-SHA-512, but is 'PLAIN'"]],
  ['there is no mechanism', () => ({ SASL_MECHANISM: '' }), () => ["SASL_MECHANISM must be SCRAM-SHA-256 or SCRAM-SHA-512, but is ''"]],
  ['there is no password', () => ({ SUPERUSER_PASSWORD_FILE: '/nowhere/password' }), () => [`/nowhere/password is missing: ${mounted}`]],
  ['nobody says where the password is', () => ({ SUPERUSER_PASSWORD_FILE: '' }), () => ['SUPERUSER_PASSWORD_FILE is not set']],
  ['several things are wrong', () => (rmSync(`${sandbox.folder}/tls/ca.crt`), void sandbox.write('password', '')), () => [`${sandbox.folder}/tls/ca.crt is missing: ${secret}`, `${sandbox.folder}/password is empty: ${mounted}`]],
])('says so and does not start if %s', (_, change, sentences) => {
  const env = secured();
  expect(start({ ...env, ...change() })).toEqual({ status: 1, stdout: '', stderr: sentences().map((sentence) => `start: ${sentence}\n`).join('') });
  expect(sandbox.calls('rpk')).toEqual([]);
});

testNeeding('a user other than root', process.getuid?.() !== 0)('says so and does not start if a key may not be read', () => {
  const env = secured();
  chmodSync(`${sandbox.folder}/tls/tls.key`, 0);
  expect(start(env)).toEqual({ status: 1, stdout: '', stderr: `start: ${sandbox.folder}/tls/tls.key cannot be read: ${secret}\n` });
});

test.each([
  ['a line feed at its end', 'open sesame\n', 'ends in a line feed, which some clients would send along'],
  ['a carriage return and a line feed at its end', 'sesame\r\n', 'ends in a line feed, which some clients would send along'],
  ['nothing but a line feed', '\n', 'ends in a line feed, which some clients would send along'],
  ['a zero byte', 'ses\0ame', 'holds a zero byte'],
  ...[' ', ':', '"', "'", '\\', ',', '$', '@', '\t', 'é', '\u00df', '\n'].map((character) => [
    JSON.stringify(character),
    `open${character}sesame`,
    'holds a character that some clients would change: only letters, digits and . _ ~ + / = - are safe',
  ]),
])('refuses a password with %s and does not print it', (_, password, reason) => {
  expect(start(secured(password))).toEqual({ status: 1, stdout: '', stderr: `start: ${sandbox.folder}/password ${reason}: ${mounted}\n` });
});
