import { and, gt, plus, present, text } from '../../template';
import { jobsOf } from '../matchers';
import { fixed, thresholdsOf } from '../thresholds';
import { tellsOfHealth, type Watched } from '../watched';
import type { Row } from './layout';
import { below, from, least, stat, table, timeseries } from './panel';
import { consoleUp, ofKubernetes, selected, window } from './selected';

/** What somebody on call looks at first: a number for each thing that alerts are about, and the alerts. */
export function overview(watched: Watched): Row {
  const { replicas, rackAwareness, withConsole, clients } = watched;
  const { latency, lag, diskLow, diskCritical } = thresholdsOf(watched);
  const many = gt(replicas, 1);
  const slowest = (request: string) => {
    const of = `redpanda_request="${request}"`;
    return `max(${selected('instance_request:redpanda_kafka_request_latency_seconds:p99_5m', of)} and on (instance) ${selected('instance_request:redpanda_kafka_request_latency_seconds_count:rate5m', of)} > ${fixed.percentileFrom})`;
  };
  const bytes = (request: string) => `sum(rate(${selected('redpanda_kafka_request_bytes_total', `redpanda_request="${request}"`)}[${window}]))`;
  return {
    title: 'Overview',
    lines: [
      {
        height: 4,
        panels: [
          stat({
            title: 'Brokers',
            description: 'How many brokers answer, whether one of them is the controller, how often it was elected within an hour, and how many versions run.',
            alerts: ['RedpandaBrokerDown', 'RedpandaNoMetrics', 'RedpandaNoController', 'RedpandaControllerElections', 'RedpandaUnhealthy', 'RedpandaVersionSkew'],
            width: 8,
            unit: 'none',
            queries: [
              { expr: `count(${selected('up')} == 1) or vector(0)`, legend: text`answer, of ${replicas}`, steps: least(replicas) },
              { expr: `count(${selected('up')} == 1 unless on (instance) ${selected('redpanda_application_uptime_seconds_total')}) or vector(0)`, legend: 'without metrics', steps: from(1) },
              { expr: `count(${selected('redpanda_cluster_brokers')}) or vector(0)`, legend: 'controller', steps: least(1), words: { 0: ['none'], 1: ['one'] } },
              { expr: `sum(increase(${selected('redpanda_raft_leadership_changes', 'redpanda_namespace="redpanda"', 'redpanda_topic="controller"')}[1h]))`, legend: 'elections', decimals: 0, steps: from(plus(replicas, fixed.elections)), where: many },
              { expr: `max(${selected('redpanda_cluster_health_unhealthy_reasons')})`, legend: 'unhealthy', steps: from(1), where: tellsOfHealth(watched) },
              { expr: `count(count by (redpanda_version) (${selected('redpanda_application_build')}))`, legend: 'versions', steps: from(2) },
            ],
          }),
          stat({
            title: 'Partitions',
            description: 'Nobody can use a partition that has no leader. One that lacks replicas works, and may stop with the next broker.',
            alerts: ['RedpandaLeaderlessPartitions', 'RedpandaUnderReplicated', 'RedpandaRackConstraint'],
            width: 8,
            unit: 'none',
            without: 'not known',
            queries: [
              { expr: `max(${selected('redpanda_cluster_unavailable_partitions')})`, legend: 'without a leader', steps: from(1, 'critical'), where: many },
              { expr: `count(max by (redpanda_namespace, redpanda_topic, redpanda_partition) (${selected('redpanda_kafka_under_replicated_replicas')}) > 0) or vector(0)`, legend: 'lack replicas', steps: from(1), where: many },
              { expr: `max(${selected('redpanda_cluster_partition_num_with_broken_rack_constraint')})`, legend: 'two replicas in one zone', steps: from(1), where: and(rackAwareness, many) },
              { expr: `max(${selected('redpanda_cluster_partitions')})`, legend: 'in all' },
            ],
          }),
          stat({
            title: 'Slowest 1 % of requests',
            description: 'Of the slowest broker, in the last five minutes. Few requests are not counted.',
            alerts: ['RedpandaProduceLatency', 'RedpandaConsumeLatency'],
            width: 8,
            unit: 's',
            without: 'few requests',
            queries: [
              { expr: slowest('produce'), legend: 'produce', steps: from(latency.value) },
              { expr: slowest('consume'), legend: 'read', steps: from(latency.value) },
            ],
          }),
        ],
      },
      {
        height: 4,
        panels: [
          stat({
            title: 'Disk of the fullest broker',
            description: 'How much of it is free. At 2.5 % all producers of the cluster are refused.',
            alerts: ['RedpandaDiskFull', 'RedpandaDiskCritical', 'RedpandaDiskLow'],
            width: 8,
            unit: 'percentunit',
            queries: [
              { expr: `min(${selected('instance:redpanda_storage_disk_free_bytes:ratio')})`, legend: 'free', steps: below(diskLow.value, diskCritical.value) },
              { expr: `max(${selected('redpanda_storage_disk_free_space_alert')})`, legend: 'it takes records', unit: 'none', steps: from(2, 'critical'), words: { 0: ['yes'], 1: ['yes'], 2: ['no'] } },
            ],
          }),
          stat({
            title: 'Around the brokers',
            description: 'Jobs that have failed, so that not all that is declared is there; kube-state-metrics tells of them. And whether Console answers.',
            alerts: ['RedpandaJobFailed', 'RedpandaConsoleDown'],
            width: 8,
            unit: 'none',
            queries: [
              { expr: `max(${consoleUp}) or vector(0)`, legend: 'Console', steps: below(1), words: { 0: ['down'], 1: ['answers'] }, where: withConsole },
              { expr: text`count(${ofKubernetes('kube_job_failed', text`${jobsOf(watched)},condition="true"`)} == 1) or vector(0)`, legend: 'failed Jobs', steps: from(1) },
            ],
          }),
          stat({
            title: 'Client that is furthest behind',
            description: 'How long producers took for what it has not consumed yet, how many records wait for clients, and for how many clients nobody consumes.',
            alerts: ['RedpandaConsumerLag', 'RedpandaConsumerStuck', 'RedpandaConsumerMissing'],
            width: 8,
            where: present(clients),
            unit: 's',
            without: 'nothing waits',
            queries: [
              { expr: `max(${selected('client_topic:redpanda_kafka_consumer_group_lag:seconds')})`, legend: 'behind', steps: from(lag.value) },
              { expr: `sum(${selected('client_topic:redpanda_kafka_consumer_group_lag:sum')})`, legend: 'records that wait', unit: 'short' },
              { expr: `count(sum by (redpanda_group) (${selected('client_topic:redpanda_kafka_consumer_group_lag:sum')}) > 0 unless on (redpanda_group) max by (redpanda_group) (${selected('redpanda_kafka_consumer_group_consumers')}) > 0) or vector(0)`, legend: 'nobody consumes', unit: 'none', steps: from(1) },
            ],
          }),
        ],
      },
      {
        height: 8,
        panels: [
          table({
            title: 'Alerts that fire',
            description: 'What Prometheus tells people now. The page of each says what to do.',
            width: 12,
            unit: 'none',
            without: 'none',
            labels: { severity: 'Severity', alertname: 'Alert', instance: 'Broker', client: 'Client', redpanda_topic: 'Topic', persistentvolumeclaim: 'Volume', job_name: 'Job', area: 'Listener' },
            columns: [{ name: 'Severity', label: 'severity', expr: `max by (severity, alertname, instance, client, redpanda_topic, persistentvolumeclaim, job_name, area) (${selected('ALERTS', 'alertstate="firing"')})`, words: { critical: ['critical', 'red'], warning: ['warning', 'orange'], info: ['info', 'blue'] } }],
            sort: { by: 'Severity' },
          }),
          timeseries({
            title: 'Traffic of Kafka',
            description: 'What clients send and receive, in all topics.',
            width: 12,
            unit: 'Bps',
            queries: [
              { expr: bytes('produce'), legend: 'produced' },
              { expr: bytes('consume'), legend: 'consumed' },
            ],
          }),
        ],
      },
    ],
  };
}
