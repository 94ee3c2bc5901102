{{/*
The items of a container's env by which a client finds Kafka.

  env:
    {{- include "redpanda.clientEnv" (dict "root" $ "client" "services") | nindent 4 }}

The client is one that the values of the dependency declare: of redpanda-client or of redpanda, by name or by alias.
*/}}
{{- define "redpanda.clientEnv" -}}
{{- if not (and .root .root.Values .client) }}
{{- fail "redpanda.clientEnv must be given root and client: (dict \"root\" $ \"client\" \"services\")" }}
{{- end }}
{{- $values := dict }}
{{- range $dependency := list "redpanda-client" "redpanda" }}
{{- $own := index $.root.Values $dependency }}
{{- if kindIs "map" $own }}
{{- $values = mergeOverwrite $values (deepCopy $own) }}
{{- end }}
{{- end }}
{{- if not (and (hasKey $values "name") (hasKey $values "clusterDomain")) }}
{{- fail "redpanda.clientEnv must find the values of redpanda-client: give that dependency no alias but redpanda" }}
{{- end }}
{{- $name := .client }}
{{- $namespace := default .root.Release.Namespace $values.namespace }}
{{- $declared := list }}
{{- range $values.clients }}
{{- $declared = append $declared .name }}
{{- end }}
{{- if not (has $name $declared) }}
{{- $rule := "must be a declared client: the values declare" }}
{{- fail (printf "redpanda.clientEnv: client (%v) %v %v" $name $rule (default "none" (join ", " $declared))) }}
{{- end }}
{{- range $client := $values.clients }}
{{- if eq $client.name $name }}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ printf "%v.%v.svc.%v:%v"
    (ternary (printf "%v-clients" $values.name) $values.name (eq $values.adopted.serviceName $values.name)) $namespace
    $values.clusterDomain (ternary 9095 9092 (eq $values.tls.plaintext "used")) | quote }}
{{- if ne (toString $client.schemaRegistry) "false" }}
- name: KAFKA_SCHEMA_REGISTRY_URL
  value: {{ printf "%v://%v.%v.svc.%v:%v" (ternary "https" "http" (and
    (and (ne $values.tls.mode "none") (has "schema-registry" $values.tls.listeners)) (ne $values.tls.plaintext "used")))
    (ternary (printf "%v-clients" $values.name) $values.name (eq $values.adopted.serviceName $values.name)) $namespace
    $values.clusterDomain (ternary 8085 8081 (eq $values.tls.plaintext "used")) | quote }}
{{- end }}
{{- if or (and (and (ne $values.tls.mode "none") (has "kafka" $values.tls.listeners)) (ne $values.tls.plaintext "used"))
  (and $values.sasl.enabled (ne $values.tls.plaintext "used")) }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ ternary (ternary "SASL_SSL" "SSL" (and $values.sasl.enabled (ne $values.tls.plaintext "used")))
    (ternary "SASL_PLAINTEXT" "PLAINTEXT" (and $values.sasl.enabled (ne $values.tls.plaintext "used")))
    (and (and (ne $values.tls.mode "none") (has "kafka" $values.tls.listeners)) (ne $values.tls.plaintext "used")) |
    quote }}
{{- end }}
{{- if and $values.sasl.enabled (ne $values.tls.plaintext "used") }}
- name: KAFKA_SASL_MECHANISM
  value: {{ $values.sasl.mechanism | quote }}
{{- end }}
{{- if or (and $values.sasl.enabled (ne $values.tls.plaintext "used"))
  (and (ne (toString $client.schemaRegistry) "false") (and $values.sasl.enabled (ne $values.tls.plaintext "used"))) }}
- name: KAFKA_SASL_USERNAME
  value: {{ default $client.name $client.user | quote }}
- name: KAFKA_SASL_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ default "" $client.secretName | quote }}
      key: password
{{- end }}
{{- if or (and (and (ne $values.tls.mode "none") (has "kafka" $values.tls.listeners)) (ne $values.tls.plaintext "used"))
  (and (ne (toString $client.schemaRegistry) "false") (and
  (and (ne $values.tls.mode "none") (has "schema-registry" $values.tls.listeners))
  (ne $values.tls.plaintext "used"))) }}
- name: KAFKA_SSL_CA_PEM
  valueFrom:
    secretKeyRef:
      name: {{ ternary $values.tls.caSecretName (printf "%v-ca" $values.name) (not (empty $values.tls.caSecretName)) |
        quote }}
      key: ca.crt
{{- end }}
{{- if eq (default "generic" $client.flavour) "spring" }}
- name: SPRING_KAFKA_BOOTSTRAP_SERVERS
  value: {{ printf "%v.%v.svc.%v:%v"
    (ternary (printf "%v-clients" $values.name) $values.name (eq $values.adopted.serviceName $values.name)) $namespace
    $values.clusterDomain (ternary 9095 9092 (eq $values.tls.plaintext "used")) | quote }}
- name: SPRING_KAFKA_CONSUMER_GROUP_ID
  value: {{ default $client.name $client.consumerGroup | quote }}
