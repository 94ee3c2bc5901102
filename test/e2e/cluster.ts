import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Definition } from './definitions';
import { freePort, output, run, start, waitFor, type Outcome, type Program, type StartProps } from './process';
import { tool } from './tools';

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly generation?: number;
    readonly resourceVersion?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
  };
  readonly [field: string]: any;
}

/** A real control plane on loopback, whose nodes and containers are simulated. */
export interface Cluster {
  /** Folder for whatever belongs to this cluster, deleted by `stop`. */
  readonly folder: string;
  readonly kubeconfig: string;
  /** Environment in which kubectl, helm and the like talk to this cluster. */
  readonly env: NodeJS.ProcessEnv;
  kubectl(...args: string[]): Outcome;
  /** What `kubectl get` finds. */
  get(...args: string[]): KubeObject[];
  /** Applies objects of the test itself. */
  apply(...objects: object[]): void;
  /** Applies CustomResourceDefinitions, and waits until kubectl finds their kinds. */
  define(...definitions: Definition[]): Promise<void>;
  /** Runs a program beside the control plane until `stop`. */
  start(name: string, command: string, args: readonly string[], props?: Omit<StartProps, 'log'>): Program;
  /** Calls until there is an answer, or a program of the cluster has ended. */
  waitFor<T>(description: string, ask: () => T | undefined | false, timeout: number): Promise<T>;
  stop(): Promise<void>;
}

export interface ClusterProps {
  /** @default 3 */
  readonly nodes?: number;
  /** Features of the API server that a later version of Kubernetes has switched on. @default - none */
  readonly features?: readonly string[];
}

