#!/usr/bin/env bash
# The fault tests: real processes, killed and frozen under load.
#   scripts/test/faults.sh [--quick] [SCENARIO...]
# Installs what is missing, prepares a database cluster to copy, and runs server/torture, which starts
# and ends everything else. Logs and histories are in its state folder until the next run.
# FAULTS_BREAK=WORD breaks something on purpose; the scenarios name the words.
set -euo pipefail
scripts="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$scripts/lib.sh"
# shellcheck source=scripts/process.sh
source "$scripts/process.sh"
for part in common postgres redis mail haproxy; do
  # shellcheck source=/dev/null
  source "$scripts/services/$part.sh"
done
# shellcheck disable=SC2034
SET=faults
STATE="$(state_root)/faults"

# drop_state : what an earlier run left, processes and files.
drop_state() {
  end_all_in "$STATE"
  [[ "$STATE" == */faults ]] && rm -rf "$STATE"
}

# prepare : a fresh cluster, that scenarios copy, in folders its account may enter.
prepare() {
  drop_state
  mkdir -p "$STATE/logs"
  ((EUID != 0)) || chmod 755 /var/lib/pousada "$(dirname "$STATE")" "$STATE"
  pg_create "$(pg_bin)"
  export FAULTS_DIR="$STATE" FAULTS_PG_BIN FAULTS_PG_PASSWORD FAULTS_REDIS FAULTS_HAPROXY
  export FAULTS_MAILDEV="$POUSADA_ROOT/scripts/tools/node_modules/maildev/dist/bin/maildev.js"
  FAULTS_PG_BIN="$(pg_bin)"
  FAULTS_PG_PASSWORD="$(secret postgres)"
  FAULTS_REDIS="$(redis_program)"
  FAULTS_HAPROXY="$(haproxy_program)"
  if ((EUID == 0)); then
    FAULTS_PG_USER="$(id -u postgres):$(id -g postgres)"
    export FAULTS_PG_USER
  fi
}

"$scripts/toolchain.sh"
pg_install
redis_install
mail_install
haproxy_install
# shellcheck source=scripts/env.sh
source "$scripts/env.sh"
cd "$POUSADA_ROOT"
prepare
trap 'end_all_in "$STATE"' EXIT
cargo test --locked --package server --test torture -- "$@"
