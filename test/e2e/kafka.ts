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

/** A Kafka whose clients need TLS and a login. */
export interface SecuredKafka extends Kafka {
  /** Another address of the broker, which its certificate does not name. */
  readonly unnamed: string;
}

export interface KafkaSecurity {
  readonly certificate: Certificate;
  /** Passwords of the users, who log in by SCRAM-SHA-512. */
  readonly passwords: Readonly<Record<string, string>>;
  /** The one of them whom no ACL restricts. The others may do what ACLs allow. */
  readonly superuser: string;
}

/** Texts in PEM, by their keys in a Secret. */
export type Certificate = Readonly<Record<'tls.crt' | 'tls.key' | 'ca.crt', string>>;

/** Starts a Kafka broker on loopback. */
export async function startKafka(): Promise<Kafka> {
  return startBroker('open', {});
}

/** Starts a Kafka broker on loopback that is secured as the platform's brokers are. */
export async function startSecuredKafka({ certificate, passwords, superuser }: KafkaSecurity): Promise<SecuredKafka> {
  const port = await freePort();
  const users = Object.entries(passwords).flatMap(([name, password]) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`]);
  const files = {
    // Kafka reads keys as PKCS#8 only.
    KEY_STORE: `${createPrivateKey(certificate['tls.key']).export({ type: 'pkcs8', format: 'pem' }).toString()}${certificate['tls.crt']}`,
    TRUST_STORE: certificate['ca.crt'],
  };
  const kafka = await startBroker('secured', { UNNAMED_PORT: `${port}`, SUPERUSER: superuser, PASSWORD: passwords[superuser] ?? '' }, files, users);
  return { ...kafka, unnamed: `127.0.0.2:${port}` };
}

/** @param files texts that stand in files of their own, whose paths the settings name */
async function startBroker(settings: 'open' | 'secured', values: Record<string, string>, files: Record<string, string> = {}, format: readonly string[] = []): Promise<Kafka> {
  const classPath = join(installKafka(), '*');
  const folder = mkdtempSync(join(tmpdir(), 'kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  const log = join(folder, 'kafka.log');
  const paths = Object.fromEntries(Object.keys(files).map((name) => [name, join(folder, name)]));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const all = { ...values, ...paths, PORT: `${port}`, CONTROLLER_PORT: `${controllerPort}`, DIRECTORY: join(folder, 'data') };
  writeFileSync(properties, filled('server', all) + filled(settings, all));
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
  return { bootstrap: `127.0.0.1:${port}`, stop };
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

const jvm = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=info'];

/** The settings of a file, with the values where it names them. */
function filled(file: string, values: Record<string, string>): string {
  return readFileSync(join(__dirname, `kafka/${file}.properties`), 'utf8').replace(/@(\w+)@/g, (_, name: string) => values[name] ?? '');
}
