{{/* Rights of users, as a script reads them */}}
{{- define "redpanda.acls" -}}
{{ include "redpanda.aclsLines" . | trimAll "\n" | splitList "\n" | sortAlpha | uniq | join "\n" }}
{{- end }}

{{/* Labels of the objects of the component acls */}}
{{- define "redpanda.aclsLabels" -}}
app.kubernetes.io/name: redpanda-acls
app.kubernetes.io/component: acls
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* Rights of users, in the order of the values */}}
{{- define "redpanda.aclsLines" -}}
{{- range $user := .Values.users }}
user {{ $user.name }}
{{- end }}
{{- range $name := .Values.prune.users }}
user {{ $name }}
{{- end }}
{{- range $client := .Values.clients }}
{{- range $name := $client.consumes }}
allow {{ default $client.name $client.user }} * topic {{ $name }} read,describe
{{- end }}
{{- if $client.consumes }}
allow {{ default $client.name $client.user }} * group {{ default $client.name $client.consumerGroup }} read
{{- end }}
{{- range $name := $client.produces }}
allow {{ default $client.name $client.user }} * topic {{ $name }} write,describe
{{- end }}
{{- range $name := $client.transactionalIds }}
allow {{ default $client.name $client.user }} * transactional-id {{ $name }} write,describe
{{- end }}
{{- end }}
{{- range $acl := .Values.acls }}
{{- range $name := $acl.topics }}
{{ default "allow" $acl.permission }} {{ $acl.user }} {{ default "*" $acl.host }} topic {{ $name }} {{ join ","
  $acl.operations }}
{{- end }}
{{- range $name := $acl.groups }}
{{ default "allow" $acl.permission }} {{ $acl.user }} {{ default "*" $acl.host }} group {{ $name }} {{ join ","
  $acl.operations }}
{{- end }}
{{- range $name := $acl.transactionalIds }}
{{ default "allow" $acl.permission }} {{ $acl.user }} {{ default "*" $acl.host }} transactional-id {{ $name }} {{ join
  "," $acl.operations }}
{{- end }}
{{- if $acl.cluster }}
{{ default "allow" $acl.permission }} {{ $acl.user }} {{ default "*" $acl.host }} cluster kafka-cluster {{ join ","
  $acl.operations }}
{{- end }}
{{- end }}
{{- end }}

{{/* What URLs of the listener admin begin with */}}
{{- define "redpanda.adminScheme" -}}
{{ ternary "https" "http" (eq (include "redpanda.adminTls" .) "true") }}
{{- end }}

{{/* Whether the listener admin speaks TLS */}}
{{- define "redpanda.adminTls" -}}
{{- if and (ne .Values.tls.mode "none") (has "admin" .Values.tls.listeners) }}true{{ end }}
{{- end }}

{{/* DNS domain of the brokers' host names */}}
{{- define "redpanda.brokerDomain" -}}
{{ include "redpanda.headlessService" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}
{{- end }}

{{/* Image of the brokers, which has rpk as well */}}
{{- define "redpanda.brokerImage" -}}
{{ include "redpanda.image" (dict "name" .Values.broker.image "registry" .Values.global.imageRegistry) }}
{{- end }}

{{/* Labels of the objects of the component broker */}}
{{- define "redpanda.brokerLabels" -}}
app.kubernetes.io/name: redpanda
app.kubernetes.io/component: broker
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* Labels of the pods of the component broker */}}
{{- define "redpanda.brokerPodLabels" -}}
{{- with .Values.adopted.brokerSelector }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- if not (hasKey .Values.adopted.brokerSelector "app") }}
app: {{ .Values.name | quote }}
{{- end }}
{{- if not (hasKey .Values.adopted.brokerSelector "app.kubernetes.io/name") }}
app.kubernetes.io/name: redpanda
{{- end }}
{{- if not (hasKey .Values.adopted.brokerSelector "app.kubernetes.io/instance") }}
app.kubernetes.io/instance: {{ .Values.name | quote }}
{{- end }}
{{- if not (hasKey .Values.adopted.brokerSelector "app.kubernetes.io/component") }}
app.kubernetes.io/component: broker
{{- end }}
{{- if not (hasKey .Values.adopted.brokerSelector "app.kubernetes.io/part-of") }}
app.kubernetes.io/part-of: {{ .Values.name | quote }}
{{- end }}
{{- end }}

