import { and, each, either, gt, Input, lt, namedOperator, operator, orElse, OrExpr, when } from '../../template';
import type { Topic, Values } from '../types';
import { Findings, says } from './finding';
import { mebibytes } from './quantity';

type Part = Pick<Input<Values>, 'topics' | 'broker' | 'cluster'>;

/** Configs that only a compacted topic has a use for. */
const ofCompaction = ['min.cleanable.dirty.ratio', 'min.compaction.lag.ms', 'max.compaction.lag.ms', 'delete.retention.ms'] as const;

/** What brokers take of topics, and is not what somebody means. */
export const topicWarnings = ({ topics, broker: { replicas, storage }, cluster }: Part): readonly Findings[] => {
  return each(topics, ({ partitions, replicationFactor, config }, index) => {
    const path = ['topics', index, 'config'];
    const [parts, copies] = [orElse(partitions, 3), orElse(replicationFactor, either(lt(replicas, 3), 1, 3))];
    const kept = retained(config as Topic['config'], parts, copies, replicas);
    return [
      ...ofCompaction.map((key) =>
        when(
          and(isSet(config as Topic['config'], key), isDeleted(config as Topic['config'], cluster as Values['cluster'])),
          says`${[...path, key]} is set, and cleanup.policy is delete. Nothing is compacted, so it does nothing`,
        ),
      ),
      when(
        gt(kept, mebibytes(storage.size)),
        says`${[...path, 'retention.bytes']} keeps ${kept} MiB on each of ${replicas} brokers, which is the share of ${parts} partitions with ${copies} replicas, and ${['broker', 'storage', 'size']} (${storage.size}) is less. The disk may be full before a record is deleted`,
      ),
    ];
  });
};

const isSet = operator('boolean', (config: Topic['config'], key: keyof NonNullable<Topic['config']>) => Boolean(config?.[key]), (config, key) => `not (empty (get (default dict ${config}) ${key}))`);

const isDeleted = namedOperator(
  'redpanda.isDeleted',
  'Whether records of a topic are deleted and never compacted',
  operator(
    'boolean',
    (config: Topic['config'], cluster: Values['cluster']) => !String(config?.['cleanup.policy'] ?? cluster['log_cleanup_policy'] ?? '').includes('compact'),
    (config, cluster) => `not (contains "compact" (toString (default (get ${cluster} "log_cleanup_policy") (get (default dict ${config}) "cleanup.policy"))))`,
  ),
  'config',
  'cluster',
);

const retained = namedOperator(
  'redpanda.retainedMebibytes',
  'Mebibytes that a broker keeps of a topic by retention.bytes, 0 where that is no bound',
  operator(
    'integer',
    (config: Topic['config'], partitions: number, replicas: number, brokers: number): number => Math.floor((Math.max(0, Math.floor((config?.['retention.bytes'] ?? 0) / 1_048_576)) * partitions * replicas) / brokers),
    (config, partitions, replicas, brokers) => `div (mul (max 0 (div (int64 (default 0 (get (default dict ${config}) "retention.bytes"))) 1048576)) ${partitions} ${replicas}) ${brokers}`,
  ),
  'config',
  'partitions',
  'replicas',
  'brokers',
) as (config: Topic['config'], partitions: OrExpr<number>, replicas: OrExpr<number>, brokers: OrExpr<number>) => OrExpr<number>;
