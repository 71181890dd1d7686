"""Ports of this machine for the servers of the tests."""

import secrets
import socket

FIRST = 20_000
END = 32_000
"""Below those that the system gives to whoever connects: none is taken before a server listens."""


def free_port() -> int:
    """A port that nothing listens on."""
    while True:
        port = FIRST + secrets.randbelow(END - FIRST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