{{/* Labels that select the pods of the component broker */}}
{{- define "redpanda.brokerSelector" -}}
{{- with .Values.adopted.brokerSelector }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- if not .Values.adopted.brokerSelector }}
app: {{ .Values.name | quote }}
{{- end }}
{{- end }}

{{/* Secret with the CA's certificate in a client's namespace */}}
{{- define "redpanda.caSecret" -}}
{{ ternary .Values.tls.caSecretName (printf "%v-ca" .Values.name) (not (empty .Values.tls.caSecretName)) }}
{{- end }}

{{/* Labels of the objects of the component client */}}
{{- define "redpanda.clientLabels" -}}
app.kubernetes.io/name: redpanda-client
app.kubernetes.io/component: client
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* Image of Console */}}
{{- define "redpanda.consoleImage" -}}
{{ include "redpanda.image" (dict "name" .Values.console.image "registry" .Values.global.imageRegistry) }}
{{- end }}

{{/* Labels of the objects of the component console */}}
{{- define "redpanda.consoleLabels" -}}
app.kubernetes.io/name: redpanda-console
app.kubernetes.io/component: console
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* What follows the host in the address of Console */}}
{{- define "redpanda.consolePath" -}}
{{ ternary "" .Values.console.basePath (eq .Values.console.basePath "/") }}
{{- end }}

{{/* Labels of the pods of the component console */}}
{{- define "redpanda.consolePodLabels" -}}
{{- with .Values.adopted.consoleSelector }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- if not (hasKey .Values.adopted.consoleSelector "app") }}
app: {{ printf "%v-console" .Values.name | quote }}
{{- end }}
{{- if not (hasKey .Values.adopted.consoleSelector "app.kubernetes.io/name") }}
app.kubernetes.io/name: redpanda-console
{{- end }}
{{- if not (hasKey .Values.adopted.consoleSelector "app.kubernetes.io/instance") }}
app.kubernetes.io/instance: {{ .Values.name | quote }}
{{- end }}
{{- if not (hasKey .Values.adopted.consoleSelector "app.kubernetes.io/component") }}
app.kubernetes.io/component: console
{{- end }}
{{- if not (hasKey .Values.adopted.consoleSelector "app.kubernetes.io/part-of") }}
app.kubernetes.io/part-of: {{ .Values.name | quote }}
{{- end }}
{{- end }}

{{/* What the address of Console begins with */}}
{{- define "redpanda.consoleScheme" -}}
{{ ternary "https" "http" (not (empty .Values.console.ingress.tlsSecretName)) }}
{{- end }}

{{/* Labels that select the pods of the component console */}}
{{- define "redpanda.consoleSelector" -}}
{{- with .Values.adopted.consoleSelector }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- if not .Values.adopted.consoleSelector }}
app: {{ printf "%v-console" .Values.name | quote }}
{{- end }}
{{- end }}

{{/* The cores that a broker uses of the requested CPU: whole ones, and at least one (--smp) */}}
{{- define "redpanda.cores" -}}
{{ max 1 (div (int64 (include "redpanda.millicores" .)) 1000) }}
{{- end }}

{{/* Whether the listener external speaks TLS */}}
{{- define "redpanda.externalTls" -}}
{{- if and (ne .Values.tls.mode "none") (has "external" .Values.tls.listeners) }}true{{ end }}
{{- end }}

