#!/bin/bash
# Makes a Debian package of what install.sh installs; --help prints the usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'USAGE'
usage: dovecot/package.sh

Makes .build/vmail-auth_VERSION_ARCH.deb. Prints the versions of what is linked into the programs, and then the path of
the package. Builds first if the source or a linked library has changed. Installs nothing. The programs are static, so a
package from Debian 12 also runs on Debian 13.

The files are those of dovecot/install.sh --prefix /usr. The changelog is made from dovecot/CHANGELOG.md, and the rest is
in dovecot/debian/. The package records the linked versions in /usr/share/doc/vmail-auth/linked and, for Debian's
libraries, in its field Static-Built-Using.
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
# The same build makes the same package, byte for byte, so dates are those of the commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null ||
    stat -c %Y "$here/../Sources/Version/Version.swift")}
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
root=$work/root
"$here/install.sh" --prefix /usr --destdir "$root"
# The list of files, which dpkg keeps itself.
rm -r "$root/usr/share/vmail-auth"
linked=$here/../.build/dist/linked
static=$(grep ' (= ' "$linked" | paste -sd , | sed 's/,/, /g')

fill_in() { # template
    sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@STATIC@/$static/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$root" | cut -f 1)/" \
        -e "/^@LICENSE@/{
            s/.*//
            r $work/license
            D
        }" "$here/debian/$1"
}
# The copyright file has a space before each line, and a dot on an empty one.
sed '1,4d; s/^$/./; s/^/ /' "$here/../LICENSE" >"$work/license"

# The Debian changelog of CHANGELOG.md.
changelog() {
    local line sign=
    while IFS= read -r line; do
        if [[ $line =~ ^'## '([0-9.]+)' ('([0-9-]+)')'$ ]]; then
            printf '%svmail-auth (%s) unstable; urgency=medium\n\n' "${sign:+$sign$'\n\n'}" "${BASH_REMATCH[1]}"
            sign=$'\n'" -- The vmail-auth authors <vmail-auth@localhost>  $(LC_ALL=C date -Rud "${BASH_REMATCH[2]}")"
        elif [ -n "$sign" ] && [ -n "$line" ]; then
            case $line in '- '*) echo "  * ${line#- }" ;; *) echo "  $line" ;; esac
        fi
    done <"$here/CHANGELOG.md"
    echo "$sign"
}
changelog >"$work/changelog"
[[ $(head -n 1 "$work/changelog") = "vmail-auth ($version) "* ]] || {
    echo "package.sh: the first version in dovecot/CHANGELOG.md must be $version, as in Sources/Version/Version.swift" >&2
    exit 1
}

doc=$root/usr/share/doc/vmail-auth
fill_in copyright >"$doc/copyright"
gzip -9n <"$work/changelog" >"$doc/changelog.gz"
install -m 644 "$linked" "$doc/linked"
find "$root/usr/share/man" -type f -exec gzip -9n {} +
install -D -m 644 "$here/debian/lintian-overrides" "$root/usr/share/lintian/overrides/vmail-auth"

mkdir "$root/DEBIAN"
fill_in control >"$root/DEBIAN/control"
echo /etc/vmail-auth.conf >"$root/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "$here/debian/$script" "$root/DEBIAN/$script"; done
(cd "$root" && find . -type f ! -path './DEBIAN/*' ! -path ./etc/vmail-auth.conf -printf '%P\0' |
    LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

package=$here/../.build/vmail-auth_${version}_$architecture.deb
# -z1 makes 17 MB instead of 15, in a quarter of the time.
dpkg-deb --root-owner-group -z1 --build "$root" "$work/package.deb" >/dev/null
mv "$work/package.deb" "$package"
echo "linked into the programs:"
sed 's/^/  /' "$linked"
readlink -f "$package"
