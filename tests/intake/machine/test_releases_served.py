"""Readers who load pages while the site is published, renewed, taken back and killed meanwhile."""

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from intake_service import NewestSite
from site_plugins.run.releases import PUBLIC
from tests.intake.proxy import Proxy
from tests.paths import ROOT
from tests.ports import free_port
from tests.site.run.small_site import STYLE, SmallSite, served, small_site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PUBLISHED = 8
WORK = """
import sys
from pathlib import Path
from tests.site.run.small_site import small_site
site = small_site(Path(sys.argv[1]))
while True:
    site.write(sys.argv[2])
    site.serve(site.build())
    site.rebuild()
"""


class Reader(threading.Thread):
    """Loads the page and its style, again and again."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.over = threading.Event()
        self.seen: Counter[int] = Counter()

    def run(self) -> None:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            while not self.over.is_set():
                page = self._get(connection, "/")
                if found := STYLE.search(page):
                    self._get(connection, found[1])

    def _get(self, connection: HTTPConnection, address: str) -> str:
        connection.request("GET", address, headers={"Host": "localhost"})
        answer = connection.getresponse()
        text = answer.read().decode()
        self.seen[answer.status] += 1
        return text


@contextmanager
def reading(readers: Sequence[Reader]) -> Iterator[Sequence[Reader]]:
    for each in readers:
        each.start()
    try:
        yield readers
    finally:
        for each in readers:
            each.over.set()
        for each in readers:
            each.join(30)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = small_site(tmp_path)
    site.write("first")
    site.serve(site.build())
    return site


def publish_and_kill(folder: Path, site: SmallSite) -> None:
    """Publish and renew in a process that is killed, at moments of nobody's choice; then once in
    peace."""
    for number in range(PUBLISHED):
        words = [sys.executable, "-c", WORK, str(folder), f"word {number}"]
        work = subprocess.Popen(words, cwd=ROOT)
        link = site.releases.folder / "current"
        before = link.readlink()
        while link.readlink() == before and work.poll() is None:
            pass
        work.kill()
        work.wait()
    site.roll_back()
    site.rebuild()
    assert served(site).startswith("word")


def all_went_well(readers: Iterable[Reader]) -> None:
    seen = sum((each.seen for each in readers), Counter[int]())
    assert set(seen) == {200}
    assert seen.total() > 500


def test_nginx_as_it_is_shipped_always_has_a_whole_page(
    site: SmallSite, nginx: str, tmp_path: Path
) -> None:
    public = site.releases.folder / "current" / PUBLIC
    proxy = Proxy(nginx, tmp_path / "proxy", public, free_port())
    try:
        with reading([Reader(proxy.port) for _reader in range(3)]) as readers:
            publish_and_kill(tmp_path, site)
        all_went_well(readers)
    finally:
        proxy.stop()


def nothing_else(_environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    start("404 Not Found", [])
    return [b""]


class ReaderOfOneMachine(Reader):
    """The same, where the service serves the site by itself."""

    def __init__(self, site: NewestSite) -> None:
        super().__init__(0)
        self.site = site

    def _get(self, _connection: HTTPConnection, address: str) -> str:
        with Client(self.site).get(address) as answer:
            text = answer.get_data(as_text=True)
            assert int(answer.headers["Content-Length"]) == len(text)
            self.seen[answer.status_code] += 1
        return text


def test_a_single_machine_always_has_a_whole_page(site: SmallSite, tmp_path: Path) -> None:
    newest = NewestSite(nothing_else, site.releases.folder / "current" / PUBLIC)
    with reading([ReaderOfOneMachine(newest) for _reader in range(2)]) as readers:
        publish_and_kill(tmp_path, site)
    all_went_well(readers)


def test_a_release_let_go_while_it_is_looked_at_gives_way_to_the_newest(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = NewestSite(nothing_else, site.releases.folder / "current" / PUBLIC)
    serve = newest._newest
    lost: list[str] = []

    def let_go(environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        lost.append(environ["PATH_INFO"])
        raise FileNotFoundError

    monkeypatch.setattr(newest, "_newest", lambda: serve() if lost else let_go)
    with Client(newest).get("/") as answer:
        assert answer.status_code == 200
    assert lost == ["/"]
