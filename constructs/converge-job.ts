import { ApiObject } from 'cdk8s';
import type * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import { Component, componentName, metadata, podLabels, workloadMetadata } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { containerSecurity, isolation, podSecurity, pullSecrets, redpandaUser, scratch, scratchSize, scriptResources } from '../kubernetes/pod';
import { chunk, contentHash, createEach, each, Expr, hashOf, Input, Line, namedLines, pages, present, text, when, Written } from '../template';
import { caMount, caVolume } from './ca-volume';
import { ConvergeConsumer } from '../redpanda/connection';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import convergeScript from './scripts/converge.sh';
import { CollectedFiles, SecretFiles, secretMount, secretVolume } from './secret-files';

/** Seconds to wait for the brokers, within those that the whole Job may take. */
const [wait, deadline] = [900, 1800];
/** A failure can be seen for a day, and what is done is gone then. */
const timeToLive = 86_400;

/** Helm runs one after the other, in this order: topics may need a setting, such as one that allows a feature. */
const order: readonly string[] = ['settings', 'users', 'topics', 'acls', 'quotas', 'schemas'];

/** Who applies the Job makes it again each time, as kubectl does once it is gone. Argo CD minds its own annotations only, where there are some. */
const everyTime = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  // Else it takes Helm's weight for a wave, which waits until all before it is healthy: an Ingress may never be.
  'argocd.argoproj.io/sync-wave': '0',
  'helm.sh/hook': 'post-install,post-upgrade,post-rollback',
  'helm.sh/hook-delete-policy': 'before-hook-creation',
};

export interface ConvergeJobProps<C extends object | string> {
  readonly cluster: IRedpandaCluster['values'];
  /** What the Job brings to what is declared; the objects are named after it. */
  readonly component: Component & ConvergeConsumer;
  /** Names and texts of the script and of what it sources besides converge.sh. They lie beside what is declared. */
  readonly scripts: readonly [script: Script, ...sourced: Script[]];
  /** A list or a map, or a map of several, or lines that are made of them already. */
  readonly declared: C;
  /**
   * What is declared as lines that the script reads.
   *
   * @default - it is lines
   */
  readonly lines?: (declared: C) => readonly Line[];
  /**
   * Names of what was declared once, and is to go.
   *
   * @default - none
   */
  readonly pruned?: Names;
  /**
   * So many items of a list, or lines, that a ConfigMap of the longest of them still fits into the annotation that `kubectl apply` makes of it (262144 bytes).
   *
   * @default - all stand in one
   */
  readonly perConfigMap?: number;
  /** Variables of the script: its connections, and what it takes besides. */
  readonly env: readonly (Written<k8s.EnvVar> | undefined)[];
  /**
   * Secrets that it reads as files.
   *
   * @default - none
   */
  readonly secrets?: readonly (SecretFiles | CollectedFiles)[];
  /** Whether it only says what it would change. */
  readonly dryRun: Input<boolean>;
}

type Names = readonly Input<string>[] | Expr<readonly string[]>;
type Script = readonly [name: string, text: string];

