/** Series by their names with labels, as promtool's tests write values: `1x3` is 1 four times, `0+2x3` is 0 2 4 6. */
export type Series = Readonly<Record<string, string>>;

/** What an alert must do. */
export interface AlertCase {
  readonly name: string;
  readonly title: string;
  readonly series: Series;
  readonly at: string;
  /** How often rules are evaluated; every minute if left out. */
  readonly every?: string;
  /** The alerts that fire, or none. */
  readonly firing?: readonly { readonly summary: string; readonly labels?: Readonly<Record<string, string>> }[];
}

const cluster = 'namespace="shop"';
const series = (name: string, labels = '', broker: number | undefined = 0): string =>
  `${name}{${[labels, `job="redpanda",${cluster}`, broker === undefined ? '' : `instance="redpanda-${broker}"`].filter(Boolean).join(',')}}`;
const each = (count: number, of: (broker: number) => Series): Series => Object.assign({}, ...Array.from({ length: count }, (_, broker) => of(broker)));
const topic = (name: string, partition = 0) => `redpanda_namespace="kafka",redpanda_topic="${name}",redpanda_partition="${partition}"`;
const upOf = (values: readonly string[]): Series => Object.assign({}, ...values.map((value, broker) => ({ [series('up', '', broker)]: value })));
const allUp = (count: number): Series => each(count, (broker) => ({ [series('up', '', broker)]: '1x200' }));

const histogram = (request: string, fast: string, all: string): Series => ({
  [series('redpanda_kafka_request_latency_seconds_bucket', `redpanda_request="${request}",le="0.131071"`)]: fast,
  [series('redpanda_kafka_request_latency_seconds_bucket', `redpanda_request="${request}",le="0.524287"`)]: all,
  [series('redpanda_kafka_request_latency_seconds_bucket', `redpanda_request="${request}",le="+Inf"`)]: all,
  [series('redpanda_kafka_request_latency_seconds_count', `redpanda_request="${request}"`)]: all,
});
const disk = (free: string, total = '100x200'): Series => ({ [series('redpanda_storage_disk_free_bytes')]: free, [series('redpanda_storage_disk_total_bytes')]: total });
const volume = (claim: string, available: string): Series => ({
  [`kubelet_volume_stats_available_bytes{${cluster},persistentvolumeclaim="${claim}"}`]: available,
  [`kubelet_volume_stats_capacity_bytes{${cluster},persistentvolumeclaim="${claim}"}`]: '100x200',
});
const memory = (available: string): Series => ({
  [series('redpanda_memory_available_memory', 'shard="0"')]: '50x200',
  [series('redpanda_memory_free_memory', 'shard="0"')]: '1x200',
  [series('redpanda_memory_allocated_memory', 'shard="0"')]: '99x200',
  [series('redpanda_memory_available_memory', 'shard="1"')]: available,
  [series('redpanda_memory_free_memory', 'shard="1"')]: '1x200',
  [series('redpanda_memory_allocated_memory', 'shard="1"')]: '99x200',
});
const registry = (failed: string, refused: string, done: string): Series => ({
  [series('redpanda_schema_registry_request_errors_total', 'redpanda_status="5xx"')]: failed,
  [series('redpanda_schema_registry_request_errors_total', 'redpanda_status="4xx"')]: refused,
  [series('redpanda_schema_registry_request_latency_seconds_count')]: done,
});
const job = (name: string, isFailed: number): Series => ({
  [`kube_job_failed{${cluster},job_name="${name}",condition="true"}`]: `${isFailed}x200`,
  [`kube_job_failed{${cluster},job_name="${name}",condition="false"}`]: `${1 - isFailed}x200`,
});
/** A group, what it consumes of a partition, and what is produced to that. */
const group = (end: string, committed: string, members: string, of = 'payments'): Series => ({
  [series('redpanda_kafka_max_offset', topic(of))]: end,
  // A replica that is behind tells another end.
  [series('redpanda_kafka_max_offset', topic(of), 1)]: '0x200',
  [series('redpanda_kafka_consumer_group_committed_offset', `redpanda_group="group",redpanda_topic="${of}",redpanda_partition="0",shard="1"`)]: committed,
  [series('redpanda_kafka_consumer_group_consumers', 'redpanda_group="group",shard="1"')]: members,
  [series('redpanda_kafka_records_produced_total', `redpanda_namespace="kafka",redpanda_topic="${of}"`)]: '0+60x200',
});

