#!/usr/bin/env bash
# What scripts share to ask an admin API, or another one of the brokers, in every mode of TLS and SASL.
#
# ADMIN_URL                this broker's own admin API, in a broker's pod
# ADMIN_CA                 the file with the CA of the certificates, where what is asked speaks TLS
# SUPERUSER                the user to ask as, where the brokers have users
# SUPERUSER_PASSWORD_FILE  holds the user's password; read for every call, because it may change while the broker runs

# Ranges of characters are those of ASCII.
LC_ALL=C

# Why a file that must hold something is of no use; nothing if it is.
lack() {
  if [[ ! -e $1 ]]; then
    echo 'is missing'
  elif [[ ! -f $1 || ! -r $1 ]]; then
    echo 'cannot be read'
  elif [[ ! -s $1 ]]; then
    echo 'is empty'
  fi
}

# Leaves the superuser's password in $password. Fails, with the reason in $why, if it is none that all clients can send.
read_password() {
  local reason
  password=''
  reason=$(lack "$SUPERUSER_PASSWORD_FILE")
  if [[ -n $reason ]]; then
    why="$SUPERUSER_PASSWORD_FILE $reason"
  elif IFS= read -r -d '' password <"$SUPERUSER_PASSWORD_FILE"; then
    why="$SUPERUSER_PASSWORD_FILE holds a zero byte"
  elif [[ $password == *$'\n' ]]; then
    why="$SUPERUSER_PASSWORD_FILE ends in a line feed, which some clients would send along"
  elif [[ ! $password =~ ^[A-Za-z0-9._~+/=-]+$ ]]; then
    why="$SUPERUSER_PASSWORD_FILE holds a character that some clients would change: only letters, digits and . _ ~ + / = - are safe"
  else
    return 0
  fi
  password=''
  return 1
}

# Leaves what a file holds in $secret, which JSON and YAML take between double quotes as it is. Fails, with the reason in $why.
read_secret() {
  secret=''
  why=$(lack "$1")
  if [[ -n $why ]]; then
    why="$1 $why"
    return 1
  fi
  IFS= read -r -d '' secret <"$1"
  if [[ ! $secret =~ ^[!-~]+$ || $secret == *[\"\\]* ]]; then
    secret='' why="$1 holds a blank, a line feed, a quote, a backslash or another character that no key has"
    return 1
  fi
}

# Leaves in $options how curl logs in, trusting only who has a certificate of the CA, and in $password with what. A broker may
# send a change on to the leader of the cluster's controller, which asks again. Fails, with the reason in $why, without a password.
log_in() {
  why='' body='' code=000 result=0 resolved=0 connected=0
  [[ -z ${SUPERUSER:-} ]] || read_password || return
  # A user may be called .. as well.
  options=(--location-trusted --proto-redir "=${1%%:*}" --path-as-is)
  [[ -z ${ADMIN_CA:-} ]] || options+=(--cacert "$ADMIN_CA")
}

# Asks the admin API, with a login where that is needed: call SECONDS METHOD URL PATH [JSON]. Leaves and fails as request does.
call() {
  local url=$3 password=''
  local -a options
  case $4 in
    # What asks for a user.
    /v1/node_config | /v1/maintenance | /v1/brokers/* | /v1/cluster_config* | /v1/security/*) log_in "$url" || return ;;
    # The rest is open, and must stay so: no users are loaded while a broker boots, and a broker that is sent a user it does
    # not know answers nothing but 401. Nor is it checked who answers: an expired certificate or a new CA must not have
    # brokers killed that serve their clients. Nothing secret is sent, and who could lie about replicas could as well keep
    # everybody from being reached, which is taken for good news too.
    *) options=(--insecure) ;;
  esac
  # A certificate is for the name of the pod, which leads to this broker without asking DNS.
  [[ $url != "${ADMIN_URL:-}" ]] || options+=(--connect-to "${url#*://}:127.0.0.1:${url##*:}")
  request 'the admin API' application/json "$@"
}

# curl reads the password and what is sent from pipes: anybody on the node can see its arguments.
unseen() {
  [[ -z $password ]] || printf 'user = "%s:%s"\n' "$SUPERUSER" "$password"
}

# Asks with $options and $password for at most so many seconds, and sends JSON of a media type if some is given:
# request WHOM TYPE SECONDS METHOD URL PATH [JSON]. Leaves the body of the answer in $body, its HTTP code in $code, what curl returned
# in $result, in $resolved the seconds until there was an address, 0 if none came, and in $connected how many connections were
# taken. Fails unless the answer is 2xx, with the reason in $why.
request() {
  local whom=$1 type=$2 seconds=$3 method=$4 url=$5 path=$6 sent=${7:-} answer
  why='' body='' code=000 result=0 resolved=0 connected=0
  options+=(--silent --noproxy '*' --config - --connect-timeout 2 --max-time "$seconds" --request "$method")
  options+=(--write-out '\n%{time_namelookup} %{num_connects} %{http_code}' "$url$path")
  if [[ -n $sent ]]; then
    answer=$(curl "${options[@]}" --header "Content-Type: $type" --data-binary @<(printf %s "$sent") < <(unseen))
  else
    answer=$(curl "${options[@]}" < <(unseen))
  fi
  result=$?
  # shellcheck disable=SC2034 # for the caller
  read -r resolved connected code <<<"${answer##*$'\n'}"
  # shellcheck disable=SC2034 # for the caller
  body=${answer%$'\n'*}
  if ((result != 0)); then
    why="$whom gave no answer to $path (curl: $result)"
    case $result in
      60) why+=": its certificate has expired, is not for this host or does not come from the CA in ${ADMIN_CA:-ADMIN_CA}" ;;
      77) why+=": ${ADMIN_CA:-ADMIN_CA} holds no CA that can be read" ;;
    esac
  elif [[ $code != 2?? ]]; then
    why="$whom answered $path with $code"
    case ${SUPERUSER:+with}$code in
      401 | 403) why+=': it asks for a superuser, and SUPERUSER is not set' ;;
      with401) why+=": the cluster has no user $SUPERUSER, or one with another password than that in $SUPERUSER_PASSWORD_FILE" ;;
      with403) why+=": $SUPERUSER is not one of the superusers of the cluster" ;;
    esac
  fi
  [[ -z $why ]]
}
