#!/usr/bin/env bash
# Applies an output to the cluster of the current kubeconfig, and opens port-forwards to it.
set -euo pipefail

usage() {
  cat <<'END'
usage: ./cluster.sh apply [FOLDER] [--dry-run] [--server-side] [-n NAMESPACE]...
       ./cluster.sh port-forward redpanda-console|kafka|schema-registry [-n NAMESPACE] [-p PORT]
       ./cluster.sh user NAME -s NAMESPACE/SECRET [-n NAMESPACE]

apply applies FOLDER (dist, if left out; dist/environments/NAME, or a kustomize overlay of one) and runs its
Jobs again. Then it deletes what it applied earlier and FOLDER no longer holds: ConfigMaps, ServiceAccounts,
Services, NetworkPolicies, PodDisruptionBudgets, Deployments, Ingresses, HTTPRoutes, Jobs, Middlewares, Certificates,
Issuers, PodMonitors and PrometheusRules of this cluster. It never deletes Namespaces, StatefulSets or volumes.

  --dry-run         say what would happen, and change nothing
  --server-side     apply as kubectl apply --server-side does, and take over fields that others have set
  -n NAMESPACE      look for what to delete here, and not in all namespaces

port-forward holds a way from this machine to the cluster until Ctrl-C, and says where it begins.

  redpanda-console  Redpanda Console
  kafka             Kafka, and each broker at the address that it advertises
  schema-registry   the schema registry

  -n NAMESPACE      namespace of the brokers
  -p PORT           local port instead of the one that the Service has

user makes the SASL user NAME, or gives it another password: the one under the key password of a Secret.

  -s NAMESPACE/SECRET  where the password is
  -n NAMESPACE         namespace of the brokers

Without -n and the environment variables NAMESPACE and NAME, the cluster is that of dist, or redpanda in the namespace
redpanda.
END
}

wrong() {
  echo "cluster.sh: $1" >&2
  usage >&2
  exit 2
}

fail() {
  echo "cluster.sh: $1" >&2
  exit 1
}

targets=()
pids=()

# Ends the forwards that were opened here, by their process ids. Of the shell's jobs, because a signal may come
# before a new one is in our list.
end_forwards() {
  local pid
  for pid in $(jobs -p); do
    kill "$pid" 2>/dev/null || true
  done
  wait
}

forward() {
  kubectl port-forward -n "$namespace" "$1" "$2" </dev/null &
  pids+=($!)
  targets+=("$1")
}

hold() {
  local i
  while :; do
    for i in "${!pids[@]}"; do
      kill -0 "${pids[i]}" 2>/dev/null || fail "the port-forward to ${targets[i]} has ended"
    done
    sleep 0.2
  done
}

# Forwards to the port of a Service that has this name, from the same port here unless -p says another.
forward_service() {
  local service=$1 port_name=$2
  [[ -n $port ]] ||
    port=$(kubectl get service "$service" -n "$namespace" -o "jsonpath={.spec.ports[?(@.name==\"$port_name\")].port}") || exit 1
  [[ -n $port ]] || fail "the Service $service in $namespace has no port of the name $port_name"
  forward "service/$service" "$port:$port_name"
}

console() {
  forward_service "$name-console" http
  echo "Redpanda Console: http://127.0.0.1:$port"
}

schema_registry() {
  local scheme=http
  read_config
  [[ $config != *schema_registry_api_tls:* ]] || scheme=https
  forward_service "$name" schema-registry
  echo "schema registry: $scheme://127.0.0.1:$port"
}

# Leaves the brokers' redpanda.yaml in $config.
read_config() {
  config=$(kubectl get configmap "$name-config" -n "$namespace" -o 'jsonpath={.data.redpanda\.yaml}') || exit 1
}

# Leaves what a client of the external listener must say besides its address, a line for each, in $security.
read_security() {
  local tls='' login=''
  read_config
  [[ $config != *kafka_api_tls:*'name: external'* ]] || tls=SSL
  if [[ $config == *'authentication_method: mtls_identity'* ]]; then
    mechanism=''
  elif [[ $config == *'authentication_method: sasl'* ]]; then
    login=SASL
  fi
  security=''
  [[ -z $tls$login ]] || security+=$'\n'security.protocol=$login${login:+_}${tls:-PLAINTEXT}
  [[ -z $mechanism ]] || security+=$'\n'sasl.mechanism=$mechanism
}

