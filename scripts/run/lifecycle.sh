# shellcheck shell=bash
# Starting and stopping the product of this checkout. Sourced by run.sh, dev.sh and stop.sh after
# lib.sh and process.sh, with LOG, PORT and SERVER set where a server is started.

SERVER_PID_FILE="$POUSADA_RUN/server.pid"
RUN_PID_FILE="$POUSADA_RUN/run.pid"

# running_run : the pid of this checkout's `make run`, if one is alive.
running_run() {
  local pid
  pid="$(cat "$RUN_PID_FILE" 2>/dev/null || true)"
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  # A pid may be used again, the moment of its start may not.
  [[ -d /proc/$pid && "$(started_at "$pid")" == "$(cat "$RUN_PID_FILE.at" 2>/dev/null)" ]] && printf '%s' "$pid"
}

# only_one : one run per checkout.
only_one() {
  local pid
  mkdir -p "$POUSADA_RUN"
  if pid="$(running_run)" && [[ $pid != "$$" ]]; then
    die "this checkout already runs (pid $pid); stop it with: make stop"
  fi
  printf '%s' "$$" >"$RUN_PID_FILE"
  started_at "$$" >"$RUN_PID_FILE.at"
}

# end_leftover_server : the server of a run that was killed.
end_leftover_server() {
  local pid
  pid="$(cat "$SERVER_PID_FILE" 2>/dev/null || true)"
  if is_ours "$pid" "$POUSADA_RUN/bin"; then
    note "stopping the server left over from a former run (pid $pid)"
    end_pid "$pid" "$POUSADA_RUN/bin" 15
  fi
  rm -f "$SERVER_PID_FILE"
}

server_ready() {
  kill -0 "$SERVER" 2>/dev/null || {
    tail -n 30 "$LOG" >&2
    die "the server did not start (log: $LOG)"
  }
  http_ok "$PORT" /readyz
}

# start_server : the server with its worker, detached so that Ctrl-C does not reach it before us.
start_server() {
  : >"$LOG"
  detached "$LOG" "$POUSADA_RUN/bin/pousada" all
  SERVER="$DETACHED"
  printf '%s' "$SERVER" >"$SERVER_PID_FILE"
  wait_until 60 "the server" "$LOG" server_ready
}

# shut_down : server first, then the services; whatever happened before.
shut_down() {
  local rc=$?
  trap '' INT TERM HUP
  trap - EXIT
  say
  step "stopping"
  [[ -z ${CHILD:-} ]] || end_group "$CHILD"
  if [[ -n $SERVER ]]; then
    end_pid "$SERVER" "$POUSADA_RUN/bin" 15
    rm -f "$SERVER_PID_FILE"
  fi
  "$POUSADA_ROOT/scripts/services.sh" stop run || true
  rm -f "$RUN_PID_FILE" "$RUN_PID_FILE.at"
  note "stopped"
  # Ended on request is no failure.
  ((rc == 130 || rc == 143)) && exit 0
  exit "$rc"
}
