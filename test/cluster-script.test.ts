import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { madeKinds } from '../kubernetes/kind';
import { listeners, schemes, url } from '../redpanda/listener';
import { containersOf, platformOf } from './platform/objects';
import { Sandbox } from './scripts/stand-ins';

let sandbox: Sandbox;
let script: ChildProcess | undefined;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.standIn('kubectl', kubectl);
  sandbox.write('ports', services.flatMap(({ metadata, spec }) => spec.ports.map(({ name, port }: { name: string; port: number }) => `${metadata.name} ${name} ${port}\n`)).join(''));
  for (const program of ['awk', 'sort']) symlinkSync(join('/usr/bin', program), join(sandbox.bin, program));
});

afterEach(() => {
  script?.kill();
  sandbox.remove();
});

const objects = ['redpanda', 'orders'].flatMap((name) => platformOf(`name: ${name}`).objects);
const services = objects.filter(({ kind }) => kind === 'Service');
const at = ({ port }: { port: number }) => url(schemes.plain, `127.0.0.1:${port}`) as string;

/** Answers as the environment says, and of Services as the platform's are. A port-forward writes down its process id and goes on, until the file END-OF-… says that it ends. */
const kubectl = String.raw`
case "$1 $2" in
  'get service')
    while read -r service name port; do
      [[ "$3 $*" != "$service "*"\"$name\""* ]] || echo "$port"
    done <"$SANDBOX/ports"
    exit "${'$'}{SERVICE_STATUS:-0}"
    ;;
  'get statefulset') echo "$STATEFUL_SET"; exit "${'$'}{GET_STATUS:-0}" ;;
  'get secret') printf %s "$PASSWORD"; exit "${'$'}{GET_STATUS:-0}" ;;
  'exec -i') shift 7; PATH+=:/usr/bin:/bin exec "$@" ;;
  'get configmap') cat "$SANDBOX/redpanda.yaml" 2>/dev/null; exit "${'$'}{GET_STATUS:-0}" ;;
  'get --raw') exit "${'$'}{REACH_STATUS:-0}" ;;
  'get middlewares.traefik.io' | 'get httproutes.gateway.networking.k8s.io' | 'get certificates.cert-manager.io,issuers.cert-manager.io' | 'get podmonitors.monitoring.coreos.com,prometheusrules.monitoring.coreos.com') [[ ! -e $SANDBOX/${'$'}{2%%.*} ]] || exec cat "$SANDBOX/${'$'}{2%%.*}"; echo 'error: there is no such kind' >&2; exit 1 ;;
  'get '*) cat "$SANDBOX/live"; exit "${'$'}{LIST_STATUS:-0}" ;;
  'annotate '*) cat "$SANDBOX/declared"; exit "${'$'}{READ_STATUS:-0}" ;;
  'apply '*) echo applied; exit "${'$'}{APPLY_STATUS:-0}" ;;
  'delete '*) cat >>"$SANDBOX/deleted"; exit "${'$'}{DELETE_STATUS:-0}" ;;
esac
target=${'$'}{4##*/}
echo "$$" >"$SANDBOX/$target.pid"
while [[ -e $SANDBOX && ! -e $SANDBOX/$target.end ]]; do sleep 0.05; done
exit 1
`;

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: string[], env: Record<string, string> = {}) {
  const process = spawn('/bin/bash', [resolve('cluster.sh'), ...args], {
    cwd: sandbox.folder,
    env: { PATH: sandbox.bin, SANDBOX: sandbox.folder, STATEFUL_SET: '3 19092 127.0.0.1', ...env },
  });
  script = process;
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) process[stream].on('data', (data) => void (output[stream] += String(data)));
  const ended: Promise<Ended> = once(process, 'close').then(([status]) => ({ status, ...output }));
  return { ended, process, output };
}

