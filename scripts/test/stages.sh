# shellcheck shell=bash
# The stages of the tests up to the build. Sourced by test.sh.

# result NAME PASSED FAILED START : account for a stage.
result() {
  PASSED=$((PASSED + $2))
  FAILED=$((FAILED + $3))
  local line
  line="$(printf '%-28s %5d passed %4d failed   %s' "$1" "$2" "$3" "$(took "$4")")"
  SUMMARY+=("$line")
  if (($3 == 0)); then good "$line"; else printf '%s !!%s %s\n' "$C_BAD" "$C_OFF" "$line"; fi
}

# group LOG COMMAND... : a detached process group, remembered so that a later run can end it if this
# one is killed.
group() {
  detached "$@"
  printf '%s %s\n' "$DETACHED" "$(started_at "$DETACHED")" >>"$GROUPS_FILE"
}

# end_leftover_groups : what a killed run of the tests left behind.
end_leftover_groups() {
  local pid at
  [[ -e $GROUPS_FILE ]] || return 0
  while read -r pid at; do
    [[ -d /proc/$pid && "$(started_at "$pid")" == "$at" ]] && end_group "$pid"
  done <"$GROUPS_FILE"
  rm -f "$GROUPS_FILE"
}

# quietly LOG COMMAND... : run with the output in a log, a sign of life now and then.
quietly() {
  local log="$1" start beat=0 rc=0
  shift
  start=$(now)
  group "$log" "$@"
  CHILD="$DETACHED"
  while kill -0 "$CHILD" 2>/dev/null; do
    sleep 0.2
    beat=$((beat + 1))
    ((beat % 100)) || note "$(took "$start"): $(tail -n 1 "$log" | tr -d '\r' | cut -c1-100)"
  done
  wait "$CHILD" || rc=$?
  CHILD=''
  return "$rc"
}

# check NAME COMMAND... : a stage that either passes or fails.
check() {
  local name="$1" start log
  shift
  start=$(now)
  log="$LOGS/${name// /-}.log"
  : >"$log"
  step "$name"
  if quietly "$log" "$@"; then
    result "$name" 1 0 "$start"
  else
    tail -n 60 "$log"
    result "$name" 0 1 "$start"
    return 1
  fi
}

stage_fmt() { check "format" cargo fmt --all --check || true; }

stage_clippy() {
  check "clippy" cargo clippy --locked --workspace --exclude frontend --all-targets -- -D warnings || true
  check "clippy for the browser" cargo clippy --locked --package frontend --target wasm32-unknown-unknown -- -D warnings || true
}

stage_doc() {
  check "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --workspace --exclude frontend || true
}

# start_services : the private services of the tests, once.
start_services() {
  [[ -z "${TEST_SERVICES:-}" ]] || return 0
  step "starting the services of the tests"
  "$POUSADA_ROOT/scripts/services.sh" start test
  # shellcheck source=/dev/null
  source "$POUSADA_RUN/services-test.env"
  export POUSADA_DATA_DIR="$POUSADA_STATE/data"
  mkdir -p "$POUSADA_DATA_DIR"
  TEST_SERVICES=1
}

stage_unit() {
  local start log="$LOGS/unit.log" rc=0 passed failed
  start_services
  start=$(now)
  : >"$log"
  step "unit and integration tests"
  # Without colours, for the counting below; snapshots are compared, never written.
  quietly "$log" env CARGO_TERM_COLOR=never INSTA_UPDATE="${INSTA_UPDATE:-no}" \
    cargo test --locked --workspace --exclude frontend --exclude bindgen --no-fail-fast || rc=$?
  passed=$(sed -nE 's/^test result: .* ([0-9]+) passed;.*/\1/p' "$log" | paste -sd+ | bc_sum)
  failed=$(sed -nE 's/^test result: .* ([0-9]+) failed;.*/\1/p' "$log" | paste -sd+ | bc_sum)
  # Did not compile, or a test program died.
  ((rc == 0 || failed > 0)) || failed=1
  if ((failed > 0)); then
    grep -E '^(error|test .* FAILED)' "$log" | head -n 60 || true
    sed -n '/^failures:$/,/^test result/p' "$log" | head -n 200
    ((passed > 0)) || tail -n 40 "$log"
  fi
  result "unit and integration tests" "$passed" "$failed" "$start"
}

# stage_faults : the short form of `make torture`.
stage_faults() {
  local start log="$LOGS/faults.log" rc=0 passed failed
  start=$(now)
  : >"$log"
  step "faults with real processes"
  quietly "$log" "$POUSADA_ROOT/scripts/test/faults.sh" --quick || rc=$?
  passed="$(sed -nE 's/^faults: ([0-9]+) passed;.*/\1/p' "$log")"
  failed="$(sed -nE 's/^faults: .* ([0-9]+) failed;.*/\1/p' "$log")"
  # Did not compile, or the program died.
  ((rc == 0 || ${failed:-0} > 0)) || failed=1
  sed -n '/^[1-8] [a-z]/p' "$log" | sort -u
  ((${failed:-0} == 0)) || { sed -n '/^ *wrong:/p' "$log" | sort -u; }
  [[ -n $passed ]] || tail -n 40 "$log"
  result "faults" "${passed:-0}" "${failed:-0}" "$start"
}

# bc_sum : the sum of a line `1+2+3`, 0 for none.
bc_sum() {
  local sum
  IFS= read -r sum || true
  printf '%d' $((${sum:-0}))
}

stage_shell() {
  local script
  for script in "$POUSADA_ROOT/scripts/test"/*_test.sh; do
    [[ -e $script ]] || continue
    check "$(basename "$script" .sh | tr _ ' ')" "$script" || true
  done
}

stage_build() { check "build" "$POUSADA_ROOT/scripts/build.sh" || BUILD_FAILED=1; }

stage_size() {
  local start file name size budget found=0 over=0
  start=$(now)
  [[ -z "${BUILD_FAILED:-}" ]] || return 0
  step "size of the browser's code"
  for file in "$POUSADA_RUN/site/pkg"/*.wasm.br; do
    name="${file##*/}"
    size="$(wc -c <"$file")"
    budget="$CHUNK_BUDGET"
    if [[ $name == pousada.* ]]; then
      budget="$WASM_BUDGET"
      found=1
    fi
    note "${name%%.*}: $size bytes of $budget"
    ((size <= budget)) || over=$((over + 1))
  done
  if ((found && over == 0)); then result "wasm size" 1 0 "$start"; else result "wasm size" 0 1 "$start"; fi
}
