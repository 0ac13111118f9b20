# shellcheck shell=bash
# Starting, finding and ending processes of ours, and waiting for their ports. To be sourced after lib.sh.
# A pid from a file is trusted only if that process works in, or is named after, a folder of ours.

# is_ours PID DIR : is this process alive and at work in (or named after) our folder?
is_ours() {
  [[ "$1" =~ ^[0-9]+$ && -d "/proc/$1" ]] || return 1
  local cwd
  cwd="$(readlink "/proc/$1/cwd" 2>/dev/null || true)"
  [[ "$cwd" == "$2" || "$cwd" == "$2"/* ]] && return 0
  [[ "$(tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null)" == *"$2"* ]]
}

# started_at PID : the moment a process started; with it, a pid names one process for ever.
started_at() { printf '%s %s' "$(</proc/sys/kernel/random/boot_id)" "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20)"; }

# pids_in DIR : the processes whose working directory is in the folder.
pids_in() {
  local p cwd
  for p in /proc/[0-9]*; do
    cwd="$(readlink "$p/cwd" 2>/dev/null)" || continue
    [[ "$cwd" == "$1" || "$cwd" == "$1"/* ]] && printf '%s\n' "${p#/proc/}"
  done
  return 0
}

# end_pid PID DIR [SECONDS] : end our process, politely first.
end_pid() {
  local i
  is_ours "$1" "$2" || return 0
  kill -TERM "$1" 2>/dev/null || return 0
  for ((i = 0; i < ${3:-8} * 10; i++)); do
    is_ours "$1" "$2" || return 0
    sleep 0.1
  done
  warn "process $1 did not stop in time and is killed"
  kill -KILL "$1" 2>/dev/null || true
  sleep 0.2
}

# end_all_in DIR : end what is left over in a folder of ours.
end_all_in() {
  local p
  for p in $(pids_in "$1"); do end_pid "$p" "$1" 5; done
}

# detached LOG COMMAND... : start a process in its own session, without our open files; sets DETACHED.
detached() {
  local log="$1"
  shift
  (
    # No redirection of the loop as a whole: bash would keep the old stderr in a descriptor closed here.
    for fd in /proc/self/fd/*; do
      fd="${fd##*/}"
      ((fd <= 2)) || eval "exec $fd>&-"
    done
    exec setsid "$@"
  ) </dev/null >>"$log" 2>&1 &
  # shellcheck disable=SC2034
  DETACHED=$!
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# interruptible COMMAND... : run in a process group of its own, so that a signal to us is answered at
# once; the group is in CHILD while it runs, for end_group.
interruptible() {
  local rc=0
  setsid "$@" </dev/null &
  CHILD=$!
  wait "$CHILD" || rc=$?
  CHILD=''
  return "$rc"
}

# end_group PID [SECONDS] : end a process started by `detached` and all it started, politely first.
end_group() {
  local i
  kill -TERM -- "-$1" 2>/dev/null || return 0
  for ((i = 0; i < ${2:-10} * 10; i++)); do
    kill -0 -- "-$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$1" 2>/dev/null || true
}

# http_ok PORT PATH : does http://127.0.0.1:PORT/PATH answer 200?
http_ok() {
  local line
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$2" "$1" >&3
    IFS= read -r -t 5 -u 3 line && [[ $line == *" 200 "* ]]
  ) 2>/dev/null
}

# wait_until SECONDS WHAT LOG COMMAND... : wait for the command to succeed.
wait_until() {
  local seconds="$1" what="$2" log="$3" i
  shift 3
  for ((i = 0; i < seconds * 10; i++)); do
    "$@" && return 0
    sleep 0.1
  done
  tail -n 20 "$log" >&2 || true
  die "$what did not become ready within $seconds seconds (log: $log)"
}
