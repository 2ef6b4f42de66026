"""vmail-dictd beside Dovecot's own dict server and beside a C loop, in four ways to ask."""

from support import accounts
from support.dict_load import IN_TURN, Mode, dict_epoll, vmail_dictd
from support.dovecot import dict_server
from support.measuring import a_second, at_least, compare, interleave, progress
from support.servers import Servers

ACCOUNTS = 100_000
# Short and many, so that what else the machine does hits all alike.
SECONDS = 0.1
TIMES_THE_ROUNDS = 3
GOAL_BESIDE_C = at_least(0.9)

# With the goals beside Dovecot.
MODES = {
    "1 connection in turn": (IN_TURN, at_least(1.5)),
    "8 connections": (Mode(8, 1), at_least(3)),
    "8 x 16 pipelined": (Mode(8, 16), at_least(3)),
    "a connection a look-up": (Mode(1, 0), at_least(1.5)),
}


def beside_dovecot(rounds):
    goals = {name: goal for name, (_, goal) in MODES.items()}
    return _beside(dict_server, "Dovecot's dict, sqlite", goals, rounds)


def beside_c(rounds):
    return _beside(dict_epoll, "a C epoll loop", dict.fromkeys(MODES, GOAL_BESIDE_C), rounds)


def _beside(start, beside, goals, rounds):
    with Servers() as servers:
        ours = vmail_dictd(servers, accounts.database(ACCOUNTS))
        theirs = start(servers, accounts.database(ACCOUNTS))
        for name, (mode, _) in MODES.items():
            yield _compare(name, mode, goals[name], beside, rounds, ours, theirs)


def _compare(name, mode, goal, beside, rounds, ours, theirs):
    loads = interleave(
        TIMES_THE_ROUNDS * rounds,
        {
            "ours": lambda: ours.load(mode, ACCOUNTS, SECONDS),
            "theirs": lambda: theirs.load(mode, ACCOUNTS, SECONDS),
        },
    )
    for who, results in loads.items():
        progress(f"  {name}, {who}: {sorted(results)[len(results) // 2]}")
    rates = {who: [result.rate for result in results] for who, results in loads.items()}
    return compare(f"vmail-dictd: {name}", beside, goal, rates["ours"], rates["theirs"], a_second)
