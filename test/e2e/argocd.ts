import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Cluster, KubeObject } from './cluster';
import { freePort } from './process';
import { tool } from './tools';

const namespace = 'argocd';

/** A real Argo CD: its controller and repository server, without the web interface. */
export interface ArgoCd {
  createApplication(application: KubeObject): void;
  /** The Application as Argo CD sees it now. */
  application(name: string): KubeObject;
  /** Makes Argo CD look at git now instead of at its next poll. */
  refresh(name: string): void;
}

/** Starts Argo CD beside a cluster, which stops it. */
export async function startArgoCd(cluster: Cluster): Promise<ArgoCd> {
  await prepare(cluster);
  await startPrograms(cluster);
  const application = (name: string) => {
    const [found] = cluster.get('applications', '-n', namespace).filter(({ metadata }) => metadata.name === name);
    if (found === undefined) throw new Error(`there is no Application ${name}`);
    return found;
  };
  return {
    application,
    createApplication: (object) => cluster.apply({ ...object, metadata: { ...object.metadata, namespace } }),
    refresh(name) {
      const { status, stderr } = cluster.kubectl('annotate', 'application', name, '-n', namespace, '--overwrite', 'argocd.argoproj.io/refresh=normal');
      if (status !== 0) throw new Error(stderr);
    },
  };
}

async function prepare(cluster: Cluster): Promise<void> {
  const crds = join(dirname(tool('argocd')), 'crds');
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  for (const file of readdirSync(crds).filter((name) => name.endsWith('-crd.yaml'))) cluster.apply(parse(readFileSync(join(crds, file), 'utf8')));
  cluster.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm', namespace, labels } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'argocd-secret', namespace, labels }, stringData: { 'server.secretkey': 'key' } },
  );
  const project = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace },
    spec: { sourceRepos: ['*'], destinations: [{ namespace: '*', server: '*' }], clusterResourceWhitelist: [{ group: '*', kind: '*' }] },
  };
  await cluster.waitFor(
    'resources of Argo CD',
    () => {
      cluster.apply(project);
      return cluster.get('applications,applicationsets', '-n', namespace).length === 0;
    },
    30_000,
  );
  cluster.kubectl('config', 'set-context', '--current', `--namespace=${namespace}`);
}

async function startPrograms(cluster: Cluster): Promise<void> {
  const folder = join(cluster.folder, 'argocd');
  for (const name of ['tls', 'ssh', 'bin']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'ssh/ssh_known_hosts'), '');
  const [redis, repository, repositoryMetrics, controllerMetrics] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const env = {
    ...cluster.env,
    PATH: [dirname(tool('helm')), dirname(tool('kustomize')), process.env.PATH].join(delimiter),
    ARGOCD_GPG_ENABLED: 'false',
    // So that the cluster of the kubeconfig is https://kubernetes.default.svc.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_TLS_DATA_PATH: join(folder, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(folder, 'ssh'),
  };
  // The binary decides by its name which of Argo CD's programs it is.
  const program = (name: string) => {
    const path = join(folder, 'bin', name);
    symlinkSync(tool('argocd'), path);
    return path;
  };

  cluster.start('redis', tool('redis-server'), ['--port', `${redis}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]);
  cluster.start(
    'argocd-repo-server',
    program('argocd-repo-server'),
    ['--address=127.0.0.1', `--port=${repository}`, '--metrics-address=127.0.0.1', `--metrics-port=${repositoryMetrics}`, `--redis=127.0.0.1:${redis}`, '--disable-tls'],
    { env },
  );
  cluster.start(
    'argocd-application-controller',
    program('argocd-application-controller'),
    [
      `--redis=127.0.0.1:${redis}`,
      `--repo-server=127.0.0.1:${repository}`,
      '--repo-server-plaintext',
      `--metrics-port=${controllerMetrics}`,
      '--app-resync=10',
      '--app-resync-jitter=0',
      '--persist-resource-health',
    ],
    { env },
  );
}
