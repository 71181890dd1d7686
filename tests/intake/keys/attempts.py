"""What each tries: at the doors of the real service, on copies, and by writing to the database.

Every attempt has a copy of the data directory of its own. It gives whether it opened what it was
after, or None where there was nothing to try it with.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from intake_service.store.models import TeamKey
from intake_service.store.receipts import Misread
from intake_service.store.vault import Key, Pair, Refused, Role
from intake_service.work.casework import cases, enquiry_keys
from intake_service.work.conversation import threads
from intake_service.work.conversation.key_rings import EpochKey, KeyRing
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.opened_mailbox import NothingOpens
from intake_service.work.service import Service, open_service
from intake_service.work.team import logins, totp
from intake_service.work.team.logins import LoginRefused, Staff
from intake_service.work.team.sessions import SessionExpired
from tests.intake.browser import Person
from tests.intake.keys import service_life, written_rows
from tests.intake.keys.holders import Attacker
from tests.intake.keys.key_search import DATABASE, KeySearch
from tests.intake.keys.service_life import Life, Written

FORGED = "Tohle tým nikdy nenapsal."
LAST = 3
"""The position of the newest message of the conversation that goes on."""


@contextmanager
def _scratch(data: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(data, Path(folder) / "data"))


@contextmanager
def _started(data: Path) -> Iterator[Service]:
    service = open_service(service_life.settings_for(data))
    try:
        yield service
    finally:
        service.close()


@contextmanager
def _service_of_now(life: Life) -> Iterator[Service]:
    with _scratch(life.now) as data, _started(data) as service:
        yield service


def _logged_in(service: Service, person: Person) -> Staff | None:
    fresh = Person(person.name, person.password, person.totp_secret, [])
    with suppress(LoginRefused, Refused, SessionExpired):
        cookie = logins.log_in(service, fresh.name, fresh.password, fresh.code())
        return logins.resume(service, cookie)
    return None


def _at_desk(service: Service, attacker: Attacker) -> Staff | None:
    """Whom the desk takes them for."""
    for cookie in attacker.desk_cookies:
        with suppress(SessionExpired, Refused):
            return logins.resume(service, cookie)
    tried = [_logged_in(service, person) for person in attacker.logins]
    if attacker.password:
        seen = attacker.life.people[service_life.COUNSELLOR]
        factors = {copy: attacker.search.totp_secrets(copy) for copy in attacker.copies}
        phones = [found[seen.name] for found in factors.values() if seen.name in found]
        for secret in phones or [totp.new_secret()]:
            tried.append(_logged_in(service, replace(seen, totp_secret=secret)))
    return next((staff for staff in tried if staff), None)


def _in_mailbox(service: Service, attacker: Attacker) -> set[str] | None:
    """What the mailbox shows them; None where it stays closed."""
    cookies = list(attacker.mailbox_cookies)
    for code in attacker.search.codes:
        with suppress(Misread, NothingOpens):
            cookies.append(mailbox.open_with_receipt(service, code))
    for cookie in cookies:
        with suppress(SessionExpired, NothingOpens, Refused):
            shown = mailbox.contents(service, mailbox.resume(service, cookie))
            return {message.text for message in shown.messages}
    return None


def reads(attacker: Attacker) -> set[str] | None:
    """All texts that come to light, at both doors and from the copies; None without any way."""
    if not (attacker.has_way_to_desk or attacker.has_way_to_mailbox or attacker.copies):
        return None
    texts = _opened_copies(attacker)
    with _service_of_now(attacker.life) as service:
        texts |= _in_mailbox(service, attacker) or set()
        staff = _at_desk(service, attacker)
        if staff:
            with suppress(Refused):
                case = cases.open_case(service, staff, service_life.LIVING)
                texts |= {each.text for each in case.messages}
                texts |= {each.text for each in case.notes}
    return {each for each in Written if any(each in text for text in texts)}


def _opened_copies(attacker: Attacker) -> set[str]:
    texts = set()
    for _ in attacker.copies:  # a key from one copy opens the other
        for copy in attacker.copies:
            texts |= attacker.search.read(copy)
    return texts


def opens_mailbox(attacker: Attacker) -> bool | None:
    """Whether the page of the mailbox lets them in."""
    if not attacker.has_way_to_mailbox:
        return None
    with _service_of_now(attacker.life) as service:
        return _in_mailbox(service, attacker) is not None


def works_at_desk(attacker: Attacker) -> bool | None:
    """Whether the desk lets them in."""
    if not attacker.has_way_to_desk:
        return None
    _opened_copies(attacker)
    with _service_of_now(attacker.life) as service:
        return _at_desk(service, attacker) is not None


def opens_team_key(attacker: Attacker) -> bool | None:
    """Whether the team's newest private key comes into their hands, or works in their name."""
    if not (attacker.has_way_to_desk or attacker.copies):
        return None
    _opened_copies(attacker)
    with _service_of_now(attacker.life) as service:
        with service.store.read() as session:
            newest = session.scalars(select(TeamKey).order_by(TeamKey.version.desc())).first()
        staff = _at_desk(service, attacker)
    held = {*attacker.search.privates, *(staff.team.values() if staff else ())}
    return any(Pair.of(Key(private)).public == newest.public for private in held)


