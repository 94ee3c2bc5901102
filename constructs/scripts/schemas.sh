#!/usr/bin/env bash
# Brings the subjects of a schema registry to what files declare, and leaves alone what they do not declare.
# It may be stopped anywhere and run again. converge.sh and admin-api.sh, beside it, say where the files are, and who asks.
#
# The files hold for each schema the lines "schema SUBJECT", "compatibility LEVEL" if that is declared, and "body JSON", which is
# what the registry is sent; those that others refer to come first. The file prune holds the subjects that are deleted.
#
# REGISTRY_URL  the registry of any broker
# CALL_SECONDS  how long one call may take (30)
subject=schemas
# shellcheck source-path=SCRIPTDIR source=converge.sh
source "${BASH_SOURCE[0]%/*}/converge.sh" || exit 1
# shellcheck source-path=SCRIPTDIR source=admin-api.sh
source "${BASH_SOURCE[0]%/*}/admin-api.sh" || exit 1

declare -a names pruned=()
declare -A body_of level_of

read_declaration() {
  local file
  names=() body_of=() level_of=()
  find_files
  for file in "${files[@]}"; do
    read_file "$file"
  done
  read_pruned
}

read_file() {
  local file=$1 word rest name='' line=0
  while read -r word rest || [[ -n $word ]]; do
    ((line += 1))
    [[ -n $word ]] || continue
    [[ -n $rest && ($word == schema || (-n $name && $word == @(compatibility|body))) ]] ||
      fail "line $line of $file must say: schema SUBJECT, then compatibility LEVEL and body JSON"
    case $word in
      schema)
        [[ -z ${body_of[$rest]+set} ]] || fail "line $line of $file declares $rest a second time"
        name=$rest
        names+=("$name")
        body_of[$name]=''
        ;;
      compatibility) level_of[$name]=$rest ;;
      body) body_of[$name]=$rest ;;
    esac
  done <"$file"
}

