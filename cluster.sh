#!/usr/bin/env bash
# Opens port-forwards from this machine to the platform, and holds them until Ctrl-C.
set -euo pipefail

usage() {
  cat <<'END'
usage: ./cluster.sh port-forward redpanda-console|kafka|schema-registry [-n NAMESPACE] [-p PORT]

  redpanda-console  Redpanda Console at http://127.0.0.1:8080
  kafka             Kafka at 127.0.0.1:9092, and each broker at the address that it advertises
  schema-registry   the schema registry at http://127.0.0.1:8081

  -n NAMESPACE      namespace of the brokers (NAMESPACE, or model-registry)
  -p PORT           local port instead of 8080, 9092 or 8081

The environment variable NAME is the name of the cluster, if that is not redpanda.
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

console() {
  forward "service/$name-console" "${port:-8080}:8080"
  echo "Redpanda Console: http://127.0.0.1:${port:-8080}"
}

schema_registry() {
  forward "service/$name" "${port:-8081}:8081"
  echo "schema registry: http://127.0.0.1:${port:-8081}"
}

# A variable of the brokers' environment, as kubectl finds it.
variable() {
  printf '{.spec.template.spec.containers[0].env[?(@.name=="%s")].value}' "$1"
}

# A Kafka client is told the brokers' own addresses, so a forward to the Service alone would not do.
kafka() {
  local query asked brokers first host broker
  query="jsonpath={.spec.replicas} $(variable EXTERNAL_PORT) $(variable EXTERNAL_HOST)"
  asked=$(kubectl get statefulset "$name" -n "$namespace" -o "$query") || exit 1
  read -r brokers first host <<<"$asked"
  [[ $brokers =~ ^[1-9][0-9]*$ && $first =~ ^[1-9][0-9]*$ ]] ||
    fail "the StatefulSet $name in $namespace does not say how many brokers it has and which port they advertise"
  [[ $host == 127.0.0.1 ]] ||
    fail "the brokers advertise themselves at $host (broker.external.type is not ClusterIP): clients reach them there, without port-forwards"
  for ((broker = 0; broker < brokers; broker++)); do
    forward "pod/$name-$broker" "$((first + broker)):9094"
  done
  forward "service/$name-external" "${port:-9092}:9092"
  echo "bootstrap.servers=127.0.0.1:${port:-9092}"
}

case ${1:-} in
  port-forward) ;;
  -h | --help)
    usage
    exit 0
    ;;
  '') wrong 'say what to do' ;;
  *) wrong "$1 is not a command" ;;
esac
case ${2:-} in
  redpanda-console) open=console ;;
  kafka) open=kafka ;;
  schema-registry) open=schema_registry ;;
  -h | --help)
    usage
    exit 0
    ;;
  '') wrong 'say what to forward' ;;
  *) wrong "$2 cannot be forwarded" ;;
esac
shift 2

namespace=${NAMESPACE:-model-registry}
name=${NAME:-redpanda}
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
(($# == 0)) || wrong "$1 is too much"
[[ -z $port || $port =~ ^[1-9][0-9]{0,4}$ ]] || wrong "-p ($port) must be a port"
command -v kubectl >/dev/null || fail 'kubectl is not on the PATH'

trap end_forwards EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
"$open"
hold
