"""Dovecots of our own, in a folder, apart from the system's; and their dict server."""

import os

from support.auth_load import AuthLoad
from support.dict_load import DictTarget
from support.places import REPOSITORY
from support.servers import copy_for_dovecot

SURROUNDINGS = """
{beginning}
base_dir = {inside}/{name}
state_dir = {inside}/{name}
log_path = {inside}/{name}.log
instance_name = {name}
protocols =
ssl = no
auth_failure_delay = 0
{cleartext}
"""
VERSIONS = {
    "2.3": dict(beginning="", cleartext="disable_plaintext_auth = no"),
    "2.4": dict(
        beginning="dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0",
        cleartext="auth_allow_cleartext = yes",
    ),
}

DICT_SERVER = """
dict {{
  vmail = sqlite:{inside}/dict-sql.conf.ext
}}
service dict {{
  # A process a core, each for many clients: faster than a process a client and than one for all.
  client_limit = 1000
  process_min_avail = {cores}
  process_limit = {cores}
  unix_listener dict {{
    mode = 0600
  }}
}}
"""
# With the value made in the database, by the view of accounts.py; ready parts of the key spare SQL the concatenation.
DICT_SQL = """
connect = {database}
map {{
  pattern = shared/userdb/$localpart/$domain
  table = DictUserdb
  value_field = value
  fields {{
    addLocalpart = $localpart
    domName = $domain
  }}
}}
"""


class Dovecot:
    """A running Dovecot in `servers.folder`, which ends with `servers`. `root` is what is / to it.

    `configuration` may have {inside}, the folder as Dovecot sees it."""

    def __init__(self, servers, name, version, configuration, socket, root=None):
        folder = servers.folder
        self.name = name
        self.version = version
        self.base = folder / name
        self.log = folder / f"{name}.log"
        self.base.mkdir(mode=0o755)
        inside = inside_path(folder, root)
        file = folder / f"{name}.conf"
        values = dict(VERSIONS[version], inside=inside, name=name, cores=os.cpu_count())
        file.write_text((SURROUNDINGS + configuration).format(**values))
        command = [*(["chroot", root] if root else []), "dovecot", "-F", "-c", f"{inside}/{name}.conf"]
        self.process = servers.start(name, command, (self.base / socket).exists)


def inside_path(path, root):
    return f"/{path.relative_to(root)}" if root else str(path)


class Authentication(Dovecot):
    """A Dovecot with passdb and userdb, and the load for it."""

    def __init__(self, servers, name, version, configuration, count, root=None, asks_userdb=True):
        super().__init__(servers, name, version, configuration, "auth-userdb", root)
        self.load = AuthLoad(name, self.base, self.log, version, count)
        # A handful first, because 2.4.1 times out when a fresh auth process is asked much at once.
        for outstanding in (1, 4):
            self.load.passdb(100, outstanding)
            if asks_userdb:
                self.load.userdb(100, outstanding)


def dict_server(servers, database):
    """Dovecot 2.3's dict server over the database, by a map that looks one row up."""
    copy = copy_for_dovecot(database, servers.folder)
    (servers.folder / "dict-sql.conf.ext").write_text(DICT_SQL.format(database=copy))
    dovecot = Dovecot(servers, "dict-server", "2.3", DICT_SERVER, "dict")
    return DictTarget(dovecot.process, dovecot.base / "dict", "vmail", "/")


def samples(servers, version, names, root=None, checkpassword=None):
    """Copies the samples of dovecot/<version> into the folder, with its paths; the last one is what to include."""
    inside = inside_path(servers.folder, root)
    for name in names:
        text = (REPOSITORY / "dovecot" / version / name).read_text()
        text = text.replace("/run/vmail-auth/dict.sock", f"{inside}/vmail-dictd.sock")
        text = text.replace("/usr/local/libexec/vmail-auth/vmail-checkpassword --direct-reply", str(checkpassword))
        (servers.folder / os.path.basename(name)).write_text(text.replace("/etc/dovecot/", f"{inside}/"))
    return f"!include {{inside}}/{names[-1]}\n"
