#!/usr/bin/env bash
# Runs the product and rebuilds and reloads it on every change, with cargo-leptos (installed on demand).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/process.sh
source "$here/process.sh"
# shellcheck source=scripts/run/lifecycle.sh
source "$here/run/lifecycle.sh"

CARGO_LEPTOS=0.3.11
TOOLS="$POUSADA_CACHE/tools"
SERVER='' CHILD=''

# fetch_released : the released program, where its site can be reached.
fetch_released() {
  local target
  target="$(uname -m)-unknown-linux-gnu"
  has curl && can_reach github.com || return 1
  mkdir -p "$TOOLS/bin"
  curl -fsSL "https://github.com/leptos-rs/cargo-leptos/releases/download/v$CARGO_LEPTOS/cargo-leptos-$target.tar.gz" |
    tar -xz -C "$TOOLS/bin" --strip-components=1 --wildcards '*/cargo-leptos'
}

# quick_install CRATE VERSION [OPTION]... : built with little optimization, which is much quicker.
quick_install() {
  local crate="$1" version="$2"
  shift 2
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install "$crate" --version "=$version" --root "$TOOLS" "$@"
}

build_tools() {
  local bindgen
  bindgen="$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' "$POUSADA_ROOT/Cargo.lock")"
  (
    cd / # The workspace's own settings are not for the tools.
    quick_install cargo-leptos "$CARGO_LEPTOS" --locked --features no_downloads
    quick_install wasm-bindgen-cli "$bindgen"
  )
}

install_cargo_leptos() {
  local mark="$TOOLS/cargo-leptos-$CARGO_LEPTOS"
  [[ -e $mark ]] && return 0
  if ! logged "fetching cargo-leptos $CARGO_LEPTOS" "$POUSADA_CACHE/logs/cargo-leptos.log" fetch_released; then
    note "not to be had ready-made; it is built once, which takes ten to twenty minutes"
    logged "building cargo-leptos $CARGO_LEPTOS" "$POUSADA_CACHE/logs/cargo-leptos.log" build_tools ||
      die "cargo-leptos could not be built; make run works without it"
  fi
  : >"$mark"
}

only_one
trap 'shut_down' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
"$here/toolchain.sh"
"$here/services.sh" install run
# shellcheck source=scripts/env.sh
source "$here/env.sh"
with_lock tools install_cargo_leptos
"$here/services.sh" start run
# shellcheck source=/dev/null
source "$POUSADA_RUN/services-run.env"

export POUSADA_LISTEN="${POUSADA_LISTEN:-127.0.0.1:3000}"
export POUSADA_PUBLIC_URL="${POUSADA_PUBLIC_URL:-http://$POUSADA_LISTEN}"
export LEPTOS_SITE_ADDR="$POUSADA_LISTEN" POUSADA_ENV=development POUSADA_SITE_DIR="$POUSADA_ROOT/target/site"
export POUSADA_DATA_DIR="${POUSADA_DATA_DIR:-$POUSADA_STATE/data}"
export NODE_PATH="$POUSADA_ROOT/scripts/tools/node_modules"
export PATH="$TOOLS/bin:$PATH:$NODE_PATH/.bin"
mkdir -p "$POUSADA_DATA_DIR"
cd "$POUSADA_ROOT"
step "preparing the database"
cargo run --package server --bin pousada -- migrate
cargo run --package server --bin pousada -- seed --if-empty
say "e-mails: ${MAIL_API_URL:-$SMTP_URL}"
interruptible cargo-leptos leptos watch --split -- all
