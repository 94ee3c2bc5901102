#!/usr/bin/env bash
# Makes the SASL users that files declare, gives them their passwords, and removes those that are to go. It leaves all others
# alone. It may be stopped anywhere and run again. converge.sh and admin-api.sh, beside it, say where the files are, and who asks.
#
# The files hold lines "user NAME SECRET KEY REVISION", or "superuser …" for one that may do everything.
#
# SERVICE_URL       the admin API of any broker
# PASSWORDS_FOLDER  its file user-NAME holds the password of a user, and is not there without the key of the Secret
# SASL_MECHANISM    by which users log in
subject=users
# shellcheck source-path=SCRIPTDIR source=converge.sh
source "${BASH_SOURCE[0]%/*}/converge.sh" || exit 1
# shellcheck source-path=SCRIPTDIR source=admin-api.sh
source "${BASH_SOURCE[0]%/*}/admin-api.sh" || exit 1

readonly api=/v1/security/users
readonly config=/v1/cluster_config

# Who is declared, and who is to go.
declare -a names pruned
# The file of each user's password, and which key of which Secret that is; who may do everything; who is to go.
declare -A file_of key_of is_super is_pruned

read_declaration() {
  local file name
  names=() file_of=() key_of=() is_super=() is_pruned=()
  find_files
  for file in "${files[@]}"; do
    read_file "$file"
  done
  read_pruned
  for name in "${pruned[@]}"; do
    is_pruned[$name]=yes
  done
}

read_file() {
  local file=$1 word name secret key rest line=0
  while IFS=' ' read -r word rest || [[ -n $word ]]; do
    ((line += 1))
    [[ -n $word ]] || continue
    IFS=' ' read -r name secret key _ <<<"$rest"
    [[ $word == @(user|superuser) && $name =~ ^[A-Za-z0-9._-]+$ && -n $key ]] || fail "line $line of $file must say: user NAME SECRET KEY REVISION, or the same of a superuser"
    [[ -z ${key_of[$name]:-} ]] || fail "line $line of $file declares $name a second time"
    file_of[$name]=${PASSWORDS_FOLDER:?must be set}/user-$name
    key_of[$name]="the key $key of the Secret $secret"
    [[ $word != superuser ]] || is_super[$name]=yes
    names+=("$name")
  done <"$file"
}

# Leaves in $secret what a user's password is. Fails, with the reason in $why.
secret=''
read_user_password() {
  local file=${file_of[$1]}
  secret=''
  why=$(lack "$file")
  if [[ -n $why ]]; then
    why="${key_of[$1]} $why"
  elif IFS= read -r -d '' secret <"$file" || [[ $secret == *[[:cntrl:]]* ]]; then
    why="${key_of[$1]} holds a line feed or another control character, which Redpanda takes in no password"
  else
    return 0
  fi
  secret=''
  return 1
}

