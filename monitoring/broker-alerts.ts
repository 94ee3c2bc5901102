import { and, dig, gt, text, when } from '../template';
import { isEncrypted } from '../values/encryption';
import type { Some } from './alert';
import { seriesOf } from './series';
import { fixed, thresholdsOf } from './thresholds';
import type { Watched } from './watched';

/** What can be wrong with brokers. Thresholds are ratios, or bounds of Redpanda's own, so that they fit every size. */
export const brokerAlerts = (watched: Watched): readonly Some[] => [...availability(watched), ...disks(watched), ...work(watched), ...security(watched), ...state(watched)];

/** `redpanda_cluster_…` is told by the controller's leader alone, so nothing is summed up, and its absence is an alert of its own. */
function availability(watched: Watched): readonly Some[] {
  const { of } = seriesOf(watched);
  const { name, replicas } = watched;
  const many = gt(replicas, 1);
  return [
    {
      name: 'RedpandaBrokerDown',
      severity: 'critical',
      for: '2m',
      // Each for itself has five minutes, as long as a slow restart takes: while they restart in turn, there is always one that is down.
      expr: [text`${replicas} - (`, text`  count(max_over_time(${of('up')}[3m]) == 1)`, '  or vector(0)', ') > 0'],
      summary: text`{{ $value }} of ${replicas} brokers of ${name} do not answer`,
      description: 'Partitions go on as long as most of their replicas answer. Look at the pods and their events.',
    },
    {
      name: 'RedpandaNoMetrics',
      severity: 'warning',
      for: '10m',
      expr: [text`${of('up')} == 1`, text`unless on (instance) ${of('redpanda_application_uptime_seconds_total')}`],
      summary: '{{ $labels.instance }} answers Prometheus, but not with metrics of a broker',
      description: 'No other alert watches this broker now. Look at the path that is scraped, and at disable_public_metrics.',
    },
    // A single broker has no leader for anything while it restarts, which is told by other alerts.
    when(many, {
      name: 'RedpandaLeaderlessPartitions',
      severity: 'critical',
      for: '2m',
      expr: [text`max(${of('redpanda_cluster_unavailable_partitions')}) > 0`],
      summary: text`Partitions of ${name} without a leader: {{ $value }}`,
      description: 'Nobody can produce to them or consume from them. Most of their replicas are on brokers that are down.',
    }),
    {
      name: 'RedpandaNoController',
      severity: 'critical',
      for: '3m',
      expr: [text`count(${of('up')} == 1) > 0`, text`unless on () count(${of('redpanda_cluster_brokers')})`],
      summary: text`No broker of ${name} is the controller`,
      description: 'Topics, users and settings cannot be changed, and lost leaders are not noticed. Most brokers do not reach each other.',
    },
    when(many, {
      name: 'RedpandaControllerElections',
      severity: 'warning',
      // A broker counts the elections that it wins.
      expr: [
        'sum(increase(',
        text`  ${of('redpanda_raft_leadership_changes', 'redpanda_namespace="redpanda",redpanda_topic="controller"')}[1h]`,
        text`)) > ${replicas} + ${fixed.elections}`,
      ],
      summary: text`The controller of ${name} was elected {{ $value | printf "%.0f" }} times within an hour`,
      description: 'Topics, users and settings cannot be changed in the meantime. Brokers lose each other, or are too busy to answer in time.',
    }),
    when(many, {
      name: 'RedpandaLeadershipChurn',
      severity: 'warning',
      for: '30m',
      expr: [
        text`3600 * sum(rate(${of('redpanda_raft_leadership_changes')}[10m]))`,
        text`  / scalar(max(${of('redpanda_cluster_partitions')}))`,
        text`  > ${fixed.leaderChanges}`,
      ],
      summary: text`Each partition of ${name} changes its leader {{ $value | humanize }} times an hour`,
      description: 'With each change clients wait and ask again. Brokers lose each other, or are too busy to answer in time.',
    }),
    when(many, {
      name: 'RedpandaUnderReplicated',
      severity: 'warning',
      // As long as a broker that starts waits for its replicas before it is ready without them.
      for: '15m',
      expr: [
        'count(',
        '  max by (redpanda_namespace, redpanda_topic, redpanda_partition) (',
        text`    ${of('redpanda_kafka_under_replicated_replicas')}`,
        '  ) > 0',
        ') > 0',
      ],
      summary: text`Partitions of ${name} that lack replicas: {{ $value }}`,
      description: 'Another lost broker may stop them. Replicas that are idle are not counted. Look for a broker that is down, or slower than the others.',
    }),
    {
      name: 'RedpandaRestarts',
      severity: 'warning',
      expr: [text`resets(${of('redpanda_application_uptime_seconds_total')}[1h]) > ${fixed.restarts}`],
      summary: '{{ $labels.instance }} restarted {{ $value }} times within an hour',
      description: 'After five crashes within an hour it stays down. Look at the log of the container before.',
    },
  ];
}

