#!/usr/bin/env bash
# Prepares the configuration of this broker, works out its sizes and addresses, and starts it.
#
# POD_NAME            name of this pod; its ordinal is this broker's place among the brokers
# SOURCE_DIR          redpanda.yaml and bootstrap.yaml, read-only
# CONFIG_DIR          the writable directory the broker reads its configuration from
# DATA_DIR            the data volume
# CPU_REQUEST         requested CPU in millicores
# MEMORY_REQUEST      requested memory in MiB
# BROKER_DOMAIN       DNS domain of the broker pods
# KAFKA_PORT          port of the internal Kafka listener
# PLAIN_KAFKA_PORT    port of the Kafka listener without TLS and login, if there is one
# RPC_PORT            port the brokers reach each other at
# EXTERNAL_HOST       host at which clients outside the cluster reach this broker
# EXTERNAL_PORT       port at which they reach broker 0
# RACK                rack of this broker, which must not be empty; without the variable it has none
# EXTERNAL_PORT_STEP  how much that port grows from one broker to the next
# TLS_FOLDERS         the folders with the certificates of its listeners, if they speak TLS
# SUPERUSER, SUPERUSER_PASSWORD_FILE, SASL_MECHANISM
#                     the user that the first start of a new cluster makes, if the brokers have users
# SECRET_PROPERTIES   cluster properties, with blanks between, that a new cluster starts with and that stand in files of
# SECRETS_FOLDER      under their own names
#
# Its arguments are further flags of rpk redpanda start.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=admin-api.sh
source "${BASH_SOURCE[0]%/*}/admin-api.sh" || exit 1

fail() {
  echo "start: $1" >&2
  exit 1
}

need_text() {
  [[ -n ${!1:-} ]] || fail "$1 is not set"
}

need_number() {
  need_text "$1"
  [[ ${!1} =~ ^(0|[1-9][0-9]{0,11})$ ]] || fail "$1 ($2) must be a whole number, but is '${!1}'"
}

need_file() {
  [[ -r $SOURCE_DIR/$1 ]] || fail "$SOURCE_DIR/$1 cannot be read"
}

for name in POD_NAME SOURCE_DIR CONFIG_DIR DATA_DIR BROKER_DOMAIN EXTERNAL_HOST; do
  need_text "$name"
done
need_number CPU_REQUEST 'millicores'
need_number MEMORY_REQUEST 'MiB'
need_number KAFKA_PORT 'a port'
need_number RPC_PORT 'a port'
[[ -z ${PLAIN_KAFKA_PORT:-} ]] || need_number PLAIN_KAFKA_PORT 'a port'
need_number EXTERNAL_PORT 'a port'
need_number EXTERNAL_PORT_STEP 'ports between two brokers'
((MEMORY_REQUEST > 0)) || fail 'MEMORY_REQUEST (MiB) must be more than 0'
[[ $POD_NAME =~ -(0|[1-9][0-9]{0,4})$ ]] || fail "POD_NAME must end in the ordinal of the broker, but is '$POD_NAME'"
ordinal=${BASH_REMATCH[1]}
advertised_port=$((EXTERNAL_PORT + ordinal * EXTERNAL_PORT_STEP))
((advertised_port > 0 && advertised_port < 65536)) || fail "EXTERNAL_PORT and EXTERNAL_PORT_STEP give $POD_NAME port $advertised_port, which does not exist"
need_file redpanda.yaml
need_file bootstrap.yaml

# Secrets are all looked at before one is refused: each try to mend them takes a restart.
wrong=''
refuse() {
  echo "start: $1" >&2
  wrong=yes
}

for folder in ${TLS_FOLDERS:-}; do
  for file in tls.crt tls.key ca.crt; do
    reason=$(lack "$folder/$file")
    [[ -z $reason ]] || refuse "$folder/$file $reason: the Secret that is mounted there must hold tls.crt, tls.key and ca.crt"
  done
done

