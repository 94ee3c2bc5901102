import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { testNeeding } from '../needing';
import { runs } from '../template/runs';
import { AdminServer, type AdminServerOptions, type ServedAnswer } from './admin-server';
import { Authority, hasOpenssl, type Certificate } from './certificate';
import { seenInProcesses } from './processes';
import { Sandbox, type Ended } from './stand-ins';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const testWithCurl = testNeeding(hasCurl ? 'openssl 3' : 'curl', hasCurl && hasOpenssl);
const testWithProc = existsSync('/proc/self/cmdline') ? testWithCurl : testNeeding('/proc', false);

// Each test runs scripts that run curl, which takes its time on a busy machine.
jest.setTimeout(20_000);

interface Mode {
  readonly tls: boolean;
  readonly sasl: boolean;
}

const plain: Mode = { tls: false, sasl: false };
const both: Mode = { tls: true, sasl: true };
const modes: readonly Mode[] = [plain, { tls: true, sasl: false }, { tls: false, sasl: true }, both];
const nameOf = ({ tls, sasl }: Mode) => [tls && 'TLS', sasl && 'SASL'].filter(Boolean).join(' and ') || 'neither TLS nor SASL';

/** Name of a broker's pod, which no DNS server knows. */
const pod = 'redpanda-0.redpanda-headless.events.svc.cluster.local';

let folder: string;
let authority: Authority;
let another: Authority;
let certificate: Certificate;
let sandbox: Sandbox;
let password: string;
let servers: { stop(): Promise<void> }[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  if (!hasOpenssl) return;
  authority = new Authority(folder, 'ca');
  another = new Authority(folder, 'another-ca');
  certificate = authority.issue(pod, 'localhost');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  sandbox = cleanSandbox();
  servers = [];
  password = randomBytes(24).toString('hex');
  sandbox.write('password', password);
});

afterEach(async () => {
  sandbox.remove();
  await Promise.all(servers.map((server) => server.stop()));
});

function cleanSandbox(): Sandbox {
  const clean = new Sandbox();
  clean.standIn('curl', `PATH='${process.env['PATH']}' exec curl "$@"`);
  clean.made('config');
  clean.made('source');
  clean.write('source/replicas', '3\n');
  return clean;
}

/** Takes connections at a port of its own and says nothing. */
async function silence(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => socket.destroy()))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
    await once(server, 'close');
  };
  servers.push({ stop });
  return (server.address() as AddressInfo).port;
}

/** A broker that is ready to serve, and drains in two steps. */
async function broker({ tls, sasl }: Mode, options: AdminServerOptions = {}): Promise<AdminServer> {
  const server = await AdminServer.start({ ...(tls && { certificate }), ...(sasl && { users: { admin: password } }), ...options });
  servers.push(server);
  return server
    .answer('GET /v1/status/ready', { status: 'ready' })
    .answer('GET /v1/node_config', { node_id: 7 })
    .answer('GET /v1/maintenance', { draining: false })
    .answer('PUT /v1/brokers/7/maintenance', {})
    .answer('DELETE /v1/brokers/7/maintenance', {})
    .answer('GET /v1/brokers/7', { node_id: 7, membership_status: 'active' })
    .answer('GET /v1/cluster/health_overview', { leaderless_count: 0, under_replicated_count: 0 });
}

const draining = (api: AdminServer) => api.answer('GET /v1/maintenance', { draining: true, finished: false }, { draining: true, finished: true });

/** What the pod of such a broker has in its environment. */
function envOf({ tls, sasl }: Mode, api: AdminServer, env: Record<string, string>, { folder: home } = sandbox): Record<string, string> {
  return {
    ADMIN_URL: api.url(tls ? pod : '127.0.0.1'),
    SERVICE_URL: api.url('localhost'),
    CONFIG_DIR: `${home}/config`,
    SOURCE_DIR: `${home}/source`,
    LOG_FILE: '/nowhere/log',
    DRAIN_SECONDS: '10',
    POLL_SECONDS: '0.02',
    ...(tls && { ADMIN_CA: authority.file }),
    ...(sasl && { SUPERUSER: 'admin', SUPERUSER_PASSWORD_FILE: `${sandbox.folder}/password`, SASL_MECHANISM: 'SCRAM-SHA-512' }),
    ...env,
  };
}

