"""vmailadm import beside the sqlite3 program's own .import, of the same rows into the same tables."""

import base64
import hashlib
import subprocess
import time

from support import accounts
from support.measuring import at_most, compare, interleave, seconds
from support.places import DIST
from support.servers import Servers

ACCOUNTS = 100_000

# One transaction with the same journal and syncs as vmailadm's. It is spared finding each address's domain and giving
# numbers, for it gets them, and the checks of names, hashes and foreign keys. Empty columns come in as '', not as NULL.
SCRIPT = """.bail on
.mode csv
BEGIN;
.import {folder}/Address.csv Address
.import {folder}/VMailbox.csv VMailbox
COMMIT;
"""


def bulk_import(rounds):
    with Servers() as servers:
        folder = servers.folder
        _write_files(folder)
        empty = folder / "empty.sqlite"
        accounts.make(empty, 0)
        (folder / "script").write_text(SCRIPT.format(folder=folder))
        import_command = [DIST / "vmailadm", "--database", folder / "new.sqlite", "import", folder / "all.csv"]
        times = interleave(
            rounds,
            {
                "ours": lambda: _timed(folder, import_command),
                "theirs": lambda: _timed(folder, ["sqlite3", folder / "new.sqlite"], folder / "script"),
            },
        )
        row = f"vmailadm import, {ACCOUNTS:,} hashes"
        yield compare(row, "sqlite3 .import", at_most(2), times["ours"], times["theirs"], seconds)


def _timed(folder, command, script=None):
    new = folder / "new.sqlite"
    new.write_bytes((folder / "empty.sqlite").read_bytes())
    with open(script or "/dev/null") as given:
        begin = time.perf_counter()
        subprocess.run(command, stdin=given, stdout=subprocess.DEVNULL, check=True)
        passed = time.perf_counter() - begin
    count = subprocess.run(
        ["sqlite3", new, "SELECT count(*) FROM Address JOIN VMailbox ON vmNum = addNum WHERE length(vmPasswd) = 120"],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
    if int(count) != ACCOUNTS:
        raise SystemExit(f"{command[0]} stored {count} accounts")
    return passed


def _write_files(folder):
    names = ("all", "Address", "VMailbox")
    files = [open(folder / f"{name}.csv", "w") for name in names]
    for number in range(ACCOUNTS):
        stored = _hash(number)
        domain = number % accounts.DOMAINS + 1
        print(f"{accounts.user(number)},{stored}", file=files[0])
        print(f"{number + 1},user{number},{domain},1,,", file=files[1])
        print(f"{number + 1},1,{stored}", file=files[2])
    for file in files:
        file.close()


def _hash(number):
    """What looks like a hash of sha512-crypt, and is nobody's."""
    digest = base64.b64encode(hashlib.sha512(str(number).encode()).digest(), b"./").decode().rstrip("=")
    return "{SHA512-CRYPT}$6$" + digest[:10] + "abcdef$" + digest[:85] + "."
