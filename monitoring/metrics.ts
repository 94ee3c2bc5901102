type Type = 'counter' | 'gauge' | 'histogram';

/** A metric, with the labels that it has beside those of its target. */
export interface Metric {
  readonly type: Type;
  readonly labels: readonly string[];
}

const metric = (type: Type) => (...labels: string[]): Metric => ({ type, labels });
const [counter, gauge, histogram] = [metric('counter'), metric('gauge'), metric('histogram')];

/**
 * The public metrics of a broker that are worth watching: a test compares them with all that brokers serve.
 *
 * @see https://docs.redpanda.com/current/reference/public-metrics-reference/
 */
export const brokerMetrics = {
  redpanda_application_build: gauge('redpanda_revision', 'redpanda_version'),
  redpanda_application_uptime_seconds_total: gauge(),
  redpanda_authorization_result: counter('type'),
  redpanda_cluster_brokers: gauge(),
  redpanda_cluster_controller_log_limit_requests_dropped: counter('redpanda_cmd_group'),
  redpanda_cluster_features_enterprise_license_expiry_sec: gauge(),
  redpanda_cluster_health_cluster_size: gauge(),
  redpanda_cluster_health_high_disk_usage_nodes: gauge(),
  redpanda_cluster_health_leaderless_partitions: gauge(),
  redpanda_cluster_health_metadata_age_seconds: gauge(),
  redpanda_cluster_health_no_elected_controller: gauge(),
  redpanda_cluster_health_no_health_report: gauge(),
  redpanda_cluster_health_nodes_down: gauge(),
  redpanda_cluster_health_nodes_in_recovery_mode: gauge(),
  redpanda_cluster_health_refreshes_total: counter(),
  redpanda_cluster_health_under_replicated_partitions: gauge(),
  redpanda_cluster_health_unhealthy_reasons: gauge(),
  redpanda_cluster_members_backend_queued_node_operations: gauge('shard'),
  redpanda_cluster_partition_moving_from_node: gauge(),
  redpanda_cluster_partition_moving_to_node: gauge(),
  redpanda_cluster_partition_num_with_broken_rack_constraint: gauge(),
  redpanda_cluster_partitions: gauge(),
  redpanda_cluster_topics: gauge(),
  redpanda_cluster_unavailable_partitions: gauge(),
  // Brokers call it a gauge. It grows until they end, and a rate of it is how busy a core is.
  redpanda_cpu_busy_seconds_total: counter('shard'),
  redpanda_io_queue_total_read_ops: counter('class', 'iogroup', 'mountpoint', 'shard'),
  redpanda_io_queue_total_write_ops: counter('class', 'iogroup', 'mountpoint', 'shard'),
  redpanda_kafka_consumer_group_committed_offset: gauge('redpanda_group', 'redpanda_partition', 'redpanda_topic', 'shard'),
  redpanda_kafka_consumer_group_consumers: gauge('redpanda_group', 'shard'),
  redpanda_kafka_consumer_group_lag_max: gauge('redpanda_group'),
  redpanda_kafka_consumer_group_lag_sum: gauge('redpanda_group'),
  redpanda_kafka_consumer_group_topics: gauge('redpanda_group', 'shard'),
  redpanda_kafka_handler_latency_seconds: histogram('handler'),
  redpanda_kafka_max_offset: gauge('redpanda_namespace', 'redpanda_partition', 'redpanda_topic'),
  redpanda_kafka_partitions: gauge('redpanda_namespace', 'redpanda_topic'),
  redpanda_kafka_quotas_client_quota_throttle_time: histogram('redpanda_quota_rule', 'redpanda_quota_type'),
  redpanda_kafka_quotas_client_quota_throughput: histogram('redpanda_quota_rule', 'redpanda_quota_type'),
  redpanda_kafka_records_fetched_total: counter('redpanda_namespace', 'redpanda_topic'),
  redpanda_kafka_records_produced_total: counter('redpanda_namespace', 'redpanda_topic'),
  redpanda_kafka_replicas: gauge('redpanda_namespace', 'redpanda_topic'),
  redpanda_kafka_request_bytes_total: counter('redpanda_namespace', 'redpanda_request', 'redpanda_topic'),
  redpanda_kafka_request_latency_seconds: histogram('redpanda_request'),
  redpanda_kafka_rpc_sasl_session_expiration_total: counter(),
  redpanda_kafka_under_replicated_replicas: gauge('redpanda_namespace', 'redpanda_partition', 'redpanda_topic'),
  redpanda_memory_allocated_memory: gauge('shard'),
  redpanda_memory_available_memory: gauge('shard'),
  redpanda_memory_available_memory_low_water_mark: gauge('shard'),
  redpanda_memory_free_memory: gauge('shard'),
  redpanda_node_status_rpcs_timed_out: gauge(),
  redpanda_raft_leadership_changes: counter('redpanda_namespace', 'redpanda_topic'),
  redpanda_raft_learners_gap_bytes: gauge('shard'),
  redpanda_raft_recovery_offsets_pending: gauge(),
  redpanda_raft_recovery_partitions_active: gauge(),
  redpanda_raft_recovery_partitions_to_recover: gauge(),
  redpanda_rpc_active_connections: gauge('redpanda_server'),
  redpanda_rpc_received_bytes: counter('redpanda_server'),
  redpanda_rpc_request_errors_total: counter('redpanda_server'),
  redpanda_rpc_request_latency_seconds: histogram('redpanda_server'),
  redpanda_rpc_sent_bytes: counter('redpanda_server'),
  redpanda_scheduler_runtime_seconds_total: counter('redpanda_scheduling_group', 'shard'),
  redpanda_schema_registry_cache_subject_count: gauge('deleted'),
  redpanda_schema_registry_inflight_requests_usage_ratio: gauge('shard'),
  redpanda_schema_registry_queued_requests_memory_blocked: gauge('shard'),
  redpanda_schema_registry_request_errors_total: counter('redpanda_status'),
  redpanda_schema_registry_request_latency_seconds: histogram(),
  redpanda_security_audit_errors_total: counter(),
  redpanda_storage_disk_free_bytes: gauge(),
  redpanda_storage_disk_free_space_alert: gauge(),
  redpanda_storage_disk_total_bytes: gauge(),
  redpanda_tls_certificate_expires_at_timestamp_seconds: gauge('area', 'detail'),
  redpanda_tls_certificate_valid: gauge('area', 'detail'),
  redpanda_tls_loaded_at_timestamp_seconds: gauge('area', 'detail'),
  redpanda_tls_truststore_expires_at_timestamp_seconds: gauge('area', 'detail'),
  redpanda_uptime_seconds_total: gauge(),
};

