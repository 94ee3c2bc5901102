import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sandbox } from './scripts/stand-ins';

let sandbox: Sandbox;
let script: ChildProcess | undefined;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.standIn('kubectl', kubectl);
});

afterEach(() => {
  script?.kill();
  sandbox.remove();
});

/** A port-forward writes down its process id and goes on, until the file END-OF-… says that it ends. */
const kubectl = String.raw`
if [[ $1 == get ]]; then
  echo "$STATEFUL_SET"
  exit "${'$'}{GET_STATUS:-0}"
fi
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
  return { ...(await ended), calls: sandbox.calls('kubectl').sort() };
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
const asked = 'get statefulset redpanda -n model-registry';

test('redpanda-console forwards a local port to the Service of Console', async () => {
  expect(await forward(['redpanda-console'], {}, 'redpanda-console')).toMatchObject({
    stdout: 'Redpanda Console: http://127.0.0.1:8080\n',
    calls: ['port-forward -n model-registry service/redpanda-console 8080:8080'],
  });
});

test('schema-registry forwards a local port to the Service of the brokers', async () => {
  expect(await forward(['schema-registry'], {}, 'redpanda')).toMatchObject({
    stdout: 'schema registry: http://127.0.0.1:8081\n',
    calls: ['port-forward -n model-registry service/redpanda 8081:8081'],
  });
});

test('kafka forwards to every broker at the port that it advertises, and to the Service that clients start from', async () => {
  const { calls, stdout } = await forward(['kafka'], {}, ...all);
  expect(calls[0]).toContain(asked);
  expect(calls.slice(1)).toEqual([
    'port-forward -n model-registry pod/redpanda-0 19092:9094',
    'port-forward -n model-registry pod/redpanda-1 19093:9094',
    'port-forward -n model-registry pod/redpanda-2 19094:9094',
    'port-forward -n model-registry service/redpanda-external 9092:9092',
  ]);
  expect(stdout).toBe('bootstrap.servers=127.0.0.1:9092\n');
});

test('the number of brokers and their ports are those of the StatefulSet', async () => {
  const { calls } = await forward(['kafka'], { STATEFUL_SET: '1 20000 127.0.0.1' }, 'redpanda-0', 'redpanda-external');
  expect(calls.filter((call) => call.includes('pod/'))).toEqual(['port-forward -n model-registry pod/redpanda-0 20000:9094']);
});

test.each([
  ['-n', ['redpanda-console', '-n', 'events'], {}, 'port-forward -n events service/redpanda-console 8080:8080'],
  ['NAMESPACE', ['redpanda-console'], { NAMESPACE: 'events' }, 'port-forward -n events service/redpanda-console 8080:8080'],
  ['-n before NAMESPACE', ['redpanda-console', '-n', 'events'], { NAMESPACE: 'other' }, 'port-forward -n events service/redpanda-console 8080:8080'],
  ['NAME', ['redpanda-console'], { NAME: 'orders' }, 'port-forward -n model-registry service/orders-console 8080:8080'],
  ['-p', ['redpanda-console', '-p', '8081'], {}, 'port-forward -n model-registry service/redpanda-console 8081:8080'],
])('%s is followed', async (_, args, env: Record<string, string>, call) => {
  expect(await forward(args, env, `${env.NAME ?? 'redpanda'}-console`)).toMatchObject({ calls: [call] });
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
    'cluster.sh: the StatefulSet redpanda in model-registry does not say how many brokers it has and which port they advertise\n',
  ],
])('fails before it opens anything where %s', async (_, env: Record<string, string>, stderr) => {
  expect(await start(['port-forward', 'kafka'], env).ended).toEqual({ status: 1, stdout: '', stderr });
  expect(sandbox.calls('kubectl')).toHaveLength(1);
});

test.each([
  [[], 'say what to do'],
  [['forward'], 'forward is not a command'],
  [['port-forward'], 'say what to forward'],
  [['port-forward', 'postgres'], 'postgres cannot be forwarded'],
  [['port-forward', 'kafka', '-x'], '-x is not an option'],
  [['port-forward', 'kafka', '-n'], '-n needs a value'],
  [['port-forward', 'kafka', '-p', 'abc'], '-p (abc) must be a port'],
  [['port-forward', 'kafka', 'more'], 'more is too much'],
])('fails with the usage for %j', async (args, message) => {
  const { status, stdout, stderr } = await start(args).ended;
  expect({ status, stdout, first: stderr.split('\n').slice(0, 2) }).toEqual({
    status: 2,
    stdout: '',
    first: [`cluster.sh: ${message}`, 'usage: ./cluster.sh port-forward redpanda-console|kafka|schema-registry [-n NAMESPACE] [-p PORT]'],
  });
  expect(sandbox.calls('kubectl')).toEqual([]);
});

test.each([[['--help']], [['port-forward', 'kafka', '-h']]])('%j prints the usage', async (args) => {
  expect(await start(args).ended).toMatchObject({ status: 0, stdout: expect.stringMatching(/^usage: /), stderr: '' });
});
