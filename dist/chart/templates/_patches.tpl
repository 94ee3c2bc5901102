{{/*
The objects of a named template, with the patches of the values merged into them:

  {{- include "redpanda.patched" (list . "redpanda.statefulset.yaml") }}

They are merged as kubectl patch --type strategic merges, and custom kinds as JSON: a map is merged key by key, a list
by the merge key that Kubernetes has for it, and replaced where it has none. null deletes. Without patches the objects
stay as they are written.
*/}}
{{- define "redpanda.patched" -}}
{{- $root := index . 0 }}
{{- $objects := include (index . 1) $root }}
{{- if $root.Values.patches }}
{{- range $document := regexSplit "(?m)^---$" $objects -1 }}
{{- if trim $document }}
---
{{ include "redpanda.patchedObject" (dict "document" $document "patches" $root.Values.patches) }}
{{- end }}
{{- end }}
{{- else }}
{{- $objects }}
{{- end }}
{{- end }}

{{- define "redpanda.patchedObject" -}}
{{- $object := fromYaml (printf "%v\n" .document) }}
{{- $name := include "redpanda.patchName" $object }}
{{- $isPatched := false }}
{{- range $index, $patch := .patches }}
  {{- $target := $patch.target }}
  {{- if and (eq $object.kind (default $object.kind $target.kind)) (eq $name (default $name $target.name)) }}
    {{- $at := printf "patches[%v].patch" $index }}
    {{- include "redpanda.patch" (dict "object" $object "patch" $patch.patch "at" $at) }}
    {{- $isPatched = true }}
  {{- end }}
{{- end }}
{{- if and $isPatched (ne $name $object.metadata.name) }}
  {{- $_ := set $object.metadata "name" (printf "%v-%v" $name (toJson $object.spec | sha256sum | trunc 8)) }}
{{- end }}
{{- ternary (toYaml $object) (trim .document) $isPatched }}
{{- end }}

{{/* Merges a patch into an object, in place. */}}
{{- define "redpanda.patch" -}}
{{- $fixed := include "redpanda.fixedFields" . | fromYaml }}
{{- range $path, $reason := merge (default dict (get $fixed .object.kind)) $fixed.every }}
  {{- $here := $.patch }}
  {{- $isTouched := true }}
  {{- range $step := splitList " " $path }}
    {{- if and $isTouched (kindIs "map" $here) }}
      {{- $isTouched = or (hasKey $here "$patch") (hasKey $here $step) }}
      {{- $here = ternary "" (get $here $step) (hasKey $here "$patch") }}
    {{- end }}
  {{- end }}
  {{- if $isTouched }}
    {{- fail (printf "%v.%v must be left alone: %v" $.at (replace " " "." $path) $reason) }}
  {{- end }}
{{- end }}
{{- $isCustom := has .object.kind (include "redpanda.customKinds" . | fromYamlArray) }}
{{- $mergeKeys := ternary dict (include "redpanda.mergeKeys" . | fromYaml) $isCustom }}
{{- $place := dict "at" .at "field" "" "mergeKeys" $mergeKeys }}
{{- include "redpanda.merge" (dict "into" .object "patch" .patch "place" $place) }}
{{- end }}

{{/* The name by which a patch knows an object: a Job's is without the hash of its spec. */}}
{{- define "redpanda.patchName" -}}
{{- ternary (regexReplaceAll "-[0-9a-f]{8}$" .metadata.name "") .metadata.name (eq .kind "Job") }}
{{- end }}

{{/* Merges a patch into a map, in place. */}}
{{- define "redpanda.merge" -}}
{{- range $key, $value := omit .patch "$patch" }}
  {{- $own := get $.into $key }}
  {{- $field := printf "%v.%v" $.place.field $key | trimPrefix "." }}
  {{- $place := dict "at" (printf "%v.%v" $.place.at $key) "field" $field "mergeKeys" $.place.mergeKeys }}
  {{- if kindIs "invalid" $value }}
    {{- $_ := unset $.into $key }}
  {{- else if kindIs "map" $value }}
    {{- $directive := get $value "$patch" }}
    {{- $map := ternary $own dict (and (kindIs "map" $own) (not $directive)) }}
    {{- if ne $directive "delete" }}
      {{- include "redpanda.merge" (dict "into" $map "patch" $value "place" $place) }}
    {{- end }}
    {{- if or (ne $directive "delete") (kindIs "map" $own) }}
      {{- $_ := set $.into $key $map }}
    {{- else }}
      {{- $_ := unset $.into $key }}
    {{- end }}
  {{- else if kindIs "slice" $value }}
    {{- include "redpanda.mergeList" (dict "into" $.into "key" $key "patch" $value "place" $place) }}
  {{- else }}
    {{- $_ := set $.into $key $value }}
  {{- end }}
{{- end }}
{{- end }}

