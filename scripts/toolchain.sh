#!/usr/bin/env bash
# Sees to a Rust toolchain that builds for this machine and for wasm32-unknown-unknown.
#
# Two roads, tried in this order; the choice is remembered in the cache:
#   standard  the cargo on PATH, where rustup adds what is missing
#   debian    Debian's Rust packages, and the standard library for wasm32 built from their sources
# POUSADA_TOOLCHAIN=standard|debian forces one of them.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

MIN_MINOR=94         # the lowest Rust 1.x that builds the dependencies
RUSTUP_VERSION=1.96.0 # what rustup is asked for when the default toolchain is older
WASM=wasm32-unknown-unknown
STATE="$POUSADA_CACHE/toolchain"
WEB_PACKAGES=(rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web)

# use_env : the environment that the remembered choice gives (scripts/env.sh).
use_env() {
  # shellcheck source=scripts/env.sh
  source "$POUSADA_ROOT/scripts/env.sh"
}

# fresh_enough : is this rustc at least 1.$MIN_MINOR?
fresh_enough() {
  local v
  v="$(rustc -V 2>/dev/null)" || return 1
  [[ $v =~ ^rustc\ 1\.([0-9]+)\. ]] && ((BASH_REMATCH[1] >= MIN_MINOR))
}

has_wasm_std() {
  local dir
  dir="$(rustc --print target-libdir --target $WASM 2>/dev/null)" || return 1
  compgen -G "$dir/libstd-*.rlib" >/dev/null
}

has_companions() { cargo clippy -V >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1; }

complete() { has cargo && fresh_enough && has_wasm_std && has_companions; }

# links_wasm : does a real, if tiny, program build and link for wasm32?
links_wasm() {
  local out
  out="$(mktemp -d)"
  printf 'pub fn f(v: &mut Vec<u8>) { v.push(1) }\n#[unsafe(no_mangle)] pub extern "C" fn g() -> usize { let mut v = vec![]; f(&mut v); v.len() }\n' |
    rustc --edition 2024 --target $WASM --crate-type cdylib -o "$out/t.wasm" - >"$out/log" 2>&1
  local rc=$?
  ((rc == 0)) || cat "$out/log" >&2
  rm -rf "$out"
  return "$rc"
}

# --- standard road ------------------------------------------------------------------------------

rustup_host() {
  local url="${RUSTUP_DIST_SERVER:-https://static.rust-lang.org}"
  url="${url#*://}"
  printf '%s' "${url%%/*}"
}

