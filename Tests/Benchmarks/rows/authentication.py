"""passdb and userdb through Dovecot, beside its own sql driver over the same file; and logins by checkpassword."""

import pathlib
import shutil
import subprocess

from support import accounts, sql_drivers
from support.dict_load import vmail_dictd
from support.dovecot import Authentication, samples
from support.measuring import a_second, at_least, compare, interleave
from support.places import BUILT, DIST, REPOSITORY
from support.servers import Servers, copy_for_dovecot

ACCOUNTS = 100_000
# As many as Dovecot has auth workers.
OUTSTANDING = 30
REQUESTS = 4000
CHECKPASSWORD_REQUESTS = 300


def through_23(rounds):
    with Servers() as servers:
        database = copy_for_dovecot(accounts.database(ACCOUNTS), servers.folder)
        vmail_dictd(servers, database)
        dict_samples = samples(
            servers, "2.3", ["vmail-passdb.conf.ext", "vmail-userdb.conf.ext", "auth-vmail-dict.conf.ext"]
        )
        ours = Authentication(servers, "dict", "2.3", dict_samples, ACCOUNTS)
        theirs = Authentication(servers, "sql", "2.3", sql_drivers.for_23(servers.folder, database), ACCOUNTS)
        yield from _both("2.3", rounds, ours, theirs, at_least(1.2), at_least(1.1))


def through_24(rounds):
    made = subprocess.run([REPOSITORY / "Tests/debian.sh", "13"], check=True, stdout=subprocess.PIPE, text=True)
    root = pathlib.Path(made.stdout.strip())
    with Servers(root / "tmp") as servers:
        database = copy_for_dovecot(accounts.database(ACCOUNTS), servers.folder)
        vmail_dictd(servers, database)
        lua = samples(servers, "2.4", ["../vmail-auth.lua", "auth-vmail-lua.conf.ext"], root)
        ours = Authentication(servers, "lua", "2.4", lua, ACCOUNTS, root)
        theirs = Authentication(servers, "sql", "2.4", sql_drivers.FOR_24, ACCOUNTS, root)
        yield from _both("2.4", rounds, ours, theirs, at_least(1.0), at_least(1.0))


def _both(version, rounds, ours, theirs, passdb_goal, userdb_goal):
    for kind, goal in (("passdb", passdb_goal), ("userdb", userdb_goal)):
        measure = {name: getattr(dovecot.load, kind) for name, dovecot in (("ours", ours), ("theirs", theirs))}
        rates = interleave(rounds, {name: lambda ask=ask: ask(REQUESTS, OUTSTANDING) for name, ask in measure.items()})
        yield compare(
            f"{kind} through Dovecot {version}",
            "its sql driver, sqlite",
            goal,
            rates["ours"],
            rates["theirs"],
            a_second,
        )


def direct_reply(rounds):
    with Servers() as servers:
        database = copy_for_dovecot(accounts.database(ACCOUNTS), servers.folder)
        nothing = servers.folder / "checkpassword-nothing"
        ours = servers.folder / "vmail-checkpassword"
        # Copied, because the user dovecot can't look into everybody's home.
        shutil.copy(BUILT / "checkpassword-nothing", nothing)
        shutil.copy(DIST / "vmail-checkpassword", ours)
        programs = {
            "ours": f"{ours} --database {database} --direct-reply",
            "direct": f"{nothing} --direct-reply",
            "reply": f"{nothing}",
        }
        loads = {}
        for name, program in programs.items():
            sample = "auth-vmail-checkpassword-only.conf.ext"
            configuration = samples(servers, "2.3", [sample], checkpassword=program)
            own_file = servers.folder / f"{name}.conf.ext"
            (servers.folder / sample).rename(own_file)
            configuration = configuration.replace(sample, own_file.name)
            loads[name] = Authentication(servers, name, "2.3", configuration, ACCOUNTS, asks_userdb=False).load
        rates = interleave(
            rounds,
            {name: lambda load=load: load.passdb(CHECKPASSWORD_REQUESTS, OUTSTANDING) for name, load in loads.items()},
        )
        row = "logins by vmail-checkpassword --direct-reply"
        for name, beside in (
            ("direct", "C, static, checks nothing, replies"),
            ("reply", "C, static, checks nothing, execs checkpassword-reply"),
        ):
            yield compare(row, beside, at_least(0.9), rates["ours"], rates[name], a_second)
