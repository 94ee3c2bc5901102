#!/usr/bin/env bash
# Brings the properties of a cluster to what files declare, and leaves alone what they do not declare.
# It may be stopped anywhere and run again. converge.sh and admin-api.sh, beside it, say where the files are, and who asks.
#
# The files hold lines "setting NAME JSON", or "restart NAME JSON" for a property that brokers take only when they start.
#
# SERVICE_URL        the admin API of any broker
# SECRET_PROPERTIES  properties, with blanks between, that stand in files under their own names, because they are secret
# SECRETS_FOLDER     these files
# RESTART            the command that restarts the brokers, for whoever reads the log
subject=settings
# shellcheck source-path=SCRIPTDIR source=converge.sh
source "${BASH_SOURCE[0]%/*}/converge.sh" || exit 1
# shellcheck source-path=SCRIPTDIR source=admin-api.sh
source "${BASH_SOURCE[0]%/*}/admin-api.sh" || exit 1

readonly config=/v1/cluster_config

declare -a names
# What is declared, as JSON and as text, and what waits for a start of the brokers.
declare -A written declared is_late
# What stands in files: nobody tells what the cluster has, so it is sent each time.
declare -a secrets

read_declaration() {
  local file
  names=() written=() declared=() is_late=()
  find_files
  for file in "${files[@]}"; do
    read_file "$file"
  done
  upsert "${names[@]}"
  read_values "$document"
  for file in "${names[@]}"; do
    declared[$file]=${told[$file]:-}
  done
  IFS=' ' read -ra secrets <<<"${SECRET_PROPERTIES:-}"
  for file in "${secrets[@]}"; do
    read_secret "${SECRETS_FOLDER:?must be set}/$file" || fail "$why"
    written[$file]="\"$secret\""
  done
}

read_file() {
  local file=$1 word name rest line=0
  while read -r word name rest || [[ -n $word ]]; do
    ((line += 1))
    [[ -n $word ]] || continue
    [[ $word == @(setting|restart) && $name =~ ^[a-z][a-z0-9_]*$ && -n $rest ]] || fail "line $line of $file must say: setting NAME JSON, or: restart NAME JSON"
    [[ -z ${written[$name]:-} ]] || fail "line $line of $file declares $name a second time"
    names+=("$name")
    written[$name]=$rest
    [[ $word != restart ]] || is_late[$name]=yes
  done <"$file"
}

# Leaves these properties with their values as JSON in $document.
upsert() {
  local name
  document=''
  for name in "$@"; do
    document+="${document:+,}\"$name\":${written[$name]}"
  done
  document="{$document}"
}

# Leaves the values of the properties of a JSON document in $told, so that two that are the same to a broker are the same text.
declare -A told
read_values() {
  local json=$1
  told=()
  walk_json tell :
}

tell() {
  local name=${1#//} value=$2
  case $name in
    */?*) ;;
    */) told[${name%/}]+=${told[${name%/}]:+, }\"$value\" ;;
    *)
      if [[ $value =~ ^-?[0-9]+\.[0-9]+$ ]]; then
        value=${value%%+(0)}
        value=${value%.}
      fi
      told[$name]=$value
      ;;
  esac
}

# Leaves in $different what is not as declared. Fails, with the reason in $why, if the brokers do not answer.
declare -a different
compare() {
  local name
  different=()
  call "${CALL_SECONDS:-30}" GET "$SERVICE_URL" "$config" || return
  read_values "$body"
  for name in "${names[@]}"; do
    [[ ${told[$name]:-} == "${declared[$name]}" ]] || different+=("$name")
  done
}

# Why the cluster refused a property, or does not have it although it took it.
declare -A refusal
# What was changed, from what.
declare -A former
version=0

# Asks for a change to these properties. The cluster takes all of a call, or nothing.
send() {
  local query=$1
  shift
  upsert "$@"
  call "${CALL_SECONDS:-30}" PUT "$SERVICE_URL" "$config$query" "{\"upsert\":$document,\"remove\":[]}"
}

