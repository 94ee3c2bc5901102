#!/usr/bin/env bash
# Brings the topics of a cluster to what files declare, and leaves alone what they do not declare.
# It may be stopped anywhere and run again.
#
# TOPICS_FOLDER       its files topics-0, topics-1 and so on hold lines "topic NAME PARTITIONS [REPLICATION_FACTOR]",
#                     each followed by its lines "config KEY VALUE" and "reset KEY"
# REPLICATION_FACTOR  of new topics that declare none (the default of the cluster)
# RPK_BROKERS         the address of the brokers; like every other RPK_ variable, read by rpk itself
# RPK_ADMIN_HOSTS     the address of the admin API; where it is set, the cluster's own default is raised to
#                     REPLICATION_FACTOR if it is 1
# WAIT_SECONDS        how long to try in all while the brokers do not answer, or are too few (600)
# RETRY_SECONDS       pause between two tries (5)
# SETTLE_SECONDS      how long an accepted change may take until it shows (30)
# CALL_SECONDS        how long one call of rpk may take (120)
set -uf -o pipefail
shopt -s extglob
export LC_ALL=C
# As the first process of a container, bash would not stop at TERM.
trap 'exit 143' TERM

readonly batch=100
readonly last_try=$((SECONDS + ${WAIT_SECONDS:-600}))
alter=(alter-config --no-confirm)
changes=0

fail() {
  echo "topics: $1" >&2
  exit 1
}

call_rpk() {
  output=$(timeout --foreground "${CALL_SECONDS:-120}" rpk "$@" 2>&1 </dev/null)
}

call() {
  call_rpk topic "$@"
}

declare -a names
declare -A partitions factor keys declared reset_keys is_reset

# Reads it anew for each try: while a Job waits, its ConfigMaps may come to declare something else.
read_declaration() {
  local number
  names=() partitions=() factor=() keys=() declared=() reset_keys=() is_reset=()
  [[ -d ${TOPICS_FOLDER:-} ]] || fail "TOPICS_FOLDER (${TOPICS_FOLDER:-not set}) is not a folder"
  for ((number = 0; ; number += 1)); do
    [[ -e $TOPICS_FOLDER/topics-$number ]] || break
    read_file "$TOPICS_FOLDER/topics-$number"
  done
}

read_file() {
  local file=$1 word first rest name='' line=0
  [[ -r $file ]] || fail "$file cannot be read"
  while read -r word first rest || [[ -n $word ]]; do
    ((line += 1))
    case $word in
      '') ;;
      topic)
        name=$first
        [[ $name =~ ^[A-Za-z0-9._-]+$ && $rest =~ ^([1-9][0-9]{0,5})([[:space:]]+([1-9][0-9]{0,3}))?$ ]] ||
          fail "line $line of $file must say: topic NAME PARTITIONS [REPLICATION_FACTOR]"
        [[ -z ${partitions[$name]:-} ]] || fail "line $line of $file declares $name a second time"
        names+=("$name")
        partitions[$name]=${BASH_REMATCH[1]}
        factor[$name]=${BASH_REMATCH[3]}
        keys[$name]=''
        ;;
      config)
        [[ -n $name && $first =~ ^[A-Za-z0-9._-]+$ ]] || fail "line $line of $file must say: config KEY VALUE, below its topic"
        [[ -n ${declared[$name $first]+set} ]] || keys[$name]+=" $first"
        declared[$name $first]=$rest
        ;;
      reset)
        [[ -n $name && $first =~ ^[A-Za-z0-9._-]+$ && -z $rest ]] || fail "line $line of $file must say: reset KEY, below its topic"
        reset_keys[$name]+=" $first"
        is_reset[$name $first]=yes
        ;;
      *) fail "line $line of $file begins with '$word', which is neither topic, config nor reset" ;;
    esac
  done <"$file"
}

# What the cluster has. Of the configs only those that are declared, and those that differ from the cluster's defaults.
declare -A exists has_partitions has_factor unreadable has_configs has set_keys

# Leaves the JSON that rpk printed, without what it may say before it, in $json.
call_for_json() {
  call "$@" --format json "${asked[@]}" || return 1
  case $output in
    \[*) json=$output ;;
    *$'\n['*) json=[${output#*$'\n['} ;;
    null) json='[]' ;;
    *) return 1 ;;
  esac
}