const probe = (kind: string, mode: Mode, api: AdminServer, env: Record<string, string> = {}, where = sandbox): Promise<Ended> =>
  where.runAside('probe.sh', envOf(mode, api, env, where), kind);
const preStop = (mode: Mode, api: AdminServer, env: Record<string, string> = {}, where = sandbox): Promise<Ended> =>
  where.runAside('pre-stop.sh', envOf(mode, api, env, where));

const fit = { status: 0, stdout: '', stderr: '' };
const unfit = (reason: string) => ({ status: 1, stdout: '', stderr: `${reason}\n` });
const says = (...lines: string[]): Ended => ({ status: 0, stdout: lines.map((line) => `pre-stop: ${line}\n`).join(''), stderr: '' });

for (const mode of modes) {
  testWithCurl(`with ${nameOf(mode)} a ready broker passes every probe`, async () => {
    const api = await broker(mode);
    for (const kind of ['startup', 'liveness', 'readiness']) expect([kind, await probe(kind, mode, api)]).toEqual([kind, fit]);
  });

  testWithCurl(`with ${nameOf(mode)} a broker drains before it stops`, async () => {
    expect(await preStop(mode, draining(await broker(mode)))).toEqual(says('broker 7 is draining', 'broker 7 has drained'));
  });

  testWithCurl(`with ${nameOf(mode)} a restarted broker leaves maintenance mode`, async () => {
    const api = (await broker(mode)).answer('GET /v1/maintenance', { draining: true }, { draining: false });
    expect(await probe('readiness', mode, api)).toEqual(unfit('readiness: this broker was in maintenance mode and has just been taken out'));
    expect(await probe('readiness', mode, api)).toEqual(fit);
  });

  testWithCurl(`with ${nameOf(mode)} a change goes on to the leader, with the login if there is one`, async () => {
    const leader = await broker(mode);
    const api = draining(await broker(mode)).answer('PUT /v1/brokers/7/maintenance', { redirect: leader.url('localhost') });
    expect(await preStop(mode, api)).toEqual(says('broker 7 is draining', 'broker 7 has drained'));
    expect(leader.asked).toEqual([{ question: 'PUT /v1/brokers/7/maintenance', ...(mode.sasl && { login: `admin:${password}` }) }]);
  });
}

for (const mode of modes) {
  testWithCurl(`with ${nameOf(mode)} the name of the pod leads to its own broker, without DNS`, async () => {
    const api = await broker(mode);
    expect(await probe('readiness', mode, api, { ADMIN_URL: api.url(pod) })).toEqual(fit);
  });
}

testWithCurl('only questions that are not open are asked with a login', async () => {
  const api = await broker(both);
  api.answer('GET /v1/maintenance', { draining: true }, { draining: false });
  for (const kind of ['startup', 'liveness', 'readiness', 'readiness']) await probe(kind, both, api);
  draining(api);
  await preStop(both, api);
  const questions = (withLogin: boolean) => [...new Set(api.asked.filter(({ login }) => (login !== undefined) === withLogin).map(({ question }) => question))].sort();
  expect(questions(false)).toEqual(['GET /v1/cluster/health_overview', 'GET /v1/status/ready']);
  expect(questions(true)).toEqual(['DELETE /v1/brokers/7/maintenance', 'GET /v1/brokers/7', 'GET /v1/maintenance', 'GET /v1/node_config', 'PUT /v1/brokers/7/maintenance']);
});

