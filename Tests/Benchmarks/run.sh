#!/bin/bash
# Measures vmail-auth beside its peers, and prints the whole table: see usage below.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PATH=$PATH:/usr/sbin:/sbin

usage() {
    cat <<'USAGE'
usage: Tests/Benchmarks/run.sh [--no-build] [--rounds N] [ROW …]

Measures the programs that dovecot/build.sh makes beside Dovecot's own and beside C programs, all in the same run and
in turns, and prints a table: what, beside what, the goal, both medians, their ratio, the ratios of the single rounds,
and whether the goal is met. Nothing here passes or fails. What is missing is installed with apt-get. As root or with
sudo: Dovecot and Postfix start as root. Those that already run here are not touched.

  --no-build   use the programs that are in .build/dist
  --rounds N   how often each is measured (15)
  ROW          only these rows:
                 checkpassword  vmail-checkpassword beside C programs, from start to end
                 direct-reply   logins by it through Dovecot 2.3, beside a C program that checks nothing
                 dict-server    vmail-dictd beside Dovecot's own dict server over sqlite
                 dict-epoll     vmail-dictd beside a C epoll loop
                 dovecot-2.3    passdb and userdb through Dovecot 2.3, beside its sql driver
                 dovecot-2.4    the same through Dovecot 2.4
                 postfix        RCPT through Postfix and vmail-dictd, beside Postfix's SQLite driver
                 postmap        the same by postmap -q -
                 sizes          vmail-dictd with 1,000 to 1,000,000 accounts
                 iterate        a list of 1,000,000 accounts, and others' look-ups meanwhile
                 import         vmailadm import beside sqlite3 .import
                 crowd          1,000 connections to vmail-dictd at once
                 simultaneous   60 vmail-checkpasswords at once
USAGE
}

build=yes
rows=()
while [ $# -gt 0 ]; do
    case $1 in
    --no-build) build=no ;;
    --help | -h)
        usage
        exit 0
        ;;
    *) rows+=("$1") ;;
    esac
    shift
done

if [ -e /etc/vmail-auth.conf ]; then
    echo "run.sh: the settings in /etc/vmail-auth.conf would be measured, too: run it where there are none" >&2
    exit 1
fi

# shellcheck source=../../dovecot/packages.sh
. dovecot/packages.sh
install_missing "${build_packages[@]}" python3 gcc libc6-dev sqlite3 dovecot-core dovecot-imapd dovecot-sqlite \
    "${postfix_packages[@]}" >&2
[ $build = no ] || dovecot/build.sh

here=Tests/Benchmarks
built=.build/benchmarks
mkdir -p $built

compile() { # name, file, libraries …
    gcc -O2 -Wall -Wextra -o "$built/$1" "$here/$2" "${@:3}"
}
compile auth-load load/auth-load.c
compile dict-load load/dict-load.c
compile spawn-time load/spawn-time.c
compile checkpassword baselines/checkpassword.c -lsqlite3
# With the same archive of SQLite as our programs. The linker warns of dlopen, which is never called.
# shellcheck disable=SC2054 # the comma is for the linker
static=(-static -Wl,--no-warnings)
compile checkpassword-static baselines/checkpassword.c "${static[@]}" -lsqlite3 -lm
compile dict-epoll baselines/dict-epoll.c "${static[@]}" -lsqlite3 -lm -lpthread
compile checkpassword-nothing baselines/checkpassword-nothing.c -static

# Built as whoever called; Dovecot starts as root. Before what else the machine does, which would be measured, too.
as_root nice -n -15 env PATH="$PATH" PYTHONDONTWRITEBYTECODE=1 python3 $here/benchmarks.py "${rows[@]}"
