import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { topicEnv } from '../redpanda/rpk';
import { each, eachEntry, Expr, Input, isNull, Line, orElse, text, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { PlatformProps, PruneProps, Topic, Values } from '../values/types';
import { checkRules } from './check-rules';
import { ConvergeJob } from './converge-job';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import createTopicsScript from './scripts/create-topics.sh';

const section = schema.pick({ topics: true, dryRun: true }).extend({ prune: schema.shape.prune.shape.topics });
type TopicValues = Pick<Values, 'topics' | 'dryRun'> & { readonly prune: Values['prune']['topics'] };

/** Partitions of a topic that says nothing of them. */
export const defaultPartitions = 3;
export const topicsPerConfigMap = 50;

export interface TopicJobProps extends Pick<PlatformProps, 'topics' | 'dryRun'> {
  /** The cluster that gets the topics. */
  readonly cluster: IRedpandaCluster;
  /**
   * Topics to delete, by their names.
   *
   * @default - none
   */
  readonly prune?: PruneProps['topics'];
}

/** A Job that creates topics and brings their partitions and configs to what is declared. Its name carries the hash of all that it does: a change makes a new Job. */
export class TopicJob extends Construct {
  readonly job: ApiObject;
  /** The scripts, and the topics as they read them. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, { cluster, ...props }: TopicJobProps) {
    super(scope, id);
    const { topics, prune, dryRun } = withDefaults<TopicValues>(section, props, this.node.path);
    const { values } = cluster;
    checkRules({ broker: { replicas: values.replicas }, tls: values.tls, sasl: values.sasl, topics, prune: { topics: prune } }, this.node.path);
    const { job, configMaps } = new ConvergeJob(this, 'converge', {
      cluster: values,
      component: 'topics',
      scripts: [['create-topics.sh', createTopicsScript]],
      declared: topics as readonly Topic[],
      lines: topicLines,
      pruned: prune,
      perConfigMap: topicsPerConfigMap,
      env: topicEnv(values),
      dryRun,
    });
    this.job = job;
    this.configMaps = configMaps;
    this.node.defaultChild = job;
  }
}

/** Topics as the script reads them: `topic NAME PARTITIONS [REPLICATION_FACTOR]`, each followed by its `config KEY VALUE` and `reset KEY`. */
export function topicLines(topics: readonly Topic[] | Expr<readonly Topic[]>): readonly Line[] {
  return each(
    topics as Input<readonly Topic[]>,
    ({ name, partitions, replicationFactor, config }): Line[] => [
      when(isNull(replicationFactor), topicLine(name, partitions), text`${topicLine(name, partitions)} ${replicationFactor as number}`),
      ...eachEntry((config ?? {}) as Record<string, string | null>, (key, value) => when(isNull(value), text`reset ${key}`, text`config ${key} ${value as string}`)),
    ],
    'topic',
  );
}

const topicLine = (name: Input<string>, partitions: Input<number | undefined>) => text`topic ${name} ${orElse(partitions, defaultPartitions)}`;
