#!/usr/bin/env bash
# Lighthouse, as on a telephone, on the pages that guests come through; RUNS says how often each (5).
# The server should be one that was built for release: POUSADA_PROFILE=release scripts/build.sh
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"

export REPORTS="$POUSADA_RUN/lighthouse"
rm -rf "$REPORTS"
"$here/npm.sh" end2end/lighthouse
"$here/site.sh" node "$POUSADA_ROOT/end2end/lighthouse/run.mjs"
good "reports: ${REPORTS#"$POUSADA_ROOT/"}"
