import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process';
import { sourceHash } from './source-hash';
import { debianRelease, unpackDebian } from './tools/debian';
import { goBuild, goBuildFolder, goInstall, goModule, goRequired, type GoModule } from './tools/go';
import { installed, type Tool } from './tools/install';
import { pipInstall } from './tools/python';
import { unpackSchemas } from './tools/schemas';

export { cacheDir } from './tools/install';

const kubernetes: GoModule = { path: 'k8s.io/kubernetes', version: '1.34.3', localVersion: '0.34.3' };
// The etcd of Kubernetes 1.34; with Debian's 3.4 its watches fail, and everything reacts after up to a minute.
const etcd: GoModule = { path: 'go.etcd.io/etcd/server/v3', version: '3.6.4', localVersion: '3.6.4' };
const gatewayApi: GoModule = { path: 'sigs.k8s.io/gateway-api', version: '1.6.3' };
const prometheusOperator: GoModule = { path: 'github.com/prometheus-operator/prometheus-operator', version: '0.92.1' };
const argocd: GoModule = { path: 'github.com/argoproj/argo-cd/v3', version: '3.1.9' };
const certManager = join(__dirname, 'cert-manager');

const tools = {
  'kube-apiserver': kubernetesProgram('kube-apiserver'),
  'kube-controller-manager': kubernetesProgram('kube-controller-manager'),
  'kube-scheduler': kubernetesProgram('kube-scheduler'),
  kubectl: { ...kubernetesProgram('kubectl'), fromPath: true },
  kwok: goProgram('kwok', '0.7.0', 'sigs.k8s.io/kwok/cmd/kwok'),
  helm: goProgram('helm', '3.22.0', 'helm.sh/helm/v3/cmd/helm', believingIn34('helm.sh/helm/v3/pkg/chartutil', 'helm.sh/helm/v3/pkg/lint/rules')),
  helm4: goProgram('helm', '4.2.4', 'helm.sh/helm/v4/cmd/helm'),
  kustomize: goProgram('kustomize', '5.8.1', 'sigs.k8s.io/kustomize/kustomize/v5'),
  kubeconform: goProgram('kubeconform', '0.8.0', 'github.com/yannh/kubeconform/cmd/kubeconform'),
  'kubeconform-schemas': {
    name: 'kubeconform-schemas',
    version: '1.37.0',
    file: '',
    build: (folder) => unpackSchemas(folder, '1.37.0'),
  },
  'kube-score': goProgram('kube-score', '1.20.0', 'github.com/zegl/kube-score/cmd/kube-score'),
  checkov: {
    name: 'checkov',
    version: '3.3.30',
    file: 'checkov',
    build: (folder) => pipInstall(folder, 'checkov', 'checkov.main', join(__dirname, 'checkov/requirements.txt')),
  },
  argocd: {
    name: 'argocd',
    version: argocd.version,
    file: 'argocd',
    build(folder) {
      goBuild(join(folder, 'argocd'), `${argocd.path}/cmd`, argocd);
      cpSync(join(goModule(argocd).Dir, 'manifests/crds'), join(folder, 'crds'), { recursive: true });
    },
  },
  'gateway-api-crds': {
    name: 'gateway-api-crds',
    version: gatewayApi.version,
    file: '',
    build: (folder) => cpSync(join(goModule(gatewayApi).Dir, 'config/crd/standard'), folder, { recursive: true }),
  },
  'prometheus-operator-crds': {
    name: 'prometheus-operator-crds',
    version: prometheusOperator.version,
    file: '',
    build: (folder) => cpSync(join(goModule(prometheusOperator).Dir, 'example/prometheus-operator-crd'), folder, { recursive: true }),
  },
  'cert-manager': {
    name: 'cert-manager',
    version: sourceHash(certManager),
    file: '',
    build(folder) {
      goBuildFolder(folder, certManager);
      cpSync(join(goRequired('github.com/cert-manager/cert-manager', certManager), 'deploy/crds'), join(folder, 'crds'), { recursive: true });
    },
  },
  etcd: { name: 'etcd', version: etcd.version, file: 'etcd', build: (folder) => goBuild(join(folder, 'etcd'), etcd.path, etcd) },
  'redis-server': debianProgram('redis-server', ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1', 'liblua5.1-0', 'lua-bitop', 'lua-cjson']),
  shellcheck: debianProgram('shellcheck', ['shellcheck']),
  kcat: debianProgram('kcat', ['kcat', 'librdkafka1', 'libyajl2', 'libsasl2-2']),
  prometheus: debianProgram('prometheus', ['prometheus']),
  promtool: debianProgram('promtool', ['prometheus']),
  cyclonus: goProgram('cyclonus', '0.5.6', 'github.com/mattfenwick/cyclonus/cmd/cyclonus'),
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

/** Every tool that the end-to-end tests use. */
export const toolNames = Object.keys(tools) as ToolName[];

/** Path of a pinned tool, built first when it is missing. */
export function tool(name: ToolName): string {
  const pinned: Tool = tools[name];
  return (pinned.fromPath === true ? onPath(pinned.file) : undefined) ?? installed(pinned);
}

function goProgram(name: string, version: string, program: string, ldflags: readonly string[] = []): Tool {
  return { name, version, file: name, build: (folder) => goInstall(folder, program, version, ldflags) };
}

function kubernetesProgram(name: string): Tool {
  const stamped = [
    `-X k8s.io/component-base/version.gitVersion=v${kubernetes.version}`,
    '-X k8s.io/component-base/version.gitMajor=1',
    '-X k8s.io/component-base/version.gitMinor=34',
  ];
  return {
    name,
    version: kubernetes.version,
    file: name,
    build: (folder) => goBuild(join(folder, name), `${kubernetes.path}/cmd/${name}`, kubernetes, stamped),
  };
}

function debianProgram(name: string, packages: readonly string[]): Tool {
  return { name, version: debianRelease(), file: name, fromPath: true, build: (folder) => unpackDebian(folder, name, packages) };
}

/** A Helm that its Makefile did not build believes in Kubernetes 1.20. */
function believingIn34(...packages: string[]): string[] {
  return packages.flatMap((path) => [`-X ${path}.k8sVersionMajor=1`, `-X ${path}.k8sVersionMinor=34`]);
}

function onPath(program: string): string | undefined {
  const { status, stdout } = run('sh', ['-c', 'command -v "$1"', 'sh', program]);
  return status === 0 ? stdout.trim() : undefined;
}