{{/* Folder of the external listener's certificate */}}
{{- define "redpanda.externalTlsFolder" -}}
{{ ternary "/etc/redpanda-external-tls" "/etc/redpanda-tls" (and (eq (include "redpanda.externalTls" .) "true")
  (or (not (empty .Values.tls.externalSecretName)) .Values.tls.externalClientAuth)) }}
{{- end }}

{{/* Secret of the external listener's own certificate */}}
{{- define "redpanda.externalTlsSecret" -}}
{{ ternary .Values.tls.externalSecretName (printf "%v-external-tls" .Values.name)
  (not (empty .Values.tls.externalSecretName)) }}
{{- end }}

{{/* Whether users get rights */}}
{{- define "redpanda.hasAcls" -}}
{{- if and .Values.sasl.enabled (ne (include "redpanda.acls" .) "") }}true{{ end }}
{{- end }}

{{/* Name of the Service that gives each broker a host name */}}
{{- define "redpanda.headlessService" -}}
{{ ternary .Values.adopted.serviceName (printf "%v-headless" .Values.name) (not (empty .Values.adopted.serviceName)) }}
{{- end }}

{{/* Host name that leads to any broker that is ready */}}
{{- define "redpanda.host" -}}
{{ include "redpanda.service" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}
{{- end }}

{{/* An image from another registry than its own, if one is given */}}
{{- define "redpanda.image" -}}
{{ ternary .name (regexReplaceAll "^((localhost|[^/]*[.:A-Z][^/]*)/)?" .name (printf "%v/" .registry))
  (empty .registry) }}
{{- end }}

{{/* Whether records of a topic are deleted and never compacted */}}
{{- define "redpanda.isDeleted" -}}
{{- if not (contains "compact" (toString
  (default (get .cluster "log_cleanup_policy") (get (default dict .config) "cleanup.policy")))) }}true{{ end }}
{{- end }}

{{/* Whether the brokers have less memory for each core than Redpanda recommends */}}
{{- define "redpanda.isShortOfMemory" -}}
{{- if lt (mul (int64 (include "redpanda.mebibytes" .Values.broker.resources.requests.memory)) 100)
  (mul (int64 (include "redpanda.cores" .Values.broker.resources.requests.cpu)) 227328) }}true{{ end }}
{{- end }}

{{/* Whether the brokers have a size that Redpanda does not support */}}
{{- define "redpanda.isUnsupportedSize" -}}
{{- if or (ne (int64 (include "redpanda.millicores" .Values.broker.resources.requests.cpu))
  (int64 (include "redpanda.millicores" .Values.broker.resources.limits.cpu))) (ne
  (int64 (include "redpanda.mebibytes" .Values.broker.resources.requests.memory))
  (int64 (include "redpanda.mebibytes" .Values.broker.resources.limits.memory))) (lt
  (int64 (include "redpanda.millicores" .Values.broker.resources.limits.cpu)) 2000) }}true{{ end }}
{{- end }}

{{/* Port that clients of kafka connect to */}}
{{- define "redpanda.kafkaPort" -}}
{{ ternary 9095 9092 (eq .Values.tls.plaintext "used") }}
{{- end }}

{{/* Whether the listener kafka speaks TLS */}}
{{- define "redpanda.kafkaTls" -}}
{{- if and (ne .Values.tls.mode "none") (has "kafka" .Values.tls.listeners) }}true{{ end }}
{{- end }}

{{/* Whether clients of kafka log in */}}
{{- define "redpanda.kafkaWantsLogin" -}}
{{- if and .Values.sasl.enabled (ne .Values.tls.plaintext "used") }}true{{ end }}
{{- end }}

{{/* Whether clients of kafka speak TLS */}}
{{- define "redpanda.kafkaWantsTls" -}}
{{- if and (include "redpanda.kafkaTls" .) (ne .Values.tls.plaintext "used") }}true{{ end }}
{{- end }}

{{/* Labels of all objects */}}
{{- define "redpanda.labels" -}}
app.kubernetes.io/instance: {{ .Values.name | quote }}
app.kubernetes.io/part-of: {{ .Values.name | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
redpanda.io/cluster-namespace: {{ .Release.Namespace | quote }}
helm.sh/chart: redpanda-0.1.0
{{- end }}

{{/* Mebibytes of 512Mi, 4Gi or 1Ti */}}
{{- define "redpanda.mebibytes" -}}
{{ mul (trimSuffix "Mi" . | trimSuffix "Gi" | trimSuffix "Ti")
  (ternary 1048576 (ternary 1024 1 (hasSuffix "Gi" .)) (hasSuffix "Ti" .)) }}
{{- end }}

{{/* Thousandths of a CPU: of 500m, 0.5 and "0.5" alike */}}
{{- define "redpanda.millicores" -}}
{{ int64 (round (mulf (trimSuffix "m" (toString .)) (ternary 1 1000 (hasSuffix "m" (toString .)))) 0) }}
{{- end }}

{{/* Job by which Prometheus knows the brokers */}}
{{- define "redpanda.monitoringJob" -}}
{{ ternary .Values.monitoring.job .Values.name (not (empty .Values.monitoring.job)) }}
{{- end }}

{{/* Whether brokers take a change of a cluster property only when they start */}}
{{- define "redpanda.needsRestart" -}}
{{- if has . (splitList " "
  "audit_use_rpc cloud_storage_attempt_cluster_restore_on_bootstrap cloud_storage_azure_hierarchical_namespace_enabled cloud_storage_disable_archiver_manager cloud_storage_disable_tls cloud_storage_enabled cloud_storage_inventory_based_scrub_enabled cloud_storage_inventory_self_managed_report_config cloud_topics_fetch_debounce_enabled cloud_topics_parallel_fetch_enabled consumer_offsets_topic_batch_cache_enabled controller_log_learner_recovery_rate_enabled data_transforms_enabled disable_batch_cache disable_metrics disable_public_metrics enable_cluster_metadata_upload_loop enable_host_metrics enable_idempotence enable_pid_file enable_transactions health_monitor_metrics_enabled iceberg_enabled kafka_handler_latency_all kafka_qdc_enable log_compaction_use_sliding_window lz4_decompress_reusable_buffers_disabled schema_registry_enable_qualified_subjects schema_registry_use_rpc tls_enable_renegotiation unsafe_enable_consumer_offsets_delete_retention cloud_topics_num_metastore_partitions cloud_storage_cluster_metadata_retries cloud_storage_max_connections id_allocator_batch_size id_allocator_log_capacity metadata_dissemination_retries abort_index_segment_size cloud_topics_metastore_max_pre_open_fibers pp_sr_smp_max_non_local_requests raft_smp_max_non_local_requests topic_partitions_memory_allocation_percent cloud_storage_api_endpoint_port cloud_storage_azure_adls_port log_segment_size_jitter_percent audit_queue_max_buffer_size_per_shard cloud_storage_cache_chunk_size cloud_topics_compaction_key_map_memory cloud_topics_produce_no_pid_concurrency cloud_topics_produce_write_inflight_limit cloud_topics_reconciliation_parallelism cloud_topics_upload_part_size datalake_scheduler_block_size_bytes kafka_qdc_idle_depth kafka_qdc_max_depth kafka_qdc_min_depth kafka_qdc_window_count kvstore_max_segment_size raft_heartbeat_disconnect_failures raft_replicate_batch_window_size reclaim_batch_cache_min_free reclaim_max_size reclaim_min_size zstd_decompress_workspace_bytes abort_timed_out_transactions_interval_ms cloud_storage_cache_check_interval_ms cloud_storage_inventory_report_check_interval_ms cloud_storage_max_connection_idle_time_ms cloud_storage_roles_operation_timeout_ms data_transforms_runtime_limit_ms datalake_scheduler_time_slice_ms fetch_session_eviction_timeout_ms health_manager_tick_interval join_retry_timeout_ms kafka_qdc_depth_update_ms kafka_qdc_max_latency_ms kafka_qdc_window_size_ms members_backend_retry_ms metadata_dissemination_interval_ms metadata_dissemination_retry_delay_ms readers_cache_eviction_timeout_ms reclaim_growth_window reclaim_stable_window replicate_append_timeout_ms tx_timeout_delay_ms internal_topic_replication_factor rpc_server_listen_backlog data_transforms_read_buffer_memory_percentage data_transforms_write_buffer_memory_percentage data_transforms_logging_buffer_capacity_bytes storage_compaction_key_map_memory kafka_rpc_server_tcp_recv_buf kafka_rpc_server_tcp_send_buf rpc_server_tcp_recv_buf rpc_server_tcp_send_buf append_chunk_size kafka_rpc_server_stream_recv_buf data_transforms_per_core_memory_reservation data_transforms_per_function_memory_limit rpc_client_connections_per_peer kafka_memory_share_for_fetch kafka_qdc_depth_alpha kafka_qdc_latency_alpha storage_compaction_key_map_memory_limit_percent iceberg_schema_case_insensitive cloud_storage_backend cloud_storage_credentials_source iceberg_rest_catalog_aws_credentials_source iceberg_rest_catalog_authentication_mode iceberg_catalog_type tls_min_version cloud_storage_url_style cloud_io_admission_control_policy cloud_storage_api_endpoint cloud_storage_azure_adls_endpoint cloud_storage_azure_container cloud_storage_azure_storage_account cloud_storage_bucket cloud_storage_credentials_host cloud_storage_crl_file cloud_storage_inventory_id cloud_storage_inventory_reports_prefix cloud_storage_region cloud_storage_trust_file iceberg_catalog_base_location iceberg_rest_catalog_aws_access_key iceberg_rest_catalog_aws_region iceberg_rest_catalog_aws_service_name iceberg_rest_catalog_base_location iceberg_rest_catalog_client_id iceberg_rest_catalog_credentials_host iceberg_rest_catalog_crl_file iceberg_rest_catalog_endpoint iceberg_rest_catalog_gcp_user_project iceberg_rest_catalog_oauth2_scope iceberg_rest_catalog_oauth2_server_uri iceberg_rest_catalog_trust_file iceberg_rest_catalog_warehouse tls_v1_2_cipher_suites tls_v1_3_cipher_suites cloud_io_admission_control_reservation iceberg_default_catalog_namespace") }}true{{ end }}
{{- end }}

{{/* Labels of the objects of the component quotas */}}
{{- define "redpanda.quotasLabels" -}}
app.kubernetes.io/name: redpanda-quotas
app.kubernetes.io/component: quotas
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* What the script of the component quotas reads, of what is declared */}}
{{- define "redpanda.quotasLines" -}}
{{- range $quota := . }}
{{- if $quota.clientId }}
quota client-id={{ $quota.clientId }}
{{- end }}
{{- if $quota.clientIdPrefix }}
quota client-id-prefix={{ $quota.clientIdPrefix }}
{{- end }}
{{- if $quota.user }}
quota user={{ $quota.user }}
{{- end }}
{{- if eq (default "" $quota.default) "clientId" }}
quota client-id=<default>
{{- end }}
{{- if eq (default "" $quota.default) "user" }}
quota user=<default>
{{- end }}
{{- if not (kindIs "invalid" $quota.producerByteRate) }}
rate producer_byte_rate {{ int64 $quota.producerByteRate }}
{{- end }}
{{- if not (kindIs "invalid" $quota.consumerByteRate) }}
rate consumer_byte_rate {{ int64 $quota.consumerByteRate }}
{{- end }}
{{- if not (kindIs "invalid" $quota.controllerMutationRate) }}
rate controller_mutation_rate {{ int64 $quota.controllerMutationRate }}
{{- end }}
{{- end }}
{{- end }}

{{/* What the script of the component quotas reads, of what is to go */}}
{{- define "redpanda.quotasPruned" -}}
{{- range $item := . }}
{{ $item }}
{{- end }}
{{- end }}

{{/* Mebibytes that a broker keeps of a topic by retention.bytes, 0 where that is no bound */}}
{{- define "redpanda.retainedMebibytes" -}}
{{ div (mul (max 0 (div (int64 (default 0 (get (default dict .config) "retention.bytes"))) 1048576)) (int64 .partitions)
  (int64 .replicas)) (int64 .brokers) }}
{{- end }}

{{/* Whether the listener rpc speaks TLS */}}
{{- define "redpanda.rpcTls" -}}
{{- if and (ne .Values.tls.mode "none") (has "rpc" .Values.tls.listeners) }}true{{ end }}
{{- end }}

{{/* Port that clients of schema-registry connect to */}}
{{- define "redpanda.schemaRegistryPort" -}}
{{ ternary 8085 8081 (eq .Values.tls.plaintext "used") }}
{{- end }}

{{/* What URLs of the listener schema-registry begin with */}}
{{- define "redpanda.schemaRegistryScheme" -}}
{{ ternary "https" "http" (eq (include "redpanda.schemaRegistryWantsTls" .) "true") }}
{{- end }}

{{/* Whether the listener schema-registry speaks TLS */}}
{{- define "redpanda.schemaRegistryTls" -}}
{{- if and (ne .Values.tls.mode "none") (has "schema-registry" .Values.tls.listeners) }}true{{ end }}
{{- end }}

{{/* Whether clients of schema-registry log in */}}
{{- define "redpanda.schemaRegistryWantsLogin" -}}
{{- if and .Values.sasl.enabled (ne .Values.tls.plaintext "used") }}true{{ end }}
{{- end }}

{{/* Whether clients of schema-registry speak TLS */}}
{{- define "redpanda.schemaRegistryWantsTls" -}}
{{- if and (include "redpanda.schemaRegistryTls" .) (ne .Values.tls.plaintext "used") }}true{{ end }}
{{- end }}

{{/* Labels of the objects of the component schemas */}}
{{- define "redpanda.schemasLabels" -}}
app.kubernetes.io/name: redpanda-schemas
app.kubernetes.io/component: schemas
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* What the script of the component schemas reads, of what is declared */}}
{{- define "redpanda.schemasLines" -}}
{{- range $schema := . }}
schema {{ $schema.subject }}
{{- if $schema.compatibility }}
compatibility {{ default "" $schema.compatibility }}
{{- end }}
{{- if $schema.references }}
body {"references":{{ toJson $schema.references }},"schema":{{ toJson
  (default "" $schema.schema) }},"schemaType":"{{ default "AVRO" $schema.type }}"}
{{- else }}
body {"schema":{{ toJson (default "" $schema.schema) }},"schemaType":"{{ default "AVRO" $schema.type }}"}
{{- end }}
{{- end }}
{{- end }}

