#!/bin/bash
# usage: dovecot/demo.sh [--dovecot VERSION] [--keep] [--no-build]
#
# Builds vmail-auth, makes an account in a temporary folder, and starts vmail-dictd, a Dovecot and a Postfix on free
# loopback ports. Then it closes the account in three ways and shows what clients of IMAP and SMTP and doveadm are told.
# It installs missing packages with apt-get. Run it as root or with sudo at hand. A Dovecot or Postfix that is already
# running is not touched. The exit status is 0 if every answer is right.
#
#   --dovecot 2.3   use this machine's Dovecot, with vmail-checkpassword and dict (the default)
#   --dovecot 2.4   use the Dovecot of a Debian 13 in .build/debian13, with Lua; the first run makes that folder
#   --keep          leave the servers running, and print how to use and how to stop them
#   --no-build      use the programs in .build/dist as they are
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin
umask 022
usage() { sed -n '2,12s/^# \{0,1\}//p' "$here/demo.sh"; }
keep=no build=yes version=2.3 arguments=("$@")
while [ $# -gt 0 ]; do
    case $1 in
    --dovecot) version=${2:-} && shift ;;
    --keep) keep=yes ;;
    --no-build) build=no ;;
    --help | -h) usage && exit 0 ;;
    *) version= ;;
    esac
    shift || true
done
case $version in 2.3 | 2.4) ;; *) usage >&2 && exit 64 ;; esac
# shellcheck source=packages.sh
. "$here/packages.sh"
install_missing "${dovecot_packages[@]}" "${postfix_packages[@]}"
[ $build = no ] || install_missing "${build_packages[@]}"
[ $build = no ] || { echo "building" && "$here/build.sh"; }
# Dovecot starts as root, to deliver as uid 842. The build above belongs to the caller.
[ "$(id -u)" -eq 0 ] || exec sudo -- bash "$here/demo.sh" "${arguments[@]}" --no-build

