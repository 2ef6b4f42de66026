# Read by demo.sh, Tests/run.sh and .ci/run (". packages.sh"); run alone it does nothing.
#
#     as_root COMMAND …       runs it as root: as it is, or with sudo
#     install_missing NAME …  installs those Debian packages that are missing, with apt-get
#
# A Dovecot on this machine is not ours to start, stop or restart, but Debian's package starts a fresh one on the
# mail ports and restarts a running one when a part is added. Both go through policy-rc.d(8), the administrator's
# say about what a package may start: if there is none, one that says "nothing" (101) is there while apt-get runs.
# An existing one is left as it is. A Dovecot that we brought is also kept from starting at the next boot.

# What build.sh needs beside Swift, and what a Dovecot for the demo and the tests needs.
# shellcheck disable=SC2034 # for those who read this file
build_packages=(libsqlite3-dev libcrypt-dev nettle-dev libsodium-dev)
# shellcheck disable=SC2034
dovecot_packages=(dovecot-core dovecot-imapd dovecot-lmtpd sqlite3)

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
        echo "missing: ${missing[*]} (install them, or run this as root or with sudo at hand)" >&2
        exit 1
    fi

    brings_dovecot=no
    case " ${missing[*]} " in *" dovecot-"*) is_installed dovecot-core || brings_dovecot=yes ;; esac

    policy=/usr/sbin/policy-rc.d
    output=$(mktemp)
    ours=no
    clean_up() {
        rm -f "$output"
        [ $ours = no ] || as_root rm -f $policy
    }
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
    if [ ! -e $policy ]; then
        ours=yes
        printf '#!/bin/sh\n# Temporary, by vmail-auth: packages that are being installed start nothing.\nexit 101\n' |
            as_root sh -c "umask 022 && cat >$policy && chmod 755 $policy"
    fi

    echo "installing ${missing[*]}"
    # needrestart would restart services by itself where it is installed.
    apt=(as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -o DPkg::Lock::Timeout=300)
    if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } \
        </dev/null >"$output" 2>&1; then
        tail -n 20 "$output" >&2
        echo "apt-get could not install ${missing[*]}" >&2
        exit 1
    fi

    if [ $brings_dovecot = yes ]; then
        if [ -d /run/systemd/system ]; then
            as_root systemctl --quiet disable --now dovecot.service dovecot.socket 2>/dev/null
        else
            as_root update-rc.d dovecot disable 2>/dev/null
        fi
        echo "Dovecot is installed now, but neither started nor enabled: that is yours to do"
    fi
    exit 0
)
