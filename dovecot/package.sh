#!/bin/bash
# Makes a Debian package of what install.sh installs: see usage below.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'USAGE'
usage: dovecot/package.sh

Makes .build/vmail-auth_VERSION_ARCH.deb and prints its path. Builds first if needed; installs nothing. The programs are
static: a package that was made on Debian 12 is good for Debian 13, too.

Everything in it is as dovecot/install.sh --prefix /usr installs it; the rest is in dovecot/debian/.
USAGE
}

case ${1:-} in
'') ;;
--help | -h)
    usage
    exit 0
    ;;
*)
    usage >&2
    exit 64
    ;;
esac

# shellcheck source=packages.sh
. "$here/packages.sh"

version=$(sed -n 's/^public let version = "\([0-9.]*\)"$/\1/p' "$here/../Sources/Version/Version.swift")
[ -n "$version" ] || { echo "package.sh: Sources/Version/Version.swift has no version" >&2; exit 1; }
architecture=$(dpkg --print-architecture)
for name in "${build_packages[@]}" libc6-dev; do
    is_installed "$name" || { echo "package.sh: missing: $name (apt install ${build_packages[*]})" >&2; exit 1; }
done
# The same build makes the same package, byte for byte.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null ||
    stat -c %Y "$here/../Sources/Version/Version.swift")}
export SOURCE_DATE_EPOCH
# Which of Debian's libraries are in it.
static=$(dpkg-query --show --showformat='${source:Package} (= ${source:Version}), ' "${build_packages[@]}" libc6-dev)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
root=$work/root
"$here/install.sh" --prefix /usr --destdir "$root"
# dpkg has its own.
rm -r "$root/usr/share/vmail-auth"

fill_in() { # template
    sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@STATIC@/${static%, }/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$root" | cut -f 1)/; s/@DATE@/$(date -Rud "@$SOURCE_DATE_EPOCH")/" \
        -e "/^@LICENSE@/{
            s/.*//
            r $work/license
            D
        }" "$here/debian/$1"
}
# A paragraph of the copyright file: a space before each line, a dot where one is empty.
sed '1,4d; s/^$/./; s/^/ /' "$here/../LICENSE" >"$work/license"

doc=$root/usr/share/doc/vmail-auth
fill_in copyright >"$doc/copyright"
fill_in changelog | gzip -9n >"$doc/changelog.gz"
find "$root/usr/share/man" -type f -exec gzip -9n {} +
install -D -m 644 "$here/debian/lintian-overrides" "$root/usr/share/lintian/overrides/vmail-auth"

mkdir "$root/DEBIAN"
fill_in control >"$root/DEBIAN/control"
echo /etc/vmail-auth.conf >"$root/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "$here/debian/$script" "$root/DEBIAN/$script"; done
(cd "$root" && find . -type f ! -path './DEBIAN/*' ! -path ./etc/vmail-auth.conf -printf '%P\0' |
    LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

package=$here/../.build/vmail-auth_${version}_$architecture.deb
# -z1: 17 MB instead of 15, in a quarter of the time.
dpkg-deb --root-owner-group -z1 --build "$root" "$work/package.deb" >/dev/null
mv "$work/package.deb" "$package"
readlink -f "$package"
