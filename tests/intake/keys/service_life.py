"""A service that has lived: a counsellor has left, a conversation was deleted, others go on.

Of the day before and of today there is a copy of the whole data directory.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import pytest
import time_machine

from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.terms import Duty
from intake_service.store.vault import derived_keys
from intake_service.work.casework import cases
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service, open_service
from intake_service.work.team import founding, invitations, logins, people, totp
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import Person
from tests.intake.conftest import PASSWORD, cheap_keys
from tests.intake.keys.key_search import DATABASE, copy
from tests.intake.post_office import MORNING
from tests.paths import ROOT

COORDINATOR = "Jana"
COUNSELLOR = "Petr"
EDITOR = "Eva"
ONLY_COORDINATES = "Karel"
LEAVER = "Zdeněk"
LIVING = 1
"""The number of the conversation that goes on."""
DELETED = 2
"""The number of the one that is deleted."""


class Written(StrEnum):
    """What was written in the service, to be found wherever it opens."""

    BEFORE = "Zpráva, dokud tu Zdeněk byl."
    NOTE_BEFORE = "Poznámka, dokud tu Zdeněk byl."
    DELETED = "Zpráva, kterou pak někdo smazal."
    AFTER = "Zpráva, když tu Zdeněk už nebyl."
    NOTE_AFTER = "Poznámka, když tu Zdeněk už nebyl."
    ADDRESS_BEFORE = "drive@posta.example"
    ADDRESS_AFTER = "potom@posta.example"


@dataclass(frozen=True)
class Life:
    """Two copies of the data directory, and what its people hold."""

    then: Path
    """From when everybody was there."""
    now: Path
    code: str
    people: dict[str, Person]
    leaver: Staff
    leavers_cookie: bytes
    desk_cookie: bytes
    """Of a counsellor who is clicking."""
    mailbox_cookie: bytes
    """Of the sender, who is reading."""
    tick_key: bytes
    recovery_key: str


@contextmanager
def cheap_time() -> Iterator[None]:
    """Ten minutes after it was all lived, with passwords and codes that cost next to nothing."""
    with pytest.MonkeyPatch.context() as patch, cheap_keys():
        patch.setattr(derived_keys, "RECEIPT_MEMORY", 8192)
        patch.setattr(derived_keys, "RECEIPT_PASSES", 1)
        with time_machine.travel(MORNING + timedelta(minutes=10)):
            yield


def settings_for(data: Path) -> Settings:
    """Mail is set up, and its key lies where the shipped units put it: out of the directory."""
    return Settings(
        data=data,
        content=ROOT / "content",
        tick_key=data.with_name("tick-key"),
        smtp_host="127.0.0.1",
        mail_from="zprava@posta.example",
    )


def live(folder: Path) -> Life:
    """Let it happen in a folder; within `cheap_time`."""
    with time_machine.travel(MORNING):
        service = open_service(settings_for(folder / "data"))
        try:
            return _live(service, folder)
        finally:
            service.close()


def _live(service: Service, folder: Path) -> Life:
    plan = founding.prepare(service, COORDINATOR, PASSWORD)
    founder = founding.found(service, plan)
    team = {
        COORDINATOR: Person(COORDINATOR, PASSWORD, founder.totp_secret, founder.recovery_codes),
        COUNSELLOR: _joined(service, COUNSELLOR, Duty.ANSWERS, safe=plan.recovery_key),
        EDITOR: _joined(service, EDITOR, Duty.EDITS, safe=plan.recovery_key),
        ONLY_COORDINATES: _joined(
            service, ONLY_COORDINATES, Duty.COORDINATES, safe=plan.recovery_key
        ),
        LEAVER: _joined(service, LEAVER, Duty.ANSWERS, safe=plan.recovery_key),
    }
    daily.tick(service)
    code = _asked(service, Written.BEFORE, Written.ADDRESS_BEFORE)
    code_of_deleted = _asked(service, Written.DELETED)
    petrs_cookie = _logged_in(service, team[COUNSELLOR])
    cases.add_note(service, logins.resume(service, petrs_cookie), LIVING, Written.NOTE_BEFORE)
    leavers_cookie = _logged_in(service, team[LEAVER])
    leaver = logins.resume(service, leavers_cookie)
    then = _copied(service.settings.data, folder / "then")

    people.part_with(service, leaver.id)
    petr = logins.resume(service, petrs_cookie)
    mailbox_cookie = mailbox.open_with_receipt(service, code)
    box = mailbox.resume(service, mailbox_cookie)
    mailbox.write_again(service, box, Written.AFTER, after=1)
    mailbox.set_hint(service, box, Written.ADDRESS_AFTER)
    cases.answer(service, petr, LIVING, "Odpověď.", after=2)
    cases.add_note(service, petr, LIVING, Written.NOTE_AFTER)
    other_cookie = mailbox.open_with_receipt(service, code_of_deleted)
    mailbox.delete_all(service, mailbox.resume(service, other_cookie), other_cookie)
    return Life(
        then=then,
        now=_copied(service.settings.data, folder / "now"),
        code=code,
        people=team,
        leaver=leaver,
        leavers_cookie=leavers_cookie,
        desk_cookie=petrs_cookie,
        mailbox_cookie=mailbox_cookie,
        tick_key=(folder / "tick-key").read_bytes(),
        recovery_key=plan.recovery_key,
    )


def _joined(service: Service, name: str, duty: Duty, *, safe: str) -> Person:
    invitation = invitations.invite(service, name, [duty])
    password = f"{PASSWORD} {name}"
    newcomer = invitations.join(service, invitation, password, totp.new_secret())
    people.admit_with_recovery_key(service, name, safe)
    return Person(name, password, newcomer.totp_secret, newcomer.recovery_codes)


def _asked(service: Service, text: str, email: str | None = None) -> str:
    submission = Submission("counselling", "cs", text, cookie=vault.new_key(), email=email)
    return enquiries.sent(service, submission.cookie, enquiries.send(service, submission)).receipt


def _logged_in(service: Service, person: Person) -> bytes:
    return logins.log_in(service, person.name, person.password, person.code())


def _copied(data: Path, to: Path) -> Path:
    shutil.copytree(data, to, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    copy(data, to / DATABASE)
    return to
