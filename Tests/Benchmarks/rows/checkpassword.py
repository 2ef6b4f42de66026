"""vmail-checkpassword beside C programs: alone, and in Dovecot."""

import statistics
import subprocess
import sys

from support import accounts
from support.measuring import at_most, compare, milliseconds
from support.places import BUILT, DIST

ACCOUNTS = 100_000
RUNS_A_ROUND = 60


def spawn_to_exit(rounds):
    """With /bin/true in the place of Dovecot's checkpassword-reply: its time is in all of them."""
    database = accounts.database(ACCOUNTS)
    commands = [
        [DIST / "vmail-checkpassword", "--database", database, "/bin/true"],
        [BUILT / "checkpassword", database, "/bin/true"],
        [BUILT / "checkpassword-static", database, "/bin/true"],
    ]
    words = [word for command in commands for word in ["--", *command]][1:]
    run = subprocess.run(
        [str(word) for word in [BUILT / "spawn-time", rounds * RUNS_A_ROUND, ACCOUNTS, *words]],
        stdout=subprocess.PIPE,
        text=True,
    )
    if run.returncode != 0:
        sys.exit("spawn-time failed")
    times = [tuple(map(float, line.split())) for line in run.stdout.splitlines()]
    chunks = [times[start : start + RUNS_A_ROUND] for start in range(0, len(times), RUNS_A_ROUND)]
    ours, dynamic, static = zip(*(map(statistics.median, zip(*chunk, strict=True)) for chunk in chunks), strict=True)
    row = "vmail-checkpassword, spawn to exit"
    yield compare(row, "C, dynamic", at_most(1.0), ours, dynamic, milliseconds)
    yield compare(row, "C, static", at_most(1.25), ours, static, milliseconds)
