"""Why rows fall short of their goals: printed below the table for those that do. Each was found with callgrind, perf or strace -c,
but for those of Postfix."""

_C_LOOP = "a C epoll loop"
_DICT = "Dovecot's dict, sqlite"
_NIO = (
    "SwiftNIO sets up a channel for each client: a pipeline, futures, six epoll_ctl where C has one; 90 of 130 thousand "
    "instructions. Dovecot keeps its connections"
)
_START = (
    "the Swift runtime's start, and a program of 9 MB: 80 more page faults than static C, 27 more system calls, and a fifth "
    "more instructions"
)

_SESSIONS = (
    "the database is no longer mapped (6 to 8 % of a look-up's CPU time), and slots, turns and completions cost as much again"
)

_IN_PROCESS = (
    "that driver looks up in Postfix's own process: no second process, no switch to it and back for each of a recipient's "
    "dozen look-ups. It also fails as vmail-auth-database(5) says"
)

_LUA = "as much CPU in all, and two more switches between processes a look-up: even, but for noise"

_REASONS = {
    ("vmail-checkpassword, spawn to exit", "C, dynamic"): _START,
    ("vmail-checkpassword, spawn to exit", "C, static"): _START,
    ("logins by vmail-checkpassword --direct-reply", "C, static, checks nothing, replies"): (
        "what it does not do: opening the database, the look-up and the comparison"
    ),
    ("vmail-dictd: 8 connections", _DICT): (
        "with so few clients an event loop seldom finds two questions at once that could share a read of the database, and the "
        "kernel's part, waking and switching, is the same for both"
    ),
    ("vmail-dictd: a connection a look-up", _DICT): _NIO,
    ("vmail-dictd: 1 connection in turn", _C_LOOP): (
        "SwiftNIO, names and replies as Swift values, counters, and one more stat, which finds a database that was replaced: "
        "50 thousand instructions a look-up, of which SQLite has 17 in both"
    ),
    ("vmail-dictd: a connection a look-up", _C_LOOP): _NIO,
    ("vmail-dictd: 8 connections", _C_LOOP): _SESSIONS,
    ("passdb through Dovecot 2.3", "its sql driver, sqlite"): _SESSIONS,
    ("userdb through Dovecot 2.3", "its sql driver, sqlite"): _SESSIONS,
    ("RCPT, 1 client", "Postfix's sqlite:"): _IN_PROCESS,
    ("RCPT, 8 clients", "Postfix's sqlite:"): _IN_PROCESS,
    ("postmap -q -, 1 process", "Postfix's sqlite:"): _IN_PROCESS,
    ("postmap -q -, 8 processes", "Postfix's sqlite:"): _IN_PROCESS,
    ("passdb through Dovecot 2.4", "its sql driver, sqlite"): _LUA,
    ("userdb through Dovecot 2.4", "its sql driver, sqlite"): _LUA,
}


def reason(line):
    return _REASONS.get((line.row, line.beside), "not known")