const elections = (won: readonly string[]): Series => Object.assign({}, ...won.map((values, broker) => ({ [series('redpanda_raft_leadership_changes', 'redpanda_namespace="redpanda",redpanda_topic="controller"', broker)]: values })));
/** Of a cluster with a hundred partitions. */
const leaders = (won: string): Series => ({
  [series('redpanda_raft_leadership_changes', 'redpanda_namespace="kafka",redpanda_topic="payments"')]: won,
  [series('redpanda_raft_leadership_changes', 'redpanda_namespace="kafka",redpanda_topic="payments"', 1)]: '0x200',
  [series('redpanda_cluster_partitions')]: '100x200',
});
/** What two brokers take for a topic. */
const produced = (of: string, values: string): Series => ({
  [series('redpanda_kafka_records_produced_total', `redpanda_namespace="kafka",redpanda_topic="${of}"`)]: values,
  [series('redpanda_kafka_records_produced_total', `redpanda_namespace="kafka",redpanda_topic="${of}"`, 1)]: '7x1500',
});

const instance = { instance: 'redpanda-0' };
const client = 'Client orders of namespace apps';
const day = 86_400;

/** Of each alert what makes it fire, and what does not though it is near. */
export function alertCases(brokers: number): AlertCase[] {
  const oneGone = upOf(Array.from({ length: brokers }, (_, broker) => (broker === 0 ? '1x9 0x200' : '1x200')));
  const oneDown = upOf(Array.from({ length: brokers }, (_, broker) => (broker === 0 ? '0x200' : '1x200')));
  const slow = (request: string, name: string, what: string): AlertCase[] => [
    { name, title: 'one in fifty is slow', series: histogram(request, '0+98x200', '0+100x200'), at: '14m', firing: [{ summary: `redpanda-0 takes 327.7ms for the slowest 1 % of ${what}`, labels: { ...instance, redpanda_request: request } }] },
    { name, title: 'for less than ten minutes', series: histogram(request, '0+98x200', '0+100x200'), at: '13m' },
    { name, title: 'all are fast', series: histogram(request, '0+100x200', '0+100x200'), at: '60m' },
    { name, title: 'one in two hundred is slow', series: histogram(request, '0+995x200', '0+1000x200'), at: '60m' },
    { name, title: 'slow are some of few', series: histogram(request, '0+30x200', '0+59x200'), at: '60m' },
  ];
  const certificate = (name: string, metric: string, what: string): AlertCase[] => {
    const expiring = (seconds: number) => ({ [series(metric, 'area="kafka",detail="internal"')]: `${seconds}x200`, [series(metric, 'area="rpc",detail=""')]: '0x200' });
    return [
      { name, title: 'it ends in less than 14 days', series: expiring(14 * day), at: '16m', firing: [{ summary: `The ${what} of kafka internal expires in 13d 23h 44m 0s`, labels: { area: 'kafka', detail: 'internal' } }] },
      { name, title: 'it has done so for less than a quarter of an hour', series: expiring(14 * day), at: '15m' },
      { name, title: 'it ends later, and another is not loaded', series: expiring(15 * day), at: '60m' },
    ];
  };
  return [
    { name: 'RedpandaBrokerDown', title: 'one has not answered for five minutes', series: oneGone, at: '15m', firing: [{ summary: `1 of ${brokers} brokers of redpanda do not answer` }] },
    { name: 'RedpandaBrokerDown', title: 'nothing is scraped', series: {}, at: '2m', firing: [{ summary: `${brokers} of ${brokers} brokers of redpanda do not answer` }] },
    { name: 'RedpandaBrokerDown', title: 'one has not answered for four minutes', series: oneGone, at: '13m' },
    { name: 'RedpandaBrokerDown', title: 'all answer', series: allUp(brokers), at: '60m' },
    { name: 'RedpandaBrokerDown', title: "another cluster's do not answer", series: { ...allUp(brokers), 'up{job="redpanda",namespace="other",instance="redpanda-0"}': '0x200' }, at: '60m' },

    { name: 'RedpandaNoMetrics', title: 'what answers is no broker', series: allUp(1), at: '10m', firing: [{ summary: 'redpanda-0 answers Prometheus, but not with metrics of a broker', labels: instance }] },
    { name: 'RedpandaNoMetrics', title: 'for less than ten minutes', series: allUp(1), at: '9m' },
    { name: 'RedpandaNoMetrics', title: 'it tells its uptime', series: { ...allUp(1), [series('redpanda_application_uptime_seconds_total')]: '0+60x200' }, at: '60m' },
    { name: 'RedpandaNoMetrics', title: 'it is down', series: upOf(['0x200']), at: '60m' },

    { name: 'RedpandaLeaderlessPartitions', title: 'two partitions have none', series: { [series('redpanda_cluster_unavailable_partitions')]: '2x200' }, at: '2m', firing: [{ summary: 'Partitions of redpanda without a leader: 2' }] },
    { name: 'RedpandaLeaderlessPartitions', title: 'for a minute', series: { [series('redpanda_cluster_unavailable_partitions')]: '2x200' }, at: '1m' },
    { name: 'RedpandaLeaderlessPartitions', title: 'all have one', series: { [series('redpanda_cluster_unavailable_partitions')]: '0x200' }, at: '60m' },

    { name: 'RedpandaNoController', title: 'nobody tells of the cluster', series: allUp(brokers), at: '3m', firing: [{ summary: 'No broker of redpanda is the controller' }] },
    { name: 'RedpandaNoController', title: 'for two minutes', series: allUp(brokers), at: '2m' },
    { name: 'RedpandaNoController', title: 'one broker tells', series: { ...allUp(brokers), [series('redpanda_cluster_brokers')]: `${brokers}x200` }, at: '60m' },
    { name: 'RedpandaNoController', title: 'no broker answers', series: upOf(['0x200']), at: '60m' },

    // Within an hour, of which promtool's increase() counts one minute less, and makes up for it.
    { name: 'RedpandaControllerElections', title: 'three more than brokers', series: elections([`0x60 ${brokers + 2}x200`, '5x90 6x200']), at: '100m', firing: [{ summary: `The controller of redpanda was elected ${brokers + 3} times within an hour` }] },
    { name: 'RedpandaControllerElections', title: 'two more than brokers', series: elections([`0x60 ${brokers + 1}x200`, '5x90 6x200']), at: '100m' },
    { name: 'RedpandaControllerElections', title: 'as many, some of them an hour ago', series: elections([`0x30 ${brokers + 2}x200`, '5x90 6x200']), at: '100m' },
    { name: 'RedpandaControllerElections', title: 'other partitions elect', series: leaders('0+100x200'), at: '100m' },
    { name: 'RedpandaLeadershipChurn', title: 'each partition changes it 37 times an hour', series: leaders('0+61.67x200'), at: '45m', firing: [{ summary: 'Each partition of redpanda changes its leader 37 times an hour' }] },
    { name: 'RedpandaLeadershipChurn', title: 'for less than half an hour', series: leaders('0+61.67x200'), at: '30m' },
    { name: 'RedpandaLeadershipChurn', title: 'each changes it 35 times', series: leaders('0+58.33x200'), at: '100m' },
    { name: 'RedpandaLeadershipChurn', title: 'nobody tells how many partitions there are', series: { ...leaders('0+61.67x200'), [series('redpanda_cluster_partitions')]: '_' }, at: '100m' },

    {
      name: 'RedpandaUnderReplicated',
      title: 'two partitions lack some',
      series: { [series('redpanda_kafka_under_replicated_replicas', topic('a'))]: '1x200', [series('redpanda_kafka_under_replicated_replicas', topic('a', 1), 1)]: '2x200', [series('redpanda_kafka_under_replicated_replicas', topic('a'), 1)]: '0x200' },
      at: '15m',
      firing: [{ summary: 'Partitions of redpanda that lack replicas: 2' }],
    },
    { name: 'RedpandaUnderReplicated', title: 'for 14 minutes', series: { [series('redpanda_kafka_under_replicated_replicas', topic('a'))]: '1x200' }, at: '14m' },
    { name: 'RedpandaUnderReplicated', title: 'none lacks any', series: { [series('redpanda_kafka_under_replicated_replicas', topic('a'))]: '0x200' }, at: '60m' },

    { name: 'RedpandaRestarts', title: 'three times within an hour', series: { [series('redpanda_application_uptime_seconds_total')]: '0+60x5 0+60x5 0+60x5 0+60x200' }, at: '20m', firing: [{ summary: 'redpanda-0 restarted 3 times within an hour', labels: instance }] },
    { name: 'RedpandaRestarts', title: 'twice', series: { [series('redpanda_application_uptime_seconds_total')]: '0+60x5 0+60x5 0+60x200' }, at: '20m' },
    { name: 'RedpandaRestarts', title: 'an hour ago', series: { [series('redpanda_application_uptime_seconds_total')]: '0+60x5 0+60x5 0+60x5 0+60x200' }, at: '90m' },

    { name: 'RedpandaDiskFull', title: 'the broker says so', series: { [series('redpanda_storage_disk_free_space_alert')]: '2x200' }, at: '1m', firing: [{ summary: 'redpanda-0 refuses records, because its disk is full', labels: instance }] },
    { name: 'RedpandaDiskFull', title: 'the broker only warns', series: { [series('redpanda_storage_disk_free_space_alert')]: '1x200' }, at: '60m' },

    { name: 'RedpandaDiskCritical', title: 'less than a tenth is free', series: disk('9.99x200'), at: '5m', firing: [{ summary: 'redpanda-0 has 9.99% of its disk left', labels: instance }] },
    { name: 'RedpandaDiskCritical', title: 'for four minutes', series: disk('9.99x200'), at: '4m' },
    { name: 'RedpandaDiskCritical', title: 'a tenth is free', series: disk('10x200'), at: '60m' },
    { name: 'RedpandaDiskLow', title: 'less than a fifth is free', series: disk('19.99x200'), at: '15m', firing: [{ summary: 'redpanda-0 has 19.99% of its disk left', labels: instance }] },
    { name: 'RedpandaDiskLow', title: 'for 14 minutes', series: disk('19.99x200'), at: '14m' },
    { name: 'RedpandaDiskLow', title: 'a fifth is free', series: disk('20x200'), at: '60m' },
    { name: 'RedpandaDiskForecast', title: 'it fills within hours', series: disk('3900-10x200', '10000x200'), at: '61m', firing: [{ summary: 'redpanda-0 will have a full disk within a day (32.9% left)', labels: instance }] },
    { name: 'RedpandaDiskForecast', title: 'for less than an hour', series: disk('3900-10x200', '10000x200'), at: '60m' },
    { name: 'RedpandaDiskForecast', title: 'it fills as fast, and most of it is free', series: disk('8000-10x200', '10000x200'), at: '120m' },
    { name: 'RedpandaDiskForecast', title: 'it is as full, and stays so', series: disk('3900x200', '10000x200'), at: '120m' },
    { name: 'RedpandaVolumeNearlyFull', title: 'less than a tenth is free', series: volume('redpanda-data-redpanda-0', '9x200'), at: '5m', firing: [{ summary: 'Volume redpanda-data-redpanda-0 has 9% left', labels: { persistentvolumeclaim: 'redpanda-data-redpanda-0' } }] },
    { name: 'RedpandaVolumeNearlyFull', title: 'a tenth is free', series: volume('redpanda-data-redpanda-0', '10x200'), at: '60m' },
    { name: 'RedpandaVolumeNearlyFull', title: 'the volume is somebody else\'s', series: volume('data-database-0', '9x200'), at: '60m' },

    { name: 'RedpandaMemoryLow', title: 'one core has less than a tenth', series: memory('9.9x200'), at: '10m', firing: [{ summary: 'redpanda-0 has 9.9% of its memory available', labels: instance }] },
    { name: 'RedpandaMemoryLow', title: 'for nine minutes', series: memory('9.9x200'), at: '9m' },
    { name: 'RedpandaMemoryLow', title: 'every core has a tenth', series: memory('10x200'), at: '60m' },
    ...slow('produce', 'RedpandaProduceLatency', 'produce requests'),
    ...slow('consume', 'RedpandaConsumeLatency', 'reads'),
    { name: 'RedpandaKafkaErrors', title: 'more than one a second', series: { [series('redpanda_rpc_request_errors_total', 'redpanda_server="kafka"')]: '0+66x200' }, at: '20m', firing: [{ summary: 'redpanda-0 breaks off 1.1 Kafka requests a second', labels: instance }] },
    { name: 'RedpandaKafkaErrors', title: 'less than one a second', series: { [series('redpanda_rpc_request_errors_total', 'redpanda_server="kafka"')]: '0+59x200' }, at: '60m' },
    { name: 'RedpandaKafkaErrors', title: 'brokers break off with each other', series: { [series('redpanda_rpc_request_errors_total', 'redpanda_server="internal"')]: '0+66x200' }, at: '60m' },
    { name: 'RedpandaSchemaRegistryErrors', title: 'one in fifty fails', series: registry('0+2x200', '0x200', '0+98x200'), at: '30m', firing: [{ summary: 'The schema registry of redpanda fails 2% of its requests' }] },
    { name: 'RedpandaSchemaRegistryErrors', title: 'one in two hundred fails', series: registry('0+1x200', '0x200', '0+199x200'), at: '60m' },
    { name: 'RedpandaSchemaRegistryErrors', title: 'clients ask for what is not there', series: registry('0x200', '0+100x200', '0+10x200'), at: '60m' },
    { name: 'RedpandaSchemaRegistryErrors', title: 'nobody asks', series: registry('0x200', '0x200', '0x200'), at: '60m' },

    ...certificate('RedpandaCertificateExpiry', 'redpanda_tls_certificate_expires_at_timestamp_seconds', 'certificate'),
    ...certificate('RedpandaCAExpiry', 'redpanda_tls_truststore_expires_at_timestamp_seconds', 'CA'),
    { name: 'RedpandaCertificateInvalid', title: 'the broker says so', series: { [series('redpanda_tls_certificate_valid', 'area="rpc",detail="x"')]: '0x200' }, at: '5m', firing: [{ summary: 'The certificate of rpc x on redpanda-0 is not valid', labels: { ...instance, area: 'rpc', detail: 'x' } }] },
    { name: 'RedpandaCertificateInvalid', title: 'it is valid', series: { [series('redpanda_tls_certificate_valid', 'area="rpc",detail="x"')]: '1x200' }, at: '60m' },
    {
      name: 'RedpandaAuthorizationDenied',
      title: 'by ACLs and for want of them',
      series: { [series('redpanda_authorization_result', 'type="deny"')]: '0+3x200', [series('redpanda_authorization_result', 'type="empty"', 1)]: '0+6x200' },
      at: '60m',
      firing: [{ summary: 'redpanda denies 0.15 requests a second' }],
    },
    { name: 'RedpandaAuthorizationDenied', title: 'a few a minute', series: { [series('redpanda_authorization_result', 'type="deny"')]: '0+5x200' }, at: '60m' },
    { name: 'RedpandaAuthorizationDenied', title: 'all are allowed', series: { [series('redpanda_authorization_result', 'type="allow"')]: '0+600x200' }, at: '60m' },

    { name: 'RedpandaUnhealthy', title: 'one broker has a reason', series: { [series('redpanda_cluster_health_unhealthy_reasons')]: '0x200', [series('redpanda_cluster_health_unhealthy_reasons', '', 1)]: '2x200' }, at: '30m', firing: [{ summary: 'Brokers of redpanda say that it is not healthy (reasons: 2)' }] },
    { name: 'RedpandaUnhealthy', title: 'for 29 minutes', series: { [series('redpanda_cluster_health_unhealthy_reasons')]: '1x200' }, at: '29m' },
    { name: 'RedpandaUnhealthy', title: 'none has one', series: { [series('redpanda_cluster_health_unhealthy_reasons')]: '0x200' }, at: '60m' },
    { name: 'RedpandaHealthUnknown', title: 'for more than ten minutes', series: { [series('redpanda_cluster_health_metadata_age_seconds')]: '601x200', [series('redpanda_cluster_health_metadata_age_seconds', '', 1)]: '100x200' }, at: '5m', firing: [{ summary: 'redpanda-0 has not learnt how healthy the cluster is for 10m 1s', labels: instance }] },
    { name: 'RedpandaHealthUnknown', title: 'it has for four minutes', series: { [series('redpanda_cluster_health_metadata_age_seconds')]: '601x200' }, at: '4m' },
    { name: 'RedpandaHealthUnknown', title: 'for ten minutes', series: { [series('redpanda_cluster_health_metadata_age_seconds')]: '600x200' }, at: '60m' },
    { name: 'RedpandaVersionSkew', title: 'two versions for two hours', series: { [series('redpanda_application_build', 'redpanda_version="v1"')]: '1x200', [series('redpanda_application_build', 'redpanda_version="v2"', 1)]: '1x200' }, at: '2h', firing: [{ summary: 'Brokers of redpanda run 2 versions' }] },
    { name: 'RedpandaVersionSkew', title: 'for less', series: { [series('redpanda_application_build', 'redpanda_version="v1"')]: '1x200', [series('redpanda_application_build', 'redpanda_version="v2"', 1)]: '1x200' }, at: '119m' },
    { name: 'RedpandaVersionSkew', title: 'one version', series: each(2, (broker) => ({ [series('redpanda_application_build', 'redpanda_version="v1"', broker)]: '1x200' })), at: '3h' },
    { name: 'RedpandaRackConstraint', title: 'one partition breaks it', series: { [series('redpanda_cluster_partition_num_with_broken_rack_constraint')]: '1x200' }, at: '1h', firing: [{ summary: 'Partitions of redpanda with two replicas in one zone: 1' }] },
    { name: 'RedpandaRackConstraint', title: 'none does', series: { [series('redpanda_cluster_partition_num_with_broken_rack_constraint')]: '0x200' }, at: '2h' },
    { name: 'RedpandaLicenseExpiry', title: 'in less than thirty days', series: { [series('redpanda_cluster_features_enterprise_license_expiry_sec')]: `${30 * day - 1}x200` }, at: '1h', firing: [{ summary: 'The license of redpanda expires in 29d 23h 59m 59s' }] },
    { name: 'RedpandaLicenseExpiry', title: 'in thirty days', series: { [series('redpanda_cluster_features_enterprise_license_expiry_sec')]: `${30 * day}x200` }, at: '2h' },
    { name: 'RedpandaLicenseExpiry', title: 'there is none', series: { [series('redpanda_cluster_features_enterprise_license_expiry_sec')]: '-1x200' }, at: '2h' },

    ...['topics', 'settings', 'users', 'schemas'].map((component): AlertCase => {
      const name = `redpanda-${component}-1a2b3c4d`;
      return { name: 'RedpandaJobFailed', title: `the Job of ${component} has`, series: job(name, 1), at: '5m', firing: [{ summary: `Job ${name} failed, so not all that is declared is there`, labels: { job_name: name, condition: 'true' } }] };
    }),
    { name: 'RedpandaJobFailed', title: 'it succeeded after a pod that failed', series: { ...job('redpanda-topics-1a2b3c4d', 0), [`kube_job_status_failed{${cluster},job_name="redpanda-topics-1a2b3c4d"}`]: '1x200' }, at: '60m' },
    { name: 'RedpandaJobFailed', title: "the Job is somebody else's", series: job('backup-1a2b3c4d', 1), at: '60m' },
    // A day after the first hour, which has records. Rules are not evaluated so often in all that time.
    ...['payments', 'eu.refunds'].map((of): AlertCase => ({ name: 'RedpandaTrafficStopped', title: `nothing comes in to ${of}, as it did a day ago`, every: '5m', series: produced(of, '0+60x60 3600x1500'), at: '1475m', firing: [{ summary: `No records come in to ${of}, as they did a day ago`, labels: { redpanda_topic: of } }] })),
    { name: 'RedpandaTrafficStopped', title: 'for less than half an hour', every: '5m', series: produced('payments', '0+60x60 3600x1500'), at: '1470m' },
    { name: 'RedpandaTrafficStopped', title: 'a record comes in now and then', every: '5m', series: produced('payments', '0+60x60 3600x1395 3601x100'), at: '1490m' },
    { name: 'RedpandaTrafficStopped', title: 'nothing came in a day ago either', every: '5m', series: produced('payments', '3600x1500'), at: '1490m' },
    { name: 'RedpandaTrafficStopped', title: 'nothing comes in to a topic that is not named', every: '5m', series: produced('logs', '0+60x60 3600x1500'), at: '1490m' },
    { name: 'RedpandaTrafficStopped', title: 'no broker answers', every: '5m', series: { [series('redpanda_kafka_records_produced_total', 'redpanda_namespace="kafka",redpanda_topic="payments"')]: '0+60x60 3600x1300 stale' }, at: '1490m' },
    { name: 'RedpandaConsoleDown', title: 'it does not answer', series: { ...allUp(brokers), [`up{job="redpanda-console",${cluster}}`]: '0x200' }, at: '10m', firing: [{ summary: 'Console of redpanda does not answer' }] },
    { name: 'RedpandaConsoleDown', title: 'it is not there', series: allUp(brokers), at: '10m', firing: [{ summary: 'Console of redpanda does not answer' }] },
    { name: 'RedpandaConsoleDown', title: 'for nine minutes', series: allUp(brokers), at: '9m' },
    { name: 'RedpandaConsoleDown', title: 'brokers are down as well', series: oneDown, at: '60m' },
    { name: 'RedpandaConsoleDown', title: 'one pod answers', series: { ...allUp(brokers), [`up{job="redpanda-console",${cluster},instance="a"}`]: '0x200', [`up{job="redpanda-console",${cluster},instance="b"}`]: '1x200' }, at: '60m' },

    ...['payments', 'eu.refunds'].map((of): AlertCase => ({ name: 'RedpandaConsumerLag', title: `more than ten minutes behind in ${of}`, series: group('601+60x200', '0+60x200', '1x200', of), at: '60m', firing: [{ summary: `${client} is 10m 1s behind in ${of}`, labels: { redpanda_group: 'group', redpanda_topic: of } }] })),
    { name: 'RedpandaConsumerLag', title: 'less than ten minutes behind', series: group('599+60x200', '0+60x200', '1x200'), at: '60m' },
    { name: 'RedpandaConsumerLag', title: 'in a topic that it does not declare', series: group('9999+60x200', '0+60x200', '1x200', 'eu-refunds'), at: '60m' },
    { name: 'RedpandaConsumerLag', title: 'it has no members, which another alert tells', series: group('9999+60x200', '0+60x200', '0x200'), at: '60m' },
    { name: 'RedpandaConsumerStuck', title: 'records come and none is committed', series: group('5+60x200', '5x200', '1x200'), at: '30m', firing: [{ summary: `${client} does not get on in payments (partitions: 1)`, labels: { redpanda_group: 'group', redpanda_topic: 'payments' } }] },
    { name: 'RedpandaConsumerStuck', title: 'it commits', series: group('5+60x200', '5+1x200', '1x200'), at: '60m' },
    { name: 'RedpandaConsumerStuck', title: 'no records come', series: group('5x200', '3x200', '1x200'), at: '60m' },
    { name: 'RedpandaConsumerStuck', title: 'it has no members, which another alert tells', series: group('5+60x200', '5x200', '0x200'), at: '60m' },
    { name: 'RedpandaConsumerMissing', title: 'records wait for no members', series: group('10x200', '0x200', '0x200'), at: '15m', firing: [{ summary: 'Nobody consumes for client orders of namespace apps: records that wait: 10', labels: { redpanda_group: 'group' } }] },
    { name: 'RedpandaConsumerMissing', title: 'for 14 minutes', series: group('10x200', '0x200', '0x200'), at: '14m' },
    { name: 'RedpandaConsumerMissing', title: 'no records wait', series: group('10x200', '10x200', '0x200'), at: '60m' },
    { name: 'RedpandaConsumerMissing', title: 'what it has read was deleted, and one offset is older than the other', series: group('9x200', '10x200', '0x200'), at: '60m' },
    { name: 'RedpandaConsumerMissing', title: 'it has members', series: group('10x200', '0x200', '1x200'), at: '60m' },
  ];
}

