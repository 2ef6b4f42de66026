"""The load of auth-load.c on one Dovecot."""

import subprocess
import sys

from support.places import BUILT

CONNECTIONS = 4


class AuthLoad:
    """The sockets of one Dovecot's auth process, in the folder `base`."""

    def __init__(self, name, base, log, version, count):
        self._name = name
        self._base = base
        self._log = log
        self._count = count
        self._field = {"2.3": "service", "2.4": "protocol"}[version]

    def passdb(self, requests, outstanding):
        """Logins a second, with right passwords."""
        return self._measure("auth-client", "passdb", requests, outstanding)

    def userdb(self, requests, outstanding):
        """Look-ups for deliveries a second."""
        return self._measure("auth-userdb", "userdb", requests, outstanding)

    def _measure(self, socket, kind, requests, outstanding):
        words = [
            BUILT / "auth-load",
            self._base / socket,
            kind,
            self._field,
            self._count,
            requests,
            min(CONNECTIONS, outstanding),
            outstanding,
        ]
        run = subprocess.run(list(map(str, words)), stdout=subprocess.PIPE, text=True)
        if run.returncode != 0:
            sys.exit(f"{self._name}:\n{self._log.read_text()[-2000:]}")
        return float(run.stdout.split()[0])
