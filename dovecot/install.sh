#!/bin/bash
# Installs vmail-auth on this machine, or removes it; --help prints the usage.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packages.sh
. "$here/packages.sh"

usage() {
    cat <<'USAGE'
usage: dovecot/install.sh [--prefix DIR] [--destdir DIR] [--uninstall]

Installs vmail-auth. Runs dovecot/build.sh first if the source or a linked library has changed since the last build.

  PREFIX/sbin                     vmailadm
  PREFIX/libexec/vmail-auth       vmail-checkpassword, vmail-dictd
  PREFIX/share/man                manual pages
  PREFIX/share/doc/vmail-auth     samples for Dovecot and Postfix, the schema
  PREFIX/share                    completions for bash, zsh and fish
  PREFIX/lib                      units of systemd, and the user and the folders for systemd-sysusers and -tmpfiles
  /etc/vmail-auth.conf            settings, all commented out; an existing file is never changed

Makes no user and starts nothing. Files that are already right are not written again. dovecot/README.md has the next
steps.

  --prefix DIR    an absolute path; the default is /usr/local. systemd, man and shells search only /usr/local and /usr.
  --destdir DIR   installs into DIR instead of /, with the same paths below it
  --uninstall     removes what was installed with the same --prefix and --destdir, and nothing else. Settings that
                  differ from this version's stay, and so does the database.
USAGE
}

wrong() {
    echo "install.sh: $1" >&2
    exit 64
}

prefix=/usr/local
destdir=
uninstall=no
while [ $# -gt 0 ]; do
    case $1 in
    --prefix | --destdir)
        [ $# -ge 2 ] || wrong "$1 needs a folder"
        if [ "$1" = --prefix ]; then prefix=${2%/}; else destdir=${2%/}; fi
        shift
        ;;
    --uninstall) uninstall=yes ;;
    --help | -h)
        usage
        exit 0
        ;;
    *)
        usage >&2
        exit 64
        ;;
    esac
    shift
done
# The prefix is written into the samples, where a space ends a word, and into the units.
[[ $prefix =~ ^(/[A-Za-z0-9._+-]+)+$ ]] || wrong "--prefix must be an absolute path of letters, digits and . _ + -"

# The list of what was installed: a path a line; folders end with /.
list=$prefix/share/vmail-auth/installed
conf=/etc/vmail-auth.conf
umask 022

# --- Uninstall

if [ $uninstall = yes ]; then
    if [ ! -e "$destdir$list" ]; then
        echo "install.sh: nothing to remove: there is no $destdir$list" >&2
        exit 1
    fi
    # In reverse, because a folder is listed before its files.
    tac "$destdir$list" | while read -r path; do
        case $path in
        */) rmdir --ignore-fail-on-non-empty "$destdir$path" 2>/dev/null || true ;;
        "$conf")
            if cmp --silent "$here/vmail-auth.conf" "$destdir$conf"; then
                rm -f "$destdir$conf"
            elif [ -e "$destdir$conf" ]; then
                echo "kept: $destdir$conf, because it differs from the one that this version installs"
            fi
            ;;
        *) rm -f "$destdir$path" ;;
        esac
    done
    exit 0
fi

# --- Build

dist=$here/../.build/dist
programs=(vmail-checkpassword vmail-dictd vmailadm)
is_built() {
    local program
    # Without Swift nothing can be linked again, so the programs are installed as they are.
    ! command -v swift >/dev/null || [ "$(grep ' (= ' "$dist/linked" 2>/dev/null)" = "$(linked_libraries)" ] || return 1
    for program in "${programs[@]}"; do
        [ -x "$dist/$program" ] || return 1
        [ -z "$(find "$here/../Sources" "$here/../Package.swift" -type f -newer "$dist/$program" -print -quit)" ] || return 1
    done
}
is_built || "$here/build.sh"

# --- Install

