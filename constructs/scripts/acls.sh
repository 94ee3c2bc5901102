#!/usr/bin/env bash
# Brings the ACLs of users to what files declare: who is named there has exactly these, and nobody else is touched.
# It may be stopped anywhere and run again. converge.sh, beside it, says where the files and the brokers are.
#
# The files hold lines "allow USER HOST RESOURCE NAME OPERATIONS" and "deny …", with commas between operations. A resource is
# a topic, a group, a transactional-id or the cluster. A name that ends in an asterisk is the beginning of names; one that is
# an asterisk is all of them. A line "user USER" names somebody who has no more than what other lines say.
subject=acls
# shellcheck source-path=SCRIPTDIR source=converge.sh
source "${BASH_SOURCE[0]%/*}/converge.sh" || exit 1

# So many ACLs a call. Redpanda makes one command of a request, which it gives five seconds.
readonly batch=500
# An argument has at most 128 KiB.
readonly longest=100000
readonly separator=$'\x1f'

# ACLs are keys: what stands in them, with separators between. By their principals: whom the files name.
declare -a rights
declare -A is_declared is_managed

read_declaration() {
  local file
  rights=() is_declared=() is_managed=()
  find_files
  for file in "${files[@]}"; do
    read_file "$file"
  done
}

read_file() {
  local file=$1 text word user host resource name operations rest line=0
  local -a parts
  while IFS= read -r text || [[ -n $text ]]; do
    ((line += 1))
    # shellcheck disable=SC2206 # blanks part the words
    parts=($text)
    word=${parts[0]:-} user=${parts[1]:-} host=${parts[2]:-} resource=${parts[3]:-} name=${parts[4]:-} operations=${parts[5]:-} rest=${parts[6]:-}
    case $word in
      '') continue ;;
      # Who is to lose all rights may have been named by others, with blanks.
      user) user=${text#user } ;;
      allow | deny)
        [[ $resource == @(topic|group|transactional-id|cluster) && -n $operations && -z $rest ]] || fail "line $line of $file must say: $word USER HOST RESOURCE NAME OPERATIONS"
        declare_rights "User:$user" "$host" "${word^^}" "$resource" "$name" "${operations^^}"
        ;;
      *) fail "line $line of $file begins with '$word', which is neither user, allow nor deny" ;;
    esac
    is_managed[User:$user]=yes
  done <"$file"
}

