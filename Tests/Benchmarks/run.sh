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
sudo: Dovecot starts as root. A Dovecot that already runs here is not touched.

  --no-build   use the programs that are in .build/dist
  --rounds N   how often each is measured (11)
  ROW          only these rows:
               checkpassword    vmail-checkpassword beside C programs, from start to end
               dict-server      vmail-dictd beside Dovecot's own dict server over sqlite
               dict-epoll       vmail-dictd beside a C loop
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

# shellcheck source=../../dovecot/packages.sh
. dovecot/packages.sh
install_missing "${build_packages[@]}" python3 gcc libc6-dev sqlite3 dovecot-core dovecot-imapd dovecot-sqlite >&2
[ $build = no ] || dovecot/build.sh

here=Tests/Benchmarks
built=.build/benchmarks
mkdir -p $built
compile=(gcc -O2 -Wall -Wextra)
"${compile[@]}" -o $built/spawn-time $here/spawn-time.c
"${compile[@]}" -o $built/checkpassword $here/baselines/checkpassword.c -lsqlite3
# The same archive of SQLite that vmail-checkpassword is linked with. The linker warns of dlopen, which is never called.
"${compile[@]}" -static -Wl,--no-warnings -o $built/checkpassword-static $here/baselines/checkpassword.c -lsqlite3 -lm
"${compile[@]}" -static -o $built/checkpassword-nothing $here/baselines/checkpassword-nothing.c
"${compile[@]}" -o $built/dict-load $here/dict-load.c
"${compile[@]}" -o $built/auth-load $here/auth-load.c
"${compile[@]}" -o $built/dict-epoll $here/baselines/dict-epoll.c -lsqlite3 -lpthread

# Built as whoever called; Dovecot starts as root.
as_root env PATH="$PATH" PYTHONDONTWRITEBYTECODE=1 python3 $here/benchmarks.py "${rows[@]}"
