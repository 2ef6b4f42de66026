#!/bin/bash
# Shows the whole chain on a real Dovecot: see usage below.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin

usage() {
    cat <<'USAGE'
usage: dovecot/demo.sh [--dovecot VERSION] [--keep] [--no-build]

Builds vmail-auth, makes the HOWTO's example account in a temporary folder, starts vmail-dictd and a Dovecot of its
own on free loopback ports, and shows what logging in, mail delivery and listing do while the account's "active"
changes. What is missing is installed with apt-get. Runs as root or with sudo; a Dovecot that already runs here is
not touched. The exit status is 0 only if everything came out as it should.

  --dovecot 2.3   this machine's, by checkpassword and dict (the default)
  --dovecot 2.4   one in a root of Debian 13 that is made in .build/debian13 if there is none yet, by Lua
  --keep          leave both servers running, and say how to talk to them and how to end them
  --no-build      use the programs that are in .build/dist
USAGE
}

keep=no
build=yes
version=2.3
while [ $# -gt 0 ]; do
    case $1 in
    --dovecot)
        version=${2:-}
        [ $# -lt 2 ] || shift
        ;;
    --keep) keep=yes ;;
    --no-build) build=no ;;
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
case $version in
2.3 | 2.4) ;;
*)
    usage >&2
    exit 64
    ;;
esac

# shellcheck source=packages.sh
. "$here/packages.sh"
if [ $build = yes ]; then
    install_missing "${build_packages[@]}" "${dovecot_packages[@]}"
    echo "building"
    "$here/build.sh"
fi
if [ "$(id -u)" -ne 0 ]; then
    # Dovecot starts as root, to deliver as uid 842. The build above stays the caller's.
    [ $keep = no ] || set -- --keep
    [ $keep = yes ] || set --
    exec sudo -- bash "$here/demo.sh" --no-build --dovecot $version "$@"
fi

dist=$here/../.build/dist
user=new-vmail-user@new.vmail.example
# What is / to Dovecot: nothing stands for this machine's.
root=
[ $version = 2.3 ] || root=$("$here/../Tests/debian.sh" 13)
# Unix socket paths end at 107 bytes: the folder is in /tmp, whatever TMPDIR says.
folder=$(mktemp -d "$root/tmp/vmail-demo.XXXXXX")
# The same folder, as Dovecot sees it.
inside=${folder#"$root"}
dictd=
dovecot=
succeeded=no

# TERM to the two processes that were started here, and to no other.
finish() {
    local status=$?
    trap '' INT TERM HUP
    if [ $succeeded = no ] && [ $status -lt 128 ]; then
        echo
        echo "It did not work. The servers' last lines:"
        tail -n 15 "$folder/vmail-dictd.log" "$folder/dovecot.log" 2>/dev/null || true
    fi
    if [ $succeeded = yes ] && [ $keep = yes ]; then return; fi
    for pid in $dovecot $dictd; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in $dovecot $dictd; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

fail() {
    echo "demo.sh: $1" >&2
    exit 1
}

# Waits up to 60 seconds for a command to succeed.
wait_for() {
    local deadline=$((SECONDS + 60))
    until "$@" 2>/dev/null; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }

# Below the range from which the kernel takes ports for outgoing connections.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        answers $port 2>/dev/null || break
    done
    echo $port
}

# --- the database, and the settings that point to it

chmod 711 "$folder"
mkdir -m 711 "$folder/vmail" "$folder/run"
# The domain's folder, made beforehand and owned by its uid, is where Dovecot makes the mailboxes.
install -d -o 842 -g 800 -m 700 "$folder/vmail/new.vmail.example"
install -d -o dovecot -g dovecot -m 700 "$folder/socket"

sql() { sqlite3 -bail "$folder/mail.sqlite"; }
sql <"$here/schema.sql"
sql <<'SQL'
INSERT INTO Domain (domName, domClass) VALUES ('new.vmail.example', 842);
INSERT INTO Address (addLocalpart, addDomNum) VALUES ('new-vmail-user',
    (SELECT domNum FROM Domain WHERE domName IS 'new.vmail.example'));
INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (
    (SELECT addNum FROM Address JOIN Domain ON addDomNum = domNum
        WHERE addLocalpart IS 'new-vmail-user' AND domName IS 'new.vmail.example'),
    '{PLAIN}whatAcoolPassword');
SQL
# Dovecot runs vmail-checkpassword as the user dovecot; here vmail-dictd runs as it, too.
chown root:dovecot "$folder/mail.sqlite"
chmod 640 "$folder/mail.sqlite"

cat >"$folder/vmail-auth.conf" <<CONF
database = $folder/mail.sqlite
socket = $folder/socket/dict.sock
vmail_root = $inside/vmail
CONF
chmod 644 "$folder/vmail-auth.conf"
# Copied, because the user dovecot can't look into everybody's home.
for program in vmail-checkpassword vmail-dictd; do
    install -m 755 "$dist/$program" "$folder/$program" || fail "$program has not been built"
done

# --- vmail-dictd and Dovecot, from the samples with this folder's paths

case $version in
2.3)
    samples=(vmail-userdb.conf.ext auth-vmail-checkpassword.conf.ext)
    beginning=
    cleartext='disable_plaintext_auth = no'
    address=address
    include=auth-vmail-checkpassword.conf.ext
    ;;
