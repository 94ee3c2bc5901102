#!/usr/bin/env bash
# Answers the probes of a broker: probe.sh startup | liveness | readiness
#
# ADMIN_URL         this broker's own admin API
# SERVICE_URL       the admin API of the brokers that are ready
# CONFIG_DIR        a writable directory, emptied of markers whenever the container starts
# PROBE_SECONDS     how long the whole probe may take: 3, or 12 for readiness, so that it ends well inside
#                   a timeoutSeconds of 5, or 15 for readiness
# CATCH_UP_SECONDS  how long a started broker may stay unready because the cluster has not caught up (900)
set -uo pipefail

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

# Leaves the body of the answer in $body, its HTTP code in $code, and in $resolved and $connected the seconds until there
# was an address and until somebody took the connection, 0 if that did not come. Fails as curl does without an answer.
call() {
  local method=$1 url=$2 path=$3 left=$((limit - SECONDS)) answer result
  ((left > 0)) || unfit "no time left to ask $path"
  # A broker may send a change on to the leader of the cluster's controller.
  answer=$(curl --silent --location --noproxy '*' --connect-timeout 2 --max-time "$((left < call_limit ? left : call_limit))" \
    --request "$method" --write-out '\n%{time_namelookup} %{time_connect} %{http_code}' "$url$path")
  result=$?
  read -r resolved connected code <<<"${answer##*$'\n'}"
  body=${answer%$'\n'*}
  return "$result"
}

# Leaves the body of this broker's answer in $body; an answer that is not 2xx is none.
ask() {
  call "$1" "$ADMIN_URL" "$2" || unfit "the admin API gave no answer to $2 (curl: $?)"
  [[ $code == 2?? ]] || unfit "the admin API answered $2 with $code"
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

# Whether the cluster has caught up is asked of a broker that is ready. Where there is none nobody waits: after a restart
# of all brokers, those that are left would otherwise wait for one that is lost. There is none if the Service has no
# address (curl: 6) or nobody takes the connection (7, or 28 after its time). A broker that takes it and is slow to
# answer is one: it may collect the health of the others for 5 seconds.
call_limit=$limit
if ((now - since < ${CATCH_UP_SECONDS:-900})); then
  call GET "$SERVICE_URL" /v1/cluster/health_overview
  result=$?
  if ((result == 0)); then
    [[ $code == 2?? ]] || unfit "a ready broker answered /v1/cluster/health_overview with $code"
    leaderless=$(field leaderless_count)
    under_replicated=$(field under_replicated_count)
    [[ $leaderless == 0 ]] || unfit "${leaderless:-an unknown number of} partitions have no leader"
    [[ $under_replicated == 0 ]] || unfit "${under_replicated:-an unknown number of} partitions lack a replica"
  elif ! [[ $result == [67] || ($result == 28 && $resolved == *[1-9]* && $connected != *[1-9]*) ]]; then
    unfit "whether the cluster has caught up cannot be determined: no answer to /v1/cluster/health_overview (curl: $result)"
  fi
fi

: >"$marker"
