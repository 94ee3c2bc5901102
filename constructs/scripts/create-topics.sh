#!/usr/bin/env bash
# Brings the topics of a cluster to what files declare, and leaves alone what they do not name.
# It may be stopped anywhere and run again. converge.sh, beside it, says where the files and the brokers are.
#
# The files hold lines "topic NAME PARTITIONS [REPLICATION_FACTOR]", each followed by its lines "config KEY VALUE" and
# "reset KEY". The file prune holds the names of topics that are deleted.
#
# REPLICATION_FACTOR  of new topics that declare none (the default of the cluster)
# RPK_ADMIN_HOSTS     the address of the admin API; where it is set, the cluster's own default is raised to
#                     REPLICATION_FACTOR if it is 1
subject=topics
# shellcheck source-path=SCRIPTDIR source=converge.sh
source "${BASH_SOURCE[0]%/*}/converge.sh" || exit 1

readonly batch=100

declare -a names
declare -A is_pruned partitions factor keys declared reset_keys is_reset

read_declaration() {
  local file name
  names=() is_pruned=() partitions=() factor=() keys=() declared=() reset_keys=() is_reset=()
  find_files
  for file in "${files[@]}"; do
    read_file "$file"
  done
  read_pruned
  for name in "${pruned[@]}"; do
    [[ $name =~ ^[A-Za-z0-9._-]+$ ]] || fail "$DATA_FOLDER/prune must hold a topic's name in each line"
    [[ -z ${partitions[$name]:-} ]] || fail "$name is declared, and is to be deleted"
    is_pruned[$name]=gone
  done
}

read_file() {
  local file=$1 word first rest name='' line=0
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

# Topics of the cluster that are neither declared nor Redpanda's own.
declare -a foreign

list_value() {
  [[ $1 == ///name ]] || return 0
  exists[$2]=yes
  [[ -n ${partitions[$2]:-} || -n ${is_pruned[$2]:-} || $2 == @(__*|_redpanda.*|_schemas) ]] || foreign+=("$2")
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

# Most of the text are configs and partitions. Read one value at a time, thousands of topics would take minutes.
topic_shortcut() {
  if [[ $text == key && ${tokens[at + 1]:-}${tokens[at + 3]:-}${tokens[at + 4]:-}${tokens[at + 5]:-}${tokens[at + 7]:-}${tokens[at + 8]:-}${tokens[at + 9]:-} == ':,value:,source:' && ${tokens[at + 6]:-} != *\\* ]]; then
    read_config "${tokens[at + 2]}" "${tokens[at + 6]}" "${tokens[at + 10]:-}"
    brackets "${tokens[at + 11]:-}"
    ((at += 12))
  elif [[ $text == partitions && ${tokens[at + 1]:-} == ':[{' ]]; then
    while [[ ${tokens[at + 1]-'}]}'} != *'}]}'* ]]; do ((at += 2)); done
    structure=${tokens[at + 1]:-}
    brackets "${structure#*\}\]}"
    ((at += 2))
  else
    return 1
  fi
}

read_topics() {
  local topic='' config_key='' config_value='' config_source=''
  call_for_json topic describe --print-summary --print-configs --format json -- "$@" || return 1
  walk_json topic_value topic_end topic_shortcut
}

# Fails, with the reason in $output, if the brokers do not answer.
read_state() {
  local name first
  local -a present=()
  exists=() has_partitions=() has_factor=() unreadable=() has_configs=() has=() set_keys=() foreign=()
  call_for_json topic list --internal --format json || return 1
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
  for name in "${pruned[@]}"; do
    [[ -n ${exists[$name]:-} && -z ${difference[$name]:-} ]] || continue
    differs "$name" 'it is still there'
    plan_call delete "$name"
  done
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

# What has been done to a topic, or would have been.
declare -A done_to

change_batch() {
  local IFS=' ' name what=changed
  announce "${arguments[*]}: $*"
  [[ ${arguments[0]} != @(create|delete) ]] || what=${arguments[0]}d
  for name in "$@"; do
    : "${done_to[$name]:=$what}"
  done
  ! is_dry || return 0
  if [[ ${arguments[0]} == alter-config ]]; then
    call_rpk_unasked 'topic alter-config' "${arguments[@]:1}" -- "$@"
  else
    call_rpk topic "${arguments[@]}" -- "$@"
  fi
  read_answer "$@"
}

count_unseen() {
  local name
  for name in "${!difference[@]}" "${!resets[@]}"; do
    [[ -n ${refusal[$name]:-} ]] || ((unseen += 1))
  done
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

report() {
  local name text
  local -A count=([created]=0 [changed]=0 [deleted]=0 [gone]=0 [same]=0 [refused]=0)
  tell_undeclared "${foreign[@]}"
  for name in "${!is_pruned[@]}" "${names[@]}"; do
    [[ -z ${surplus[$name]:-} ]] || say "$name is left as it is: ${surplus[$name]}"
    [[ -z ${others[$name]:-} ]] || say "$name is left as it is: ${others[$name]}set by others"
    text=${difference[$name]:-}
    if [[ -n ${refusal[$name]:-} ]]; then
      [[ -z ${resets[$name]:-} ]] || text+=${text:+, }${resets[$name]}
    elif [[ -n ${resets[$name]:-} ]] && ! is_dry; then
      # The cluster took the reset and keeps the value all the same, because it is of its own.
      say "$name is left as it is: ${resets[$name]}"
    fi
    if [[ -z $text ]] || { is_dry && [[ -n ${done_to[$name]:-} ]]; }; then
      ((count[${done_to[$name]:-${is_pruned[$name]:-same}}] += 1))
    else
      ((count[refused] += 1))
      say "$name is not as declared: $text${refusal[$name]:+: ${refusal[$name]}}"
    fi
  done
  conclude "${count[refused]}" "${count[created]} created, ${count[changed]} changed, ${count[deleted]} deleted, ${count[same]} as declared"
}

# Whoever makes a topic without saying how many copies it has gets the cluster's default. That is 1 where the cluster was
# founded with fewer than three brokers, and stays so when there are more. Another number is somebody's choice.
raise_default() {
  local key=default_topic_replications
  [[ -n ${RPK_ADMIN_HOSTS:-} && ${REPLICATION_FACTOR:-1} != 1 ]] || return 0
  call_rpk cluster config get "$key" || return 1
  [[ ${output##*$'\n'} == 1 ]] || return 0
  announce "set $key: 1 -> $REPLICATION_FACTOR"
  ! is_dry || return 0
  call_rpk_unasked 'cluster config set' "$key" "$REPLICATION_FACTOR"
}

while :; do
  refusal=()
  read_declaration
  if ((${#names[@]} + ${#pruned[@]} == 0)); then
    say 'none declared'
    break
  fi
  if ! observe; then
    wait_for "$(reason)"
    continue
  fi
  if ((${#calls[@]} > 0)) && ! is_dry; then
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
! is_dry || change_topics
until raise_default; do
  wait_for "$(reason)"
done
((${#names[@]} + ${#pruned[@]} == 0)) || report