{{/* What the script of the component schemas reads, of what is to go */}}
{{- define "redpanda.schemasPruned" -}}
{{- range $item := . }}
{{ $item }}
{{- end }}
{{- end }}

{{/* Name of a pull secret, which is given as a string or as a map with a name */}}
{{- define "redpanda.secretName" -}}
{{ toString . | trimPrefix "map[name:" | trimSuffix "]" }}
{{- end }}

{{/* What selects the series of the brokers */}}
{{- define "redpanda.series" -}}
{{ "{" }}{{ include "redpanda.seriesLabels" . }}}
{{- end }}

{{/* Labels of the brokers' series */}}
{{- define "redpanda.seriesLabels" -}}
job="{{ include "redpanda.monitoringJob" . }}",namespace="{{ .Release.Namespace }}"
{{- end }}

{{/* Name of the Service for clients */}}
{{- define "redpanda.service" -}}
{{ ternary (printf "%v-clients" .Values.name) .Values.name (eq .Values.adopted.serviceName .Values.name) }}
{{- end }}

{{/* Labels of the objects of the component settings */}}
{{- define "redpanda.settingsLabels" -}}
app.kubernetes.io/name: redpanda-settings
app.kubernetes.io/component: settings
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* What the script of the component settings reads, of what is declared */}}
{{- define "redpanda.settingsLines" -}}
{{- range $key, $value := . }}
{{- if include "redpanda.needsRestart" $key }}
restart {{ $key }} {{ toJson $value }}
{{- else }}
setting {{ $key }} {{ toJson $value }}
{{- end }}
{{- end }}
{{- end }}

