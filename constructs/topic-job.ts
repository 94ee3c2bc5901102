import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { componentName, metadata, podLabels, workloadMetadata } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { containerSecurity, isolation, podSecurity, pullSecrets, redpandaUser } from '../kubernetes/pod';
import { version } from '../package.json';
import { defaultReplicationFactor } from '../redpanda/broker-config';
import type { ClusterValues } from '../redpanda/cluster';
import { connections } from '../redpanda/connection';
import { rpkEnv } from '../redpanda/rpk';
import { chunk, contentHash, createEach, each, eachEntry, Input, isNull, Line, lines, orElse, text, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { PlatformProps, Topic, Values } from '../values/types';
import { checkRules } from './check-rules';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import createTopicsScript from './scripts/create-topics.sh';

const section = schema.pick({ topics: true });
type TopicValues = Pick<Values, 'topics'>;

const defaultPartitions = 3;
const mountPath = '/etc/topics';
/** Thousands of topics want a whole CPU for a minute. */
const size = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '256Mi' } };
/** Seconds to wait for the brokers, within those that the whole Job may take. */
const [wait, deadline] = [900, 1800];
/** A failure can be seen for a day, and what is done is gone then. */
const timeToLive = 86_400;
/** So many that a ConfigMap of the longest topics still fits into the annotation that `kubectl apply` makes of it (262144 bytes). */
export const topicsPerConfigMap = 50;

/** Who applies the Job makes it again each time, as kubectl does once it is gone. Argo CD minds its own annotations only, where there are some. */
const everyTime = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  'helm.sh/hook': 'post-install,post-upgrade,post-rollback',
  'helm.sh/hook-delete-policy': 'before-hook-creation',
};

export interface TopicJobProps extends Pick<PlatformProps, 'topics'> {
  /** The cluster that gets the topics. */
  readonly cluster: IRedpandaCluster;
}

/** A Job that creates topics and brings their partitions and configs to what is declared. Its name carries the hash of that: a change makes a new Job. */
export class TopicJob extends Construct {
  readonly job: ApiObject;
  /** The script, and the topics as it reads them. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, { cluster, ...props }: TopicJobProps) {
    super(scope, id);
    const { topics } = withDefaults<TopicValues>(section, props, this.node.path);
    const { values } = cluster;
    checkRules({ broker: values, topics }, this.node.path);
    const name = componentName(values.name, 'topics');
    const parts = chunk(topicsPerConfigMap, topics as readonly Topic[]);
    const script = new Manifest(this, 'script', 'ConfigMap', { metadata: metadata(values, 'topics'), data: { 'create-topics.sh': createTopicsScript } });
    const declared = createEach(
      this,
      'part',
      parts,
      (each, part, index) => new Manifest(each, 'topics', 'ConfigMap', { metadata: metadata(values, 'topics', text`${name}-${index}`), data: { topics: topicLines(part) } }),
      'part',
    );
    this.configMaps = [script, ...declared];
    this.job = new Manifest(this, 'job', 'Job', {
      metadata: { ...workloadMetadata(values, 'topics', values.image, text`${name}-${jobHash(topics, values)}`), annotations: everyTime },
      spec: { backoffLimit: 3, activeDeadlineSeconds: deadline, ttlSecondsAfterFinished: timeToLive, template: pod(values, name, parts) },
    });
    this.node.defaultChild = this.job;
  }
}

/** A Job can't be changed, so all that its pod depends on is in its name; this package's version stands for what is constant. */
function jobHash(topics: Input<readonly Topic[]>, { name, namespace, clusterDomain, replicas, image, imagePullSecrets }: Input<ClusterValues>) {
  const constant = contentHash(version, createTopicsScript, topicsPerConfigMap);
  return contentHash(constant, topics, name, namespace, clusterDomain, defaultReplicationFactor(replicas), image, imagePullSecrets);
}

/** Topics as the script reads them: `topic NAME PARTITIONS [REPLICATION_FACTOR]`, each followed by its `config KEY VALUE` and `reset KEY`. */
export function topicLines(topics: Input<readonly Topic[]>) {
  return lines(
    each(
      topics,
      ({ name, partitions, replicationFactor, config }): Line[] => [
        when(isNull(replicationFactor), topicLine(name, partitions), text`${topicLine(name, partitions)} ${replicationFactor as number}`),
        ...eachEntry((config ?? {}) as Record<string, string | null>, (key, value) => when(isNull(value), text`reset ${key}`, text`config ${key} ${value as string}`)),
      ],
      'topic',
    ),
  );
}

const topicLine = (name: Input<string>, partitions: Input<number | undefined>) => text`topic ${name} ${orElse(partitions, defaultPartitions)}`;

function pod(cluster: Input<ClusterValues>, name: Input<string>, parts: ReturnType<typeof chunk<Topic>>) {
  return {
    metadata: { labels: podLabels(cluster.name, 'topics') },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: cluster.name,
      ...isolation,
      securityContext: podSecurity(redpandaUser),
      imagePullSecrets: pullSecrets(cluster.imagePullSecrets),
      containers: [
        {
          name: 'create-topics',
          image: cluster.image,
          command: ['bash', `${mountPath}/create-topics.sh`],
          env: [
            ...rpkEnv(connections('topics', cluster)),
            { name: 'TOPICS_FOLDER', value: mountPath },
            { name: 'REPLICATION_FACTOR', value: text`${defaultReplicationFactor(cluster.replicas)}` },
            { name: 'WAIT_SECONDS', value: String(wait) },
            { name: 'HOME', value: '/tmp' },
          ],
          resources: size,
          securityContext: containerSecurity,
          volumeMounts: [
            { name: 'config', mountPath, readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        {
          name: 'config',
          projected: {
            sources: [
              { configMap: { name } },
              ...each(parts, (_, index) => ({ configMap: { name: text`${name}-${index}`, items: [{ key: 'topics', path: text`topics-${index}` }] } }), 'part'),
            ],
          },
        },
        { name: 'tmp', emptyDir: {} },
      ],
    },
  };
}
