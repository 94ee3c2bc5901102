#!/usr/bin/env bash
# Moves leadership away from this broker before it stops, by maintenance mode. It never holds up the stop beyond its
# time limit and never fails: an undrained stop is an ordinary failover.
#
# ADMIN_URL      this broker's own admin API
# SOURCE_DIR     holds the file replicas, the number of declared brokers
# CONFIG_DIR     a writable directory
# DRAIN_SECONDS  how long all of it may take (60)
# POLL_SECONDS   pause between two questions (1)
# LOG_FILE       where the decisions are logged besides standard output (the container's log)
set -uo pipefail
trap 'exit 0' EXIT TERM INT

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

# Leaves the body and the HTTP code of the answer in $body and $code; the code is 000 if there was none.
ask() {
  local left=$((deadline - SECONDS)) answer
  ((left > 0)) || skip "the time limit has passed: stopping without waiting for $2"
  # A broker may send a change on to the leader of the cluster's controller.
  answer=$(curl --silent --location --noproxy '*' --max-time "$((left < 5 ? left : 5))" --request "$1" \
    --write-out '\n%{http_code}' "$ADMIN_URL$2")
  code=${answer##*$'\n'}
  body=${answer%$'\n'*}
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
[[ -n $id ]] || skip 'the admin API does not answer: stopping without a drain'

busy=''
while ask PUT "/v1/brokers/$id/maintenance" && [[ $code != 200 ]]; do
  [[ $code != 404 ]] || skip "broker $id is not a member of the cluster: stopping without a drain"
  [[ $busy == "$code" ]] || case $code in
    400) log 'another broker is in maintenance mode: waiting for it' ;;
    *) log "the admin API answered the drain with $code: trying again" ;;
  esac
  busy=$code
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