{{/* Labels of the objects of the component test */}}
{{- define "redpanda.testLabels" -}}
app.kubernetes.io/name: redpanda-test
app.kubernetes.io/component: test
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* Secret of the brokers' certificate */}}
{{- define "redpanda.tlsSecret" -}}
{{ ternary .Values.tls.secretName (printf "%v-tls" .Values.name) (not (empty .Values.tls.secretName)) }}
{{- end }}

{{/* Regular expression of topics, of which some are beginnings of names */}}
{{- define "redpanda.topicPattern" -}}
{{ . | join "|" | replace "." "[.]" | replace "*" ".*" | default ".+" }}
{{- end }}

{{/* Labels of the objects of the component topics */}}
{{- define "redpanda.topicsLabels" -}}
app.kubernetes.io/name: redpanda-topics
app.kubernetes.io/component: topics
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* What the script of the component topics reads, of what is declared */}}
{{- define "redpanda.topicsLines" -}}
{{- range $topic := . }}
{{- if kindIs "invalid" $topic.replicationFactor }}
topic {{ $topic.name }} {{ int64 (default 3 $topic.partitions) }}
{{- else }}
topic {{ $topic.name }} {{ int64 (default 3 $topic.partitions) }} {{ int64 $topic.replicationFactor }}
{{- end }}
{{- range $key, $value := $topic.config }}
{{- if kindIs "invalid" $value }}
reset {{ $key }}
{{- else }}
config {{ $key }} {{ toJson $value | trimAll "\"" }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* What the script of the component topics reads, of what is to go */}}
{{- define "redpanda.topicsPruned" -}}
{{- range $item := . }}
{{ $item }}
{{- end }}
{{- end }}