- name: SPRING_KAFKA_CONSUMER_AUTO_OFFSET_RESET
  value: earliest
{{- if or (and (and (ne $values.tls.mode "none") (has "kafka" $values.tls.listeners)) (ne $values.tls.plaintext "used"))
  (and $values.sasl.enabled (ne $values.tls.plaintext "used")) }}
- name: SPRING_KAFKA_SECURITY_PROTOCOL
  value: {{ ternary (ternary "SASL_SSL" "SSL" (and $values.sasl.enabled (ne $values.tls.plaintext "used")))
    (ternary "SASL_PLAINTEXT" "PLAINTEXT" (and $values.sasl.enabled (ne $values.tls.plaintext "used")))
    (and (and (ne $values.tls.mode "none") (has "kafka" $values.tls.listeners)) (ne $values.tls.plaintext "used")) |
    quote }}
{{- end }}
{{- if ne (toString $client.schemaRegistry) "false" }}
- name: SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_URL
  value: {{ printf "%v://%v.%v.svc.%v:%v" (ternary "https" "http" (and
    (and (ne $values.tls.mode "none") (has "schema-registry" $values.tls.listeners)) (ne $values.tls.plaintext "used")))
    (ternary (printf "%v-clients" $values.name) $values.name (eq $values.adopted.serviceName $values.name)) $namespace
    $values.clusterDomain (ternary 8085 8081 (eq $values.tls.plaintext "used")) | quote }}
{{- end }}
{{- if and $values.sasl.enabled (ne $values.tls.plaintext "used") }}
- name: SPRING_KAFKA_PROPERTIES_SASL_MECHANISM
  value: {{ $values.sasl.mechanism | quote }}
- name: SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
  value: "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"${KAFKA_SASL_USERNAME}\" password=\"${KAFKA_SASL_PASSWORD}\";"
{{- end }}
{{- if and (and (ne $values.tls.mode "none") (has "kafka" $values.tls.listeners)) (ne $values.tls.plaintext "used") }}
- name: SPRING_KAFKA_PROPERTIES_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: SPRING_KAFKA_PROPERTIES_SSL_TRUSTSTORE_CERTIFICATES
  value: "${KAFKA_SSL_CA_PEM}"
{{- end }}
{{- if and (ne (toString $client.schemaRegistry) "false")
  (and $values.sasl.enabled (ne $values.tls.plaintext "used")) }}
- name: SPRING_KAFKA_PROPERTIES_BASIC_AUTH_CREDENTIALS_SOURCE
  value: USER_INFO
- name: SPRING_KAFKA_PROPERTIES_BASIC_AUTH_USER_INFO
  value: "${KAFKA_SASL_USERNAME}:${KAFKA_SASL_PASSWORD}"
{{- end }}
{{- if and (ne (toString $client.schemaRegistry) "false") (and
  (and (ne $values.tls.mode "none") (has "schema-registry" $values.tls.listeners)) (ne $values.tls.plaintext "used")) }}
- name: SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_SSL_TRUSTSTORE_CERTIFICATES
  value: "${KAFKA_SSL_CA_PEM}"
{{- end }}
- name: SPRING_KAFKA_PRODUCER_ACKS
  value: all
- name: SPRING_KAFKA_PRODUCER_RETRIES
  value: "3"
- name: SPRING_KAFKA_PRODUCER_BATCH_SIZE
  value: "16384"
- name: SPRING_KAFKA_PRODUCER_BUFFER_MEMORY
  value: "33554432"
{{- end }}
{{- if eq (default "generic" $client.flavour) "quarkus" }}
{{- if and $values.sasl.enabled (ne $values.tls.plaintext "used") }}
- name: KAFKA_SASL_JAAS_CONFIG
  value: "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"${KAFKA_SASL_USERNAME}\" password=\"${KAFKA_SASL_PASSWORD}\";"
{{- end }}
{{- if and (and (ne $values.tls.mode "none") (has "kafka" $values.tls.listeners)) (ne $values.tls.plaintext "used") }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_CERTIFICATES
  value: "${KAFKA_SSL_CA_PEM}"
{{- end }}
{{- if and (ne (toString $client.schemaRegistry) "false")
  (and $values.sasl.enabled (ne $values.tls.plaintext "used")) }}
- name: KAFKA_BASIC_AUTH_CREDENTIALS_SOURCE
  value: USER_INFO
- name: KAFKA_BASIC_AUTH_USER_INFO
  value: "${KAFKA_SASL_USERNAME}:${KAFKA_SASL_PASSWORD}"
{{- end }}
{{- if and (ne (toString $client.schemaRegistry) "false") (and
  (and (ne $values.tls.mode "none") (has "schema-registry" $values.tls.listeners)) (ne $values.tls.plaintext "used")) }}
- name: KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_CERTIFICATES
  value: "${KAFKA_SSL_CA_PEM}"
{{- end }}
{{- end }}
{{- if or (eq (default "generic" $client.flavour) "quarkus") (eq (default "generic" $client.flavour) "librdkafka") }}
- name: KAFKA_GROUP_ID
  value: {{ default $client.name $client.consumerGroup | quote }}
- name: KAFKA_AUTO_OFFSET_RESET
  value: earliest
- name: KAFKA_ACKS
  value: all
{{- end }}
{{- end }}
{{- end }}
{{- end }}
