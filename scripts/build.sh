#!/usr/bin/env bash
# Builds the whole product of this checkout into .run/: bin/pousada, bin/hash.txt and site/.
# POUSADA_PROFILE is the server's cargo profile: dev (default) or release. The browser's part is
# always built for size.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"

PROFILE="${POUSADA_PROFILE:-dev}"
WASM=wasm32-unknown-unknown
WORK="$POUSADA_RUN/build"
MODULES="$POUSADA_ROOT/scripts/tools/node_modules"
# What rustc may emit for wasm32 by default; without these wasm-opt refuses the module.
WASM_FEATURES=(--enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int --enable-sign-ext
  --enable-mutable-globals --enable-reference-types --enable-multivalue --enable-call-indirect-overlong)

# timed LABEL COMMAND... : one line for the step, one for its time.
timed() {
  local label="$1" start
  shift
  start=$(now)
  step "$label"
  "$@"
  note "$(took "$start")"
}

cargo_build() { cargo build --locked --manifest-path "$POUSADA_ROOT/Cargo.toml" "$@"; }

# front : bind and shrink the browser's code; kept in the cache by the hash of what goes in.
front() {
  local tool="$CARGO_TARGET_DIR/debug/bindgen" wasm="$CARGO_TARGET_DIR/$WASM/wasm-release/frontend.wasm" key
  key="$(hash_of "$wasm" "$tool" "$POUSADA_ROOT/scripts/tools/package-lock.json" "$here/build.sh")"
  FRONT="$POUSADA_CACHE/front/$key"
  if [[ ! -s "$FRONT/pousada.wasm" ]]; then
    local new="$FRONT.$$"
    rm -rf "$new"
    mkdir -p "$new"
    "$tool" --input "$wasm" --out-dir "$new/bound" --out-name pousada
    "$MODULES/.bin/wasm-opt" -Oz -Oz --strip-debug --strip-producers "${WASM_FEATURES[@]}" "$new/bound/pousada_bg.wasm" -o "$new/pousada.wasm"
    mv "$new/bound/pousada.js" "$new/pousada.js"
    [[ ! -d "$new/bound/snippets" ]] || mv "$new/bound/snippets" "$new/snippets"
    rm -rf "$new/bound" "$FRONT"
    mv "$new" "$FRONT"
    # Keep the last few.
    find "$POUSADA_CACHE/front" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' |
      sort -rn | tail -n +9 | cut -d' ' -f2- | xargs -r rm -rf
  else
    touch "$FRONT"
    note "unchanged"
  fi
}

# styles : the style sheet, made again when a style or a Rust file that may name classes changed.
styles() {
  local css="$WORK/pousada.css" key
  key="$({
    find "$POUSADA_ROOT/style" "$POUSADA_ROOT/app" "$POUSADA_ROOT/frontend" -type f -print0 | sort -z | xargs -0 sha256sum
    cat "$POUSADA_ROOT/scripts/tools/package-lock.json"
  } | sha256sum)"
  if [[ -s $css && "$(cat "$css.key" 2>/dev/null)" == "$key" ]]; then
    note "unchanged"
    return
  fi
  mkdir -p "$WORK"
  (
    cd "$POUSADA_ROOT"
    # The style sheet imports tailwindcss, which lives with the tools.
    NODE_PATH="$MODULES" "$MODULES/.bin/tailwindcss" --minify --input style/main.css --output "$css" 2>"$css.log"
  ) || {
    cat "$css.log" >&2
    die "the style sheet did not build"
  }
  printf '%s' "$key" >"$css.key"
}

# assemble : the site with hashed names and compressed twins, in place of the former one.
assemble() {
  rm -rf "$POUSADA_RUN/site.new"
  mkdir -p "$POUSADA_RUN/bin"
  node "$here/build/site.mjs" --front "$FRONT" --css "$WORK/pousada.css" --public "$POUSADA_ROOT/style/public" \
    --out "$POUSADA_RUN/site.new" --hashes "$POUSADA_RUN/bin/hash.txt" --cache "$POUSADA_CACHE/compressed"
  rm -rf "$POUSADA_RUN/site"
  mv "$POUSADA_RUN/site.new" "$POUSADA_RUN/site"
}

server() {
  local dir=debug
  [[ $PROFILE == dev ]] || dir="$PROFILE"
  cargo_build --package server --bin pousada --profile "$PROFILE"
  # A running server keeps its file: the new one takes the name only.
  cp "$CARGO_TARGET_DIR/$dir/pousada" "$POUSADA_RUN/bin/pousada.new"
  mv "$POUSADA_RUN/bin/pousada.new" "$POUSADA_RUN/bin/pousada"
}

build() {
  timed "binding tool" cargo_build --package bindgen
  timed "browser code (wasm)" cargo_build --package frontend --lib --target $WASM --profile wasm-release
  timed "bindings and wasm-opt" front
  timed "style sheet" styles
  timed "site: names, compression" assemble
  timed "server ($PROFILE)" server
}

"$here/toolchain.sh"
"$here/npm.sh" scripts/tools
# shellcheck source=scripts/env.sh
source "$here/env.sh"
started=$(now)
with_lock build build
good "built in $(took "$started"); wasm $(cat "$POUSADA_RUN/site/pkg"/pousada.*.wasm | wc -c) bytes, $(cat "$POUSADA_RUN/site/pkg"/pousada.*.wasm.br | wc -c) with brotli"
