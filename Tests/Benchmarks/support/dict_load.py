"""The load of dict-load.c on one server of the dict protocol."""

import dataclasses
import pathlib
import subprocess
import sys
import typing

from support.places import BUILT, DIST
from support.servers import cpu_seconds


class Mode(typing.NamedTuple):
    """How a server is asked."""

    connections: int
    # Look-ups on their way on each connection; 0 is a new connection for each.
    depth: int


IN_TURN = Mode(1, 1)


class Load(typing.NamedTuple):
    """Look-ups a second; median and 99th percentile of their times, and CPU time of the server for one, in us."""

    rate: float
    median: float
    p99: float
    cpu: float

    def __str__(self):
        times = f"median {self.median:.0f} us, p99 {self.p99:.0f} us, CPU of the server {self.cpu:.1f} us"
        return f"{self.rate:,.0f}/s, {times}"


@dataclasses.dataclass
class DictTarget:
    """A running server, with what its HELLO and its keys need."""

    process: subprocess.Popen
    socket: pathlib.Path
    dict_name: str = "userdb"
    separator: str = "@"

    def command(self, mode, accounts, seconds):
        words = [BUILT / "dict-load", self.socket, self.dict_name, accounts, *mode, seconds, self.separator]
        return list(map(str, words))

    def load(self, mode, accounts, seconds):
        """A failure, or an answer that is not the right one, ends the program."""
        begin = cpu_seconds(self.process.pid)
        run = subprocess.run(self.command(mode, accounts, seconds), stdout=subprocess.PIPE, text=True)
        if run.returncode != 0:
            sys.exit(f"dict-load failed with {self.socket}")
        return result(run.stdout, cpu_seconds(self.process.pid) - begin)


def result(line, cpu=0):
    """What dict-load printed."""
    rate, median, p99, count = map(float, line.split())
    return Load(rate, median, p99, cpu / count * 1e6)


def vmail_dictd(servers, database, name="vmail-dictd", options=()):
    """Starts vmail-dictd."""
    socket = servers.folder / f"{name}.sock"
    command = [DIST / "vmail-dictd", "--database", database, "--socket", socket, *options]
    return DictTarget(servers.start(name, command, socket.exists), socket)


def dict_epoll(servers, database):
    """Starts the C baseline."""
    socket = servers.folder / "dict-epoll.sock"
    return DictTarget(servers.start("dict-epoll", [BUILT / "dict-epoll", database, socket], socket.exists), socket)
