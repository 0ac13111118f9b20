#!/usr/bin/env bash
# The private services of this checkout: PostgreSQL, Redis and a mail catcher.
#   scripts/services.sh start|stop|status|clean [run|test]
# `run` keeps its data between starts, `test` always starts empty; both may be up at once.
# A service whose address is given (DATABASE_URL, REDIS_URL, SMTP_URL) is used as it is and not started.
# `start` writes the addresses to .run/services-run.env (or -test.env), to be sourced.
set -euo pipefail
here="$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=scripts/lib.sh
source "$here/lib.sh"
# shellcheck source=scripts/process.sh
source "$here/process.sh"
for part in common postgres redis mail; do
  # shellcheck source=/dev/null
  source "$here/services/$part.sh"
done

# Addresses that come from an own .env file (sourced by hand, say) do not count as given.
[[ -z "${POUSADA_STATE:-}" ]] || unset DATABASE_URL REDIS_URL SMTP_URL MAIL_API_URL POUSADA_STATE

ACTION="${1:-}"
SET="${2:-run}"
[[ $SET == run || $SET == test ]] || die "unknown set of services: $SET"
STATE="$(state_root)/$SET"
ENV_FILE="$POUSADA_RUN/services-$SET.env"

# wanted NAME : is this service ours to provide?
wanted() {
  case "$1" in
    postgres) [[ -z "${DATABASE_URL:-}" ]] ;;
    redis) [[ -z "${REDIS_URL:-}" ]] ;;
    mail) [[ -z "${SMTP_URL:-}" ]] ;;
  esac
}

install_wanted() {
  wanted postgres && pg_install
  wanted redis && redis_install
  wanted mail && mail_install
  return 0
}

write_env() {
  (
    umask 077
    {
      wanted postgres && printf 'export DATABASE_URL=%q\n' "$(pg_url pousada)"
      wanted redis && printf 'export REDIS_URL=%q\n' "$(redis_url)"
      wanted mail && printf 'export SMTP_URL=%q MAIL_API_URL=%q\n' "$(mail_smtp_url)" "$(mail_web_url)"
      printf 'export POUSADA_STATE=%q\n' "$STATE"
    } >"$ENV_FILE"
  )
}

start() {
  [[ $SET == run ]] || clean
  mkdir -p "$STATE/logs" "$POUSADA_RUN"
  ((EUID != 0)) || chmod 755 /var/lib/pousada "$(dirname "$STATE")" "$STATE" "$STATE/logs"
  remove_orphans
  wanted mail && mail_spawn
  wanted redis && redis_spawn
  wanted postgres && pg_start
  wanted redis && redis_wait
  wanted mail && mail_wait
  write_env
}

stop() {
  mail_stop
  redis_stop
  pg_stop
  rm -f "$ENV_FILE"
}

clean() {
  stop
  [[ "$STATE" == */state/"$SET" || "$STATE" == /var/lib/pousada/*/"$SET" ]] && rm -rf "$STATE"
}

status() {
  local name pid
  for name in pg redis mail; do
    pid="$("${name}_pid" || true)"
    case $name in pg) name=postgres ;; esac
    if [[ -n $pid ]]; then say "$name: running, pid $pid"; else say "$name: stopped"; fi
  done
  [[ ! -e $ENV_FILE ]] || say "addresses: $ENV_FILE"
}

case "$ACTION" in
  install) install_wanted ;;
  start)
    install_wanted
    with_lock services start
    ;;
  stop) stop ;;
  clean) clean ;;
  status) status ;;
  *) die "usage: scripts/services.sh install|start|stop|status|clean [run|test]" ;;
esac
