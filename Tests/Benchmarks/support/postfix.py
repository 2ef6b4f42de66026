"""Postfixes of our own, in folders, with the domains and addresses from vmail-dictd or from Postfix's SQLite driver."""

import os
import selectors
import shutil
import socket
import subprocess
import time

from support import accounts
from support.dict_load import vmail_dictd
from support.places import REPOSITORY
from support.servers import copy_for_dovecot

SAMPLES = REPOSITORY / "dovecot/postfix"

SURROUNDINGS = """
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = /tmp
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = host.example
mynetworks =
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
"""

# The policy as far as an administrator can express it in SQL; every row is found by an index.
_OF_ADDRESS = "FROM Domain JOIN Address ON addDomNum = domNum {join} WHERE domName = '%d' AND addLocalpart = '%u'"
_LIVE = " AND Domain.active <> 0 AND Address.active <> 0"
_DOMAIN = "SELECT 1 FROM Domain WHERE domName = '%s' AND domClass {}"
QUERIES = {
    "mydestination": _DOMAIN.format("= 1"),
    "relay_domains": _DOMAIN.format("= 2"),
    "virtual_alias_domains": _DOMAIN.format("= 3"),
    "virtual_mailbox_domains": _DOMAIN.format("> 3"),
    "local_recipient_maps": f"SELECT 1 {_OF_ADDRESS.format(join='')} AND domClass = 1{_LIVE}",
    "relay_recipient_maps": f"SELECT 1 {_OF_ADDRESS.format(join='')} AND domClass = 2{_LIVE}",
    "virtual_mailbox_maps": "SELECT 1 "
    + _OF_ADDRESS.format(join="JOIN VMailbox ON vmNum = addNum")
    + f" AND domClass > 3{_LIVE} AND VMailbox.active <> 0",
    "virtual_alias_maps": "SELECT t.addLocalpart || '@' || td.domName FROM Domain d JOIN Address a ON a.addDomNum = d.domNum "
    "JOIN VAlias v ON vaNum = a.addNum JOIN Address t ON t.addNum = vaTargetNum JOIN Domain td ON td.domNum = t.addDomNum "
    "WHERE d.domName = '%d' AND a.addLocalpart = '%u' AND d.active <> 0 AND a.active <> 0 AND v.active <> 0",
    "transport_maps": "SELECT tpTransport || ':' || tpNexthop "
    + _OF_ADDRESS.format(join="JOIN Transport ON tpNum = ifnull(addTpNum, domTpNum)"),
    "check_recipient_access": "SELECT 'RC' || rcNum || '-' || rcName "
    + _OF_ADDRESS.format(join="JOIN RClass ON rcNum = ifnull(addRcNum, domRcNum)"),
}