user=new-vmail-user@new.vmail.example
# Dovecot's root folder; empty for this machine's own.
root=$([ "$version" = 2.3 ] || "$here/../Tests/debian.sh" 13)
# In /tmp, whatever TMPDIR is: a Unix socket's path has 107 bytes at most. Dovecot sees the same folder as "inside".
folder=$(mktemp -d "$root/tmp/vmail-demo.XXXXXX")
inside=${folder#"$root"}
started=()

stop_postfix="postfix -c $folder/postfix stop"
trap '{ $stop_postfix; kill "${started[@]}"; } 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
fail() { tail -n 15 "$folder"/*.log || true; echo "demo.sh: $1"; exit 1; } >&2
start() { # log, command …
    "${@:2}" </dev/null >>"$folder/$1" 2>&1 &
    started+=($!)
}
wait_for() { timeout 60 bash -c "until $1; do sleep 0.1; done" 2>/dev/null || fail "$2"; } # condition, message
answers() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
# Below the range from which the kernel takes ports for outgoing connections.
free_port() { while port=$((20000 + RANDOM % 12000)) && answers $port; do :; done && echo $port; }
vmailadm() {
    printf '\n$ vmailadm %s\n' "$*"
    "$folder/vmailadm" --config "$folder/vmail-auth.conf" "$@" 2>>"$folder/vmailadm.log" || fail "vmailadm failed"
}

# --- The account, and vmail-dictd

chmod 711 "$folder"
# Dovecot makes the mailboxes in their domain's folder, which belongs to the domain's uid.
install -d -o 842 -g 800 -m 700 "$folder/vmail/new.vmail.example"
install -d -o dovecot -m 700 "$folder/socket"
# Postfix's queue, and in it a place for the sockets of vmail-dictd and of Dovecot.
install -d "$folder/queue" "$folder/postfix"
install -d -o postfix -m 700 "$folder/queue/private" "$folder/postfix/data"
install -d -o dovecot -g postfix -m 2750 "$folder/queue/vmail-auth"
# Copies, because the user dovecot may have no access to this source tree.
install -m 755 "$here"/../.build/dist/vmail* "$folder" || fail "the programs are not built; omit --no-build"
printf '%s\n' "database = $folder/mail.sqlite" "socket = $folder/socket/dict.sock" "vmail_root = $inside/vmail" \
    "postfix_socket = $folder/queue/vmail-auth/socket" \
    >"$folder/vmail-auth.conf"
vmailadm init
vmailadm domain add new.vmail.example --mailbox --uid 842
vmailadm mailbox add $user --password-stdin <<<whatAcoolPassword
# Dovecot runs vmail-checkpassword as the user dovecot. In this demo, vmail-dictd runs as dovecot too.
chown dovecot "$folder/mail.sqlite"
start vmail-dictd.log setpriv --reuid dovecot --regid dovecot --clear-groups \
    "$folder/vmail-dictd" --config "$folder/vmail-auth.conf"
wait_for "test -S $folder/socket/dict.sock" "vmail-dictd does not start"

# --- Dovecot, with this project's samples and the paths of this folder

imap=$(free_port) lmtp=$(free_port)
samples=(auth-vmail-checkpassword.conf.ext vmail-userdb.conf.ext)
if [ "$version" = 2.4 ]; then
    samples=(auth-vmail-lua.conf.ext vmail-auth.lua)
    printf 'dovecot_%s_version = 2.4.0\n' config storage >"$folder/dovecot.conf"
fi
for sample in "${samples[@]}"; do
    sed -e "s|/run/vmail-auth/dict.sock|$inside/socket/dict.sock|; s|/etc/dovecot/|$inside/|" \
        -e "s|/usr/.*/vmail-checkpassword|$inside/vmail-checkpassword --config $inside/vmail-auth.conf|" \
        "$here/$version/$sample" >"$folder/$sample"
done
# The queue's folder is open to the user postfix alone, who is unknown in Dovecot's root.
sed "s|/var/spool/postfix/|$inside/queue/|; s/mode = 0600/mode = 0666/; / = postfix/d" "$here/postfix/vmail-postfix.conf" \
    >"$folder/vmail-postfix.conf"
# No TLS and no delay after a wrong password: only fit for loopback.
cat >>"$folder/dovecot.conf" <<CONF
base_dir = $inside/run
state_dir = $inside/run
log_path = $inside/dovecot.log
listen = 127.0.0.1
protocols = imap lmtp
ssl = no
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
}
service lmtp {
  inet_listener lmtp {
    port = $lmtp
  }
}
!include ${samples[0]}
!include vmail-postfix.conf
CONF
in_root=(${root:+chroot "$root"})
doveadm=("${in_root[@]}" doveadm -c "$inside/dovecot.conf")
start dovecot.log "${in_root[@]}" dovecot -F -c "$inside/dovecot.conf"
for port in $imap $lmtp; do wait_for ": <>/dev/tcp/127.0.0.1/$port" "Dovecot does not start"; done

# --- Postfix, with this project's main.cf and Debian's master.cf

smtp=$(free_port)
sed "s/^smtp *inet/$smtp inet/" /usr/share/postfix/master.cf.dist >"$folder/postfix/master.cf"
sed "s|/var/lib/vmail-auth|$folder|" "$here/postfix/alias.cf" >"$folder/postfix/alias.cf"
{
    sed "s|private/vmail-auth|vmail-auth/socket|" "$here/postfix/main.cf"
    printf '%s\n' "queue_directory = $folder/queue" "data_directory = $folder/postfix/data" "inet_interfaces = 127.0.0.1" \
        "maillog_file = $folder/postfix.log" "maillog_file_prefixes = $folder" "myhostname = demo.example" "mynetworks ="
} >"$folder/postfix/main.cf"
postfix -c "$folder/postfix" start >>"$folder/postfix.log" 2>&1 || fail "Postfix does not start"

# --- What clients and an administrator are told. Each function prints the server's answer.

imap_login() { # password
    curl --disable --silent --verbose --noproxy '*' --max-time 60 --config - --request NOOP "imap://127.0.0.1:$imap" \
        2>&1 <<<"user = \"$user:$1\"" | sed -n -E 's/\r//; s/^< A002 (OK|NO|BAD)/\1/p'
}
smtp_auth() { "${doveadm[@]}" auth test -x service=smtp $user <<<whatAcoolPassword | head -n 1; }
smtp_send() { # recipient; prints the first refusal, or the reply to the message
    curl --disable --silent --verbose --noproxy '*' --max-time 60 --mail-from sender@elsewhere.example --mail-rcpt "$1" \
        --upload-file - "smtp://127.0.0.1:$smtp/demo" 2>&1 <<<$'Subject: by Postfix\n\nHello' |
        sed -n -E 's/\r//; s/^< ([45].*|250 2\.0\.0 .*)/\1/p'
}
imap_search() { # waits for the mail
    for _ in {1..100}; do
        curl --disable --silent --noproxy '*' --max-time 60 --config - "imap://127.0.0.1:$imap/INBOX?SUBJECT%20Postfix" \
            <<<"user = \"$user:whatAcoolPassword\"" | tr -d '\r' | grep 'SEARCH [0-9]' && return
        sleep 0.1
    done
}
lmtp_deliver() { # curl speaks no LMTP; PIPELINING and CHUNKING let all commands go out at once
    exec 3<>"/dev/tcp/127.0.0.1/$lmtp"
    printf '%s\r\n' 'LHLO demo' 'MAIL FROM:<>' "RCPT TO:<$user>" 'BDAT 24 LAST' 'Subject: demo' '' 'Hello' QUIT >&3
    timeout 60 cat <&3 | tr -d '\r' | grep -m 1 -E '^[45]| Saved$'
}

wrong=0
expect() { # label, pattern, command …
    local answer mark=ok
    answer=$("${@:3}" 2>&1) || true
    # shellcheck disable=SC2053 # $2 is a pattern
    [[ $answer == $2 ]] || { mark=WRONG && wrong=$((wrong + 1)); }
    printf '  %-5s  %-20s  %s\n' $mark "$1" "${answer:-(nothing)}"
}
ask() { # the expected answers
    expect "IMAP login" "$1" imap_login whatAcoolPassword
    expect "SMTP AUTH" "$2" smtp_auth
    expect "SMTP to Postfix" "$3" smtp_send $user
    expect "LMTP to Dovecot" "$4" lmtp_deliver
    expect "doveadm user '*'" "$5" "${doveadm[@]}" user '*'
}

printf '\nDovecot %s, Postfix %s:\n' "$("${in_root[@]}" dovecot --version | cut -d ' ' -f 1)" "$(postconf -dh mail_version)"
ask "OK *" "*auth succeeded" "250 *" "250 *" $user
expect "in the mailbox" "* SEARCH *" imap_search
expect "IMAP, wrong password" "NO *AUTHENTICATIONFAILED*" imap_login whatAnUncoolPassword
expect "SMTP, unknown user" "550 5.1.1 *" smtp_send nobody@new.vmail.example
vmailadm login disable $user
ask "NO *AUTHENTICATIONFAILED*" "*auth failed" "250 *" "250 *" $user
vmailadm login enable $user && vmailadm mailbox disable $user
ask "NO *AUTHENTICATIONFAILED*" "*auth failed" "550 5.1.1 *" "550 *" ""
vmailadm mailbox enable $user && vmailadm domain disable new.vmail.example
ask "OK *" "*auth succeeded" "550 5.1.1 *" "250 *" $user

[ $wrong -eq 0 ] || fail "$wrong of the answers above are wrong"
printf '\nEvery answer is right.\n'
[ $keep = yes ] || exit 0
trap - EXIT
vmailadm domain enable new.vmail.example
echo "$stop_postfix; kill ${started[*]}; while kill -0 ${started[*]} 2>/dev/null; do sleep 0.1; done; rm -rf $folder" >"$folder/stop"
cat <<USE

The servers are still running. The password is whatAcoolPassword. As root:
  cd $folder
  ./vmailadm --config vmail-auth.conf explain $user
  curl --user $user 'imap://127.0.0.1:$imap/INBOX;MAILINDEX=1'
  ${doveadm[*]} auth test $user
  curl --mail-from you@elsewhere.example --mail-rcpt $user --upload-file - smtp://127.0.0.1:$smtp <<<"Subject: hello"
  tail -f *.log
  sh stop        # stops the servers and removes the folder
USE
