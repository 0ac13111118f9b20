#!/usr/bin/env bash
# In full, what `make test` does shortly: races, histories and prices by the thousand, then every part
# killed and frozen under load. The last lines say what was found.
#   scripts/torture.sh [correctness|faults|api|mutants]
set -euo pipefail
scripts="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$scripts/lib.sh"

correctness() {
  "$scripts/toolchain.sh"
  # shellcheck source=scripts/env.sh
  source "$scripts/env.sh"
  "$scripts/services.sh" start test
  trap '"$scripts/services.sh" clean test' EXIT
  # shellcheck source=/dev/null
  source "$POUSADA_RUN/services-test.env"
  cd "$POUSADA_ROOT"
  POUSADA_TORTURE=full PROPTEST_CASES=100000 cargo test --locked --package types --lib price -- --nocapture
  POUSADA_TORTURE=full cargo test --locked --package pousada_core --lib -- --nocapture bookings packing local_time
  "$scripts/services.sh" clean test
  trap - EXIT
}

# api : everything that the document allows and does not, as everybody.
api() { FUZZ_EXAMPLES=30 FUZZ_PHASES=examples,coverage,fuzzing,stateful "$scripts/test.sh" build contract; }

(($# > 0)) || set -- correctness faults api mutants
for part in "$@"; do
  case "$part" in
    correctness) correctness ;;
    faults) "$scripts/test/faults.sh" ;;
    api) api ;;
    # Guards that are broken on purpose: whether the tests notice.
    mutants) "$scripts/test/mutate.sh" ;;
    *) die "there is no such part: $part" ;;
  esac
done