class Postfix:
    """A running Postfix in a folder of `servers`, which ends with `servers`; `tables` is what stands before a table's name."""

    def __init__(self, servers, name, database, tables):
        self.folder = servers.folder / name
        (self.folder / "conf").mkdir(parents=True)
        (self.folder / "queue").mkdir(mode=0o755)
        for folder in ("queue/private", "data"):
            (self.folder / folder).mkdir(mode=0o700)
            shutil.chown(self.folder / folder, "postfix")
        self.port = _free_port()
        self._tables = tables
        if "socketmap" in tables:
            path = self.folder / "queue/private/vmail-auth"
            self._server = vmail_dictd(servers, database, f"dictd-{name}", ["--postfix-socket", path])
            shutil.chown(path, "postfix", "postfix")
        else:
            for table, query in QUERIES.items():
                (self.folder / f"conf/{table}.cf").write_text(f"dbpath = {database}\nquery = {query}\n")
        self._configure()
        self._run("postfix", "start")
        servers.at_end(lambda: self._run("postfix", "stop"))

    def _configure(self):
        # local(8) has nothing to do.
        sample = (SAMPLES / "main.cf").read_text().replace("alias_maps = sqlite:$config_directory/alias.cf", "alias_maps =")
        if "socketmap" not in self._tables:
            for table in QUERIES:
                sample = sample.replace(f"$vmail:{table}", f"{self._tables}{self.folder}/conf/{table}.cf")
        (self.folder / "conf/main.cf").write_text(sample + SURROUNDINGS.format(folder=self.folder))
        services = open("/usr/share/postfix/master.cf.dist").read()
        (self.folder / "conf/master.cf").write_text(services.replace("\nsmtp      inet", f"\n{self.port} inet", 1))

    def _run(self, program, *arguments):
        words = [program, "-c", self.folder / "conf", *arguments]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def recipients(self, clients, count, seconds):
        """RCPT commands a second, by `clients` connections, for addresses that all exist."""
        with selectors.DefaultSelector() as selector:
            sessions = [_Session(self.port, number * count // clients) for number in range(clients)]
            for session in sessions:
                session.ask(count)
                session.receive()
            for session in sessions:
                selector.register(session.connection, selectors.EVENT_READ, session)
                session.ask(count)
            begin = time.perf_counter()
            while time.perf_counter() - begin < seconds:
                for key, _ in selector.select():
                    key.data.receive()
                    key.data.ask(count)
            passed = time.perf_counter() - begin
            for session in sessions:
                session.connection.close()
            return sum(session.answered - 1 for session in sessions) / passed

    def postmap(self, processes, keys):
        """Look-ups a second by `processes` times `postmap -q -`, which all get `keys`."""
        table = "virtual_mailbox_maps"
        name = f"{self._tables}{table}" if "socketmap" in self._tables else f"{self._tables}{self.folder}/conf/{table}.cf"
        command = ["postmap", "-c", self.folder / "conf", "-q", "-", name]
        begin = time.perf_counter()
        running = []
        for _ in range(processes):
            with open(keys) as given:
                running.append(
                    subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, cwd=self.folder / "queue", text=True)
                )
        found = [process.communicate()[0].count("\n") for process in running]
        passed = time.perf_counter() - begin
        expected = sum(1 for _ in open(keys))
        if found != [expected] * processes:
            raise SystemExit(f"postmap found {found} of {expected} keys in {name}")
        return processes * expected / passed


class _Session:
    """A client that asks for one recipient after the other. Any reply but 250 ends the program."""

    def __init__(self, port, first):
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.answered = 0
        self._number = first
        for line in ("", "EHLO client.example", "MAIL FROM:<>"):
            if line:
                self.connection.sendall(f"{line}\r\n".encode())
            self._reply()

    def ask(self, count):
        # smtpd remembers the class of the last hundred addresses: these are others each time. A message has 1,000 at most.
        if self.answered % 900 == 899:
            self.connection.sendall(b"RSET\r\n")
            self._reply()
            self.connection.sendall(b"MAIL FROM:<>\r\n")
            self._reply()
        self._number = (self._number + 1) % count
        self.connection.sendall(f"RCPT TO:<{accounts.user(self._number)}>\r\n".encode())

    def receive(self):
        self._reply()
        self.answered += 1

    def _reply(self):
        reply = b""
        while not reply.endswith(b"\r\n"):
            received = self.connection.recv(4096)
            if not received:
                raise SystemExit("Postfix closed the connection")
            reply += received
        if not reply.startswith((b"220", b"250")):
            raise SystemExit(f"Postfix answered {reply.decode()}")


def _free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def three(servers, count):
    """Ours, and those with Postfix's driver, over one database."""
    # In a chroot only what was opened before it is in sight; SQLite opens the file before.
    database = copy_for_dovecot(accounts.database(count), servers.folder)
    os.chmod(servers.folder, 0o755)
    return {
        "ours": Postfix(servers, "ours", database, "socketmap:unix:private/vmail-auth:"),
        "sqlite:": Postfix(servers, "sqlite", database, "sqlite:"),
        "proxy:sqlite:": Postfix(servers, "proxy", database, "proxy:sqlite:"),
    }
