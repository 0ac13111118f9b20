# shellcheck shell=bash
# A mail catcher: accepts every message, delivers none, shows them in a web inbox. Sourced by services.sh.

mail_dir() { printf '%s/mail' "$STATE"; }

mail_install() { "$POUSADA_ROOT/scripts/npm.sh" scripts/tools; }

mail_pid() {
  local pid
  pid="$(cat "$(mail_dir)/mail.pid" 2>/dev/null || true)"
  is_ours "$pid" "$(mail_dir)" && printf '%s' "$pid"
}

mail_smtp_url() { printf 'smtp://127.0.0.1:%s' "$(cat "$STATE/ports/smtp")"; }
mail_web_url() { printf 'http://127.0.0.1:%s' "$(cat "$STATE/ports/inbox")"; }

mail_spawn() {
  local dir smtp web keep=()
  dir="$(mail_dir)"
  [[ -n "$(mail_pid)" ]] && return 0
  mkdir -p "$dir"
  chmod 700 "$dir"
  mkdir -p "$dir/messages"
  smtp="$(port_for smtp)"
  web="$(port_for inbox "$([[ $SET == run ]] && printf 1080)")"
  # Demo messages survive a restart; those of tests stay in memory.
  [[ $SET == test ]] || keep=(--mail-directory "$dir/messages")
  detached "$STATE/logs/mail.log" env -C "$dir" node "$POUSADA_ROOT/scripts/tools/node_modules/maildev/dist/bin/maildev.js" \
    --ip 127.0.0.1 --smtp "$smtp" --web-ip 127.0.0.1 --web "$web" --max-emails 2000 --silent "${keep[@]}"
  printf '%s' "$DETACHED" >"$dir/mail.pid"
}

mail_wait() { wait_until 30 "the mail catcher" "$STATE/logs/mail.log" http_ok "$(cat "$STATE/ports/inbox")" /api/healthz; }

mail_stop() {
  local pid
  pid="$(mail_pid || true)"
  [[ -z $pid ]] || end_pid "$pid" "$(mail_dir)"
  rm -f "$(mail_dir)/mail.pid"
  end_all_in "$(mail_dir)"
}
