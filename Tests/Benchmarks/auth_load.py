"""Asks Dovecot's auth process as its login processes and LMTP do: AUTH (a passdb look-up and a comparison) and USER (userdb)."""

import base64
import contextlib
import selectors
import socket
import sys
import time

import accounts

CONNECTIONS = 4


class AuthLoad:
    """The two sockets of one Dovecot's auth process, in the folder `base`."""

    def __init__(self, name, base, log, version, count):
        self.name = name
        self.base = base
        self.log = log
        self.count = count
        # 2.4 calls the protocol by its name; both versions ignore what they don't know.
        self.service = {"2.3": "service", "2.4": "protocol"}[version]

    def passdb(self, requests, outstanding):
        """Logins a second, with right passwords."""
        return self._measure("auth-client", [self._login(number) for number in range(1, requests + 1)], b"OK\t", outstanding)

    def userdb(self, requests, outstanding):
        """Look-ups for deliveries a second."""
        return self._measure("auth-userdb", [self._user(number) for number in range(1, requests + 1)], b"USER\t", outstanding)

    def _login(self, number):
        account = accounts.spread(number, self.count)
        response = base64.b64encode(f"\0{accounts.user(account)}\0{accounts.password(account)}".encode()).decode()
        return f"AUTH\t{number}\tPLAIN\t{self.service}=imap\tresp={response}\n".encode()

    def _user(self, number):
        account = accounts.spread(number, self.count)
        return f"USER\t{number}\t{accounts.user(account)}\t{self.service}=lmtp\n".encode()

    def _connect(self, socket_name, number):
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(60)
        client.connect(str(self.base / socket_name))
        if socket_name == "auth-client":
            # Client process ids must differ; these are none.
            client.sendall(f"VERSION\t1\t2\nCPID\t{2**22 + 1 + number}\n".encode())
            last = b"DONE\n"
        else:
            client.sendall(b"VERSION\t1\t1\n")
            last = b"SPID"
        greeting = b""
        while last not in greeting or not greeting.endswith(b"\n"):
            data = client.recv(65536)
            if not data:
                self._give_up("a connection was closed")
            greeting += data
        return client

    def _measure(self, socket_name, requests, good, outstanding):
        count = len(requests)
        clients = [self._connect(socket_name, number) for number in range(min(CONNECTIONS, outstanding))]
        with contextlib.ExitStack() as stack, selectors.DefaultSelector() as selector:
            for client in clients:
                stack.enter_context(client)
                selector.register(client, selectors.EVENT_READ)
            rest = dict.fromkeys(clients, b"")
            sent = answered = 0

            def send(client, number):
                nonlocal sent
                client.sendall(b"".join(requests[sent : sent + number]))
                sent += number

            begin = time.perf_counter()
            for index, client in enumerate(clients):
                send(client, outstanding // len(clients) + (index < outstanding % len(clients)))
            while answered < count:
                ready = selector.select(60)
                if not ready:
                    self._give_up("no answer in 60 seconds")
                for key, _ in ready:
                    client = key.fileobj
                    *lines, rest[client] = (rest[client] + client.recv(262144)).split(b"\n")
                    for line in lines:
                        if not line.startswith(good) or b".example" not in line:
                            self._give_up(line.decode())
                    answered += len(lines)
                    if lines and sent < count:
                        send(client, len(lines))
            return count / (time.perf_counter() - begin)

    def _give_up(self, reason):
        sys.exit(f"{self.name}: {reason}:\n{self.log.read_text()[-2000:]}")
