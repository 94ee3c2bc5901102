import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { madeKind } from '../../kubernetes/kind';
import { containerOf, env, Synthesized } from '../constructs/synth';
import { checks } from './checks';
import { KubeObject, ownValues, platformOf, warningsOf } from './objects';

// How the page turns on TLS and logins while clients run, and off again: each step is looked at beside the one before, since pods of both run side by side.

const page = readFileSync('docs/day-two.md', 'utf8');
const sectionOf = (heading: string): string => new RegExp(`^## ${heading}$[^]*?(?=^## )`, 'm').exec(page)?.[0] ?? '';
const blocks = (text: string, language: string): string[] => [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, of, block = '']) => (of === language ? [block] : []));


/** What a consumer wants of the listener at a port, or what that gives. */
interface Way {
  readonly port: number;
  readonly tls: boolean;
  readonly login: boolean;
}

class Step {
  readonly made: ReturnType<typeof platformOf>;
  readonly objects: Synthesized;
  readonly broker: KubeObject;
  private readonly file: KubeObject;

  constructor(
    readonly title: string,
    readonly text: string,
    readonly values: readonly string[],
    /** Whether the cluster has authorization when brokers start. */
    private readonly isAuthorized: boolean,
  ) {
    this.made = platformOf(ownValues, ...values);
    this.objects = new Synthesized(this.made.objects);
    this.broker = containerOf(this.objects.only('StatefulSet'));
    this.file = parse(this.objects.only('ConfigMap', 'redpanda-config').data['redpanda.yaml']);
  }

  /** Names of Kafka's listeners and their ports. */
  get names(): Record<string, number> {
    return Object.fromEntries(this.file.redpanda.kafka_api.map(({ name, port }: KubeObject) => [name, port]));
  }

  get listeners(): Way[] {
    const { redpanda, schema_registry: registry } = this.file;
    const joined = (all: readonly KubeObject[], tls: readonly KubeObject[] = []) =>
      all.map(({ name, port, authentication_method: method = 'none' }) => ({ port, tls: tls.some((one) => one.name === name && one.enabled), login: method !== 'none' }));
    return [
      ...joined(redpanda.kafka_api, redpanda.kafka_api_tls),
      ...joined(registry.schema_registry_api, registry.schema_registry_api_tls),
      // Its login is asked for by a property of the cluster, which step 9 sets.
      ...joined(redpanda.admin, redpanda.admin_api_tls),
      { port: redpanda.rpc_server.port, tls: redpanda.rpc_server_tls !== undefined, login: false },
    ];
  }

  get consumers(): Record<string, Way> {
    const { kafka, schemaRegistry, redpanda } = parse(this.objects.only('ConfigMap', 'redpanda-console').data['config.yaml']);
    const own = this.file.schema_registry_client;
    const topics = env(containerOf(this.objects.only('Job', 'redpanda-topics')));
    const client = this.clientEnv;
    const others = (this.objects.only('ConfigMap', 'redpanda-services-env').metadata.annotations['redpanda.io/other-variables'] as string | undefined) ?? '';
    const protocol = client['KAFKA_SECURITY_PROTOCOL'] ?? 'PLAINTEXT';
    const registryUrl = new URL(client['KAFKA_SCHEMA_REGISTRY_URL']!);
    const tlsOf = ({ tls }: KubeObject) => tls?.enabled === true;
    return {
      "the registry's client": { port: own.brokers[0].port, tls: own.broker_tls?.enabled === true, login: this.isAuthorized },
      'Console, Kafka': { port: portOf(kafka.brokers[0]), tls: tlsOf(kafka), login: kafka.sasl?.enabled === true },
      'Console, registry': { port: portOf(schemaRegistry.urls[0]), tls: tlsOf(schemaRegistry), login: schemaRegistry.authentication !== undefined },
      'Console, admin API': { port: portOf(redpanda.adminApi.urls[0]), tls: tlsOf(redpanda.adminApi), login: false },
      'topic Job, Kafka': { port: portOf(topics['RPK_BROKERS']!), tls: topics['RPK_TLS_CA'] !== undefined, login: topics['RPK_USER'] !== undefined },
      'topic Job, admin API': { port: portOf(topics['RPK_ADMIN_HOSTS']!), tls: topics['RPK_ADMIN_TLS_CA'] !== undefined, login: false },
      'client, Kafka': { port: portOf(client['KAFKA_BOOTSTRAP_SERVERS']!), tls: protocol.endsWith('SSL'), login: protocol.startsWith('SASL') },
      'client, registry': { port: Number(registryUrl.port), tls: registryUrl.protocol === 'https:', login: others.includes('PASSWORD') },
      brokers: { port: this.file.redpanda.rpc_server.port, tls: this.file.redpanda.rpc_server_tls !== undefined, login: false },
    };
  }

