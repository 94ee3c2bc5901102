#!/usr/bin/env bash
# What scripts share that bring a cluster to what files declare: finding the files, calling rpk and reading what it
# prints, waiting, and reporting. A script sets $subject, which it converges, such as topics, and sources this file.
#
# DATA_FOLDER    its files $subject-0, $subject-1 and so on hold what is declared, prune the names of what is to go
# RPK_BROKERS    the address of the brokers; like every other RPK_ variable, such as those of TLS and of the login, read by
#                rpk itself
# WAIT_SECONDS   how long to try in all while the brokers do not answer, or are too few (600)
# RETRY_SECONDS  pause between two tries (5)
# CALL_SECONDS   how long one call of rpk may take (120)
# SETTLE_SECONDS how long to wait until brokers tell of an accepted change, since the last one that they told of (30)
# DRY_RUN        if it is set, a script says what it would change, and changes nothing
: "${subject:?must name what is converged}"
set -uf -o pipefail
shopt -s extglob
export LC_ALL=C
# As the first process of a container, bash would not stop at TERM.
trap 'exit 143' TERM

readonly last_try=$((SECONDS + ${WAIT_SECONDS:-600}))

say() {
  echo "$subject: $1"
}

fail() {
  say "$1" >&2
  exit 1
}

is_dry() {
  [[ -n ${DRY_RUN:-} ]]
}

# Says what is about to be changed, or would be: announce 'create orders'.
announce() {
  say "$(is_dry && echo 'would ')$1"
}

# What is given, with commas between.
listed() {
  local all
  printf -v all ', %s' "$@"
  echo "${all:2}"
}

# Leaves the files of the declaration in $files. They are looked for anew for each try: while a Job waits, its ConfigMaps
# may come to declare something else.
find_files() {
  local number
  files=()
  [[ -d ${DATA_FOLDER:-} ]] || fail "DATA_FOLDER (${DATA_FOLDER:-not set}) is not a folder"
  for ((number = 0; ; number += 1)); do
    [[ -e $DATA_FOLDER/$subject-$number ]] || break
    files+=("$DATA_FOLDER/$subject-$number")
    [[ -r ${files[number]} ]] || fail "${files[number]} cannot be read"
  done
}

# Leaves the names of what was declared once, and is to go, in $pruned.
read_pruned() {
  pruned=()
  # shellcheck disable=SC2034 # the caller's
  [[ ! -e $DATA_FOLDER/prune ]] || mapfile -t pruned <"$DATA_FOLDER/prune"
}

