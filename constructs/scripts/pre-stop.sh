#!/usr/bin/env bash
# Moves leadership away from this broker before it stops, by maintenance mode. It never holds up the stop beyond its
# time limit and never fails: an undrained stop is an ordinary failover. admin-api.sh, beside it, says how the admin API is
# asked.
#
# SOURCE_DIR     holds the file replicas, the number of declared brokers
# CONFIG_DIR     a writable directory
# DRAIN_SECONDS  how long all of it may take (60)
# POLL_SECONDS   pause between two questions (1)
# LOG_FILE       where the decisions are logged besides standard output (the container's log)
set -uo pipefail
trap 'exit 0' EXIT TERM INT
# shellcheck source-path=SCRIPTDIR source=admin-api.sh
source "${BASH_SOURCE[0]%/*}/admin-api.sh"

deadline=$((SECONDS + ${DRAIN_SECONDS:-60}))
pause=${POLL_SECONDS:-1}
log_file=${LOG_FILE:-/proc/1/fd/1}

log() {
  echo "pre-stop: $1"
  [[ ! -w $log_file ]] || echo "pre-stop: $1" >>"$log_file"
} 2>/dev/null

skip() {
  log "$1"
  exit 0
}

# Leaves what call leaves, whether that is an answer or not.
ask() {
  local left=$((deadline - SECONDS))
  ((left > 0)) || skip "the time limit has passed: stopping without waiting for $2"
  call "$((left < 5 ? left : 5))" "$1" "$ADMIN_URL" "$2" || :
}

says() {
  local pattern="\"$1\"[[:space:]]*:[[:space:]]*$2"
  [[ $body =~ $pattern ]]
}

# The readiness probe goes on during the stop, and must not end the maintenance mode that is asked for here.
: >"$CONFIG_DIR/.stopping"

replicas=$(cat "$SOURCE_DIR/replicas" 2>/dev/null)
[[ $replicas =~ ^[1-9][0-9]{0,4}$ ]] || skip 'the number of declared brokers is unknown: stopping without a drain'
((replicas >= 3)) || skip "$replicas declared, and a drain needs 3 brokers: stopping without a drain"

id=''
for _ in 1 2 3 4 5; do
  ask GET /v1/node_config
  says node_id '([0-9]+)' && id=${BASH_REMATCH[1]} && break
  sleep "$pause"
done
[[ -n $id ]] || skip "${why:-this broker has no id}: stopping without a drain"

logged=''
while ask PUT "/v1/brokers/$id/maintenance" && [[ $code != 2?? ]]; do
  case $code in
    400) said='another broker is in maintenance mode: waiting for it' ;;
    404) skip "broker $id is not a member of the cluster: stopping without a drain" ;;
    *) said="$why: trying again" ;;
  esac
  [[ $logged == "$said" ]] || log "$said"
  logged=$said
  sleep "$pause"
done
log "broker $id is draining"

began=''
while ask GET /v1/maintenance; do
  says finished true && skip "broker $id has drained"
  if says draining true; then
    began=yes
  elif [[ -n $began ]] && says draining false; then
    skip "broker $id has left maintenance mode: stopping"
  fi
  sleep "$pause"
done
