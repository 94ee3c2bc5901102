import { fixed, thresholdsOf } from '../thresholds';
import { tellsOfHealth, type Watched } from '../watched';
import type { Row } from './layout';
import { below, from, least, table, timeseries } from './panel';
import { selected, selectedBrokers, window } from './selected';

/** Which broker it is, and whether it is slow, busy or short of memory. */
export function brokers(watched: Watched): Row {
  const { latency, diskLow, diskCritical } = thresholdsOf(watched);
  const percentile = (request: string) => selectedBrokers('instance_request:redpanda_kafka_request_latency_seconds:p99_5m', `redpanda_request="${request}"`);
  const ofEach = (expr: string) => `max by (instance) (${expr})`;
  const uptime = selectedBrokers('redpanda_application_uptime_seconds_total');
  const legend = '{{instance}}';
  return {
    title: 'Brokers',
    lines: [
      {
        height: 7,
        panels: [
          table({
            title: 'Each broker',
            description: 'One that has no uptime answers Prometheus, but not with metrics of a broker.',
            alerts: ['RedpandaBrokerDown', 'RedpandaNoMetrics', 'RedpandaRestarts', 'RedpandaVersionSkew', 'RedpandaHealthUnknown', 'RedpandaMemoryLow', 'RedpandaDiskFull'],
            width: 24,
            unit: 'none',
            labels: { instance: 'Broker' },
            columns: [
              { name: 'Answers', expr: ofEach(selectedBrokers('up')), steps: least(1), words: { 0: ['no'], 1: ['yes'] } },
              { name: 'Version', label: 'redpanda_version', expr: `max by (instance, redpanda_version) (${selectedBrokers('redpanda_application_build')})` },
              { name: 'Uptime', expr: ofEach(uptime), unit: 'dtdurations' },
              { name: 'Restarts in an hour', expr: ofEach(`resets(${uptime}[1h])`), steps: from(fixed.restarts + 1) },
              { name: 'Free memory', expr: ofEach(selectedBrokers('instance:redpanda_memory_available_memory:ratio')), unit: 'percentunit', steps: below(fixed.memoryFree) },
              { name: 'Free disk', expr: ofEach(selectedBrokers('instance:redpanda_storage_disk_free_bytes:ratio')), unit: 'percentunit', steps: below(diskLow.value, diskCritical.value) },
              { name: 'Health seen before', expr: ofEach(selectedBrokers('redpanda_cluster_health_metadata_age_seconds')), unit: 'dtdurations', steps: from(fixed.healthAge), where: tellsOfHealth(watched) },
              { name: 'Takes records', expr: ofEach(selectedBrokers('redpanda_storage_disk_free_space_alert')), steps: from(2, 'critical'), words: { 0: ['yes'], 1: ['yes, disk is low'], 2: ['no, disk is full'] } },
            ],
            sort: { by: 'Broker' },
          }),
        ],
      },
      {
        height: 8,
        panels: [
          timeseries({
            title: 'Produce requests, 99 %',
            description: 'What the slowest 1 % of them take at least. Most of it is the disk.',
            alerts: ['RedpandaProduceLatency'],
            width: 8,
            unit: 's',
            min: 0,
            steps: from(latency.value),
            queries: [{ expr: percentile('produce'), legend }],
          }),
          timeseries({
            title: 'Reads, 99 %',
            description: 'What the slowest 1 % of them take at least, without the time that a consumer waits for new records. Old records come from the disk.',
            alerts: ['RedpandaConsumeLatency'],
            width: 8,
            unit: 's',
            min: 0,
            steps: from(latency.value),
            queries: [{ expr: percentile('consume'), legend }],
          }),
          timeseries({
            title: 'Requests that are broken off',
            description: 'Kafka requests that the broker or the connection did not bring to an end. The log of the broker says why.',
            alerts: ['RedpandaKafkaErrors'],
            width: 8,
            unit: 'reqps',
            min: 0,
            steps: from(fixed.brokenOff),
            queries: [{ expr: `sum by (instance) (rate(${selectedBrokers('redpanda_rpc_request_errors_total', 'redpanda_server="kafka"')}[${window}]))`, legend }],
          }),
        ],
      },
      {
        height: 8,
        panels: [
          timeseries({
            title: 'Busiest core',
            description: 'A core serves its own partitions and no others, so one that is always busy makes these slow.',
            width: 8,
            unit: 'percentunit',
            min: 0,
            max: 1,
            queries: [{ expr: `max by (instance) (rate(${selectedBrokers('redpanda_cpu_busy_seconds_total')}[${window}]))`, legend }],
          }),
          timeseries({
            title: 'Free memory',
            description: 'Of the core that has the least, with caches that are given back.',
            alerts: ['RedpandaMemoryLow'],
            width: 8,
            unit: 'percentunit',
            min: 0,
            max: 1,
            steps: below(fixed.memoryFree),
            queries: [{ expr: selectedBrokers('instance:redpanda_memory_available_memory:ratio'), legend }],
          }),
          timeseries({
            title: 'Changes of leaders',
            description: 'How often each partition changes its leader within an hour. Many that go on mean that brokers lose each other, or are too slow to answer. A restart makes some.',
            alerts: ['RedpandaLeadershipChurn', 'RedpandaControllerElections'],
            width: 8,
            unit: 'none',
            min: 0,
            steps: from(fixed.leaderChanges),
            queries: [{ expr: `3600 * sum(rate(${selected('redpanda_raft_leadership_changes')}[10m])) / scalar(max(${selected('redpanda_cluster_partitions')}))`, legend: 'an hour' }],
          }),
        ],
      },
    ],
  };
}
