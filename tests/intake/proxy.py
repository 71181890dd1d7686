"""nginx with the shipped configuration, on a port of this machine: only paths and sockets differ.

Without a certificate TLS is left out.
"""

import re
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.intake.load import wait_until
from tests.intake.shipped import DEPLOY, answers
from tests.ports import free_port

MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 768; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    gzip on;
    access_log {folder}/access.log;
    error_log {folder}/error.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {shipped}
}}
"""
"""As Debian's own nginx.conf: it logs unless the shipped configuration says no."""


@dataclass(frozen=True)
class Tls:
    """A certificate for localhost that it signed itself, and the port that only leads on to TLS."""

    certificate: Path
    key: Path
    plain_port: int

    @classmethod
    def made(cls, openssl: str, folder: Path) -> Self:
        """A new one, good for a day."""
        tls = cls(folder / "certificate.pem", folder / "key.pem", free_port())
        asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        asked += " -days 1 -subj /CN=localhost"
        files = (
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            str(tls.key),
            "-out",
            str(tls.certificate),
        )
        subprocess.run([openssl, *asked.split(), *files], check=True, capture_output=True)
        return tls

    def trusting(self) -> ssl.SSLContext:
        """What a browser knows that trusts this certificate."""
        return ssl.create_default_context(cafile=self.certificate)


class Proxy:
    """A running nginx in front of sockets in `folder`: `sender.sock`, `desk.sock`."""

    def __init__(
        self, nginx: str, folder: Path, site: Path, port: int, tls: Tls | None = None
    ) -> None:
        self.folder = folder
        self.port = port
        folder.mkdir(exist_ok=True)
        configuration = folder / "nginx.conf"
        shipped = _here(folder, site)
        shipped = _with_tls(shipped, port, tls) if tls else _without_tls(shipped, port, folder)
        user = "user root;" if _is_root() else ""
        configuration.write_text(MAIN.format(user=user, folder=folder, shipped=shipped))
        self._process = subprocess.Popen(
            [nginx, "-e", str(folder / "start.log"), "-c", str(configuration)]
        )
        wait_until(lambda: self._process.poll() is not None or answers(port))
        assert self._process.poll() is None, (folder / "start.log").read_text()

    def stop(self) -> None:
        """End it at once."""
        self._process.terminate()
        self._process.wait(timeout=30)

    @property
    def logged(self) -> str:
        """Everything it wrote down."""
        return "".join(log.read_text() for log in self.folder.glob("*.log"))


def _is_root() -> bool:
    return Path("/proc/self").stat().st_uid == 0


def shipped_proxy(*words: str) -> str:
    """What the shipped script writes for these names and certificates."""
    script = [DEPLOY / "proxy.sh", *words]
    return subprocess.run(script, check=True, capture_output=True, encoding="utf-8").stdout


def _here(folder: Path, site: Path) -> str:
    """The shipped configuration with this machine's paths."""
    parts = folder / "parts"
    parts.mkdir(exist_ok=True)
    for part in (DEPLOY / "nginx").iterdir():
        (parts / part.name).write_text(_with_paths(part.read_text("utf-8"), folder, site))
    words = ("--domain", "localhost", "--certificate", "/nowhere", "--hsts")
    text = _with_paths(shipped_proxy(*words), folder, site)
    return re.sub(r"\n *listen \[::\].*;", "", text)


def _with_paths(text: str, folder: Path, site: Path) -> str:
    text = text.replace("/run/kacko/", f"{folder}/")
    text = text.replace("/srv/kacko/site/current/public", str(site))
    return text.replace("/opt/kacko/current/deploy/nginx", str(folder / "parts"))


def _without_tls(text: str, port: int, folder: Path) -> str:
    text = re.sub(r"\n *ssl_\w+ .*;", "", text)
    text = text.replace("listen 80", f"listen unix:{folder}/plain.sock")
    return text.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")


def _with_tls(text: str, port: int, tls: Tls) -> str:
    text = re.sub(r"ssl_certificate +.*;", f"ssl_certificate {tls.certificate};", text)
    text = re.sub(r"ssl_certificate_key +.*;", f"ssl_certificate_key {tls.key};", text)
    text = text.replace("listen 80", f"listen 127.0.0.1:{tls.plain_port}")
    return text.replace("listen 443", f"listen 127.0.0.1:{port}")
