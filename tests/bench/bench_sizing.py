"""What a machine carries, on SQLite and on PostgreSQL, beside the bare minimum in the same run.

    python -m tests.bench.bench_sizing

Prints Markdown for `docs/performance.md`: pages and stored enquiries a second, what a backup and a
restore of ten thousand enquiries cost, and what each part of the service holds in memory. About
four minutes.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

import pyrage
from sqlalchemy import func, insert, select

from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.models import Base, Enquiry, Message
from intake_service.work.backups import making
from intake_service.work.backups.opening import opened, put_back
from intake_service.work.service import open_service
from intake_service.work.team import founding
from tests import provide
from tests.bench import bench_sending, opening
from tests.bench.bench_sending import Contender
from tests.built import BuiltSite, build_site
from tests.intake import postgres
from tests.intake.conftest import PASSWORD
from tests.intake.load import Client
from tests.intake.shipped import UNFELT, Gunicorn, command, environment
from tests.paths import ROOT
from tests.ports import free_port

ROUNDS = 3
SECONDS = 4.0
"""For each contender and each kind of load, over all rounds."""
PEOPLE = 8
ENQUIRIES = 10_000
BACKUP_DAYS = 30
SENDER = "kacko-sender.service"
DESK = "kacko-desk.service"
SEALED = {"body", "receipt_box", "thread_box", "staff_box"}
"""What no compression makes smaller."""


@dataclass
class Running:
    """A server under load, and what it did."""

    contender: Contender
    visited: opening.Server

    @property
    def pages(self) -> float:
        """Forms opened in a second."""
        return self.visited.found[PEOPLE].rate

    @property
    def stored(self) -> float:
        """Enquiries acknowledged in a second."""
        return self.contender.statuses[303] / self.contender.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time an enquiry."""
        return self.contender.processor / self.contender.statuses[303] * 1000

    @property
    def p95(self) -> float:
        """Milliseconds within which nineteen of twenty were answered."""
        return quantiles(self.contender.times, n=20)[-1] * 1000


@dataclass(frozen=True)
class Urls:
    """Addresses of three databases with nothing in them; an empty one is a file of the service."""

    service: str
    bare: str
    restored: str


def main() -> None:
    """Measure, and print the tables."""
    with tempfile.TemporaryDirectory(prefix="kacko-sizing-") as name, ExitStack() as stack:
        folder = Path(name)
        site = build_site(folder / "site")
        _measured("SQLite", folder / "sqlite", site, Urls("", str(folder / "bare.sqlite3"), ""))
        found = provide.path_of("pg_ctl")
        if found is None:
            print("no PostgreSQL here", file=sys.stderr)
            return
        server = stack.enter_context(postgres.running(Path(found).resolve().parent))
        urls = Urls(*(server.make(name) for name in ("service", "bare", "restored")))
        _measured("PostgreSQL", folder / "server", site, urls)


def _measured(name: str, folder: Path, site: BuiltSite, urls: Urls) -> None:
    """Measure on one kind of database, and print its two tables."""
    content = ROOT / "content"
    settings = Settings(data=folder / "data", content=content, database_url=urls.service)
    folder.mkdir()
    _set_up(settings)
    own = {"data": settings.data, "frame": site.frame_file, "site": site.output}
    given = environment(**own, database_url=urls.service) | UNFELT
    given["BARE_DATABASE"] = urls.bare
    with ExitStack() as stack:
        running = [
            _started(stack, words, given, folder)
            for words in (
                ("a bare insert", "tests.bench.bare:create_bare_app()"),
                ("the same after Argon2id", "tests.bench.bare:create_stretched_app()"),
                ("the service", None),
            )
        ]
        for _round in range(ROUNDS):
            for each in running:
                opening.visit(each.visited, PEOPLE, SECONDS / ROUNDS)
                bench_sending.send(each.contender, PEOPLE, SECONDS / ROUNDS)
        print("\n".join(_load_table(name, running)), flush=True)
        memory = list(_memory(stack, running[-1], given, folder))
    memory.append(_chores(given))
    print("\n".join(_upkeep_table(name, [*_backups(settings, urls.restored), *memory])), flush=True)


def _set_up(settings: Settings) -> None:
    service = open_service(settings)
    founding.found(service, founding.prepare(service, "Jana", PASSWORD))
    service.close()


def _started(
    stack: ExitStack, of: tuple[str, str | None], given: dict[str, str], folder: Path
) -> Running:
    name, app = of
    port = free_port()
    words = command(SENDER, f"127.0.0.1:{port}", app)
    gunicorn = Gunicorn(words, given, folder / "output.txt")
    stack.callback(gunicorn.stop)
    gunicorn.wait_for(port)
    running = Running(Contender(name, port, gunicorn, folder), opening.Server(name, port, gunicorn))
    opening.visit(running.visited, PEOPLE, 1.0)  # everything was opened once
    running.visited.found = {PEOPLE: opening.Opened()}
    return running


