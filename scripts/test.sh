#!/usr/bin/env bash
# Sets up and tests everything; the last line is `N passed, N failed`.
# Every check that is no test (formatting, lints, documentation, build, size) counts as one.
# Stages, in this order; name some to run only those:  scripts/test.sh fmt unit
#   fmt clippy doc unit faults shell build size e2e contract
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/process.sh
source "$here/process.sh"

LOGS="$POUSADA_RUN/logs/test"
GROUPS_FILE="$POUSADA_RUN/test.groups"
# Bytes of brotli: what every visitor loads first, and each module that a part of the site loads later.
export WASM_BUDGET=350000 CHUNK_BUDGET=100000
PASSED=0 FAILED=0 CHILD='' SERVER=''
SUMMARY=()
STAGES=(fmt clippy doc unit faults shell build size e2e contract)
(($# == 0)) || STAGES=("$@")

for part in stages e2e contract; do
  # shellcheck source=/dev/null
  source "$here/test/$part.sh"
done

finish() {
  local rc=$?
  trap '' INT TERM HUP
  trap - EXIT
  [[ -z $CHILD ]] || end_group "$CHILD"
  [[ -z $SERVER ]] || end_group "$SERVER" 15
  "$here/services.sh" clean test || true
  rm -f "$GROUPS_FILE"
  say
  ((${#SUMMARY[@]} == 0)) || printf '  %s\n' "${SUMMARY[@]}"
  if ((rc != 0)); then
    say "  the tests were ended before their end"
    FAILED=$((FAILED + 1))
  fi
  say "  logs: ${LOGS#"$POUSADA_ROOT/"}, total time $(took "$STARTED")"
  say
  say "$PASSED passed, $FAILED failed"
  ((FAILED == 0)) || exit 1
  exit 0
}

STARTED=$(now)
mkdir -p "$LOGS"
exec {lock}>"$POUSADA_RUN/test.lock"
flock -n "$lock" || die "the tests of this checkout already run"
end_leftover_groups
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$here/toolchain.sh"
"$here/npm.sh" scripts/tools end2end
"$here/services.sh" install test
# shellcheck source=scripts/env.sh
source "$here/env.sh"
cd "$POUSADA_ROOT"
for stage in "${STAGES[@]}"; do "stage_$stage"; done
