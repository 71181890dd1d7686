"""The power goes at any moment: what was acknowledged is on the disk, whole, and nothing is half
there."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from intake_service.settings import Settings
from intake_service.store.db import Store, Unavailable
from intake_service.store.vault import Refused, Vault
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.opened_mailbox import NothingOpens
from intake_service.work.service import Service, open_service
from tests.built import BuiltSite
from tests.intake.load import Crowd, receipt_in
from tests.intake.power import CALLS, Began, Disk, WatchedServer, moments
from tests.paths import ROOT

pytestmark = pytest.mark.alone

RECEIPTS = int(os.environ.get("POWER_CUT_RECEIPTS", "60"))
CUTS = int(os.environ.get("POWER_CUTS", "40"))
SENDERS = 4
NOTHING = (0.0,)
ANYTHING = (0.0, 0.0, 0.5, 1.0)
"""How much of what was not synced makes it: mostly nothing, sometimes every other sector, sometimes
all."""
SCRIPT = """
import os
for name, after in (("synced", "file and folder"), ("unnamed", "file"), ("written", "")):
    file = os.open(os.path.abspath(name), os.O_RDWR | os.O_CREAT)
    os.pwrite(file, b"first", 0)
    if "file" in after: os.fsync(file)
    if "folder" in after: os.fsync(os.open(".", os.O_RDONLY))
    os.pwrite(file, b"later", 5)
"""


@dataclass(frozen=True)
class Watched:
    """A server's life under load: its data before, its system calls, the texts by receipt."""

    data: Path
    before: Path
    trace: Path
    sent: dict[str, str]


@dataclass(frozen=True)
class Checked:
    """What the cuts have shown."""

    cuts: int
    receipts: int
    """How often an acknowledged receipt had to open its text."""
    lost: list[str]
    """What was wrong, in words."""


Watch = Callable[[str, int], Watched]


@pytest.fixture(scope="module")
def watch(strace: str, tmp_path_factory: pytest.TempPathFactory, built_site: BuiltSite) -> Watch:
    """Runs a server as careful as told until so many receipts were shown, and ends it in good
    order."""

    def run(synchronous: str, shown: int) -> Watched:
        folder = tmp_path_factory.mktemp("watched")
        server = WatchedServer(strace, folder, built_site, synchronous)
        (folder / "password").write_text("čtyři slova která nepatří k sobě")
        secrets = [f"--totp-file={folder / 'totp'}", f"--recovery-file={folder / 'recovery'}"]
        server.command("setup", "--name=Jana", f"--password-file={folder / 'password'}", *secrets)
        shutil.copytree(server.data, folder / "before")
        server.start()
        try:
            with Crowd(server.port, SENDERS) as crowd:
                crowd.wait_for(shown)
        finally:
            server.stop()
        assert crowd.faults == []
        return Watched(server.data, folder / "before", server.trace, crowd.shown)

    return run


@pytest.fixture
def reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Watched], Service]]:
    """Opens a service that can read the images; a receipt costs its Argon2id once, not at every
    cut."""
    monkeypatch.setattr(Vault, "receipt_keys", cache(Vault.receipt_keys))
    opened = []

    def open_it(watched: Watched) -> Service:
        shutil.copytree(watched.before, tmp_path / "reader")
        opened.append(open_service(Settings(data=tmp_path / "reader", content=ROOT / "content")))
        return opened[-1]

    yield open_it
    for service in opened:
        service.close()


