#!/usr/bin/env bash
# Removes what the scripts made.
#   scripts/clean.sh       the build output and demo data of this checkout
#   scripts/clean.sh all   also the cache that this user's checkouts share
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"

if [[ -d $POUSADA_RUN ]]; then
  "$here/stop.sh" >/dev/null
  "$here/services.sh" clean run
  "$here/services.sh" clean test
  if ((EUID == 0)) && [[ -s "$POUSADA_RUN/id" ]]; then
    rm -rf "/var/lib/pousada/$(<"$POUSADA_RUN/id")"
  fi
fi
rm -rf "$POUSADA_RUN" "$POUSADA_ROOT/end2end/test-results" "$POUSADA_ROOT/end2end/playwright-report"
for link in end2end scripts/tools; do
  [[ ! -L "$POUSADA_ROOT/$link/node_modules" ]] || rm -f "$POUSADA_ROOT/$link/node_modules"
done
if [[ "${1:-}" == all ]]; then
  rm -rf "${POUSADA_CACHE:?}"
  good "removed the cache $POUSADA_CACHE"
fi
good "clean"
