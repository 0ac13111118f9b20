#!/usr/bin/env bash
# Builds the release that is shipped: a folder with bin/pousada, bin/hash.txt and site/.
#   deploy/build-steps.sh build OUT    build this tree into OUT (the Dockerfile does this)
#   deploy/build-steps.sh try FOLDER   the same without Docker, from the tracked files alone:
#                                      copies them into the empty FOLDER, builds there, starts the result
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"

build() {
  local out="$1"
  (cd "$ROOT" && POUSADA_PROFILE=release scripts/build.sh)
  mkdir -p "$out"
  rm -rf "${out:?}/bin" "${out:?}/site"
  cp -r "$ROOT/.run/bin" "$ROOT/.run/site" "$out/"
}

try() {
  local folder="$1"
  mkdir -p "$folder"
  [[ -z "$(ls -A "$folder")" ]] || {
    echo "error: $folder is not empty" >&2
    exit 1
  }
  folder="$(cd "$folder" && pwd -P)"
  mkdir "$folder/source"
  git -C "$ROOT" ls-files -z | tar -C "$ROOT" --null --no-recursion -T - -cf - | tar -C "$folder/source" -xf -
  "$folder/source/deploy/build-steps.sh" build "$folder/pousada"
  # From elsewhere and with an empty environment, as in the image.
  (cd / && env -i "$folder/pousada/bin/pousada" --version)
  [[ -s "$folder/pousada/bin/hash.txt" && -n "$(ls "$folder"/pousada/site/pkg/pousada.*.wasm)" ]]
  du -sh "$folder/pousada"
}

case "${1:-}:${2:-}" in
  build:?*) build "$2" ;;
  try:?*) try "$2" ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 2
    ;;
esac
