#!/bin/bash
# Builds vmail-checkpassword, vmail-dictd and vmailadm: optimised, static, without symbols. Installs nothing.
# They are in .build/dist/ afterwards, and run on any Linux of this architecture without Swift. The file "linked" beside
# them has the versions of Debian's libraries in them, of Swift, and of the Swift packages that SwiftPM resolved.
#
#     dovecot/build.sh             the static programs
#     dovecot/build.sh --pgsql     these, and vmail-dictd-pgsql, which links libpq and others dynamically
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=packages.sh
. dovecot/packages.sh

programs=(vmail-checkpassword vmail-dictd vmailadm)
dynamic_programs=()
case ${1:-} in
    '') ;;
    --pgsql) dynamic_programs=(vmail-dictd-pgsql) ;;
    *) echo "build.sh: usage: build.sh [--pgsql]" >&2; exit 64 ;;
esac
dist=.build/dist

missing=()
command -v swift >/dev/null || missing+=("swift (swift.org/install)")
# Each header comes in the same package as the library that is linked.
while read -r header package; do
    [ -z "$header" ] || [ -e "/usr/include/$header" ] || missing+=("$package")
done <<HEADERS
sqlite3.h            libsqlite3-dev
crypt.h              libcrypt-dev
nettle/nettle-meta.h nettle-dev
sodium.h             libsodium-dev
${dynamic_programs:+postgresql/libpq-fe.h libpq-dev}
HEADERS
if [ ${#missing[@]} -gt 0 ]; then
    printf -v list ', %s' "${missing[@]}"
    echo "build.sh: missing: ${list:2}" >&2
    exit 1
fi

output=$(mktemp)
trap 'rm -f "$output"' EXIT
build_program() { # program, command …
    local program=$1
    shift
    # The build is quiet unless it fails. The linker would warn of dlopen and getaddrinfo "in statically linked
    # applications"; the programs never call the parts of the libraries that use them.
    if ! "$@" --product "$program" </dev/null >"$output" 2>&1; then
        cat "$output" >&2
        echo "build.sh: cannot build $program; the compiler's messages are above" >&2
        exit 1
    fi
}
install_program() { # folder, program
    # Renamed into place, because a running vmail-dictd must keep the file from which it started.
    cp "$1/$2" "$dist/.$2.new"
    mv "$dist/.$2.new" "$dist/$2"
}

build=(swift build --configuration release -Xswiftc -static-executable -Xlinker -s)
products=$("${build[@]}" --show-bin-path 2>/dev/null)
# SwiftPM does not notice that a system library was upgraded, so a removed program makes it link again.
libraries=$(linked_libraries)
if [ "$(grep ' (= ' $dist/linked 2>/dev/null)" != "$libraries" ]; then
    for program in "${programs[@]}"; do rm -f "$products/$program"; done
fi
for program in "${programs[@]}"; do build_program "$program" "${build[@]}"; done

# libpq cannot be linked statically. In a folder of its own: other options would build everything anew each time.
build=(swift build --configuration release --scratch-path .build/pgsql --static-swift-stdlib -Xlinker -s)
for program in "${dynamic_programs[@]}"; do build_program "$program" "${build[@]}"; done

mkdir -p "$dist"
for program in "${programs[@]}"; do
    install_program "$products" "$program"
    linkage=$(LC_ALL=C ldd "$dist/$program" 2>&1 || true)
    case $linkage in
        *"not a dynamic executable"* | *"statically linked"*) ;;
        *) echo "build.sh: $dist/$program is not static" >&2; exit 1 ;;
    esac
done
for program in "${dynamic_programs[@]}"; do
    install_program "$("${build[@]}" --show-bin-path 2>/dev/null)" "$program"
done

{
    [ -z "$libraries" ] || echo "$libraries"
    swift --version 2>/dev/null | sed -n 's/^.*Swift version \([^ ]*\).*/swift \1/p'
    sed -n 's/.*"identity" : "\(.*\)".*/\1/p; s/.*"version" : "\(.*\)".*/\1/p' Package.resolved | paste -d ' ' - -
} >"$dist/linked"
