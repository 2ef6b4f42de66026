"""vmail-dictd with many accounts and with many clients."""

import contextlib
import os
import socket
import subprocess
import time

from support import accounts
from support.dict_load import IN_TURN, Mode, result, vmail_dictd
from support.measuring import at_most, compare, figure, interleave, mebibytes, progress, seconds
from support.servers import Servers, memory, peak_memory

# Of each measurement.
SECONDS = 0.25
SIZES = [1_000, 100_000, 1_000_000]
CROWD = Mode(1000, 1)


def sizes(rounds):
    with Servers() as servers:
        targets = {size: vmail_dictd(servers, accounts.database(size), f"dictd-{size}") for size in SIZES}
        times = interleave(
            rounds, {size: lambda size=size: targets[size].load(IN_TURN, size, SECONDS).median for size in SIZES}
        )
        for size in SIZES[1:]:
            yield compare(
                f"a look-up, {size:,} accounts",
                f"{SIZES[0]:,} accounts",
                at_most(1.3),
                times[size],
                times[SIZES[0]],
                lambda value: f"{value:.1f} us",
            )


def iterate(rounds):
    count = SIZES[-1]
    with Servers() as servers:
        target = vmail_dictd(servers, accounts.database(count))
        names = (accounts.user(number).encode() for number in range(count))
        right = b"".join(b"Oshared/userdb/%s\t\n" % name for name in names) + b"\n"
        times = [_list_users(target.socket, right) for _ in range(rounds)]
        peak, resident = peak_memory(target.process), memory(target.process)
        progress(f"  {resident}")
        yield _figure(f"iterating {count:,} accounts", at_most(2, " s"), times, seconds)
        yield figure("the same: resident memory, VmHWM", at_most(64, " MiB"), peak, mebibytes)

        # Another connection on each event loop, one after another, so that one of them shares the list's.
        p99s = []
        for _ in range(rounds):
            command = target.command(IN_TURN, count, seconds=60)
            loads = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(os.cpu_count())]
            time.sleep(0.1)
            _list_users(target.socket, right)
            for process in loads:
                process.terminate()
            p99s.append(max(result(process.communicate()[0]).p99 for process in loads))
        yield _figure(
            "the same: p99 of other look-ups meanwhile",
            at_most(5, " ms"),
            [value / 1000 for value in p99s],
            lambda value: f"{value:.2f} ms",
        )


def _list_users(path, right):
    """Seconds until the whole list has come, which must be `right`."""
    chunks = []
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as client:
        client.settimeout(60)
        client.connect(str(path))
        begin = time.perf_counter()
        client.sendall(b"H3\t0\t0\t\tuserdb\nI0\t0\tshared/userdb/\t\n")
        while True:
            chunks.append(client.recv(1 << 20))
            if not chunks[-1] or chunks[-1].endswith(b"\n\n") or chunks[-1] == b"\n":
                break
        passed = time.perf_counter() - begin
    if b"".join(chunks) != right:
        raise SystemExit("the list of users is not the right one")
    return passed


def _figure(row, goal, values, show):
    ordered = sorted(values)
    spread = f"{show(ordered[0])} to {show(ordered[-1])}"
    return figure(row, goal, ordered[len(ordered) // 2], show, spread)


def crowd(rounds):
    with Servers() as servers:
        target = vmail_dictd(servers, accounts.database(SIZES[1]))
        for _ in range(rounds):
            # A failure, or a wrong reply, ends the program.
            crowded = target.load(CROWD, SIZES[1], seconds=1)
        progress(f"  {crowded}; {memory(target.process)}")
        yield figure(
            "1,000 connections at once: no failure, VmHWM", at_most(64, " MiB"), peak_memory(target.process), mebibytes
        )