# Says what the cluster has that nobody has declared.
tell_undeclared() {
  (($# > 0)) || return 0
  local verb=are more=''
  (($# > 1)) || verb=is
  (($# <= 10)) || more=', …'
  say "$# $verb not declared here, and left alone: $(listed "${@:1:10}")$more"
}

# Leaves a text in $encoded as it stands in the path of a URL.
encode() {
  local text=$1 at char
  encoded=''
  for ((at = 0; at < ${#text}; at += 1)); do
    char=${text:at:1}
    [[ $char == [A-Za-z0-9_.~-] ]] || printf -v char %%%02X "'$char"
    encoded+=$char
  done
}

# Leaves what rpk said in $output.
call_rpk() {
  output=$(timeout --foreground "${CALL_SECONDS:-120}" rpk "$@" 2>&1 </dev/null)
}

# Calls rpk with a command, such as "topic alter-config", that would ask for a confirmation.
call_rpk_unasked() {
  local -a command
  IFS=' ' read -ra command <<<"$1"
  shift
  call_rpk "${command[@]}" --no-confirm "$@" && return
  # Before v26.1 rpk neither asks for a confirmation nor knows the flag.
  [[ $output == *'unknown flag: --no-confirm'* ]] && call_rpk "${command[@]}" "$@"
}

# Leaves the list or object that rpk printed as JSON, without what it may say before it, in $json.
call_for_json() {
  call_rpk "$@" || return 1
  case $output in
    [\[\{]*) json=$output ;;
    *$'\n['*) json="[${output#*$'\n['}" ;;
    *$'\n{'*) json="{${output#*$'\n{'}" ;;
    null) json='[]' ;;
    *) return 1 ;;
  esac
}

# Walks through $json: calls $1 PATH VALUE for each member with a plain value and for each string of a list, and $2 PATH at
# the end of each object.
# $3, if it is given, is asked at each string: it may take the tokens from ${tokens[at]} on for itself, or fail.
# A path has a slash for each list or object passed, with its name if it has one: ///name, ///summary/name, ///configs//key;
# that of a string of a list ends in one.
walk_json() {
  local on_value=$1 on_end=$2 shortcut=${3:-} at=1 path='' key='' text structure bracket
  local IFS='"'
  # shellcheck disable=SC2206 # quotes part the strings from what is between them
  local tokens=($json)
  IFS=' '
  brackets "${tokens[0]}"
  while ((at < ${#tokens[@]})); do
    text=${tokens[at]}
    [[ -z $shortcut ]] || ! "$shortcut" || continue
    # A quote after an odd number of backslashes does not end a string.
    while [[ ${tokens[at]} == *\\ && ${tokens[at]} =~ (^|[^\\])(\\\\)*\\$ ]] && ((at + 1 < ${#tokens[@]})); do
      ((at += 1))
      text+=\"${tokens[at]}
    done
    structure=${tokens[at + 1]:-}
    ((at += 2))
    [[ $structure != *[[:space:]]* ]] || structure=${structure//[[:space:]]/}
    if [[ $structure == :* ]]; then
      key=$text
      structure=${structure#:}
      case $structure in
        '' | '['* | '{'*) ;;
        *)
          "$on_value" "$path/$key" "${structure%%[],\}]*}"
          key=''
          ;;
      esac
    else
      [[ $text != *\\* ]] || printf -v text %b "${text//\\\"/\"}"
      "$on_value" "$path/$key" "$text"
      key=''
    fi
    [[ -z ${structure#,} ]] || brackets "$structure"
  done
}

brackets() {
  local rest=$1
  while [[ -n $rest ]]; do
    bracket=${rest:0:1}
    rest=${rest:1}
    case $bracket in
      '[' | '{')
        path+=/$key
        key=''
        ;;
      ']' | '}')
        [[ $bracket != \} ]] || "$on_end" "$path"
        path=${path%/*}
        ;;
    esac
  done
}

# What rpk said of a call that failed as a whole. Where it did not understand the call, its usage follows.
reason() {
  local line=$'\n'$output
  if [[ $line == *$'\nError: '* ]]; then
    line=${line#*$'\nError: '}
    line="Error: ${line%%$'\n'*}"
  else
    line=${output##*$'\n'}
  fi
  echo "${line:-rpk said nothing}"
}

wait_for() {
  [[ $1 != 'Error: unknown '* ]] || fail "$1"
  ((SECONDS < last_try)) || fail "gave up after ${WAIT_SECONDS:-600} seconds: $1"
  say "waiting for the brokers: $1"
  sleep "${RETRY_SECONDS:-5}"
}

# Refusals that end by themselves: brokers are not there yet, a leader or a partition moves, a quota is used up for now.
# UNKNOWN_SERVER_ERROR is what Redpanda says of most troubles of its own, such as a leader that went.
passing='UNKNOWN_SERVER_ERROR|INVALID_REPLICATION_FACTOR|REASSIGNMENT_IN_PROGRESS|THROTTLING_QUOTA_EXCEEDED|REQUEST_TIMED_OUT|NETWORK_EXCEPTION'
passing+='|[A-Z_]+_NOT_AVAILABLE|NOT_CONTROLLER|NOT_COORDINATOR|COORDINATOR_LOAD_IN_PROGRESS|NOT_LEADER_FOR_PARTITION|NOT_LEADER_OR_FOLLOWER'
passing+='|FENCED_LEADER_EPOCH|UNKNOWN_LEADER_EPOCH|UNKNOWN_TOPIC_OR_PARTITION|UNKNOWN_TOPIC_ID|INCONSISTENT_TOPIC_ID|LISTENER_NOT_FOUND'
passing+='|NOT_ENOUGH_REPLICAS|NOT_ENOUGH_REPLICAS_AFTER_APPEND|KAFKA_STORAGE_ERROR'
passing+='|unable to dial|unable to create topics|unable to incrementally|request failed|timed out|rpk said nothing'
readonly passing="(^|[^A-Z_])($passing)([^A-Z_]|$)"

is_passing() {
  [[ $1 != *'must be odd'* && $1 =~ $passing ]]
}

# An accepted change may take a moment until every broker tells of it, and thousands of them take minutes: asks the script to
# observe the cluster until its count_unseen leaves 0 in $unseen, or nothing less for a while. Fails if the brokers do not answer.
settle() {
  local settled unseen fewest=''
  while observe; do
    unseen=0
    count_unseen
    if [[ -z $fewest ]] || ((unseen < fewest)); then
      fewest=$unseen
      settled=$((SECONDS + ${SETTLE_SECONDS:-30}))
    fi
    ((unseen > 0 && SECONDS < settled)) || return 0
    sleep 1
  done
  return 1
}

# Ends a run, which has failed if something was refused: conclude 0 '2 created, 5 as declared'.
conclude() {
  local text="$2, $1 refused"
  ! is_dry || text="dry run, nothing was changed; it would be: $text"
  (($1 == 0)) || fail "$text"
  say "$text"
}
