#!/usr/bin/env bash
# Brings the quotas of clients and users to what files declare, and leaves alone what they do not name.
# It may be stopped anywhere and run again. converge.sh, beside it, says where the files and the brokers are.
#
# The files hold a line "quota TYPE=NAME" for each who has quotas, in the words of rpk: TYPE is client-id, client-id-prefix or
# user, and NAME is <default> for all who have none of their own. Below it stand its lines "rate KEY VALUE". The file prune
# holds the TYPE=NAME of those who lose theirs.
subject=quotas
# shellcheck source-path=SCRIPTDIR source=converge.sh
source "${BASH_SOURCE[0]%/*}/converge.sh" || exit 1

readonly one='(client-id|client-id-prefix|user|ip)=[^[:space:]=,"]+'

declare -a names
declare -A is_pruned keys declared

read_declaration() {
  local file name
  names=() is_pruned=() keys=() declared=()
  find_files
  for file in "${files[@]}"; do
    read_file "$file"
  done
  read_pruned
  for name in "${pruned[@]}"; do
    [[ $name =~ ^$one$ ]] || fail "$DATA_FOLDER/prune must hold TYPE=NAME in each line"
    [[ -z ${keys[$name]+set} ]] || fail "$name is declared, and is to have no quotas"
    is_pruned[$name]=gone
  done
}

read_file() {
  local file=$1 word first rest name='' line=0
  while read -r word first rest || [[ -n $word ]]; do
    ((line += 1))
    case $word in
      '') ;;
      quota)
        name=$first
        [[ $name =~ ^$one$ && -z $rest ]] || fail "line $line of $file must say: quota TYPE=NAME"
        [[ -z ${keys[$name]+set} ]] || fail "line $line of $file declares $name a second time"
        names+=("$name")
        keys[$name]=''
        ;;
      rate)
        [[ -n $name && $first =~ ^[a-z_]+$ && $rest =~ ^[1-9][0-9]*$ ]] || fail "line $line of $file must say: rate KEY VALUE, below its quota"
        keys[$name]+=" $first"
        declared[$name $first]=$rest
        ;;
      *) fail "line $line of $file begins with '$word', which is neither quota nor rate" ;;
    esac
  done <"$file"
}

# What the cluster has: of whom which keys, and their values; and who of them is not named here.
declare -A has_keys has
declare -a foreign

# Fails, with the reason in $output, if the brokers do not answer.
read_state() {
  local whose='' part_name='' part_type='' quota_key='' quota_is=''
  local -A values=()
  has_keys=() has=() foreign=()
  call_for_json cluster quotas describe --format json || return 1
  walk_json quota_value quota_end
}

quota_value() {
  case $1 in
    //quotas//entity//name) part_name=$2 ;;
    //quotas//entity//type) part_type=$2 ;;
    //quotas//values//key) quota_key=$2 ;;
    //quotas//values//value) quota_is=$2 ;;
  esac
}

quota_end() {
  case $1 in
    //quotas//entity/) whose+=${whose:+,}$part_type=$part_name ;;
    //quotas//values/) values[$quota_key]=$quota_is ;;
    //quotas/)
      has_keys[$whose]=${!values[*]}
      for quota_key in "${!values[@]}"; do
        has[$whose $quota_key]=${values[$quota_key]}
      done
      [[ -n ${keys[$whose]+set}${is_pruned[$whose]:-} ]] || foreign+=("$whose")
      whose='' values=()
      ;;
  esac
}

# What is not as declared, and the flags of the call that would change it, one a line.
declare -A difference flags

plan() {
  local name key
  difference=() flags=()
  for name in "${names[@]}"; do
    for key in ${keys[$name]}; do
      [[ ${has[$name $key]:-} == "${declared[$name $key]}" ]] || differs "$name" "$key" "${declared[$name $key]}"
    done
    for key in ${has_keys[$name]:-}; do
      [[ -n ${declared[$name $key]:-} ]] || differs "$name" "$key"
    done
  done
  for name in "${!is_pruned[@]}"; do
    for key in ${has_keys[$name]:-}; do
      differs "$name" "$key"
    done
  done
}

differs() {
  difference[$1]+="${difference[$1]:+, }$2 ${has[$1 $2]:-nothing} -> ${3:-nothing}"
  flags[$1]+=${3:+--add$'\n'$2=$3$'\n'}
  [[ -n ${3:-} ]] || flags[$1]+=--delete$'\n'$2$'\n'
}

# Why the cluster refused a change, and what has been done or would have been.
declare -A refusal done_to

# The cluster takes the quotas of one client or user in a call.
change_quotas() {
  local name
  for name in "${names[@]}" "${!is_pruned[@]}"; do
    [[ -z ${difference[$name]:-} ]] || change_one "$name"
  done
}

change_one() {
  local name=$1 status IFS=$'\n'
  local -a whose=(--name "$name")
  if [[ -n ${is_pruned[$name]:-} ]]; then
    announce "remove $name: ${difference[$name]}"
    done_to[$name]=removed
  else
    announce "set $name: ${difference[$name]}"
    done_to[$name]='set'
  fi
  ! is_dry || return 0
  [[ $name != *'=<default>' ]] || whose=(--default "${name%%=*}")
  # shellcheck disable=SC2086 # one flag a line
  if ! call_rpk cluster quotas alter "${whose[@]}" ${flags[$name]}; then
    refusal[$name]=$(reason)
    return
  fi
  # rpk also exits with 0 when the cluster refused: only its table tells.
  status=${output##*$'\n'}
  status=${status#"$name"}
  status=${status##+([[:space:]])}
  [[ $status == OK ]] || refusal[$name]=${status:-rpk said nothing}
}

observe() {
  read_state && plan
}

count_unseen() {
  local name
  for name in "${!difference[@]}"; do
    [[ -n ${refusal[$name]:-} ]] || ((unseen += 1))
  done
}

passing_refusal() {
  local name
  for name in "${!refusal[@]}"; do
    [[ -n ${difference[$name]:-} ]] && is_passing "${refusal[$name]}" && echo "$name" && return 0
  done
  return 1
}

report() {
  local name
  local -A count=([set]=0 [removed]=0 [gone]=0 [same]=0 [refused]=0)
  tell_undeclared "${foreign[@]}"
  for name in "${names[@]}" "${!is_pruned[@]}"; do
    if [[ -z ${difference[$name]:-} ]] || is_dry; then
      ((count[${done_to[$name]:-${is_pruned[$name]:-same}}] += 1))
    else
      ((count[refused] += 1))
      say "$name is not as declared: ${difference[$name]}${refusal[$name]:+: ${refusal[$name]}}"
    fi
  done
  conclude "${count[refused]}" "${count[set]} set, ${count[removed]} removed, ${count[same]} as declared"
}

while :; do
  refusal=()
  read_declaration
  if ! observe; then
    # Who has no rights would wait for nothing.
    [[ $output != *CLUSTER_AUTHORIZATION_FAILED* ]] || fail "$(reason)"
    wait_for "$(reason)"
    continue
  fi
  if ((${#difference[@]} > 0)) && ! is_dry; then
    change_quotas
    if ! settle; then
      wait_for "$(reason)"
      continue
    fi
  fi
  name=$(passing_refusal) || break
  ((SECONDS < last_try)) || break
  wait_for "$name: ${refusal[$name]}"
done
! is_dry || change_quotas
report