/** What may come of a question, mostly what is good. What a drain asks again and again comes to an end. */
const some = (...answers: ServedAnswer[]) => fc.constantFrom(...answers);
const failing = [500, 503, 404, 'cut', {}] as const;
const answers = fc.record({
  'GET /v1/status/ready': some({ status: 'ready' }, { status: 'ready' }, { status: 'ready' }, { status: 'booting' }, ...failing),
  'GET /v1/node_config': some(...Array<object>(9).fill({ node_id: 7 }), ...failing),
  'GET /v1/maintenance': some(...Array<object>(5).fill({ draining: false }), ...Array<object>(4).fill({ draining: true }), ...failing),
  'GET /v1/brokers/7': some(...Array<object>(9).fill({ membership_status: 'active' }), { membership_status: 'draining' }, ...failing),
  'PUT /v1/brokers/7/maintenance': some({}, 400, { redirect: 'leader' }, ...failing),
  'DELETE /v1/brokers/7/maintenance': some({}, { redirect: 'leader' }, ...failing),
  'GET /v1/cluster/health_overview': some({ leaderless_count: 0, under_replicated_count: 0 }, { leaderless_count: 0, under_replicated_count: 2 }, { leaderless_count: 1, under_replicated_count: 1 }, ...failing),
});

async function decisions(mode: Mode, given: Record<string, ServedAnswer>) {
  const [api, leader, where] = [await broker(mode), await broker(mode), cleanSandbox()];
  for (const [question, answer] of Object.entries(given)) {
    api.answer(question, typeof answer === 'object' && 'redirect' in answer ? { redirect: leader.url('localhost') } : answer, ...(question.startsWith('PUT') ? [{}] : []));
  }
  const ended: Ended[] = [];
  for (const kind of ['startup', 'liveness', 'readiness']) ended.push(await probe(kind, mode, api, {}, where));
  api.answer('GET /v1/maintenance', given['GET /v1/maintenance'] ?? 404, { draining: true, finished: false }, { draining: true, finished: true });
  ended.push(await preStop(mode, api, {}, where));
  const wasReady = where.has('config/.was-ready');
  where.remove();
  // How a cut connection looks depends on what is spoken there.
  const said = ended.map(({ status, stdout, stderr }) => `${status} ${stdout}${stderr}`.replace(/\(curl: \d+\)/g, '(curl)'));
  return { said, wasReady, asked: api.questions, askedOfLeader: leader.questions };
}

testWithCurl(
  'for the same answers the decisions are the same in every mode',
  () =>
    fc.assert(
      fc.asyncProperty(answers, async (given) => {
        const [first, ...others] = await Promise.all(modes.map((mode) => decisions(mode, given)));
        for (const other of others) expect(other).toEqual(first);
      }),
      runs(8),
    ),
  120_000,
);

// What cannot be trusted.

const untrusted = 'its certificate has expired, is not for this host or does not come from the CA in';

const spoiled: readonly (readonly [string, () => { options?: AdminServerOptions; env?: Record<string, string> }, () => string])[] = [
  ['a CA that the certificate does not come from', () => ({ env: { ADMIN_CA: another.file } }), () => `(curl: 60): ${untrusted} ${another.file}`],
  ['a certificate for another name', () => ({ options: { certificate: authority.issue('localhost') } }), () => `(curl: 60): ${untrusted} ${authority.file}`],
  ['no file with the CA', () => ({ env: { ADMIN_CA: '/nowhere/ca.crt' } }), () => '(curl: 77): /nowhere/ca.crt holds no CA that can be read'],
];

for (const mode of modes.filter(({ tls }) => tls)) {
  for (const [what, spoil, reason] of spoiled) {
    testWithCurl(`with ${nameOf(mode)} and ${what}, a broker lives on but does not become ready, and stops without a drain`, async () => {
      const { options, env } = spoil();
      const api = await broker(mode, options);
      expect(await probe('startup', mode, api, env)).toEqual(fit);
      expect(await probe('liveness', mode, api, env)).toEqual(fit);
      expect(await probe('readiness', mode, api, env)).toEqual(unfit(`readiness: the admin API gave no answer to /v1/node_config ${reason()}`));
      expect(await preStop(mode, api, env)).toEqual(says(`the admin API gave no answer to /v1/node_config ${reason()}: stopping without a drain`));
      expect(new Set(api.questions)).toEqual(new Set(['GET /v1/status/ready']));
    });
  }
}


