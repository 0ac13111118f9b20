# shellcheck shell=bash
# Shared helpers of the scripts: messages, locks, logged steps, Debian packages.
# To be sourced after `set -euo pipefail`; has no effect of its own.

POUSADA_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
POUSADA_CACHE="${POUSADA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pousada}"
# shellcheck disable=SC2034
POUSADA_RUN="$POUSADA_ROOT/.run"
export POUSADA_CACHE

if [[ -t 1 && -z "${NO_COLOR:-}" ]]; then
  C_STEP=$'\e[1;36m' C_GOOD=$'\e[32m' C_BAD=$'\e[1;31m' C_DIM=$'\e[2m' C_OFF=$'\e[0m'
else
  C_STEP='' C_GOOD='' C_BAD='' C_DIM='' C_OFF=''
fi

say() { printf '%s\n' "$*"; }
step() { printf '%s==>%s %s\n' "$C_STEP" "$C_OFF" "$*"; }
note() { printf '    %s%s%s\n' "$C_DIM" "$*" "$C_OFF"; }
good() { printf '%s ok%s %s\n' "$C_GOOD" "$C_OFF" "$*"; }
warn() { printf '%swarning:%s %s\n' "$C_BAD" "$C_OFF" "$*" >&2; }
die() {
  printf '%serror:%s %s\n' "$C_BAD" "$C_OFF" "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# Seconds since the epoch, and a duration in words.
now() { printf '%(%s)T' -1; }
took() {
  local s=$(($(now) - $1))
  if ((s >= 60)); then printf '%dm%02ds' $((s / 60)) $((s % 60)); else printf '%ds' "$s"; fi
}

# hash_of FILE... : one short content hash of the files, in the given order.
hash_of() { cat -- "$@" | sha256sum | cut -c1-16; }

# with_lock NAME COMMAND... : run the command while holding a lock of this user's cache.
with_lock() {
  local name="$1" fd
  shift
  mkdir -p "$POUSADA_CACHE/locks"
  exec {fd}>"$POUSADA_CACHE/locks/$name"
  if ! flock -n "$fd"; then
    note "waiting for another set-up or build to finish ($name)"
    flock "$fd"
  fi
  # Not in a condition: that would switch `set -e` off inside the command.
  "$@"
  local rc=$?
  exec {fd}>&-
  return "$rc"
}

# logged LABEL LOGFILE COMMAND... : run quietly, with a sign of life; show the log's end on failure.
logged() {
  local label="$1" log="$2" start beat=0 pid rc=0
  shift 2
  mkdir -p "$(dirname "$log")"
  step "$label"
  start=$(now)
  # Locks held by this shell must not be inherited by what may outlive it.
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    beat=$((beat + 1))
    ((beat % 75)) || note "$(took "$start"): $(tail -n 1 "$log" | tr -d '\r' | cut -c1-100)"
  done
  wait "$pid" || rc=$?
  if ((rc != 0)); then
    tail -n 40 "$log" >&2
    warn "failed: $label (full log: $log)"
    return "$rc"
  fi
  note "done in $(took "$start")"
}

# can_reach HOST [PORT] : does a TCP connection open within four seconds?
can_reach() { timeout 4 bash -c "</dev/tcp/$1/${2:-443}" >/dev/null 2>&1; }

# as_root COMMAND... : run as root, directly or through sudo; fails when neither is possible.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif has sudo && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  elif has sudo && [[ -t 0 ]]; then
    sudo "$@"
  else
    return 126
  fi
}

can_be_root() { ((EUID == 0)) || { has sudo && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; }; }

# apt_install WHY PACKAGE... : install Debian packages without starting their services.
apt_install() {
  local why="$1"
  shift
  has apt-get || die "$why needs the packages: $* (no apt-get here; install their equivalents and run this again)"
  can_be_root || die "$why needs Debian packages that are missing, and neither root nor sudo is available.
       Ask an administrator to run:  apt-get install --no-install-recommends $*"
  # Ask for a password, if one is needed, before the output goes to a log.
  as_root true
  with_lock apt logged "installing Debian packages for $why: $*" "$POUSADA_CACHE/logs/apt.log" _apt_install "$@" ||
    die "could not install: $*"
}

# In a subshell, so that its trap takes the policy away again however it ends.
_apt_install() (
  policy=/usr/sbin/policy-rc.d
  get=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -q)
  if [[ ! -e $policy ]]; then
    trap 'as_root rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
  fi
  as_root "${get[@]}" install -y --no-install-recommends "$@" && exit 0
  as_root "${get[@]}" update || true
  as_root "${get[@]}" install -y --no-install-recommends "$@"
)

deb_installed() { [[ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null)" == ii* ]]; }