/** A Job that runs a constant script over declarations until the cluster is as they say. They stand in ConfigMaps, which the script reads from files. */
export class ConvergeJob<C extends object | string> extends Construct {
  readonly job: ApiObject;
  /** The scripts, and what is declared. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: ConvergeJobProps<C>) {
    super(scope, id);
    const { cluster, component, declared, pruned = [] } = props;
    const name = componentName(cluster.name, component);
    const scripts = Object.fromEntries([['converge.sh', convergeScript], ...props.scripts]);
    const { whole, parts, linesOf } = written(props);
    const prune = present(pruned);
    const prunedLines = namedLines<Names>(`redpanda.${component}Pruned`, `What the script of the component ${component} reads, of what is to go`, (names) => each(names as Input<readonly string[]>, (name) => name as Line));
    const part = (scope: Construct, some: unknown, index: Input<number>) =>
      new Manifest(scope, 'declared', 'ConfigMap', { metadata: metadata(cluster, component, text`${name}-${index}`), data: { [component]: linesOf(some) } });

    const map = new Manifest(this, 'scripts', 'ConfigMap', { metadata: metadata(cluster, component), data: { ...scripts, prune: when(prune, prunedLines(pruned)) } });
    const maps = parts === undefined ? [part(this, declared, 0)] : createEach(this, 'part', parts, (each, some, index) => part(each, some, index), 'part');
    // With these the Job's spec, and so its name, depends on all that its pod reads.
    const checksums = { 'checksum/scripts': contentHash(scripts), 'checksum/data': hashOf(whole), 'checksum/prune': when(prune, hashOf(prunedLines(pruned))) };
    this.configMaps = [map, ...maps];
    this.job = new Manifest(this, 'job', 'Job', {
      metadata: { ...workloadMetadata(cluster, component, cluster.image), annotations: { ...everyTime, 'helm.sh/hook-weight': String(order.indexOf(component)) } },
      spec: { backoffLimit: 3, activeDeadlineSeconds: deadline, ttlSecondsAfterFinished: timeToLive, template: pod(props, name, parts, checksums) },
    });
  }
}

type Parts = readonly unknown[];

const isText = (declared: object | string): declared is string | Expr<string> => typeof declared === 'string' || (declared instanceof Expr && declared.kind === 'string');

/** What is declared as lines, as a whole and in the parts that ConfigMaps hold. */
function written<C extends object | string>({ component, declared, lines, perConfigMap }: ConvergeJobProps<C>) {
  if (isText(declared)) return { whole: declared, parts: pages(perConfigMap!, declared) as Parts | Expr<Parts>, linesOf: (page: unknown) => page as string };
  const linesOf = namedLines(`redpanda.${component}Lines`, `What the script of the component ${component} reads, of what is declared`, lines as (declared: object) => readonly Line[]);
  const parts = perConfigMap === undefined ? undefined : (chunk(perConfigMap, declared as Parts | Expr<Parts>) as Parts | Expr<Parts>);
  return { whole: linesOf(declared), parts, linesOf: (some: unknown) => linesOf(some as object) };
}

function pod<C extends object | string>({ cluster, component, scripts: [[file]], env, secrets = [], dryRun }: ConvergeJobProps<C>, name: Input<string>, parts: Parts | Expr<Parts> | undefined, annotations: Readonly<Record<string, Input<string> | ReturnType<typeof when<Input<string>>>>>) {
  const mountPath = `/etc/${component}`;
  const source = (index: Input<number>) => ({ configMap: { name: text`${name}-${index}`, items: [{ key: component, path: text`${component}-${index}` }] } });
  return {
    metadata: { labels: podLabels(cluster, component), annotations },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: cluster.name,
      ...isolation,
      securityContext: podSecurity(redpandaUser),
      imagePullSecrets: pullSecrets(cluster.imagePullSecrets),
      containers: [
        {
          name: file.replace(/\.sh$/, ''),
          image: cluster.image,
          command: ['bash', `${mountPath}/${file}`],
          env: [
            ...env,
            { name: 'DATA_FOLDER', value: mountPath },
            when(dryRun, { name: 'DRY_RUN', value: 'true' }),
            { name: 'WAIT_SECONDS', value: String(wait) },
            { name: 'HOME', value: '/tmp' },
          ],
          resources: scriptResources,
          securityContext: containerSecurity,
          volumeMounts: [
            { name: 'config', mountPath, readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
            caMount(component, cluster),
            ...secrets.map(secretMount),
          ],
        },
      ],
      volumes: [
        {
          name: 'config',
          projected: {
            sources: [
              { configMap: { name } },
              ...(parts === undefined ? [source(0)] : each(parts, (_, index) => source(index), 'part')),
            ],
          },
        },
        scratch('tmp', scratchSize),
        caVolume(component, cluster),
        ...secrets.map(secretVolume),
      ],
    },
  };
}
