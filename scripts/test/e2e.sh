# shellcheck shell=bash
# Browser tests: Playwright against a server of their own, with a database of its own. Sourced by test.sh.

# own_database URL NAME : the URL with another database, freshly made.
own_database() {
  local base="${1%%\?*}" query=''
  [[ $1 != *\?* ]] || query="?${1#*\?}"
  PGOPTIONS="-c client_min_messages=warning" psql -X -q "$1" -c "drop database if exists $2 with (force)" -c "create database $2" >&2
  printf '%s/%s%s' "${base%/*}" "$2" "$query"
}

free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if port_is_free "$port"; then
      printf '%s' "$port"
      return
    fi
  done
}

e2e_server_ready() { kill -0 "$SERVER" 2>/dev/null && http_ok "$PORT" /readyz; }

start_e2e_server() {
  local pousada="$POUSADA_RUN/bin/pousada" log="$LOGS/e2e-server.log"
  PORT="$(free_port)"
  : >"$log"
  DATABASE_URL="$(own_database "$DATABASE_URL" pousada_e2e)"
  # The integration tests used the first of Redis' databases.
  ! grep -q REDIS_URL "$POUSADA_RUN/services-test.env" || REDIS_URL="${REDIS_URL%/*}/1"
  export DATABASE_URL REDIS_URL POUSADA_LISTEN="127.0.0.1:$PORT" POUSADA_PUBLIC_URL="http://127.0.0.1:$PORT" \
    POUSADA_SITE_DIR="$POUSADA_RUN/site" POUSADA_DATA_DIR="$POUSADA_STATE/e2e-data" POUSADA_ENV=development
  mkdir -p "$POUSADA_DATA_DIR"
  quietly "$log" "$pousada" migrate || return 1
  quietly "$log" "$pousada" seed --if-empty || return 1
  group "$log" "$pousada" all
  SERVER="$DETACHED"
  local i
  for ((i = 0; i < 300; i++)); do
    e2e_server_ready && return 0
    kill -0 "$SERVER" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# playwright_count KIND : expected, unexpected, flaky or skipped tests of the last run.
playwright_count() {
  node -e 'const s = JSON.parse(require("fs").readFileSync(process.argv[1])).stats; console.log(s[process.argv[2]] ?? 0)' \
    "$LOGS/e2e.json" "$1" 2>/dev/null || printf 0
}

stage_e2e() {
  local start log="$LOGS/e2e.log" rc=0 passed failed
  start=$(now)
  step "browser tests"
  if [[ -z "$(find end2end/tests -name '*.spec.ts' -print -quit 2>/dev/null)" ]]; then
    note "there are none yet"
    return 0
  fi
  if [[ -n "${BUILD_FAILED:-}" || ! -x "$POUSADA_RUN/bin/pousada" ]]; then
    note "there is no build to test"
    result "browser tests" 0 1 "$start"
    return 0
  fi
  CHROMIUM="$("$POUSADA_ROOT/scripts/browser.sh")"
  export CHROMIUM PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  start_services
  if ! start_e2e_server; then
    tail -n 40 "$LOGS/e2e-server.log"
    result "browser tests: server start" 0 1 "$start"
    return 0
  fi
  : >"$log"
  rm -f "$LOGS/e2e.json"
  export BASE_URL="$POUSADA_PUBLIC_URL" PLAYWRIGHT_JSON_OUTPUT_NAME="$LOGS/e2e.json" NO_COLOR=1
  quietly "$log" env -C end2end node node_modules/@playwright/test/cli.js test || rc=$?
  passed="$(playwright_count expected)"
  failed=$(($(playwright_count unexpected) + $(playwright_count flaky)))
  ((rc == 0 || failed > 0)) || failed=1
  ((failed == 0)) || sed -n '/^  [0-9]*) /,$p' "$log" | head -n 200
  grep -q '^  *[0-9]* \(passed\|failed\)' "$log" || tail -n 20 "$log"
  result "browser tests" "$passed" "$failed" "$start"
}