def confirms_guess(attacker: Attacker) -> bool | None:
    """Whether a right guess of a password, or of a code, can be told from a wrong one at home."""
    if not attacker.copies:
        return None
    for guess in (
        KeySearch(
            secrets=attacker.secrets_or_guess,
            passwords={attacker.life.people[service_life.COUNSELLOR].password},
        ),
        KeySearch(secrets=attacker.secrets_or_guess, codes={attacker.life.code}),
    ):
        texts = set().union(*(guess.read(copy) for copy in attacker.copies))
        if texts:
            return True
    return False


def answers_as_team(attacker: Attacker) -> bool | None:
    """Whether the sender then reads their words as the team's."""
    if not (attacker.has_way_to_desk or attacker.writes):
        return None
    _opened_copies(attacker)
    life = attacker.life
    with _service_of_now(life) as service:
        staff = _at_desk(service, attacker)
        if staff:
            with suppress(Refused):
                cases.answer(service, staff, service_life.LIVING, FORGED, after=LAST)
        elif attacker.writes:
            _seal_answer(service, attacker.search.keys)
        box = mailbox.resume(service, mailbox.open_with_receipt(service, life.code))
        with suppress(Refused):
            shown = mailbox.contents(service, box)
            return any(each.from_team and each.text == FORGED for each in shown.messages)
    return False


def _seal_answer(service: Service, keys: set[bytes]) -> None:
    """Write an answer into the rows with any key that fits."""
    new = threads.NewMessage(Role.TEAM, FORGED, by=service_life.COUNSELLOR)
    for key in keys:
        with suppress(Refused), service.store.write() as session:
            enquiry = enquiry_keys.find(session, service_life.LIVING)
            newest = enquiry.epochs[-1]
            ring = KeyRing({newest.number: EpochKey(newest.number, newest.key_version, Key(key))})
            threads.add(session, enquiry, ring, new, after=LAST)


def lets_somebody_in(attacker: Attacker) -> bool | None:
    """Whether changed or older rows give the desk a person who does not work here."""
    if not attacker.writes:
        return None
    life = attacker.life
    leaver = life.people[service_life.LEAVER]
    with ExitStack() as stack:
        made_up = stack.enter_context(_scratch(life.now))
        stranger = written_rows.add_person(made_up / DATABASE, attacker.secrets_or_guess)
        tried = [(made_up, stranger)]
        for put_back in (
            written_rows.put_person_back,
            written_rows.put_roster_back,
            written_rows.put_database_back,
        ):
            data = stack.enter_context(_scratch(life.now))
            put_back(data / DATABASE, life.then / DATABASE)
            tried.append((data, leaver))
        if attacker.puts_disk_back:
            tried.append((stack.enter_context(_scratch(life.then)), leaver))
        return any(_is_let_in(data, person) for data, person in tried)


def _is_let_in(data: Path, person: Person) -> bool:
    with _started(data) as service:
        return _logged_in(service, person) is not None


def brings_back_deleted(attacker: Attacker) -> bool | None:
    """Whether the team then reads a conversation that was deleted."""
    if not attacker.writes:
        return None
    life = attacker.life
    with ExitStack() as stack:
        tried = []
        for put_back in (written_rows.put_conversation_back, written_rows.put_database_back):
            tried.append(stack.enter_context(_scratch(life.now)))
            put_back(tried[-1] / DATABASE, life.then / DATABASE)
        if attacker.puts_disk_back:
            tried.append(stack.enter_context(_scratch(life.then)))
        return any(_shows_deleted(data, life) for data in tried)


def _shows_deleted(data: Path, life: Life) -> bool:
    with _started(data) as service:
        staff = _logged_in(service, life.people[service_life.COUNSELLOR])
        with suppress(enquiry_keys.NoSuchEnquiry):
            case = staff and cases.open_case(service, staff, service_life.DELETED)
            return bool(case) and case.messages[0].text == Written.DELETED
    return False
