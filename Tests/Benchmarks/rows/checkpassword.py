"""vmail-checkpassword beside C programs: alone, and in Dovecot."""

import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from support import accounts
from support.measuring import at_most, compare, milliseconds
from support.places import BUILT, DIST

ACCOUNTS = 100_000
RUNS_A_ROUND = 60


def spawn_to_exit(rounds):
    """With /bin/true in the place of Dovecot's checkpassword-reply: its time is in all of them.

    All are fresh copies: a program takes a fifth longer to start where the kernel keeps its file in small pieces."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for program in (DIST / "vmail-checkpassword", BUILT / "checkpassword", BUILT / "checkpassword-static"):
            shutil.copy(program, folder)
        yield from _spawn_to_exit(rounds, folder)


def _spawn_to_exit(rounds, folder):
    database = accounts.database(ACCOUNTS)
    commands = [
        [folder / "vmail-checkpassword", "--database", database, "/bin/true"],
        [folder / "checkpassword", database, "/bin/true"],
        [folder / "checkpassword-static", database, "/bin/true"],
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
