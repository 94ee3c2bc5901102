import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Cluster } from './cluster';
import { run, type Outcome } from './process';
import { tool } from './tools';

/** Starts cert-manager beside a cluster, which stops it: its controller without the webhook. */
export function startCertManager(cluster: Cluster): void {
  defineCertificates(cluster);
  cluster.start('cert-manager', join(tool('cert-manager'), 'controller'), ['--kubeconfig', cluster.kubeconfig]);
}

/** Has the API server know cert-manager's kinds. */
export function defineCertificates(cluster: Cluster): void {
  const folder = tool('cert-manager');
  const definitions = readdirSync(join(folder, 'crds'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => parse(readFileSync(join(folder, 'crds', file), 'utf8')));
  cluster.apply(...definitions);
  const { status, stderr } = cluster.kubectl('wait', '--for=condition=Established', '--timeout=30s', ...definitions.map(({ metadata }) => `crd/${metadata.name}`));
  if (status !== 0) throw new Error(stderr);
}

/** What the webhook would say of the objects in YAML files. */
export function lintCertificates(files: readonly string[]): Outcome {
  return run(join(tool('cert-manager'), 'lint'), files);
}
