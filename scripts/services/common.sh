# shellcheck shell=bash
# What the private services share: where their state lives, their ports and passwords.
# To be sourced after lib.sh and process.sh, with SET (run or test) set.

# The state of this checkout's services. Root's lies outside the checkout, where the account that
# PostgreSQL runs under can reach it; it is tied to the checkout by an id, not by its path.
state_root() {
  if ((EUID != 0)); then
    printf '%s/state' "$POUSADA_RUN"
    return
  fi
  local id_file="$POUSADA_RUN/id" id owner
  mkdir -p "$POUSADA_RUN"
  if [[ -s $id_file ]]; then
    id="$(<"$id_file")"
    owner="$(cat "/var/lib/pousada/$id/checkout" 2>/dev/null || printf '%s' "$POUSADA_ROOT")"
    # A copied checkout brings the id of its original along.
    if [[ "$owner" != "$POUSADA_ROOT" && "$(cat "$owner/.run/id" 2>/dev/null)" == "$id" ]]; then
      rm -f "$id_file"
    fi
  fi
  [[ -s $id_file ]] || od -An -N6 -tx1 /dev/urandom | tr -d ' \n' >"$id_file"
  id="$(<"$id_file")"
  mkdir -p "/var/lib/pousada/$id"
  printf '%s' "$POUSADA_ROOT" >"/var/lib/pousada/$id/checkout"
  printf '/var/lib/pousada/%s' "$id"
}

# remove_orphans : drop root's states whose checkout is gone, unless something still runs there.
remove_orphans() {
  ((EUID == 0)) || return 0
  local dir owner
  for dir in /var/lib/pousada/*/; do
    [[ -s "$dir/checkout" ]] || continue
    owner="$(<"$dir/checkout")"
    [[ "$(cat "$owner/.run/id" 2>/dev/null)" == "$(basename "$dir")" ]] && continue
    [[ -z "$(pids_in "${dir%/}")" ]] && rm -rf "${dir%/}"
  done
  return 0
}

# port_for NAME [PREFERRED] : the remembered port if still free, else the preferred, else a free one.
port_for() {
  local file="$STATE/ports/$1" port i
  mkdir -p "$STATE/ports"
  for port in "$(cat "$file" 2>/dev/null || true)" "${2:-}"; do
    if [[ -n $port ]] && port_is_free "$port"; then
      printf '%s' "$port" | tee "$file"
      return
    fi
  done
  for ((i = 0; i < 200; i++)); do
    # Below the range that the kernel gives to outgoing connections.
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if port_is_free "$port"; then
      printf '%s' "$port" | tee "$file"
      return
    fi
  done
  die "found no free port on 127.0.0.1"
}

# secret NAME : a random password, made once.
secret() {
  local file="$STATE/secrets/$1"
  if [[ ! -s $file ]]; then
    mkdir -p "$STATE/secrets"
    chmod 700 "$STATE/secrets"
    (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$file")
  fi
  cat "$file"
}