/** Brokers refuse records below their floor, which is 2.5 % of the disk and at most 5 GiB. They tell so themselves from 5 % on. */
function disks(watched: Watched): readonly Some[] {
  const { of, kubernetes } = seriesOf(watched);
  const { name, adopted } = watched;
  const { diskLow, diskCritical } = thresholdsOf(watched);
  const free = of('instance:redpanda_storage_disk_free_bytes:ratio');
  const claims = text`persistentvolumeclaim=~"${adopted.claimName}-${name}-[0-9]+"`;
  return [
    {
      name: 'RedpandaDiskFull',
      severity: 'critical',
      for: '1m',
      expr: [text`max by (instance) (${of('redpanda_storage_disk_free_space_alert')}) == 2`],
      summary: '{{ $labels.instance }} refuses records, because its disk is full',
      description: 'All producers of the cluster are refused. Free some space now: shorten the retention of the biggest topic.',
    },
    {
      name: 'RedpandaDiskCritical',
      severity: 'critical',
      for: '5m',
      expr: [text`${free} < ${diskCritical.expr}`],
      summary: '{{ $labels.instance }} has {{ $value | humanizePercentage }} of its disk left',
      description: 'At 2.5 % the cluster refuses records. Shorten the retention of the biggest topic, or make the volumes bigger.',
    },
    {
      name: 'RedpandaDiskLow',
      severity: 'warning',
      for: '15m',
      expr: [text`${free} < ${diskLow.expr}`],
      summary: '{{ $labels.instance }} has {{ $value | humanizePercentage }} of its disk left',
      description: 'Partitions are moved away from a disk that is fuller than others. Plan for bigger volumes, or a shorter retention.',
    },
    {
      name: 'RedpandaDiskForecast',
      severity: 'warning',
      // Retention frees space from time to time: a trend of hours is none, before the disk is somewhat full.
      for: '1h',
      expr: [
        text`${free} < ${fixed.forecast.disk}`,
        'and on (instance)',
        text`predict_linear(${of('redpanda_storage_disk_free_bytes')}[6h], 86400)`,
        text`  < ${fixed.forecast.left} * ${of('redpanda_storage_disk_total_bytes')}`,
      ],
      summary: '{{ $labels.instance }} will have a full disk within a day ({{ $value | humanizePercentage }} left)',
      description: 'It fills as fast as it did for six hours. Find the topic that grows, and shorten its retention.',
    },
    {
      name: 'RedpandaVolumeNearlyFull',
      severity: 'warning',
      for: '5m',
      expr: [
        ...kubernetes('kubelet_volume_stats_available_bytes', [claims]),
        '/',
        ...kubernetes('kubelet_volume_stats_capacity_bytes', [claims]),
        `< ${fixed.volumeFree}`,
      ],
      summary: 'Volume {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left',
      description: 'The kubelet says so, even where the broker is down. Make the volumes bigger, or shorten the retention.',
    },
  ];
}

