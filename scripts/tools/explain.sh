#!/usr/bin/env bash
# How the hot queries are answered when there are many bookings: fills two databases of its own on the private
# PostgreSQL of the tests, has servers of this build answer requests on them, and prints the plans that
# PostgreSQL really used (auto_explain), and how the search of a city fares at the two sizes.
#   scripts/tools/explain.sh [FEW [MANY]]      10000 and 1000000 bookings; the latter take some 3 GB of disk
# POUSADA_BIN is the program, .run/bin/pousada if absent. Both databases are dropped afterwards.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/../lib.sh"
# shellcheck source=scripts/process.sh
source "$here/../process.sh"
few="${1:-10000}" many="${2:-1000000}"
bin="${POUSADA_BIN:-$POUSADA_RUN/bin/pousada}"
[[ -x $bin ]] || die "there is no build at $bin"
[[ -e $POUSADA_RUN/services-test.env ]] || "$here/../services.sh" start test
# shellcheck source=/dev/null
source "$POUSADA_RUN/services-test.env"
server="${DATABASE_URL%/*}"
SERVERS=() DATABASES=()

finish() {
  local it
  trap - EXIT
  for it in "${SERVERS[@]}"; do end_group "$it" 5; done
  for it in "${DATABASES[@]}"; do psql -X -q "$server/postgres" -c "DROP DATABASE IF EXISTS $it WITH (FORCE)" || true; done
}
trap finish EXIT

free_port() {
  local port
  for ((;;)); do
    port=$((20000 + RANDOM % 12000))
    ! port_is_free "$port" || { printf '%s' "$port" && return; }
  done
}

# serve SIZE : a database with so many bookings, and a server on it that has no cache; sets PORT.
serve() {
  local name="pousada_plans_$1" log="$POUSADA_RUN/logs/explain-$1.log"
  PORT="$(free_port)"
  mkdir -p "$POUSADA_RUN/logs"
  : >"$log"
  DATABASES+=("$name")
  psql -X -q "$server/postgres" -c "SET client_min_messages = warning" -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" -c "CREATE DATABASE $name"
  export DATABASE_URL="$server/$name" REDIS_URL=redis://127.0.0.1:9/0 POUSADA_LISTEN="127.0.0.1:$PORT" \
    POUSADA_SITE_DIR="$POUSADA_RUN/site" POUSADA_LOG=warn POUSADA_DATA_DIR="$POUSADA_STATE/data" POUSADA_REQUEST_TIMEOUT_MS=30000
  mkdir -p "$POUSADA_DATA_DIR"
  "$bin" migrate >>"$log" 2>&1
  detached "$log" "$bin" serve
  SERVERS+=("$DETACHED")
  wait_until 30 "the server" "$log" http_ok "$PORT" /healthz
  node "$here/explain.mjs" sign-up "http://127.0.0.1:$PORT"
  psql -X -q "$server/$name" -v bookings="$1" -f "$here/explain.sql" >>"$log"
}

step "filling two databases"
serve "$few"
few_at="http://127.0.0.1:$PORT"
serve "$many"
many_at="http://127.0.0.1:$PORT"
psql -X -q "$server/postgres" -c 'CHECKPOINT'
node "$here/explain.mjs" compare "$few_at" "$many_at"
# Only now: writing plans down takes time. Connections that are open already do not know of it.
for size in "$few" "$many"; do
  psql -X -q "$server/pousada_plans_$size" <<SQL
ALTER DATABASE pousada_plans_$size SET session_preload_libraries = 'auto_explain';
ALTER DATABASE pousada_plans_$size SET auto_explain.log_min_duration = 0;
ALTER DATABASE pousada_plans_$size SET auto_explain.log_analyze = on;
ALTER DATABASE pousada_plans_$size SET auto_explain.log_buffers = on;
ALTER DATABASE pousada_plans_$size SET auto_explain.log_timing = off;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
SQL
done >/dev/null
sleep 2
for at in "$few_at" "$many_at"; do
  node "$here/explain.mjs" plans "$at" "$POUSADA_STATE/logs/postgres.log"
done
