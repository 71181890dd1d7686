"""A builder in a process of its own, and the same questions without one."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar
from wsgiref.simple_server import WSGIRequestHandler

from kacko.builder.app import App


def asked(app: App, method: str, address: str, body: bytes, **environ: str) -> tuple[str, Any]:
    """Status and JSON of one request."""
    statuses: list[str] = []
    request = {
        "REQUEST_METHOD": method,
        "PATH_INFO": address,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **environ,
    }
    answer = app(request, lambda status, _headers: statuses.append(status))
    return statuses[0], json.loads(b"".join(answer))


def preview_of(app: App, file: object, text: object) -> tuple[str, Any]:
    """Status and answer for one draft."""
    return asked(app, "POST", "/preview", json.dumps({"file": file, "text": text}).encode())


class _Handler(WSGIRequestHandler):
    """Requests over a socket that is a file, told to nobody."""

    def address_string(self) -> str:
        return ""

    def log_message(self, *_words: object) -> None:
        pass

    def get_environ(self) -> dict[str, Any]:
        self.client_address = ("", 0)
        return super().get_environ()


class _Server(socketserver.UnixStreamServer):
    """One request after another, as the builder takes them."""

    base_environ: ClassVar[dict[str, str]] = {}

    def __init__(self, socket: Path, app: App) -> None:
        self._app = app
        super().__init__(str(socket), _Handler)

    def get_app(self) -> App:
        return self._app


@contextmanager
def answering(app: App, socket: Path) -> Iterator[None]:
    """A builder that answers at ``socket``."""
    socket.parent.mkdir(parents=True, exist_ok=True)
    with _Server(socket, app) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            socket.unlink()