2.4)
    samples=(vmail-auth.lua auth-vmail-lua.conf.ext)
    beginning=$'dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0'
    cleartext='auth_allow_cleartext = yes'
    address=listen
    include=auth-vmail-lua.conf.ext
    ;;
esac
for sample in "${samples[@]}"; do
    sed -e "s|/run/vmail-auth/dict.sock|$inside/socket/dict.sock|" \
        -e "s|/usr/local/libexec/vmail-auth/vmail-checkpassword|$inside/vmail-checkpassword --config $inside/vmail-auth.conf|" \
        -e "s|/etc/dovecot/|$inside/|" "$here/$version/$sample" >"$folder/$sample"
done
imap=$(free_port)
lmtp=$(free_port)
cat >"$folder/dovecot.conf" <<CONF
$beginning
base_dir = $inside/run
state_dir = $inside/run
log_path = $inside/dovecot.log
instance_name = vmail-demo
listen = 127.0.0.1
protocols = imap lmtp
# Without TLS and without delays after a wrong password: for loopback alone.
ssl = no
$cleartext
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    $address = 127.0.0.1
    port = $lmtp
  }
}
!include $include
CONF

setpriv --reuid dovecot --regid dovecot --clear-groups \
    "$folder/vmail-dictd" --config "$folder/vmail-auth.conf" </dev/null >"$folder/vmail-dictd.log" 2>&1 &
dictd=$!
wait_for grep -q 'listening on' "$folder/vmail-dictd.log" || fail "vmail-dictd does not start"
in_root=()
[ -z "$root" ] || in_root=(chroot "$root")
"${in_root[@]}" dovecot -F -c "$inside/dovecot.conf" </dev/null >>"$folder/dovecot.log" 2>&1 &
dovecot=$!
wait_for answers "$imap" || fail "Dovecot does not start"
wait_for answers "$lmtp" || fail "Dovecot does not start"

# --- what a client, Postfix and an administrator see

# One connection for each question; prints what the server answers to it.
imap_login() { # password
    local line
    exec 3<>"/dev/tcp/127.0.0.1/$imap"
    read -r -t 60 line <&3
    printf 'a LOGIN %s %s\r\n' "$user" "$1" >&3
    while read -r -t 60 line <&3; do
        case $line in "a "*) break ;; esac
    done
    exec 3>&-
    line=${line#a }
    # Successful logins list a screenful of capabilities.
    sed -E 's/\[CAPABILITY[^]]*\] //' <<<"${line%$'\r'}"
}

lmtp_reply() { # the last line of a reply, perhaps of several
    local line
    while read -r -t 60 line <&3; do
        case $line in ???-*) ;; *) break ;; esac
    done
    echo "${line%$'\r'}"
}

