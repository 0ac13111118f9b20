#!/usr/bin/env bash
# Breaks one guard of ownership, scope, origin or version after the other, and requires that the tests notice.
#   scripts/test/mutate.sh [--together] [NAME...]
# Each time in a copy of the last commit (.run/mutants/tree), with the build folder of all other builds. --together
# breaks all that are named at once, each noticed by a test of its own: one build instead of many, for a quick look.
# The last line is `mutate: N noticed, N not`.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=scripts/lib.sh
source "$here/../lib.sh"

# A name, a file, what stands there once, what it becomes (in the words of perl), and the test that must fail.
MUTANTS=(
  "owner|server/core/src/catalog/mod.rs|if found_owner == owner \{|if found_owner == owner \|\| true {|reports::a_report_tells_how_a_hotel_did"
  "guest|server/core/src/bookings/store/read.rs|AND \(b\.guest_id = \\\$2 OR h\.owner_id = \\\$2\)\)|AND \\\$2::uuid IS NOT NULL)|matrix::nobody_gets_at_what_is_not_theirs"
  "staff|server/core/src/bookings/step.rs|Some\(account\) if booking\.owner == account =>|Some(_) =>|matrix::nobody_gets_at_what_is_not_theirs"
  "role|server/core/src/catalog/hotels.rs|let owner = actor\.hotelier\(\)\?;(?=\s+let once)|let owner = actor.signed_in()?;|access::roles_have_their_own_doors"
  "door|server/core/src/accounts/store.rs|AND s\.door = \\\$2 AND|AND \\\$2::text IS NOT NULL AND|access::cookies_do_not_count"
  "scope|server/src/api/auth.rs|scopes::check\(parts, &granted\)\?;|let _ = scopes::check(parts, &granted);|api_keys::a_key_opens_what_it_is_for"
  "origin|server/src/layers/origin.rs|if safe \|\| is_from_here|if safe \|\| !safe \|\| is_from_here|layers::other_sites_cannot_write_with_a_guests_cookies"
  "version|server/src/api/etag.rs|None => needed\(\"Send the ETag[^\"]*\"\)|None => Ok(Self(1))|versions::a_change_names_its_version"
  "session|server/core/src/accounts/store.rs|DELETE FROM session WHERE id = \\\$1 AND account_id = \\\$2|DELETE FROM session WHERE id = \\\$1 AND \\\$2::uuid IS NOT NULL|matrix::nobody_gets_at_what_is_not_theirs"
  "form|server/core/src/catalog/store/hotels.rs|WHERE owner_id = \\\$1 AND archived_at|WHERE \\\$1::uuid IS NOT NULL AND archived_at|matrix::functions::no_function_gets_at_what_is_not_the_askers"
)

together='' wanted=()
for argument in "$@"; do
  if [[ $argument == --together ]]; then together=1; else wanted+=("$argument"); fi
done
((${#wanted[@]} > 0)) || for mutant in "${MUTANTS[@]}"; do wanted+=("${mutant%%|*}"); done

# of NAME : sets FILE, FROM, TO and TEST.
of() {
  local mutant parts
  for mutant in "${MUTANTS[@]}"; do
    [[ ${mutant%%|*} == "$1" ]] || continue
    # A bar that is part of a field is written \|.
    mapfile -t parts < <(perl -e 'print join "\n", split /(?<!\\)\|/, $ARGV[0]' "$mutant")
    FILE="${parts[1]}" FROM="${parts[2]}" TO="${parts[3]//\\|/|}" TEST="${parts[4]}"
    return 0
  done
  die "there is no such mutant: $1"
}

tree="$POUSADA_RUN/mutants/tree" log="$POUSADA_RUN/logs/mutate.log"
STARTED_SERVICES=''
finish() {
  trap - EXIT
  git -C "$POUSADA_ROOT" worktree remove --force "$tree" 2>/dev/null || true
  [[ -z $STARTED_SERVICES ]] || "$here/../services.sh" clean test
}
trap finish EXIT
"$here/../toolchain.sh"
# shellcheck source=scripts/env.sh
source "$here/../env.sh"
if [[ ! -e $POUSADA_RUN/services-test.env ]]; then
  "$here/../services.sh" start test
  STARTED_SERVICES=1
fi
# shellcheck source=/dev/null
source "$POUSADA_RUN/services-test.env"
mkdir -p "$POUSADA_RUN/logs" "$(dirname "$tree")"
: >"$log"
git -C "$POUSADA_ROOT" worktree prune
git -C "$POUSADA_ROOT" worktree add --quiet --force --detach "$tree" HEAD

# mutate NAME : breaks one line of the copy.
mutate() {
  of "$1"
  FROM="$FROM" TO="$TO" perl -0pi -e '
    my ($from, $to) = @ENV{qw(FROM TO)};
    $to =~ s/\\(.)/$1/g;
    my $n = s/$from/$to/g;
    die "$ARGV: found " . ($n || 0) . " times\n" unless $n == 1;' "$tree/$FILE" || die "$1: its line is not there as it was"
  [[ "$(git -C "$tree" diff --numstat -- "$FILE" | cut -f1,2)" == $'1\t1' ]] || die "$1: more than a line has changed"
}

build() { (cd "$tree" && cargo test --locked --workspace --exclude frontend --exclude bindgen --test api --no-run) >>"$log" 2>&1; }

# noticed TEST : whether the test ran and failed.
noticed() {
  local said
  said="$(cd "$tree" && CARGO_TERM_COLOR=never cargo test --locked --workspace --exclude frontend --exclude bindgen \
    --test api -- --exact "$1" 2>&1 | tee -a "$log")" || true
  grep -q "^test $1 \.\.\. FAILED" <<<"$said"
}

# passes TEST
passes() {
  (cd "$tree" && cargo test --locked --workspace --exclude frontend --exclude bindgen --test api -- --exact "$1") >>"$log" 2>&1
}

good=0 bad=0
# tell NAME TEST : counts one.
tell() {
  if noticed "$2"; then
    good "$1: noticed by $2"
    good=$((good + 1))
  else
    warn "$1: not noticed by $2"
    bad=$((bad + 1))
  fi
}

step "nothing broken: the tests pass"
build || die "the last commit does not build (log: $log)"
for name in "${wanted[@]}"; do
  of "$name"
  passes "$TEST" || die "$TEST fails by itself (log: $log)"
done
if [[ -n $together ]]; then
  for name in "${wanted[@]}"; do mutate "$name"; done
  build || die "the mutants do not build (log: $log)"
  for name in "${wanted[@]}"; do
    of "$name"
    tell "$name" "$TEST"
  done
else
  for name in "${wanted[@]}"; do
    git -C "$tree" checkout --quiet -- .
    mutate "$name"
    build || die "$name does not build (log: $log)"
    tell "$name" "$TEST"
  done
fi
say "mutate: $good noticed, $bad not"
((bad == 0))