# Asks the registry: registry METHOD PATH [JSON]. Leaves the plain values of an answer that is an object in $told. Fails, with the
# reason in one line in $why, unless it does what it is asked.
declare -A told
registry() {
  local json password=''
  local -a options
  told=()
  log_in "$REGISTRY_URL" || return
  request 'the schema registry' application/vnd.schemaregistry.v1+json "${CALL_SECONDS:-30}" "$1" "$REGISTRY_URL" "$2" "${3:-}"
  if [[ $body == \{* ]]; then
    json=$body
    walk_json tell :
    [[ -z $why || -z ${told[message]:-} ]] || why+=": ${told[message]//[[:cntrl:]]/ }"
  fi
  [[ -z $why ]]
}

tell() {
  [[ $1 == //*/* ]] || told[${1#//}]=$2
}

# Leaves the subjects that the registry has in $subjects, and each in $found after a slash. Fails, with the reason in $why, if
# it does not tell.
declare -a subjects
declare -A found
read_subjects() {
  local json
  subjects=() found=()
  registry GET /subjects || return
  json=$body
  walk_json note_subject :
}

note_subject() {
  subjects+=("$2")
  found[/$2]=yes
}

# What was done to a subject, or would be: registered, leveled, deleted or same. And why it is not as declared.
declare -A done_to refusal
levels=0
# What must be tried again.
declare -a pending

# Keeps why a subject was refused. Fails, with the reason in $why, if asking for others is of no use either.
refuse() {
  refusal[$1]=$why
  [[ $code == @(000|401|408|429|5??) ]] || return 0
  pending+=("$1")
  [[ $code != @(000|401) ]] || read_subjects
}

converge() {
  local name=$1 path encoded
  encode "$name"
  path=/subjects/$encoded
  if set_level && set_schema; then
    : "${done_to[$name]:=same}"
  else
    refuse "$name"
  fi
}

# The level comes first: the registry holds the schema against it.
set_level() {
  local former='that of the registry' level=${level_of[$name]:-}
  [[ -n $level ]] || return 0
  if registry GET "/config/$encoded"; then
    former=${told[compatibilityLevel]:-}
  elif [[ $code != 404 ]]; then
    return 1
  fi
  [[ $former != "$level" ]] || return 0
  announce "set the compatibility of $name: $former -> $level"
  is_dry || registry PUT "/config/$encoded" "{\"compatibility\":\"$level\"}" || return
  done_to[$name]=leveled
  ((levels += 1))
}

set_schema() {
  local version last what='a new version'
  if registry POST "$path" "${body_of[$name]}"; then
    version=${told[version]:-}
    registry GET "$path/versions" || return
    last=${body//[!0-9,]/}
    last=${last##*,}
    [[ $version != "$last" ]] || return 0
    why="it is version $version, and $last came after it: what was there before cannot become the latest again"
    return 1
  fi
  # Of a schema that it cannot read it says why only when that is to be registered.
  [[ $code == 404 || $code/${told[error_code]:-} == 500/500 ]] || return
  [[ ${told[error_code]:-} != 40401 ]] || what='its first version'
  announce "register $name: $what"
  if is_dry; then
    check_schema || return
  else
    registry POST "$path/versions" "${body_of[$name]}" || return
  fi
  done_to[$name]=registered
  ! is_dry || return 0
  registry POST "$path" "${body_of[$name]}" || return
  say "$name: version ${told[version]:-}, id ${told[id]:-}"
}

# Whether the registry would take a schema after the latest. It cannot tell where the level or what is referred to would change.
check_schema() {
  [[ -n ${found[/$name]:-} && ${done_to[$name]:-} != leveled && ${body_of[$name]} != *'"references":[{'* ]] || return 0
  registry POST "/compatibility$path/versions/latest?verbose=true" "${body_of[$name]}" || return
  [[ ${told[is_compatible]:-} == false ]] || return 0
  why="it would be refused: ${body//[[:cntrl:]]/ }"
  return 1
}

# Deletes what is to go, softly: what was written with these schemas can still be read. What others refer to goes after them.
prune() {
  local name encoded progress=yes
  while [[ -n $progress ]]; do
    progress=''
    for name in "${pruned[@]}"; do
      [[ -n ${found[/$name]:-} && ${done_to[$name]:-} != deleted ]] || continue
      [[ -n ${refusal[$name]:-} ]] || announce "delete $name"
      encode "$name"
      if is_dry || registry DELETE "/subjects/$encoded" || [[ $code == 404 ]]; then
        done_to[$name]=deleted
        refusal[$name]=''
        progress=yes
      else
        refuse "$name" || return
      fi
    done
  done
}

# Fails, with the reason in $why, if the registry does not answer.
run() {
  local name
  refusal=() pending=()
  read_subjects || return
  for name in "${names[@]}"; do
    converge "$name" || return
  done
  prune
}

report() {
  local name text
  local -A count=([registered]=0 [deleted]=0 [same]=0 [refused]=0 [leveled]=0)
  local -a others=()
  for name in "${names[@]}" "${pruned[@]}"; do
    found[/$name]=''
    if [[ -n ${refusal[$name]:-} ]]; then
      say "$name is not as declared: ${refusal[$name]}"
      ((count[refused] += 1))
    elif [[ -n ${done_to[$name]:-} ]]; then
      ((count[${done_to[$name]}] += 1))
    fi
  done
  for name in "${subjects[@]}"; do
    [[ -z ${found[/$name]:-} ]] || others+=("$name")
  done
  tell_undeclared "${others[@]}"
  text="${count[registered]} registered, $levels level$( ((levels == 1)) || echo s) set"
  ((${#pruned[@]} == 0)) || text+=", ${count[deleted]} deleted"
  conclude "${count[refused]}" "$text, ${count[same]} as declared"
}

while :; do
  read_declaration
  if run; then
    ((${#pending[@]} > 0 && SECONDS < last_try)) || break
    why="${pending[0]}: ${refusal[${pending[0]}]}"
  fi
  wait_for "$why"
done
report