# Walks through $json: calls $1 PATH VALUE for each member with a plain value, and $2 PATH at the end of each object.
# A path has a slash for each list or object passed, with its name if it has one: ///name, ///summary/name, ///configs//key.
walk_json() {
  local on_value=$1 on_end=$2 at=1 path='' key='' is_value='' text structure bracket
  local IFS='"'
  # shellcheck disable=SC2206 # quotes part the strings from what is between them
  local tokens=($json)
  IFS=' '
  brackets "${tokens[0]}"
  while ((at < ${#tokens[@]})); do
    text=${tokens[at]}
    # Most of the text are configs and partitions. Read one value at a time, thousands of topics would take minutes.
    if [[ $text == key && ${tokens[at + 1]:-}${tokens[at + 3]:-}${tokens[at + 4]:-}${tokens[at + 5]:-}${tokens[at + 7]:-}${tokens[at + 8]:-}${tokens[at + 9]:-} == ':,value:,source:' && ${tokens[at + 6]:-} != *\\* ]]; then
      read_config "${tokens[at + 2]}" "${tokens[at + 6]}" "${tokens[at + 10]:-}"
      brackets "${tokens[at + 11]:-}"
      ((at += 12))
      continue
    elif [[ $text == partitions && ${tokens[at + 1]:-} == ':[{' ]]; then
      while [[ ${tokens[at + 1]-'}]}'} != *'}]}'* ]]; do ((at += 2)); done
      structure=${tokens[at + 1]:-}
      brackets "${structure#*\}\]}"
      ((at += 2))
      continue
    fi
    while [[ $text == *\\ && $text =~ (^|[^\\])(\\\\)*\\$ ]] && ((at + 1 < ${#tokens[@]})); do
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
        '') is_value=yes ;;
        '['* | '{'*) ;;
        *)
          "$on_value" "$path/$key" "${structure%%[],\}]*}"
          key=''
          ;;
      esac
    elif [[ -n $is_value ]]; then
      [[ $text != *\\* ]] || printf -v text %b "${text//\\\"/\"}"
      "$on_value" "$path/$key" "$text"
      key='' is_value=''
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

list_value() {
  [[ $1 != ///name ]] || exists[$2]=yes
}

topic_value() {
  case $1 in
    ///summary/name) topic=$2 ;;
    ///summary/partitions) has_partitions[$topic]=$2 ;;
    ///summary/replicas) has_factor[$topic]=$2 ;;
    ///summary/error) [[ -z $2 || $2 == null ]] || unreadable[$topic]=$2 ;;
    ///configs//key) config_key=$2 ;;
    ///configs//value) config_value=$2 ;;
    ///configs//source) config_source=$2 ;;
  esac
}

topic_end() {
  [[ $1 == ///configs/ && -n $config_key ]] || return 0
  read_config "$config_key" "$config_value" "$config_source"
  config_key='' config_value='' config_source=''
}

read_config() {
  has_configs[$topic]=yes
  if [[ $3 == DYNAMIC_TOPIC_CONFIG ]]; then
    set_keys[$topic]+=" $1"
    has[$topic $1]=$2
  elif [[ -n ${declared[$topic $1]+set} ]]; then
    has[$topic $1]=$2
  fi
}

read_topics() {
  local topic='' config_key='' config_value='' config_source=''
  local -a asked=(-- "$@")
  call_for_json describe --print-summary --print-configs || return 1
  walk_json topic_value topic_end
}

# Fails, with the reason in $output, if the brokers do not answer.
read_state() {
  local name first
  local -a present=() asked=()
  exists=() has_partitions=() has_factor=() unreadable=() has_configs=() has=() set_keys=()
  call_for_json list --internal || return 1
  walk_json list_value :
  for name in "${names[@]}"; do
    [[ -z ${exists[$name]:-} ]] || present+=("$name")
  done
  for ((first = 0; first < ${#present[@]}; first += batch)); do
    read_topics "${present[@]:first:batch}" || return 1
  done
}

# Two values that are the same to a broker become the same text.
canonical() {
  canonical=$2
  if [[ $1 == cleanup.policy && $2 == delete,compact ]]; then
    canonical=compact,delete
  elif [[ $2 =~ ^-?[0-9]+\.[0-9]+$ ]]; then
    canonical=${2%%+(0)}
    canonical=${canonical%.}
  fi
}

same() {
  local left
  canonical "$1" "$2"
  left=$canonical
  canonical "$1" "$3"
  [[ $left == "$canonical" ]]
}

# Settings that the broker itself keeps on a topic.
is_kept() {
  [[ $1 == @(replication.factor|redpanda.remote.*|redpanda.storage.mode*|redpanda.cloud_topic.*|redpanda.virtual.cluster.id) ]]
}

# What rpk is to be called with, one argument a line, in the order of first need, and the topics that each call is for.
declare -a calls topics_of sizes
# The call that has room for another topic, by its arguments.
declare -A open
# What is not as declared, by topic; what is to be reset; what cannot be as declared; what nobody here has set.
declare -A difference resets surplus others
# Why the cluster refused a change, by topic.
declare -A refusal

plan_call() {
  local at=${open[$1]:-}
  if [[ -z $at ]] || ((sizes[at] == batch)); then
    at=${#calls[@]}
    calls+=("$1")
    topics_of+=('')
    sizes+=(0)
    open[$1]=$at
  fi
  topics_of[at]+=" $2"
  ((sizes[at] += 1))
}

differs() {
  difference[$1]+=${difference[$1]:+, }$2
}

plan_topic() {
  local name=$1 key change='' arguments missing
  if [[ -n ${unreadable[$name]:-} ]]; then
    differs "$name" 'it cannot be read'
    refusal[$name]=${unreadable[$name]}
    return
  fi
  if [[ -z ${exists[$name]:-} ]]; then
    differs "$name" 'it does not exist'
    arguments=$'create\n--if-not-exists\n--partitions\n'${partitions[$name]}$'\n--replicas\n'${factor[$name]:-${REPLICATION_FACTOR:--1}}
    for key in ${keys[$name]}; do
      arguments+=$'\n--topic-config\n'$key=${declared[$name $key]}
    done
    plan_call "$arguments" "$name"
    return
  fi
  # Partitions cannot be taken away again, so none are added on a guess.
  if [[ ! ${has_partitions[$name]:-} =~ ^[1-9][0-9]*$ || ! ${has_factor[$name]:-} =~ ^[1-9][0-9]*$ ]]; then
    differs "$name" 'rpk did not say how many partitions and replicas it has'
    return
  fi
  missing=$((partitions[$name] - has_partitions[$name]))
  if ((missing > 0)); then
    differs "$name" "it has ${has_partitions[$name]} partitions, not ${partitions[$name]}"
    plan_call $'add-partitions\n--num\n'$missing "$name"
  elif ((missing < 0)); then
    surplus[$name]="it has ${has_partitions[$name]} partitions, not ${partitions[$name]}, and none can be taken away"
  fi
  if [[ -n ${factor[$name]} ]] && ((has_factor[$name] != factor[$name])); then
    differs "$name" "its replication factor is ${has_factor[$name]}, not ${factor[$name]}"
    plan_call $'alter-config\n--set\nreplication.factor='"${factor[$name]}" "$name"
  fi
  # An error of a broker leaves the list of configs empty.
  if [[ -z ${has_configs[$name]:-} && -n ${keys[$name]}${reset_keys[$name]:-} ]]; then
    differs "$name" 'its configs cannot be read'
    refusal[$name]='rpk said nothing of its configs'
    return
  fi
  for key in ${keys[$name]}; do
    if [[ -z ${has[$name $key]+set} ]]; then
      differs "$name" "$key is not known to the cluster"
    elif ! same "$key" "${has[$name $key]}" "${declared[$name $key]}"; then
      differs "$name" "$key is ${has[$name $key]:-empty}, not ${declared[$name $key]}"
    else
      continue
    fi
    change+=$'\n--set\n'$key=${declared[$name $key]}
  done
  for key in ${set_keys[$name]:-}; do
    if [[ -n ${is_reset[$name $key]:-} ]]; then
      resets[$name]+="${resets[$name]:+, }$key is ${has[$name $key]:-empty}, not reset"
      change+=$'\n--delete\n'$key
    elif [[ -z ${declared[$name $key]+set} ]] && ! is_kept "$key"; then
      others[$name]+="$key is ${has[$name $key]:-empty}, "
    fi
  done
  [[ -z $change ]] || plan_call "alter-config$change" "$name"
}

plan() {
  local name
  calls=() topics_of=() sizes=() open=() difference=() resets=() surplus=() others=()
  for name in "${names[@]}"; do
    plan_topic "$name"
  done
}

# rpk also exits with 0 when the cluster refused: only its table tells.
read_answer() {
  local line name status said=''
  local -A silent=()
  for name in "$@"; do
    silent[$name]=yes
  done
  local IFS=$'\n'
  for line in $output; do
    name=${line%%[[:space:]]*}
    [[ -n $name && -n ${silent[$name]:-} ]] || continue
    unset "silent[$name]"
    status=${line#"$name"}
    status=${status##+([[:space:]])}
    [[ $status == OK* ]] || refused "$name" "$status"
  done
  ((${#silent[@]} == 0)) || said=$(reason)
  for name in "${!silent[@]}"; do
    refused "$name" "$said"
  done
}

refused() {
  refusal[$1]+=${refusal[$1]:+, }$2
}

change_topics() {
  local -a arguments chosen
  local IFS number
  for ((number = 0; number < ${#calls[@]}; number += 1)); do
    IFS=$'\n'
    # shellcheck disable=SC2206 # one argument a line, one topic a word
    arguments=(${calls[number]})
    IFS=' '
    # shellcheck disable=SC2206
    chosen=(${topics_of[number]})
    change_batch "${chosen[@]}"
  done
}

change_batch() {
  local -a command=("${arguments[@]}")
  local IFS=' '
  echo "topics: ${command[*]}: $*"
  [[ ${command[0]} != alter-config ]] || command=("${alter[@]}" "${arguments[@]:1}")
  call "${command[@]}" -- "$@"
  if [[ $output == *'unknown flag: --no-confirm'* ]]; then
    # Before v26.1 rpk neither asks for a confirmation nor knows the flag.
    alter=(alter-config)
    call "${alter[@]}" "${arguments[@]:1}" -- "$@"
  fi
  ((changes += 1))
  read_answer "$@"
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

accepted_but_not_seen() {
  local name
  for name in "${!difference[@]}" "${!resets[@]}"; do
    [[ -n ${refusal[$name]:-} ]] || return 0
  done
  return 1
}

passing_refusal() {
  local name
  for name in "${!refusal[@]}"; do
    [[ -n ${difference[$name]:-}${resets[$name]:-} ]] && is_passing "${refusal[$name]}" && echo "$name" && return 0
  done
  return 1
}

observe() {
  read_state && plan
}

# An accepted change may take a moment until every broker tells of it.
settle() {
  local settled=$((SECONDS + ${SETTLE_SECONDS:-30}))
  while observe; do
    accepted_but_not_seen && ((SECONDS < settled)) || return 0
    sleep 1
  done
  return 1
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
  echo "topics: waiting for the brokers: $1"
  sleep "${RETRY_SECONDS:-5}"
}

report() {
  local name wrong=0 text
  for name in "${names[@]}"; do
    [[ -z ${surplus[$name]:-} ]] || echo "topics: $name is left as it is: ${surplus[$name]}"
    [[ -z ${others[$name]:-} ]] || echo "topics: $name is left as it is: ${others[$name]}set by others"
    text=${difference[$name]:-}
    if [[ -n ${refusal[$name]:-} ]]; then
      [[ -z ${resets[$name]:-} ]] || text+=${text:+, }${resets[$name]}
    elif [[ -n ${resets[$name]:-} ]]; then
      # The cluster took the reset and keeps the value all the same, because it is of its own.
      echo "topics: $name is left as it is: ${resets[$name]}"
    fi
    [[ -n $text ]] || continue
    ((wrong += 1))
    echo "topics: $name is not as declared: $text${refusal[$name]:+: ${refusal[$name]}}"
  done
  ((wrong == 0)) || fail "$wrong of ${#names[@]} topics are not as declared"
  if ((changes == 0)); then
    echo "topics: ${#names[@]} as declared, nothing to change"
  else
    echo "topics: ${#names[@]} as declared, after $changes changing calls"
  fi
}

# Whoever makes a topic without saying how many copies it has gets the cluster's default. That is 1 where the cluster was
# founded with fewer than three brokers, and stays so when there are more. Another number is somebody's choice.
raise_default() {
  local key=default_topic_replications
  [[ -n ${RPK_ADMIN_HOSTS:-} && ${REPLICATION_FACTOR:-1} != 1 ]] || return 0
  call_rpk cluster config get "$key" || return 1
  [[ ${output##*$'\n'} == 1 ]] || return 0
  echo "topics: cluster config set $key $REPLICATION_FACTOR: it is 1"
  call_rpk cluster config set --no-confirm "$key" "$REPLICATION_FACTOR" && return
  # Before v26.1 rpk neither asks for a confirmation nor knows the flag.
  [[ $output == *'unknown flag: --no-confirm'* ]] && call_rpk cluster config set "$key" "$REPLICATION_FACTOR"
}

while :; do
  refusal=()
  read_declaration
  if ((${#names[@]} == 0)); then
    echo 'topics: none declared'
    break
  fi
  if ! observe; then
    wait_for "$(reason)"
    continue
  fi
  if ((${#calls[@]} > 0)); then
    change_topics
    if ! settle; then
      wait_for "$(reason)"
      continue
    fi
  fi
  name=$(passing_refusal) || break
  ((SECONDS < last_try)) || break
  wait_for "$name: ${refusal[$name]}"
done
until raise_default; do
  wait_for "$(reason)"
done
((${#names[@]} == 0)) || report
