import { ApiObject } from 'cdk8s';
import type * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import { Component, componentName, metadata, podLabels, workloadMetadata } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { containerSecurity, isolation, podSecurity, pullSecrets, redpandaUser, scratch, scratchSize, scriptResources } from '../kubernetes/pod';
import { chunk, contentHash, createEach, each, Expr, hashOf, Input, Line, namedLines, text, Written } from '../template';
import { caMount, caVolume } from './ca-volume';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import convergeScript from './scripts/converge.sh';

/** Seconds to wait for the brokers, within those that the whole Job may take. */
const [wait, deadline] = [900, 1800];
/** A failure can be seen for a day, and what is done is gone then. */
const timeToLive = 86_400;

/** Who applies the Job makes it again each time, as kubectl does once it is gone. Argo CD minds its own annotations only, where there are some. */
const everyTime = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  'helm.sh/hook': 'post-install,post-upgrade,post-rollback',
  'helm.sh/hook-delete-policy': 'before-hook-creation',
};

type List<T> = readonly T[] | Expr<readonly T[]>;

export interface ConvergeJobProps<T> {
  readonly cluster: IRedpandaCluster['values'];
  /** What the Job brings to what is declared; the objects are named after it. */
  readonly component: Component;
  /** Name and text of the script, which finds converge.sh and what is declared beside it. */
  readonly script: readonly [name: string, text: string];
  readonly declared: List<T>;
  /** What is declared as lines that the script reads. */
  readonly lines: (declared: List<T>) => readonly Line[];
  /** So many that a ConfigMap of the longest of them still fits into the annotation that `kubectl apply` makes of it (262144 bytes). */
  readonly perConfigMap: number;
  /** Variables of the script: its connections, and what it takes besides. */
  readonly env: readonly (Written<k8s.EnvVar> | undefined)[];
}

/** A Job that runs a constant script over declarations until the cluster is as they say. They stand in ConfigMaps, which the script reads from files. */
export class ConvergeJob<T> extends Construct {
  readonly job: ApiObject;
  /** The scripts, and what is declared. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: ConvergeJobProps<T>) {
    super(scope, id);
    const { cluster, component, script, declared, perConfigMap } = props;
    const name = componentName(cluster.name, component);
    const scripts = Object.fromEntries([['converge.sh', convergeScript], script]);
    const linesOf = namedLines(`redpanda.${component}Lines`, `What the script of the component ${component} reads, of a list of what is declared`, props.lines);
    const parts = chunk(perConfigMap, declared);

    const map = new Manifest(this, 'scripts', 'ConfigMap', { metadata: metadata(cluster, component), data: scripts });
    const maps = createEach(
      this,
      'part',
      parts,
      (each, part, index) => new Manifest(each, 'declared', 'ConfigMap', { metadata: metadata(cluster, component, text`${name}-${index}`), data: { [component]: linesOf(part as List<T>) } }),
      'part',
    );
    // With these the Job's spec, and so its name, depends on all that its pod reads.
    const checksums = { 'checksum/scripts': contentHash(scripts), 'checksum/data': hashOf(linesOf(declared)) };
    this.configMaps = [map, ...maps];
    this.job = new Manifest(this, 'job', 'Job', {
      metadata: { ...workloadMetadata(cluster, component, cluster.image), annotations: everyTime },
      spec: { backoffLimit: 3, activeDeadlineSeconds: deadline, ttlSecondsAfterFinished: timeToLive, template: pod(props, name, parts, checksums) },
    });
  }
}

function pod<T>({ cluster, component, script: [file], env }: ConvergeJobProps<T>, name: Input<string>, parts: List<readonly T[]>, annotations: Readonly<Record<string, Input<string>>>) {
  const mountPath = `/etc/${component}`;
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
            { name: 'WAIT_SECONDS', value: String(wait) },
            { name: 'HOME', value: '/tmp' },
          ],
          resources: scriptResources,
          securityContext: containerSecurity,
          volumeMounts: [
            { name: 'config', mountPath, readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
            caMount('topics', cluster),
          ],
        },
      ],
      volumes: [
        {
          name: 'config',
          projected: {
            sources: [
              { configMap: { name } },
              ...each(parts, (_, index) => ({ configMap: { name: text`${name}-${index}`, items: [{ key: component, path: text`${component}-${index}` }] } }), 'part'),
            ],
          },
        },
        scratch('tmp', scratchSize),
        caVolume('topics', cluster),
      ],
    },
  };
}
