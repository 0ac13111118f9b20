# shellcheck shell=bash
# A private PostgreSQL server: own data folder, loopback only, password of its own.
# Sourced by services.sh. As root it runs under the account `postgres`.

PG_MIN=14
PG_USER=pousada

pg_dir() { printf '%s/postgres' "$STATE"; }

# pg_bin [MAJOR] : the folder with the server's programs, of the given or the newest usable version.
pg_bin() {
  local candidate v
  for candidate in "$(has postgres && readlink -f "$(command -v postgres)")" \
    $(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -t/ -k5 -rV); do
    [[ -x $candidate && -x "$(dirname "$candidate")/initdb" ]] || continue
    v="$("$candidate" --version | grep -oE '[0-9]+' | head -n1)"
    ((v >= PG_MIN)) || continue
    [[ -z "${1:-}" || "$v" == "$1" ]] || continue
    dirname "$candidate"
    return 0
  done
  return 1
}

# The extensions the schema uses come with PostgreSQL, but in some systems in a package of their own.
pg_has_extensions() {
  local share
  share="$("$1/pg_config" --sharedir 2>/dev/null)" || return 0
  [[ -e "$share/extension/btree_gist.control" && -e "$share/extension/citext.control" ]]
}

pg_install() {
  local bin
  bin="$(pg_bin || true)"
  if [[ -z $bin ]] || ! pg_has_extensions "$bin"; then
    apt_install "the database" postgresql
    bin="$(pg_bin)" || die "no PostgreSQL $PG_MIN or newer was found after its installation"
  fi
  if ((EUID == 0)) && ! id postgres >/dev/null 2>&1; then
    useradd --system --home-dir /var/lib/pousada --shell /usr/sbin/nologin postgres
  fi
}

# as_pg COMMAND... : as the account of the server, in a folder it may read, without our open files.
as_pg() {
  (
    cd /
    for fd in /proc/self/fd/*; do
      fd="${fd##*/}"
      ((fd > 2)) && eval "exec $fd>&-"
    done 2>/dev/null
    if ((EUID == 0)); then exec runuser -u postgres -- "$@"; else exec "$@"; fi
  ) </dev/null
}

pg_settings() {
  cat <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
shared_buffers = '128MB'
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
log_checkpoints = off
CONF
  if [[ $SET == test ]]; then
    cat <<CONF
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum_naptime = '5min'
max_wal_size = '4GB'
checkpoint_timeout = '1h'
CONF
  else
    printf 'max_connections = 300\n'
  fi
}

pg_create() {
  local bin="$1" dir pwfile
  dir="$(pg_dir)"
  rm -rf "$dir"
  mkdir -p "$dir"
  chmod 700 "$dir"
  pwfile="$dir.password"
  (umask 077 && secret postgres >"$pwfile")
  ((EUID != 0)) || chown postgres "$dir" "$pwfile"
  as_pg "$bin/initdb" --pgdata="$dir/data" --username="$PG_USER" --pwfile="$pwfile" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions >"$STATE/logs/initdb.log" 2>&1 || {
    tail -n 20 "$STATE/logs/initdb.log" >&2
    die "the database could not be created"
  }
  rm -f "$pwfile"
  pg_settings >"$dir/pousada.conf"
  printf "include '%s'\n" "$dir/pousada.conf" >>"$dir/data/postgresql.conf"
  ((EUID != 0)) || chown postgres "$dir/pousada.conf"
}

pg_pid() {
  local pid
  pid="$(head -n1 "$(pg_dir)/data/postmaster.pid" 2>/dev/null || true)"
  is_ours "$pid" "$(pg_dir)" && printf '%s' "$pid"
}

pg_url() { printf 'postgres://%s:%s@127.0.0.1:%s/%s' "$PG_USER" "$(secret postgres)" "$(cat "$STATE/ports/postgres")" "$1"; }

pg_query() { PGPASSWORD="$(secret postgres)" PGCONNECT_TIMEOUT=5 psql -X -q -A -t -h 127.0.0.1 -p "$(cat "$STATE/ports/postgres")" -U "$PG_USER" -d postgres -c "$1"; }

pg_start() {
  local dir bin major port log="$STATE/logs/postgres.log"
  dir="$(pg_dir)"
  [[ -n "$(pg_pid)" ]] && return 0
  if [[ -s "$dir/data/PG_VERSION" ]]; then
    major="$(<"$dir/data/PG_VERSION")"
    bin="$(pg_bin "$major")" || die "the data in $dir are of PostgreSQL $major, which is not installed any more.
       Install it again, or drop the demo data with: make clean"
    # What a killed server may have left: its helpers, and a pid file that names nobody or somebody else.
    end_all_in "$dir"
    rm -f "$dir/data/postmaster.pid"
  else
    bin="$(pg_bin)"
    pg_create "$bin"
  fi
  port="$(port_for postgres)"
  ((EUID != 0)) || { : >>"$log" && chown postgres "$log"; }
  as_pg "$bin/pg_ctl" --pgdata="$dir/data" --log="$log" --options="-p $port" --wait --timeout=60 --silent start || {
    tail -n 20 "$log" >&2
    die "the database did not start (log: $log)"
  }
  [[ "$(pg_query "select 1 from pg_database where datname = 'pousada'")" == 1 ]] ||
    pg_query 'create database pousada'
}

pg_stop() {
  local pid
  pid="$(pg_pid || true)"
  # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
  if [[ -n $pid ]]; then
    kill -INT "$pid"
    local i
    for ((i = 0; i < 300; i++)); do
      is_ours "$pid" "$(pg_dir)" || break
      sleep 0.1
    done
  fi
  end_all_in "$(pg_dir)"
}