{{/*
Merges a patch into a list of a map, in place. What the patch says nothing of keeps its place; an item that is new
stands before what follows the one before it.
*/}}
{{- define "redpanda.mergeList" -}}
{{- $by := get .place.mergeKeys .place.field }}
{{- $own := get .into .key }}
{{- $kept := ternary $own list (and (ne $by "") (kindIs "slice" $own)) }}
{{- $named := list }}
{{- if $by }}
  {{- range $index, $item := .patch }}
    {{- $at := printf "%v[%v]" $.place.at $index }}
    {{- if not (kindIs "map" $item) }}
      {{- fail (printf "%v must be a map with %v: the list is merged by it" $at $by) }}
    {{- else if eq (get $item "$patch") "replace" }}
      {{- $kept = list }}
    {{- else if or (not (hasKey $item $by)) (kindIs "invalid" (get $item $by)) }}
      {{- fail (printf "%v must be a map with %v: the list is merged by it" $at $by) }}
    {{- else }}
      {{- $name := toJson (get $item $by) }}
      {{- if has $name $named }}
        {{- fail (printf "%v.%v (%v) must not stand there twice: the list is merged by it" $at $by $name) }}
      {{- end }}
      {{- $named = append $named $name }}
    {{- end }}
  {{- end }}
{{- end }}
{{- $items := list }}
{{- $next := 0 }}
{{- range $i, $item := .patch }}
  {{- if not (kindIs "map" $item) }}
    {{- $items = append $items $item }}
  {{- else if not (hasKey $item "$patch") }}
    {{- $map := dict }}
    {{- range $index, $one := $kept }}
      {{- if eq (toJson (get $one $by)) (toJson (get $item $by)) }}
        {{- $map = $one }}
        {{- if gt $index $next }}
          {{- range $before := slice $kept $next $index }}
            {{- if not (has (toJson (get $before $by)) $named) }}
              {{- $items = append $items $before }}
            {{- end }}
          {{- end }}
          {{- $next = $index }}
        {{- end }}
      {{- end }}
    {{- end }}
    {{- $place := set (deepCopy $.place) "at" (printf "%v[%v]" $.place.at $i) }}
    {{- include "redpanda.merge" (dict "into" $map "patch" $item "place" $place) }}
    {{- $items = append $items $map }}
  {{- end }}
{{- end }}
{{- range $after := slice $kept $next }}
  {{- if not (has (toJson (get $after $by)) $named) }}
    {{- $items = append $items $after }}
  {{- end }}
{{- end }}
{{- $_ := set .into .key $items }}
{{- end }}

{{/* A sentence for each patch that is aimed at nothing. */}}
{{- define "redpanda.aimlessPatches" -}}
{{- if .Values.patches }}
{{- $objects := list }}
{{- range $template := include "redpanda.objectTemplates" . | fromYamlArray }}
  {{- range $document := regexSplit "(?m)^---$" (include $template $) -1 }}
    {{- with fromYaml $document }}
      {{- $objects = append $objects (dict "kind" .kind "name" (include "redpanda.patchName" .)) }}
    {{- end }}
  {{- end }}
{{- end }}
{{- $problems := list }}
{{- range $index, $patch := .Values.patches }}
  {{- $target := $patch.target }}
  {{- $kinds := list }}
  {{- $names := list }}
  {{- $isAimed := false }}
  {{- range $object := $objects }}
    {{- $kinds = append $kinds $object.kind }}
    {{- if eq $object.kind (default $object.kind $target.kind) }}
      {{- $names = append $names $object.name }}
      {{- $isAimed = or $isAimed (eq $object.name (default $object.name $target.name)) }}
    {{- end }}
  {{- end }}
  {{- $rule := "" }}
  {{- if not $names }}
    {{- $rule = printf "kind (%v) must be the kind of an object" $target.kind }}
  {{- else if not $isAimed }}
    {{- $rule = printf "name (%v) must be the name of an object" $target.name }}
    {{- if $target.kind }}
      {{- $rule = printf "%v of kind %v" $rule $target.kind }}
    {{- end }}
  {{- end }}
  {{- if $rule }}
    {{- $known := default $kinds $names | uniq | sortAlpha | join ", " }}
    {{- $problems = append $problems (printf "patches[%v].target.%v: there are %v" $index $rule $known) }}
  {{- end }}
{{- end }}
{{- join "\n" $problems }}
{{- end }}
{{- end }}

{{/* The fields that no patch may touch. */}}
{{- define "redpanda.fixedFields" -}}
every:
  apiVersion: others know the object by it
  kind: others know the object by it
  metadata name: others know the object by it
  metadata namespace: others know the object by it
  metadata labels app.kubernetes.io/managed-by: cluster.sh apply and an uninstall find the object by it
  metadata labels app.kubernetes.io/instance: cluster.sh apply and an uninstall find the object by it
  metadata labels app.kubernetes.io/component: cluster.sh apply and an uninstall find the object by it
  metadata labels redpanda.io/cluster-namespace: cluster.sh apply and an uninstall find the object by it
  metadata finalizers: nobody would take one away, and the object could not be deleted
