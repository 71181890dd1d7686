"""The neutral page that the exit leads to, on this machine: tests never touch the network."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from centre.facts.centre import Centre
from tests.intake.proxy import Tls

ADDRESS = str(Centre.model_fields["exit_address"].default)
PAGE = b"<!DOCTYPE html><title>weather</title><p>Rain."


@dataclass
class Neutral:
    """A server that answers in the neutral page's name, and remembers what it was told."""

    port: int
    asked: list[Mapping[str, str]] = field(default_factory=list)
    """Headers of each request for the page."""

    @property
    def flags(self) -> list[str]:
        """What makes Chromium find it, and trust it."""
        host = urlsplit(ADDRESS).hostname
        rule = f"--host-resolver-rules=MAP {host} 127.0.0.1:{self.port}"
        return [rule, "--ignore-certificate-errors"]


@contextmanager
def serving(openssl: str, folder: Path) -> Iterator[Neutral]:
    """Serve the page until the block ends."""
    tls = Tls.made(openssl, folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls.certificate, tls.key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    neutral = Neutral(server.server_port)
    server.RequestHandlerClass = _answering(neutral)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield neutral
    server.shutdown()
    server.server_close()


def _answering(neutral: Neutral) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == urlsplit(ADDRESS).path:
                neutral.asked.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    return Handler
