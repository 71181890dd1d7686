"""However much there is, no page of the desk is heavier than an old phone can bear."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.work.casework import cases, drafts
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.colleagues import supervision
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.shift import notebook, reminders
from intake_service.work.shift.reminders import Why
from intake_service.work.sorting import summing_up
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page
from tests.intake.web.test_guards import pages_of

KB = 1000
HEAVIEST = 60 * KB
TEXT = "Bojím se o syna, už týden nespí a nechce o tom mluvit. " * 10
LONG = "Я боюся за сина, він уже тиждень не спить. " * 70
"""Three thousand characters, each of two bytes."""
MANY = 120
NOTES = 40
LONG_NOTES = 6
WINDOWS = 4

FIELDS_OF_DRAFTS = {
    DraftKind.ANSWER: "text",
    DraftKind.NOTE: "note",
    DraftKind.SUPERVISION: "supervision",
    DraftKind.OFFER: "answer",
    DraftKind.READING: "changed",
}
OF_THE_CASE = (
    "/dotaz/1/starsi/40",
    f"/dotaz/1/poznamky/{NOTES}",
    f"/dotaz/1/poznamky/{LONG_NOTES}",
    "/dotaz/1/jinde/0",
)
LISTS = ("/najit?stav=waiting", "/vyber?vse=1", "/?stav=waiting")

pytestmark = pytest.mark.usefixtures("cheap_receipts", "takes_seconds")


def ask(service: Service, kind: str, text: str = TEXT) -> str:
    submission = Submission(kind, "cs", text, vault.new_key())
    handle = enquiries.send(service, submission)
    return enquiries.sent(service, submission.cookie, handle).receipt


@pytest.fixture
def full(service: Service, staff: Staff, second: Staff) -> None:
    """Everything there is, by the dozen; number 1 is a long conversation."""
    receipt = ask(service, "counselling")
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    for number in range(1, 60, 2):
        cases.answer(service, staff, 1, f"{number}. {LONG[:1000]}", after=number)
        mailbox.write_again(service, box, f"{number + 1}. {TEXT}", after=number + 1)
    for number in range(LONG_NOTES):
        cases.add_note(service, second, 1, f"dlouhá {number}. {LONG}")
    for number in range(NOTES):
        cases.add_note(service, second, 1, f"{number}. {TEXT[:200]}")
        supervision.add(service, staff, 1, f"{number}. {TEXT[:400]}")
        notebook.write(service, second, f"{number}. {TEXT[:280]}")
        notebook.write(service, staff, f"{number}. {TEXT[:280]}")
    for each in (staff, second):
        for window in range(WINDOWS):
            texts = {
                kind: {name: f"{kind} {window} {LONG}"} for kind, name in FIELDS_OF_DRAFTS.items()
            }
            drafts.keep_all(service, each, 1, texts, Window.new())
        reminders.keep(service, each, 1, Why.CALL, clock.today())
    summing_up.pin(service, staff, 1, TEXT[:90])
    for number in range(MANY):
        ask(service, ("counselling", "relatives", "found_syringe", "complaint")[number % 4])
    urgent = update(Enquiry).where(Enquiry.number % 5 == 0)
    with service.store.write() as session:
        session.execute(urgent.values(urgent=True, due_on=clock.today().replace(year=2020)))


def test_no_page_is_heavier_than_sixty_kilobytes(desk: DeskVisitor, full: None) -> None:
    heavy = {}
    for path in (*pages_of(desk.app), *OF_THE_CASE, *LISTS):
        page = desk.open(path)
        if len(page.text.encode()) > HEAVIEST:
            heavy[path] = len(page.text.encode())
    assert heavy == {}


def walk(desk: DeskVisitor, page: Page, part: str) -> Iterator[Page]:
    """A page, and all that it and the next ones lead on to, by a part of the address."""
    seen: set[str] = set()
    while True:
        yield page
        hrefs = [each.get("href", "") for each in page.all("a")]
        onward = [each for each in hrefs if part in each and each not in seen]
        if not onward:
            return
        seen.add(onward[0])
        page = desk.open(onward[0])


def test_every_note_is_a_few_pages_away(desk: DeskVisitor, full: None) -> None:
    texts = [
        text
        for page in walk(desk, desk.open("/dotaz/1"), "/poznamky/")
        for text in page.written
        if text.endswith((TEXT[:200], LONG))
    ]
    assert len(set(texts)) == NOTES + LONG_NOTES


def test_every_text_of_another_window_is_a_few_pages_away_and_can_be_thrown_away(
    desk: DeskVisitor, full: None
) -> None:
    def elsewhere() -> list[str]:
        return [
            each.text or ""
            for page in walk(desk, desk.open("/dotaz/1"), "/jinde/")
            for each in page.all("textarea")
            if each.get("readonly") is not None
        ]

    # The newest of each kind stands in a field, but for what was typed about another text.
    in_fields = len(FIELDS_OF_DRAFTS) - 1
    expected = WINDOWS * len(FIELDS_OF_DRAFTS) - in_fields
    before = elsewhere()
    assert len(before) == len(set(before)) == expected
    page = desk.open("/dotaz/1/jinde/0")
    (button, *_) = (each for each in page.all("button") if each.get("name") == "other")
    desk.send("/zahodit", other=button.get("value"))
    assert len(elsewhere()) < expected