# A variable of the brokers' environment, as kubectl finds it.
variable() {
  printf '{.spec.template.spec.containers[0].env[?(@.name=="%s")].value}' "$1"
}

# A Kafka client is told the brokers' own addresses, so a forward to the Service alone would not do.
kafka() {
  local query asked brokers first host mechanism broker
  query="jsonpath={.spec.replicas} $(variable EXTERNAL_PORT) $(variable EXTERNAL_HOST) $(variable SASL_MECHANISM)"
  asked=$(kubectl get statefulset "$name" -n "$namespace" -o "$query") || exit 1
  read -r brokers first host mechanism <<<"$asked"
  [[ $brokers =~ ^[1-9][0-9]*$ && $first =~ ^[1-9][0-9]*$ ]] ||
    fail "the StatefulSet $name in $namespace does not say how many brokers it has and which port they advertise"
  [[ $host == 127.0.0.1 ]] ||
    fail "the brokers advertise themselves at $host (broker.external.type is not ClusterIP): clients reach them there, without port-forwards"
  read_security
  forward_service "$name-external" kafka
  for ((broker = 0; broker < brokers; broker++)); do
    forward "pod/$name-$broker" "$((first + broker)):external"
  done
  echo "bootstrap.servers=127.0.0.1:$port$security"
}

# Runs in a broker's pod, with the name of a user as its argument and the password, in base64, on its input: nobody can
# see it among the arguments of a process. A user that is there already gets the password.
make_user=$(
  cat <<'END'
set -euo pipefail
password=$(base64 -d && echo .)
password=${password%.}
[[ $password =~ ^[A-Za-z0-9._~+/=-]+$ ]] || { echo 'the password must be letters, digits and . _ ~ + / = -, without a line feed: some clients would change others' >&2; exit 1; }
[[ -n ${SUPERUSER:-} ]] || { echo 'the brokers ask nobody for a login (sasl.enabled is false)' >&2; exit 1; }
options=(--silent --show-error --fail --noproxy '*' --location-trusted --max-time 30 --connect-to "${ADMIN_URL#*://}:127.0.0.1:${ADMIN_URL##*:}")
[[ -z ${ADMIN_CA:-} ]] || options+=(--cacert "$ADMIN_CA")
send() {
  curl "${options[@]}" --request "$1" --data-binary @- --config <(printf 'user = "%s:%s"\n' "$SUPERUSER" "$(<"$SUPERUSER_PASSWORD_FILE")") "$ADMIN_URL/v1/security/users$2" \
    < <(printf '{"username":"%s","password":"%s","algorithm":"%s"}' "$name" "$password" "$SASL_MECHANISM")
}
name=$1
send POST '' 2>/dev/null || send PUT "/$name"
END
)

