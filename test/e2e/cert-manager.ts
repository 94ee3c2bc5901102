import { join } from 'node:path';
import type { Cluster } from './cluster';
import { certificates } from './definitions';
import { run, type Outcome } from './process';
import { tool } from './tools';

/** Starts cert-manager beside a cluster, which stops it: its controller without the webhook. */
export async function startCertManager(cluster: Cluster): Promise<void> {
  await cluster.define(...certificates());
  cluster.start('cert-manager', join(tool('cert-manager'), 'controller'), ['--kubeconfig', cluster.kubeconfig]);
}

/** What the webhook would say of the objects in YAML files. */
export function lintCertificates(files: readonly string[]): Outcome {
  return run(join(tool('cert-manager'), 'lint'), files);
}
