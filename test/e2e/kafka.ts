import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, output, start, waitFor } from './process';
import { sourceHash } from './source-hash';
import { goBuildFolder } from './tools/go';
import { installed } from './tools/install';

const pom = join(__dirname, 'kafka/pom.xml');
const rpkSource = join(__dirname, 'rpk');

export interface Kafka {
  /** Address of the broker. */
  readonly bootstrap: string;
  stop(): Promise<void>;
}

/** A Kafka with listeners of several kinds. */
export interface SecuredKafka {
  /** Address of the broker at each listener. */
  readonly addresses: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface KafkaListener {
  /** With which it speaks TLS. */
  readonly certificate?: Certificate | undefined;
  /** How it wants to know who calls: by SCRAM-SHA-512, by a certificate of the same CA, or not at all. */
  readonly login: 'sasl' | 'mtls_identity' | 'none';
  /** @default 127.0.0.1 */
  readonly host?: string;
}

export interface KafkaSecurity {
  /** By their names, which are of letters. The first of them has logins by password. */
  readonly listeners: Readonly<Record<string, KafkaListener>>;
  /** Passwords of the users. */
  readonly passwords: Readonly<Record<string, string>>;
  /** The one of them whom no ACL restricts, nor whom nobody knows. The others may do what ACLs allow. */
  readonly superuser: string;
  /** How a certificate's subject becomes a user. */
  readonly principalRules: readonly string[];
}

/** Texts in PEM, by their keys in a Secret. */
export type Certificate = Readonly<Record<'tls.crt' | 'tls.key' | 'ca.crt', string>>;

/** Starts a Kafka broker on loopback. */
export async function startKafka(): Promise<Kafka> {
  const port = await freePort();
  const broker = await startBroker(({ controller }) => filled('open', { PORT: `${port}`, CONTROLLER_PORT: `${controller}` }));
  return { bootstrap: `127.0.0.1:${port}`, ...broker };
}

/** Starts a Kafka broker on loopback that is secured as the platform's brokers are. */
export async function startSecuredKafka({ listeners, passwords, superuser, principalRules }: KafkaSecurity): Promise<SecuredKafka> {
  const all = await Promise.all(Object.entries(listeners).map(async ([name, one]) => ({ name, ...one, address: `${one.host ?? '127.0.0.1'}:${await freePort()}` })));
  const users = Object.entries(passwords).flatMap(([name, password]) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`]);
  const addresses = (more: readonly string[]) => [...all.map(({ name, address }) => `${name}://${address}`), ...more].join();
  const settings = ({ controller, folder }: Place) => [
    `listeners=${addresses([`CONTROLLER://127.0.0.1:${controller}`])}`,
    `advertised.listeners=${addresses([])}`,
    `listener.security.protocol.map=${['CONTROLLER:PLAINTEXT', ...all.map(({ name, certificate, login }) => `${name}:${login === 'sasl' ? 'SASL_' : ''}${certificate ? 'SSL' : 'PLAINTEXT'}`)].join()}`,
    `inter.broker.listener.name=${all[0]!.name}`,
    `ssl.principal.mapping.rules=${principalRules.join()}`,
    ...all.flatMap((listener) => [...stores(listener, folder), ...logins(listener, superuser, passwords[superuser] ?? '')]),
    filled('secured', { SUPERUSER: superuser }),
  ].join('\n');
  const broker = await startBroker(settings, users);
  return { addresses: Object.fromEntries(all.map(({ name, address }) => [name, address])), ...broker };
}

/** Writes the certificate of a listener, and says where it is. */
function stores({ name, certificate, login }: KafkaListener & { readonly name: string }, folder: string): string[] {
  if (!certificate) return [];
  const [keys, trusted] = [join(folder, `${name}.keys`), join(folder, `${name}.trusted`)];
  // Kafka reads keys as PKCS#8 only.
  writeFileSync(keys, `${createPrivateKey(certificate['tls.key']).export({ type: 'pkcs8', format: 'pem' }).toString()}${certificate['tls.crt']}`);
  writeFileSync(trusted, certificate['ca.crt']);
  return Object.entries({
    'keystore.type': 'PEM',
    'keystore.location': keys,
    'truststore.type': 'PEM',
    'truststore.location': trusted,
    'client.auth': login === 'mtls_identity' ? 'required' : 'none',
  }).map(([key, value]) => `listener.name.${name.toLowerCase()}.ssl.${key}=${value}`);
}

/** A broker needs a login of its own where it could call itself. */
function logins({ name, login }: KafkaListener & { readonly name: string }, user: string, password: string): string[] {
  const module = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${password}";`;
  return login === 'sasl' ? [`listener.name.${name.toLowerCase()}.scram-sha-512.sasl.jaas.config=${module}`] : [];
}

/** Where a broker is. */
interface Place {
  /** Port of its controller. */
  readonly controller: number;
  /** Folder that lives as long as the broker. */
  readonly folder: string;
}

async function startBroker(settings: (place: Place) => string, format: readonly string[] = []): Promise<Pick<Kafka, 'stop'>> {
  const classPath = join(installKafka(), '*');
  const folder = mkdtempSync(join(tmpdir(), 'kafka-'));
  const controller = await freePort();
  const properties = join(folder, 'server.properties');
  const log = join(folder, 'kafka.log');
  writeFileSync(properties, `${filled('server', { CONTROLLER_PORT: `${controller}`, DIRECTORY: join(folder, 'data') })}\n${settings({ controller, folder })}\n`);
  try {
    output('java', [...jvm, '-cp', classPath, 'kafka.tools.StorageTool', 'format', '--cluster-id', 'ZW5kLXRvLWVuZC10ZXN0cw', '--config', properties, ...format]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const broker = start('kafka', 'java', [...jvm, '-cp', classPath, 'kafka.Kafka', properties], { log });
  const stop = async () => {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor('running Kafka', () => (broker.alive(), readFileSync(log, 'utf8').includes('Kafka Server started')), 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Folder with the libraries of Kafka. */
export function installKafka(): string {
  return installed({
    name: 'kafka',
    version: '4.1.2',
    file: '',
    build(folder) {
      output('mvn', ['--quiet', '--batch-mode', '--file', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`], { timeout: 900_000 });
    },
  });
}

/** Path of the stand-in for rpk. */
export function installRpkStandIn(): string {
  return installed({
    name: 'rpk-stand-in',
    version: sourceHash(rpkSource),
    file: 'rpk',
    build: (folder) => goBuildFolder(folder, rpkSource),
  });
}

/** As much as a few thousand topics take, or as many as are tried. */
const jvm = [process.env['TOPICS'] === undefined ? '-Xmx256m' : '-Xmx2g', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=info'];

/** The settings of a file, with the values where it names them. */
function filled(file: string, values: Record<string, string>): string {
  return readFileSync(join(__dirname, `kafka/${file}.properties`), 'utf8').replace(/@(\w+)@/g, (_, name: string) => values[name] ?? '');
}
