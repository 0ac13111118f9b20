#!/usr/bin/env bash
# Sends the API what its document allows and what it does not, as somebody, and checks each answer by the document.
#   POUSADA_API=http://…/api/v1 scripts/test/fuzz.sh anonymous|guest|hotelier|key EXAMPLES PHASES
# EXAMPLES: how many random requests per operation. PHASES: of examples, coverage, fuzzing, stateful; with commas.
# The last line is `fuzz: ROLE N cases`.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
role="$1" examples="$2" phases="$3"
bin="$("$here/../python.sh")"
token=''

# sign_in EMAIL : a token of one of the demonstration's people.
sign_in() {
  curl -sS --fail-with-body "$POUSADA_API/sessions" --json "{\"email\": \"$1\", \"password\": \"pousada demo\"}" | jq -r .token
}

case "$role" in
  anonymous) ;;
  guest) token="$(sign_in guest@demo.example)" ;;
  hotelier) token="$(sign_in hotelier@demo.example)" ;;
  key)
    session="$(sign_in hotelier@demo.example)"
    scopes="$(curl -sS "$POUSADA_API/openapi.json" | jq -c '[.components.schemas.Scope.enum[]]')"
    token="$(curl -sS --fail-with-body "$POUSADA_API/api-keys" -H "Authorization: Bearer $session" \
      --json "{\"name\": \"fuzz\", \"scopes\": $scopes}" | jq -r .secret)"
    ;;
  *)
    echo "who is $role?" >&2
    exit 2
    ;;
esac

options=(--phases "$phases" -n "$examples" --seed 20270301 --no-color --continue-on-failure --suppress-health-check all
  --request-timeout 10)
# These end the session or key that the rest needs; without one they are tried too.
if [[ -n $token ]]; then
  options+=(-H "Authorization: Bearer $token")
  for operation in eraseMe deleteCurrentSession deleteSession deleteApiKey; do
    options+=(--exclude-operation-id "$operation")
  done
fi
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
rc=0
"$bin/schemathesis" --config-file "$here/schemathesis.toml" run "$POUSADA_API/openapi.json" --url "${POUSADA_API%/api/v1}" \
  "${options[@]}" >"$log" 2>&1 || rc=$?
cat "$log"
cases="$(sed -nE 's/^  ([0-9]+) generated.*/\1/p' "$log")"
printf 'fuzz: %s %s cases\n' "$role" "${cases:-0}"
exit "$rc"
