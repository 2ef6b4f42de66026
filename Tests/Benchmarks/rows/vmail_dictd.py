"""vmail-dictd beside Dovecot's own dict server and beside a C loop, in four ways to ask."""

import functools
import subprocess
import sys
import typing

from support import accounts
from support.dovecot import DictServer
from support.measuring import a_second, at_least, compare, interleave, progress
from support.places import BUILT
from support.servers import Servers

ACCOUNTS = 100_000
# Short, so that what else the machine does hits all alike.
SECONDS = 0.25
GOAL_BESIDE_C = at_least(0.9)


class Mode(typing.NamedTuple):
    name: str
    connections: int
    # 0 is a new connection for each look-up.
    depth: int
    goal_beside_dovecot: float


MODES = [
    Mode("1 connection in turn", 1, 1, 1.5),
    Mode("8 connections", 8, 1, 3),
    Mode("8 x 16 pipelined", 8, 16, 3),
    Mode("a connection a look-up", 1, 0, 1.5),
]


class Load(typing.NamedTuple):
    """What dict-load found: look-ups a second, and times of a look-up in microseconds."""

    rate: float
    median: float
    p99: float


def load_command(socket, mode, dict_name="userdb", separator="@", count=ACCOUNTS, seconds=SECONDS):
    words = [BUILT / "dict-load", socket, dict_name, count, mode.connections, mode.depth, seconds, separator]
    return list(map(str, words))


def load(socket, *mode_and_more, **options):
    """As load_command has it: runs it."""
    run = subprocess.run(load_command(socket, *mode_and_more, **options), stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        sys.exit(f"dict-load failed with {socket}")
    rate, median, p99, _ = run.stdout.split()
    return Load(float(rate), float(median), float(p99))


def compare_modes(row, beside, rounds, goal, ours, theirs):
    for mode in MODES:
        results = interleave(rounds, {"ours": functools.partial(ours, mode), "theirs": functools.partial(theirs, mode)})
        for name, loads in results.items():
            middle = sorted(loads)[len(loads) // 2]
            progress(
                f"  {mode.name}, {name}: {middle.rate:,.0f}/s, median {middle.median:.0f} us, p99 {middle.p99:.0f} us"
            )
        rates = {name: [result.rate for result in loads] for name, loads in results.items()}
        yield compare(f"{row}: {mode.name}", beside, goal(mode), rates["ours"], rates["theirs"], a_second)


def beside_dovecot(rounds):
    with Servers() as servers:
        database = accounts.database(ACCOUNTS)
        _, socket = servers.dictd(database)
        other = DictServer(servers, database)
        yield from compare_modes(
            "vmail-dictd",
            "Dovecot's dict, sqlite",
            rounds,
            lambda mode: at_least(mode.goal_beside_dovecot),
            lambda mode: load(socket, mode),
            lambda mode: load(other.socket, mode, "vmail", "/"),
        )


def beside_c(rounds):
    with Servers() as servers:
        database = accounts.database(ACCOUNTS)
        _, socket = servers.dictd(database)
        _, other = servers.dict_epoll(database)
        yield from compare_modes(
            "vmail-dictd",
            "a C epoll loop",
            rounds,
            lambda mode: GOAL_BESIDE_C,
            lambda mode: load(socket, mode),
            lambda mode: load(other, mode),
        )
