#!/usr/bin/env python3
"""What a refusal costs: the time of vmail-checkpassword for a wrong password, an unknown user and a disabled account.

usage: refusal-times.py [RUNS]

The three must not be told apart by a clock, whatever scheme the accounts have. Runs of the three alternate, so that what else
the machine does hits all alike; medians of RUNS (200) each are printed, and their ratio to the wrong password's.
The programs are those that dovecot/build.sh left in .build/dist.
"""

import os
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/dist/vmail-checkpassword"
SCHEMA = ROOT / "dovecot/schema.sql"

# Hashes of "hunter2", the cheapest first.
HASHES = {
    "PLAIN": "{PLAIN}hunter2",
    "SSHA512": "{SSHA512}X4/9gP8jZKeA5j7sUSItusPx0InG1m9KPRD/vFXRXg8D9O43sIZncpvMwzHyezMe48VHE+oKkDcjBvFj+RJF8d96Lbg=",
    "BLF-CRYPT, cost 5": "{BLF-CRYPT}$2y$05$LqtOP2wqjRKx4FLktDLzHuf6yVKCKzcVnCc0dqcHzrhy8y6Y8tZGC",
    "SHA512-CRYPT": "{SHA512-CRYPT}$6$AQRJCpy21jpbhTne$aWnxkzj.R5t0Iy4KEMLgz6iBe/zzJFCFbbv6PUOxGla8XKK30J5V8TuGz6QDuG"
    "ggR4ofQafoWv9Liulhzo8230",
    "yescrypt": "{CRYPT}$y$j9T$V7qMYJaNbVKOeh4PhtqPk3aMXFKNaR4OddqOgpaPj/5$o00f5A6WfIf9rzdO/L2OtuFI/.VJ8Vh47K6Ud1z8Hm8",
}
CASES = {"wrong password": "on", "unknown user": "nobody", "disabled": "off"}


def make_database(path, stored):
    with sqlite3.connect(path) as database:
        database.executescript(SCHEMA.read_text())
        database.execute("INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842)")
        for number, (name, active) in enumerate([("on", 1), ("off", -1)], start=1):
            database.execute("INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (?, ?, 1)", (number, name))
            database.execute("INSERT INTO VMailbox VALUES (?, ?, ?)", (number, active, stored))
    database.close()


def refuse(folder, user):
    """Seconds from start to end of one refusal."""
    request = folder / user
    request.write_bytes(f"{user}@d.example\0wrong\0\0".encode())
    with open(request, "rb") as descriptor:
        command = [PROGRAM, "--database", folder / "mail.sqlite", "/bin/true"]
        # Descriptor 3 is the request, as Dovecot gives it.
        actions = [(os.POSIX_SPAWN_DUP2, descriptor.fileno(), 3)]
        begin = time.perf_counter()
        child = os.posix_spawn(PROGRAM, command, {"ORIG_UID": "0"}, file_actions=actions)
        _, status = os.waitpid(child, 0)
        seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != 1:
        sys.exit(f"{user}: not refused")
    return seconds


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    if not PROGRAM.exists():
        subprocess.run([ROOT / "dovecot/build.sh"], check=True)
    print(f"{'scheme':20}" + "".join(f"{case:>26}" for case in CASES))
    for scheme, stored in HASHES.items():
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            make_database(folder / "mail.sqlite", stored)
            times = {case: [] for case in CASES}
            for _ in range(runs):
                for case, user in CASES.items():
                    times[case].append(refuse(folder, user))
            medians = {case: statistics.median(values) * 1000 for case, values in times.items()}
            cells = [f"{value:.3f} ms {value / medians['wrong password']:6.3f}x" for value in medians.values()]
            print(f"{scheme:20}" + "".join(f"{cell:>26}" for cell in cells))


if __name__ == "__main__":
    main()
