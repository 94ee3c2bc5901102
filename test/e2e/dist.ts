import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { KubeObject } from './cluster';
import { run, type Outcome } from './process';

/** The output under test. */
export const dist = resolve(process.env.E2E_DIST ?? 'dist');

/** The folders of plain YAML under test. */
export const folders: Readonly<Record<string, string>> = { dist, dev: join(dist, 'environments/dev'), prod: join(dist, 'environments/prod') };

/** The chart under test. */
export const chart = join(dist, 'chart');

/** What `kubectl apply -f dist` reads, by file name. */
export function manifests(folder: string = dist): Map<string, KubeObject> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new Map(files.sort().map((name) => [name, parse(readFileSync(join(folder, name), 'utf8'))]));
}

/** The built command line. */
export function cli(...args: string[]): Outcome {
  return run(process.execPath, [resolve('lib/cli.js'), ...args]);
}

interface Values {
  readonly topics: readonly { readonly name: string }[];
}

/** As many topics as there may be, with names and configs of every day. */
export function manyTopics(): object {
  const configs = [{}, { 'retention.ms': 604800000 }, { 'cleanup.policy': 'compact', 'segment.bytes': 268435456 }, { 'retention.ms': null }];
  return { topics: Array.from({ length: 10_000 }, (_, index) => ({ name: `team-${index % 97}.orders.created.v${index}`, partitions: 1 + (index % 12), config: configs[index % 4] })) };
}

/** The topics and one more, as values. */
export function oneMoreTopic(): object {
  const { topics } = parse(readFileSync(join(chart, 'values.yaml'), 'utf8')) as Values;
  return { topics: [...topics, { ...topics[0], name: 'one-more-topic' }] };
}