NetworkPolicy:
  spec podSelector: it decides which pods are meant
Service:
  spec clusterIP: Kubernetes refuses to change it
  spec clusterIPs: Kubernetes refuses to change it
  spec selector: it decides which pods are meant
PodDisruptionBudget:
  spec selector: it decides which pods are meant
StatefulSet:
  spec selector: Kubernetes refuses to change it
  spec serviceName: Kubernetes refuses to change it
  spec podManagementPolicy: Kubernetes refuses to change it
  spec volumeClaimTemplates: Kubernetes refuses to change it
  spec replicas: seeds and Services follow broker.replicas
  spec ordinals: seeds and Services know the brokers by their numbers
  spec template metadata labels app: Services and NetworkPolicies select the pods by it
Deployment:
  spec selector: Kubernetes refuses to change it
  spec template metadata labels app: Services and NetworkPolicies select the pods by it
Job:
  spec selector: Kubernetes makes one for each Job
  spec template metadata labels app: Services and NetworkPolicies select the pods by it
{{- end }}

{{/* The key by which the items of a list are merged, by the fields that lead to it. */}}
{{- define "redpanda.mergeKeys" -}}
metadata.ownerReferences: uid
secrets: name
spec.ports: port
spec.template.spec.containers: name
spec.template.spec.hostAliases: ip
spec.template.spec.imagePullSecrets: name
spec.template.spec.initContainers: name
spec.template.spec.resourceClaims: name
spec.template.spec.schedulingGates: name
spec.template.spec.topologySpreadConstraints: topologyKey
spec.template.spec.volumes: name
spec.template.spec.containers.env: name
spec.template.spec.containers.ports: containerPort
spec.template.spec.containers.volumeDevices: devicePath
spec.template.spec.containers.volumeMounts: mountPath
spec.template.spec.initContainers.env: name
spec.template.spec.initContainers.ports: containerPort
spec.template.spec.initContainers.volumeDevices: devicePath
spec.template.spec.initContainers.volumeMounts: mountPath
{{- end }}

{{/* The kinds whose lists are all replaced. */}}
{{- define "redpanda.customKinds" -}}
- Issuer
- Certificate
- Middleware
- HTTPRoute
- PodMonitor
- PrometheusRule
{{- end }}

{{/* The templates that make objects. */}}
{{- define "redpanda.objectTemplates" -}}
- redpanda.certificate-broker.yaml
- redpanda.certificate-ca.yaml
- redpanda.certificate-external-ca.yaml
- redpanda.certificate-external.yaml
- redpanda.configmap-acls-part.yaml
- redpanda.configmap-acls.yaml
- redpanda.configmap-client-env.yaml
- redpanda.configmap-config.yaml
- redpanda.configmap-console.yaml
- redpanda.configmap-dashboard.yaml
- redpanda.configmap-quotas-0.yaml
- redpanda.configmap-quotas.yaml
- redpanda.configmap-schemas-part.yaml
- redpanda.configmap-schemas.yaml
- redpanda.configmap-settings-0.yaml
- redpanda.configmap-settings.yaml
- redpanda.configmap-topics-part.yaml
- redpanda.configmap-topics.yaml
- redpanda.configmap-users-0.yaml
- redpanda.configmap-users.yaml
- redpanda.deployment-console.yaml
- redpanda.httproute-console.yaml
- redpanda.ingress-console.yaml
- redpanda.issuer-ca.yaml
- redpanda.issuer-external-ca.yaml
- redpanda.issuer-external-selfsigned.yaml
- redpanda.issuer-selfsigned.yaml
- redpanda.job-acls.yaml
- redpanda.job-quotas.yaml
- redpanda.job-schemas.yaml
- redpanda.job-settings.yaml
- redpanda.job-topics.yaml
- redpanda.job-users.yaml
- redpanda.middleware-console.yaml
- redpanda.networkpolicy-acls.yaml
- redpanda.networkpolicy-allow-client.yaml
- redpanda.networkpolicy-brokers.yaml
- redpanda.networkpolicy-console.yaml
- redpanda.networkpolicy-egress-client.yaml
- redpanda.networkpolicy-external.yaml
- redpanda.networkpolicy-quotas.yaml
- redpanda.networkpolicy-schemas.yaml
- redpanda.networkpolicy-settings.yaml
- redpanda.networkpolicy-topics.yaml
- redpanda.networkpolicy-users.yaml
- redpanda.poddisruptionbudget-console.yaml
- redpanda.poddisruptionbudget.yaml
- redpanda.podmonitor-console.yaml
- redpanda.podmonitor.yaml
- redpanda.prometheusrule-client-client.yaml
- redpanda.prometheusrule.yaml
- redpanda.service-console.yaml
- redpanda.service-external-broker.yaml
- redpanda.service-external.yaml
- redpanda.service-headless.yaml
- redpanda.service.yaml
- redpanda.serviceaccount-storage.yaml
- redpanda.serviceaccount.yaml
- redpanda.statefulset.yaml
{{- end }}
