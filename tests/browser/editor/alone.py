"""The editor alone on this machine, as `kacko edit` serves it, without the builds around it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from intake_service.settings import PREFIX
from tests.browser.house import PATIENCE
from tests.browser.people import DESK, Visitor
from tests.built import BuiltSite
from tests.paths import ROOT
from tests.ports import free_port

_SERVE = """
from intake_service import server
from intake_service.settings import load_settings
from intake_service.work.service import open_service
server.edit(open_service(load_settings()), "Eva")
"""
_LINK = re.compile(r"http://\S+/web/vstup/\S+")


@dataclass(frozen=True)
class Alone:
    """A running editor; it has the shape of a House for whoever visits it."""

    url: str
    log: Path

    @property
    def named_url(self) -> str:
        """Its address: it has no other name."""
        return self.url

    @property
    def link(self) -> str:
        """What the terminal shows now."""
        return _LINK.findall(self.log.read_text("utf-8"))[-1]


class EditorAlone(Visitor):
    """Somebody at this machine; ways that lead over the desk lead straight to the editor."""

    def open(self, path: str) -> None:
        super().open("/" + path.removeprefix(DESK).removeprefix("/"))


@contextmanager
def running_alone(site: BuiltSite, content: Path, folder: Path) -> Iterator[Alone]:
    """Serve the editor until the block ends."""
    port = free_port()
    others = {name: each for name, each in os.environ.items() if not name.startswith(PREFIX)}
    given = {
        "CONTENT": content,
        "DATA": folder / "alone",
        "SITE": site.output,
        "FRAME": site.frame_file,
        "HOST": "127.0.0.1",
        "PORT": port,
    }
    environment = others | {f"{PREFIX}{name}": str(each) for name, each in given.items()}
    found = Alone(f"http://127.0.0.1:{port}", folder / "alone.log")
    with found.log.open("wb") as told:
        server = subprocess.Popen(
            [sys.executable, "-c", _SERVE], cwd=ROOT, env=environment, stdout=told, stderr=told
        )
        try:
            _wait_for_link(server, found.log)
            yield found
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _wait_for_link(server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while not _LINK.search(log.read_text("utf-8")):
        if server.poll() is not None or time.monotonic() > ends:
            raise AssertionError(log.read_text("utf-8"))
        time.sleep(0.1)
