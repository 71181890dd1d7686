"""How long pages of the desk take with many enquiries, on SQLite and on PostgreSQL, and how long
retention makes others wait.

    python -m tests.bench.bench_desk

Thirty enquiries are real and stand on the first pages; the others are rows of the same length that
no key opens, for whatever they cost is the database's work.
"""

import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from sqlalchemy import event, insert, select

from centre.exchange.frame import Frame
from centre.texts.content import read
from intake_service import clock
from intake_service.desk import create_desk_app
from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.enquiry import enquiries, expiry
from intake_service.work.service import Service, open_service
from intake_service.work.team import founding, logins
from site_plugins.run.assets import fingerprinted, make_assets
from tests import provide
from tests.intake import postgres
from tests.intake.browser import DeskVisitor, Person
from tests.intake.conftest import DAY, PASSWORD, cheap_keys
from tests.paths import ROOT

SIZES = (100, 1_000, 10_000, 100_000)
REAL = 30
TIMES = 40
GOAL = 1.5
"""Times of the smallest desk."""
PAGES = {
    "home": "/",
    "waiting": "/?stav=waiting",
    "second page": "/?stav=waiting&za=0.2026-01-01.0",
    "answered": "/?stav=answered",
    "enquiry": "/dotaz/1",
}
DUE = 5_000  # conversations whose days are over at once


def main() -> int:
    """0 when every page takes at most GOAL times as long as with the fewest, with as many
    queries."""
    print("SQLite")
    slow = _is_slow("")
    found = provide.path_of("pg_ctl")
    if found is None:
        print("no PostgreSQL here", file=sys.stderr)
        return int(slow)
    print("PostgreSQL")
    with postgres.running(Path(found).resolve().parent) as server:
        return int(_is_slow(server.make_another()) or slow)


def _is_slow(url: str) -> bool:
    """Whether a page takes too long on the database at `url`; print what it takes."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stack.enter_context(cheap_keys())
        service = _service(Path(folder), url)
        stack.callback(service.close)
        desk = _desk(service)
        first: dict[str, float] = {}
        slow = False
        for size in SIZES:
            _fill(service, size)
            for name, address in PAGES.items():
                took, queries = _measured(service, desk, address)
                slow = slow or took > GOAL * first.setdefault(name, took)
                print(f"{size:7}  {name:12} p95 {took:6.1f} ms  {queries} queries")
        print(
            f"retention, {DUE} over at once: a writer waits at most {_longest_wait(service):.2f} s"
        )
    return slow


def _service(folder: Path, url: str) -> Service:
    assets = {name: fingerprinted(name, made) for name, made in make_assets(ROOT / "theme").items()}
    Frame.of(read(ROOT / "content", DAY), assets).write(folder / "frame.json")
    return open_service(
        Settings(
            data=folder / "data",
            content=ROOT / "content",
            frame=folder / "frame.json",
            database_url=url,
        )
    )


def _desk(service: Service) -> DeskVisitor:
    plan = founding.prepare(service, "Jana", PASSWORD)
    newcomer = founding.found(service, plan)
    jana = Person("Jana", PASSWORD, newcomer.totp_secret, newcomer.recovery_codes)
    for number in range(REAL):
        submission = enquiries.Submission(
            "counselling", "cs", f"Otázka {number}.", vault.new_key(), {}
        )
        enquiries.send(service, submission)
    visitor = DeskVisitor(create_desk_app(service))
    visitor.come_in_with(logins.log_in(service, jana.name, jana.password, jana.code()))
    return visitor


def _fill(service: Service, size: int) -> None:
    """Add rows until there are so many; half of them wait, the others are answered."""
    with service.store.write() as session:
        have = len(session.scalars(select(Enquiry.number)).all())
        pattern = session.get_one(Enquiry, 1)
        same = {
            column.name: getattr(pattern, column.name)
            for column in Enquiry.__table__.columns
            if column.name != "number"
        }
        today = clock.today()
        rows = []
        for position in range(have, size):
            settled = State.WAITING if position % 2 else State.ANSWERED
            is_settled = settled is not State.WAITING
            rows.append(
                same
                | {
                    "id": vault.new_id(),
                    "lookup_id": vault.new_id(),
                    "state": settled,
                    "settled_on": today if is_settled else None,
                    "due_on": today + timedelta(days=30 + position % 300),
                }
            )
        if rows:
            session.execute(insert(Enquiry), rows)


def _measured(service: Service, desk: DeskVisitor, address: str) -> tuple[float, int]:
    """The nineteenth of twenty times in milliseconds of this process, and the queries of one page.

    What a server of PostgreSQL does meanwhile is not in it."""
    counted = 0

    def count(*_given: object) -> None:
        nonlocal counted
        counted += 1

    desk.client.get(address)
    event.listen(service.store.engine, "before_cursor_execute", count)
    assert desk.client.get(address).status_code == 200
    event.remove(service.store.engine, "before_cursor_execute", count)
    took = []
    for _ in range(TIMES):
        before = time.thread_time()
        desk.client.get(address)
        took.append(1000 * (time.thread_time() - before))
    return quantiles(took, n=20)[-1], counted


def _longest_wait(service: Service) -> float:
    """How long somebody who writes waited at most while retention deleted all that was over."""
    with service.store.write() as session:
        over = select(Enquiry.number).where(Enquiry.number > REAL).limit(DUE).subquery()
        for enquiry in session.scalars(select(Enquiry).where(Enquiry.number.in_(select(over)))):
            enquiry.state = State.CLOSED
            enquiry.settled_on = enquiry.last_on = clock.today() - timedelta(days=400)
    longest = 0.0
    retention = threading.Thread(target=expiry.apply_retention, args=[service])
    retention.start()
    while retention.is_alive():
        before = time.monotonic()
        with service.store.write():
            longest = max(longest, time.monotonic() - before)
        time.sleep(0.01)
    return longest


if __name__ == "__main__":
    sys.exit(main())
