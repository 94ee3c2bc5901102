import { readFileSync } from 'node:fs';
import { Sandbox, sourceOf, type Ended } from './stand-ins';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
});

afterEach(() => sandbox.remove());

const run = (env: Record<string, string> = {}): Ended =>
  sandbox.run('round-trip.sh', { RPK_BROKERS: 'redpanda:9092', REPLICATION_FACTOR: '3', WAIT_SECONDS: '1', RETRY_SECONDS: '0.1', ...env });

/** A stand-in for rpk whose topics are files, with what comes before its commands. */
function rpk(before = ''): void {
  sandbox.standIn('rpk', `topic=$SANDBOX/$3\n${before}\ncase $2 in\n  create) : >"$topic" ;;\n  produce) cat >>"$topic" ;;\n  consume) cat "$topic" ;;\n  delete) rm "$topic" ;;\nesac`);
}

/** What rpk was called with, without the name of the topic. */
const calls = () => sandbox.calls('rpk').map((call) => call.replace(/redpanda-test-\d+-\d+/, 'TOPIC'));

const [create, produce, consume, remove] = ['create TOPIC --partitions 1 --replicas 3 --if-not-exists', 'produce TOPIC', 'consume TOPIC --offset start --num 1 --format %v\\n', 'delete TOPIC'].map((call) => `topic ${call}`);

test('a record is sent and received again, in a topic that is deleted', () => {
  rpk();
  expect(run()).toEqual({ status: 0, stdout: 'test: a record was sent and received again\n', stderr: '' });
  expect(calls()).toEqual([create, produce, consume, remove]);
});

test('two runs have topics of their own', () => {
  rpk();
  run();
  run();
  expect(new Set(sandbox.calls('rpk').map((call) => call.split(' ')[2])).size).toBe(2);
});

test('what fails at first is tried again', () => {
  rpk('[[ -e $SANDBOX/seen ]] || { : >"$SANDBOX/seen"; echo "unable to dial"; exit 1; }');
  expect(run()).toMatchObject({ status: 0, stderr: '' });
  expect(calls()).toEqual([create, create, produce, consume, remove]);
});

test.each([
  ['rpk fails', 'echo "unable to dial: connection refused" >&2; exit 1', 'unable to dial: connection refused'],
  ['another record comes back', '[[ $2 != consume ]] || { echo another; exit 0; }', 'another'],
  ['a refusal ends with 0', '[[ $2 != produce ]] || { cat >/dev/null; echo "UNKNOWN_TOPIC"; exit 0; }', 'nothing'],
])('fails when %s until the time is up, and deletes the topic', (_, before, said) => {
  rpk(before);
  expect(run()).toEqual({ status: 1, stdout: '', stderr: `test: no record came back within 1 seconds, and rpk said last: ${said}\n` });
  expect(calls().at(-1)).toBe(remove);
});

test.each([
  ['the login is refused', 'unable to create topics [redpanda-test]: SASL_AUTHENTICATION_FAILED: SASL Authentication failed.: invalid credentials with SASL mechanism SCRAM-SHA-512'],
  ['the certificate is not trusted', 'unable to create topics [redpanda-test]: unable to dial: tls: failed to verify certificate: x509: certificate signed by unknown authority'],
  ['the user may not make topics', 'TOPIC          STATUS\nredpanda-test  TOPIC_AUTHORIZATION_FAILED: Not authorized to access topics: [Topic authorization failed.]'],
])('says why where %s', (_, said) => {
  rpk(`[[ $2 == delete ]] || { echo '${said}' >&2; exit 1; }`);
  expect(run()).toEqual({ status: 1, stdout: '', stderr: `test: no record came back within 1 seconds, and rpk said last: ${said}\n` });
});

test.each(['RPK_BROKERS', 'REPLICATION_FACTOR', 'WAIT_SECONDS'])('fails without %s', (name) => {
  rpk();
  expect(run({ [name]: '' })).toEqual({ status: 1, stdout: '', stderr: `test: ${name} is not set\n` });
  expect(calls()).toEqual([]);
});

test('Kubernetes finds nothing to replace in the script, which is an argument of its container', () => {
  const script = readFileSync(sourceOf('round-trip.sh'), 'utf8');
  expect(script.match(/\$\$|\$\([A-Za-z_][\w.-]*\)/g)).toBeNull();
});
