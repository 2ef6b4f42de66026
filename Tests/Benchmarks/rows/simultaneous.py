"""Many vmail-checkpasswords at the same moment."""

import fcntl
import os
import time

from support import accounts
from support.measuring import at_most, figure, mebibytes, progress
from support.places import DIST

ACCOUNTS = 100_000
COUNT = 60
PROGRAM = DIST / "vmail-checkpassword"


def checkpasswords(rounds):
    """Measured while all have looked up and can't write their answers: descriptor 4 is a full pipe."""
    measured = [_hold_together() for _ in range(rounds)]
    together = max(sum(shares) for shares, _ in measured)
    progress(
        f"  the largest: {max(max(peaks) for _, peaks in measured):.1f} MiB resident, code that all share among them"
    )
    yield figure(
        f"{COUNT} vmail-checkpasswords at once: no failure, memory of all", at_most(64, " MiB"), together, mebibytes
    )


def _hold_together():
    """The memory of each in MiB: its share (Pss of proc(5)), and its most (VmHWM). A failure ends the program."""
    reader, writer = os.pipe()
    room = fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 65536)
    filling = os.write(writer, b"\0" * room)
    children = [_start(number, writer) for number in range(COUNT)]
    os.close(writer)
    _wait_until_blocked(children)
    shares = [_field(f"/proc/{child}/smaps_rollup", "Pss") for child in children]
    peaks = [_field(f"/proc/{child}/status", "VmHWM") for child in children]
    replies = b""
    while data := os.read(reader, 65536):
        replies += data
    os.close(reader)
    failed = [child for child in children if os.waitpid(child, 0)[1] != 0]
    missing = [number for number in range(COUNT) if f"user={accounts.user(number)}\t".encode() not in replies[filling:]]
    if failed or missing:
        raise SystemExit(f"vmail-checkpassword: {len(failed)} of {COUNT} failed, {len(missing)} did not answer")
    return shares, peaks


def _start(number, answer):
    request, end = os.pipe()
    os.write(end, f"{accounts.user(number)}\0{accounts.password(number)}\0\0".encode())
    os.close(end)
    child = os.posix_spawn(
        PROGRAM,
        [PROGRAM, "--database", accounts.database(ACCOUNTS), "--direct-reply", "/bin/true"],
        {"ORIG_UID": "0"},
        file_actions=[(os.POSIX_SPAWN_DUP2, request, 3), (os.POSIX_SPAWN_DUP2, answer, 4)],
    )
    os.close(request)
    return child


def _wait_until_blocked(children):
    """Until all sleep, and have for a while."""
    deadline = time.monotonic() + 60
    asleep = 0
    while asleep < 10:
        if time.monotonic() > deadline:
            raise SystemExit("vmail-checkpassword does not come to its answer")
        time.sleep(0.02)
        asleep = asleep + 1 if all(_is_asleep(child) for child in children) else 0


def _is_asleep(child):
    with open(f"/proc/{child}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] in "SZ"


def _field(path, name):
    with open(path) as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith(name + ":"))
