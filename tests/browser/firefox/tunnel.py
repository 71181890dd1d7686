"""The only way out of the browser of this room: to this machine, and to the neutral page in its own
name."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

from tests.browser.neutral import ADDRESS, Neutral

HERE = ("127.0.0.1", "localhost")
LEAST = 65_536  # bytes read at a time


class Tunnel:
    """A proxy that understands CONNECT, and leads nowhere else."""

    def __init__(self, neutral: Neutral) -> None:
        self._neutral = neutral
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take nobody any more."""
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                guest, _ = self._door.accept()
                threading.Thread(target=self._lead, args=(guest,), daemon=True).start()

    def _lead(self, guest: socket.socket) -> None:
        with guest, suppress(OSError):
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                if not (read := guest.recv(LEAST)):
                    return
                head += read
            method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
            place = self._place(target) if method == "CONNECT" else None
            if place is None:
                guest.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                return
            with socket.create_connection(place) as host:
                guest.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                threading.Thread(target=_pour, args=(host, guest), daemon=True).start()
                _pour(guest, host)

    def _place(self, target: str) -> tuple[str, int] | None:
        name, port = target.rsplit(":", 1)
        if name == urlsplit(ADDRESS).hostname:
            return "127.0.0.1", self._neutral.port
        return ("127.0.0.1", int(port)) if name in HERE else None


def _pour(source: socket.socket, sink: socket.socket) -> None:
    """Everything from one to the other, until one of them ends."""
    with suppress(OSError):
        while read := source.recv(LEAST):
            sink.sendall(read)
    for each in (source, sink):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