function work(watched: Watched): readonly Some[] {
  const { of } = seriesOf(watched);
  const { name } = watched;
  const { latency } = thresholdsOf(watched);
  const slow = (request: 'produce' | 'consume') => [
    of('instance_request:redpanda_kafka_request_latency_seconds:p99_5m', text`redpanda_request="${request}"`),
    text`  > ${latency.expr}`,
    'and on (instance)',
    // Of few requests the slowest is by chance.
    of('instance_request:redpanda_kafka_request_latency_seconds_count:rate5m', text`redpanda_request="${request}"`),
    `  > ${fixed.percentileFrom}`,
  ];
  return [
    {
      name: 'RedpandaMemoryLow',
      severity: 'warning',
      for: '10m',
      expr: [text`${of('instance:redpanda_memory_available_memory:ratio')} < ${fixed.memoryFree}`],
      summary: '{{ $labels.instance }} has {{ $value | humanizePercentage }} of its memory available',
      description: 'Requests that need more are refused, and a broker that finds none crashes. Look for many partitions, connections or big batches.',
    },
    {
      name: 'RedpandaProduceLatency',
      severity: 'warning',
      for: '10m',
      expr: slow('produce'),
      summary: '{{ $labels.instance }} takes {{ $value | humanizeDuration }} for the slowest 1 % of produce requests',
      description: 'Producers wait for it. Most of that time is the disk, which must have the records before they are acknowledged.',
    },
    {
      name: 'RedpandaConsumeLatency',
      severity: 'warning',
      for: '10m',
      // Not of the handler, whose time holds the long poll of an idle consumer.
      expr: slow('consume'),
      summary: '{{ $labels.instance }} takes {{ $value | humanizeDuration }} for the slowest 1 % of reads',
      description: 'Events are late. Consumers that read old records read them from the disk.',
    },
    {
      name: 'RedpandaKafkaErrors',
      severity: 'warning',
      for: '10m',
      expr: [
        'sum by (instance) (',
        text`  rate(${of('redpanda_rpc_request_errors_total', 'redpanda_server="kafka"')}[5m])`,
        `) > ${fixed.brokenOff}`,
      ],
      summary: '{{ $labels.instance }} breaks off {{ $value | humanize }} Kafka requests a second',
      description: 'Producers and consumers see errors, or connections that are closed. The log of the broker says why.',
    },
    {
      name: 'RedpandaSchemaRegistryErrors',
      severity: 'warning',
      for: '10m',
      // The latency counts what went well only. 4xx is what clients get for a subject that is not there yet.
      expr: [
        text`sum(rate(${of('redpanda_schema_registry_request_errors_total', 'redpanda_status="5xx"')}[5m]))`,
        '/ (',
        text`  sum(rate(${of('redpanda_schema_registry_request_latency_seconds_count')}[5m]))`,
        text`  + sum(rate(${of('redpanda_schema_registry_request_errors_total')}[5m]))`,
        `) > ${fixed.registryFailures}`,
      ],
      summary: text`The schema registry of ${name} fails {{ $value | humanizePercentage }} of its requests`,
      description: 'Clients that meet a new schema cannot produce or consume. The registry keeps schemas in the topic _schemas.',
    },
  ];
}

