"""Dovecots of our own, in a folder, apart from the system's."""

import os

from servers import copy_for_dovecot

SURROUNDINGS_23 = """
base_dir = {inside}/{name}
state_dir = {inside}/{name}
log_path = {inside}/{name}.log
instance_name = {name}
protocols =
ssl = no
"""

DICT_SERVER_23 = """
dict {{
  vmail = sqlite:{inside}/dict-sql.conf.ext
}}
service dict {{
  # A process a core, each for many clients: faster than a process a client and than one for all.
  client_limit = {clients}
  process_min_avail = {processes}
  process_limit = {processes}
  unix_listener dict {{
    mode = 0600
  }}
}}
"""

DICT_SQL_23 = """
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


class DictServer23:
    """Dovecot 2.3's dict server over the database, by a map that looks one row up."""

    def __init__(self, servers, database, clients=1000, processes=None):
        inside = servers.folder
        values = dict(
            inside=inside, name="dict-server", database=copy_for_dovecot(database, inside), clients=clients,
            processes=processes or os.cpu_count())  # fmt: skip
        (inside / "dict-server").mkdir(mode=0o755)
        (inside / "dict-sql.conf.ext").write_text(DICT_SQL_23.format(**values))
        configuration = inside / "dict-server.conf"
        configuration.write_text((SURROUNDINGS_23 + DICT_SERVER_23).format(**values))
        self.socket = inside / "dict-server" / "dict"
        servers.start("dict-server", ["dovecot", "-F", "-c", configuration], self.socket.exists)