testWithCurl('a certificate that nobody can trust any more does not kill a broker that serves its clients', async () => {
  const api = await broker(both);
  expect(await probe('readiness', both, api)).toEqual(fit);
  const changed = { ADMIN_CA: another.file };
  for (const kind of ['liveness', 'readiness']) expect([kind, await probe(kind, both, api, changed)]).toEqual([kind, fit]);
});

// Where a login may go.

for (const [where, leader, reason] of [
  ['another CA', () => broker(both, { certificate: another.issue('localhost') }), /\(curl: 60\): its certificate/],
  ['a certificate for another name', () => broker(both, { certificate: authority.issue('leader.events.svc') }), /\(curl: 60\): its certificate/],
  ['no TLS', () => broker({ tls: false, sasl: true }), /\(curl: 1\): trying again/],
] as const) {
  testWithCurl(`no login follows a redirect to a leader with ${where}`, async () => {
    const other = await leader();
    const api = draining(await broker(both)).answer('PUT /v1/brokers/7/maintenance', { redirect: other.url('localhost') }, {});
    const { status, stdout } = await preStop(both, api);
    expect([status, stdout]).toEqual([0, expect.stringMatching(reason)]);
    expect(stdout).toMatch(/broker 7 has drained\n$/);
    expect(other.asked).toEqual([]);
  });
}

// Logins that are refused.

const noUser = () => `the cluster has no user admin, or one with another password than that in ${sandbox.folder}/password`;

const refusals: readonly (readonly [string, (api: AdminServer) => Record<string, string> | void, () => string])[] = [
  ['another password', () => void sandbox.write('password', 'another'), () => `the admin API answered /v1/node_config with 401: ${noUser()}`],
  ['no such user', (api) => void (api.users = { root: password }), () => `the admin API answered /v1/node_config with 401: ${noUser()}`],
  ['a user without rights', (api) => void (api.users = { root: '', admin: password }), () => 'the admin API answered /v1/node_config with 403: admin is not one of the superusers of the cluster'],
  ['nobody to ask as', () => ({ SUPERUSER: '' }), () => 'the admin API answered /v1/node_config with 403: it asks for a superuser, and SUPERUSER is not set'],
  ['no password file', () => ({ SUPERUSER_PASSWORD_FILE: '/nowhere/password' }), () => '/nowhere/password is missing'],
  ['an empty password file', () => void sandbox.write('password', ''), () => `${sandbox.folder}/password is empty`],
  ['a password that ends in a line feed', () => void sandbox.write('password', `${password}\n`), () => `${sandbox.folder}/password ends in a line feed, which some clients would send along`],
  ['a password that would be a setting of curl', () => void sandbox.write('password', 'a"\noutput = "stolen'), () => `${sandbox.folder}/password holds a character that some clients would change: only letters, digits and . _ ~ + / = - are safe`],
];

for (const mode of modes.filter(({ sasl }) => sasl)) {
  for (const [what, change, reason] of refusals) {
    testWithCurl(`with ${nameOf(mode)} and ${what}, a broker lives on but does not become ready, and stops without a drain`, async () => {
      const api = await broker(mode);
      const env = change(api) ?? {};
      expect(await probe('startup', mode, api, env)).toEqual(fit);
      expect(await probe('liveness', mode, api, env)).toEqual(fit);
      expect(await probe('readiness', mode, api, env)).toEqual(unfit(`readiness: ${reason()}`));
      expect(await preStop(mode, api, env)).toEqual(says(`${reason()}: stopping without a drain`));
    });
  }
}

testWithCurl('a password that changes needs no restart', async () => {
  const api = await broker(both);
  api.users = { admin: 'the-next-one' };
  expect((await probe('readiness', both, api)).status).toBe(1);
  sandbox.write('password', 'the-next-one');
  expect(await probe('readiness', both, api)).toEqual(fit);
});

