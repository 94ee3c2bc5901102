import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, output, start, waitFor } from './process';
import { sourceHash } from './source-hash';
import { installed } from './tools/install';

const pom = join(__dirname, 'kafka/pom.xml');
const rpkSource = join(__dirname, 'rpk');

export interface Kafka {
  /** Address of the broker. */
  readonly bootstrap: string;
  stop(): Promise<void>;
}

/** Starts a Kafka broker on loopback. */
export async function startKafka(): Promise<Kafka> {
  const classPath = join(installKafka(), '*');
  const folder = mkdtempSync(join(tmpdir(), 'kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  const log = join(folder, 'kafka.log');
  writeFileSync(properties, serverProperties({ PORT: `${port}`, CONTROLLER_PORT: `${controllerPort}`, DIRECTORY: join(folder, 'data') }));
  try {
    output('java', [...jvm, '-cp', classPath, 'kafka.tools.StorageTool', 'format', '--cluster-id', 'ZW5kLXRvLWVuZC10ZXN0cw', '--config', properties]);
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
    build(folder) {
      output('go', ['build', '-o', join(folder, 'rpk'), '.'], {
        cwd: rpkSource,
        env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
        timeout: 900_000,
      });
    },
  });
}

const jvm = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=info'];

function serverProperties(values: Record<string, string>): string {
  return readFileSync(join(__dirname, 'kafka/server.properties'), 'utf8').replace(/@(\w+)@/g, (_, name: string) => values[name] ?? '');
}