[ -z "$destdir" ] || mkdir -p "$destdir"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/new"

# Makes a folder and its parents, and lists those that are new.
make_folder() { # path
    [ ! -d "$destdir$1" ] || return 0
    [ "$(dirname "$1")" = / ] || make_folder "$(dirname "$1")"
    mkdir -m 755 "$destdir$1"
    echo "$1/" >>"$work/new"
}

# Installs a file unless the same one is there. It is renamed into place, so that a running program keeps its own file.
put() { # source, path, mode
    make_folder "$(dirname "$2")"
    echo "$2" >>"$work/new"
    if cmp --silent "$1" "$destdir$2" && [ "$(stat -c %a "$destdir$2")" = "$3" ]; then return; fi
    install -m "$3" "$1" "$destdir$2.new"
    mv -f "$destdir$2.new" "$destdir$2"
}

# Installs a text file, with this prefix in its paths.
put_text() { # source, path
    sed "s|/usr/local/libexec/|$prefix/libexec/|g; s|/usr/local/sbin/|$prefix/sbin/|g" "$1" >"$work/text"
    put "$work/text" "$2" 644
}

put "$dist/vmailadm" "$prefix/sbin/vmailadm" 755
put "$dist/vmail-checkpassword" "$prefix/libexec/vmail-auth/vmail-checkpassword" 755
put "$dist/vmail-dictd" "$prefix/libexec/vmail-auth/vmail-dictd" 755

for page in "$here"/man/*.[58]; do
    put_text "$page" "$prefix/share/man/man${page##*.}/${page##*/}"
done

units=$prefix/lib/systemd/system
put_text "$here/systemd/vmail-dictd.service" "$units/vmail-dictd.service"
put_text "$here/systemd/vmail-dictd.socket" "$units/vmail-dictd.socket"
put_text "$here/systemd/vmail-dictd-postfix.socket" "$units/vmail-dictd-postfix.socket"
put_text "$here/systemd/vmail-auth.sysusers" "$prefix/lib/sysusers.d/vmail-auth.conf"
put_text "$here/systemd/vmail-auth.tmpfiles" "$prefix/lib/tmpfiles.d/vmail-auth.conf"

doc=$prefix/share/doc/vmail-auth
put_text "$here/README.md" "$doc/README.md"
put_text "$here/schema.sql" "$doc/schema.sql"
for sample in "$here"/2.[34]/* "$here"/postfix/*; do
    put_text "$sample" "$doc/${sample#"$here/"}"
done

completions() { # shell, path
    # The shell reads the file and does not execute it.
    "$dist/vmailadm" --generate-completion-script "$1" | sed '1{/^#!/d}' >"$work/completions"
    put "$work/completions" "$2" 644
}
zsh=$prefix/share/zsh/site-functions
# Debian's zsh searches this folder for the functions of packages.
[ "$prefix" != /usr ] || zsh=$prefix/share/zsh/vendor-completions
completions bash "$prefix/share/bash-completion/completions/vmailadm"
completions zsh "$zsh/_vmailadm"
completions fish "$prefix/share/fish/vendor_completions.d/vmailadm.fish"

touch "$work/old"
[ ! -e "$destdir$list" ] || LC_ALL=C sort -u "$destdir$list" >"$work/old"
if [ ! -e "$destdir$conf" ] && [ ! -L "$destdir$conf" ]; then
    put "$here/vmail-auth.conf" "$conf" 644
fi

# Removes the files of an earlier version that this one does not have. Folders and the settings file stay listed.
{ grep -e '/$' -e "^$conf$" "$work/old" || true; } >>"$work/new"
make_folder "$(dirname "$list")"
echo "$list" >>"$work/new"
LC_ALL=C sort -u "$work/new" >"$work/list"
LC_ALL=C comm -23 "$work/old" "$work/list" | while read -r path; do rm -f "$destdir$path"; done
put "$work/list" "$list" 644
