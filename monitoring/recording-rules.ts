import { Input, text } from '../template';
import type { Client } from '../values/types';
import { consumerOf } from './consumed';
import { Job } from './job';
import type { Recorded, RecordedOfClient } from './metrics';
import { seriesOf } from './series';

/** What alerts and dashboards would else compute again and again: the lines of an expression for each series that is recorded. */
export function recordingRules(cluster: Job): Readonly<Record<Recorded, readonly Input<string>[]>> {
  const { of } = seriesOf(cluster);
  const lag: Recorded = 'group_topic:redpanda_kafka_consumer_group_lag:sum';
  const produced: Recorded = 'topic:redpanda_kafka_records_produced:rate15m';
  return {
    'instance:redpanda_storage_disk_free_bytes:ratio': [
      'min by (instance) (',
      text`  ${of('redpanda_storage_disk_free_bytes')}`,
      text`  / ${of('redpanda_storage_disk_total_bytes')}`,
      ')',
    ],
    // Of each core, because none can use what others have. What is available holds caches that are given back.
    'instance:redpanda_memory_available_memory:ratio': [
      'min by (instance) (',
      text`  ${of('redpanda_memory_available_memory')}`,
      '  / (',
      text`    ${of('redpanda_memory_free_memory')}`,
      text`    + ${of('redpanda_memory_allocated_memory')}`,
      '  )',
      ')',
    ],
    'instance_request:redpanda_kafka_request_latency_seconds:p99_5m': [
      'histogram_quantile(0.99, sum by (instance, redpanda_request, le) (',
      text`  rate(${of('redpanda_kafka_request_latency_seconds_bucket')}[5m])`,
      '))',
    ],
    'instance_request:redpanda_kafka_request_latency_seconds_count:rate5m': [
      'sum by (instance, redpanda_request) (',
      text`  rate(${of('redpanda_kafka_request_latency_seconds_count')}[5m])`,
      ')',
    ],
    [produced]: [
      'sum by (redpanda_topic) (',
      '  rate(',
      text`    ${of('redpanda_kafka_records_produced_total', 'redpanda_namespace="kafka"')}[15m]`,
      '  )',
      ')',
    ],
    // By the offsets, which brokers tell by default: the gauges of the lag must be switched on, and know no topic.
    // Each replica tells the end of a partition, and both offsets are not read at one moment.
    [lag]: [
      'sum by (redpanda_group, redpanda_topic) (clamp_min(',
      '  max by (redpanda_topic, redpanda_partition) (',
      text`    ${of('redpanda_kafka_max_offset', 'redpanda_namespace="kafka"')}`,
      '  )',
      '  - on (redpanda_topic, redpanda_partition) group_right ()',
      '  max by (redpanda_group, redpanda_topic, redpanda_partition) (',
      text`    ${of('redpanda_kafka_consumer_group_committed_offset')}`,
      '  ),',
      '0))',
    ],
    // How long producers took for what is not consumed yet. An idle topic has no such time.
    'group_topic:redpanda_kafka_consumer_group_lag:seconds': [
      of(lag),
      '/ on (redpanda_topic) group_left ()',
      text`(${of(produced)} > 0)`,
    ],
  };
}

/** What a client's group has not consumed of its topics, so that a dashboard may call it by the client's name. */
export function clientRecordingRules(client: Input<Client>, cluster: Job): Readonly<Record<RecordedOfClient, readonly Input<string>[]>> {
  const { lines } = seriesOf(cluster);
  const { consumer, consumed } = consumerOf(client);
  return {
    'client_topic:redpanda_kafka_consumer_group_lag:sum': lines('group_topic:redpanda_kafka_consumer_group_lag:sum', [consumer, consumed]),
    'client_topic:redpanda_kafka_consumer_group_lag:seconds': lines('group_topic:redpanda_kafka_consumer_group_lag:seconds', [consumer, consumed]),
  };
}