def cut_everywhere(
    watched: Watched, reader: Service, folder: Path, *, cuts: int, shares: tuple[float, ...]
) -> Checked:
    """Cut the power right after acknowledgements and anywhere between, and look at what is left
    each time."""
    chance = Random()
    happened = list(moments(watched.trace))
    told = {
        at: receipt
        for at, moment in enumerate(happened)
        if (receipt := _told(moment, watched.sent))
    }
    assert len(told) >= len(watched.sent)
    after_receipts = [at + 1 for at in sorted(told)][:: max(1, 2 * len(told) // cuts)]
    anywhere = [
        chance.randrange(min(told), len(happened)) for _ in range(cuts - len(after_receipts))
    ]
    disk = Disk(watched.data, watched.before)
    receipts_checked = 0
    lost = []
    for at, moment in enumerate(happened):
        if at in {*after_receipts, *anywhere}:
            image = folder / f"cut-{at}"
            disk.image(image, chance, chance.choice(shares))
            acknowledged = {told[each] for each in told if each < at}
            receipts_checked += len(acknowledged)
            lost += [
                f"cut {at}: {wrong}" for wrong in look(reader, image, acknowledged, watched.sent)
            ]
        disk.see(moment)
    return Checked(len({*after_receipts, *anywhere}), receipts_checked, lost)


def _told(moment: object, sent: dict[str, str]) -> str | None:
    """The receipt that the server begins to show at this moment."""
    if not isinstance(moment, Began) or moment.call.name not in ("sendto", "sendmsg", "write"):
        return None
    receipt = receipt_in(moment.call.data.decode(errors="replace"))
    return receipt if receipt in sent else None


def look(
    reader: Service, image: Path, acknowledged: set[str], sent: dict[str, str]
) -> Iterator[str]:
    """Everything that is wrong with a database after a power cut."""
    path = image / "intake.sqlite3"
    try:
        with closing(sqlite3.connect(path)) as database:
            if (found := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
                yield f"damaged: {found}"
            if database.execute("PRAGMA foreign_key_check").fetchall():
                yield "rows without their owners"
            rows = (
                f"(SELECT count(*) FROM {table})"
                for table in ("enquiry", "message", "confirmation")
            )
            counts = database.execute(
                f"SELECT {', '.join(rows)}, coalesce(sum(received), 0) FROM figure"
            )
            if len(set(counts.fetchone())) != 1:
                yield "half a submission"
    except sqlite3.DatabaseError as error:
        yield f"damaged: {error}"
    service = replace(reader, store=Store(f"sqlite:///{path}"))
    try:
        for receipt in sorted(acknowledged):
            if _read(service, receipt) != sent[receipt]:
                yield f"{receipt} does not open its text"
    finally:
        service.close()


def _read(service: Service, receipt: str) -> str | None:
    try:
        opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
        return mailbox.contents(service, opened).messages[0].text
    except (NothingOpens, Refused, Unavailable):
        return None


def test_the_instrument_sees_what_was_synced_and_what_was_not(strace: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    before = tmp_path / "before"
    folder.mkdir()
    before.mkdir()
    options = [
        "-f",
        "-qq",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-e",
        f"trace={CALLS}",
        "-o",
        tmp_path / "trace",
    ]
    subprocess.run([strace, *options, sys.executable, "-c", SCRIPT], cwd=folder, check=True)
    disk = Disk(folder, before)
    for moment in moments(tmp_path / "trace"):
        disk.see(moment)
    for share in (0, 1):
        disk.image(tmp_path / f"image-{share}", Random(1), share)
    assert {file.name: file.read_bytes() for file in (tmp_path / "image-0").iterdir()} == {
        "synced": b"first"
    }
    everything = {file.name: file.read_bytes() for file in (tmp_path / "image-1").iterdir()}
    assert everything == dict.fromkeys(("synced", "unnamed", "written"), b"firstlater")


def test_of_what_was_acknowledged_nothing_is_lost_whenever_the_power_goes(
    watch: Watch, reader: Callable[[Watched], Service], tmp_path: Path
) -> None:
    watched = watch("", RECEIPTS)
    checked = cut_everywhere(watched, reader(watched), tmp_path, cuts=CUTS, shares=ANYTHING)
    assert checked.lost == []
    assert checked.cuts >= CUTS // 2
    assert checked.receipts >= RECEIPTS * CUTS // 4


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_a_database_that_does_not_wait_for_the_disk_would_be_found_out(
    watch: Watch, reader: Callable[[Watched], Service], tmp_path: Path, synchronous: str
) -> None:
    watched = watch(synchronous, 12)
    assert cut_everywhere(watched, reader(watched), tmp_path, cuts=12, shares=NOTHING).lost