/** Two days of a platform that is well. After ten hours it gets a new version: its brokers restart one after another, each for four minutes. */
export function healthy(brokers: number): Series {
  const [minutes, restart] = [2880, 600];
  const around = (broker: number, value: string, gone: string) => {
    const from = restart + 4 * broker;
    return `${value}x${from - 1} ${gone} ${value}x${minutes - from - 4}`;
  };
  const told = (broker: number, value: string) => around(broker, value, 'stale _x2');
  const rising = (broker: number, step: number) => `0+${step}x${restart + 4 * broker - 1} stale _x2 0+${step}x${minutes - restart - 4 * broker - 4}`;
  const others = each(brokers, (broker) => {
    const of = (name: string, labels: string, values: string): Series => ({ [series(name, labels, broker)]: values });
    return {
      ...of('up', '', around(broker, '1', '0x3')),
      ...of('redpanda_application_uptime_seconds_total', '', rising(broker, 60)),
      ...of('redpanda_application_build', 'redpanda_version="v26.2.1"', `1x${restart + 4 * broker - 1} stale`),
      ...of('redpanda_application_build', 'redpanda_version="v26.2.2"', `_x${restart + 4 * broker + 3} 1x${minutes}`),
      // Each broker is elected by all that restart after it, and gets back its share of the leaders.
      ...of('redpanda_raft_leadership_changes', 'redpanda_namespace="redpanda",redpanda_topic="controller"', `1x${restart + 4 * broker - 1} stale _x2 0x3 1x${minutes - restart - 4 * broker - 8}`),
      ...of('redpanda_raft_leadership_changes', 'redpanda_namespace="kafka",redpanda_topic="payments"', `90x${restart + 4 * broker - 1} stale _x2 0x3 67x${minutes - restart - 4 * broker - 8}`),
      // Others are asked for their health every 100 seconds.
      ...of('redpanda_cluster_health_unhealthy_reasons', '', `0x${restart} 1x${4 * brokers} 0x${minutes - restart - 4 * brokers}`),
      ...of('redpanda_cluster_health_metadata_age_seconds', '', told(broker, '90')),
      ...of('redpanda_storage_disk_free_bytes', '', `${'6000-2x359 '.repeat(8)}`.trim()),
      ...of('redpanda_storage_disk_total_bytes', '', `10000x${minutes}`),
      ...of('redpanda_storage_disk_free_space_alert', '', told(broker, '0')),
      ...of('redpanda_memory_available_memory', 'shard="0"', told(broker, '40')),
      ...of('redpanda_memory_free_memory', 'shard="0"', told(broker, '2')),
      ...of('redpanda_memory_allocated_memory', 'shard="0"', told(broker, '98')),
      ...of('redpanda_kafka_request_latency_seconds_bucket', 'redpanda_request="produce",le="0.065535"', rising(broker, 600)),
      ...of('redpanda_kafka_request_latency_seconds_bucket', 'redpanda_request="produce",le="+Inf"', rising(broker, 600)),
      ...of('redpanda_kafka_request_latency_seconds_count', 'redpanda_request="produce"', rising(broker, 600)),
      ...of('redpanda_rpc_request_errors_total', 'redpanda_server="kafka"', rising(broker, 1)),
      ...of('redpanda_schema_registry_request_errors_total', 'redpanda_status="4xx"', rising(broker, 30)),
      ...of('redpanda_schema_registry_request_errors_total', 'redpanda_status="5xx"', rising(broker, 0)),
      ...of('redpanda_schema_registry_request_latency_seconds_count', '', rising(broker, 60)),
      ...of('redpanda_tls_certificate_expires_at_timestamp_seconds', 'area="kafka",detail="internal"', told(broker, String(60 * day))),
      ...of('redpanda_tls_truststore_expires_at_timestamp_seconds', 'area="kafka",detail="internal"', told(broker, String(3000 * day))),
      ...of('redpanda_tls_certificate_valid', 'area="kafka",detail="internal"', told(broker, '1')),
      ...of('redpanda_authorization_result', 'type="allow"', rising(broker, 600)),
      ...of('redpanda_authorization_result', 'type="empty"', rising(broker, 1)),
      ...of('redpanda_kafka_under_replicated_replicas', topic('payments'), broker === 0 ? `0x${restart - 1} ${brokers > 1 ? '1' : '0'}x${4 * brokers} 0x${minutes - restart - 4 * brokers}` : told(broker, '0')),
      ...of('redpanda_cluster_features_enterprise_license_expiry_sec', '', told(broker, String(300 * day))),
      ...of('redpanda_kafka_max_offset', topic('payments'), `50+60x${minutes}`),
      ...volume(`redpanda-data-redpanda-${broker}`, `50x${minutes}`),
    };
  });
  // The controller moves when its broker restarts, and comes back with a single one.
  const controller = (broker: number, values: string): Series => ({
    [series('redpanda_cluster_brokers', '', broker)]: values.replaceAll('V', String(brokers)),
    [series('redpanda_cluster_partitions', '', broker)]: values.replaceAll('V', '100'),
    [series('redpanda_cluster_unavailable_partitions', '', broker)]: values.replaceAll('V', '0'),
    [series('redpanda_cluster_partition_num_with_broken_rack_constraint', '', broker)]: values.replaceAll('V', '0'),
  });
  const controllers = brokers > 1 ? { ...controller(0, `Vx${restart - 1} stale`), ...controller(1, `_x${restart} Vx${minutes}`) } : controller(0, `Vx${restart - 1} stale _x2 Vx${minutes}`);
  return {
    ...others,
    ...controllers,
    [`up{job="redpanda-console",${cluster},instance="console"}`]: `1x${minutes}`,
    [series('redpanda_kafka_consumer_group_committed_offset', 'redpanda_group="group",redpanda_topic="payments",redpanda_partition="0",shard="0"')]: `0+60x${minutes}`,
    [series('redpanda_kafka_consumer_group_consumers', 'redpanda_group="group",shard="0"')]: `2x${minutes}`,
    [series('redpanda_kafka_records_produced_total', 'redpanda_namespace="kafka",redpanda_topic="payments"')]: `0+60x${minutes}`,
    ...job('redpanda-topics-1a2b3c4d', 0),
  };
}
