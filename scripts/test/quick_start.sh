#!/usr/bin/env bash
# Runs the first shell block of docs/api.md as it stands, against the server that POUSADA_API names, and
# checks that it ends in a confirmed booking with five uses of curl.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
commands="$(sed -n '/^```sh$/,/^```$/{/^```/d;p}' "$root/docs/api.md")"
count="$(grep -c 'curl -sS' <<<"$commands")"
((count == 5)) || {
  echo "docs/api.md has $count uses of curl, not five" >&2
  exit 1
}
answer="$(bash -euo pipefail -c "$commands")"
printf '%s\n' "$answer"
grep -q '"state": "confirmed"' <<<"$answer"
