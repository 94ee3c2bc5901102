import { nearest } from '../nearest';
import { brokerConfig } from './node-properties';
import { refusedKeys } from './leaf';
import { topicConfig } from './topic-config';

// The cluster properties of Redpanda 26.2.1: names, types and what needs a restart as in its reference, and bounds where its source has
// some (config/configuration.cc). A line says what the names below it take: integers and numbers have a lower and an upper bound,
// `in 4096` is a multiple of that, `restart` means that brokers take a change when they start. It is a text, because most programs
// need none of it: as schemas they would take longer to load than everything else.
const table = `
flag:
  aggregate_metrics audit_enabled auto_create_topics_enabled cloud_storage_disable_archival_stm_rw_fence cloud_storage_disable_chunk_reads
  cloud_storage_disable_upload_consistency_checks cloud_storage_enable_compacted_topic_reupload cloud_storage_enable_remote_allow_gaps
  cloud_storage_enable_remote_read cloud_storage_enable_remote_write cloud_storage_enable_scrubbing cloud_storage_enable_segment_merging
  cloud_storage_enable_segment_uploads cloud_topics_allow_materialization_failure cloud_topics_compaction_disabled
  cloud_topics_disable_reconciliation_loop cloud_topics_leveling_disabled code_hugepages_enabled core_balancing_continuous
  core_balancing_on_core_count_change cpu_profiler_enabled datalake_disk_space_monitor_enable delete_topic_enable enable_controller_log_rate_limiting
  enable_development_metrics enable_leader_balancer enable_metrics_reporter enable_mpx_extensions enable_shadow_linking enable_usage
  features_auto_enable features_auto_finalization iceberg_delete iceberg_disable_automatic_snapshot_expiry iceberg_disable_snapshot_tagging
  kafka_enable_describe_log_dirs_remote_storage kafka_enable_partition_reassignment kafka_fetch_read_coalescing_enabled kafka_per_entity_quota_metrics
  legacy_group_offset_retention_enabled legacy_permit_unsafe_log_operation log_compaction_pause_use_sliding_window
  log_compaction_tx_batch_removal_enabled memory_abort_on_alloc_failure partition_autobalancing_topic_aware raft_enable_longest_log_detection
  raft_enable_lw_heartbeat raft_recovery_throttle_disable_dynamic_mode release_cache_on_segment_roll retention_local_strict
  retention_local_strict_override rpc_server_compress_replies sampled_memory_profile schema_registry_always_normalize
  schema_registry_enable_authorization space_management_enable storage_ignore_cstore_hints storage_strict_data_init use_fetch_scheduler_group
  use_kafka_handler_scheduler_group use_produce_scheduler_group
flag restart:
  audit_use_rpc cloud_storage_attempt_cluster_restore_on_bootstrap cloud_storage_azure_hierarchical_namespace_enabled
  cloud_storage_disable_archiver_manager cloud_storage_disable_tls cloud_storage_enabled cloud_storage_inventory_based_scrub_enabled
  cloud_storage_inventory_self_managed_report_config cloud_topics_fetch_debounce_enabled cloud_topics_parallel_fetch_enabled
  consumer_offsets_topic_batch_cache_enabled controller_log_learner_recovery_rate_enabled data_transforms_enabled disable_batch_cache disable_metrics
  disable_public_metrics enable_cluster_metadata_upload_loop enable_host_metrics enable_idempotence enable_pid_file enable_transactions
  health_monitor_metrics_enabled iceberg_enabled kafka_handler_latency_all kafka_qdc_enable log_compaction_use_sliding_window
  lz4_decompress_reusable_buffers_disabled schema_registry_enable_qualified_subjects schema_registry_use_rpc tls_enable_renegotiation
  unsafe_enable_consumer_offsets_delete_retention
integer -1 ms:
  log_retention_ms
integer 0 100:
  cloud_storage_throughput_limit_percent
integer 0 10000:
  readers_cache_target_max_size
integer 0 1024:
  cloud_storage_cache_num_buckets
integer 0 104857600:
  raft_max_buffered_follower_append_entries_bytes_per_shard
integer 0 131072:
  topic_partitions_reserve_shard0
integer 0 2147483647:
  audit_log_num_partitions cloud_storage_background_jobs_quota group_topic_partitions kafka_max_message_size_upper_limit_bytes
  transaction_coordinator_partitions
integer 0 2147483647 restart:
  cloud_topics_num_metastore_partitions
integer 0 32767:
  audit_log_replication_factor cloud_storage_upload_ctrl_max_shares cloud_storage_upload_ctrl_min_shares compaction_ctrl_max_shares
  compaction_ctrl_min_shares storage_read_readahead_count
integer 0 32767 restart:
  cloud_storage_cluster_metadata_retries cloud_storage_max_connections id_allocator_batch_size id_allocator_log_capacity
  metadata_dissemination_retries
integer 0 4294967295:
  cloud_storage_cache_max_objects cloud_storage_max_concurrent_hydrations_per_shard cloud_storage_max_segment_readers_per_shard
  cloud_storage_recovery_topic_validation_depth controller_backend_reconciliation_concurrency debug_load_slice_warning_depth
  iceberg_target_backlog_size kafka_batch_max_bytes kafka_connections_max kafka_connections_max_per_ip kafka_request_max_bytes
  kafka_tcp_keepalive_probes kafka_topics_max log_compaction_merge_max_ranges log_compaction_merge_max_segments_per_range
  shadow_link_failover_batch_size
integer 0 4294967295 restart:
  abort_index_segment_size cloud_topics_metastore_max_pre_open_fibers pp_sr_smp_max_non_local_requests raft_smp_max_non_local_requests
  topic_partitions_memory_allocation_percent
integer 0 50:
  storage_space_alert_free_threshold_percent
integer 0 65535:
  cloud_storage_chunk_prefetch cloud_storage_prefetch_segments_max
integer 0 65535 restart:
  cloud_storage_api_endpoint_port cloud_storage_azure_adls_port
integer 0 99 restart:
  log_segment_size_jitter_percent
integer 0 max:
  audit_client_max_buffer_size cloud_storage_cache_size cloud_storage_cluster_metadata_num_consumer_groups_per_upload
  cloud_storage_gc_max_segments_per_run cloud_storage_inventory_max_hash_size_during_parse cloud_storage_max_segments_pending_deletion_per_partition
  cloud_storage_max_throughput_per_shard cloud_storage_min_chunks_per_segment_threshold cloud_storage_recovery_temporary_retention_bytes_default
  cloud_storage_segment_size_min cloud_storage_segment_size_target cloud_storage_spillover_manifest_max_segments
  cloud_topics_compaction_max_object_size cloud_topics_l1_indexing_interval cloud_topics_l1_reader_cache_max_size
  cloud_topics_l1_streaming_read_chunk_size cloud_topics_leveling_max_range_bytes cloud_topics_max_concurrent_leveling_jobs_per_shard
  cloud_topics_metastore_block_cache_size cloud_topics_metastore_sst_chunk_size cloud_topics_metastore_write_buffer_size
  cloud_topics_produce_batching_size_threshold cloud_topics_produce_cardinality_threshold cloud_topics_reconciliation_max_object_size
  compaction_ctrl_backlog_size controller_log_accummulation_rps_capacity_acls_and_users_operations
  controller_log_accummulation_rps_capacity_configuration_operations controller_log_accummulation_rps_capacity_move_operations
  controller_log_accummulation_rps_capacity_node_management_operations controller_log_accummulation_rps_capacity_topic_operations
  data_transforms_logging_line_max_bytes datalake_coordinator_max_files_per_commit datalake_coordinator_max_pending_files
  datalake_scheduler_disk_reservation_block_size datalake_scheduler_max_concurrent_translations datalake_scratch_space_size_bytes
  datalake_translator_flush_bytes fetch_max_bytes fetch_max_read_concurrency initial_retention_local_target_bytes_default kafka_max_bytes_per_fetch
  kafka_schema_id_validation_cache_capacity log_segment_size_max log_segment_size_min max_compacted_log_segment_size
  partition_autobalancing_concurrent_moves partition_autobalancing_min_size_threshold raft_learner_recovery_rate raft_replica_max_pending_flush_bytes
  retention_bytes retention_local_target_bytes_default retention_local_target_capacity_bytes rps_limit_acls_and_users_operations
  rps_limit_configuration_operations rps_limit_move_operations rps_limit_node_management_operations rps_limit_topic_operations
  schema_registry_sync_memory_bytes schema_registry_sync_parallelism segment_fallocation_step storage_read_buffer_size
  storage_space_alert_free_threshold_bytes topic_label_aggregation_limit transaction_coordinator_log_segment_size
integer 0 max restart:
  audit_queue_max_buffer_size_per_shard cloud_storage_cache_chunk_size cloud_topics_compaction_key_map_memory cloud_topics_produce_no_pid_concurrency
  cloud_topics_produce_write_inflight_limit cloud_topics_reconciliation_parallelism cloud_topics_upload_part_size datalake_scheduler_block_size_bytes
  kafka_qdc_idle_depth kafka_qdc_max_depth kafka_qdc_min_depth kafka_qdc_window_count kvstore_max_segment_size raft_heartbeat_disconnect_failures
  raft_replicate_batch_window_size reclaim_batch_cache_min_free reclaim_max_size reclaim_min_size zstd_decompress_workspace_bytes
integer 0 ms:
  alive_timeout_ms audit_queue_drain_interval_ms cloud_storage_client_lease_timeout_ms cloud_storage_cluster_metadata_upload_interval_ms
  cloud_storage_cluster_metadata_upload_timeout_ms cloud_storage_full_scrub_interval_ms cloud_storage_garbage_collect_timeout_ms
  cloud_storage_graceful_transfer_timeout_ms cloud_storage_housekeeping_interval_ms cloud_storage_hydration_timeout_ms cloud_storage_idle_timeout_ms
  cloud_storage_initial_backoff_ms cloud_storage_manifest_cache_ttl_ms cloud_storage_manifest_upload_timeout_ms
  cloud_storage_materialized_manifest_ttl_ms cloud_storage_metadata_sync_timeout_ms cloud_storage_partial_scrub_interval_ms
  cloud_storage_readreplica_manifest_sync_timeout_ms cloud_storage_scrubbing_interval_jitter_ms cloud_storage_segment_upload_timeout_ms
  cloud_storage_topic_purge_grace_period_ms cloud_storage_upload_ctrl_update_interval_ms cloud_storage_upload_loop_initial_backoff_ms
  cloud_storage_upload_loop_max_backoff_ms cloud_topics_compaction_interval_ms cloud_topics_epoch_service_epoch_increment_interval
  cloud_topics_epoch_service_local_epoch_cache_duration cloud_topics_epoch_service_max_same_epoch_duration cloud_topics_gc_health_check_interval
  cloud_topics_l1_reader_cache_eviction_timeout_ms cloud_topics_leveling_interval_ms cloud_topics_long_term_file_deletion_delay
  cloud_topics_long_term_flush_interval cloud_topics_long_term_garbage_collection_interval cloud_topics_metastore_lsm_apply_timeout_ms
  cloud_topics_metastore_replication_timeout_ms cloud_topics_metastore_retry_timeout_ms cloud_topics_metastore_rpc_timeout_ms
  cloud_topics_preregistered_object_ttl cloud_topics_produce_upload_interval cloud_topics_reconciliation_max_interval
  cloud_topics_reconciliation_min_interval cloud_topics_short_term_gc_backoff_interval cloud_topics_short_term_gc_interval
  cloud_topics_short_term_gc_minimum_object_age compaction_ctrl_update_interval_ms controller_backend_housekeeping_interval_ms
  core_balancing_debounce_timeout data_transforms_commit_interval_ms data_transforms_logging_flush_interval_ms election_timeout_ms
  fetch_pid_max_debounce_ms fetch_reads_debounce_timeout group_initial_rebalance_delay group_max_session_timeout_ms group_min_session_timeout_ms
  group_new_member_join_timeout group_offset_retention_check_ms health_monitor_max_metadata_age iceberg_latest_schema_cache_ttl_ms
  iceberg_rest_catalog_request_timeout_ms iceberg_target_lag_ms initial_retention_local_target_ms_default internal_rpc_request_timeout_ms
  kafka_fetch_request_timeout_ms kafka_group_recovery_timeout_ms kvstore_flush_interval leader_balancer_idle_timeout leader_balancer_mute_timeout
  leader_balancer_node_mute_timeout log_compaction_interval_ms log_compaction_max_priority_wait_ms log_message_timestamp_after_max_ms
  log_message_timestamp_before_max_ms log_segment_ms_max log_segment_ms_min max_compaction_lag_ms max_kafka_throttle_delay_ms
  metrics_reporter_report_interval metrics_reporter_tick_interval min_compaction_lag_ms node_status_interval node_status_reconnect_max_backoff_ms
  partition_autobalancing_tick_interval_ms partition_manager_shutdown_watchdog_timeout quota_manager_gc_sec raft_election_timeout_ms
  raft_io_timeout_ms raft_replica_max_flush_delay_ms raft_timeout_now_timeout_ms raft_transfer_leader_recovery_timeout_ms
  retention_local_target_ms_default retention_local_trim_interval segment_appender_flush_timeout_ms tombstone_retention_ms
  transaction_coordinator_delete_retention_ms transaction_max_timeout_ms transactional_id_expiration_ms
integer 0 ms restart:
  abort_timed_out_transactions_interval_ms cloud_storage_cache_check_interval_ms cloud_storage_inventory_report_check_interval_ms
  cloud_storage_max_connection_idle_time_ms cloud_storage_roles_operation_timeout_ms data_transforms_runtime_limit_ms datalake_scheduler_time_slice_ms
  fetch_session_eviction_timeout_ms health_manager_tick_interval join_retry_timeout_ms kafka_qdc_depth_update_ms kafka_qdc_max_latency_ms
  kafka_qdc_window_size_ms members_backend_retry_ms metadata_dissemination_interval_ms metadata_dissemination_retry_delay_ms
  readers_cache_eviction_timeout_ms reclaim_growth_window reclaim_stable_window replicate_append_timeout_ms tx_timeout_delay_ms
integer 0 s:
  cloud_storage_manifest_max_upload_interval_sec cloud_storage_segment_max_upload_interval_sec consumer_group_lag_collection_interval
  consumer_group_lag_collection_interval_sec controller_snapshot_max_age_sec debug_bundle_auto_removal_seconds group_offset_retention_sec
  kafka_tcp_keepalive_idle_timeout_seconds kafka_tcp_keepalive_probe_interval_seconds legacy_unsafe_log_warning_interval_sec oidc_clock_skew_tolerance
  oidc_keys_refresh_interval partition_autobalancing_node_autodecommission_timeout_sec partition_autobalancing_node_availability_timeout_sec
  storage_ignore_timestamps_in_future_sec
integer 1 1000:
  cloud_storage_cache_trim_walk_concurrency topic_fds_per_partition
integer 1 104857600:
  topic_memory_per_partition
integer 1 16384:
  raft_recovery_concurrency_per_shard
integer 1 2048:
  leader_balancer_transfer_limit_per_shard
integer 1 2147483647:
  default_topic_partitions
integer 1 2147483647 restart:
  internal_topic_replication_factor rpc_server_listen_backlog
integer 1 32767:
  default_num_windows storage_reserve_min_segments
integer 1 32767 odd:
  default_topic_replications minimum_topic_replications
integer 1 50000:
  raft_max_inflight_follower_append_entries_requests_per_shard
integer 1 65535:
  space_management_max_log_concurrency space_management_max_segment_concurrency
integer 1 99 restart:
  data_transforms_read_buffer_memory_percentage data_transforms_write_buffer_memory_percentage
integer 1 max:
  kafka_connection_rate_limit kafka_throughput_limit_node_in_bps kafka_throughput_limit_node_out_bps kafka_throughput_replenish_threshold
  max_concurrent_producer_ids max_in_flight_pandaproxy_requests_per_shard max_in_flight_schema_registry_requests_per_shard
  max_transactions_per_coordinator virtual_cluster_min_producer_ids
integer 1 ms:
  cpu_profiler_sample_period_ms default_window_sec raft_heartbeat_interval_ms raft_heartbeat_timeout_ms
integer 1 s:
  usage_disk_persistance_interval_sec usage_window_width_interval_sec
integer 10 ms:
  iceberg_catalog_commit_interval_ms
integer 10 s:
  datalake_coordinator_snapshot_max_delay_secs
integer 100 10000:
  node_isolation_heartbeat_timeout
integer 1000 ms:
  kafka_sasl_max_reauth_ms
integer 102400 2097152 restart:
  data_transforms_logging_buffer_capacity_bytes
integer 1048576 134217728:
  data_transforms_binary_max_size
integer 1048576 max:
  compacted_log_segment_size log_segment_size
integer 10485760 max:
  storage_min_free_bytes
integer 128 max:
  storage_max_concurrent_replay
integer 134217728 1099511627776:
  storage_target_replay_bytes
integer 16 131072:
  topic_partitions_per_shard
integer 16777216 107374182400:
  storage_compaction_index_memory
integer 16777216 107374182400 restart:
  storage_compaction_key_map_memory
integer 2 86400:
  usage_num_windows
integer 32768 2147483647 in 4096 restart:
  kafka_rpc_server_tcp_recv_buf kafka_rpc_server_tcp_send_buf rpc_server_tcp_recv_buf rpc_server_tcp_send_buf
integer 33554432 max:
  raft_max_recovery_memory
integer 4096 33554432 in 4096 restart:
  append_chunk_size
integer 4096 4194304:
  cloud_storage_spillover_manifest_size
integer 5 100:
  partition_autobalancing_max_disk_usage_percent
integer 512 524288 in 4096 restart:
  kafka_rpc_server_stream_recv_buf
integer 60000 ms:
  log_segment_ms
integer 65536 107374182400 restart:
  data_transforms_per_core_memory_reservation
integer 65536 4294967296 restart:
  data_transforms_per_function_memory_limit
integer 65536 67108864:
  cloud_storage_manifest_cache_size
integer 8 2147483647 restart:
  rpc_client_connections_per_peer
number -10000 10000:
  cloud_storage_idle_threshold_rps cloud_storage_upload_ctrl_d_coeff cloud_storage_upload_ctrl_p_coeff compaction_ctrl_d_coeff compaction_ctrl_i_coeff
  compaction_ctrl_p_coeff datalake_disk_usage_overage_coeff iceberg_backlog_controller_i_coeff iceberg_backlog_controller_p_coeff
  retention_local_trim_overage_coeff
number 0 1:
  cloud_storage_hydrated_chunks_per_segment_ratio cloud_topics_leveling_min_extent_size_ratio cloud_topics_reconciliation_slowdown_blend
  cloud_topics_reconciliation_speedup_blend cloud_topics_reconciliation_target_fill_ratio min_cleanable_dirty_ratio
  partition_autobalancing_tick_moves_drop_threshold
number 0 1 restart:
  kafka_memory_share_for_fetch kafka_qdc_depth_alpha kafka_qdc_latency_alpha
number 0 100:
  cloud_storage_cache_size_percent datalake_scratch_space_soft_limit_size_percent disk_reservation_percent retention_local_target_capacity_percent
number 0 10000:
  fetch_pid_d_coeff fetch_pid_i_coeff fetch_pid_p_coeff iceberg_throttle_backlog_size_ratio
number 0.01 1:
  fetch_pid_target_utilization_fraction
number 1 100:
  cloud_storage_cache_trim_threshold_percent_objects cloud_storage_cache_trim_threshold_percent_size
number 1 100 restart:
  storage_compaction_key_map_memory_limit_percent
choice CreateTime|LogAppendTime:
  log_message_timestamp_type
choice auto|no|yes restart:
  iceberg_schema_case_insensitive
choice aws|google_s3_compat|azure|minio|oracle_s3_compat|linode_s3_compat|unknown restart:
  cloud_storage_backend
choice calibrated|random:
  leader_balancer_mode
choice check_manifest_existence|check_manifest_and_segment_metadata|no_check:
  cloud_storage_recovery_topic_validation_mode
choice config_file|aws_instance_metadata|sts|gcp_instance_metadata|azure_aks_oidc_federation|azure_vm_instance_metadata restart:
  cloud_storage_credentials_source iceberg_rest_catalog_aws_credentials_source
choice delete|compact|compact,delete:
  log_cleanup_policy
choice drop|dlq_table:
  iceberg_invalid_record_action
choice eager|capped|predictive:
  cloud_storage_chunk_eviction_strategy
choice legacy|relaxed|strict:
  kafka_produce_batch_validation
choice legacy|rfc2253:
  tls_certificate_name_format
choice local|tiered|cloud|unset:
  default_redpanda_storage_mode
choice none|bearer|oauth2|aws_sigv4|gcp restart:
  iceberg_rest_catalog_authentication_mode
choice none|delete|compact:
  transaction_coordinator_cleanup_policy
choice none|redpanda|compat:
  enable_schema_id_validation
choice object_storage|rest restart:
  iceberg_catalog_type
choice off|node_add|continuous:
  partition_autobalancing_mode
choice polling|non_polling|non_polling_with_debounce|non_polling_with_pid:
  fetch_read_strategy
choice producer|none|gzip|snappy|lz4|zstd:
  log_compression_type
choice reject|permit:
  audit_failure_policy
choice tiered_v1|tiered_v2:
  default_redpanda_storage_mode_tiered_impl
choice true|false|disabled:
  write_caching_default
choice v1.0|v1.1|v1.2|v1.3 restart:
  tls_min_version
choice virtual_host|path restart:
  cloud_storage_url_style
text:
  cloud_storage_azure_managed_identity_id cloud_storage_cluster_name debug_bundle_storage_dir default_leaders_preference
  iceberg_default_partition_spec iceberg_dlq_table_suffix iceberg_topic_name_dot_replacement metrics_reporter_url nested_group_behavior
  oidc_discovery_url oidc_group_claim_path oidc_http_proxy_url oidc_http_proxy_username oidc_principal_mapping oidc_token_audience
  sasl_kerberos_config sasl_kerberos_keytab sasl_kerberos_principal
text restart:
  cloud_io_admission_control_policy cloud_storage_api_endpoint cloud_storage_azure_adls_endpoint
  cloud_storage_azure_container cloud_storage_azure_storage_account cloud_storage_bucket cloud_storage_credentials_host cloud_storage_crl_file
  cloud_storage_inventory_id cloud_storage_inventory_reports_prefix cloud_storage_region cloud_storage_trust_file iceberg_catalog_base_location
  iceberg_rest_catalog_aws_access_key iceberg_rest_catalog_aws_region iceberg_rest_catalog_aws_service_name iceberg_rest_catalog_base_location
  iceberg_rest_catalog_client_id iceberg_rest_catalog_credentials_host iceberg_rest_catalog_crl_file iceberg_rest_catalog_endpoint
  iceberg_rest_catalog_gcp_user_project iceberg_rest_catalog_oauth2_scope iceberg_rest_catalog_oauth2_server_uri iceberg_rest_catalog_trust_file
  iceberg_rest_catalog_warehouse tls_v1_2_cipher_suites tls_v1_3_cipher_suites
texts:
  audit_enabled_event_types audit_excluded_principals audit_excluded_topics enable_consumer_group_metrics kafka_connection_rate_limit_overrides
  kafka_connections_max_overrides kafka_mtls_principal_mapping_rules kafka_nodelete_topics kafka_noproduce_topics kafka_throughput_controlled_api_keys
  sasl_kerberos_principal_mapping
texts restart:
  cloud_io_admission_control_reservation iceberg_default_catalog_namespace
`;

