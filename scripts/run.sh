#!/usr/bin/env bash
# Sets up, builds and runs the whole product with demo data, until Ctrl-C.
#   POUSADA_LISTEN   where to listen (127.0.0.1:3000)
#   POUSADA_PROFILE  dev (default) or release
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/process.sh
source "$here/process.sh"

export POUSADA_LISTEN="${POUSADA_LISTEN:-127.0.0.1:3000}"
PORT="${POUSADA_LISTEN##*:}"
export POUSADA_PUBLIC_URL="${POUSADA_PUBLIC_URL:-http://$POUSADA_LISTEN}"
export POUSADA_ENV="${POUSADA_ENV:-development}"
LOG="$POUSADA_RUN/logs/server.log"
SERVER='' CHILD=''

# shellcheck source=scripts/run/lifecycle.sh
source "$here/run/lifecycle.sh"

summary() {
  say
  good "Pousada is ready"
  say
  say "  Site        $POUSADA_PUBLIC_URL"
  say "  API         $POUSADA_PUBLIC_URL/api/schema/swagger-ui"
  [[ -z "${MAIL_API_URL:-}" ]] || say "  E-mails     $MAIL_API_URL   (nothing leaves this machine)"
  say "  Log         ${LOG#"$POUSADA_ROOT/"}"
  say
  "$POUSADA_RUN/bin/pousada" seed --print-sign-ins || true
  say
  say "Ctrl-C stops everything; the demo data stay until: make clean"
}

[[ $PORT =~ ^[0-9]+$ ]] || die "POUSADA_LISTEN must be ADDRESS:PORT, not $POUSADA_LISTEN"
only_one
end_leftover_server
port_is_free "$PORT" || die "something else already listens on port $PORT.
       Choose another one, for example:  POUSADA_LISTEN=127.0.0.1:$((PORT + 1)) make run"

trap 'shut_down' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$here/toolchain.sh"
"$here/services.sh" install run
interruptible "$here/build.sh"
step "starting the services"
"$here/services.sh" start run
# shellcheck source=/dev/null
source "$POUSADA_RUN/services-run.env"
export POUSADA_SITE_DIR="$POUSADA_RUN/site" POUSADA_DATA_DIR="${POUSADA_DATA_DIR:-$POUSADA_STATE/data}"
mkdir -p "$POUSADA_DATA_DIR" "$(dirname "$LOG")"
step "preparing the database"
interruptible "$POUSADA_RUN/bin/pousada" migrate
interruptible "$POUSADA_RUN/bin/pousada" seed --if-empty
step "starting the server"
start_server
summary
wait "$SERVER" || true
SERVER=''
tail -n 20 "$LOG" >&2
die "the server ended by itself (log: $LOG)"
