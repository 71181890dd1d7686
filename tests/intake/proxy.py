"""nginx with the shipped configuration, on a port of this machine: only paths, sockets and TLS differ."""

import re
import subprocess
from pathlib import Path

from tests.intake.load import wait_until
from tests.intake.shipped import DEPLOY, answers

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


class Proxy:
    """A running nginx in front of sockets in `folder`: `sender.sock`, `desk.sock`."""

    def __init__(self, nginx: str, folder: Path, site: Path, port: int) -> None:
        self.folder, self.port = folder, port
        folder.mkdir(exist_ok=True)
        configuration = folder / "nginx.conf"
        configuration.write_text(
            MAIN.format(
                user="user root;" if _is_root() else "", folder=folder, shipped=_here(folder, site, port)
            )
        )
        self._process = subprocess.Popen([nginx, "-e", str(folder / "start.log"), "-c", str(configuration)])
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


def _here(folder: Path, site: Path, port: int) -> str:
    """The shipped configuration with this machine's paths, and without what needs a certificate."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("/run/kacko/", f"{folder}/").replace("/srv/kacko/output", str(site))
    text = text.replace("/srv/kacko/deploy", str(DEPLOY)).replace("kacko.example", "localhost")
    text = re.sub(r"\n *(ssl_\w+ .*;|listen \[::\].*;)", "", text)
    text = text.replace("listen 80", f"listen unix:{folder}/plain.sock")
    return text.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