declare_rights() {
  local principal=$1 host permission=$3 type=${4^^} name=$5 operations=$6 pattern=LITERAL operation key
  spell_out "$2"
  if [[ $name == ?*\* ]]; then
    pattern=PREFIXED
    name=${name%\*}
  fi
  for operation in ${operations//,/ }; do
    make_key "$principal" "$host" "$permission" "$pattern" "${type//-/_}" "$name" "$operation"
    [[ -z ${is_declared[$key]:-} ]] || continue
    is_declared[$key]=yes
    rights+=("$key")
  done
}

make_key() {
  local IFS=$separator
  key="$*"
}

# Leaves in $host an address as all of its groups, because one of IPv6 can be written in several ways.
spell_out() {
  local before after group
  local -a groups=() others=()
  host=$1
  [[ $host =~ ^[0-9A-Fa-f:]*:[0-9A-Fa-f:]*$ ]] || return 0
  before=${host%%::*} after=''
  [[ $host != *::* ]] || after=${host#*::}
  local IFS=:
  # shellcheck disable=SC2206 # colons part the groups
  groups=($before) others=($after)
  while [[ $host == *::* ]] && ((${#groups[@]} + ${#others[@]} < 8)); do groups+=(0); done
  host=''
  for group in "${groups[@]}" "${others[@]}"; do
    printf -v group %x "$((16#$group))"
    host+=${host:+:}$group
  done
}

# What the cluster has: ACLs of those whom the files name, as the cluster writes their hosts; how many others have, in the
# order in which they were met; and those that rpk could not be told to take away.
declare -A has strange
declare -a strangers odd
# Why the ACLs cannot be read.
declare -A acl
unreadable=''

# Fails, with the reason in $output, if the brokers do not answer.
read_state() {
  local json path key
  has=() strange=() strangers=() odd=() acl=() unreadable=''
  # Before v26 rpk knows neither ACLs other than Kafka's nor the flag that leaves them out.
  if ! call_for_json security acl list --format json --subsystem kafka; then
    [[ $output == *'unknown flag: --subsystem'* ]] && call_for_json security acl list --format json || return 1
  fi
  [[ $json == \{* ]] || return 1
  walk_json acl_value acl_end acl_shortcut
  [[ -n $unreadable ]] || return 0
  # Where nothing may be read, nothing is listed: that is no reason to take anything for missing.
  ! is_passing "$unreadable" || { output=$unreadable && return 1; }
  fail "the ACLs cannot be read: $unreadable"
}

acl_value() {
  case $1 in
    //matches//*) acl[${1##*/}]=$2 ;;
    //filters//message) unreadable=${2:-rpk did not say why} ;;
    //filters//*) : "${unreadable:=rpk did not say why}" ;;
  esac
}

acl_end() {
  [[ $1 == //matches/ && -n ${acl[principal]:-} ]] || return 0
  read_acl "${acl[principal]}" "${acl[host]:-}" "${acl[resource_type]:-}" "${acl[resource_name]:-}" "${acl[resource_pattern_type]:-}" "${acl[operation]:-}" "${acl[permission]:-}"
  acl=()
}

# Read one value at a time, thousands of ACLs would take long.
acl_shortcut() {
  [[ $text == principal && $path == //matches/ && ${tokens[at + 4]:-},${tokens[at + 8]:-},${tokens[at + 12]:-},${tokens[at + 16]:-},${tokens[at + 20]:-},${tokens[at + 24]:-} == host,resource_type,resource_name,resource_pattern_type,operation,permission ]] || return 1
  [[ ${tokens[at + 2]}${tokens[at + 6]}${tokens[at + 14]} != *\\* ]] || return 1
  read_acl "${tokens[at + 2]}" "${tokens[at + 6]}" "${tokens[at + 10]}" "${tokens[at + 14]}" "${tokens[at + 18]}" "${tokens[at + 22]}" "${tokens[at + 26]}"
  brackets "${tokens[at + 27]:-}"
  ((at += 28))
}

read_acl() {
  local principal=$1 host type=$3 name=$4 pattern=$5 operation=$6 permission=$7 key
  if [[ -z ${is_managed[$principal]:-} ]]; then
    [[ -n ${strange[$principal]:-} ]] || strangers+=("$principal")
    strange[$principal]=$((${strange[$principal]:-0} + 1))
  # An empty flag of rpk would mean all of them.
  elif [[ -z $2 || -z $name || "$2$name" == *[[:cntrl:]]* || $type != @(TOPIC|GROUP|TRANSACTIONAL_ID|CLUSTER) || $pattern != @(LITERAL|PREFIXED) || $permission != @(ALLOW|DENY) ]]; then
    odd+=("$operation of $principal on $type $name")
  else
    spell_out "$2"
    make_key "$principal" "$host" "$permission" "$pattern" "$type" "$name" "$operation"
    has[$key]=$2
  fi
}

# What is to be created, and what to be removed.
declare -a missing surplus

observe() {
  local key
  read_state || return 1
  missing=() surplus=()
  for key in "${rights[@]}"; do
    [[ -n ${has[$key]:-} ]] || missing+=("$key")
  done
  for key in "${!has[@]}"; do
    [[ -n ${is_declared[$key]:-} ]] || surplus+=("$key")
  done
}

# What has been done to an ACL, or would have been; and why the cluster refused that.
declare -A done_to refusal

# Creates or removes the ACLs that follow. rpk multiplies what its flags say, so a call is for those that have all but their
# names and operations in common, and the same operations on each name.
change() {
  local change=$1 key place group IFS=$separator
  local -A operations=() places=()
  local -a order=() groups=() parts
  shift
  for key in "$@"; do
    place=${key%"$separator"*}
    [[ -n ${operations[$place]:-} ]] || order+=("$place")
    operations[$place]+=${operations[$place]:+,}${key##*"$separator"}
  done
  for place in "${order[@]}"; do
    sort_operations
    # shellcheck disable=SC2206 # separators part what stands in them
    parts=($place)
    # As the cluster writes it, if it has it.
    parts[1]=${has[$place$separator${operations[$place]%%,*}]:-${parts[1]}}
    group="${parts[*]:0:4}$separator${operations[$place]}"
    [[ -n ${places[$group]:-} ]] || groups+=("$group")
    places[$group]+=$place$'\n'
  done
  for group in "${groups[@]}"; do
    # shellcheck disable=SC2206
    parts=($group)
    IFS=$'\n'
    # shellcheck disable=SC2206
    order=(${places[$group]})
    IFS=$separator
    change_group "${order[@]}"
  done
}

# Clusters list them in any order.
sort_operations() {
  local all=,${operations[$place]}, operation IFS=' '
  [[ $all == *,*,*,* && ${operations[$place]} != READ,DESCRIBE && ${operations[$place]} != WRITE,DESCRIBE ]] || return 0
  operations[$place]=''
  for operation in READ WRITE CREATE DELETE ALTER DESCRIBE DESCRIBE_CONFIGS ALTER_CONFIGS IDEMPOTENT_WRITE CLUSTER_ACTION ALL; do
    [[ $all != *",$operation,"* ]] || operations[$place]+=${operations[$place]:+,}$operation
  done
}

# Of one principal, host, permission, pattern and set of operations, which stand in ${parts[@]}.
change_group() {
  local place type name operation length=0
  local -A names=()
  local -a keys=() list told=()
  local IFS=,
  # shellcheck disable=SC2206
  list=(${parts[4]})
  for place in "$@"; do
    type=${place%"$separator"*}
    type=${type##*"$separator"}
    name=${place##*"$separator"}
    if ((${#keys[@]} > 0 && (${#keys[@]} + ${#list[@]} > batch || length + ${#name} > longest))); then
      change_batch
      names=() keys=() told=() length=0
    fi
    quote "$name"
    names[$type]+=${names[$type]:+,}$quoted
    ((length += ${#quoted} + 1))
    tell_place
    for operation in "${list[@]}"; do
      keys+=("$place$separator$operation")
    done
  done
  change_batch
}

# As CSV, in which rpk reads its flags.
quote() {
  quoted=$1
  [[ $quoted != *[\",]* ]] || quoted="\"${quoted//\"/\"\"}\""
}

# How the place of an ACL is said.
tell_place() {
  local words=${type,,}
  [[ ${parts[3]} != PREFIXED ]] || name+=\*
  if [[ $type == CLUSTER ]]; then
    told+=('the cluster')
  else
    told+=("${words//_/ } $name")
  fi
}

change_batch() {
  local way=${parts[2],,} key line type
  local -a flags
  quote "${parts[0]}"
  flags=("--$way-principal" "$quoted")
  quote "${parts[1]}"
  flags+=("--$way-host" "$quoted" --operation "${parts[4]}" --resource-pattern-type "${parts[3],,}")
  for type in TOPIC GROUP TRANSACTIONAL_ID; do
    [[ -z ${names[$type]:-} ]] || case $type in
      TOPIC) flags+=(--topic "${names[$type]}") ;;
      GROUP) flags+=(--group "${names[$type]}") ;;
      *) flags+=(--transactional-id "${names[$type]}") ;;
    esac
  done
  [[ -z ${names[CLUSTER]:-} ]] || flags+=(--cluster)
  announce "$change: $way ${parts[0]} $(listed "${list[@]}") on $(listed "${told[@]}")$([[ ${parts[1]} == \* ]] || echo " from ${parts[1]}")"
  for key in "${keys[@]}"; do
    done_to[$key]=$change
  done
  ! is_dry || return 0
  if [[ $change == create ]]; then
    call_rpk security acl create "${flags[@]}" || refuse_all "$(reason)"
  else
    call_rpk_unasked 'security acl delete' "${flags[@]}" || refuse_all "$(reason)"
  fi
  read_answer
}

refuse_all() {
  local key
  for key in "${keys[@]}"; do
    refusal[$key]=$1
  done
}

# rpk also exits with 0 when the cluster refused: only its table tells, with a reason at the end of a line. That a call
# said nothing of an ACL means nothing, because rpk may have asked twice.
read_answer() {
  local line key host IFS=$'\n'
  local -a cells
  for line in $output; do
    # Of most there is nothing to say.
    [[ $line != *' ' && $line != *ALLOW && $line != *DENY ]] || continue
    if [[ $line =~ ^(User:[^[:blank:]]+)\ +([^[:blank:]]+)\ +([A-Z_]+)\ +([^[:blank:]]+)\ +(LITERAL|PREFIXED)\ +([A-Z_]+)\ +(ALLOW|DENY)\ +([^[:blank:]].*)$ ]]; then
      cells=("${BASH_REMATCH[@]}")
      spell_out "${cells[2]}"
      make_key "${cells[1]}" "$host" "${cells[7]}" "${cells[5]}" "${cells[3]}" "${cells[4]}" "${cells[6]}"
      refusal[$key]=${cells[8]%%+( )}
    elif [[ $line =~ [^[:blank:]]\ +([A-Z]+_AUTHORIZATION_FAILED.*)$ ]]; then
      refuse_all "${BASH_REMATCH[1]}"
    fi
  done
}

count_unseen() {
  local key
  for key in "${missing[@]}" "${surplus[@]}"; do
    [[ -n ${refusal[$key]:-} ]] || ((unseen += 1))
  done
}

# Leaves one that may pass in $why.
passing_refusal() {
  local key
  for key in "${missing[@]}" "${surplus[@]}"; do
    why=${refusal[$key]:-}
    [[ -z $why ]] || ! is_passing "$why" || return 0
  done
  return 1
}

tell_key() {
  local type name sentence IFS=$separator
  local -a parts told=()
  # shellcheck disable=SC2206
  parts=($1)
  type=${parts[4]} name=${parts[5]}
  tell_place
  sentence="${parts[2],,} ${parts[0]} ${parts[6]} on ${told[0]}"
  [[ ${parts[1]} == \* ]] || sentence+=" from ${parts[1]}"
  echo "$sentence"
}

# The ACL $1 is not as declared, because of $2.
refuse() {
  done_to[$1]=refused
  say "not as declared: $(tell_key "$1") $2${refusal[$1]:+: ${refusal[$1]}}"
}

report() {
  local key principal strange_ones=''
  local -A count=([create]=0 [remove]=0 [refused]=0)
  for principal in "${strangers[@]}"; do
    strange_ones+="${strange_ones:+, }$principal (${strange[$principal]})"
  done
  [[ -z $strange_ones ]] || say "left as they are, because nothing is declared of them: the ACLs of $strange_ones"
  for key in "${odd[@]}"; do
    say "left as it is, because rpk cannot be told to remove it: $key"
  done
  if ! is_dry; then
    for key in "${missing[@]}"; do refuse "$key" 'is missing'; done
    for key in "${surplus[@]}"; do refuse "$key" 'is still there'; done
  fi
  for key in "${!done_to[@]}"; do
    ((count[${done_to[$key]}] += 1))
  done
  local same=$((${#rights[@]} - ${#missing[@]}))
  is_dry || ((same -= count[create]))
  conclude "${count[refused]}" "${count[create]} created, ${count[remove]} removed, $same as declared"
}

while :; do
  refusal=()
  read_declaration
  if ((${#is_managed[@]} == 0)); then
    say 'none declared'
    exit
  fi
  if ! observe; then
    wait_for "$(reason)"
    continue
  fi
  change create "${missing[@]}"
  change remove "${surplus[@]}"
  if is_dry || ((${#missing[@]} + ${#surplus[@]} == 0)); then
    break
  fi
  if ! settle; then
    wait_for "$(reason)"
    continue
  fi
  if ! passing_refusal || ((SECONDS >= last_try)); then break; fi
  wait_for "$why"
done
report