/** Starts port-forwards, waits until they are open, and ends the script. */
async function forward(args: string[], env: Record<string, string>, ...targets: string[]): Promise<Ended & { calls: string[] }> {
  const { ended, process, output } = start(['port-forward', ...args], env);
  await opened(targets);
  // A forward may be open before the script has said where.
  while (output.stdout === '') await sleep(20);
  process.kill('SIGTERM');
  return { ...(await ended), calls: sandbox.calls('kubectl').filter((call) => call.startsWith('port-forward ')).sort() };
}

async function opened(targets: readonly string[]): Promise<number[]> {
  while (!targets.every((target) => sandbox.has(`${target}.pid`) && sandbox.read(`${target}.pid`) !== '')) {
    if (script?.exitCode !== null) throw new Error(`the script ended before it had opened ${targets.join(', ')}`);
    await sleep(20);
  }
  return targets.map((target) => Number(sandbox.read(`${target}.pid`)));
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const brokers = ['redpanda-0', 'redpanda-1', 'redpanda-2'];
const all = [...brokers, 'redpanda-external'];

test('redpanda-console forwards a local port to the Service of Console', async () => {
  expect(await forward(['redpanda-console'], {}, 'redpanda-console')).toMatchObject({
    stdout: `Redpanda Console: ${at(listeners.console)}\n`,
    calls: ['port-forward -n redpanda service/redpanda-console 8080:http'],
  });
});

test('schema-registry forwards a local port to the Service of the brokers', async () => {
  expect(await forward(['schema-registry'], {}, 'redpanda')).toMatchObject({
    stdout: `schema registry: ${at(listeners.schemaRegistry)}\n`,
    calls: ['port-forward -n redpanda service/redpanda 8081:schema-registry'],
  });
});

test('kafka forwards to every broker at the port that it advertises, and to the Service that clients start from', async () => {
  const { calls, stdout } = await forward(['kafka'], {}, ...all);
  expect(calls).toEqual([
    'port-forward -n redpanda pod/redpanda-0 19092:external',
    'port-forward -n redpanda pod/redpanda-1 19093:external',
    'port-forward -n redpanda pod/redpanda-2 19094:external',
    'port-forward -n redpanda service/redpanda-external 9092:kafka',
  ]);
  expect(stdout).toBe('bootstrap.servers=127.0.0.1:9092\n');
});

/** The brokers' file with these values. */
function brokersHave(values: string): void {
  const config = platformOf(values).objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'redpanda-config');
  sandbox.write('redpanda.yaml', config.data['redpanda.yaml']);
}

const sasl = 'sasl: { enabled: true, superuser: { secretName: superuser } }';

