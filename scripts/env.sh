# shellcheck shell=bash
# The environment of every build: source it to use cargo by hand as the scripts do.
#   source scripts/env.sh && cargo check
# Run scripts/toolchain.sh (or any make target) once before.

export POUSADA_CACHE="${POUSADA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pousada}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$POUSADA_CACHE/target}"

_pousada_bin="$POUSADA_CACHE/toolchain/bin"
PATH=":$PATH:"
PATH="${PATH//:$_pousada_bin:/:}"
PATH="${PATH#:}"
PATH="${PATH%:}"

if [[ -e "$POUSADA_CACHE/toolchain/rustup-toolchain" ]]; then
  # An own rustup toolchain, because the default one is too old.
  RUSTUP_TOOLCHAIN="$(<"$POUSADA_CACHE/toolchain/rustup-toolchain")"
  export RUSTUP_TOOLCHAIN
elif [[ -x "$_pousada_bin/cargo" ]]; then
  # Debian's toolchain, before the proxies of rustup. Cargo puts its own bin folder first when PATH
  # lacks it, so that folder is named last.
  unset RUSTUP_TOOLCHAIN RUSTC RUSTDOC CARGO
  PATH="$_pousada_bin:$PATH"
  case ":$PATH:" in
    *":${CARGO_HOME:-$HOME/.cargo}/bin:"*) ;;
    *) PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin" ;;
  esac
  # Debian's rustc links with GNU ld; the lld that comes with the toolchain is much quicker.
  if [[ -e "$_pousada_bin/ld.lld" ]]; then
    case "$(uname -m)" in
      x86_64) export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-C link-arg=-fuse-ld=lld" ;;
      aarch64) export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-C link-arg=-fuse-ld=lld" ;;
    esac
  fi
elif ! command -v cargo >/dev/null 2>&1 && [[ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]]; then
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
fi
export PATH
unset _pousada_bin