# A text as JSON.
quoted() {
  local text=${1//\\/\\\\}
  echo "\"${text//\"/\\\"}\""
}

ask() {
  call "${CALL_SECONDS:-30}" "$1" "$SERVICE_URL" "$2" "${3:-}"
}

# Who is there. Any broker tells of the users that it knows, which may be a moment ago.
declare -a there
declare -A is_there
read_users() {
  local json
  there=() is_there=()
  ask GET "$api" || return
  if [[ $body != \[*\] ]]; then
    why="the admin API answered $api with something that is no list"
    return 1
  fi
  json=$body
  walk_json tell_user :
}

tell_user() {
  [[ $1 == // && -n $2 ]] || return 0
  there+=("$2")
  is_there[$2]=yes
}

# What was done to a user, once it is done: created, changed or removed.
declare -A done_to
# Why a user is not as declared, and why it is not yet.
declare -A refusal pending

# What to do about an answer that is no success. One that holds for all users fails; any other is kept for this one.
judge() {
  local name=$1 json said=''
  case $code in
    000 | 3?? | 401 | 403 | 408 | 429 | 503 | 504) return 1 ;;
  esac
  if [[ $body == \{* ]]; then
    json=$body
    walk_json tell_message :
  fi
  [[ -z $secret || $said != *"$secret"* ]] || said='a reason that repeats the password'
  if [[ $code == 4?? ]]; then
    refusal[$name]="$why: $said"
  else
    pending[$name]="$why: $said"
  fi
}

# shellcheck disable=SC2034 # the caller's
tell_message() {
  [[ $1 != //message ]] || said=$2
}

# Makes a user, or gives it its password. Fails, with the reason in $why, if the cluster does not answer.
converge_user() {
  local name=$1 sent encoded
  if ! read_user_password "$name"; then
    refusal[$name]=$why
    return 0
  fi
  sent="{\"username\":$(quoted "$name"),\"password\":$(quoted "$secret"),\"algorithm\":\"${SASL_MECHANISM:?must be set}\"}"
  if [[ -z ${is_there[$name]:-} ]]; then
    announce "create $name, with ${key_of[$name]}"
    if is_dry; then
      done_to[$name]=created
      return
    fi
  fi
  # Of a user that is there this changes nothing: it succeeds if that is the password and the mechanism, and else says so.
  if ask POST "$api" "$sent"; then
    [[ -n ${is_there[$name]:-} ]] || done_to[$name]=created
    return 0
  fi
  if [[ $body != *'User already exists'* ]]; then
    judge "$name"
    return
  fi
  announce "give $name another password, ${key_of[$name]}"
  encode "$name"
  if is_dry || ask PUT "$api/$encoded" "$sent"; then
    done_to[$name]=changed
  else
    judge "$name"
  fi
}

converge_users() {
  local name
  for name in "${names[@]}"; do
    [[ -n ${done_to[$name]:-} ]] || converge_user "$name" || return
  done
  secret=''
}

# Those of the cluster's superusers whom nobody has declared.
declare -a super foreign_super

tell_superuser() {
  [[ $1 != //superusers/ ]] || super+=("$2")
}

# The user as which the Jobs log in is always one of them: who is left out of the list is locked out.
converge_superusers() {
  local name json document=''
  local -a wanted=() moved=()
  local -A is_super_now=()
  super=() foreign_super=()
  ask GET "$config?key=superusers" || return
  json=$body
  walk_json tell_superuser :
  for name in "${super[@]}"; do
    is_super_now[$name]=yes
    if [[ -n ${is_pruned[$name]:-} || (-n ${key_of[$name]:-} && -z ${is_super[$name]:-}) ]]; then
      moved+=("$name")
      continue
    fi
    wanted+=("$name")
    [[ $name == "$SUPERUSER" || -n ${key_of[$name]:-} ]] || foreign_super+=("$name")
  done
  for name in "$SUPERUSER" "${names[@]}"; do
    [[ $name == "$SUPERUSER" || -n ${is_super[$name]:-} ]] || continue
    # Whose password is not as declared does not get more rights.
    [[ -z ${is_super_now[$name]:-}${refusal[$name]:-}${pending[$name]:-} ]] || continue
    wanted+=("$name")
    moved+=("$name")
  done
  ((${#moved[@]} > 0)) || return 0
  announce "set superusers: $(listed "${super[@]}") -> $(listed "${wanted[@]}")"
  for name in "${wanted[@]}"; do
    document+="${document:+,}$(quoted "$name")"
  done
  # This is checked, and not done, where nothing is to be changed.
  if ! ask PUT "$config$(is_dry && echo '?dry_run=true')" "{\"upsert\":{\"superusers\":[$document]},\"remove\":[]}"; then
    [[ $code == 400 ]] || return
    refusal[superusers]="$why: $body"
    return 0
  fi
  for name in "${moved[@]}"; do
    [[ -z ${key_of[$name]:-} ]] || : "${done_to[$name]:=changed}"
  done
}

# After they have lost all rights: who makes a user of that name later gives it none by that.
remove_pruned() {
  local name encoded
  for name in "${pruned[@]}"; do
    [[ -n ${is_there[$name]:-} && -z ${done_to[$name]:-} ]] || continue
    announce "remove $name"
    encode "$name"
    if is_dry || ask DELETE "$api/$encoded"; then
      done_to[$name]=removed
    else
      judge "$name" || return
    fi
  done
}

# Says who is there and is not declared.
tell_foreign() {
  local name
  local -a foreign=()
  for name in "${there[@]}"; do
    [[ $name == "$SUPERUSER" || -n ${key_of[$name]:-}${is_pruned[$name]:-} ]] || foreign+=("$name")
  done
  ((${#foreign[@]} == 0)) || say "not declared, and left alone: $(listed "${foreign[@]}")"
  ((${#foreign_super[@]} == 0)) || say "superusers that are not declared, and left alone: $(listed "${foreign_super[@]}")"
}

report() {
  local name same=0
  local -A count=([created]=0 [changed]=0 [removed]=0 [refused]=0)
  for name in "${names[@]}" "${pruned[@]}" superusers; do
    : "${refusal[$name]:=${pending[$name]:-}}"
    if [[ -n ${refusal[$name]} ]]; then
      say "$name is not as declared: ${refusal[$name]}"
      ((count[refused] += 1))
    elif [[ -n ${done_to[$name]:-} ]]; then
      ((count[${done_to[$name]}] += 1))
    elif [[ -n ${key_of[$name]:-} ]]; then
      ((same += 1))
    fi
  done
  tell_foreign
  conclude "${count[refused]}" "${count[created]} created, ${count[changed]} changed, ${count[removed]} removed, $same as declared"
}

: "${SUPERUSER:?must be set}"
while :; do
  refusal=() pending=()
  read_declaration
  if read_users && converge_users && converge_superusers && remove_pruned; then
    ((${#pending[@]} > 0 && SECONDS < last_try)) || break
    for name in "${!pending[@]}"; do
      why="$name is not as declared yet: ${pending[$name]}"
    done
  fi
  wait_for "$why"
done
report