/** Starts etcd, the API server, the controllers, the scheduler and kwok, and waits for the nodes. */
export async function startCluster(props: ClusterProps = {}): Promise<Cluster> {
  const nodes = props.nodes ?? 3;
  const cluster = bareCluster(mkdtempSync(join(tmpdir(), 'cdk8s-redpanda-cluster-')));
  try {
    await startControlPlane(cluster, props.features ?? []);
    cluster.apply(...names(nodes).flatMap((name, index) => [node(name, index), ...volumes(name)]), storageClass);
    await cluster.waitFor(
      `${nodes} ready nodes`,
      () => cluster.get('nodes').filter(({ status }) => status.conditions?.some(isReady)).length === nodes && cluster.get('serviceaccounts', '-n', 'default').length > 0,
      60_000,
    );
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

function bareCluster(folder: string): Cluster {
  const programs: Program[] = [];
  const kubeconfig = join(folder, 'kubeconfig');
  const kubectl = tool('kubectl');
  // kubectl and helm remember an API server by its address, which a later cluster may reuse.
  const caches = { KUBECACHEDIR: join(folder, 'kube-cache'), HELM_CACHE_HOME: join(folder, 'helm'), HELM_CONFIG_HOME: join(folder, 'helm'), HELM_DATA_HOME: join(folder, 'helm') };
  const env = { ...process.env, ...caches, HOME: folder, KUBECONFIG: kubeconfig };
  const cluster: Cluster = {
    folder,
    kubeconfig,
    env,
    kubectl: (...args) => run(kubectl, args, { env }),
    get(...args) {
      const found = output(kubectl, ['get', ...args, '--ignore-not-found', '-o', 'json'], { env });
      // kubectl prints nothing, one object or a List.
      const { items, ...object } = JSON.parse(found || '{ "items": [] }');
      return items ?? [object];
    },
    apply(...objects) {
      output(kubectl, ['apply', '--server-side', '-f', '-'], { env, input: objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('') });
    },
    async define(...definitions) {
      cluster.apply(...definitions);
      const kinds = definitions.flatMap(({ spec }) => spec.versions.filter(({ served }) => served).map(({ name }) => `${spec.names.plural}.${name}.${spec.group}`));
      await cluster.waitFor('the kinds of all CRDs', () => cluster.kubectl('get', kinds.join(',')).status === 0, 30_000);
    },
    start(name, command, args, props = {}) {
      const program = start(name, command, args, { env, ...props, log: join(folder, `${name}.log`) });
      programs.push(program);
      return program;
    },
    waitFor: (description, ask, timeout) =>
      waitFor(
        description,
        () => {
          programs.forEach((program) => program.alive());
          return ask();
        },
        timeout,
      ),
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return cluster;
}

async function startControlPlane(cluster: Cluster, features: readonly string[]): Promise<void> {
  const { folder, kubeconfig } = cluster;
  const [etcd, peers, api, kubelet] = [await freePort(), await freePort(), await freePort(), await freePort()];
  writeKeys(join(folder, 'pki'));
  writeFileSync(kubeconfig, stringify(administrator(`https://127.0.0.1:${api}`)));
  writeFileSync(join(folder, 'kwok.yaml'), '');

  cluster.start('etcd', tool('etcd'), [
    `--data-dir=${folder}/etcd`,
    `--listen-client-urls=http://127.0.0.1:${etcd}`,
    `--advertise-client-urls=http://127.0.0.1:${etcd}`,
    `--listen-peer-urls=http://127.0.0.1:${peers}`,
    '--unsafe-no-fsync',
  ]);
  cluster.start('kube-apiserver', tool('kube-apiserver'), [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    `--cert-dir=${folder}/pki`,
    `--secure-port=${api}`,
    '--bind-address=127.0.0.1',
    `--service-account-key-file=${folder}/pki/service-accounts.pub`,
    `--service-account-signing-key-file=${folder}/pki/service-accounts.key`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--service-cluster-ip-range=10.0.0.0/16',
    `--token-auth-file=${folder}/pki/tokens.csv`,
    '--authorization-mode=RBAC',
    // What a real cluster admits; without it Pod Security is not what refuses a privileged container.
    '--allow-privileged',
    ...features.map((feature) => `--feature-gates=${feature}=true`),
  ]);
  await cluster.waitFor('API server', () => cluster.kubectl('get', '--raw', '/readyz').status === 0, 60_000);
  // Port 0 means no port here.
  cluster.start('kube-controller-manager', tool('kube-controller-manager'), [
    `--kubeconfig=${kubeconfig}`,
    `--service-account-private-key-file=${folder}/pki/service-accounts.key`,
    '--leader-elect=false',
    '--secure-port=0',
  ]);
  cluster.start('kube-scheduler', tool('kube-scheduler'), [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0']);
  cluster.start('kwok', tool('kwok'), [
    `--config=${folder}/kwok.yaml`,
    `--kubeconfig=${kubeconfig}`,
    '--manage-all-nodes=true',
    '--node-lease-duration-seconds=40',
    `--server-address=127.0.0.1:${kubelet}`,
  ]);
}

function writeKeys(folder: string): void {
  mkdirSync(folder);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'service-accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'service-accounts.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(join(folder, 'tokens.csv'), 'token,administrator,1,system:masters\n');
}

function administrator(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'e2e', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'administrator', user: { token: 'token' } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'administrator' } }],
    'current-context': 'e2e',
  };
}

function names(nodes: number): string[] {
  return Array.from({ length: nodes }, (_, index) => `node-${index + 1}`);
}

function node(name: string, index: number): object {
  const resources = { cpu: '16', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': `zone-${(index % 3) + 1}`,
      },
    },
    status: { allocatable: resources, capacity: resources },
  };
}

/** Like the real local-path: a volume belongs to the node that its first pod is scheduled to. */
const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local-path', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'kubernetes.io/no-provisioner',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/** Nothing provisions volumes here, so every node offers a few. */
function volumes(hostname: string): object[] {
  return Array.from({ length: 4 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `${hostname}-${index}` },
    spec: {
      storageClassName: storageClass.metadata.name,
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '100Gi' },
      persistentVolumeReclaimPolicy: 'Retain',
      local: { path: `/volumes/${index}` },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [hostname] }] }] } },
    },
  }));
}

function isReady({ type, status }: { type: string; status: string }): boolean {
  return type === 'Ready' && status === 'True';
}
