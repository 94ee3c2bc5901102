import { Construct } from 'constructs';
import { version } from '../package.json';
import { contentHash, each, eachEntry, Input, Line, lines, orElse, text } from '../template';
import { Props } from '../values/props';
import { schema } from '../values/schema';
import { complete } from '../values/section';
import { Topic, Values } from '../values/types';
import { componentName, labels, podLabels } from './labels';
import { Manifest } from './manifest';
import { containerSecurity, isolation, podSecurity, pullSecrets, redpandaUser } from './pod';
import type { RedpandaCluster } from './redpanda-cluster';
import { defaultReplicationFactor } from './redpanda-config';
import { refuseBroken } from './refuse-broken';
import createTopicsScript from './scripts/create-topics.sh';

const section = schema.pick({ topics: true });
type TopicValues = Pick<Values, 'topics'>;

const defaultPartitions = 3;
const mountPath = '/etc/topics';
/** Seconds to wait for the brokers, within those that the whole Job may take. */
const [wait, deadline] = [900, 1800];
const size = { cpu: '100m', memory: '256Mi' };

export type TopicJobProps = Props<TopicValues> & {
  /** The cluster that gets the topics. */
  readonly cluster: RedpandaCluster;
};

/** A Job that creates topics and converges their partitions and configs. Its name carries their hash: a change makes a new Job. */
export class TopicJob extends Construct {
  constructor(scope: Construct, id: string, { cluster, ...props }: TopicJobProps) {
    super(scope, id);
    const { topics } = complete<TopicValues>(section, props);
    refuseBroken({ broker: cluster.values, topics });
    const name = componentName(cluster.name, 'topics');
    const metadata = { namespace: cluster.namespace, labels: labels(cluster, 'topics') };
    new Manifest(this, 'config', 'ConfigMap', {
      metadata: { name, ...metadata },
      data: { topics: topicLines(topics, cluster), 'create-topics.sh': createTopicsScript },
    });
    new Manifest(this, 'job', 'Job', {
      metadata: { name: text`${name}-${jobHash(topics, cluster)}`, ...metadata },
      spec: { backoffLimit: 3, activeDeadlineSeconds: deadline, template: pod(cluster, name) },
    });
  }
}

/** A Job can't be changed, so all that its pod depends on is in its name; this package's version stands for what is constant. */
function jobHash(topics: Input<readonly Topic[]>, { values }: RedpandaCluster) {
  const { name, namespace, clusterDomain, replicas, image, imagePullSecrets } = values;
  return contentHash(contentHash(version, createTopicsScript), topics, name, namespace, clusterDomain, defaultReplicationFactor(replicas), image, imagePullSecrets);
}

/** The topics as the script reads them: `topic NAME PARTITIONS REPLICATION-FACTOR`, each followed by its `config KEY VALUE`. */
function topicLines(topics: Input<readonly Topic[]>, { replicas }: RedpandaCluster) {
  return lines(
    each(topics, ({ name, partitions, replicationFactor, config }): Line[] => [
      text`topic ${name} ${orElse(partitions, defaultPartitions)} ${orElse(replicationFactor, defaultReplicationFactor(replicas))}`,
      ...eachEntry((config ?? {}) as Record<string, string>, (key, value) => text`config ${key} ${value}`),
    ]),
  );
}

function pod(cluster: RedpandaCluster, config: Input<string>) {
  return {
    metadata: { labels: podLabels(cluster.name, 'topics') },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: cluster.name,
      ...isolation,
      securityContext: podSecurity(redpandaUser),
      imagePullSecrets: pullSecrets(cluster.values.imagePullSecrets),
      containers: [
        {
          name: 'create-topics',
          image: cluster.values.image,
          command: ['bash', `${mountPath}/create-topics.sh`],
          env: [
            { name: 'RPK_BROKERS', value: cluster.bootstrapServers },
            { name: 'TOPICS_FILE', value: `${mountPath}/topics` },
            { name: 'WAIT_SECONDS', value: String(wait) },
            { name: 'HOME', value: '/tmp' },
          ],
          resources: { requests: size, limits: size },
          securityContext: containerSecurity,
          volumeMounts: [
            { name: 'config', mountPath, readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        { name: 'config', configMap: { name: config } },
        { name: 'tmp', emptyDir: {} },
      ],
    },
  };
}
