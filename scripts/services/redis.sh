# shellcheck shell=bash
# A private Redis: loopback only, password of its own, append-only file. Sourced by services.sh.

redis_dir() { printf '%s/redis' "$STATE"; }

redis_program() { command -v redis-server || command -v valkey-server; }

redis_install() { redis_program >/dev/null || apt_install "queue and cache" redis-server; }

redis_pid() {
  local pid
  pid="$(cat "$(redis_dir)/redis.pid" 2>/dev/null || true)"
  is_ours "$pid" "$(redis_dir)" && printf '%s' "$pid"
}

redis_url() { printf 'redis://:%s@127.0.0.1:%s/%s' "$(secret redis)" "$(cat "$STATE/ports/redis")" "${1:-0}"; }

redis_answers() {
  local line
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'AUTH %s\r\nPING\r\n' "$(secret redis)" >&3
    while IFS= read -r -t 2 -u 3 line; do [[ $line == +PONG* ]] && exit 0; done
    exit 1
  ) 2>/dev/null
}

redis_spawn() {
  local dir port
  dir="$(redis_dir)"
  [[ -n "$(redis_pid)" ]] && return 0
  mkdir -p "$dir"
  chmod 700 "$dir"
  port="$(port_for redis)"
  (
    umask 077
    cat >"$dir/redis.conf" <<CONF
bind 127.0.0.1
port $port
requirepass $(secret redis)
dir "$dir"
appendonly yes
appendfsync $([[ $SET == test ]] && printf no || printf everysec)
save ""
maxmemory-policy noeviction
CONF
  )
  detached "$STATE/logs/redis.log" "$(redis_program)" "$dir/redis.conf"
  printf '%s' "$DETACHED" >"$dir/redis.pid"
}

redis_wait() { wait_until 20 "Redis" "$STATE/logs/redis.log" redis_answers "$(cat "$STATE/ports/redis")"; }

redis_stop() {
  local pid
  pid="$(redis_pid || true)"
  [[ -z $pid ]] || end_pid "$pid" "$(redis_dir)"
  rm -f "$(redis_dir)/redis.pid"
  end_all_in "$(redis_dir)"
}
