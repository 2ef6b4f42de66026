#!/bin/bash
# Makes a root of Debian 12, with Dovecot 2.3, or of Debian 13, with Dovecot 2.4, where there is none yet, and prints its
# folder. As root.
#
#     Tests/debian.sh 12|13
#
# It is in .build/debian12 or .build/debian13, up to 200 MB, and takes a minute or more. Its packages come from this machine's own
# mirror, whose address stays out of it. "chroot FOLDER /usr/sbin/dovecot …" needs neither /proc nor /dev in there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=../dovecot/packages.sh
. dovecot/packages.sh

# systemd is for what its package has beside the manager: systemd-sysusers, systemd-tmpfiles, systemd-socket-activate and
# systemd-analyze.
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
    # The last one is what the benchmark compares with.
    packages+=(dovecot-auth-lua lua-socket lua-cjson dovecot-sqlite)
    ;;
*)
    echo "usage: Tests/debian.sh 12|13" >&2
    exit 64
    ;;
esac
root=$PWD/.build/debian$version
# What is in there: another list, or another change below, makes another root.
contents="2 ${packages[*]}"
if [ "$(cat "$root/contents" 2>/dev/null)" = "$contents" ]; then
    readlink -f "$root"
    exit 0
fi

install_missing mmdebstrap debian-archive-keyring >&2

# The first address of each format of sources; a machine that has none is not told about a mirror.
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)
[ -n "$mirror" ] || mirror=$(sed -n 's/^deb \(\[.*\] *\)\?\([^ ]*\).*/\2/p' /etc/apt/sources.list 2>/dev/null | head -n 1)
if [ -z "$mirror" ]; then
    echo "debian.sh: this machine's apt has no Debian mirror to take Debian $version from" >&2
    exit 1
fi

echo "making a root of Debian $version in .build/debian$version" >&2
mkdir -p .build
# vmail-dictd runs as the user dovecot, with its socket in there. Where other users can't get into this folder, as in a
# home of mode 0700, the root is elsewhere and what is in .build a link to it.
place=$PWD/.build
setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$place" || place=/var/tmp
new=$(mktemp -d "$place/vmail-debian$version.XXXXXX")
output=$(mktemp)
trap 'rm -rf ${new:+"$new"} "$output"' EXIT
# Afterwards neither the mirror's address is in there, nor this machine's name, nor what nobody reads.
# shellcheck disable=SC2016 # $1 is for mmdebstrap, and is the root
forget='cd "$1" && rm -rf etc/apt/sources.list* var/lib/apt/lists/* var/log/* etc/resolv.conf etc/hostname'
if ! printf 'deb %s %s main\n' "$mirror" "$suite" | mmdebstrap --mode=root --variant=apt --quiet \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg --aptopt='Apt::Install-Recommends "false"' \
    --include="$(IFS=, && echo "${packages[*]}")" \
    --customize-hook="$forget usr/share/doc/* usr/share/man/* usr/share/locale/*" \
    "$suite" "$new" - >"$output" 2>&1; then
    sed "s|$mirror|the mirror|g" "$output" | tail -n 20 >&2
    echo "debian.sh: there is no root of Debian $version" >&2
    exit 1
fi
case $(chroot "$new" /usr/sbin/dovecot --version) in
"$dovecot".*) ;;
*)
    echo "debian.sh: Debian $version has no Dovecot $dovecot any more" >&2
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
