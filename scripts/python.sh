#!/usr/bin/env bash
# Prints the folder with the Python programs that scripts/tools/requirements.txt names, and installs them into the
# cache when they are not there. A changed list gets a folder of its own.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
LIST="$POUSADA_ROOT/scripts/tools/requirements.txt"

# fill FOLDER : a virtual environment. Its programs name its folder, so that it is made where it stays; the link by
# which it is found comes last.
fill() {
  local folder="$1"
  [[ ! -x "$folder/bin/python" ]] || return 0
  rm -rf "$folder" "$folder.parts"
  python3 -m venv "$folder.parts"
  "$folder.parts/bin/python" -m pip install --disable-pip-version-check --no-deps --only-binary :all: -r "$LIST"
  ln -s "$folder.parts" "$folder"
}

python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install "the tests of the API" python3 python3-venv >&2
key="$({
  cat "$LIST"
  python3 -VV
} | sha256sum | cut -c1-16)"
folder="$POUSADA_CACHE/python/$key"
if [[ ! -x "$folder/bin/python" ]]; then
  mkdir -p "$POUSADA_CACHE/python"
  with_lock python logged "installing the Python packages of the tests" "$POUSADA_CACHE/logs/python.log" fill "$folder" >&2 ||
    die "pip could not install the packages of $LIST (does it reach its registry?)"
fi
printf '%s/bin\n' "$folder"