if [[ -n ${SUPERUSER:-} ]]; then
  need_text SUPERUSER_PASSWORD_FILE
  [[ $SUPERUSER =~ ^[A-Za-z0-9._-]+$ ]] || refuse "SUPERUSER may hold only letters, digits and . _ -, but is '$SUPERUSER'"
  [[ ${SASL_MECHANISM:-} == SCRAM-SHA-@(256|512) ]] || refuse "SASL_MECHANISM must be SCRAM-SHA-256 or SCRAM-SHA-512, but is '${SASL_MECHANISM:-}'"
  read_password || refuse "$why: put another password under the key password of the Secret that is mounted there"
fi
secrets=''
for name in ${SECRET_PROPERTIES:-}; do
  read_secret "$SECRETS_FOLDER/$name" || refuse "$why: the Secret that is mounted there must hold $name"
  secrets+=$'\n'"$name: \"$secret\""
done
[[ -z $wrong ]] || exit 1
# Redpanda takes the user from its environment, and only when it founds a cluster.
[[ -z ${SUPERUSER:-} ]] || export RP_BOOTSTRAP_USER=$SUPERUSER:$password:$SASL_MECHANISM

# The directory outlives a container of the pod, but what an earlier one found out does not hold for this one.
rm -f "$CONFIG_DIR/.was-ready" "$CONFIG_DIR/.catching-up-since" "$CONFIG_DIR/.stopping"

# rpk rewrites its configuration, so it works on a copy that belongs to it.
cat "$SOURCE_DIR/redpanda.yaml" >"$CONFIG_DIR/redpanda.yaml"

# Where the broker refuses records. It warns from 5 % on, and its own default of 5 GiB would come before that on a disk of
# less than 100 GiB, or leave a small one unusable. It takes no less than 10 MiB.
free_bytes_floor() {
  local size floor
  size=$(df --block-size=1 --output=size "$DATA_DIR" | tail -n 1) || return 1
  size=${size//[[:space:]]/}
  [[ $size =~ ^[1-9][0-9]*$ ]] || return 1
  floor=$((size / 40))
  ((floor <= 5 * 1024 ** 3)) || floor=$((5 * 1024 ** 3))
  ((floor >= 10 * 1024 ** 2)) || floor=$((10 * 1024 ** 2))
  echo "$floor"
}

bootstrap=$(<"$SOURCE_DIR/bootstrap.yaml")
if [[ $bootstrap != *storage_min_free_bytes:* ]]; then
  floor=$(free_bytes_floor) || fail "the size of the disk under DATA_DIR ($DATA_DIR) cannot be determined"
  [[ $bootstrap =~ ^[[:space:]]*(\{[[:space:]]*\})?[[:space:]]*$ ]] && bootstrap=''
  bootstrap+="${bootstrap:+$'\n'}storage_min_free_bytes: $floor"
fi
printf '%s\n' "$bootstrap$secrets" >"$CONFIG_DIR/.bootstrap.yaml"

cores=$((CPU_REQUEST / 1000))
sizes=("--smp=$((cores > 0 ? cores : 1))" "--memory=$((MEMORY_REQUEST * 9 / 10))M" --reserve-memory=0M)
((CPU_REQUEST >= 1000)) || sizes+=(--overprovisioned)

# In quotes, because rpk reads a value as YAML, and a zone may be called 1.
rack=()
if [[ -v RACK ]]; then
  [[ -n $RACK ]] || fail 'RACK is empty, so this pod has no label topology.kubernetes.io/zone: its node lacks it, or Kubernetes is older than 1.35'
  rack=(--set "redpanda.rack='$RACK'")
fi

host=$POD_NAME.$BROKER_DOMAIN
advertised_host=$EXTERNAL_HOST
[[ $advertised_host == *:* && $advertised_host != \[* ]] && advertised_host="[$advertised_host]"
plain=''
[[ -z ${PLAIN_KAFKA_PORT:-} ]] || plain=,plaintext://$host:$PLAIN_KAFKA_PORT

exec rpk redpanda start --config "$CONFIG_DIR/redpanda.yaml" --check=false "${sizes[@]}" "${rack[@]}" \
  "--advertise-rpc-addr=$host:$RPC_PORT" \
  "--advertise-kafka-addr=internal://$host:$KAFKA_PORT,external://$advertised_host:$advertised_port$plain" "$@"