standard_road() {
  rm -rf "${STATE:?}/bin" "$STATE/rustup-toolchain"
  use_env
  # Debian's own compiler is looked after by the other road.
  [[ "$(readlink -f "$(command -v rustc || true)")" != /usr/bin/rustc ]] || ! deb_installed rustc-web || return 1
  complete && return 0
  has rustup || {
    note "no rustup on PATH that could add the target $WASM"
    return 1
  }
  local host
  host="$(rustup_host)"
  if ! can_reach "${host%%:*}" "$([[ $host == *:* ]] && printf '%s' "${host##*:}" || printf 443)"; then
    note "rustup cannot download here: its server does not answer"
    return 1
  fi
  if fresh_enough; then
    logged "rustup: adding $WASM, clippy and rustfmt" "$POUSADA_CACHE/logs/rustup.log" \
      bash -c "rustup target add $WASM && rustup component add clippy rustfmt" || return 1
  else
    logged "rustup: installing Rust $RUSTUP_VERSION beside your default toolchain" "$POUSADA_CACHE/logs/rustup.log" \
      rustup toolchain install "$RUSTUP_VERSION" --profile minimal -c clippy -c rustfmt -t $WASM || return 1
    mkdir -p "$STATE"
    printf '%s\n' "$RUSTUP_VERSION" >"$STATE/rustup-toolchain"
    use_env
  fi
  complete
}

# --- Debian road --------------------------------------------------------------------------------

debian_packages() {
  local missing=() p lld
  for p in "${WEB_PACKAGES[@]}"; do deb_installed "$p" || missing+=("$p"); done
  # A C compiler and linker for crates with C parts; pkg-config for those that look for libraries.
  has cc || missing+=(gcc libc6-dev)
  ((${#missing[@]} == 0)) || apt_install "the Rust toolchain" "${missing[@]}"
  # The linker for wasm32: a link to the lld of one LLVM version, which no package brings along.
  lld="$(readlink /usr/bin/rust-lld || true)"
  lld="${lld##*/}"
  lld="${lld#ld.}"
  [[ -n $lld ]] || die "/usr/bin/rust-lld is missing, although Debian's Rust packages are installed"
  [[ -e /usr/bin/rust-lld ]] || apt_install "the wasm linker" "$lld"
}

debian_links() {
  local name
  rm -rf "${STATE:?}/bin" "$STATE/rustup-toolchain"
  mkdir -p "$STATE/bin"
  for name in cargo rustc rustdoc rustfmt cargo-fmt clippy-driver cargo-clippy; do
    [[ -x /usr/bin/$name ]] || die "Debian's $name is missing from /usr/bin"
    ln -s "/usr/bin/$name" "$STATE/bin/$name"
  done
  # gcc -fuse-ld=lld looks for this name along PATH.
  local ld
  ld="$(readlink -f /usr/bin/rust-lld)"
  ld="$(dirname "$ld")/ld.lld"
  [[ -e $ld ]] && ln -s "$ld" "$STATE/bin/ld.lld"
  return 0
}

# The stamp beside the library names the compiler it was built by.
wasm_std_is_current() {
  local dir
  dir="$(rustc --print target-libdir --target $WASM)"
  has_wasm_std && [[ "$(cat "$dir/.built-by" 2>/dev/null)" == "$(rustc -V)" ]]
}

build_wasm_std() {
  local work="$POUSADA_CACHE/tools/wasm-std"
  rm -rf "$work"
  mkdir -p "$work/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/Cargo.toml"
  : >"$work/src/lib.rs"
  (
    cd "$work"
    unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET
    CARGO_TARGET_DIR="$work/target" RUSTC_BOOTSTRAP=1 \
      cargo build --release --target $WASM -Z build-std=std,panic_abort
  )
}

install_wasm_std() {
  local deps="$POUSADA_CACHE/tools/wasm-std/target/$WASM/release/deps" dir
  dir="$(rustc --print target-libdir --target $WASM)"
  rm -f "$deps"/libempty-*
  rustc -V >"$deps/.built-by"
  as_root rm -rf "$dir.new"
  as_root mkdir -p "$dir.new"
  as_root cp "$deps"/*.rlib "$deps"/*.rmeta "$deps/.built-by" "$dir.new/"
  as_root rm -rf "$dir"
  as_root mv "$dir.new" "$dir"
  rm -rf "$POUSADA_CACHE/tools/wasm-std"
}

debian_road() {
  has apt-get || return 1
  debian_packages
  debian_links
  use_env
  fresh_enough || {
    warn "Debian's Rust is $(rustc -V), older than the needed 1.$MIN_MINOR"
    return 1
  }
  if ! wasm_std_is_current; then
    can_be_root || die "the standard library for $WASM has to be put into $(rustc --print target-libdir --target $WASM):
       run this once as root, or as a user with sudo"
    logged "building the standard library for $WASM (about a minute)" "$POUSADA_CACHE/logs/wasm-std.log" build_wasm_std ||
      die "the standard library for $WASM did not build (does cargo reach its registry?)"
    install_wasm_std
  fi
  has_companions || die "Debian's clippy or rustfmt does not work"
}

# --- the choice ---------------------------------------------------------------------------------

# What must be unchanged for the remembered choice to be good.
fingerprint() { printf '%s|%s|%s\n' "$1" "$(rustc -V 2>&1)" "$(rustc --print target-libdir --target $WASM 2>&1)"; }

still_good() {
  local road
  [[ -f "$STATE/ready" ]] || return 1
  use_env
  IFS='|' read -r road _ <"$STATE/ready"
  [[ -z "${POUSADA_TOOLCHAIN:-}" || "$POUSADA_TOOLCHAIN" == "$road" ]] || return 1
  [[ "$(<"$STATE/ready")" == "$(fingerprint "$road")" ]] && has_wasm_std &&
    { [[ $road != debian ]] || { [[ -e /usr/bin/rust-lld ]] && wasm_std_is_current; }; }
}

decide() {
  still_good && return 0
  local road
  mkdir -p "$STATE"
  rm -f "$STATE/ready"
  for road in ${POUSADA_TOOLCHAIN:-standard debian}; do
    case $road in
      standard) note "looking for a Rust toolchain with $WASM" ;;
      debian) note "using Debian's Rust packages" ;;
      *) die "POUSADA_TOOLCHAIN must be standard or debian, not $road" ;;
    esac
    if "${road}_road" && links_wasm; then
      fingerprint "$road" >"$STATE/ready"
      good "Rust toolchain: $(rustc -V) ($road), with $WASM"
      return 0
    fi
  done
  die "no usable Rust toolchain: needed are Rust 1.$MIN_MINOR or newer with clippy, rustfmt and the target $WASM.
       With access to the network:  rustup update && rustup target add $WASM && rustup component add clippy rustfmt"
}

# claim_target : checkouts share one target folder, where cargo tells the crates of two checkouts of this
# workspace apart by the age of their files only, and so may take one's for the other's. Whenever another
# checkout built there last, all crates of the workspace are built anew; dependencies stay.
claim_target() {
  local mark="$CARGO_TARGET_DIR/.checkout" name
  [[ "$(cat "$mark" 2>/dev/null)" != "$POUSADA_ROOT" ]] || return 0
  mkdir -p "$CARGO_TARGET_DIR"
  for name in types app frontend pousada_core demo server bindgen; do
    find "$CARGO_TARGET_DIR" -maxdepth 4 -type d -path "*/.fingerprint/$name-*" -prune -exec rm -rf {} +
  done
  printf '%s' "$POUSADA_ROOT" >"$mark"
}

still_good || with_lock toolchain decide
use_env
claim_target