  get clientEnv(): Record<string, string> {
    return this.objects.only('ConfigMap', 'redpanda-services-env').data;
  }

  /** Who finds no listener like that. */
  cutOff({ listeners }: Step): string[] {
    const served = listeners.map((one) => JSON.stringify(one));
    return Object.entries(this.consumers).filter(([, { port, tls, login }]) => !served.includes(JSON.stringify({ port, tls, login }))).map(([consumer]) => consumer);
  }
}

const portOf = (address: string): number => Number(/:(\d+)$/.exec(address)?.[1]);

/** The steps of a section, the first of them where it begins. */
function walk(section: string, title: (step: string) => string, begin: Step, isAuthorized: boolean): Step[] {
  const chapters = section.split(/^(?=\*\*Step|### )/m).map((text) => ({ title: /^(?:\*\*|### )([\w ]+)/.exec(text)?.[1] ?? '', text })).filter((one) => one.title !== '');
  return chapters.reduce<{ all: Step[]; isAuthorized: boolean }>(
    ({ all, isAuthorized }, chapter) => {
      const next = new Step(title(chapter.title), chapter.text, [...all.at(-1)!.values, ...blocks(chapter.text, 'yaml')], isAuthorized);
      // Brokers know of it from their next start on.
      const [, authorization = String(isAuthorized)] = /kafka_enable_authorization (true|false)/.exec(chapter.text) ?? [];
      return { all: [...all, next], isAuthorized: authorization === 'true' };
    },
    { all: [begin], isAuthorized },
  ).all;
}

const [onSection, offSection] = [sectionOf('TLS and SASL on a running cluster'), sectionOf('TLS and SASL off again')];
const section = onSection + offSection;
const on = walk(onSection, (step) => step, new Step('before', '', [], false), false);
const [first, last] = [on[0]!, on.at(-1)!];
const off = walk(offSection, (step) => `Back, ${step}`, last, true);
const steps = [...on, ...off.slice(1)];
const step = (title: string): Step => steps.find((one) => one.title === title)!;
const pairs = steps.slice(1).map((next, i) => [next.title, steps[i]!, next] as const);
const changed = (a: KubeObject, b: KubeObject): boolean => JSON.stringify(a) !== JSON.stringify(b);

test('the page goes from no TLS and no login to both, everywhere', () => {
  expect(first.listeners.filter(({ tls, login }) => tls || login)).toEqual([]);
  expect(last.listeners.filter(({ tls }) => !tls)).toEqual([]);
  expect(last.made.values.tls.plaintext).toBe('none');
  expect(Object.entries(last.consumers).filter(([who, { login }]) => /Kafka|registry/.test(who) && !login)).toEqual([]);
});

test('the page goes back to what there was before', () => {
  const end = off.at(-1)!;
  expect([end.listeners, end.consumers]).toEqual([first.listeners, first.consumers]);
});

test.each(steps.map((one) => [one.title, one] as const))('%s: everybody finds what is right for them at brokers that have taken the step', (_, one) => {
  expect(one.cutOff(one)).toEqual([]);
});

const announced: Readonly<Record<string, readonly string[]>> = {
  'Step 4': ['Console, admin API', 'topic Job, admin API'],
  'TLS between brokers': ['brokers'],
  'Back, Step 1': ['brokers'],
  'Back, Step 5': ['Console, admin API', 'topic Job, admin API'],
};

test.each(pairs)('%s: while it is taken, nobody is cut off but those whom the page names', (title, previous, next) => {
  const cut = new Set([...previous.cutOff(next), ...next.cutOff(previous)]);
  expect([...cut]).toEqual(announced[title] ?? []);
});

test('whoever leaves out a step cuts off clients', () => {
  expect(step('Step 3').cutOff(step('Step 1'))).toContain('client, Kafka');
  expect(step('Step 2').cutOff(step('Step 4'))).toContain('client, Kafka');
  expect(step('Step 6').cutOff(step('Step 3'))).toContain('client, registry');
  expect(step('Step 4').cutOff(step('Step 7'))).toContain('client, Kafka');
  expect(step('Back, Step 2').cutOff(step('Back, Step 5'))).toContain('client, Kafka');
  expect(step('Back, Step 4').cutOff(step('Back, Step 7'))).toContain('client, Kafka');
});

test.each(pairs)('%s: the brokers, Console and clients restart where the page says so', (_, { objects: old, clientEnv }, { objects, clientEnv: newEnv, text }) => {
  const pods = (of: Synthesized, kind: string) => of.only(kind).spec.template;
  const restarting = {
    brokers: changed(pods(old, 'StatefulSet'), pods(objects, 'StatefulSet')),
    console: changed(pods(old, 'Deployment'), pods(objects, 'Deployment')),
    clients: changed(clientEnv, newEnv),
  };
  const said = blocks(text, 'yaml').length > 0;
  expect(restarting).toEqual({
    brokers: said,
    console: /Console/.test(text.split('```')[0]!),
    clients: text.includes('Restart the clients'),
  });
});

test.each(pairs)('%s: it changes nothing that the API server never lets change', (_, { objects: old }, { objects }) => {
  const fixed = ({ kind, ...object }: KubeObject) => (madeKind(kind).immutable ?? []).map((path) => path.split('.').reduce((value: KubeObject, key) => value?.[key], object));
  const both = objects.objects.flatMap((object) => old.objects.filter(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name && metadata.namespace === object.metadata.namespace).map((same) => [same, object] as const));
  expect(both.map(([, { kind }]) => kind)).toEqual(expect.arrayContaining(['StatefulSet', 'Service', 'Deployment']));
  expect(both.filter(([a, b]) => changed(fixed(a), fixed(b))).map(([, { metadata }]) => metadata.name)).toEqual([]);
});

test.each(steps.map((one) => [one.title, one.made] as const))('%s: all that must hold for objects holds', (_, made) => {
  expect(Object.entries(checks).flatMap(([name, check]) => check(made).map((finding) => `${name}: ${finding}`))).toEqual([]);
});

const forRunningClusters = 'tls.plaintext is used and sasl.enabled is true, which is only for a cluster that runs and has no authorization. A new one lets nobody do anything without a login, its own Console and topic Job neither: start it with none';

test.each(steps.map((one) => [one.title, one.made.values] as const))('%s: it warns of the other listeners as long as they are open', (_, values) => {
  const { plaintext } = values.tls;
  const sentence = `tls.plaintext is ${plaintext}. Whoever is admitted to the brokers gets past TLS and logins: set it to none when all clients have moved`;
  const isForNobodyNew = plaintext === 'used' && values.sasl.enabled;
  expect(warningsOf(values).filter((one) => one.startsWith('tls.plaintext'))).toEqual(plaintext === 'none' ? [] : [sentence, ...(isForNobodyNew ? [forRunningClusters] : [])]);
});

const listing = steps.flatMap((one) => [...one.text.matchAll(/listener_name = "(\w+)"/g)].map(([, name = '']) => [one.title, name, one] as const));

test.each(listing)('%s: the listener %s, whose connections the page lists, is one that nobody needs any more', (_, name, { names, consumers }) => {
  expect(Object.keys(names)).toContain(name);
  expect(Object.values(consumers).map(({ port }) => port)).not.toContain(names[name]);
});

test('the page lists the connections of both of the listeners that everybody leaves', () => {
  expect(listing.map(([title, name]) => [title, name])).toEqual([['Step 3', 'internal'], ['Step 6', 'plaintext'], ['Back, Step 4', 'internal'], ['Back, Step 6', 'plaintext']]);
});

const commands = blocks(section, '');

test('the commands of the page are such as bash can read', () => {
  expect(commands.length).toBeGreaterThan(7);
  const inner = commands.flatMap((command) => [...command.matchAll(/bash -c '([^']*)'/g)].map(([, text = '']) => text));
  expect(inner).not.toEqual([]);
  for (const text of [...commands, ...inner]) expect([text, spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr]).toEqual([text, '']);
});

test("what the page reads in a broker's pod is in its environment then, and no password is an argument", () => {
  const { text, broker } = step('Step 4');
  const [, command = ''] = /bash -c '([^']*)'/.exec(text) ?? [];
  const read = [...command.matchAll(/\$([A-Z_]+)|\$\(<"\$([A-Z_]+)"\)/g)].flatMap(([, a, b]) => a ?? b ?? []);
  expect(read.length).toBeGreaterThan(5);
  expect(Object.keys(env(broker))).toEqual(expect.arrayContaining(read));
  expect(command).not.toMatch(/rpk .*(pass|PASS)/);
});

test('what the page lets everybody do, it takes back in the same words', () => {
  const acls = [...section.matchAll(/rpk security acl (create|delete) (--allow-principal '\*' .*?)( --no-confirm)?$/gm)].map(([, verb, what]) => [verb, what]);
  expect(acls.map(([verb]) => verb)).toEqual(['create', 'delete']);
  expect(acls[0]![1]).toBe(acls[1]![1]);
});
