"""The units of systemd that the installed service is made of."""

import os
import socket
import subprocess
from pathlib import Path
from typing import Final

TARGET: Final = "kacko.target"
FACES: Final = {
    "kacko-sender.service": "/run/kacko/sender.sock",
    "kacko-desk.service": "/run/kacko/desk.sock",
}
"""The two that answer, and where."""
BUILDER: Final = "kacko-builder.service"
"""Shows drafts as pages: nobody outside waits for it."""
PATIENCE: Final = 60
"""Seconds in which a face has to answer its first request."""

ALIVE: Final = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class NotStarted(Exception):
    """systemd could not start something; the message names it."""


def start() -> None:
    """Start everything, now and with the machine. Raises NotStarted."""
    _systemctl("enable", "--quiet", "--now", TARGET)


def are_started() -> bool:
    """Whether the service is to run."""
    return _say("is-active", "--quiet", TARGET) == 0


def have_a_database() -> bool:
    """Whether the service was set up, or restored."""
    file = Path(os.environ.get("INTAKE_DATA", "var"), "intake.sqlite3")
    return bool(os.environ.get("INTAKE_DATABASE_URL")) or file.exists()


def renew() -> None:
    """Start both faces anew, with what is in use now, and what only this release has. Their
    sockets stay open: whoever comes meanwhile waits. Raises NotStarted where one does not answer.
    """
    _systemctl("restart", "kacko-secret.service", *FACES)
    _say("restart", BUILDER)
    for face, door in FACES.items():
        if not _answers(door):
            raise NotStarted(f"{face} does not answer")
    _systemctl("start", TARGET)


def renew_proxy() -> None:
    """Let nginx read its configuration again, if it takes it. Raises NotStarted."""
    if subprocess.run(["nginx", "-t", "-q"], check=False).returncode:  # noqa: S607 - Debian's
        raise NotStarted("nginx -t")
    _systemctl("reload-or-restart", "nginx.service")


def run(unit: str) -> int:
    """Run a unit that ends by itself, and show what it says; 0 when it ended well."""
    code = _say("start", unit)
    invocation = _told("show", "--value", "--property=InvocationID", unit)
    words = ["journalctl", "--quiet", "--output=cat", f"_SYSTEMD_INVOCATION_ID={invocation}"]
    subprocess.run(words, check=False)  # noqa: S603 - Debian's
    return code


def _answers(door: str) -> bool:
    """Whether a face answers. What it is asked for no proxy hands on, so it misses none."""
    with socket.socket(socket.AF_UNIX) as knocking:
        knocking.settimeout(PATIENCE)
        try:
            knocking.connect(door)
            knocking.sendall(ALIVE)
            return knocking.recv(5) == b"HTTP/"
        except OSError:
            return False


def _systemctl(*words: str) -> None:
    if _say(*words):
        raise NotStarted(f"systemctl {' '.join(words)}")


def _say(*words: str) -> int:
    return subprocess.run(["systemctl", *words], check=False).returncode  # noqa: S603, S607 - Debian's


def _told(*words: str) -> str:
    told = subprocess.run(  # noqa: S603 - Debian's
        ["systemctl", *words],  # noqa: S607
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return told.stdout.strip()
