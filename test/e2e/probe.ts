import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { FlavourName } from '../../clients/flavours';
import { output, run, type Outcome } from './process';
import { sourceHash } from './source-hash';
import { installed } from './tools/install';

/** A program of a folder beside this file. */
interface Program {
  readonly folder: string;
  /** Path of what is run. */
  readonly file: string;
  /** Fetches and builds what it needs in a copy of the folder. */
  readonly build: (copy: string) => void;
  readonly command: (file: string, topic: string) => readonly string[];
}

const java = ['java', '-Xmx256m', '-XX:TieredStopAtLevel=1', '-jar'];
const packaged = (folder: string) => output('mvn', ['--quiet', '--batch-mode', '--file', join(folder, 'pom.xml'), 'package'], { timeout: 900_000 });

/** For each flavour a program with the Kafka client that it is for. */
const programs: Readonly<Record<FlavourName, Program>> = {
  spring: { folder: 'spring', file: 'target/probe-1.jar', build: packaged, command: (file, topic) => [...java, file, `--topic=${topic}`] },
  quarkus: { folder: 'quarkus', file: 'target/quarkus-app/quarkus-run.jar', build: packaged, command: (file, topic) => [...java, file, topic] },
  librdkafka: {
    folder: 'python',
    file: 'client.py',
    build: (folder) => output('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, '--requirement', join(folder, 'requirements.txt')]),
    command: (file, topic) => ['python3', file, topic],
  },
  generic: {
    folder: 'node',
    file: 'client.mjs',
    build: (folder) => output('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder }),
    command: (file, topic) => [process.execPath, file, topic],
  },
};

/** Path of a flavour's program, which is built first when it is missing. */
export function installProbe(flavour: FlavourName): string {
  const { folder, file, build } = programs[flavour];
  const source = join(__dirname, folder);
  return installed({
    name: `${folder}-probe`,
    version: sourceHash(source),
    file,
    build(to) {
      cpSync(source, to, { recursive: true });
      build(to);
    },
  });
}

/** Sends a record `hello` to a topic and receives it, with some variables and nothing else. Those of generic and librdkafka take more arguments. */
export function probe(flavour: FlavourName, topic: string, variables: NodeJS.ProcessEnv, ...more: string[]): Outcome {
  const [program, ...args] = programs[flavour].command(installProbe(flavour), topic);
  return run(program!, [...args, ...more], { env: { PATH: process.env.PATH, ...variables }, timeout: 120_000 });
}
