#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests; installs Debian's when there is none.
# CHROMIUM names another one.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

find_browser() {
  local name
  for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

[[ -z "${CHROMIUM:-}" ]] || command -v "$CHROMIUM" >/dev/null || die "CHROMIUM names no program: $CHROMIUM"
# Only the path may go to the standard output.
find_browser || {
  apt_install "the browser tests" chromium fonts-liberation >&2
  find_browser
}