{{/* Labels of the objects of the component users */}}
{{- define "redpanda.usersLabels" -}}
app.kubernetes.io/name: redpanda-users
app.kubernetes.io/component: users
{{- include "redpanda.labels" . | nindent 0 }}
{{- end }}

{{/* What the script of the component users reads, of what is declared */}}
{{- define "redpanda.usersLines" -}}
{{- range $user := . }}
{{- if $user.superuser }}
superuser {{ $user.name }} {{ $user.secretName }} {{ default "password" $user.secretKey }} {{ int64
  (default 0 $user.revision) }}
{{- else }}
user {{ $user.name }} {{ $user.secretName }} {{ default "password" $user.secretKey }} {{ int64
  (default 0 $user.revision) }}
{{- end }}
{{- end }}
{{- end }}

{{/* What the script of the component users reads, of what is to go */}}
{{- define "redpanda.usersPruned" -}}
{{- range $item := . }}
{{ $item }}
{{- end }}
{{- end }}

{{/* The version of an image as a label: its tag, or the first digits of its digest */}}
{{- define "redpanda.version" -}}
{{ regexReplaceAll "^.*/[^/:@]+(:([^@]+)(@.*)?|@[a-z0-9]+:([a-f0-9]{12}).*)$" . "${2}${4}" | trunc 63 | trimAll "._-" }}
{{- end }}
