# shellcheck shell=bash
# The API's document and the API against each other, on the server of the browser tests. Sourced by test.sh.

# The document of this build, as the server tells it.
lint_document() { "$POUSADA_RUN/bin/pousada" openapi | tee "$POUSADA_RUN/openapi.json" | node scripts/tools/lint-openapi.mjs; }

compare_documents() {
  node --test scripts/tools/compare-openapi.test.mjs &&
    node scripts/tools/compare-openapi.mjs docs/openapi.released.json "$POUSADA_RUN/openapi.json"
}

stage_contract() {
  local role examples="${FUZZ_EXAMPLES:-2}"
  if [[ -n "${BUILD_FAILED:-}" || ! -x "$POUSADA_RUN/bin/pousada" ]]; then
    step "the API and its document"
    note "there is no build to test"
    result "the API and its document" 0 1 "$(now)"
    return 0
  fi
  has jq && has curl || apt_install "the tests of the API" curl jq
  start_services
  if [[ -z $SERVER ]] && ! start_e2e_server; then
    tail -n 40 "$LOGS/e2e-server.log"
    result "the API: server start" 0 1 "$(now)"
    return 0
  fi
  export POUSADA_RUN POUSADA_API="$POUSADA_PUBLIC_URL/api/v1"
  export -f lint_document compare_documents
  check "lint of the document" bash -c 'set -eo pipefail; lint_document' || true
  check "no breaking change" bash -c 'set -e; compare_documents' || true
  check "quick start" "$POUSADA_ROOT/scripts/test/quick_start.sh" || true
  # In full by `make torture`.
  for role in anonymous guest hotelier key; do
    check "fuzzing as $role" "$POUSADA_ROOT/scripts/test/fuzz.sh" "$role" "$examples" "${FUZZ_PHASES:-examples,fuzzing}" || true
    note "$(tail -n 1 "$LOGS/fuzzing-as-$role.log")"
  done
}
