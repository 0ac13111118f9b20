#!/usr/bin/env bash
# Runs a command beside a Pousada of its own, with demonstration data and services of their own, as the
# browser tests have it:  scripts/site.sh COMMAND...
# BASE_URL, MAIL_API_URL and CHROMIUM tell it where. What was built last is taken; without a build, one is made.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/process.sh
source "$here/process.sh"
for part in stages e2e; do
  # shellcheck source=/dev/null
  source "$here/test/$part.sh"
done

LOGS="$POUSADA_RUN/logs/site"
# shellcheck disable=SC2034
GROUPS_FILE="$POUSADA_RUN/test.groups"
CHILD='' SERVER=''

finish() {
  local rc=$?
  trap '' INT TERM HUP
  trap - EXIT
  [[ -z $CHILD ]] || end_group "$CHILD"
  [[ -z $SERVER ]] || end_group "$SERVER" 15
  "$here/services.sh" clean test || true
  rm -f "$GROUPS_FILE"
  exit "$rc"
}

(($# > 0)) || die "usage: scripts/site.sh COMMAND..."
mkdir -p "$LOGS"
# The services are those of the tests.
exec {lock}>"$POUSADA_RUN/test.lock"
flock -n "$lock" || die "the tests of this checkout run, or another command beside a site of its own"
end_leftover_groups
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

[[ -x "$POUSADA_RUN/bin/pousada" ]] || "$here/build.sh"
"$here/npm.sh" scripts/tools
start_services
if ! start_e2e_server; then
  tail -n 40 "$LOGS/e2e-server.log" >&2
  die "the server did not start"
fi
CHROMIUM="$("$here/browser.sh")"
export CHROMIUM BASE_URL="$POUSADA_PUBLIC_URL" PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
interruptible "$@"
