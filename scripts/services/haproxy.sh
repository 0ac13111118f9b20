# shellcheck shell=bash
# The proxy that the fault tests put in front of two servers. Sourced by scripts that want it.

haproxy_program() { command -v haproxy || { [[ -x /usr/sbin/haproxy ]] && printf /usr/sbin/haproxy; }; }

haproxy_install() { haproxy_program >/dev/null || apt_install "the fault tests" haproxy; }
