#!/usr/bin/env bash
# Sends a record through the brokers and receives it again, in a topic of its own that it deletes afterwards.
#
# RPK_BROKERS         where rpk finds the brokers; it also reads the other RPK_ variables, such as those of TLS and of the login
# REPLICATION_FACTOR  replicas of the topic
# WAIT_SECONDS        how long to try
# RETRY_SECONDS       pause between two tries (2)
set -euo pipefail

fail() {
  echo "test: $1" >&2
  exit 1
}

for name in RPK_BROKERS REPLICATION_FACTOR WAIT_SECONDS; do
  [[ -n ${!name:-} ]] || fail "$name is not set"
done

# Nobody else may have a topic of this name, because it is deleted.
topic=redpanda-test-$EPOCHSECONDS-$RANDOM
record="a record of $topic"

delete_topic() {
  timeout 10 rpk topic delete "$topic" >/dev/null 2>&1 || true
}
trap delete_topic EXIT
trap 'exit 143' TERM

# rpk says with an exit code of 0 that something was refused, so what counts is the record that comes back.
round_trip() {
  said=$(timeout 20 rpk topic create "$topic" --partitions 1 --replicas "$REPLICATION_FACTOR" --if-not-exists 2>&1) || return
  said=$(printf '%s\n' "$record" | timeout 20 rpk topic produce "$topic" 2>&1) || return
  said=$(timeout 20 rpk topic consume "$topic" --offset start --num 1 --format '%v\n' 2>&1) || return
  [[ $said == "$record" ]]
}

deadline=$((SECONDS + WAIT_SECONDS))
until round_trip; do
  ((SECONDS < deadline)) || fail "no record came back within $WAIT_SECONDS seconds, and rpk said last: ${said:-nothing}"
  sleep "${RETRY_SECONDS:-2}"
done
echo 'test: a record was sent and received again'
