#!/usr/bin/env bash
# Stops what `make run` started in this checkout, from another terminal or after it was killed.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/process.sh
source "$here/process.sh"
# shellcheck source=scripts/run/lifecycle.sh
source "$here/run/lifecycle.sh"

if pid="$(running_run)"; then
  kill -TERM "$pid"
  for ((i = 0; i < 400; i++)); do
    [[ -d /proc/$pid && -e $RUN_PID_FILE ]] || break
    sleep 0.1
  done
fi
end_leftover_server
"$here/services.sh" stop run
rm -f "$RUN_PID_FILE" "$RUN_PID_FILE.at"
good "stopped"
