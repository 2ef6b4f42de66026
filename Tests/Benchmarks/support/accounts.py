"""Databases of any number of accounts: user<n>@bench<n modulo 50>.example, with the password secret<n>.

load/load.h knows them, too."""

import os
import sqlite3

from support.places import BUILT, REPOSITORY

DOMAINS = 50
# Changes whenever what is in the databases does.
EDITION = 1

# What Dovecot's dict server looks up: the reply of vmail-dictd, made by SQL.
VIEW = """
CREATE VIEW DictUserdb AS
    SELECT addLocalpart, domName,
        '{"uid":"' || domClass || '","gid":"800","home":"/home/vmail/' || domName || '/' || addLocalpart
        || '","mail":"maildir:~/Mail","mail_driver":"maildir","mail_path":"~/Mail","user":"' || addLocalpart || '@'
        || domName || '"}' AS value
    FROM Domain JOIN Address ON addDomNum = domNum JOIN VMailbox ON vmNum = addNum
    WHERE Address.active <> 0 AND VMailbox.active <> 0
"""


def user(number):
    return f"user{number}@bench{number % DOMAINS}.example"


def password(number):
    return f"secret{number}"


def database(count):
    """The path of a database of `count` accounts, made once."""
    path = BUILT / f"accounts-{EDITION}-{count}.sqlite"
    if not path.exists():
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        make(new, count)
        os.rename(new, path)
    return path


def make(path, count):
    database = sqlite3.connect(path)
    database.executescript((REPOSITORY / "dovecot/schema.sql").read_text() + "PRAGMA synchronous = OFF;" + VIEW)
    with database:
        database.executemany(
            "INSERT INTO Domain (domNum, domName, domClass) VALUES (?, ?, 842)",
            ((number + 1, f"bench{number}.example") for number in range(DOMAINS)),
        )
        database.executemany(
            "INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (?, ?, ?)",
            ((number + 1, f"user{number}", number % DOMAINS + 1) for number in range(count)),
        )
        database.executemany(
            "INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (?, ?)",
            ((number + 1, "{PLAIN}" + password(number)) for number in range(count)),
        )
    database.close()
