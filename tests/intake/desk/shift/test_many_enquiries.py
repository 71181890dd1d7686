"""A full desk is as quick as an empty one: the database does no more for a page, whatever waits."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event, insert
from sqlalchemy.pool import ConnectionPoolEntry

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

STEP = 20
"""Instructions of SQLite's machine that are counted as one."""
REAL = 30
FEW = 120
MANY = 1_500
MORE = 1.5
"""Times of the work for a small desk."""
LITTLE = 30
"""Steps more that nobody notices: an empty page takes so few that one query counts."""
WITH_ARGUMENTS = (
    "/?stav=waiting",
    "/?stav=answered",
    "/?stav=closed",
    "/najit?druh=counselling&stav=waiting",
    "/najit?jazyk=uk",
    "/dotaz/1",
)


class Work:
    """What SQLite does while it is counted."""

    def __init__(self) -> None:
        self.steps = 0

    def step(self) -> int:
        self.steps += 1
        return 0


@pytest.fixture
def work(service: Service) -> Iterator[Work]:
    """Counts the work of every connection of the service."""
    counted = Work()

    def count(connection: sqlite3.Connection, _entry: ConnectionPoolEntry, _proxy: object) -> None:
        connection.set_progress_handler(counted.step, STEP)

    event.listen(service.store.engine, "checkout", count)
    yield counted
    event.remove(service.store.engine, "checkout", count)


def fill(service: Service, size: int) -> None:
    """Rows like the first one that no key opens, half of them wait, due after the real ones."""
    with service.store.write() as session:
        pattern = session.get_one(Enquiry, 1)
        columns = [each.name for each in Enquiry.__table__.columns if each.name != "number"]
        same = {name: getattr(pattern, name) for name in columns}
        later = clock.today() + timedelta(days=300)
        settled = {"state": State.ANSWERED, "settled_on": clock.today()}
        rows = [
            same
            | {"id": vault.new_id(), "lookup_id": vault.new_id(), "due_on": later}
            | (settled if number % 2 else {})
            for number in range(size)
        ]
        session.execute(insert(Enquiry), rows)


def steps(desk: DeskVisitor, work: Work, address: str) -> int:
    desk.client.get(address)
    work.steps = 0
    desk.client.get(address)
    return work.steps


def lists(desk: DeskVisitor) -> list[str]:
    """Every address of the desk that needs no name, and some that do."""
    rules = (each for each in desk.app.url_map.iter_rules() if "GET" in (each.methods or ()))
    plain = {each.rule for each in rules if not each.arguments}
    return [*sorted(plain), *WITH_ARGUMENTS]


@pytest.mark.usefixtures("takes_seconds")
def test_no_page_of_a_full_desk_is_more_work_than_of_an_empty_one(
    desk: DeskVisitor, service: Service, work: Work
) -> None:
    for number in range(REAL):
        submission = Submission("counselling", "cs", f"Otázka {number}.", vault.new_key())
        enquiries.send(service, submission)
    fill(service, FEW)
    before = {address: steps(desk, work, address) for address in lists(desk)}
    fill(service, MANY)
    after = {address: steps(desk, work, address) for address in before}
    grown = {
        address: (few, after[address])
        for address, few in before.items()
        if after[address] > MORE * few + LITTLE
    }
    assert sum(before.values()) > LITTLE
    assert grown == {}
