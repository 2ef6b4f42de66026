#!/bin/bash
# Runs every test: the unit tests, the end-to-end tests on real Dovecots 2.3 and 2.4, on a real Postfix, on PostgreSQL
# servers of their own and on the package in fresh roots of Debian 12 and 13, and dovecot/demo.sh on both Dovecots.
# Installs missing packages with apt-get. Run it as root or with sudo at hand: Dovecot and Postfix start as root, and each
# root of Debian mounts its own /proc, which a container must allow. The last line is "N passed, N failed"; each argument
# of a parametrised test counts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=../dovecot/packages.sh
. dovecot/packages.sh

results=$(mktemp -d)
clean_up() {
    rm -rf "$results"
    # SwiftPM runs as root below and writes to .build. Its files are given back to the caller, who could not build again
    # otherwise. The roots of Debian keep their owners, and so does a .build that belongs to root.
    if [ "$(id -u)" -ne 0 ] && [ -O .build ]; then
        as_root find .build -mindepth 1 -path '.build/debian1*' -prune -o \
            -user root -exec chown -h "$(id -u):$(id -g)" {} +
    fi
}
trap clean_up EXIT
failed=0

# If the tests cannot run at all, that counts as one failure.
give_up() {
    echo "$1" >&2
    echo "0 passed, 1 failed"
    exit 1
}

install_missing "${build_packages[@]}" "${dovecot_packages[@]}" "${postfix_packages[@]}" "${postgresql_packages[@]}" \
    fail2ban python3 lintian mandoc socat systemd ||
    give_up "cannot install the packages"
as_root unshare --mount true || give_up "root cannot mount here, which the roots of Debian need: give the container CAP_SYS_ADMIN"
for version in 12 13; do
    as_root env PATH="$PATH" Tests/debian.sh $version >/dev/null || give_up "cannot make a root of Debian $version"
done
echo "building the programs"
dovecot/build.sh --pgsql || give_up "cannot build the programs"
echo "building the tests"
swift build --build-tests </dev/null >"$results/build" 2>&1 || {
    cat "$results/build" >&2
    give_up "cannot build the tests"
}

# The caller makes the files, so that it can read what root writes to them.
touch "$results/unit.jsonl" "$results/end-to-end.jsonl"

# sudo drops the environment, so the settings of .ci/run are passed on by name.
longer=()
for name in VMAIL_ROUND_TRIPS VMAIL_FUZZ_SECONDS VMAIL_FUZZ_SEED; do
    [ -z "${!name:-}" ] || longer+=("$name=${!name}")
done

# Unit tests run in parallel, and end-to-end tests after them, because their servers need the machine to themselves.
run_tests() { # name, options of swift test …
    local name=$1
    shift
    echo "running the $name tests"
    if ! as_root env PATH="$PATH" "${longer[@]}" swift test --skip-build --disable-xctest "$@" \
        --event-stream-output-path "$results/$name.jsonl" </dev/null >"$results/$name.log" 2>&1; then
        failed=1
        # Each failure with its place; a crash is reported in the last lines.
        grep -E -A 4 '^✘' "$results/$name.log" | grep -v '^◇' || true
        tail -n 5 "$results/$name.log"
    fi
    grep '^note: ' "$results/$name.log" || true
}
run_tests unit --skip EndToEndTests
run_tests end-to-end --filter EndToEndTests

demos=
for version in 2.3 2.4; do
    echo "running dovecot/demo.sh --dovecot $version"
    if dovecot/demo.sh --no-build --dovecot $version </dev/null; then demos+=" passed"; else demos+=" failed"; fi
done

python3 Tests/count.py $failed "$demos" "$results/unit.jsonl" "$results/end-to-end.jsonl"
