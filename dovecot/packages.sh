# shellcheck shell=bash
# Functions for the scripts that source this file: build.sh, install.sh, package.sh, demo.sh, Tests/run.sh, Tests/debian.sh.
#
#     as_root COMMAND …       runs the command as root: directly, or with sudo
#     is_installed NAME       whether a Debian package is installed
#     install_missing NAME …  installs the packages that are missing, with apt-get
#     linked_libraries        prints a line for each Debian library that build.sh links: SOURCE (= VERSION)
#
# Installing must not touch a mail server of this machine. But Debian's packages start a new Dovecot or Postfix on the
# mail ports, and restart a running one when a part is added. Both ask policy-rc.d(8), the administrator's rule for what
# a package may start. If there is none, install_missing adds one that forbids everything (101) and removes it again. An
# existing one is kept. If install_missing brought Dovecot or Postfix, it also disables it, so that it does not start at
# the next boot. A new Postfix gets no configuration. Nothing is removed: where another mail server is installed, whose
# place Postfix would take, apt-get fails. PostgreSQL comes without the
# cluster that Debian would make.

# What build.sh needs beside Swift.
# shellcheck disable=SC2034 # used by the scripts that source this file
build_packages=(libsqlite3-dev libcrypt-dev nettle-dev libsodium-dev)
# What the demo and the end-to-end tests need.
# shellcheck disable=SC2034
dovecot_packages=(dovecot-core dovecot-imapd dovecot-lmtpd dovecot-auth-lua lua-socket lua-cjson sqlite3 curl cracklib-runtime)
# shellcheck disable=SC2034
postfix_packages=(postfix postfix-sqlite openssl)
# What build.sh --pgsql needs besides, and its end-to-end tests.
# shellcheck disable=SC2034
postgresql_packages=(libpq-dev postgresql)

linked_libraries() {
    # Another distribution has no dpkg, and no record either.
    command -v dpkg-query >/dev/null || return 0
    dpkg-query --show --showformat='${source:Package} (= ${source:Version})\n' "${build_packages[@]}" libc6-dev
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -- "$@"; fi
}

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_missing() (
    missing=()
    for name in "$@"; do is_installed "$name" || missing+=("$name"); done
    [ ${#missing[@]} -gt 0 ] || exit 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        echo "missing packages: ${missing[*]}. Install them, or run this as root or with sudo at hand" >&2
        exit 1
    fi

    new=()
    case " ${missing[*]} " in *" dovecot-"*) is_installed dovecot-core || new+=(dovecot) ;; esac
    case " ${missing[*]} " in *" postfix "*) new+=(postfix) ;; esac

    brings_postgresql=no
    case " ${missing[*]} " in *" postgresql "*) is_installed postgresql-common || brings_postgresql=yes ;; esac

    policy=/usr/sbin/policy-rc.d
    no_cluster=/etc/postgresql-common/createcluster.d/vmail-auth.conf
    output=$(mktemp)
    ours=no
    # shellcheck disable=SC2317 # the trap calls it
    clean_up() {
        rm -f "$output"
        [ "$ours" = no ] || as_root rm -f "$policy"
        [ "$brings_postgresql" = no ] || as_root rm -f "$no_cluster"
    }
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
    if [ ! -e $policy ]; then
        ours=yes
        printf '#!/bin/sh\n# Temporary, by vmail-auth: packages start nothing while they are installed.\nexit 101\n' |
            as_root sh -c "umask 022 && cat >$policy && chmod 755 $policy"
    fi

    if [ $brings_postgresql = yes ]; then
        as_root mkdir -p "${no_cluster%/*}"
        echo "create_main_cluster = false" | as_root sh -c "umask 022 && cat >$no_cluster"
    fi

    echo "installing ${missing[*]}"
    # Where needrestart is installed, it would restart services.
    apt=(as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -o DPkg::Lock::Timeout=300)
    case " ${new[*]} " in
    *" postfix "*) echo "postfix postfix/main_mailer_type select No configuration" | as_root debconf-set-selections ;;
    esac
    if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-remove --no-install-recommends "${missing[@]}"; } \
        </dev/null >"$output" 2>&1; then
        tail -n 20 "$output" >&2
        echo "apt-get cannot install ${missing[*]}; its last lines are above" >&2
        exit 1
    fi

    for name in "${new[@]}"; do
        if [ -d /run/systemd/system ]; then
            as_root systemctl --quiet disable --now "$name.service" 2>/dev/null
            [ "$name" = postfix ] || as_root systemctl --quiet disable --now "$name.socket" 2>/dev/null
        else
            as_root update-rc.d "$name" disable 2>/dev/null
        fi
        echo "$name is installed, but not started and not enabled"
    done
    exit 0
)
