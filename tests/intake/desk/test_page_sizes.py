"""However much there is, no page of the desk is heavier than an old phone can bear."""

import pytest
from sqlalchemy import update

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.work.casework import cases, drafts
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.shift import notebook, reminders
from intake_service.work.shift.reminders import Why
from intake_service.work.sorting import summing_up
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor
from tests.intake.web.test_guards import pages_of

KB = 1000
HEAVIEST = 60 * KB
TEXT = "Bojím se o syna, už týden nespí a nechce o tom mluvit. " * 10
MANY = 120

pytestmark = pytest.mark.usefixtures("cheap_receipts")


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
        cases.answer(service, staff, 1, f"{number}. {TEXT}", after=number)
        mailbox.write_again(service, box, f"{number + 1}. {TEXT}", after=number + 1)
    for number in range(40):
        cases.add_note(service, second, 1, f"{number}. {TEXT[:200]}")
        notebook.write(service, second, f"{number}. {TEXT[:280]}")
        notebook.write(service, staff, f"{number}. {TEXT[:280]}")
    for each in (staff, second):
        for window in range(3):
            texts = {DraftKind.ANSWER: {"text": f"{window} {TEXT}"}}
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
    for path in (*pages_of(desk.app), "/najit?stav=waiting", "/vyber?vse=1", "/?stav=waiting"):
        page = desk.open(path)
        if len(page.text.encode()) > HEAVIEST:
            heavy[path] = len(page.text.encode())
    assert heavy == {}