def _load_table(name: str, running: list[Running]) -> Iterator[str]:
    bare, stretched, ours = running
    yield f"| {name}, {PEOPLE} people at once | pages/s | stored/s | p95 ms | processor ms a text |"
    yield "| --- | --- | --- | --- | --- |"
    for each in running:
        figures = f"{each.pages:.0f} | {each.stored:.0f} | {each.p95:.0f} | {each.cost:.1f}"
        yield f"| {each.contender.name} | {figures} |"
    shares = f"{ours.pages / bare.pages:.2f} | {ours.stored / bare.stored:.3f}"
    yield f"| share of the bare insert | {shares} | | |"
    yield f"| share of Argon2id alone | | {ours.stored / stretched.stored:.2f} | | |"
    yield ""


def _memory(
    stack: ExitStack, sender: Running, given: dict[str, str], folder: Path
) -> Iterator[tuple[str, str]]:
    """What the faces hold: the forms after the load, the desk after its login page."""
    yield "the forms, after the load", _held(sender.contender.server)
    port = free_port()
    desk = Gunicorn(command(DESK, f"127.0.0.1:{port}"), given, folder / "desk.txt")
    stack.callback(desk.stop)
    desk.wait_for(port)
    Client(port).get("/prihlaseni")
    yield "the desk, before anybody is in", _held(desk)


def _held(server: Gunicorn) -> str:
    return f"{bench_sending.memory(server.worker)[1]} MiB"


def _chores(given: dict[str, str]) -> tuple[str, str]:
    """What one run of the chores costs; it is one a minute."""
    words = [sys.executable, "-c", "from intake_service.cli import main; main()", "tick"]
    quiet = subprocess.DEVNULL
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    chores = subprocess.Popen(words, cwd=ROOT, env=given, stdout=quiet, stderr=quiet)
    most = 0
    while chores.poll() is None:
        with suppress(KeyError, OSError):  # it has just ended
            most = max(most, bench_sending.memory(chores.pid)[1])
        time.sleep(0.01)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return "the chores, each minute", f"{seconds:.1f} s of processor, {most} MiB"


def _backups(settings: Settings, url: str) -> Iterator[tuple[str, str]]:
    """What a backup and a restore of so many enquiries cost."""
    _fill(settings)
    identity = pyrage.x25519.Identity.generate()
    keyed = settings.model_copy(update={"backup_key": str(identity.to_public())})
    folder = settings.data.parent / "backups"
    begun = time.monotonic()
    made = making.make(keyed, folder, backup_days=BACKUP_DAYS).file
    took = time.monotonic() - begun
    size = made.stat().st_size / 2**20
    yield f"`kacko backup`, {ENQUIRIES:,} enquiries", f"{took:.1f} s, {size:.0f} MiB"
    data = settings.data.with_name("restored")
    elsewhere = settings.model_copy(update={"data": data, "database_url": url})
    begun = time.monotonic()
    with opened(made, [identity]) as backup:
        put_back(elsewhere, backup)
    yield f"`kacko restore`, {ENQUIRIES:,} enquiries", f"{time.monotonic() - begun:.1f} s"


def _fill(settings: Settings) -> None:
    """Add copies of one enquiry under other ids until there are so many: a backup opens none."""
    service = open_service(settings)
    with service.store.write() as session:
        have = session.scalar(select(func.count()).select_from(Enquiry)) or 0
        pattern = session.scalars(select(Enquiry).order_by(Enquiry.number).limit(1)).one()
        message = session.scalars(
            select(Message).where(Message.enquiry_id == pattern.id, Message.position == 1)
        ).one()
        enquiries = []
        messages = []
        for _enquiry in range(have, ENQUIRIES):
            fresh = {"id": vault.new_id(), "lookup_id": vault.new_id()}
            enquiries.append(_same(pattern, "number") | fresh)
            messages.append(_same(message) | {"id": vault.new_id(), "enquiry_id": fresh["id"]})
        for row in (*enquiries, *messages):
            row.update({name: os.urandom(len(row[name])) for name in SEALED & row.keys()})
        session.execute(insert(Enquiry), enquiries)
        session.execute(insert(Message), messages)
    service.close()


def _same(row: Base, *but: str) -> dict[str, Any]:
    columns = (column.name for column in row.__table__.columns)
    return {name: getattr(row, name) for name in columns if name not in but}


def _upkeep_table(name: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    yield f"| {name} | |"
    yield "| --- | --- |"
    for what, cost in rows:
        yield f"| {what} | {cost} |"
    yield ""


if __name__ == "__main__":
    main()
