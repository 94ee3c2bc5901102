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
  value: {{ printf "%v.%v.svc.%v:9092" $values.name $namespace $values.clusterDomain | quote }}
{{- if ne (toString $client.schemaRegistry) "false" }}
- name: KAFKA_SCHEMA_REGISTRY_URL
  value: {{ printf "http://%v.%v.svc.%v:8081" $values.name $namespace $values.clusterDomain | quote }}
{{- end }}
{{- if eq (default "generic" $client.flavour) "spring" }}
- name: SPRING_KAFKA_BOOTSTRAP_SERVERS
  value: {{ printf "%v.%v.svc.%v:9092" $values.name $namespace $values.clusterDomain | quote }}
- name: SPRING_KAFKA_CONSUMER_GROUP_ID
  value: {{ default $client.name $client.consumerGroup | quote }}
- name: SPRING_KAFKA_CONSUMER_AUTO_OFFSET_RESET
  value: earliest
{{- if ne (toString $client.schemaRegistry) "false" }}
- name: SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_URL
  value: {{ printf "http://%v.%v.svc.%v:8081" $values.name $namespace $values.clusterDomain | quote }}
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
