#!/usr/bin/env bash
# Installs everything that building, running and testing needs, and nothing twice.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
"$here/toolchain.sh"
"$here/npm.sh" scripts/tools end2end
"$here/services.sh" install
"$here/browser.sh" >/dev/null
