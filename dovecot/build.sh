#!/bin/bash
# Builds vmail-checkpassword, vmail-dictd and vmailadm for use: optimised, static, without symbols.
# They are left in .build/dist/ and run on any Linux of this architecture, without Swift. Installs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

programs=(vmail-checkpassword vmail-dictd vmailadm)
dist=.build/dist

missing=()
command -v swift >/dev/null || missing+=("swift (swift.org/install)")
# A header stands for its package, and the library archive in the same package for static linking.
while read -r header package; do
    [ -e "/usr/include/$header" ] || missing+=("$package")
done <<'HEADERS'
sqlite3.h            libsqlite3-dev
crypt.h              libcrypt-dev
nettle/nettle-meta.h nettle-dev
sodium.h             libsodium-dev
HEADERS
if [ ${#missing[@]} -gt 0 ]; then
    printf -v list ', %s' "${missing[@]}"
    echo "build.sh: missing: ${list:2}" >&2
    exit 1
fi

output=$(mktemp)
trap 'rm -f "$output"' EXIT
# The linker warns of dlopen and getaddrinfo "in statically linked applications": both are in libraries' parts
# that these programs never call. So the build is quiet until it fails.
build=(swift build --configuration release -Xswiftc -static-executable -Xlinker -s)
for program in "${programs[@]}"; do
    if ! "${build[@]}" --product "$program" </dev/null >"$output" 2>&1; then
        cat "$output" >&2
        echo "build.sh: $program could not be built" >&2
        exit 1
    fi
done

products=$("${build[@]}" --show-bin-path 2>/dev/null)
mkdir -p "$dist"
for program in "${programs[@]}"; do
    # Renamed into place: a running vmail-dictd keeps the file that it was started from.
    cp "$products/$program" "$dist/.$program.new"
    mv "$dist/.$program.new" "$dist/$program"
    linkage=$(LC_ALL=C ldd "$dist/$program" 2>&1 || true)
    case $linkage in
        *"not a dynamic executable"* | *"statically linked"*) ;;
        *) echo "build.sh: $dist/$program is not static" >&2; exit 1 ;;
    esac
done
