#!/usr/bin/env bash
# Pictures of every page, narrow and wide, light and dark, in .run/screenshots, with an index.html.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"

export SCREENSHOTS="$POUSADA_RUN/screenshots"
rm -rf "$SCREENSHOTS"
mkdir -p "$SCREENSHOTS"
"$here/npm.sh" end2end
"$here/site.sh" env -C "$POUSADA_ROOT/end2end" node node_modules/@playwright/test/cli.js test --config screenshots.config.ts
good "$(find "$SCREENSHOTS" -name '*.png' | wc -l) pictures: ${SCREENSHOTS#"$POUSADA_ROOT/"}/index.html"