testWithCurl('where brokers ask for no users yet, a login does no harm', async () => {
  const api = await broker(both, { users: undefined as never });
  expect(await probe('readiness', both, api)).toEqual(fit);
});

// While brokers disagree about TLS.

for (const [what, mode, ready] of [
  ['turned on', both, plain],
  ['turned off', plain, both],
] as const) {
  testWithCurl(`while TLS is being ${what}, a broker waits for replicas as the brokers that are ready count them`, async () => {
    const [api, old] = [await broker(mode), await broker(ready)];
    const env = { SERVICE_URL: old.url('localhost').replace(/^https?/, mode.tls ? 'https' : 'http') };
    old.answer('GET /v1/cluster/health_overview', { leaderless_count: 0, under_replicated_count: 3 }, { leaderless_count: 0, under_replicated_count: 0 });
    expect(await probe('readiness', mode, api, env)).toEqual(unfit('readiness: 3 partitions lack a replica'));
    expect(await probe('readiness', mode, api, env)).toEqual(fit);
    expect(old.asked).toEqual(Array(2).fill({ question: 'GET /v1/cluster/health_overview' }));
  });
}

testWithCurl('a ready broker that speaks neither scheme is waited for, and not for ever', async () => {
  const [api, deaf] = [await broker(both), await broker(plain)];
  deaf.answer('GET /v1/cluster/health_overview', 'cut');
  const env = { SERVICE_URL: deaf.url('localhost').replace('http:', 'https:') };
  expect(await probe('readiness', both, api, env)).toEqual(
    unfit('readiness: whether the cluster has caught up cannot be determined: no answer to /v1/cluster/health_overview (curl: 35)'),
  );
  sandbox.write('config/.catching-up-since', `${Math.floor(Date.now() / 1000) - 901}`);
  expect(await probe('readiness', both, api, env)).toEqual(fit);
});

// Who takes a connection and says nothing.

testWithCurl('a ready broker that never ends the handshake is waited for', async () => {
  const [api, silent] = [await broker(both), await silence()];
  expect(await probe('readiness', both, api, { SERVICE_URL: `https://localhost:${silent}` })).toEqual(
    unfit('readiness: whether the cluster has caught up cannot be determined: no answer to /v1/cluster/health_overview (curl: 28)'),
  );
});

testWithCurl('a broker that never ends the handshake fails every probe in time, and its stop is not held up', async () => {
  const ADMIN_URL = `https://${pod}:${await silence()}`;
  const api = await broker(both);
  const began = Date.now();
  for (const kind of ['startup', 'liveness', 'readiness']) expect(await probe(kind, both, api, { ADMIN_URL })).toEqual(unfit(`${kind}: the admin API gave no answer to /v1/status/ready (curl: 28)`));
  expect((await preStop(both, api, { ADMIN_URL, DRAIN_SECONDS: '1' })).status).toBe(0);
  expect(Date.now() - began).toBeLessThan(14_000);
});

// Where a password may not be seen.

testWithProc('no process of a probe or a drain has the password among its arguments or variables, and nothing prints it', async () => {
  const seen: string[] = [];
  const api = await broker(both, { onQuestion: () => seen.push(...seenInProcesses()) });
  const ended = [await probe('readiness', both, api), await probe('liveness', both, api), await preStop(both, draining(api))];
  api.users = { admin: 'another' };
  ended.push(await probe('readiness', both, api, { CONFIG_DIR: sandbox.made('again') }), await preStop(both, api, { CONFIG_DIR: sandbox.made('again') }));
  sandbox.write('password', `${password}\n`);
  ended.push(await probe('readiness', both, api, { CONFIG_DIR: sandbox.made('once-more') }));
  expect(api.asked.filter(({ login }) => login === `admin:${password}`).length).toBeGreaterThan(5);
  expect(seen.filter((text) => text.includes('/v1/node_config')).length).toBeGreaterThan(2);
  const written = readdirSync(sandbox.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'password')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect([...seen, ...written, ...ended.flatMap(({ stdout, stderr }) => [stdout, stderr])].filter((text) => text.includes(password))).toEqual([]);
});
