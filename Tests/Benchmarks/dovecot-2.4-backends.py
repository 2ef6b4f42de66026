#!/usr/bin/env python3
"""Look-ups a second through Dovecot 2.4: vmail-auth.lua with vmail-dictd, against Dovecot's own sql with sqlite.

usage: dovecot-2.4-backends.py [--rounds N] [--requests N] [--outstanding N] [--seconds N]

Two Dovecots run over the same database of 10,000 accounts, one with each backend, in the root of Debian 13 that
`Tests/debian.sh 13` makes. Both are asked as login processes and LMTP ask: AUTH (a passdb look-up, with a {PLAIN} password,
so that it is the look-up that is measured) and USER (a userdb look-up), over 4 connections. Rounds of the two alternate,
and take turns in going first, so that what else the machine does hits both alike. An answer that is not the right one
ends the program. Printed are the medians of all rounds, and the ratio: over 1 where Lua is the faster.

  --rounds       how often each is measured (9)
  --requests     in each round, of each kind (3000)
  --outstanding  requests that wait for an answer at any time (16); Dovecot has up to 30 auth workers
  --seconds      no new round begins after this time (240); one that was begun ends

As root. The programs are those that dovecot/build.sh left in .build/dist.
"""

import argparse
import base64
import contextlib
import pathlib
import selectors
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
ACCOUNTS = 10_000
CONNECTIONS = 4

SURROUNDINGS = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = {inside}/{name}
state_dir = {inside}/{name}
log_path = {inside}/{name}.log
protocols =
ssl = no
auth_allow_cleartext = yes
auth_failure_delay = 0
"""

# What a careful administrator would write: the policy table as far as SQL can express it.
FOUND = """    FROM Domain JOIN Address ON addDomNum = domNum JOIN VMailbox ON vmNum = addNum \\
    WHERE domName = '%{{user | domain | lower}}' AND addLocalpart = '%{{user | username | lower}}' \\
"""
NATIVE = """
sql_driver = sqlite
sqlite_path = {inside}/mail.sqlite
sqlite_readonly = yes
passdb sql {{
  query = SELECT addLocalpart || '@' || domName AS user, vmPasswd AS password, domClass AS userdb_uid, \\
    800 AS userdb_gid, '/home/vmail/' || domName || '/' || addLocalpart AS userdb_home, \\
    'maildir' AS userdb_mail_driver, '~/Mail' AS userdb_mail_path \\
""" + FOUND + """    AND Address.active NOT IN (0, -1) AND VMailbox.active NOT IN (0, -1)
}}
userdb prefetch {{
}}
userdb sql {{
  query = SELECT addLocalpart || '@' || domName AS user, domClass AS uid, 800 AS gid, \\
    '/home/vmail/' || domName || '/' || addLocalpart AS home, 'maildir' AS mail_driver, '~/Mail' AS mail_path \\
""" + FOUND + """    AND Address.active <> 0 AND VMailbox.active <> 0
}}
"""


def user(number):
    return f"user{number}@bench{number % 50}.example"


def make_database(path):
    database = sqlite3.connect(path)
    database.executescript((REPOSITORY / "dovecot/schema.sql").read_text())
    with database:
        database.executemany(
            "INSERT INTO Domain (domNum, domName, domClass) VALUES (?, ?, 842)",
            [(number + 1, f"bench{number}.example") for number in range(50)],
        )
        database.executemany(
            "INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (?, ?, ?)",
            [(number + 1, f"user{number}", number % 50 + 1) for number in range(ACCOUNTS)],
        )
        database.executemany(
            "INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (?, ?)",
            [(number + 1, f"{{PLAIN}}secret{number}") for number in range(ACCOUNTS)],
        )
    database.close()


class Dovecot:
    """One of the two, and the connections to it."""

    def __init__(self, name, root, folder, authentication, servers):
        self.name = name
        self.folder = folder / name
        self.log = folder / f"{name}.log"
        self.folder.mkdir(mode=0o755)
        inside = "/" + str(folder.relative_to(root))
        configuration = folder / f"{name}.conf"
        configuration.write_text((SURROUNDINGS + authentication).format(inside=inside, name=name))
        command = ["chroot", root, "dovecot", "-F", "-c", f"{inside}/{name}.conf"]
        start(servers, command, self.log, lambda: (self.folder / "auth-client").exists())
        # A handful first, because 2.4.1 times out when a fresh auth process is asked much at once.
        for outstanding in (1, 4):
            self.measure("passdb", 100, outstanding)
            self.measure("userdb", 100, outstanding)

    def connect(self, kind, number):
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(60)
        client.connect(str(self.folder / {"passdb": "auth-client", "userdb": "auth-userdb"}[kind]))
        if kind == "passdb":
            # Client process ids must differ; these are none.
            client.sendall(f"VERSION\t1\t3\nCPID\t{2**22 + 1 + number}\n".encode())
            last = b"DONE\n"
        else:
            client.sendall(b"VERSION\t1\t3\n")
            last = b"SPID"
        greeting = b""
        while last not in greeting or not greeting.endswith(b"\n"):
            data = client.recv(65536)
            if not data:
                sys.exit(f"{self.name}: closed by Dovecot:\n{self.log.read_text()}")
            greeting += data
        return client

    def measure(self, kind, count, outstanding):
        """Requests a second."""
        clients = [self.connect(kind, number) for number in range(min(CONNECTIONS, outstanding))]
        requests = [request(kind, number) for number in range(1, count + 1)]
        good = {"passdb": b"OK\t", "userdb": b"USER\t"}[kind]
        with contextlib.ExitStack() as stack, selectors.DefaultSelector() as selector:
            for client in clients:
                stack.enter_context(client)
                selector.register(client, selectors.EVENT_READ)
            rest = dict.fromkeys(clients, b"")
            sent = answered = 0

            def send(client, number):
                nonlocal sent
                client.sendall(b"".join(requests[sent : sent + number]))
                sent += number

            begin = time.perf_counter()
            for index, client in enumerate(clients):
                send(client, outstanding // len(clients) + (index < outstanding % len(clients)))
            while answered < count:
                ready = selector.select(60)
                if not ready:
                    sys.exit(f"{self.name}: no answer in 60 seconds:\n{self.log.read_text()}")
                for key, _ in ready:
                    client = key.fileobj
                    *lines, rest[client] = (rest[client] + client.recv(262144)).split(b"\n")
                    for line in lines:
                        if not line.startswith(good) or b".example" not in line:
                            sys.exit(f"{self.name}: {line.decode()}:\n{self.log.read_text()}")
                    answered += len(lines)
                    if lines and sent < count:
                        send(client, len(lines))
            return count / (time.perf_counter() - begin)


def request(kind, number):
    # Spread over the database, the same for both.
    account = number * 7919 % ACCOUNTS
    if kind == "userdb":
        return f"USER\t{number}\t{user(account)}\tprotocol=lmtp\n".encode()
    response = base64.b64encode(f"\0{user(account)}\0secret{account}".encode()).decode()
    return f"AUTH\t{number}\tPLAIN\tprotocol=imap\tresp={response}\n".encode()


def start(servers, command, log, is_ready):
    """Starts a server that ends with the program."""
    with open(log, "ab") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    servers.callback(stop, process)
    deadline = time.monotonic() + 60
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"{command[0]} did not start:\n{log.read_text()}")
        time.sleep(0.05)


def stop(process):
    process.terminate()
    process.wait()


def lua_configuration(folder):
    """The sample and the script, with this folder's paths."""
    for name in ("vmail-auth.lua", "auth-vmail-lua.conf.ext"):
        text = (REPOSITORY / "dovecot/2.4" / name).read_text()
        inside = "/" + "/".join(folder.parts[-2:])
        text = text.replace("/run/vmail-auth/dict.sock", f"{inside}/dict.sock").replace("/etc/dovecot/", f"{inside}/")
        (folder / name).write_text(text)
    return "!include {inside}/auth-vmail-lua.conf.ext\n"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=3000)
    parser.add_argument("--outstanding", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=240)
    parsed = parser.parse_args()
    if min(parsed.rounds, parsed.outstanding) < 1 or parsed.requests < parsed.outstanding:
        parser.error("at least 1 round and 1 outstanding request, and as many requests as outstanding ones")
    return parsed