lmtp_deliver() {
    local reply
    exec 3<>"/dev/tcp/127.0.0.1/$lmtp"
    lmtp_reply >/dev/null
    printf 'LHLO demo\r\n' >&3
    lmtp_reply >/dev/null
    printf 'MAIL FROM:<>\r\n' >&3
    lmtp_reply >/dev/null
    printf 'RCPT TO:<%s>\r\n' "$user" >&3
    reply=$(lmtp_reply)
    case $reply in
    2*)
        printf 'DATA\r\n' >&3
        lmtp_reply >/dev/null
        printf 'Subject: demo\r\n\r\nHello.\r\n.\r\n' >&3
        reply=$(lmtp_reply)
        ;;
    esac
    exec 3>&-
    echo "$reply"
}

ask_dovecot() { "${in_root[@]}" doveadm -c "$inside/dovecot.conf" "$@"; }

# Postfix asks Dovecot like this. doveadm takes the password from standard input.
smtp_auth() {
    ask_dovecot auth test -x service=smtp "$user" <<<whatAcoolPassword 2>&1 | head -n 1 || true
}

list_users() {
    local users
    users=$(ask_dovecot user '*' 2>&1) || users="doveadm user failed: $users"
    echo "${users:-(nobody)}"
}

wrong=0
expect() { # label, pattern, command …
    local label=$1 pattern=$2 answer mark=ok
    shift 2
    answer=$("$@") || true
    # shellcheck disable=SC2053 # the pattern is one
    if [[ $answer != $pattern ]]; then
        mark=WRONG
        wrong=$((wrong + 1))
    fi
    printf '  %-5s  %-26s %s\n' "$mark" "$label" "$answer"
}

echo
echo "Dovecot $("${in_root[@]}" dovecot --version | cut -d ' ' -f 1), account $user"
echo
echo "active = 1:"
expect "IMAP, the right password" "OK *" imap_login whatAcoolPassword
expect "IMAP, a wrong password" "NO \[AUTHENTICATIONFAILED\]*" imap_login whatAnUncoolPassword
expect "SMTP AUTH" "*auth succeeded" smtp_auth
expect "LMTP delivery" "250 *" lmtp_deliver
expect "doveadm user '*'" "$user" list_users

echo
echo "Address.active = -1, may not log in for now:"
sql <<<'UPDATE Address SET active = -1'
expect "IMAP, the right password" "NO \[AUTHENTICATIONFAILED\]*" imap_login whatAcoolPassword
expect "SMTP AUTH" "*auth failed" smtp_auth
expect "LMTP delivery" "250 *" lmtp_deliver
expect "doveadm user '*'" "$user" list_users

echo
echo "VMailbox.active = 0, closed:"
sql <<<'UPDATE Address SET active = 1; UPDATE VMailbox SET active = 0'
expect "IMAP, the right password" "NO \[AUTHENTICATIONFAILED\]*" imap_login whatAcoolPassword
expect "SMTP AUTH" "*auth failed" smtp_auth
expect "LMTP delivery" "550 *" lmtp_deliver
expect "doveadm user '*'" "(nobody)" list_users

echo
[ $wrong -eq 0 ] || fail "$wrong of these answers are wrong"
echo "All as it should be."
succeeded=yes

if [ $keep = yes ]; then
    sql <<<'UPDATE VMailbox SET active = 1'
    cat >"$folder/stop" <<STOP
kill $dovecot $dictd
while kill -0 $dovecot 2>/dev/null; do sleep 0.1; done
rm -rf $folder
STOP
    cat <<TALK

Left running, with the account active again. IMAP is on 127.0.0.1 port $imap and LMTP on port $lmtp, without TLS.
The password is whatAcoolPassword. As root:
  sqlite3 $folder/mail.sqlite
  ${in_root[*]} doveadm -c $inside/dovecot.conf user $user
  ${in_root[*]} doveadm -c $inside/dovecot.conf auth test $user
  tail -f $folder/dovecot.log $folder/vmail-dictd.log
To end both and remove the folder:
  sh $folder/stop
TALK
fi
