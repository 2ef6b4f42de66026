"""Postfix asking vmail-dictd by socketmap, beside Postfix with its own SQLite driver."""

from support import accounts
from support.measuring import a_second, at_least, compare, interleave
from support.postfix import three
from support.servers import Servers

ACCOUNTS = 100_000
SECONDS = 1
KEYS = 2_000
CLIENTS = [1, 8]
GOAL = at_least(1.2)


def recipients(rounds):
    with Servers() as servers:
        postfixes = three(servers, ACCOUNTS)
        for clients in CLIENTS:
            yield from _beside(
                f"RCPT, {clients} {'client' if clients == 1 else 'clients'}",
                postfixes,
                rounds,
                lambda postfix: postfix.recipients(clients, ACCOUNTS, SECONDS),
            )


def postmap(rounds):
    with Servers() as servers:
        keys = servers.folder / "keys"
        step = ACCOUNTS // KEYS
        keys.write_text("".join(accounts.user(number * step) + "\n" for number in range(KEYS)))
        postfixes = three(servers, ACCOUNTS)
        for clients in CLIENTS:
            yield from _beside(
                f"postmap -q -, {clients} {'process' if clients == 1 else 'processes'}",
                postfixes,
                rounds,
                lambda postfix: postfix.postmap(clients, keys),
            )


def _beside(row, postfixes, rounds, measure):
    rates = interleave(rounds, {name: lambda postfix=postfix: measure(postfix) for name, postfix in postfixes.items()})
    for other in ("sqlite:", "proxy:sqlite:"):
        yield compare(row, f"Postfix's {other}", GOAL, rates["ours"], rates[other], a_second)