function security(watched: Watched): readonly Some[] {
  const { of } = seriesOf(watched);
  const { name, tls, sasl } = watched;
  const { certificate } = thresholdsOf(watched);
  const encrypted = isEncrypted(tls);
  const expiring = (what: 'certificate' | 'truststore') => [
    // What is not loaded has expired in 1970.
    text`min by (area, detail) (${of(`redpanda_tls_${what}_expires_at_timestamp_seconds`)} > 0)`,
    text`  - time() < ${certificate.expr}`,
  ];
  return [
    when(encrypted, {
      name: 'RedpandaCertificateExpiry',
      severity: 'warning',
      for: '15m',
      expr: expiring('certificate'),
      summary: 'The certificate of {{ $labels.area }} {{ $labels.detail }} expires in {{ $value | humanizeDuration }}',
      description: 'Afterwards nobody connects, and brokers lose each other. It should have been renewed by now.',
    }),
    when(encrypted, {
      name: 'RedpandaCAExpiry',
      severity: 'warning',
      for: '15m',
      expr: expiring('truststore'),
      summary: 'The CA of {{ $labels.area }} {{ $labels.detail }} expires in {{ $value | humanizeDuration }}',
      description: 'Afterwards every certificate that it has signed is refused. Clients need the new one before brokers have it.',
    }),
    when(encrypted, {
      name: 'RedpandaCertificateInvalid',
      severity: 'critical',
      for: '5m',
      expr: [text`min by (instance, area, detail) (${of('redpanda_tls_certificate_valid')}) == 0`],
      summary: 'The certificate of {{ $labels.area }} {{ $labels.detail }} on {{ $labels.instance }} is not valid',
      description: 'Clients refuse it. Look at the Secret and at who makes it.',
    }),
    when(sasl.enabled, {
      name: 'RedpandaAuthorizationDenied',
      severity: 'info',
      for: '15m',
      // `empty` is a refusal, too: no ACL is about it.
      expr: [text`sum(rate(${of('redpanda_authorization_result', 'type=~"deny|empty"')}[10m])) > ${fixed.denied}`],
      summary: text`${name} denies {{ $value | printf "%.2f" }} requests a second`,
      description: 'Some client lacks an ACL or tries what it may not. Listing topics is denied for each that a client may not see.',
    }),
  ];
}

function state(watched: Watched): readonly Some[] {
  const { of } = seriesOf(watched);
  const { name, replicas, rackAwareness, licenseAcknowledged, cluster } = watched;
  const toldOfHealth = dig(cluster as object, ['health_monitor_metrics_enabled'], false);
  const { license } = thresholdsOf(watched);
  return [
    when(toldOfHealth, {
      name: 'RedpandaUnhealthy',
      severity: 'warning',
      // What is down or behind has alerts of its own, which come first.
      for: '30m',
      expr: [text`max(${of('redpanda_cluster_health_unhealthy_reasons')}) > 0`],
      summary: text`Brokers of ${name} say that it is not healthy (reasons: {{ $value }})`,
      description: 'Ask rpk cluster health for the reasons. A broker in recovery mode, or one that sends no report, has no other alert.',
    }),
    when(toldOfHealth, {
      name: 'RedpandaHealthUnknown',
      severity: 'warning',
      for: '5m',
      expr: [text`max by (instance) (${of('redpanda_cluster_health_metadata_age_seconds')}) > ${fixed.healthAge}`],
      summary: '{{ $labels.instance }} has not learnt how healthy the cluster is for {{ $value | humanizeDuration }}',
      description: 'What it tells of the health of the cluster is old. It does not reach the controller, or is too busy.',
    }),
    when(gt(replicas, 1), {
      name: 'RedpandaVersionSkew',
      severity: 'warning',
      // Longer than a rolling update takes.
      for: '2h',
      expr: [text`count(count by (redpanda_version) (${of('redpanda_application_build')})) > 1`],
      summary: text`Brokers of ${name} run {{ $value }} versions`,
      description: 'A rolling update has stopped half-way. New features stay off until all brokers have the same version.',
    }),
    when(and(rackAwareness, gt(replicas, 1)), {
      name: 'RedpandaRackConstraint',
      severity: 'warning',
      for: '1h',
      expr: [text`max(${of('redpanda_cluster_partition_num_with_broken_rack_constraint')}) > 0`],
      summary: text`Partitions of ${name} with two replicas in one zone: {{ $value }}`,
      description: 'The loss of that zone may stop them. There are fewer zones with brokers than replicas, or a broker is down.',
    }),
    when(licenseAcknowledged, {
      name: 'RedpandaLicenseExpiry',
      severity: 'warning',
      for: '1h',
      // -1 is no license.
      expr: [
        text`max(${of('redpanda_cluster_features_enterprise_license_expiry_sec')} > 0)`,
        text`  < ${license.expr}`,
      ],
      summary: text`The license of ${name} expires in {{ $value | humanizeDuration }}`,
      description: 'Afterwards enterprise features cannot be changed, and some stop. Renew it.',
    }),
  ];
}
