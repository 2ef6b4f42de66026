#!/bin/bash
# Prints the folder of a root of Debian 12 with Dovecot 2.3, or of Debian 13 with Dovecot 2.4. Makes it if there is none.
# Run it as root.
#
#     Tests/debian.sh 12|13
#
# The root is .build/debian12 or .build/debian13. It takes up to 200 MB and a minute or more. Its packages come from this
# machine's own mirror, whose address is not kept in it. "chroot FOLDER /usr/sbin/dovecot …" needs no /proc and no /dev.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=../dovecot/packages.sh
. dovecot/packages.sh

# systemd is here for systemd-sysusers, systemd-tmpfiles, systemd-socket-activate and systemd-analyze.
packages=(dovecot-core dovecot-imapd dovecot-lmtpd systemd)
version=${1:-}
case $version in
12)
    suite=bookworm
    dovecot=2.3
    ;;
13)
    suite=trixie
    dovecot=2.4
    # dovecot-sqlite is for the benchmark, which compares with it.
    packages+=(dovecot-auth-lua lua-socket lua-cjson dovecot-sqlite)
    ;;
*)
    echo "usage: Tests/debian.sh 12|13" >&2
    exit 64
    ;;
esac
root=$PWD/.build/debian$version
# A root with other contents is made anew. Increase the number when you change something below.
contents="2 ${packages[*]}"
if [ "$(cat "$root/contents" 2>/dev/null)" = "$contents" ]; then
    readlink -f "$root"
    exit 0
fi

install_missing mmdebstrap debian-archive-keyring >&2

# The first address in either format of apt's sources. There is no default mirror.
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)
[ -n "$mirror" ] || mirror=$(sed -n 's/^deb \(\[.*\] *\)\?\([^ ]*\).*/\2/p' /etc/apt/sources.list 2>/dev/null | head -n 1)
if [ -z "$mirror" ]; then
    echo "debian.sh: apt on this machine has no Debian mirror; add one to /etc/apt/sources.list" >&2
    exit 1
fi

echo "making a root of Debian $version in .build/debian$version" >&2
mkdir -p .build
# vmail-dictd runs as the user dovecot, with its socket in the root. If other users have no access to this folder, as in
# a home of mode 0700, the root is in /var/tmp and .build has a link to it.
place=$PWD/.build
setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$place" || place=/var/tmp
new=$(mktemp -d "$place/vmail-debian$version.XXXXXX")
output=$(mktemp)
trap 'rm -rf ${new:+"$new"} "$output"' EXIT
# Removes the mirror's address, this machine's name, and documentation.
# shellcheck disable=SC2016 # mmdebstrap replaces $1 with the root
forget='cd "$1" && rm -rf etc/apt/sources.list* var/lib/apt/lists/* var/log/* etc/resolv.conf etc/hostname'
if ! printf 'deb %s %s main\n' "$mirror" "$suite" | mmdebstrap --mode=root --variant=apt --quiet \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg --aptopt='Apt::Install-Recommends "false"' \
    --include="$(IFS=, && echo "${packages[*]}")" \
    --customize-hook="$forget usr/share/doc/* usr/share/man/* usr/share/locale/*" \
    "$suite" "$new" - >"$output" 2>&1; then
    sed "s|$mirror|the mirror|g" "$output" | tail -n 20 >&2
    echo "debian.sh: cannot make a root of Debian $version; the last messages of mmdebstrap are above" >&2
    exit 1
fi
case $(chroot "$new" /usr/sbin/dovecot --version) in
"$dovecot".*) ;;
*)
    echo "debian.sh: Debian $version no longer has Dovecot $dovecot" >&2
    exit 1
    ;;
esac
chmod 755 "$new"
echo "$contents" >"$new/contents"
[ ! -L "$root" ] || rm -rf "$(readlink -f "$root")"
rm -rf "$root"
if [ "$place" = "$PWD/.build" ]; then
    mv "$new" "$root"
else
    ln -s "$new" "$root"
    new=
fi
readlink -f "$root"