test.each([
  ['TLS', 'tls: { mode: cert-manager }', '', 'security.protocol=SSL\n'],
  ['a login', sasl, ' SCRAM-SHA-512', 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\n'],
  ['TLS and a login', `tls: { mode: cert-manager }\n${sasl}`, ' SCRAM-SHA-512', 'security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\n'],
  ['certificates of clients', `tls: { mode: cert-manager, externalClientAuth: true }\n${sasl}`, ' SCRAM-SHA-512', 'security.protocol=SSL\n'],
  ['TLS of other listeners only', 'tls: { mode: cert-manager, listeners: [kafka, admin] }', '', ''],
])('kafka says what a client needs besides the address with %s', async (_, values, mechanism, said) => {
  brokersHave(values);
  expect((await forward(['kafka'], { STATEFUL_SET: `3 19092 127.0.0.1${mechanism}` }, ...all)).stdout).toBe(`bootstrap.servers=127.0.0.1:9092\n${said}`);
});

test('schema-registry says https where that is what it speaks', async () => {
  brokersHave('tls: { mode: cert-manager }');
  expect((await forward(['schema-registry'], {}, 'redpanda')).stdout).toBe('schema registry: https://127.0.0.1:8081\n');
});

const pod = { ADMIN_URL: 'https://redpanda-0.redpanda-headless.redpanda.svc.cluster.local:9644', ADMIN_CA: '/etc/redpanda-tls/ca.crt', SUPERUSER: 'admin', SASL_MECHANISM: 'SCRAM-SHA-512' };
const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** Makes a user with a curl that writes down what it is sent, and answers the first request as a broker does that has the user. */
async function makeUser(env: Record<string, string> = {}, ...args: string[]) {
  sandbox.standIn('curl', 'cat >>"$SANDBOX/sent"; echo >>"$SANDBOX/sent"; for argument; do [[ $argument != /dev/fd/* ]] || cat "$argument" >>"$SANDBOX/login"; done; [[ "$*" != *POST* ]] || exit "${POST_STATUS:-0}"');
  sandbox.write('password', 'super-secret');
  const ended = await start(['user', 'orders', '-s', 'shop/orders-kafka', ...args], { ...pod, SUPERUSER_PASSWORD_FILE: join(sandbox.folder, 'password'), PASSWORD: encoded('abc-123'), ...env }).ended;
  return { ...ended, sent: sandbox.has('sent') ? sandbox.read('sent') : '', calls: [...sandbox.calls('kubectl'), ...sandbox.calls('curl')] };
}

const body = '{"username":"orders","password":"abc-123","algorithm":"SCRAM-SHA-512"}\n';

test('user sends the password of the Secret to the admin API of a broker, as the superuser', async () => {
  const { status, stdout, sent, calls } = await makeUser();
  expect({ status, stdout, sent }).toEqual({ status: 0, stdout: 'the user orders has the password of the Secret shop/orders-kafka\n', sent: body });
  expect(sandbox.read('login')).toBe('user = "admin:super-secret"\n');
  expect(calls.at(-1)).toContain('--cacert /etc/redpanda-tls/ca.crt --request POST');
});

test('user gives the password to a user that is there already', async () => {
  const { status, sent, calls } = await makeUser({ POST_STATUS: '22' });
  expect({ status, sent }).toEqual({ status: 0, sent: body + body });
  expect(calls.at(-1)).toMatch(/--request PUT .*\/v1\/security\/users\/orders$/);
});

test('no password is an argument of a program that user calls', async () => {
  const { calls } = await makeUser();
  expect(calls.filter((call) => /abc-123|super-secret/.test(call) || call.includes(encoded('abc-123')))).toEqual([]);
});

test.each([
  ['the Secret has no such key', { PASSWORD: '' }, 'cluster.sh: the Secret shop/orders-kafka has no key password\n'],
  ['the password has a character that clients change', { PASSWORD: encoded('a,b') }, 'the password must be letters, digits and . _ ~ + / = -, without a line feed: some clients would change others\ncluster.sh: the user orders was not made\n'],
  ['the password ends in a line feed', { PASSWORD: encoded('abc\n') }, 'the password must be letters, digits and . _ ~ + / = -, without a line feed: some clients would change others\ncluster.sh: the user orders was not made\n'],
  ['the brokers have no users', { SUPERUSER: '' }, 'the brokers ask nobody for a login (sasl.enabled is false)\ncluster.sh: the user orders was not made\n'],
])('user fails and sends nothing where %s', async (_, env: Record<string, string>, stderr) => {
  expect(await makeUser(env)).toMatchObject({ status: 1, stderr, sent: '' });
});

test.each([
  ['no Secret', ['user', 'orders'], '-s () must be NAMESPACE/SECRET'],
  ['a name that ends a login', ['user', 'a:b', '-s', 'a/b'], 'NAME (a:b) must be letters, digits and . _ -, and no dot or two alone'],
  ['a name that is a step of a path', ['user', '..', '-s', 'a/b'], 'NAME (..) must be letters, digits and . _ -, and no dot or two alone'],
])('user with %s is wrong usage', async (_, args, sentence) => {
  expect(await start(args).ended).toMatchObject({ status: 2, stderr: expect.stringContaining(`cluster.sh: ${sentence}\n`) });
});

test('every port that is forwarded to is called by its name in the Service or the pod', async () => {
  const calls = [...(await forward(['kafka'], {}, ...all)).calls, ...(await forward(['redpanda-console'], {}, 'redpanda-console')).calls, ...(await forward(['schema-registry'], {}, 'redpanda')).calls];
  const brokers = containersOf(objects.find(({ kind }) => kind === 'StatefulSet'));
  const named = { service: (name: string) => services.find(({ metadata }) => metadata.name === name).spec.ports, pod: () => brokers.flatMap(({ ports }) => ports) };
  for (const call of calls) {
    const [, kind = '', name = '', port = ''] = / (service|pod)\/(\S+) \d+:(\S+)$/.exec(call) ?? [];
    expect([call, named[kind as 'service' | 'pod'](name).map((one: { name: string }) => one.name)]).toEqual([call, expect.arrayContaining([port])]);
  }
});

test.each([
  ['cannot be read', { SERVICE_STATUS: '1' }, ''],
  ['has no such port', { NAME: 'events' }, 'cluster.sh: the Service events in redpanda has no port of the name schema-registry\n'],
])('fails before it opens anything where the Service %s', async (_, env: Record<string, string>, stderr) => {
  expect(await start(['port-forward', 'schema-registry'], env).ended).toEqual({ status: 1, stdout: '', stderr });
  expect(sandbox.calls('kubectl').filter((call) => call.startsWith('port-forward'))).toEqual([]);
});

test('the number of brokers and their ports are those of the StatefulSet', async () => {
  const { calls } = await forward(['kafka'], { STATEFUL_SET: '1 20000 127.0.0.1' }, 'redpanda-0', 'redpanda-external');
  expect(calls.filter((call) => call.includes('pod/'))).toEqual(['port-forward -n redpanda pod/redpanda-0 20000:external']);
});

test.each([
  ['-n', ['redpanda-console', '-n', 'events'], {}, 'port-forward -n events service/redpanda-console 8080:http'],
  ['NAMESPACE', ['redpanda-console'], { NAMESPACE: 'events' }, 'port-forward -n events service/redpanda-console 8080:http'],
  ['-n before NAMESPACE', ['redpanda-console', '-n', 'events'], { NAMESPACE: 'other' }, 'port-forward -n events service/redpanda-console 8080:http'],
  ['NAME', ['redpanda-console'], { NAME: 'orders' }, 'port-forward -n redpanda service/orders-console 8080:http'],
  ['-p', ['redpanda-console', '-p', '8081'], {}, 'port-forward -n redpanda service/redpanda-console 8081:http'],
])('%s is followed', async (_, args, env: Record<string, string>, call) => {
  expect(await forward(args, env, `${env.NAME ?? 'redpanda'}-console`)).toMatchObject({ calls: [call] });
});

/** Puts an output into the folder dist. */
function synthesized(...objects: string[]): void {
  sandbox.made('dist');
  sandbox.write('dist/.cdk8s-redpanda', '');
  sandbox.write('declared', `${objects.join('\n')}\n`);
}

test.each([
  ['the cluster of dist is meant', [], {}, 'port-forward -n model-registry service/orders-console 8080:http'],
  ['-n and NAME are followed before dist', ['-n', 'streams'], { NAME: 'redpanda' }, 'port-forward -n streams service/redpanda-console 8080:http'],
  ['-n alone leaves the name to dist', ['-n', 'streams'], {}, 'port-forward -n streams service/orders-console 8080:http'],
])('where there is an output %s', async (_, args, env: Record<string, string>, call) => {
  synthesized(line('StatefulSet', 'model-registry/orders'));
  const { calls } = await forward(['redpanda-console', ...args], env, `${env.NAME ?? 'orders'}-console`);
  expect(calls).toContain(call);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends every forward that was opened', async (signal, status) => {
  const { ended, process } = start(['port-forward', 'kafka']);
  const pids = await opened(all);
  expect(pids.map(runs)).toEqual([true, true, true, true]);
  process.kill(signal);
  expect(await ended).toMatchObject({ status, stderr: '' });
  expect(pids.map(runs)).toEqual([false, false, false, false]);
});

test('fails when one forward ends, and ends the others', async () => {
  const { ended } = start(['port-forward', 'kafka']);
  const pids = await opened(all);
  sandbox.write('redpanda-1.end', '');
  expect(await ended).toMatchObject({ status: 1, stderr: 'cluster.sh: the port-forward to pod/redpanda-1 has ended\n' });
  expect(pids.map(runs)).toEqual([false, false, false, false]);
});

test.each([
  ['there is no such StatefulSet', { GET_STATUS: '1' }, ''],
  [
    'brokers advertise themselves elsewhere',
    { STATEFUL_SET: '3 31092 $(HOST_IP)' },
    'cluster.sh: the brokers advertise themselves at $(HOST_IP) (broker.external.type is not ClusterIP): clients reach them there, without port-forwards\n',
  ],
  [
    'the StatefulSet is another one',
    { STATEFUL_SET: '3' },
    'cluster.sh: the StatefulSet redpanda in redpanda does not say how many brokers it has and which port they advertise\n',
  ],
])('fails before it opens anything where %s', async (_, env: Record<string, string>, stderr) => {
  expect(await start(['port-forward', 'kafka'], env).ended).toEqual({ status: 1, stdout: '', stderr });
  expect(sandbox.calls('kubectl')).toHaveLength(1);
});

/** An object as kubectl prints it for the script. */
const line = (kind: string, name: string, component = 'broker', cluster = 'redpanda|model-registry') => {
  const [namespace, object] = name.split('/');
  return `cdk8s-redpanda|${cluster}|${component}|${kind}|${namespace}|${object}|v1`;
};
const namespaceLine = '|||' + '|Namespace||model-registry|v1';
const brokers3 = line('StatefulSet', 'model-registry/redpanda');
const client = line('ConfigMap', 'services/redpanda-services-env', 'client');
const job = line('Job', 'model-registry/redpanda-topics-1', 'topics');
const declared = [namespaceLine, client, brokers3, job];
const selector = '-l app.kubernetes.io/managed-by=cdk8s-redpanda,app.kubernetes.io/instance=redpanda,redpanda.io/cluster-namespace=model-registry';

interface Applied extends Ended {
  /** The calls of kubectl, without how their answers are printed. */
  readonly calls: string[];
  /** What kubectl was told to delete, as KIND NAMESPACE/NAME. */
  readonly deleted: string[];
}

/** Runs `apply` where the API server has some objects already. */
async function apply(live: readonly string[], args: string[] = [], env: Record<string, string> = {}, folder: readonly string[] = declared): Promise<Applied> {
  sandbox.write('declared', `${folder.join('\n')}\n`);
  sandbox.write('live', live.map((text) => `${text}\n`).join(''));
  const ended = await start(['apply', ...args], env).ended;
  const deleted = sandbox.has('deleted') ? sandbox.read('deleted').split('\n').filter(Boolean).map((text) => JSON.parse(text)) : [];
  return {
    ...ended,
    calls: sandbox.calls('kubectl').map((call) => call.replace(/ -o jsonpath=.*/, '')),
    deleted: deleted.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`),
  };
}

const changes = ({ calls }: Applied) => calls.filter((call) => /^(apply|delete) /.test(call));

test('apply reads, lists, ends the Jobs, applies, and then deletes what is no longer declared', async () => {
  const policy = line('NetworkPolicy', 'model-registry/redpanda-allow-orders');
  const { calls, status, stdout, stderr, deleted } = await apply([client, job, policy]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(calls).toEqual([
    'annotate --local --overwrite -f dist redpanda.io/read=yes',
    'get --raw /version',
    `get configmaps,serviceaccounts,services,networkpolicies.networking.k8s.io,poddisruptionbudgets.policy,deployments.apps,ingresses.networking.k8s.io,jobs.batch -A ${selector}`,
    `get middlewares.traefik.io -A ${selector}`,
    `get httproutes.gateway.networking.k8s.io -A ${selector}`,
    `get certificates.cert-manager.io,issuers.cert-manager.io -A ${selector}`,
    `get podmonitors.monitoring.coreos.com,prometheusrules.monitoring.coreos.com -A ${selector}`,
    'delete --ignore-not-found --cascade=foreground --timeout=2m -f -',
    'apply -f dist',
    'delete --ignore-not-found --wait=false -f -',
  ]);
  expect(deleted).toEqual(['Job model-registry/redpanda-topics-1', 'NetworkPolicy model-registry/redpanda-allow-orders']);
  expect(stdout.split('\n')).toEqual([
    'deleting Job model-registry/redpanda-topics-1, to run its successor',
    'applied',
    'deleting NetworkPolicy model-registry/redpanda-allow-orders, which dist does not hold',
    '',
  ]);
});

test('apply runs every Job again, whatever it is for, and deletes one that is no longer declared', async () => {
  const settings = line('Job', 'model-registry/redpanda-settings-1', 'settings');
  const { deleted, stdout } = await apply([job, settings]);
  expect(deleted).toEqual(['Job model-registry/redpanda-settings-1', 'Job model-registry/redpanda-topics-1']);
  expect(stdout.match(/to run its successor/g)).toHaveLength(2);
});

test('apply deletes nothing on an empty cluster', async () => {
  expect(changes(await apply([]))).toEqual(['apply -f dist']);
});

test.each([
  ['another kind', line('Service', 'services/redpanda-services-env', 'client'), 'Service services/redpanda-services-env'],
  ['another namespace', line('ConfigMap', 'shop/redpanda-services-env', 'client'), 'ConfigMap shop/redpanda-services-env'],
  ['a name that begins alike', line('ConfigMap', 'services/redpanda-services', 'client'), 'ConfigMap services/redpanda-services'],
  ['a name that ends alike', line('ConfigMap', 'services/a-redpanda-services-env', 'client'), 'ConfigMap services/a-redpanda-services-env'],
  ['a name that a pattern would match', line('ConfigMap', 'services/redpanda.services-env', 'client'), 'ConfigMap services/redpanda.services-env'],
])('%s is not what is declared', async (_, other, deleted) => {
  expect(await apply([client, other])).toMatchObject({ status: 0, deleted: [deleted] });
});

test('what is declared stays though it has no label of ours any more', async () => {
  const bare = `||||ConfigMap|services|redpanda-services-env|v1`;
  expect(await apply([client], [], {}, [bare, brokers3])).toMatchObject({ status: 0, deleted: [] });
});

test('a login of Traefik that is no longer declared goes where the API server knows its kind', async () => {
  sandbox.write('middlewares', `${line('Middleware', 'model-registry/redpanda-console', 'console')}\n`);
  expect(await apply([client])).toMatchObject({ status: 0, stderr: '', deleted: ['Middleware model-registry/redpanda-console'] });
});

test('a route that is no longer declared goes where the API server knows its kind', async () => {
  sandbox.write('httproutes', `${line('HTTPRoute', 'model-registry/redpanda-console', 'console')}\n`);
  expect(await apply([client])).toMatchObject({ status: 0, stderr: '', deleted: ['HTTPRoute model-registry/redpanda-console'] });
});

test.each(['PodMonitor', 'PrometheusRule'])('a %s that is no longer declared goes where the API server knows its kind', async (kind) => {
  sandbox.write('podmonitors', `${line(kind, 'model-registry/redpanda', 'broker')}\n`);
  expect(await apply([client])).toMatchObject({ status: 0, stderr: '', deleted: [`${kind} model-registry/redpanda`] });
});

test('a login of Traefik that is declared stays', async () => {
  const login = line('Middleware', 'model-registry/redpanda-console', 'console');
  sandbox.write('middlewares', `${login}\n`);
  expect(await apply([client], [], {}, [...declared, login])).toMatchObject({ status: 0, deleted: [] });
});

const deletable = madeKinds.filter(({ kind }) => !['Namespace', 'StatefulSet'].includes(kind));

test.each(deletable.map((kind) => [kind.kind, kind] as const))('a %s that is no longer declared is deleted, and the usage says so', (_, { group, kind }) => {
  const plural = (word: string) => word.replace(/y$/, 'ie').replace(/(ss)$/, '$1e') + 's';
  const text = readFileSync('cluster.sh', 'utf8');
  const listed = [...text.matchAll(/(?:^prunable\+?=| list )(\S+)/gm)].flatMap(([, list = '']) => list.split(','));
  expect(listed).toContain(`${plural(kind.toLowerCase())}${group && `.${group}`}`);
  expect(/^apply applies[^]*?\n\n/m.exec(text)![0].split(/[\s,.]+/)).toContain(plural(kind));
});

test('--dry-run says what would happen, and changes nothing', async () => {
  const { calls, stdout, deleted } = await apply([line('Deployment', 'model-registry/redpanda-console', 'console'), job], ['--dry-run']);
  expect(calls.slice(7)).toEqual(['apply --dry-run=client -f dist']);
  expect(deleted).toEqual([]);
  expect(stdout.split('\n')).toEqual([
    'would delete Job model-registry/redpanda-topics-1, to run its successor',
    'applied',
    'would delete Deployment model-registry/redpanda-console, which dist does not hold',
    '',
  ]);
});

test("another folder is applied, and the cluster is the one that it describes", async () => {
  const applied = await apply([], ['dist/environments/dev'], {}, [line('StatefulSet', 'streams/events', 'broker', 'events|streams')]);
  expect(applied.calls[2]).toMatch(/ -A -l app.kubernetes.io\/managed-by=cdk8s-redpanda,app.kubernetes.io\/instance=events,redpanda.io\/cluster-namespace=streams$/);
  expect(changes(applied)).toEqual(['apply -f dist/environments/dev']);
});

test('--server-side lets the server apply, whoever else has set a field', async () => {
  expect(changes(await apply([], ['--server-side']))).toEqual(['apply --server-side --force-conflicts -f dist']);
});

test.each(['kustomization.yaml', 'kustomization.yml'])('a folder with a %s is read and applied by kustomize', async (name) => {
  const folder = sandbox.made('overlay');
  sandbox.write(`overlay/${name}`, '');
  const applied = await apply([], [folder]);
  expect([applied.calls[0], ...changes(applied)]).toEqual([`annotate --local --overwrite -k ${folder} redpanda.io/read=yes`, `apply -k ${folder}`]);
});

test("-n looks into the named namespaces and the brokers', and not into all", async () => {
  const { calls, deleted } = await apply([line('ConfigMap', 'shop/redpanda-shop-env', 'client')], ['-n', 'services', 'dist', '-n', 'shop']);
  expect(calls.filter((call) => call.startsWith('get configmaps')).map((call) => / (-A|--namespace=\S+) /.exec(call)?.[1])).toEqual(['--namespace=services', '--namespace=shop', '--namespace=model-registry']);
  // Each namespace has told of it here.
  expect(deleted).toEqual(['ConfigMap shop/redpanda-shop-env']);
});

test.each<[string, Record<string, string>, readonly string[], string]>([
  ['FOLDER cannot be read', { READ_STATUS: '1' }, declared, 'dist cannot be read as Kubernetes objects, so nothing was changed'],
  ['FOLDER holds nothing of ours', {}, ['||||ConfigMap|services|a|v1'], 'dist must be an output of cdk8s-redpanda: it holds no brokers of ours, so nothing was changed'],
  ["FOLDER holds somebody else's StatefulSet", {}, ['|redpanda|model-registry|broker|StatefulSet|model-registry|redpanda|apps/v1'], 'dist must be an output of cdk8s-redpanda: it holds no brokers of ours, so nothing was changed'],
  [
    'FOLDER holds two clusters',
    {},
    [...declared, line('StatefulSet', 'streams/events', 'broker', 'events|streams')],
    'dist must hold one cluster, and holds model-registry/redpanda and streams/events, so nothing was changed',
  ],
  [
    'an object of FOLDER has no namespace',
    {},
    [...declared, line('ConfigMap', '/a')],
    'ConfigMap a in dist must name its namespace: it would not be found again, so nothing was changed',
  ],
  ['no API server answers', { REACH_STATUS: '1' }, declared, 'kubectl reaches no API server, so nothing was changed'],
  [
    'the objects cannot be listed',
    { LIST_STATUS: '1' },
    declared,
    'the objects that are there cannot be listed, so nothing was changed: with -n NAMESPACE they are listed there and not in all namespaces',
  ],
])('apply changes nothing where %s', async (_, env, folder, message) => {
  const applied = await apply([job, line('Service', 'model-registry/gone')], [], env, folder);
  expect(applied).toMatchObject({ status: 1, stdout: '', stderr: `cluster.sh: ${message}\n` });
  expect(changes(applied)).toEqual([]);
});

test('after a failed apply nothing is deleted', async () => {
  const applied = await apply([line('Service', 'model-registry/gone')], [], { APPLY_STATUS: '1' });
  expect(applied).toMatchObject({ status: 1, deleted: [], stderr: 'cluster.sh: dist was not applied as a whole, so nothing that it does not hold was deleted\n' });
});

test('where a Job cannot be ended nothing is applied', async () => {
  const applied = await apply([job], [], { DELETE_STATUS: '1' });
  expect(applied).toMatchObject({ status: 1, stderr: 'cluster.sh: the last Jobs are not gone after two minutes, so dist was not applied\n' });
  expect(changes(applied)).toEqual(['delete --ignore-not-found --cascade=foreground --timeout=2m -f -']);
});

test('apply fails if what is gone cannot be deleted', async () => {
  expect(await apply([line('Service', 'model-registry/gone')], [], { DELETE_STATUS: '1' })).toMatchObject({ status: 1, stderr: 'cluster.sh: not all of that could be deleted\n' });
});

test('what is deleted is told by kind, namespace and name', async () => {
  const gone = [line('Service', 'b/a', 'topics'), line('ConfigMap', 'b/b'), line('Service', 'a/c'), line('ConfigMap', 'a/d', 'client')];
  expect((await apply(gone)).deleted).toEqual(['ConfigMap a/d', 'ConfigMap b/b', 'Service a/c', 'Service b/a']);
});

test('thousands of objects take no more calls than one', async () => {
  const many = Array.from({ length: 4000 }, (_, i) => line('NetworkPolicy', `model-registry/redpanda-allow-${i}`));
  const { status, calls, deleted } = await apply(many, [], {}, [...declared, ...many.slice(0, 2000)]);
  expect({ status, calls: calls.length }).toEqual({ status: 0, calls: 9 });
  expect([...deleted].sort()).toEqual(many.slice(2000).map((text) => `NetworkPolicy ${text.split('|')[5]}/${text.split('|')[6]}`).sort());
});

test.each([
  [[], 'say what to do'],
  [['forward'], 'forward is not a command'],
  [['port-forward'], 'say what to forward'],
  [['port-forward', 'postgres'], 'postgres cannot be forwarded'],
  [['port-forward', 'kafka', '-x'], '-x is not an option'],
  [['port-forward', 'kafka', '-n'], '-n needs a value'],
  [['port-forward', 'kafka', '-p', 'abc'], '-p (abc) must be a port'],
  [['port-forward', 'kafka', 'more'], 'more is one argument too many'],
  [['apply', '--force'], '--force is not an option'],
  [['apply', '-n'], '-n needs a value'],
  [['apply', '-n', ''], '-n needs a value'],
  [['apply', 'dist', 'more'], 'more is one argument too many'],
])('fails with the usage for %j', async (args, message) => {
  const { status, stdout, stderr } = await start(args).ended;
  expect({ status, stdout, first: stderr.split('\n').slice(0, 2) }).toEqual({
    status: 2,
    stdout: '',
    first: [`cluster.sh: ${message}`, 'usage: ./cluster.sh apply [FOLDER] [--dry-run] [--server-side] [-n NAMESPACE]...'],
  });
  expect(sandbox.calls('kubectl')).toEqual([]);
});

test.each([[['--help']], [['port-forward', 'kafka', '-h']], [['apply', '--help']]])('%j prints the usage', async (args) => {
  expect(await start(args).ended).toMatchObject({ status: 0, stdout: expect.stringMatching(/^usage: /), stderr: '' });
});
