"""What is written after somebody has left is closed to all they took along, and to nobody else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intake_service.store.models import Enquiry
from intake_service.store.models.team import Counsellor
from intake_service.work.casework import cases, rotation
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.enquiry.feedback import Feedback
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.service import Service
from intake_service.work.team import logins, people, team_keys
from intake_service.work.team.logins import Staff
from tests.intake.browser import Person
from tests.intake.keys.key_search import KeySearch, copy

pytestmark = pytest.mark.usefixtures("cheap_receipts")

BEFORE = "Napsáno, dokud tu Zdeněk byl."
AFTER = "Napsáno, když tu Zdeněk nebyl"
EMAIL = "potom@posta.example"


def ask(service: Service, text: str = BEFORE) -> str:
    """Ask something; gives the receipt."""
    cookie = text.encode().ljust(32)[:32]
    submission = Submission("counselling", "cs", text, cookie=cookie)
    return enquiries.sent(service, cookie, enquiries.send(service, submission)).receipt


def open_box(service: Service, receipt: str) -> OpenedMailbox:
    return mailbox.resume(service, mailbox.open_with_receipt(service, receipt))


def texts(service: Service, receipt: str) -> list[str]:
    shown = mailbox.contents(service, open_box(service, receipt))
    return [message.text for message in shown.messages]


def taken_along(staff: Staff) -> KeySearch:
    """All the private keys that somebody had."""
    return KeySearch(privates={staff.private, *staff.team.values()})


@pytest.fixture
def zdenek(service: Service, colleague: Callable[..., Person]) -> Staff:
    person = colleague("Zdeněk")
    cookie = logins.log_in(service, person.name, person.password, person.code())
    return logins.resume(service, cookie)


@pytest.fixture
def back(service: Service, coordinator: Person, staff: Staff) -> Callable[[], Staff]:
    """The coordinator at the next click, with the keys of now."""

    def resume() -> Staff:
        with service.store.read() as session:
            person = session.get_one(Counsellor, staff.id)
            team = team_keys.open_shares(service, session, person, staff.private)
        return Staff(
            id=staff.id, name=staff.name, duties=staff.duties, private=staff.private, team=team
        )

    return resume


def test_a_leaver_opens_nothing_that_was_written_afterwards(
    service: Service, tmp_path: Path, zdenek: Staff, staff: Staff, back: Callable[[], Staff]
) -> None:
    receipt = ask(service)
    box = open_box(service, receipt)
    cases.answer(service, staff, 1, f"{BEFORE} Odpověď.", after=1)
    cases.add_note(service, staff, 1, f"{BEFORE} Poznámka.")
    leaver = taken_along(zdenek)
    old = leaver.read(copy(service.settings.data, tmp_path / "old.sqlite3"))
    assert sum(BEFORE in text for text in old) == 3

    people.part_with(service, zdenek.id)
    mailbox.write_again(service, box, f"{AFTER} odesílatel.", after=2)
    cases.answer(service, back(), 1, f"{AFTER} odpověď.", after=3)
    cases.add_note(service, back(), 1, f"{AFTER} poznámka.")
    mailbox.set_hint(service, box, EMAIL)
    mailbox.give_feedback(service, box, Feedback(5, AFTER))

    new = leaver.read(copy(service.settings.data, tmp_path / "new.sqlite3"))
    assert not [text for text in new if AFTER in text or EMAIL in text]
    assert sum(BEFORE in text for text in new) == 3
    assert len(texts(service, receipt)) == 4
    case = cases.open_case(service, back(), 1)
    assert [note.text for note in case.notes] == [f"{BEFORE} Poznámka.", f"{AFTER} poznámka."]
    assert case.feedback == Feedback(5, AFTER)


def test_it_stays_so_when_a_backup_comes_back(
    service: Service, tmp_path: Path, zdenek: Staff, staff: Staff, back: Callable[[], Staff]
) -> None:
    """Restored from a day on which the rotation was under way, with the tombstones of today."""
    receipt = ask(service)
    ask(service, "Další rozhovor.")
    leaver = taken_along(zdenek)
    leaver.read(copy(service.settings.data, tmp_path / "old.sqlite3"))
    people.part_with(service, zdenek.id)
    rotation.rotate(service, back(), at_most=1)
    backup = copy(service.settings.data, tmp_path / "backup.sqlite3")
    cases.answer(service, back(), 1, "Tahle odpověď se zálohou ztratí.", after=1)
    service.close()
    for left in service.settings.data.glob("intake.sqlite3*"):
        left.unlink()
    shutil.copy(backup, service.settings.data / "intake.sqlite3")
    cases.answer(service, back(), 1, AFTER, after=1)
    cases.answer(service, back(), 2, AFTER, after=1)
    new = leaver.read(copy(service.settings.data, tmp_path / "new.sqlite3"))
    assert AFTER not in "".join(new)
    assert texts(service, receipt) == [BEFORE, AFTER]


def test_an_answer_in_a_quiet_conversation_begins_an_epoch_by_itself(
    service: Service, tmp_path: Path, zdenek: Staff, back: Callable[[], Staff]
) -> None:
    receipt = ask(service)
    leaver = taken_along(zdenek)
    leaver.read(copy(service.settings.data, tmp_path / "old.sqlite3"))
    people.part_with(service, zdenek.id)
    cases.answer(service, back(), 1, AFTER, after=1)
    assert AFTER not in "".join(leaver.read(copy(service.settings.data, tmp_path / "new.sqlite3")))
    assert texts(service, receipt) == [BEFORE, AFTER]


def test_the_same_text_sent_twice_around_a_departure_is_kept_once(
    service: Service, zdenek: Staff
) -> None:
    box = open_box(service, ask(service))
    mailbox.write_again(service, box, "Ještě něco.", after=1)
    people.part_with(service, zdenek.id)
    mailbox.write_again(service, box, "Ještě něco.", after=1)
    assert len(mailbox.contents(service, box).messages) == 2


def test_what_waits_for_the_sender_is_listed_and_goes_on_with_the_code(
    service: Service, zdenek: Staff, back: Callable[[], Staff]
) -> None:
    receipt = ask(service)
    ask(service, "Jiná otázka.")
    make_earlier(service, 1)
    people.part_with(service, zdenek.id)
    assert rotation.progress(service) == rotation.Progress(2, 0, [1])
    assert rotation.rotate(service, back(), at_most=10) == 2
    assert rotation.progress(service) == rotation.Progress(2, 1, [1])
    assert rotation.rotate(service, back(), at_most=10) == 0
    cases.add_note(service, back(), 1, "Poznámka.")
    assert texts(service, receipt) == [BEFORE]
    assert rotation.progress(service).is_over
    cases.answer(service, back(), 1, AFTER, after=1)
    assert texts(service, receipt) == [BEFORE, AFTER]


def test_a_damaged_conversation_stops_no_other(
    service: Service, zdenek: Staff, back: Callable[[], Staff]
) -> None:
    ask(service)
    ask(service, "Jiná otázka.")
    with service.store.write() as session:
        session.get_one(Enquiry, 1).thread_box = b"damaged"
    people.part_with(service, zdenek.id)
    assert rotation.rotate(service, back(), at_most=1) == 1
    assert cases.open_case(service, back(), 2).messages[0].text == "Jiná otázka."
    assert rotation.progress(service).left == 1


def make_earlier(service: Service, number: int) -> None:
    """Let an enquiry look as an earlier version left it."""
    with service.store.write() as session:
        enquiry = session.get_one(Enquiry, number)
        enquiry.sender_public = enquiry.keys_mac = enquiry.notes_mac = None