/** Those of Console, of which the last is no broker's in spite of its name. */
export const consoleMetrics = {
  console_log_messages_total: counter('level'),
  console_kafka_open_connections: gauge('broker_id'),
  console_kafka_connection_attempts_total: counter(),
  console_kafka_requests_sent_total: counter(),
  console_kafka_requests_received_total: counter(),
  console_kafka_sent_bytes: counter(),
  console_kafka_received_bytes: counter(),
  console_kafka_client_active_total: gauge('client_type'),
  console_kafka_client_created_total: counter('client_type'),
  console_kafka_client_closed_total: counter('client_type'),
  redpanda_api_request_duration_seconds: histogram('procedure', 'status'),
};

/** What others say of the platform: Prometheus itself, the kubelet and kube-state-metrics. */
export const otherMetrics = {
  up: gauge(),
  kubelet_volume_stats_available_bytes: gauge('namespace', 'persistentvolumeclaim'),
  kubelet_volume_stats_capacity_bytes: gauge('namespace', 'persistentvolumeclaim'),
  kube_job_failed: gauge('namespace', 'job_name', 'condition'),
};

/** What the recording rules make, by Prometheus' convention: which labels are left, of what, and how. */
export const recordedMetrics = {
  'instance:redpanda_storage_disk_free_bytes:ratio': gauge(),
  'instance:redpanda_memory_available_memory:ratio': gauge(),
  'instance_request:redpanda_kafka_request_latency_seconds:p99_5m': gauge('redpanda_request'),
  'instance_request:redpanda_kafka_request_latency_seconds_count:rate5m': gauge('redpanda_request'),
  'topic:redpanda_kafka_records_produced:rate15m': gauge('redpanda_topic'),
  'group_topic:redpanda_kafka_consumer_group_lag:sum': gauge('redpanda_group', 'redpanda_topic'),
  'group_topic:redpanda_kafka_consumer_group_lag:seconds': gauge('redpanda_group', 'redpanda_topic'),
};

/** What they make for each client, under its own name. */
export const clientMetrics = {
  'client_topic:redpanda_kafka_consumer_group_lag:sum': gauge('client', 'client_namespace', 'redpanda_group', 'redpanda_topic'),
  'client_topic:redpanda_kafka_consumer_group_lag:seconds': gauge('client', 'client_namespace', 'redpanda_group', 'redpanda_topic'),
};

/** Labels of a target, whose values a scrape adds to every series. */
export const targetLabels = ['job', 'instance', 'namespace'];

type Brokers = typeof brokerMetrics;
type Histogram = { [K in keyof Brokers]: K extends `${string}_latency_seconds` ? K : never }[keyof Brokers];

export type Recorded = keyof typeof recordedMetrics;
export type RecordedOfClient = keyof typeof clientMetrics;

/** What an expression may select of the brokers. */
export type BrokerSeries = Recorded | RecordedOfClient | keyof Brokers | `${Histogram}_${'bucket' | 'count' | 'sum'}` | 'up';