# Asks which of these the cluster would take, and leaves them in $accepted. Fails, with the reason in $why, if it did not answer.
declare -a accepted
check() {
  local name
  local -a left
  accepted=("$@")
  while ((${#accepted[@]} > 0)) && ! send '?dry_run=true' "${accepted[@]}"; do
    [[ $code == 400 ]] || return
    read_refusal "${accepted[@]}"
    left=()
    for name in "${accepted[@]}"; do
      [[ -n ${refusal[$name]:-} ]] || left+=("$name")
    done
    ((${#left[@]} < ${#accepted[@]})) || fail "$why: $body"
    accepted=("${left[@]}")
  done
}

# Says what is about to be changed, of what the cluster would take.
tell_changes() {
  local name
  for name in "${accepted[@]}"; do
    [[ -n ${declared[$name]+set} ]] || continue
    announce "set $name: ${told[$name]:-nothing} -> ${declared[$name]:-nothing}"
    former[$name]=${told[$name]:-nothing}
  done
}

# Fails, with the reason in $why, if the cluster did not answer.
change() {
  check "$@" || return
  ((${#accepted[@]} > 0)) || return 0
  tell_changes
  if ! send '' "${accepted[@]}"; then
    [[ $code != 400 ]] || fail "$why: $body"
    return 1
  fi
  read_values "$body"
  version=${told[config_version]:-0}
}

# Secrets go first, because a property that is set with others may need them. The cluster makes no new version of its
# configuration of what it has already.
change_secrets() {
  local name before
  ((${#secrets[@]} > 0)) || return 0
  read_status || return
  before=$newest
  if send '' "${secrets[@]}"; then
    read_values "$body"
    version=${told[config_version]:-0}
    ((version > before)) || return 0
    say "$(listed "${secrets[@]}"): another value than before"
    for name in "${secrets[@]}"; do
      former[$name]='[secret]'
    done
  elif [[ $code == 400 ]]; then
    read_refusal "${secrets[@]}"
    ((${#refusal[@]} > 0)) || fail "$why: $body"
    for name in "${secrets[@]}"; do
      : "${refusal[$name]:=the cluster takes all of a call or nothing}"
    done
  else
    return 1
  fi
}

# Reads what the cluster has against properties, without what it has told of their values.
read_refusal() {
  local name
  local -A before
  for name in "${!told[@]}"; do before[$name]=${told[$name]}; done
  read_values "$body"
  for name in "$@"; do
    [[ -z ${told[$name]:-} ]] || refusal[$name]=${told[$name]}
  done
  told=()
  for name in "${!before[@]}"; do told[$name]=${before[$name]}; done
}

# Brokers that have not taken the last change yet, and those that wait for a restart.
declare -a behind=() waiting=()
# The last version of the configuration that one of them has.
newest=0

# Fails, with the reason in $why, if the brokers do not answer.
read_status() {
  local json broker='' held='' restart='' invalid='' unknown=''
  behind=() waiting=()
  call "${CALL_SECONDS:-30}" GET "$SERVICE_URL" "$config/status" || return
  json=$body
  walk_json status_value status_end
}

status_value() {
  case $1 in
    ///node_id) broker=$2 ;;
    ///config_version) held=$2 ;;
    ///restart) restart=$2 ;;
    ///invalid/) invalid+=" $2" ;;
    ///unknown/) unknown+=" $2" ;;
  esac
}

status_end() {
  local name
  [[ $1 == // ]] || return 0
  ((${held:-0} >= version)) || behind+=("$broker")
  ((${held:-0} <= newest)) || newest=$held
  [[ $restart != true ]] || waiting+=("$broker")
  for name in $invalid; do
    [[ -z ${written[$name]:-} ]] || refusal[$name]="broker $broker takes its value for invalid"
  done
  for name in $unknown; do
    [[ -z ${written[$name]:-} ]] || refusal[$name]="broker $broker does not know it"
  done
  broker='' held='' restart='' invalid='' unknown=''
}

observe() {
  compare && read_status
}

# By a broker that does not have it yet, or by the one that is asked.
count_unseen() {
  local name
  unseen=${#behind[@]}
  for name in "${different[@]}"; do
    [[ -n ${refusal[$name]:-} ]] || ((unseen += 1))
  done
}

report() {
  local name same=0 changed=0 refused=0
  local -a late=()
  for name in "${different[@]}"; do
    [[ -n ${refusal[$name]:-} ]] || is_dry || refusal[$name]="the cluster took ${declared[$name]:-nothing}, and tells ${told[$name]:-nothing}"
  done
  for name in "${secrets[@]}" "${names[@]}"; do
    if [[ -n ${refusal[$name]:-} ]]; then
      say "$name is not as declared: ${refusal[$name]}"
      ((refused += 1))
    elif [[ -n ${former[$name]:-} ]]; then
      ((changed += 1))
      [[ -z ${is_late[$name]:-} ]] || late+=("$name")
    else
      ((same += 1))
    fi
  done
  ((${#behind[@]} == 0)) || say "not taken yet by broker $(listed "${behind[@]}"), which will when it is there"
  ((${#late[@]} == 0)) || say "in effect after a restart of the brokers: $(listed "${late[@]}")"
  ((${#waiting[@]} == 0)) || say "waiting for a restart: broker $(listed "${waiting[@]}")${RESTART:+ ($RESTART)}"
  conclude "$refused" "$changed changed, $same as declared"
}

while :; do
  refusal=()
  read_declaration
  if is_dry; then
    compare && check "${secrets[@]}" "${different[@]}" && break
  elif change_secrets && compare; then
    # Nothing is sent where all is as declared.
    if ((${#different[@]} == 0)) || change "${different[@]}"; then
      settle && break
    fi
  fi
  wait_for "$why"
done
if is_dry; then
  tell_changes
  ((${#secrets[@]} == 0)) || say "would send $(listed "${secrets[@]}"): nobody tells what the cluster has of what is secret"
fi
report
