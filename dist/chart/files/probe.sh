#!/usr/bin/env bash
# Answers the probes of a broker: probe.sh startup | liveness | readiness. admin-api.sh, beside it, says how the admin API
# is asked.
#
# SERVICE_URL       the admin API of the brokers that are ready
# CONFIG_DIR        a writable directory, emptied of markers whenever the container starts
# PROBE_SECONDS     how long the whole probe may take: 3, or 12 for readiness, so that it ends well inside
#                   a timeoutSeconds of 5, or 15 for readiness
# CATCH_UP_SECONDS  how long a started broker may stay unready because the cluster has not caught up (900)
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=admin-api.sh
source "${BASH_SOURCE[0]%/*}/admin-api.sh" || exit 1

kind=${1:-}
case $kind in
  startup | liveness) limit=${PROBE_SECONDS:-3} call_limit=3 ;;
  readiness) limit=${PROBE_SECONDS:-12} call_limit=2 ;;
  *)
    echo "probe: say startup, liveness or readiness, not '$kind'" >&2
    exit 1
    ;;
esac

unfit() {
  echo "$kind: $1" >&2
  exit 1
}

# Leaves the seconds that the next call may take in $seconds.
allow() {
  local left=$((limit - SECONDS))
  ((left > 0)) || unfit "no time left to ask $1"
  seconds=$((left < call_limit ? left : call_limit))
}

# Leaves the body of this broker's answer in $body; an answer that is not 2xx is none.
ask() {
  allow "$2"
  call "$seconds" "$1" "$ADMIN_URL" "$2" || unfit "$why"
}

# The value of a number, true, false or plain string in $body; nothing if there is none.
field() {
  local pattern="\"$1\"[[:space:]]*:[[:space:]]*\"?([A-Za-z0-9_-]+)"
  [[ $body =~ $pattern ]] && echo "${BASH_REMATCH[1]}"
}

# The answer is 200 while the broker still boots: only the body tells.
ask GET /v1/status/ready
status=$(field status)

if [[ $kind == liveness ]]; then
  [[ $status == ready || $status == booting ]] || unfit "the admin API does not say whether this broker is ready"
  exit 0
fi

[[ $status == ready ]] || unfit "this broker is ${status:-in an unknown state}, not ready"
[[ $kind == readiness ]] || exit 0

# Whoever was ready once stays ready whatever happens to another broker, or one failure would take all of them
# out of the Service. Before that, a rolling update must wait until this broker has caught up.
marker=$CONFIG_DIR/.was-ready
[[ ! -e $marker ]] || exit 0
[[ ! -e $CONFIG_DIR/.stopping ]] || unfit 'this broker is stopping'

now=$(date +%s)
since_file=$CONFIG_DIR/.catching-up-since
since=''
[[ ! -e $since_file ]] || since=$(<"$since_file")
if [[ ! $since =~ ^[1-9][0-9]*$ ]]; then
  since=$now
  echo "$since" >"$since_file"
fi

ask GET /v1/node_config
id=$(field node_id) || unfit 'this broker has no id yet'

ask GET /v1/maintenance
case $(field draining) in
  false) ;;
  true)
    # The drain before the last stop left it so, and nobody else ends it.
    ask DELETE "/v1/brokers/$id/maintenance"
    unfit 'this broker was in maintenance mode and has just been taken out'
    ;;
  *) unfit 'the admin API does not say whether this broker is in maintenance mode' ;;
esac

ask GET "/v1/brokers/$id"
membership=$(field membership_status)
[[ $membership == active ]] || unfit "the membership of this broker is ${membership:-unknown}, not active"

ask_for_health() {
  allow /v1/cluster/health_overview
  call "$seconds" GET "$1:${SERVICE_URL#*:}" /v1/cluster/health_overview
}

# Whether the cluster has caught up is asked of a broker that is ready. Where there is none nobody waits: after a restart
# of all brokers, those that are left would otherwise wait for one that is lost. There is none if the Service has no
# address (curl: 6) or nobody takes the connection (7, or 28 after its time). A broker that takes it and is slow to
# answer is one: it may collect the health of the others for 5 seconds.
#
# While a rolling restart turns TLS on or off, those that are ready may still speak, or already speak, the other scheme.
# curl then fails at the handshake (35), finds no HTTP (1) or is cut off (52, 56), and they are asked again in their own. As
# brokers that cannot be asked, they would hold the first one up for the whole time limit; as none, nobody would wait
# for replicas.
call_limit=$limit
if ((now - since < ${CATCH_UP_SECONDS:-900})); then
  scheme=${SERVICE_URL%%:*}
  ask_for_health "$scheme"
  failure=$result
  case $scheme:$failure in
    https:35) ask_for_health http ;;
    http:1 | http:52 | http:56) ask_for_health https ;;
  esac
  if ((result == 0)); then
    [[ $code == 2?? ]] || unfit "a ready broker answered /v1/cluster/health_overview with $code"
    leaderless=$(field leaderless_count)
    under_replicated=$(field under_replicated_count)
    [[ $leaderless == 0 ]] || unfit "${leaderless:-an unknown number of} partitions have no leader"
    [[ $under_replicated == 0 ]] || unfit "${under_replicated:-an unknown number of} partitions lack a replica"
  elif ! [[ $failure == [67] || ($failure == 28 && $resolved == *[1-9]* && $connected == 0) ]]; then
    unfit "whether the cluster has caught up cannot be determined: no answer to /v1/cluster/health_overview (curl: $failure)"
  fi
fi

: >"$marker"
