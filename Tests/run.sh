#!/bin/bash
# Runs every test: the modules' own, those on real Dovecots, 2.3 and 2.4, those of the package in fresh roots of Debian 12
# and 13, and dovecot/demo.sh on both Dovecots. Installs what is missing, with apt-get. As root or with sudo: Dovecot
# starts as root, and the roots get a /proc of their own, for which a container must let root mount. The last line is
# "N passed, N failed"; each argument of a parametrised test counts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=../dovecot/packages.sh
. dovecot/packages.sh

results=$(mktemp -d)
clean_up() {
    rm -rf "$results"
    # SwiftPM, run as root below, writes a little into .build: given back, or the next build can't. All but the roots of
    # Debian, whose files stay their own. A .build that is root's as a whole is as it was.
    if [ "$(id -u)" -ne 0 ] && [ -O .build ]; then
        as_root find .build -mindepth 1 -path '.build/debian1*' -prune -o \
            -user root -exec chown -h "$(id -u):$(id -g)" {} +
    fi
}
trap clean_up EXIT
failed=0

# What stops the tests from running at all is one failure.
give_up() {
    echo "$1" >&2
    echo "0 passed, 1 failed"
    exit 1
}

install_missing "${build_packages[@]}" "${dovecot_packages[@]}" python3 lintian mandoc systemd ||
    give_up "the packages are not there"
as_root unshare --mount true || give_up "root may mount nothing here (CAP_SYS_ADMIN), which roots of Debian need"
for version in 12 13; do
    as_root env PATH="$PATH" Tests/debian.sh $version >/dev/null || give_up "there is no root of Debian $version"
done
echo "building the programs"
dovecot/build.sh || give_up "the programs can't be built"
echo "building the tests"
swift build --build-tests </dev/null >"$results/build" 2>&1 || {
    cat "$results/build" >&2
    give_up "the tests can't be built"
}

# Made by us, so that what root writes to them can be read by us.
touch "$results/unit.jsonl" "$results/end-to-end.jsonl"

# What .ci/run asks for goes through sudo, too.
longer=()
for name in VMAIL_ROUND_TRIPS VMAIL_FUZZ_SECONDS VMAIL_FUZZ_SEED; do
    [ -z "${!name:-}" ] || longer+=("$name=${!name}")
done

# Unit tests run side by side; servers have the machine for themselves.
run_tests() { # name, options of swift test …
    local name=$1
    shift
    echo "running the $name tests"
    if ! as_root env PATH="$PATH" "${longer[@]}" swift test --skip-build --disable-xctest "$@" \
        --event-stream-output-path "$results/$name.jsonl" </dev/null >"$results/$name.log" 2>&1; then
        failed=1
        # What went wrong, and where: a crash says so at the end.
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