def main():
    options = arguments()
    deadline = time.monotonic() + options.seconds
    root = pathlib.Path(
        subprocess.run([REPOSITORY / "Tests/debian.sh", "13"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    )
    if not (REPOSITORY / ".build/dist/vmail-dictd").exists():
        subprocess.run([REPOSITORY / "dovecot/build.sh"], check=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vmail-bench.", dir=root / "tmp"))
    with contextlib.ExitStack() as servers:
        servers.callback(shutil.rmtree, folder)
        folder.chmod(0o755)
        make_database(folder / "mail.sqlite")
        start(
            servers,
            [REPOSITORY / ".build/dist/vmail-dictd", "--database", folder / "mail.sqlite"]
            + ["--socket", folder / "dict.sock"],
            folder / "vmail-dictd.log",
            lambda: (folder / "dict.sock").exists(),
        )
        dovecots = [
            Dovecot("lua", root, folder, lua_configuration(folder), servers),
            Dovecot("sql", root, folder, NATIVE, servers),
        ]
        rates = {(kind, dovecot.name): [] for kind in ("passdb", "userdb") for dovecot in dovecots}
        for number in range(options.rounds):
            if number > 0 and time.monotonic() > deadline:
                break
            for dovecot in dovecots[:: 1 if number % 2 == 0 else -1]:
                for kind in ("passdb", "userdb"):
                    rates[kind, dovecot.name].append(dovecot.measure(kind, options.requests, options.outstanding))

    rounds = len(rates["passdb", "lua"])
    print(f"{rounds} rounds of {options.requests} requests, {options.outstanding} outstanding; requests a second, medians")
    print(f"{'':8}{'vmail-auth.lua':>20}{'sql, sqlite':>20}{'ratio':>8}   the rounds' ratios")
    for kind in ("passdb", "userdb"):
        lua, sql = (statistics.median(rates[kind, name]) for name in ("lua", "sql"))
        ratios = sorted(one / other for one, other in zip(rates[kind, "lua"], rates[kind, "sql"]))
        print(f"{kind:8}{lua:20,.0f}{sql:20,.0f}{lua / sql:8.2f}   {ratios[0]:.2f} to {ratios[-1]:.2f}")


if __name__ == "__main__":
    main()