user() {
  local user=${1:-} secret='' encoded
  [[ $user =~ ^[A-Za-z0-9._-]+$ && $user != . && $user != .. ]] || wrong "NAME ($user) must be letters, digits and . _ -, and no dot or two alone"
  shift
  namespace=${NAMESPACE:-} name=${NAME:-}
  while getopts :n:s: option; do
    case $option in
      n) namespace=$OPTARG ;;
      s) secret=$OPTARG ;;
      :) wrong "-$OPTARG needs a value" ;;
      *) wrong "-$OPTARG is not an option" ;;
    esac
  done
  shift $((OPTIND - 1))
  (($# == 0)) || wrong "$1 is one argument too many"
  [[ $secret =~ ^[a-z0-9.-]+/[a-z0-9.-]+$ ]] || wrong "-s ($secret) must be NAMESPACE/SECRET"
  needs_kubectl
  find_cluster
  encoded=$(kubectl get secret "${secret#*/}" -n "${secret%/*}" -o 'jsonpath={.data.password}') || exit 1
  [[ -n $encoded ]] || fail "the Secret $secret has no key password"
  kubectl exec -i -n "$namespace" "$name-0" -c redpanda -- bash -c "$make_user" bash "$user" <<<"$encoded" ||
    fail "the user $user was not made"
  echo "the user $user has the password of the Secret $secret"
}

# What is deleted when it is no longer declared. With their groups, because custom resources may have the same names.
prunable=configmaps,serviceaccounts,services,networkpolicies.networking.k8s.io,poddisruptionbudgets.policy
prunable+=,deployments.apps,ingresses.networking.k8s.io,jobs.batch

# An object as a line: MANAGER|CLUSTER|CLUSTER'S NAMESPACE|COMPONENT|KIND|NAMESPACE|NAME|API VERSION
label='{.metadata.labels.app\.kubernetes\.io/'
line="${label}managed-by}|${label}instance}|{.metadata.labels.redpanda\.io/cluster-namespace}|${label}component}"
line+='|{.kind}|{.metadata.namespace}|{.metadata.name}|{.apiVersion}{"\n"}'

# Reads FOLDER, without the API server: its objects, and the cluster of ours that it describes.
read_folder() {
  local manager instance home kind object_namespace object
  # kubectl apply -f would take a kustomization.yaml for an object; an output's own has no extension.
  read_as=-f
  [[ ! -e $folder/kustomization.yaml && ! -e $folder/kustomization.yml ]] || read_as=-k
  declared=$(kubectl annotate --local --overwrite "$read_as" "$folder" redpanda.io/read=yes -o "jsonpath=$line") ||
    fail "$folder cannot be read as Kubernetes objects, so nothing was changed"
  cluster=
  while IFS='|' read -r manager instance home _ kind object_namespace object _; do
    [[ $manager == cdk8s-redpanda ]] || continue
    [[ -n $object_namespace ]] || fail "$kind $object in $folder must name its namespace: it would not be found again, so nothing was changed"
    [[ $kind == StatefulSet && -n $home ]] || continue
    [[ -z $cluster ]] || fail "$folder must hold one cluster, and holds $cluster and $object_namespace/$object, so nothing was changed"
    cluster=$object_namespace/$object
    selector="app.kubernetes.io/managed-by=cdk8s-redpanda,app.kubernetes.io/instance=$instance,redpanda.io/cluster-namespace=$home"
  done <<<"$declared"
  [[ -n $cluster ]] || fail "$folder must be an output of cdk8s-redpanda: it holds no brokers of ours, so nothing was changed"
}

# The cluster's objects that the API server has.
list_objects() {
  local scope
  for scope; do
    list "$prunable" "$scope" || return
    # Of others' CRDs. Without them there is no such kind, and who may not list its objects has applied none.
    list middlewares.traefik.io "$scope" 2>/dev/null || true
    list httproutes.gateway.networking.k8s.io "$scope" 2>/dev/null || true
    list certificates.cert-manager.io,issuers.cert-manager.io "$scope" 2>/dev/null || true
    list podmonitors.monitoring.coreos.com,prometheusrules.monitoring.coreos.com "$scope" 2>/dev/null || true
  done
}

list() {
  kubectl get "$1" "$2" -l "$selector" -o "jsonpath={range .items[*]}$line{end}"
}

# Deletes objects, and says why.
delete_objects() {
  local objects=$1 why=$2 verb=deleting kind object_namespace object version manifests=
  shift 2
  [[ -n $objects ]] || return 0
  [[ -z $dry_run ]] || verb='would delete'
  while IFS='|' read -r _ _ _ _ kind object_namespace object version; do
    echo "$verb $kind $object_namespace/$object$why"
    manifests+="{\"apiVersion\":\"$version\",\"kind\":\"$kind\",\"metadata\":{\"namespace\":\"$object_namespace\",\"name\":\"$object\"}}"$'\n'
  done <<<"$objects"
  [[ -n $dry_run ]] || kubectl delete --ignore-not-found "$@" -f - <<<"$manifests" >/dev/null
}

apply() {
  local folder='' dry_run='' how=(apply) scopes=() live jobs gone
  while (($# > 0)); do
    case $1 in
      --dry-run) dry_run=yes ;;
      --server-side) how+=(--server-side --force-conflicts) ;;
      -n)
        [[ -n ${2:-} ]] || wrong '-n needs a value'
        scopes+=("--namespace=$2")
        shift
        ;;
      -h | --help)
        usage
        exit 0
        ;;
      -*) wrong "$1 is not an option" ;;
      *)
        [[ -z $folder ]] || wrong "$1 is one argument too many"
        folder=$1
        ;;
    esac
    shift
  done
  : "${folder:=dist}"
  needs_kubectl
  read_folder
  if ((${#scopes[@]} == 0)); then scopes=(-A); else scopes+=("--namespace=${cluster%/*}"); fi
  kubectl get --raw /version >/dev/null || fail 'kubectl reaches no API server, so nothing was changed'
  live=$(list_objects "${scopes[@]}") ||
    fail 'the objects that are there cannot be listed, so nothing was changed: with -n NAMESPACE they are listed there and not in all namespaces'
  live=$(sort -u -t '|' -k 5 <<<"$live")
  # A Job runs once, so each goes even where it stays declared; and it may be killed anywhere.
  jobs=$(awk -F '|' '$5 == "Job"' <<<"$live")
  gone=$(awk -F '|' '
    NR == FNR { declared[$5, $6, $7]; next }
    $7 != "" && !(($5, $6, $7) in declared) && $5 != "Job"' <(echo "$declared") <(echo "$live"))

  # Together with its pods: one of them would go on beside the new Job's, and might have the last word.
  delete_objects "$jobs" ', to run its successor' --cascade=foreground --timeout=2m ||
    fail "the last Jobs are not gone after two minutes, so $folder was not applied"
  [[ -z $dry_run ]] || how=(apply --dry-run=client)
  kubectl "${how[@]}" "$read_as" "$folder" || fail "$folder was not applied as a whole, so nothing that it does not hold was deleted"
  delete_objects "$gone" ", which $folder does not hold" --wait=false || fail 'not all of that could be deleted'
}

# Leaves in $namespace and $name what has not been said: the cluster of dist, or the usual one.
find_cluster() {
  if [[ (-z $namespace || -z $name) && -e dist/.cdk8s-redpanda ]]; then
    folder=dist
    read_folder
    : "${namespace:=${cluster%/*}}" "${name:=${cluster#*/}}"
  fi
  : "${namespace:=redpanda}" "${name:=redpanda}"
}

needs_kubectl() {
  command -v kubectl >/dev/null || fail 'kubectl is not on the PATH'
}

port_forward() {
  case ${1:-} in
    redpanda-console) open=console ;;
    kafka) open=kafka ;;
    schema-registry) open=schema_registry ;;
    -h | --help)
      usage
      exit 0
      ;;
    '') wrong 'say what to forward' ;;
    *) wrong "$1 cannot be forwarded" ;;
  esac
  shift

  namespace=${NAMESPACE:-}
  name=${NAME:-}
  port=
  while getopts :n:p:h option; do
    case $option in
      n) namespace=$OPTARG ;;
      p) port=$OPTARG ;;
      h)
        usage
        exit 0
        ;;
      :) wrong "-$OPTARG needs a value" ;;
      *) wrong "-$OPTARG is not an option" ;;
    esac
  done
  shift $((OPTIND - 1))
  (($# == 0)) || wrong "$1 is one argument too many"
  [[ -z $port || $port =~ ^[1-9][0-9]{0,4}$ ]] || wrong "-p ($port) must be a port"
  needs_kubectl
  find_cluster

  trap end_forwards EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  "$open"
  hold
}

case ${1:-} in
  apply)
    shift
    apply "$@"
    ;;
  port-forward)
    shift
    port_forward "$@"
    ;;
  user)
    shift
    user "$@"
    ;;
  -h | --help) usage ;;
  '') wrong 'say what to do' ;;
  *) wrong "$1 is not a command" ;;
esac
