#!/usr/bin/env bash
# Installs the locked npm packages of a folder into the cache and links them into the checkout.
#   scripts/npm.sh FOLDER...      (FOLDER holds package.json and package-lock.json)
# A changed lock file gets a new folder in the cache, so that checkouts do not disturb each other.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

require_node() {
  { has node && has npm; } ||
    die "Node.js 20 or newer with npm is needed (style sheets, wasm optimizer, mail catcher, browser tests)"
  local major
  major="$(node -p 'process.versions.node.split(".")[0]')"
  ((major >= 20)) || die "Node.js 20 or newer is needed, found $(node -v)"
}

# fill SOURCE CACHED : `npm ci` in a new folder, which takes its place only when complete.
fill() {
  local source="$1" cached="$2" work="$2.new"
  [[ -d "$cached/node_modules" ]] && return 0
  rm -rf "$work"
  mkdir -p "$work"
  cp "$source"/package.json "$source"/package-lock.json "$source"/.npmrc "$work/"
  logged "installing the npm packages of ${source#"$POUSADA_ROOT/"}" "$POUSADA_CACHE/logs/npm.log" \
    npm --prefix "$work" ci --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error ||
    die "npm could not install the packages of $source (does it reach its registry?)"
  rm -rf "$cached"
  mv "$work" "$cached"
}

install_folder() {
  local source="$POUSADA_ROOT/$1" cached key
  key="$({
    cat "$source/package.json" "$source/package-lock.json"
    uname -sm
    node -p process.versions.modules
  } | sha256sum | cut -c1-16)"
  cached="$POUSADA_CACHE/npm/$key"
  [[ -d "$cached/node_modules" ]] || with_lock "npm-$key" fill "$source" "$cached"
  if [[ "$(readlink "$source/node_modules" || true)" != "$cached/node_modules" ]]; then
    [[ -L "$source/node_modules" || ! -e "$source/node_modules" ]] ||
      die "$source/node_modules is a real folder: remove it, the scripts link one from the cache"
    ln -sfn "$cached/node_modules" "$source/node_modules"
  fi
}

require_node
for folder in "$@"; do install_folder "$folder"; done
