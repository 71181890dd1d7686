"""The product on one machine as `deploy/` ships it: nginx, the sender's face under gunicorn, the
data."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from intake_service.settings import Settings
from intake_service.work.service import open_service
from intake_service.work.team import founding
from tests.built import BuiltSite
from tests.intake.load import ASK, Client, wait_until
from tests.intake.proxy import Proxy, Tls
from tests.intake.shipped import UNFELT, Gunicorn, command, environment
from tests.paths import ROOT
from tests.ports import free_port


class House:
    """Proxy, sender's face, data."""

    def __init__(self, nginx: str, folder: Path, site: BuiltSite, tls: Tls | None = None) -> None:
        self.data = folder / "data"
        self.port = free_port()
        self._folder = folder
        service = open_service(Settings(data=self.data, content=ROOT / "content"))
        founding.found(
            service, founding.prepare(service, "Jana", "čtyři slova která nepatří k sobě")
        )
        service.close()
        own = {"data": self.data, "frame": site.frame_file, "site": site.output, "proxies": 1}
        own["https"] = tls is not None
        patient = {
            "permit_seconds": 60,
            "lock_seconds": 60,
        }  # a busy machine is no reason to fail here
        self._environment = environment(**own, **patient) | UNFELT
        self.proxy = Proxy(nginx, folder / "proxy", site.output, self.port, tls)
        self.trusting = tls.trusting() if tls else None
        self.output = folder / "output.txt"
        self.sender: Gunicorn | None = None

    def start(self) -> None:
        """Start the sender's face and wait until forms open."""
        words = command("kacko-sender.service", f"unix:{self.proxy.folder}/sender.sock")
        self.sender = Gunicorn(words, self._environment, self.output)
        wait_until(lambda: self.client().get(ASK).status == 200)

    def client(self) -> Client:
        """A browser at the proxy's door."""
        return Client(self.port, tls=self.trusting)

    def stop(self) -> None:
        """End the sender's face in good order."""
        if self.sender:
            self.sender.stop()
        self.sender = None

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Somebody else writes and does not stop."""
        path = self.data / "intake.sqlite3"
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