/** What a property takes. */
export interface PropertyRule {
  /** What its value must be, and why. */
  readonly rule: string;
  readonly accepts: (value: unknown) => boolean;
  /** The same as a JSON schema. */
  readonly shape: Readonly<Record<string, unknown>>;
  /** Whether brokers take a change only when they start. */
  readonly restart: boolean;
}

/** The longest duration: brokers count in nanoseconds of 64 bits. */
const upper: Readonly<Record<string, number>> = { ms: 9_223_372_036_854, s: 9_223_372_036, max: Number.MAX_SAFE_INTEGER };
const bound = (word: string): number => upper[word] ?? Number(word);

const refusing = 'brokers refuse others';
/** A string of one line, without a login in an address, which would be a secret. */
const line = '^[ -~]+$';
const login = '://[^/]*@';
const isLine = (value: unknown): boolean => typeof value === 'string' && value.length <= 2000 && new RegExp(line).test(value) && !new RegExp(login).test(value);
const lineShape = { type: 'string', maxLength: 2000, pattern: line, not: { pattern: login } };

function ruleOf(words: string): PropertyRule {
  const [kind = '', ...rest] = words.replace(/ restart$/, '').split(' ');
  const restart = words.endsWith(' restart');
  switch (kind) {
    case 'flag':
      return { restart, rule: 'must be true or false', accepts: (value) => typeof value === 'boolean', shape: { type: 'boolean' } };
    case 'integer': {
      const [min, max] = [bound(rest[0]!), bound(rest[1]!)];
      const step = rest[2] === 'in' ? Number(rest[3]) : undefined;
      const odd = rest[2] === 'odd';
      const what = odd ? 'an odd integer' : step === undefined ? 'an integer' : `a multiple of ${step}`;
      return {
        restart,
        rule: `must be ${what} from ${min} to ${max}: ${refusing}`,
        accepts: (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max && (value as number) % (step ?? 1) === 0 && (!odd || (value as number) % 2 === 1),
        shape: { type: 'integer', minimum: min, maximum: max, ...(step !== undefined && { multipleOf: step }), ...(odd && { not: { multipleOf: 2 } }) },
      };
    }
    case 'number': {
      const [min, max] = [Number(rest[0]), Number(rest[1])];
      return {
        restart,
        rule: `must be a number from ${min} to ${max}, and 0 or at least 0.0001 away from it: ${refusing}, and print smaller ones in another way`,
        accepts: (value) => typeof value === 'number' && value >= min && value <= max && (value === 0 || Math.abs(value) >= 0.0001),
        shape: { type: 'number', minimum: min, maximum: max, not: { exclusiveMinimum: -0.0001, exclusiveMaximum: 0.0001, not: { const: 0 } } },
      };
    }
    case 'choice': {
      const choices = rest.join(' ').split('|');
      const quoted = choices.map((choice) => (/^(true|false|yes|no|off)$/.test(choice) ? `'${choice}'` : choice));
      return {
        restart,
        rule: `must be the text ${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}: ${refusing}`,
        accepts: (value) => choices.includes(value as string),
        shape: { enum: choices },
      };
    }
    case 'text':
      return { restart, rule: 'must be a text of one line, of printable characters and without a login in an address: a secret does not belong in values', accepts: isLine, shape: lineShape };
    case 'texts':
      return {
        restart,
        rule: 'must be a list of at most 1000 texts of one line, without a login in an address: a secret does not belong in values',
        accepts: (value) => Array.isArray(value) && value.length <= 1000 && value.every(isLine),
        shape: { type: 'array', maxItems: 1000, items: lineShape },
      };
    default:
      throw new Error(`the table of cluster properties holds a line "${words}", which says no type`);
  }
}

interface Group {
  readonly rule: PropertyRule;
  readonly names: readonly string[];
}

let groups: readonly Group[] | undefined;
let rules: ReadonlyMap<string, PropertyRule> | undefined;

/** The table, a group for each of its lines. */
function propertyGroups(): readonly Group[] {
  groups ??= [...table.matchAll(/^(\S.*):\n((?: {2}.*\n)+)/gm)].map(([, words = '', names = '']) => ({ rule: ruleOf(words), names: names.trim().split(/\s+/) }));
  return groups;
}

/** What each property takes that can be declared. */
export function clusterProperties(): ReadonlyMap<string, PropertyRule> {
  rules ??= new Map(propertyGroups().flatMap(({ rule, names }) => names.map((name) => [name, rule] as const)));
  return rules;
}

/** Those that need a restart of the brokers. */
export const restartProperties = (): string[] => [...clusterProperties()].flatMap(([name, { restart }]) => (restart ? [name] : []));

/** The JSON schema of a map of properties: one pattern for all names of a kind, because one property each would make it many times as long. */
export function clusterShape(): object {
  const patterns = new Map<string, string[]>();
  for (const { rule, names } of propertyGroups()) {
    const shape = JSON.stringify(rule.shape);
    patterns.set(shape, [...(patterns.get(shape) ?? []), ...names]);
  }
  return {
    type: 'object',
    patternProperties: Object.fromEntries([...patterns].map(([shape, names]) => [`^(${names.sort().join('|')})$`, JSON.parse(shape) as object])),
    additionalProperties: false,
  };
}

const bySasl = 'must not be given: sasl sets it, with all that connects';
const noObject = 'must not be given: it holds maps, which brokers print in an order of their own, so nothing could tell whether it is as declared. Set it with rpk';
const unclear = 'must not be given: the reference of Redpanda 26.2 does not say what it takes. Set it with rpk';
const unused = 'must not be given: Redpanda takes it, and does nothing with it any more';
const secret = 'must not be given: a secret does not belong in values';
const stored = 'must not be given: tieredStorage.secretName names the Secret that holds it';

const reasons: Readonly<Record<string, string>> = {
  admin_api_require_auth: bySasl,
  enable_sasl: bySasl,
  kafka_enable_authorization: bySasl,
  superusers: bySasl,
  sasl_mechanisms: 'must not be given: all logins here are by SCRAM, which is what brokers offer without it',
  sasl_mechanisms_overrides: 'must not be given: all logins here are by SCRAM, which is what brokers offer without it',
  http_authentication: 'must not be given: probes, Jobs and Console log in by BASIC, which is what brokers take without it',
  enable_rack_awareness: 'must not be given: broker.rackAwareness sets it, with the rack of each broker',
  cloud_storage_access_key: stored,
  cloud_storage_azure_shared_key: stored,
  cloud_storage_secret_key: stored,
  cluster_id: 'must not be given: brokers make it when they form the cluster, and clients know the cluster by it',
  kafka_throughput_control: noObject,
  rpk_path: 'must not be given: it is where the image has rpk',
  enable_developmental_unrecoverable_data_corrupting_features: 'must not be given: it says itself what it does',
  iceberg_rest_catalog_credentials_source: unclear,
  log_compaction_disable_tx_batch_removal: unclear,
  cloud_topics_reconciliation_interval: unclear,
  ...Object.fromEntries(
    [
      'cloud_storage_cache_trim_carryover_bytes',
      'cloud_storage_max_materialized_segments_per_shard',
      'cloud_storage_max_partition_readers_per_shard',
      'cloud_topics_enabled',
      'enable_auto_rebalance_on_node_add',
      'health_monitor_tick_interval',
      'partition_autobalancing_movement_batch_size_bytes',
      'raft_flush_timer_interval_ms',
      'schema_registry_avro_use_named_references',
      'space_management_enable_override',
      'tx_log_stats_interval_s',
    ].map((name) => [name, unused]),
  ),
  ...Object.fromEntries(
    [
      'iceberg_rest_catalog_aws_secret_key',
      'iceberg_rest_catalog_client_secret',
      'iceberg_rest_catalog_crl',
      'iceberg_rest_catalog_token',
      'iceberg_rest_catalog_trust',
      'oidc_http_proxy_password',
    ].map((name) => [name, secret]),
  ),
};

/** Former names of properties, which brokers still take, and never tell. */
const formerNames: Readonly<Record<string, string>> = {
  cloud_storage_graceful_transfer_timeout: 'cloud_storage_graceful_transfer_timeout_ms',
  cloud_storage_max_readers_per_shard: 'cloud_storage_max_segment_readers_per_shard',
  delete_retention_ms: 'log_retention_ms',
  iceberg_rest_catalog_prefix: 'iceberg_rest_catalog_warehouse',
  schema_registry_normalize_on_startup: 'schema_registry_always_normalize',
  wasm_per_core_memory_reservation: 'data_transforms_per_core_memory_reservation',
  wasm_per_function_memory_limit: 'data_transforms_per_function_memory_limit',
};

/** Why a property cannot be declared under a name. */
export function reasonAgainst(name: string): string {
  const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
  if (reason !== undefined) return reason;
  if (Object.hasOwn(formerNames, name)) return `must be called ${formerNames[name]}: brokers tell it by that name only`;
  const nodeSection = brokerConfig.shape.redpanda.unwrap();
  if (Object.hasOwn(nodeSection.shape, name)) return 'must not be given here: it is a property of each broker, which broker.config.redpanda holds';
  if (Object.hasOwn(refusedKeys.get(nodeSection) ?? {}, name)) return 'must not be given: it is a property of each broker, which is set here for all that connects';
  if (Object.hasOwn(topicConfig.shape, name)) return 'must not be given here: it is a config of topics, and stands with its topic';
  const near = nearest(name, [...clusterProperties().keys()]);
  return `is not a cluster property of Redpanda 26.2: brokers would refuse it, and all the others with it${near === undefined ? '' : `; did you mean ${near}?`}`;
}
